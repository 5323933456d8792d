//! Check ADR111: networks with overlapping blocks meet in a route table of a hub.

use std::collections::BTreeSet;

use ipnet::IpNet;

use crate::analysis::{Facts, HubRoutes, TgwTableKey};
use crate::checks::{Findings, declare_check};
use crate::model::{EntityId, Id, Kind, TgwAttachment, TransitGateway, Vpc};

declare_check! {
    /// ## What it does
    /// Finds VPCs, and VPCs and sites, with overlapping blocks that meet in one transit gateway route table: both
    /// are propagated into it, or one is looked up in it and the other propagated. Overlaps that never meet in a
    /// table are legal and not reported, nor is a site that announces a wide summary around a VPC.
    ///
    /// ## Why it matters
    /// The attachment succeeds and the block is silently not propagated, or the longer prefix wins: traffic meant
    /// for one VPC goes to the other, or stays at home by the local route. Answers from the wrong hosts are harder
    /// to find than none.
    ///
    /// ## In production
    /// `aws ec2 search-transit-gateway-routes` shows one attachment for the block where two should be. Flow logs of
    /// the one VPC show requests for the other, or the sender's own VPC takes them.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.0.128.0/20
    ///   subnet data-a az=a cidrs=10.0.128.0/24
    /// tgw hub default_association=false default_propagation=false
    /// // ^ ADR111
    ///   tgw-route-table all
    ///     tgw-association attachment=app-hub
    ///     tgw-association attachment=data-hub
    ///     tgw-propagation attachment=app-hub
    ///     tgw-propagation attachment=data-hub
    ///   tgw-attachment app-hub resource=app subnets=app-a
    ///   tgw-attachment data-hub resource=data subnets=data-a
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.0.128.0/20
    ///   subnet data-a az=a cidrs=10.0.128.0/24
    /// tgw hub default_association=false default_propagation=false
    ///   tgw-route-table app
    ///     tgw-association attachment=app-hub
    ///     tgw-propagation attachment=app-hub
    ///   tgw-route-table data
    ///     tgw-association attachment=data-hub
    ///     tgw-propagation attachment=data-hub
    ///   tgw-attachment app-hub resource=app subnets=app-a
    ///   tgw-attachment data-hub resource=data subnets=data-a
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: renumber one of them, keep them in separate tables, or offer the service through PrivateLink.
    ///
    /// ## Evidence
    /// - botocore 1.44.5, CreateTransitGatewayVpcAttachment: an overlapping block is not propagated
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html>: route evaluation order
    HUB_OVERLAP = "ADR111" "hub-overlap" {
        summary: "networks with overlapping blocks meet in a transit gateway route table",
        severity: Error,
        since: "0.1.0",
        run: Hub(hub_overlap),
    }
}

/// Networks of one table that overlap, told in one finding: with hundreds of them, pairs would be tens of thousands.
#[derive(Clone)]
struct Group {
    members: BTreeSet<Id<TgwAttachment>>,
    /// The blocks of the first two.
    blocks: (IpNet, IpNet),
}

/// A block of one attachment as it stands in, or meets, a table.
#[derive(Clone, Copy, PartialEq)]
struct Claim {
    block: IpNet,
    attachment: Id<TgwAttachment>,
    is_vpc: bool,
    propagated: bool,
}

fn hub_overlap(facts: &Facts, hub: &TransitGateway, out: &mut Findings) {
    let Some(routes) = facts.hub_routes(hub.id) else {
        return;
    };
    // The same networks may meet in several tables: the first is told.
    let mut told: Vec<BTreeSet<Id<TgwAttachment>>> = Vec::new();
    for table in routes.tables() {
        for group in groups(facts, claims(facts, routes, table.key)) {
            if told.iter().any(|told| group.members.is_subset(told)) {
                continue;
            }
            report(facts, hub, table.key, &group, out);
            told.push(group.members);
        }
    }
}

/// The groups of claims that meet. Each claim is compared with those around it that are in no group yet, and with the
/// others until one of them meets it.
fn groups(facts: &Facts, mut claims: Vec<Claim>) -> Vec<Group> {
    claims.sort_by_key(|claim| (claim.block, claim.attachment));
    let mut groups: Vec<Group> = Vec::new();
    let mut alone: Vec<Claim> = Vec::new();
    let mut grouped: Vec<(Claim, usize)> = Vec::new();
    for claim in claims {
        alone.retain(|outer| outer.block.contains(&claim.block));
        grouped.retain(|(outer, _)| outer.block.contains(&claim.block));
        let (met, rest): (Vec<Claim>, Vec<Claim>) = std::mem::take(&mut alone)
            .into_iter()
            .partition(|outer| meets(facts, outer, &claim));
        alone = rest;
        let joined = grouped
            .iter()
            .find(|(outer, _)| meets(facts, outer, &claim));
        let at = match (joined, met.first()) {
            (Some((_, at)), _) => *at,
            (None, Some(outer)) => {
                groups.push(Group {
                    members: BTreeSet::new(),
                    blocks: (outer.block, claim.block),
                });
                groups.len() - 1
            }
            (None, None) => {
                alone.push(claim);
                continue;
            }
        };
        for claim in met.into_iter().chain([claim]) {
            if let Some(group) = groups.get_mut(at) {
                group.members.insert(claim.attachment);
            }
            grouped.push((claim, at));
        }
    }
    groups
}

fn report(
    facts: &Facts,
    hub: &TransitGateway,
    table: TgwTableKey,
    group: &Group,
    out: &mut Findings,
) {
    let resource = |id: &Id<TgwAttachment>| {
        let attachment = facts.get(*id);
        attachment.map_or(id.entity(), |attachment| attachment.resource)
    };
    let ends: Vec<EntityId> = group.members.iter().map(resource).collect();
    let (outer, inner) = group.blocks;
    let table = match table {
        TgwTableKey::Drawn(table) => facts.label(table),
        TgwTableKey::Implied(_) => "the default table".to_owned(),
    };
    let hub_name = facts.label(hub.id);
    let message = match ends.as_slice() {
        [first, second] => format!(
            "{} and {} overlap ({outer} and {inner}) and meet in {table} of {hub_name}",
            facts.label(*first),
            facts.label(*second),
        ),
        _ => format!(
            "{} networks overlap in {outer} and meet in {table} of {hub_name}: {}",
            ends.len(),
            facts.labels(ends.iter().copied(), 4)
        ),
    };
    out.report(hub.id, "", message)
        .related(ends)
        .related(group.members.iter().copied());
}

fn claims(facts: &Facts, routes: &HubRoutes, key: TgwTableKey) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut propagated = BTreeSet::new();
    for (_, id, _) in routes.propagations().filter(|(table, ..)| *table == key) {
        propagated.insert(id);
        let Some(attachment) = facts.get(id) else {
            continue;
        };
        let is_vpc = attachment.resource.kind == Kind::Vpc;
        for (block, _) in facts.propagated_blocks(attachment).unwrap_or_default() {
            claims.push(Claim {
                block,
                attachment: id,
                is_vpc,
                propagated: true,
            });
        }
    }
    for (id, ..) in routes
        .associations()
        .filter(|(id, table, _)| *table == key && !propagated.contains(id))
    {
        let vpc = facts
            .get(id)
            .and_then(|attachment| facts.as_kind::<Vpc>(attachment.resource));
        for block in vpc.map_or(&[][..], |vpc| &vpc.cidrs) {
            claims.push(Claim {
                block: block.trunc(),
                attachment: id,
                is_vpc: true,
                propagated: false,
            });
        }
    }
    claims
}

/// Whether two nested claims mislead packets. Two sites may share blocks (redundancy), a site may announce a summary
/// around a VPC, and one VPC may be attached twice by mistake, which is another check's business.
fn meets(facts: &Facts, outer: &Claim, inner: &Claim) -> bool {
    let resource = |claim: &Claim| {
        facts
            .get(claim.attachment)
            .map(|attachment| attachment.resource)
    };
    outer.attachment != inner.attachment
        && resource(outer) != resource(inner)
        && (outer.propagated || inner.propagated)
        && match (outer.is_vpc, inner.is_vpc) {
            (true, _) => true,
            (false, true) => outer.block == inner.block,
            (false, false) => false,
        }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::checks::harness::said;

    /// A hub to which all propagate, with VPCs of these blocks.
    fn hub(blocks: &[&str]) -> String {
        let mut text = String::new();
        for (at, block) in blocks.iter().enumerate() {
            let _ = writeln!(
                text,
                "vpc v{at} cidrs={block}\n  subnet s{at} az=a cidrs={block}"
            );
        }
        text.push_str("tgw hub\n");
        for at in 0..blocks.len() {
            let _ = writeln!(text, "  tgw-attachment a{at} resource=v{at} subnets=s{at}");
        }
        text
    }

    #[test]
    fn one_finding_tells_all_that_share_a_block() {
        assert_eq!(
            said(
                &hub(&["10.0.0.0/24", "10.0.0.0/24", "10.9.0.0/24"]),
                "ADR111"
            ),
            [
                "error tgw-1: v0 and v1 overlap (10.0.0.0/24 and 10.0.0.0/24) and meet in the default table of hub"
            ]
        );
        let many = said(&hub(&["10.0.0.0/24"; 60]), "ADR111");
        assert_eq!(
            many,
            [
                "error tgw-1: 60 networks overlap in 10.0.0.0/24 and meet in the default table of hub: v0, v1, v2, v3 and 56 more"
            ]
        );
    }

    #[test]
    fn what_overlaps_in_different_blocks_is_told_apart() {
        let two = said(
            &hub(&["10.0.0.0/24", "10.0.0.128/25", "10.7.0.0/24", "10.7.0.0/25"]),
            "ADR111",
        );
        assert_eq!(two.len(), 2, "{two:?}");
        // Two that are apart overlap by way of the one around them.
        let around = said(
            &hub(&["10.0.0.0/24", "10.0.0.0/25", "10.0.0.128/25"]),
            "ADR111",
        );
        assert_eq!(around.len(), 1, "{around:?}");
        assert!(
            around[0].contains("3 networks overlap in 10.0.0.0/24"),
            "{around:?}"
        );
    }
}
