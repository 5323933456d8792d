//! Check ADR105: a block is written with bits beyond its length.

use ipnet::IpNet;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EntityId, Subnet, Vpc};

declare_check! {
    /// ## What it does
    /// Finds blocks of VPCs and subnets with address bits set beyond the prefix length, such as 10.0.1.18/24.
    ///
    /// ## Why it matters
    /// AWS stores the canonical form (100.68.0.18/18 becomes 100.68.0.0/18), so the deployed network differs from
    /// the drawing and every later comparison shows a difference that is none. It may also be a typing error in
    /// the length.
    ///
    /// ## In production
    /// `aws ec2 describe-subnets` shows another block than the one in the design.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.18/24
    ///   // ^ ADR105
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Fix safety
    /// Safe: writes the block that AWS would store.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html>: the block is made canonical
    HOST_BITS = "ADR105" "host-bits-set" {
        summary: "a block is written with bits beyond its length",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(host_bits),
    }
}

fn host_bits(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    judge(facts, vpc.id.entity(), &vpc.cidrs, out);
    for subnet in facts.children::<Subnet>(vpc.id) {
        judge(facts, subnet.id.entity(), &subnet.cidrs, out);
    }
}

fn judge(facts: &Facts, id: EntityId, blocks: &[IpNet], out: &mut Findings) {
    let Some(block) = blocks.iter().find(|block| block.trunc() != **block) else {
        return;
    };
    let message = format!(
        "Block {block} of {} is {} for AWS",
        facts.label(id),
        block.trunc()
    );
    let canonical: Vec<String> = blocks
        .iter()
        .map(|block| block.trunc().to_string())
        .collect();
    out.report(id, "cidrs", message).fix(
        "Write the canonical form",
        Applicability::Safe,
        vec![Command::set(id, "cidrs", canonical)],
    );
}
