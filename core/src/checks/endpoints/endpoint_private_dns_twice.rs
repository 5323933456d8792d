//! Check EPT109: two endpoints of one VPC claim the same private name.

use super::{of_type, public_name, short_service};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EndpointType, HostedZone, Vpc, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Finds interface endpoints of one VPC for the same service that both have private DNS on, and an endpoint with
    /// private DNS on beside a private zone of the same name in the VPC.
    ///
    /// ## Why it matters
    /// Private DNS is a hidden private zone of the service's name. A VPC can have one zone of a name, so AWS refuses
    /// the second.
    ///
    /// ## In production
    /// `create-vpc-endpoint` answers `InvalidParameter: private-dns-enabled cannot be set because there is already a
    /// conflicting DNS domain for secretsmanager.eu-west-1.amazonaws.com in the VPC vpc-…`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group endpoints
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/16
    ///   vpc-endpoint secrets service=com.amazonaws.eu-west-1.secretsmanager subnets=a,b security_groups=endpoints
    ///   vpc-endpoint again service=com.amazonaws.eu-west-1.secretsmanager subnets=a,b security_groups=endpoints
    ///   // ^ EPT109
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
    ///   vpc-endpoint again private_dns=false service=com.amazonaws.eu-west-1.secretsmanager subnets=a,b security_groups=endpoints
    /// ```
    ///
    /// ## Fix safety
    /// Safe: turns private DNS off on the later endpoint, or on the endpoint that a private zone stands beside.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html>
    /// - cfn-lint E3064
    ENDPOINT_PRIVATE_DNS_TWICE = "EPT109" "endpoint-private-dns-twice" {
        summary: "two endpoints of one VPC claim the same private name",
        severity: Error,
        since: "0.1.0",
        run: Vpc(endpoint_private_dns_twice),
    }
}

fn endpoint_private_dns_twice(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let claims: Vec<&VpcEndpoint> = of_type(facts, vpc, EndpointType::Interface)
        .filter(|endpoint| endpoint.private_dns)
        .collect();
    for (index, later) in claims.iter().enumerate() {
        let same = |first: &&&VpcEndpoint| {
            (later.endpoint_service.is_some() && first.endpoint_service == later.endpoint_service)
                || (!later.service.is_empty() && first.service == later.service)
        };
        let off = vec![Command::set(later.id, "private_dns", false)];
        if let Some(first) = claims.iter().take(index).find(same) {
            let message = format!(
                "Endpoint {} already has private DNS for {}",
                facts.label(first.id),
                short_service(facts, later)
            );
            out.report(later.id, "private_dns", message)
                .related([first.id])
                .fix("Turn private DNS off here", Applicability::Safe, off);
            continue;
        }
        let Some((_, name)) = public_name(facts, later, &vpc.region) else {
            continue;
        };
        let zone = facts.referrers::<HostedZone>(vpc.id).find(|zone| {
            zone.private
                && zone
                    .domain
                    .trim_end_matches('.')
                    .eq_ignore_ascii_case(&name)
        });
        if let Some(zone) = zone {
            let message = format!(
                "Private zone {} of {name} is in the VPC too, so private DNS can't be on",
                facts.label(zone.id)
            );
            out.report(later.id, "private_dns", message)
                .related([zone.id])
                .fix("Turn private DNS off", Applicability::Safe, off);
        }
    }
}
