//! Check COST107: an interface endpoint for a service whose gateway endpoint is free.

use super::gateway_endpoints;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{EndpointType, Id, RecordKind, RouteTable, Vpc, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Finds interface endpoints for S3 or DynamoDB in VPCs that have no gateway endpoint for the same service.
    ///
    /// ## Why it matters
    /// An interface endpoint bills per hour and zone and per gigabyte; a gateway endpoint is free. The interface one
    /// is needed for callers outside the VPC (on premises, peers, other VPCs of a hub), the gateway one serves the
    /// VPC's own at no cost. The two work side by side.
    ///
    /// ## In production
    /// `VpcEndpoint-Bytes` in the bill for the endpoint of S3.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   route-table main main=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   vpc-endpoint s3 service=com.amazonaws.eu-west-1.s3 subnets=a,b
    ///   // ^ COST107
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   route-table main main=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   vpc-endpoint s3 service=com.amazonaws.eu-west-1.s3 subnets=a,b
    ///   vpc-endpoint s3-gateway endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main
    /// ```
    ///
    /// ## Fix safety
    /// Safe: adds the gateway endpoint to the route tables of the VPC. With private DNS on, the name still leads to
    /// the interface endpoint unless private DNS is for inbound Resolver endpoints only, which is set on the endpoint
    /// after it is made.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html>: the two types,
    ///   side by side
    /// - <https://aws.amazon.com/privatelink/pricing/>
    INTERFACE_ENDPOINT_WHERE_GATEWAY_IS_FREE = "COST107" "interface-endpoint-where-gateway-is-free" {
        summary: "an interface endpoint for a service whose gateway endpoint is free",
        severity: Info,
        since: "0.1.0",
        run: Vpc(interface_endpoint_where_gateway_is_free),
    }
}

fn interface_endpoint_where_gateway_is_free(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for endpoint in facts
        .children::<VpcEndpoint>(vpc.id)
        .filter(|endpoint| endpoint.endpoint_type == EndpointType::Interface)
    {
        for service in ["s3", "dynamodb"] {
            let name = format!("com.amazonaws.{}.{service}", vpc.region);
            if endpoint.service != name || !gateway_endpoints(facts, vpc, service).is_empty() {
                continue;
            }
            let message = format!(
                "Interface endpoint {} bills for what a gateway endpoint for {service} carries free",
                facts.label(endpoint.id)
            );
            let tables: Vec<Id<RouteTable>> = facts
                .children::<RouteTable>(vpc.id)
                .filter(|table| table.gateway.is_none())
                .map(|table| table.id)
                .collect();
            let report = out.report(endpoint.id, "endpoint_type", message);
            if tables.is_empty() {
                continue;
            }
            let mut gateway = VpcEndpoint::new(Mint::after(facts.design()).id());
            (gateway.vpc, gateway.service, gateway.route_tables) = (vpc.id, name, tables);
            (gateway.endpoint_type, gateway.private_dns) = (EndpointType::Gateway, false);
            gateway.name = format!("{service}-gateway");
            report.fix(
                "Add the free endpoint beside it",
                Applicability::Safe,
                vec![Command::insert(gateway)],
            );
        }
    }
}
