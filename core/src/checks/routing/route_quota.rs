//! Check RTE118: a VPC or one of its route tables is over a quota.

use crate::analysis::{Facts, RouteSource};
use crate::aws::quotas::{
    NETWORK_ACLS, ROUTE_TABLE_PROPAGATED_ROUTES, ROUTE_TABLE_ROUTES, VPC_ROUTE_TABLES, VPC_SUBNETS,
};
use crate::checks::quota::judge;
use crate::checks::{Findings, declare_check};
use crate::model::{Kind, Vpc};

declare_check! {
    /// ## What it does
    /// Counts routes of one address family in each route table (a prefix list counts as its entries), propagated
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
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   route-table app main=true propagating_gateways=gateway
    ///   // ^ RTE118
    ///   vpn-gateway gateway
    /// site office cidrs=192.168.0.0/24,192.168.1.0/24,192.168.2.0/24,192.168.3.0/24,192.168.4.0/24,192.168.5.0/24,192.168.6.0/24,192.168.7.0/24,192.168.8.0/24,192.168.9.0/24,192.168.10.0/24,192.168.11.0/24,192.168.12.0/24,192.168.13.0/24,192.168.14.0/24,192.168.15.0/24,192.168.16.0/24,192.168.17.0/24,192.168.18.0/24,192.168.19.0/24,192.168.20.0/24,192.168.21.0/24,192.168.22.0/24,192.168.23.0/24,192.168.24.0/24,192.168.25.0/24,192.168.26.0/24,192.168.27.0/24,192.168.28.0/24,192.168.29.0/24,192.168.30.0/24,192.168.31.0/24,192.168.32.0/24,192.168.33.0/24,192.168.34.0/24,192.168.35.0/24,192.168.36.0/24,192.168.37.0/24,192.168.38.0/24,192.168.39.0/24,192.168.40.0/24,192.168.41.0/24,192.168.42.0/24,192.168.43.0/24,192.168.44.0/24,192.168.45.0/24,192.168.46.0/24,192.168.47.0/24,192.168.48.0/24,192.168.49.0/24,192.168.50.0/24,192.168.51.0/24,192.168.52.0/24,192.168.53.0/24,192.168.54.0/24,192.168.55.0/24,192.168.56.0/24,192.168.57.0/24,192.168.58.0/24,192.168.59.0/24,192.168.60.0/24,192.168.61.0/24,192.168.62.0/24,192.168.63.0/24,192.168.64.0/24,192.168.65.0/24,192.168.66.0/24,192.168.67.0/24,192.168.68.0/24,192.168.69.0/24,192.168.70.0/24,192.168.71.0/24,192.168.72.0/24,192.168.73.0/24,192.168.74.0/24,192.168.75.0/24,192.168.76.0/24,192.168.77.0/24,192.168.78.0/24,192.168.79.0/24,192.168.80.0/24,192.168.81.0/24,192.168.82.0/24,192.168.83.0/24,192.168.84.0/24,192.168.85.0/24,192.168.86.0/24,192.168.87.0/24,192.168.88.0/24,192.168.89.0/24,192.168.90.0/24,192.168.91.0/24,192.168.92.0/24,192.168.93.0/24,192.168.94.0/24,192.168.95.0/24,192.168.96.0/24,192.168.97.0/24,192.168.98.0/24,192.168.99.0/24,192.168.100.0/24
    /// customer-gateway router site=office ip_address=203.0.113.10
    /// vpn-connection office-vpn customer_gateway=router vpn_gateway=gateway
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   route-table app main=true propagating_gateways=gateway
    ///   vpn-gateway gateway
    /// site office cidrs=192.168.0.0/17
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
        let drawn = most(|source| source == RouteSource::Static);
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
