//! Cost: what bills without need.

mod elastic_ip_idle;
mod endpoint_across_zones;
mod interface_endpoint_where_gateway_is_free;
mod nat_carries_s3;
mod nat_gateway_idle;

use super::Family;
use crate::analysis::Facts;
use crate::model::{EndpointType, Instance, Kind, Subnet, Vpc, VpcEndpoint};

pub(super) const FAMILY: Family = Family {
    prefix: "COST",
    title: "Cost",
    folder: "cost",
    checks: &[
        &nat_carries_s3::NAT_CARRIES_S3,
        &endpoint_across_zones::ENDPOINT_ACROSS_ZONES,
        &elastic_ip_idle::ELASTIC_IP_IDLE,
        &nat_gateway_idle::NAT_GATEWAY_IDLE,
        &interface_endpoint_where_gateway_is_free::INTERFACE_ENDPOINT_WHERE_GATEWAY_IS_FREE,
    ],
};

/// Whether workloads may be in a subnet: some are drawn, or nothing says that it is kept for the network's own parts.
fn may_hold_workloads(facts: &Facts, subnet: &Subnet) -> bool {
    let parts = [
        Kind::NatGateway,
        Kind::NetworkFirewall,
        Kind::TgwAttachment,
        Kind::VpcEndpoint,
        Kind::LoadBalancer,
    ];
    let referrers = facts.index().referrers(subnet.id.entity());
    facts.children::<Instance>(subnet.id).next().is_some()
        || !referrers.iter().any(|id| parts.contains(&id.kind))
}

/// Gateway endpoints of a VPC for a service of AWS: `s3`.
fn gateway_endpoints<'f>(facts: &'f Facts, vpc: &Vpc, service: &str) -> Vec<&'f VpcEndpoint> {
    let name = format!("com.amazonaws.{}.{service}", vpc.region);
    let endpoints = facts.children::<VpcEndpoint>(vpc.id);
    endpoints
        .filter(|endpoint| {
            endpoint.endpoint_type == EndpointType::Gateway && endpoint.service == name
        })
        .collect()
}
