//! Check DNS130: a Resolver endpoint without two addresses in two zones.

use std::collections::BTreeSet;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{ResolverEndpoint, Subnet, Vpc};

declare_check! {
    /// ## What it does
    /// Finds Resolver endpoints with fewer than two subnets, an error, or with all subnets in one availability zone,
    /// a warning; and subnets of another VPC.
    ///
    /// ## Why it matters
    /// A Resolver endpoint has at least two addresses, one in each of two subnets. In one zone, an outage of it takes
    /// DNS between the site and AWS with it.
    ///
    /// ## In production
    /// `create-resolver-endpoint` answers `InvalidParameterException` or `LimitExceededException` for one address. In
    /// an outage, every name that crosses the endpoint times out.
    ///
    /// ## Example
    /// ```notation
    /// vpc shared cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   security-group dns
    ///     security-group-rule protocol=tcp ports=53 cidr=10.0.0.0/8
    ///     security-group-rule protocol=udp ports=53 cidr=10.0.0.0/8
    ///   resolver-endpoint inbound direction=INBOUND subnets=a security_groups=dns
    ///   // ^ DNS130
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc shared cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group dns
    ///     security-group-rule protocol=tcp ports=53 cidr=10.0.0.0/8
    ///     security-group-rule protocol=udp ports=53 cidr=10.0.0.0/8
    ///   resolver-endpoint inbound direction=INBOUND subnets=a,b security_groups=dns
    /// ```
    ///
    /// ## Fix safety
    /// Safe: adds a subnet of another zone of the VPC, where it has one. Each address bills per hour.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries-values.html>:
    ///   at least two addresses, in two zones for availability
    RESOLVER_ENDPOINT_ADDRESSES = "DNS130" "resolver-endpoint-addresses" {
        summary: "a Resolver endpoint without two addresses in two zones",
        severity: Error,
        since: "0.1.0",
        run: Vpc(resolver_endpoint_addresses),
    }
}

fn resolver_endpoint_addresses(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for endpoint in facts.children::<ResolverEndpoint>(vpc.id) {
        judge(facts, endpoint, out);
    }
}

fn judge(facts: &Facts, endpoint: &ResolverEndpoint, out: &mut Findings) {
    let name = facts.label(endpoint.id);
    let subnets: Vec<&Subnet> = endpoint
        .subnets
        .iter()
        .filter_map(|id| facts.get(*id))
        .collect();
    if let Some(foreign) = subnets.iter().find(|subnet| subnet.vpc != endpoint.vpc) {
        let message = format!(
            "Subnet {} is not in the VPC of Resolver endpoint {name}",
            facts.label(foreign.id)
        );
        out.report(endpoint.id, "subnets", message)
            .related([foreign.id]);
        return;
    }
    let zones: BTreeSet<&str> = subnets.iter().map(|subnet| subnet.az.as_str()).collect();
    let (severity, message) = match (subnets.len(), zones.len()) {
        (0 | 1, _) => (
            Severity::Error,
            format!(
                "Resolver endpoint {name} needs at least two addresses, has {}",
                subnets.len()
            ),
        ),
        (_, 1) => (
            Severity::Warning,
            format!("All addresses of Resolver endpoint {name} are in one availability zone"),
        ),
        _ => return,
    };
    let report = out
        .report(endpoint.id, "subnets", message)
        .severity(severity);
    let in_vpc = facts.children::<Subnet>(endpoint.vpc);
    let mut wanted = endpoint.subnets.clone();
    let mut covered: BTreeSet<String> = zones.iter().map(|zone| (*zone).to_owned()).collect();
    for subnet in in_vpc {
        if covered.len() < 2 && covered.insert(subnet.az.clone()) {
            wanted.push(subnet.id);
        }
    }
    if wanted.len() >= 2 && covered.len() >= 2 {
        let subnets: Vec<_> = wanted.iter().map(ToString::to_string).collect();
        report.fix(
            "Add a subnet of another zone",
            Applicability::Safe,
            vec![Command::set(endpoint.id, "subnets", subnets)],
        );
    }
}
