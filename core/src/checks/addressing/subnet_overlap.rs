//! Check ADR101: subnets of one VPC overlap.

use ipnet::IpNet;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Subnet, Vpc};
use crate::net::{PrefixSet, next_free_block};

declare_check! {
    /// ## What it does
    /// Finds subnets of one VPC whose address blocks overlap.
    ///
    /// ## Why it matters
    /// An address belongs to one subnet. AWS refuses the second subnet, so a script that makes both stops half way,
    /// with the first half deployed.
    ///
    /// ## In production
    /// `create-subnet` answers `InvalidSubnet.Conflict`. Look at what is there with
    /// `aws ec2 describe-subnets --filters Name=vpc-id,Values=vpc-… --query 'Subnets[].[SubnetId,CidrBlock]'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   subnet app-b az=b cidrs=10.0.1.128/25
    ///   // ^ ADR101
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   subnet app-b az=b cidrs=10.0.2.0/24
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: moves the later subnet to the next free block of the same size, which changes the addresses of all
    /// that is in it. There is no fix where the VPC has no such block left.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>: blocks of subnets in a VPC can't overlap
    /// - cfn-lint E3060
    SUBNET_OVERLAP = "ADR101" "subnet-overlap" {
        summary: "subnets of one VPC overlap",
        severity: Error,
        since: "0.1.0",
        run: Vpc(subnet_overlap),
    }
}

fn subnet_overlap(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let mut blocks: Vec<(IpNet, &Subnet)> = facts
        .children::<Subnet>(vpc.id)
        .flat_map(|subnet| {
            subnet
                .cidrs
                .iter()
                .map(move |block| (block.trunc(), subnet))
        })
        .collect();
    // Blocks are nested or apart: sorted, each can only overlap an earlier one that is still open.
    blocks.sort_by_key(|(block, subnet)| (*block, subnet.id));
    let mut open: Vec<(IpNet, &Subnet)> = Vec::new();
    for (block, subnet) in blocks {
        open.retain(|(outer, _)| outer.contains(&block));
        if let Some((outer, holder)) = open.iter().find(|(_, holder)| holder.id != subnet.id) {
            let (earlier, later) = (subnet.id.min(holder.id), subnet.id.max(holder.id));
            let (mine, theirs) = if later == subnet.id {
                (block, *outer)
            } else {
                (*outer, block)
            };
            let message = format!(
                "Subnet {} ({mine}) overlaps {} ({theirs})",
                facts.label(later),
                facts.label(earlier)
            );
            let report = out.report(later, "cidrs", message).related([earlier]);
            let moved = facts
                .get(later)
                .and_then(|later| move_to_free_block(facts, vpc, later, mine));
            if let Some((title, command)) = moved {
                report.fix(title, Applicability::Unsafe, vec![command]);
            }
        }
        open.push((block, subnet));
    }
}

/// The command that gives a subnet the next free block of the same size in place of `block`, and its title.
pub(super) fn move_to_free_block(
    facts: &Facts,
    vpc: &Vpc,
    subnet: &Subnet,
    block: IpNet,
) -> Option<(String, Command)> {
    let used: PrefixSet = facts
        .children::<Subnet>(vpc.id)
        .flat_map(|subnet| &subnet.cidrs)
        .collect();
    let same_family = |outer: &&IpNet| outer.addr().is_ipv4() == block.addr().is_ipv4();
    let mut blocks = vpc.cidrs.iter().filter(same_family);
    let free =
        blocks.find_map(|outer| next_free_block(outer.trunc(), &used, block.prefix_len()))?;
    let cidrs = subnet.cidrs.iter().map(|own| {
        if own.trunc() == block.trunc() {
            free
        } else {
            *own
        }
    });
    let cidrs: Vec<String> = cidrs.map(|block| block.to_string()).collect();
    Some((
        format!("Move to {free}"),
        Command::set(subnet.id, "cidrs", cidrs),
    ))
}
