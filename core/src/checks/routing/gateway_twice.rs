//! Check RTE110: a VPC has two gateways where AWS takes one.

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{Kind, Vpc};

declare_check! {
    /// ## What it does
    /// Finds VPCs with more than one internet gateway, egress-only internet gateway or virtual private gateway.
    ///
    /// ## Why it matters
    /// AWS attaches one of each to a VPC. They are redundant by themselves: a second one adds nothing.
    ///
    /// ## In production
    /// `attach-internet-gateway` answers `InvalidParameterValue: Network vpc-… already has an internet gateway
    /// attached`. See `aws ec2 describe-internet-gateways --filters Name=attachment.vpc-id,Values=vpc-…`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   internet-gateway first
    ///   internet-gateway second
    ///   // ^ RTE110
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   internet-gateway first
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: routes may name either.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>
    GATEWAY_TWICE = "RTE110" "gateway-twice" {
        summary: "a VPC has two gateways where AWS takes one",
        severity: Error,
        since: "0.1.0",
        run: Vpc(gateway_twice),
    }
}

fn gateway_twice(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for kind in [
        Kind::InternetGateway,
        Kind::EgressOnlyGateway,
        Kind::VpnGateway,
    ] {
        let gateways = facts.index().children_of_kind(vpc.id.entity(), kind);
        for second in gateways.iter().skip(1) {
            let message = format!(
                "{} has a second {}: {}",
                facts.label(vpc.id),
                kind.spec().label.to_lowercase(),
                facts.label(*second)
            );
            out.report(*second, "vpc", message)
                .related(gateways.first().copied());
        }
    }
}
