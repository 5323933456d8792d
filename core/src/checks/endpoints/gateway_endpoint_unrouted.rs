//! Check EPT104: a gateway endpoint that no route table leads to.

use super::{of_type, short_service, texts};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EndpointType, RouteTable, Vpc};

declare_check! {
    /// ## What it does
    /// Finds gateway endpoints that name no route table.
    ///
    /// ## Why it matters
    /// A gateway endpoint is nothing but routes: without a table no packet ever takes it, and traffic goes on through
    /// a NAT gateway or nowhere.
    ///
    /// ## In production
    /// `aws ec2 describe-vpc-endpoints --query 'VpcEndpoints[].[ServiceName,RouteTableIds]'` shows an empty list;
    /// calls to S3 from private subnets time out or are billed by the NAT gateway.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   route-table main main=true
    ///   vpc-endpoint s3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3
    ///   // ^ EPT104
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   route-table main main=true
    ///   vpc-endpoint s3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main
    /// ```
    ///
    /// ## Fix safety
    /// Safe: names every table of subnets of the VPC that has no endpoint of the same service yet. Traffic to the
    /// service then takes the endpoint; connections that are open at that moment may break and are opened again.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html>: the endpoint adds a route to
    ///   each table that is chosen
    GATEWAY_ENDPOINT_UNROUTED = "EPT104" "gateway-endpoint-unrouted" {
        summary: "a gateway endpoint that no route table leads to",
        severity: Error,
        since: "0.1.0",
        run: Vpc(gateway_endpoint_unrouted),
    }
}

fn gateway_endpoint_unrouted(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for endpoint in of_type(facts, vpc, EndpointType::Gateway)
        .filter(|endpoint| endpoint.route_tables.is_empty())
    {
        let message = format!(
            "Gateway endpoint {} names no route table, so no packet for {} takes it",
            facts.label(endpoint.id),
            short_service(facts, endpoint)
        );
        let report = out.report(endpoint.id, "route_tables", message);
        let taken: Vec<_> = of_type(facts, vpc, EndpointType::Gateway)
            .filter(|other| other.service == endpoint.service)
            .flat_map(|other| other.route_tables.iter().copied())
            .collect();
        let free: Vec<_> = facts
            .children::<RouteTable>(vpc.id)
            .filter(|table| table.gateway.is_none() && !taken.contains(&table.id))
            .map(|table| table.id)
            .collect();
        if !free.is_empty() {
            report.fix(
                "Name the route tables of the VPC",
                Applicability::Safe,
                vec![Command::set(endpoint.id, "route_tables", texts(free))],
            );
        }
    }
}
