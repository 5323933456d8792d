//! Check RTE103: a table has two routes to one destination.

use std::collections::BTreeMap;

use ipnet::IpNet;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EntityId, Id, PrefixList, Route, TgwRoute};

declare_check! {
    /// ## What it does
    /// Finds route tables, of VPCs and of transit gateways, with two routes to the same destination.
    ///
    /// ## Why it matters
    /// A table holds one route for each destination. AWS refuses the second; a drawing that has both hides which one
    /// is meant.
    ///
    /// ## In production
    /// `create-route` answers `RouteAlreadyExists`. Which one is there says `aws ec2 describe-route-tables
    /// --route-table-ids rtb-…`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   internet-gateway edge
    ///   vpn-gateway office
    ///   route-table app main=true
    ///     route destination=0.0.0.0/0 target=edge
    ///     route destination=0.0.0.0/0 target=office
    ///     // ^ RTE103
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   internet-gateway edge
    ///   vpn-gateway office
    ///   route-table app main=true
    ///     route destination=0.0.0.0/0 target=edge
    ///     route destination=192.168.0.0/16 target=office
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: keeps the first route and removes the later one, which may be the one that was meant.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html>
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html>: static routes for a prefix
    DUPLICATE_DESTINATION = "RTE103" "duplicate-destination" {
        summary: "a route table has two routes to one destination",
        severity: Error,
        since: "0.1.0",
        run: Design([Route, RouteTable, TgwRoute, TgwRouteTable], duplicate_destination),
    }
}

fn duplicate_destination(facts: &Facts, out: &mut Findings) {
    type Destination = (Option<IpNet>, Option<Id<PrefixList>>);
    let mut first: BTreeMap<(EntityId, Destination), EntityId> = BTreeMap::new();
    let vpc = facts.all::<Route>().map(|route| {
        (
            route.id.entity(),
            route.route_table.entity(),
            route.destination,
            route.prefix_list,
        )
    });
    let hub = facts.all::<TgwRoute>().map(|route| {
        (
            route.id.entity(),
            route.route_table.entity(),
            route.destination,
            route.prefix_list,
        )
    });
    for (id, table, block, list) in vpc.chain(hub) {
        let destination = (block.map(|block| block.trunc()), list);
        if destination == (None, None) {
            continue;
        }
        let earlier = *first.entry((table, destination)).or_insert(id);
        if earlier == id {
            continue;
        }
        let text = block.map_or_else(
            || list.map_or_else(String::new, |list| facts.label(list)),
            |block| block.to_string(),
        );
        let message = format!("{} has two routes to {text}", facts.label(table));
        out.report(id, "destination", message)
            .related([earlier, table])
            .fix(
                "Remove the later route",
                Applicability::Unsafe,
                vec![Command::Delete(vec![id])],
            );
    }
}
