//! Check ADR115: a subnet has no block, or more than AWS takes.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Subnet, Vpc};
use crate::net::{PrefixSet, next_free_block};

declare_check! {
    /// ## What it does
    /// Finds subnets without any block, and subnets with more than one IPv4 block.
    ///
    /// ## Why it matters
    /// A subnet is made with exactly one IPv4 block (or with an IPv6 block alone), and the block never changes.
    ///
    /// ## In production
    /// `create-subnet` answers `MissingParameter`. A second IPv4 block has no call at all.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a
    ///   // ^ ADR115
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Fix safety
    /// Safe: gives a subnet without a block the next free /24, or smaller where the VPC is. Nothing can stand in it
    /// yet, so no address changes.
    ///
    /// ## Evidence
    /// - botocore 1.44.5, CreateSubnet
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>
    SUBNET_BLOCKS = "ADR115" "subnet-block-count" {
        summary: "a subnet has no block, or more than AWS takes",
        severity: Error,
        since: "0.1.0",
        run: Vpc(subnet_blocks),
    }
}

fn subnet_blocks(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for subnet in facts.children::<Subnet>(vpc.id) {
        let v4 = subnet
            .cidrs
            .iter()
            .filter(|block| block.addr().is_ipv4())
            .count();
        if v4 > 1 {
            let message = format!(
                "Subnet {} has {v4} IPv4 blocks; AWS takes one",
                facts.label(subnet.id)
            );
            out.report(subnet.id, "cidrs", message);
        } else if subnet.cidrs.is_empty() {
            let message = format!("Subnet {} has no block", facts.label(subnet.id));
            let report = out.report(subnet.id, "cidrs", message);
            let used: PrefixSet = facts
                .children::<Subnet>(vpc.id)
                .flat_map(|other| &other.cidrs)
                .collect();
            let blocks = vpc.cidrs.iter().filter(|block| block.addr().is_ipv4());
            let free =
                blocks.flat_map(|block| (24..=28).map(move |length| (block.trunc(), length)));
            let free = free
                .into_iter()
                .find_map(|(block, length)| next_free_block(block, &used, length));
            if let Some(free) = free {
                let command = Command::set(subnet.id, "cidrs", vec![free.to_string()]);
                report.fix(
                    format!("Give it {free}"),
                    Applicability::Safe,
                    vec![command],
                );
            }
        }
    }
}
