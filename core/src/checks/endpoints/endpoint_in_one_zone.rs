//! Check EPT108: an interface endpoint in one zone of a VPC that uses several.

use std::collections::BTreeSet;

use super::{of_type, one_subnet_per_zone, texts};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EndpointType, Id, Subnet, Vpc};

declare_check! {
    /// ## What it does
    /// Finds interface endpoints with subnets in a single availability zone, in a VPC that has subnets in more.
    ///
    /// ## Why it matters
    /// When that zone fails, every zone loses the service. Until then, hosts of other zones pay for traffic between
    /// zones.
    ///
    /// ## In production
    /// `aws ec2 describe-vpc-endpoints --query 'VpcEndpoints[].[VpcEndpointId,SubnetIds]'` shows one subnet. In an
    /// outage of the zone, calls to the service time out everywhere.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group endpoints
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/16
    ///   vpc-endpoint secrets service=com.amazonaws.eu-west-1.secretsmanager subnets=a security_groups=endpoints
    ///   // ^ EPT108
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group endpoints
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/16
    ///   vpc-endpoint secrets service=com.amazonaws.eu-west-1.secretsmanager subnets=a,b security_groups=endpoints
    /// ```
    ///
    /// ## Fix safety
    /// Safe: adds one subnet of each other zone. Each takes one address, and bills per hour.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html>: two zones or more are
    ///   advised
    /// - prowler 5.46.0, vpc_endpoint_multi_az_enabled
    ENDPOINT_IN_ONE_ZONE = "EPT108" "endpoint-in-one-zone" {
        summary: "an interface endpoint in one zone of a VPC that uses several",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(endpoint_in_one_zone),
    }
}

fn endpoint_in_one_zone(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let per_zone = one_subnet_per_zone(facts, vpc.id);
    if per_zone.len() < 2 {
        return;
    }
    let zone = |id: &Id<Subnet>| facts.get(*id).map(|subnet| subnet.az.as_str());
    for endpoint in of_type(facts, vpc, EndpointType::Interface) {
        let zones: BTreeSet<&str> = endpoint.subnets.iter().filter_map(zone).collect();
        let [only] = zones.iter().copied().collect::<Vec<_>>()[..] else {
            continue;
        };
        let others = per_zone.iter().filter(|id| zone(id) != Some(only));
        let subnets = texts(endpoint.subnets.iter().chain(others).copied());
        let message = format!(
            "Endpoint {} is in zone {only} alone, {} has subnets in {} zones",
            facts.label(endpoint.id),
            facts.label(vpc.id),
            per_zone.len()
        );
        out.report(endpoint.id, "subnets", message).fix(
            "Add a subnet in each zone",
            Applicability::Safe,
            vec![Command::set(endpoint.id, "subnets", subnets)],
        );
    }
}
