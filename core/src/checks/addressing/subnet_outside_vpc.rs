//! Check ADR102: a subnet lies outside the blocks of its VPC.

use super::subnet_overlap::move_to_free_block;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::model::{Subnet, Vpc};
use crate::net::PrefixSet;

declare_check! {
    /// ## What it does
    /// Finds subnets with a block that is not inside one of the blocks of their VPC.
    ///
    /// ## Why it matters
    /// AWS refuses the subnet. It often means that a VPC was renumbered and its subnets were not.
    ///
    /// ## In production
    /// `create-subnet` answers `InvalidSubnet.Range`. Compare with `aws ec2 describe-vpcs --vpc-ids vpc-… --query
    /// 'Vpcs[].CidrBlockAssociationSet[].CidrBlock'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.1.1.0/24
    ///   // ^ ADR102
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: moves the subnet to the next free block of the same size inside the VPC, which changes the addresses
    /// of all that is in it.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>
    /// - cfn-lint E3059
    SUBNET_OUTSIDE_VPC = "ADR102" "subnet-outside-vpc" {
        summary: "a subnet lies outside the blocks of its VPC",
        severity: Error,
        since: "0.1.0",
        run: Vpc(subnet_outside_vpc),
    }
}

fn subnet_outside_vpc(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let inside = |block: &ipnet::IpNet| {
        // A subnet may not span two blocks, even where they are neighbours.
        vpc.cidrs
            .iter()
            .any(|outer| outer.trunc().contains(&block.trunc()))
    };
    for subnet in facts.children::<Subnet>(vpc.id) {
        for block in subnet.cidrs.iter().filter(|block| !inside(block)) {
            let own: PrefixSet = vpc.cidrs.iter().collect();
            let message = format!(
                "Subnet {} ({block}) is not inside a block of {} ({own})",
                facts.label(subnet.id),
                facts.label(vpc.id)
            );
            let report = out.report(subnet.id, "cidrs", message).related([vpc.id]);
            if let Some((title, command)) = move_to_free_block(facts, vpc, subnet, *block) {
                report.fix(title, Applicability::Unsafe, vec![command]);
            }
        }
    }
}
