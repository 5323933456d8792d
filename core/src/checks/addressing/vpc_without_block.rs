//! Check ADR118: a VPC has no IPv4 block.

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::Vpc;

declare_check! {
    /// ## What it does
    /// Finds VPCs without a block, and those with IPv6 blocks alone.
    ///
    /// ## Why it matters
    /// AWS makes no VPC without an IPv4 block, not even one whose subnets are all IPv6 only. The exports leave such a
    /// VPC and everything in it out, and say so.
    ///
    /// ## In production
    /// `aws ec2 create-vpc` without `--cidr-block` or an IPAM pool answers `MissingParameter`. Look at blocks with
    /// `aws ec2 describe-vpcs --query 'Vpcs[].[VpcId,CidrBlock]'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=2001:db8::/56
    /// // ^ ADR118
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16,2001:db8::/56
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: which block is free, in this design and in the networks around it, is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>: a VPC must have an IPv4 block
    VPC_WITHOUT_BLOCK = "ADR118" "vpc-without-block" {
        summary: "a VPC has no IPv4 block",
        severity: Error,
        since: "0.1.0",
        run: Row(Vpc, vpc_without_block),
    }
}

fn vpc_without_block(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    if vpc.cidrs.iter().any(|block| block.addr().is_ipv4()) {
        return;
    }
    let what = if vpc.cidrs.is_empty() {
        "no block"
    } else {
        "IPv6 blocks alone"
    };
    let message = format!(
        "{} has {what}: AWS makes no VPC without an IPv4 block",
        facts.label(vpc.id)
    );
    out.report(vpc.id, "cidrs", message);
}
