//! Check RTE118: a VPC or one of its route tables is over a quota.

use crate::analysis::{Facts, RouteSource};
use crate::aws::prefix_lists;
use crate::aws::quotas::{
    NETWORK_ACLS, ROUTE_TABLE_PROPAGATED_ROUTES, ROUTE_TABLE_ROUTES, VPC_ROUTE_TABLES, VPC_SUBNETS,
};
use crate::checks::quota::judge;
use crate::checks::{Findings, declare_check};
use crate::model::{Id, Kind, PrefixList, Route, RouteTable, Vpc};

declare_check! {
    /// ## What it does
    /// Counts routes of one address family in each route table (a prefix list counts as its most entries, filled or not), propagated
    /// routes, and the subnets, route tables and network ACLs of each VPC against their quotas.
    ///
    /// ## Why it matters
    /// Propagated routes beyond 100 are not installed, and nobody is told: part of a site is unreachable.
    ///
    /// ## In production
    /// `create-route` answers `RouteLimitExceeded`. Count with `aws ec2 describe-route-tables --query
    /// 'RouteTables[].[RouteTableId,length(Routes)]'`.
    ///
    /// ## Example
    /// ```notation
    /// prefix-list partners max_entries=600
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   vpn-gateway gateway
    ///   route-table app main=true
    ///   // ^ RTE118
    ///     route prefix_list=partners target=gateway
    /// site office cidrs=192.168.0.0/24
    /// customer-gateway router site=office ip_address=203.0.113.10
    /// vpn-connection office-vpn customer_gateway=router vpn_gateway=gateway
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// prefix-list partners max_entries=60
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   vpn-gateway gateway
    ///   route-table app main=true
    ///     route prefix_list=partners target=gateway
    /// site office cidrs=192.168.0.0/24
    /// customer-gateway router site=office ip_address=203.0.113.10
    /// vpn-connection office-vpn customer_gateway=router vpn_gateway=gateway
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: let the site announce summaries.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>
    ROUTE_QUOTA = "RTE118" "vpc-over-quota" {
        summary: "a VPC or one of its route tables is over a quota",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(route_quota),
    }
}

fn route_quota(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let id = vpc.id.entity();
    let counts = [
        (Kind::Subnet, &VPC_SUBNETS),
        (Kind::RouteTable, &VPC_ROUTE_TABLES),
        (Kind::NetworkAcl, &NETWORK_ACLS),
    ];
    for (kind, quota) in counts {
        judge(
            facts,
            id,
            "",
            facts.index().children_of_kind(id, kind).len(),
            quota,
            out,
        );
    }
    for table in facts
        .routes(vpc.id)
        .into_iter()
        .flat_map(crate::analysis::VpcRoutes::tables)
    {
        let Some(table_id) = table.id else { continue };
        let of_source = |wanted: fn(RouteSource) -> bool, v4: bool| {
            let lines = table.lines.iter().chain(&table.shadowed);
            lines
                .filter(|line| wanted(line.source) && line.destination.addr().is_ipv4() == v4)
                .count()
        };
        let most = |wanted| of_source(wanted, true).max(of_source(wanted, false));
        let drawn = routes_drawn(facts, table_id);
        let learnt =
            most(|source| matches!(source, RouteSource::DirectConnect | RouteSource::VpnBgp));
        judge(
            facts,
            table_id.entity(),
            "",
            drawn,
            &ROUTE_TABLE_ROUTES,
            out,
        );
        judge(
            facts,
            table_id.entity(),
            "propagating_gateways",
            learnt,
            &ROUTE_TABLE_PROPAGATED_ROUTES,
            out,
        );
    }
}

/// Routes of the larger family that a table holds; one to a prefix list counts as the most that the list may hold
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html>).
fn routes_drawn(facts: &Facts, table: Id<RouteTable>) -> usize {
    let (mut v4, mut v6) = (0_usize, 0_usize);
    for route in facts.children::<Route>(table) {
        let list = route
            .prefix_list
            .and_then(|list| facts.get::<PrefixList>(list));
        let weight = list.map_or(1, |list| {
            let managed = prefix_lists::find(&list.managed_name, &list.region);
            managed.map_or(list.max_entries, |managed| u32::from(managed.weight)) as usize
        });
        let of_v6 = match (route.destination, list) {
            (Some(block), _) => block.addr().is_ipv6(),
            (None, Some(list)) => list
                .entries
                .first()
                .is_some_and(|block| block.addr().is_ipv6()),
            (None, None) => false,
        };
        if of_v6 {
            v6 += weight;
        } else {
            v4 += weight;
        }
    }
    v4.max(v6)
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::said;

    #[test]
    fn propagated_routes_are_counted_apart() {
        let office = |count: u32| {
            let blocks: Vec<String> = (0..count).map(|n| format!("192.168.{n}.0/24")).collect();
            let text = format!(
                "vpc prod cidrs=10.0.0.0/16\n  subnet a cidrs=10.0.1.0/24\n  vpn-gateway gateway\n  \
                 route-table app main=true propagating_gateways=gateway\nsite office cidrs={}\n\
                 customer-gateway router site=office ip_address=203.0.113.10\n\
                 vpn-connection link customer_gateway=router vpn_gateway=gateway\n",
                blocks.join(",")
            );
            said(&text, "RTE118").len()
        };
        assert_eq!((office(100), office(101)), (0, 1));
    }
}
