//! Check ADR111: networks with overlapping blocks meet in a route table of a hub.

use std::collections::{BTreeMap, BTreeSet};

use ipnet::IpNet;

use crate::analysis::{Facts, HubRoutes, TgwTableKey};
use crate::checks::{Findings, declare_check};
use crate::model::{Id, Kind, TgwAttachment, TransitGateway, Vpc};

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

/// Two attachments, the lesser id first.
type Pair = (Id<TgwAttachment>, Id<TgwAttachment>);

/// A block of one attachment as it stands in, or meets, a table.
#[derive(Clone, Copy)]
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
    let mut found: BTreeMap<Pair, (IpNet, IpNet, TgwTableKey)> = BTreeMap::new();
    for table in routes.tables() {
        let mut claims = claims(facts, routes, table.key);
        claims.sort_by_key(|claim| (claim.block, claim.attachment));
        let mut open: Vec<Claim> = Vec::new();
        for claim in claims {
            open.retain(|outer| outer.block.contains(&claim.block));
            for outer in open.iter().filter(|outer| meets(facts, outer, &claim)) {
                let pair = (
                    outer.attachment.min(claim.attachment),
                    outer.attachment.max(claim.attachment),
                );
                found
                    .entry(pair)
                    .or_insert((outer.block, claim.block, table.key));
            }
            open.push(claim);
        }
    }
    for ((first, second), (outer, inner, table)) in found {
        let ends = [first, second].map(|id| {
            facts
                .get(id)
                .map_or(id.entity(), |attachment| attachment.resource)
        });
        let message = format!(
            "{} and {} overlap ({outer} and {inner}) and meet in {} of {}",
            facts.label(ends[0]),
            facts.label(ends[1]),
            match table {
                TgwTableKey::Drawn(table) => facts.label(table),
                TgwTableKey::Implied(_) => "the default table".to_owned(),
            },
            facts.label(hub.id)
        );
        out.report(hub.id, "", message)
            .related(ends)
            .related([first, second]);
    }
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
