//! Check EPT119: more gateway endpoints in a Region than a new account may have.

use crate::analysis::Facts;
use crate::aws::quotas::GATEWAY_ENDPOINTS;
use crate::checks::quota::judge_places;
use crate::checks::{Findings, declare_check};
use crate::model::{EndpointType, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Counts gateway endpoints by account and Region against the quota of a new account, 20.
    ///
    /// ## Why it matters
    /// Gateway endpoints are free, so every VPC has one or two, and the quota is over the whole Region: an account of eleven
    /// VPCs that use S3 and DynamoDB is past it. The VPCs that come last send that traffic through their NAT gateways.
    ///
    /// ## In production
    /// `aws ec2 create-vpc-endpoint` answers `VpcEndpointLimitExceeded`. Ask first: `aws service-quotas get-service-quota
    /// --service-code vpc --quota-code L-1B52E74A`.
    ///
    /// ## Example
    /// ```notation
    /// vpc v1 cidrs=10.1.0.0/16
    ///   route-table main-1 main=true
    ///   vpc-endpoint s3-1 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-1
    /// vpc v2 cidrs=10.2.0.0/16
    ///   route-table main-2 main=true
    ///   vpc-endpoint s3-2 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-2
    /// vpc v3 cidrs=10.3.0.0/16
    ///   route-table main-3 main=true
    ///   vpc-endpoint s3-3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-3
    /// vpc v4 cidrs=10.4.0.0/16
    ///   route-table main-4 main=true
    ///   vpc-endpoint s3-4 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-4
    /// vpc v5 cidrs=10.5.0.0/16
    ///   route-table main-5 main=true
    ///   vpc-endpoint s3-5 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-5
    /// vpc v6 cidrs=10.6.0.0/16
    ///   route-table main-6 main=true
    ///   vpc-endpoint s3-6 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-6
    /// vpc v7 cidrs=10.7.0.0/16
    ///   route-table main-7 main=true
    ///   vpc-endpoint s3-7 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-7
    /// vpc v8 cidrs=10.8.0.0/16
    ///   route-table main-8 main=true
    ///   vpc-endpoint s3-8 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-8
    /// vpc v9 cidrs=10.9.0.0/16
    ///   route-table main-9 main=true
    ///   vpc-endpoint s3-9 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-9
    /// vpc v10 cidrs=10.10.0.0/16
    ///   route-table main-10 main=true
    ///   vpc-endpoint s3-10 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-10
    /// vpc v11 cidrs=10.11.0.0/16
    ///   route-table main-11 main=true
    ///   vpc-endpoint s3-11 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-11
    /// vpc v12 cidrs=10.12.0.0/16
    ///   route-table main-12 main=true
    ///   vpc-endpoint s3-12 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-12
    /// vpc v13 cidrs=10.13.0.0/16
    ///   route-table main-13 main=true
    ///   vpc-endpoint s3-13 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-13
    /// vpc v14 cidrs=10.14.0.0/16
    ///   route-table main-14 main=true
    ///   vpc-endpoint s3-14 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-14
    /// vpc v15 cidrs=10.15.0.0/16
    ///   route-table main-15 main=true
    ///   vpc-endpoint s3-15 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-15
    /// vpc v16 cidrs=10.16.0.0/16
    ///   route-table main-16 main=true
    ///   vpc-endpoint s3-16 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-16
    /// vpc v17 cidrs=10.17.0.0/16
    ///   route-table main-17 main=true
    ///   vpc-endpoint s3-17 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-17
    /// vpc v18 cidrs=10.18.0.0/16
    ///   route-table main-18 main=true
    ///   vpc-endpoint s3-18 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-18
    /// vpc v19 cidrs=10.19.0.0/16
    ///   route-table main-19 main=true
    ///   vpc-endpoint s3-19 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-19
    /// vpc v20 cidrs=10.20.0.0/16
    ///   route-table main-20 main=true
    ///   vpc-endpoint s3-20 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-20
    /// vpc v21 cidrs=10.21.0.0/16
    ///   route-table main-21 main=true
    ///   vpc-endpoint s3-21 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-21
    ///   // ^ EPT119
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc v1 cidrs=10.1.0.0/16
    ///   route-table main-1 main=true
    ///   vpc-endpoint s3-1 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main-1
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: ask for the quota in time, or use another account.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html>: gateway endpoints per Region
    GATEWAY_ENDPOINTS_OVER_QUOTA = "EPT119" "gateway-endpoints-over-quota" {
        summary: "more gateway endpoints in a Region than a new account may have",
        severity: Info,
        since: "0.1.0",
        run: Design([Account, Vpc, VpcEndpoint], gateway_endpoints_over_quota),
    }
}

fn gateway_endpoints_over_quota(facts: &Facts, out: &mut Findings) {
    let gateways = facts.all::<VpcEndpoint>().filter_map(|endpoint| {
        let vpc = facts.get(endpoint.vpc)?;
        let is_gateway = endpoint.endpoint_type == EndpointType::Gateway;
        is_gateway.then_some(((vpc.account, vpc.region.clone()), endpoint.id.entity()))
    });
    judge_places(facts, gateways, &GATEWAY_ENDPOINTS, out);
}
