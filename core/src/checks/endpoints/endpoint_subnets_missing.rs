//! Check EPT117: an interface endpoint without subnets, or with subnets of another VPC.

use super::{one_subnet_per_zone, texts};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EndpointType, Id, SecurityGroup, Subnet, Vpc, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Finds interface endpoints that name no subnet, and endpoints with subnets, or security groups, of another VPC.
    ///
    /// ## Why it matters
    /// An interface endpoint lives in the subnets that it names: without one it has no address. AWS refuses subnets
    /// and groups of another VPC.
    ///
    /// ## In production
    /// `create-vpc-endpoint` makes an endpoint without interfaces, whose name does not resolve, or answers
    /// `InvalidParameter` for a subnet of another VPC.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   vpc-endpoint secrets service=com.amazonaws.eu-west-1.secretsmanager
    ///   // ^ EPT117
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   vpc-endpoint secrets service=com.amazonaws.eu-west-1.secretsmanager subnets=a,b
    /// ```
    ///
    /// ## Fix safety
    /// Safe: names the first subnet of each zone of the VPC, or keeps only what is in the VPC. Each zone bills per
    /// hour.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html>
    ENDPOINT_SUBNETS_MISSING = "EPT117" "endpoint-subnets-missing" {
        summary: "an interface endpoint without subnets, or with subnets of another VPC",
        severity: Error,
        since: "0.1.0",
        run: Vpc(endpoint_subnets_missing),
    }
}

fn endpoint_subnets_missing(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for endpoint in facts.children::<VpcEndpoint>(vpc.id) {
        judge(facts, endpoint, out);
    }
}

fn judge(facts: &Facts, endpoint: &VpcEndpoint, out: &mut Findings) {
    let (vpc, name) = (facts.label(endpoint.vpc), facts.label(endpoint.id));
    let is_own = |id: &Id<Subnet>| {
        facts
            .get(*id)
            .is_some_and(|subnet| subnet.vpc == endpoint.vpc)
    };
    let own: Vec<Id<Subnet>> = endpoint
        .subnets
        .iter()
        .filter(|id| is_own(id))
        .copied()
        .collect();
    let foreign: Vec<_> = endpoint
        .subnets
        .iter()
        .filter(|id| !is_own(id))
        .copied()
        .collect();
    let kept = if own.is_empty() {
        one_subnet_per_zone(facts, endpoint.vpc)
    } else {
        own
    };
    let fix = vec![Command::set(
        endpoint.id,
        "subnets",
        texts(kept.iter().copied()),
    )];
    if !foreign.is_empty() {
        let names = facts.labels(foreign.iter().map(|id| id.entity()), 3);
        let message = format!("Subnet {names} is not in {vpc}, the VPC of endpoint {name}");
        let report = out.report(endpoint.id, "subnets", message).related(foreign);
        if !kept.is_empty() {
            report.fix("Keep the subnets of the VPC", Applicability::Safe, fix);
        }
    } else if endpoint.subnets.is_empty() && endpoint.endpoint_type == EndpointType::Interface {
        let message = format!("Interface endpoint {name} names no subnet, so it has no address");
        let report = out.report(endpoint.id, "subnets", message);
        if !kept.is_empty() {
            report.fix("Name a subnet in each zone", Applicability::Safe, fix);
        }
    }
    let usable = |id: &&Id<SecurityGroup>| {
        facts.get(**id).is_some_and(|group| {
            group.vpc == endpoint.vpc || group.associated_vpcs.contains(&endpoint.vpc)
        })
    };
    let groups: Vec<_> = endpoint
        .security_groups
        .iter()
        .filter(usable)
        .copied()
        .collect();
    if groups.len() < endpoint.security_groups.len() {
        let message = format!("A security group of endpoint {name} is not in {vpc}");
        let fix = vec![Command::set(endpoint.id, "security_groups", texts(groups))];
        out.report(endpoint.id, "security_groups", message).fix(
            "Keep the groups of the VPC",
            Applicability::Unsafe,
            fix,
        );
    }
}
