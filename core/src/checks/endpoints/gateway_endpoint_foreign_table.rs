//! Check EPT106: a gateway endpoint names a route table of another VPC.

use super::{of_type, texts};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EndpointType, Id, RouteTable, Vpc};

declare_check! {
    /// ## What it does
    /// Finds gateway endpoints with a route table that belongs to another VPC.
    ///
    /// ## Why it matters
    /// A gateway endpoint serves its own VPC alone: it can't be reached over peering, a transit gateway, VPN or
    /// Direct Connect, and AWS refuses the foreign table.
    ///
    /// ## In production
    /// `create-vpc-endpoint` answers `InvalidParameter` or `InvalidRouteTableID.NotFound` for the table. Other VPCs
    /// need an endpoint of their own; it is free.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table own main=true
    ///   vpc-endpoint s3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=own,other
    ///   // ^ EPT106
    /// vpc second cidrs=10.1.0.0/16
    ///   route-table other main=true
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table own main=true
    ///   vpc-endpoint s3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=own
    /// vpc second cidrs=10.1.0.0/16
    ///   route-table other main=true
    ///   vpc-endpoint s3-second endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=other
    /// ```
    ///
    /// ## Fix safety
    /// Safe: drops the foreign tables from the endpoint. The other VPC gets no way to the service by it; it never had
    /// one.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html>: a gateway endpoint can't be
    ///   extended out of its VPC
    GATEWAY_ENDPOINT_FOREIGN_TABLE = "EPT106" "gateway-endpoint-foreign-table" {
        summary: "a gateway endpoint names a route table of another VPC",
        severity: Error,
        since: "0.1.0",
        run: Vpc(gateway_endpoint_foreign_table),
    }
}

fn gateway_endpoint_foreign_table(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for endpoint in of_type(facts, vpc, EndpointType::Gateway) {
        let is_own =
            |table: &Id<RouteTable>| facts.get(*table).is_some_and(|table| table.vpc == vpc.id);
        let (own, foreign): (Vec<Id<RouteTable>>, Vec<_>) = endpoint
            .route_tables
            .iter()
            .partition(|table| is_own(table));
        if foreign.is_empty() {
            continue;
        }
        let names = facts.labels(foreign.iter().map(|id| id.entity()), 3);
        let message = format!(
            "Route table {names} is not in {}, the VPC of the endpoint",
            facts.label(vpc.id)
        );
        out.report(endpoint.id, "route_tables", message)
            .related(foreign)
            .fix(
                "Drop the foreign tables",
                Applicability::Safe,
                vec![Command::set(endpoint.id, "route_tables", texts(own))],
            );
    }
}
