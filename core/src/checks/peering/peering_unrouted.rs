//! Check PEE101: a peering lacks a route on one side.

use crate::analysis::{Facts, Next};
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{Acceptance, RecordKind, Route, Vpc, VpcPeering};

declare_check! {
    /// ## What it does
    /// Finds accepted peering connections that no route table of one side leads to.
    ///
    /// ## Why it matters
    /// Accepting a connection writes no route. With a route on one side only, requests arrive and answers are lost;
    /// without any, the connection does nothing.
    ///
    /// ## In production
    /// Connections between the two time out. Detect it with `aws ec2 describe-route-tables --filters
    /// Name=route.vpc-peering-connection-id,Values=pcx-…`: it must list tables of both VPCs.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    /// // ^ PEE101
    ///   route-table app main=true
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.1.0.0/16
    ///   route-table data main=true
    ///     route destination=10.0.0.0/16 target=app-data
    ///   subnet data-a az=a cidrs=10.1.1.0/24
    /// vpc-peering app-data requester=app accepter=data
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=10.1.0.0/16 target=app-data
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.1.0.0/16
    ///   route-table data main=true
    ///     route destination=10.0.0.0/16 target=app-data
    ///   subnet data-a az=a cidrs=10.1.1.0/24
    /// vpc-peering app-data requester=app accepter=data
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: adds routes to all blocks of the other side to each table of this side that subnets use. Narrow them
    /// where only some subnets should take part. Not offered where this side has only AWS's own main table.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html>
    PEERING_UNROUTED = "PEE101" "peering-without-route" {
        summary: "no route table of one side leads to a peering connection",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(peering_unrouted),
    }
}

fn peering_unrouted(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let Some(routes) = facts.routes(vpc.id) else {
        return;
    };
    for peering in facts.referrers::<VpcPeering>(vpc.id) {
        let far = if peering.requester == vpc.id {
            peering.accepter
        } else {
            peering.requester
        };
        let (Some(far), Acceptance::Accepted) = (facts.get(far), peering.state) else {
            continue;
        };
        let id = peering.id.entity();
        let mut lines = routes
            .tables()
            .flat_map(|table| table.lines.iter().chain(&table.shadowed));
        if far.id == vpc.id || lines.any(|line| line.next == Next::Via(id)) {
            continue;
        }
        let message = format!(
            "No route of {} leads to peering {} with {}",
            facts.label(vpc.id),
            facts.label(id),
            facts.label(far.id)
        );
        let report = out
            .report(vpc.id, "", message)
            .related([id, far.id.entity()]);
        let mut mint = Mint::after(facts.design());
        let mut commands = Vec::new();
        for table in routes.tables() {
            let Some(table_id) = table.id else { continue };
            let own = |block: &&ipnet::IpNet| !vpc.cidrs.iter().any(|own| own.contains(*block));
            for block in far.cidrs.iter().filter(own) {
                let taken = table
                    .lines
                    .iter()
                    .any(|line| line.destination == block.trunc());
                if !taken {
                    let mut route = Route::new(mint.id());
                    route.route_table = table_id;
                    route.destination = Some(block.trunc());
                    route.target = Some(id);
                    commands.push(Command::insert(route));
                }
            }
        }
        if !commands.is_empty() {
            report.fix(
                format!("Add routes to {}", facts.label(far.id)),
                Applicability::Unsafe,
                commands,
            );
        }
    }
}
