//! Check ADR108: a block lies in a range that AWS or its services keep.

use ipnet::IpNet;

use crate::analysis::Facts;
use crate::aws::addressing::{CLASHING, FORBIDDEN, NOT_FOR_HOSTS};
use crate::checks::{Findings, Severity, declare_check};
use crate::model::Vpc;
use crate::net::PrefixSet;

declare_check! {
    /// ## What it does
    /// Finds blocks of VPCs in ranges that can't be used (169.254.0.0/16, link-local; 0.0.0.0/8, 127.0.0.0/8 and all
    /// from 224.0.0.0 on, where no host has an address) and, as a warning, in 172.17.0.0/16, the default network of
    /// Docker.
    ///
    /// ## Why it matters
    /// Link-local addresses hold the metadata service and the resolver; AWS refuses a VPC there. Services that run
    /// Docker inside (Cloud9, SageMaker, many build hosts) have a local route to 172.17.0.0/16 and never send to
    /// hosts of yours in that range.
    ///
    /// ## In production
    /// `create-vpc` refuses the one. The other shows as hosts that everyone reaches except containers: on such a host
    /// `ip route get 172.17.0.10` answers `dev docker0`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=172.17.0.0/16
    /// // ^ ADR108
    ///   subnet app-a az=a cidrs=172.17.1.0/24
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=172.18.0.0/16
    ///   subnet app-a az=a cidrs=172.18.1.0/24
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: the VPC needs another range.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>
    /// - <https://www.rfc-editor.org/rfc/rfc6890>: ranges in which no host has an address
    RESERVED_RANGE = "ADR108" "reserved-range" {
        summary: "a block lies in a range that AWS or its services keep",
        severity: Error,
        since: "0.1.0",
        run: Row(Vpc, reserved_range),
    }
}

fn reserved_range(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for block in &vpc.cidrs {
        if let Some(range) = within(FORBIDDEN.value, block) {
            let message = format!(
                "Block {block} of {} lies in {range}, which no VPC may use",
                facts.label(vpc.id)
            );
            out.report(vpc.id, "cidrs", message);
        } else if let Some(range) = within(NOT_FOR_HOSTS.value, block) {
            let message = format!(
                "Block {block} of {} lies in {range}, where no host has an address",
                facts.label(vpc.id)
            );
            out.report(vpc.id, "cidrs", message);
        } else if let Some(range) = within(CLASHING.value, block) {
            let message = format!(
                "Block {block} of {} clashes with {range}, which Docker uses on its hosts (Cloud9, SageMaker)",
                facts.label(vpc.id)
            );
            out.report(vpc.id, "cidrs", message)
                .severity(Severity::Warning);
        }
    }
}

fn within(ranges: &[&'static str], block: &IpNet) -> Option<&'static str> {
    let block = PrefixSet::from(*block);
    let overlaps = |range: &&&'static str| {
        range
            .parse::<PrefixSet>()
            .is_ok_and(|range| range.overlaps(&block))
    };
    ranges.iter().find(overlaps).copied()
}
