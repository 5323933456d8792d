//! Check EPT107: an interface endpoint with two subnets in one availability zone.

use std::collections::BTreeMap;

use super::texts;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EndpointType, Id, Subnet, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Finds interface endpoints that name more than one subnet of an availability zone.
    ///
    /// ## Why it matters
    /// An interface endpoint has one network interface in a zone. AWS refuses a second subnet there.
    ///
    /// ## In production
    /// `create-vpc-endpoint` answers `DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the
    /// availability zone of subnet-…`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet a2 az=a cidrs=10.0.2.0/24
    ///   subnet b az=b cidrs=10.0.3.0/24
    ///   security-group endpoints
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/16
    ///   vpc-endpoint secrets service=com.amazonaws.eu-west-1.secretsmanager subnets=a,a2,b security_groups=endpoints
    ///   // ^ EPT107
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet a2 az=a cidrs=10.0.2.0/24
    ///   subnet b az=b cidrs=10.0.3.0/24
    ///   security-group endpoints
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/16
    ///   vpc-endpoint secrets service=com.amazonaws.eu-west-1.secretsmanager subnets=a,b security_groups=endpoints
    /// ```
    ///
    /// ## Fix safety
    /// Safe: keeps the first subnet of each zone. Hosts of the others reach the interface in the same zone.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html>: one subnet in each
    ///   Availability Zone
    ENDPOINT_ZONE_TWICE = "EPT107" "endpoint-zone-twice" {
        summary: "an interface endpoint with two subnets in one availability zone",
        severity: Error,
        since: "0.1.0",
        run: Row(VpcEndpoint, endpoint_zone_twice),
    }
}

fn endpoint_zone_twice(facts: &Facts, endpoint: &VpcEndpoint, out: &mut Findings) {
    if endpoint.endpoint_type != EndpointType::Interface {
        return;
    }
    let mut first: BTreeMap<&str, Id<Subnet>> = BTreeMap::new();
    let mut twice = Vec::new();
    let subnets = endpoint.subnets.iter().filter_map(|id| facts.get(*id));
    for subnet in subnets {
        let kept = *first.entry(&subnet.az).or_insert(subnet.id);
        if kept != subnet.id {
            twice.push((subnet, kept));
        }
    }
    let Some((subnet, kept)) = twice.first() else {
        return;
    };
    let message = format!(
        "Subnets {} and {} are both in zone {}; an interface endpoint has one in each zone",
        facts.label(*kept),
        facts.label(subnet.id),
        subnet.az
    );
    let keep = endpoint
        .subnets
        .iter()
        .filter(|id| twice.iter().all(|(subnet, _)| subnet.id != **id));
    let fix = Command::set(endpoint.id, "subnets", texts(keep.copied()));
    out.report(endpoint.id, "subnets", message)
        .related(twice.iter().map(|(subnet, _)| subnet.id))
        .fix(
            "Keep one subnet in each zone",
            Applicability::Safe,
            vec![fix],
        );
}
