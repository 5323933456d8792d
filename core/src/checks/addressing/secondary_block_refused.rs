//! Check ADR107: a VPC combines blocks that AWS does not.

use ipnet::IpNet;

use crate::analysis::Facts;
use crate::aws::addressing::{SECONDARY_EXCLUSION, SECONDARY_RULES};
use crate::checks::{Findings, declare_check};
use crate::model::Vpc;
use crate::net::PrefixSet;

declare_check! {
    /// ## What it does
    /// Finds secondary IPv4 blocks that AWS refuses because of where the primary block lies: for example
    /// 172.16.0.0/12 beside a primary block in 10.0.0.0/8.
    ///
    /// ## Why it matters
    /// The restriction is of AWS's own routing and no support case lifts it: growing the VPC fails on the day the
    /// addresses run out. 100.64.0.0/10 and public ranges can be added to any VPC.
    ///
    /// ## In production
    /// `associate-vpc-cidr-block` answers `InvalidVpc.Range` and names the restricted range.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16,192.168.0.0/20
    /// // ^ ADR107
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16,100.64.0.0/20
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: another range must be chosen from the address plan.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>: IPv4 CIDR block association restrictions
    SECONDARY_BLOCK_REFUSED = "ADR107" "secondary-block-refused" {
        summary: "a VPC combines blocks that AWS does not",
        severity: Error,
        since: "0.1.0",
        run: Row(Vpc, secondary_block_refused),
    }
}

fn secondary_block_refused(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let mut blocks = vpc.cidrs.iter().filter(|block| block.addr().is_ipv4());
    let Some(primary) = blocks.next() else { return };
    let rules = SECONDARY_RULES.value;
    let rule = rules.iter().find(|rule| {
        rule.primary_in
            .is_some_and(|range| overlaps(range, primary))
    });
    let rule = rule.or_else(|| rules.iter().find(|rule| rule.primary_in.is_none()));
    let (crowded, closed) = SECONDARY_EXCLUSION.value;
    let excluded = vpc.cidrs.iter().any(|block| overlaps(crowded, block));
    for block in blocks {
        let refused =
            rule.and_then(|rule| rule.refused.iter().find(|range| overlaps(range, block)));
        let why = match refused {
            Some(range) => format!(
                "with a primary block in {}",
                rule.and_then(|rule| rule.primary_in).map_or_else(
                    || format!("another range AWS refuses blocks of {range}"),
                    |within| format!("{within} AWS refuses blocks of {range}"),
                )
            ),
            None if excluded && overlaps(closed, block) => {
                format!("with a block in {crowded} AWS refuses blocks of {closed}")
            }
            None => continue,
        };
        let message = format!(
            "Block {block} can't be added to {} ({primary}): {why}",
            facts.label(vpc.id)
        );
        out.report(vpc.id, "cidrs", message);
    }
}

fn overlaps(range: &str, block: &IpNet) -> bool {
    let range = range.parse::<PrefixSet>().unwrap_or_default();
    range.overlaps(&PrefixSet::from(*block))
}
