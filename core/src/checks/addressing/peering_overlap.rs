//! Check ADR110: VPCs with overlapping blocks are peered.

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::VpcPeering;
use crate::net::PrefixSet;

declare_check! {
    /// ## What it does
    /// Finds peering connections between VPCs that share addresses. That one VPC is peered with two others which
    /// overlap each other is legal and not reported: the two never meet.
    ///
    /// ## Why it matters
    /// AWS refuses the connection whole, even where only one pair of several blocks overlaps and no route would use
    /// it. Where the services of the other VPC are what is wanted, PrivateLink does not mind.
    ///
    /// ## In production
    /// The connection goes to status `failed` right after it was asked for: `aws ec2 describe-vpc-peering-connections
    /// --filters Name=status-code,Values=failed`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.0.128.0/20
    ///   subnet data-a az=a cidrs=10.0.128.0/24
    /// vpc-peering app-data requester=app accepter=data
    /// // ^ ADR110
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.1.0.0/20
    ///   subnet data-a az=a cidrs=10.1.1.0/24
    /// vpc-peering app-data requester=app accepter=data
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: one of the VPCs must be renumbered, or reached through PrivateLink.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html>: overlapping blocks
    /// - botocore 1.44.5, CreateVpcPeeringConnection: the status is failed
    PEERING_OVERLAP = "ADR110" "peering-overlap" {
        summary: "VPCs with overlapping blocks are peered",
        severity: Error,
        since: "0.1.0",
        run: Row(VpcPeering, peering_overlap),
    }
}

fn peering_overlap(facts: &Facts, peering: &VpcPeering, out: &mut Findings) {
    let (Some(requester), Some(accepter)) =
        (facts.get(peering.requester), facts.get(peering.accepter))
    else {
        return;
    };
    let blocks = |cidrs: &[ipnet::IpNet]| cidrs.iter().collect::<PrefixSet>();
    let shared = blocks(&requester.cidrs).intersection(&blocks(&accepter.cidrs));
    if shared.is_empty() || requester.id == accepter.id {
        return;
    }
    let message = format!(
        "{} and {} share {shared}, so AWS refuses peering {}",
        facts.label(requester.id),
        facts.label(accepter.id),
        facts.label(peering.id)
    );
    out.report(peering.id, "", message)
        .related([requester.id, accepter.id])
        .detail("Services of the other VPC can be offered through PrivateLink, which does not mind overlapping addresses");
}
