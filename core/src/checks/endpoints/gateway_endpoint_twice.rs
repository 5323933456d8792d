//! Check EPT105: two gateway endpoints of one service where one is enough.

use super::{of_type, short_service, texts};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{EndpointType, Kind, Vpc, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Finds gateway endpoints of one VPC for the same service: an error where they share a route table, a warning
    /// where they differ in nothing but their tables.
    ///
    /// ## Why it matters
    /// A route table holds one route to the prefix list of a service, so AWS refuses the second endpoint. With
    /// different tables two are allowed, and have a point only where their policies differ.
    ///
    /// ## In production
    /// `create-vpc-endpoint` answers `RouteAlreadyExists: route table rtb-… already has a route with
    /// destination-prefix-list-id pl-…`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   route-table main main=true
    ///   vpc-endpoint s3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main
    ///   vpc-endpoint s3-again endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main
    ///   // ^ EPT105
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
    /// Safe where the policies are the same: the first endpoint takes over the tables, the other goes. No fix where
    /// the policies differ.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html>: one route to a service in a
    ///   table; several endpoints with different tables
    GATEWAY_ENDPOINT_TWICE = "EPT105" "gateway-endpoint-twice" {
        summary: "two gateway endpoints of one service where one is enough",
        severity: Error,
        since: "0.1.0",
        run: Vpc(gateway_endpoint_twice),
    }
}

fn gateway_endpoint_twice(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let endpoints: Vec<&VpcEndpoint> = of_type(facts, vpc, EndpointType::Gateway).collect();
    for (index, later) in endpoints.iter().enumerate() {
        let Some(first) = endpoints
            .iter()
            .take(index)
            .find(|first| first.service == later.service)
        else {
            continue;
        };
        let shares = later
            .route_tables
            .iter()
            .any(|table| first.route_tables.contains(table));
        let same_policy = first.policy == later.policy;
        // A route that a table already has is also lost where the endpoint is referred to by nothing else.
        let in_use = facts
            .index()
            .referrers(later.id.entity())
            .iter()
            .any(|id| id.kind == Kind::Route);
        if !shares && !same_policy {
            continue;
        }
        let (label, service) = (facts.label(first.id), short_service(facts, later));
        let message = if shares {
            format!("A route table of this endpoint already leads to {service} by endpoint {label}")
        } else {
            format!(
                "Endpoint {label} serves {service} with the same policy; one endpoint can serve all tables"
            )
        };
        let severity = if shares {
            Severity::Error
        } else {
            Severity::Warning
        };
        let report = out
            .report(later.id, "route_tables", message)
            .severity(severity)
            .related([first.id]);
        if same_policy && !in_use {
            let mut tables = first.route_tables.clone();
            tables.extend(
                later
                    .route_tables
                    .iter()
                    .filter(|table| !first.route_tables.contains(table)),
            );
            let fix = vec![
                Command::set(first.id, "route_tables", texts(tables)),
                Command::Delete(vec![later.id.entity()]),
            ];
            report.fix(
                format!("Serve all tables by {label}"),
                Applicability::Safe,
                fix,
            );
        }
    }
}
