//! Check ADR103: blocks of one VPC overlap.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::Vpc;

declare_check! {
    /// ## What it does
    /// Finds blocks of one VPC that overlap each other.
    ///
    /// ## Why it matters
    /// AWS refuses the second block.
    ///
    /// ## In production
    /// `associate-vpc-cidr-block` answers `InvalidVpc.Range`. List what is there with `aws ec2 describe-vpcs
    /// --vpc-ids vpc-… --query 'Vpcs[].CidrBlockAssociationSet[]'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.4.0.0/16,10.4.128.0/20
    /// // ^ ADR103
    ///   subnet app-a az=a cidrs=10.4.1.0/24
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.4.0.0/16,10.6.0.0/20
    ///   subnet app-a az=a cidrs=10.4.1.0/24
    /// ```
    ///
    /// ## Fix safety
    /// Safe: blocks are nested or apart, so the smaller one is dropped; the larger one still holds its subnets.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>: a block must not overlap one of the VPC
    VPC_BLOCKS_OVERLAP = "ADR103" "vpc-blocks-overlap" {
        summary: "blocks of one VPC overlap",
        severity: Error,
        since: "0.1.0",
        run: Row(Vpc, vpc_blocks_overlap),
    }
}

fn vpc_blocks_overlap(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for (index, block) in vpc.cidrs.iter().enumerate() {
        let wider = vpc.cidrs.iter().enumerate().find(|(other, outer)| {
            let (inner, outer) = (block.trunc(), outer.trunc());
            *other != index && outer.contains(&inner) && (outer != inner || *other < index)
        });
        let Some((_, wider)) = wider else { continue };
        let message = format!(
            "Block {block} of {} overlaps its block {wider}",
            facts.label(vpc.id)
        );
        let kept: Vec<String> = vpc
            .cidrs
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .map(|(_, block)| block.to_string())
            .collect();
        out.report(vpc.id, "cidrs", message).fix(
            format!("Drop {block}, which {wider} contains"),
            Applicability::Safe,
            vec![Command::set(vpc.id, "cidrs", kept)],
        );
    }
}
