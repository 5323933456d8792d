//! VPC endpoints and PrivateLink: names, subnets, filters, services.

mod endpoint_in_one_zone;
mod endpoint_name_public;
mod endpoint_not_accepted;
mod endpoint_private_dns_twice;
mod endpoint_service_balancer;
mod endpoint_service_nameless;
mod endpoint_service_open;
mod endpoint_service_region;
mod endpoint_service_unknown;
mod endpoint_shut;
mod endpoint_subnets_missing;
mod endpoint_zone_twice;
mod gateway_endpoint_foreign_table;
mod gateway_endpoint_service;
mod gateway_endpoint_twice;
mod gateway_endpoint_unrouted;
mod gateway_endpoints_over_quota;
mod gateway_load_balancer_endpoint_subnets;
mod spoke_misses_central_endpoint;

use super::Family;
use crate::analysis::Facts;
use crate::aws::{endpoint_services, regions};
use crate::model::{EndpointType, EntityId, Id, Subnet, Vpc, VpcEndpoint};
use std::collections::BTreeMap;
use std::sync::OnceLock;

pub(super) const FAMILY: Family = Family {
    prefix: "EPT",
    title: "VPC endpoints and PrivateLink",
    folder: "endpoints",
    checks: &[
        &endpoint_name_public::ENDPOINT_NAME_PUBLIC,
        &spoke_misses_central_endpoint::SPOKE_MISSES_CENTRAL_ENDPOINT,
        &gateway_endpoint_service::GATEWAY_ENDPOINT_SERVICE,
        &gateway_endpoint_unrouted::GATEWAY_ENDPOINT_UNROUTED,
        &gateway_endpoint_twice::GATEWAY_ENDPOINT_TWICE,
        &gateway_endpoint_foreign_table::GATEWAY_ENDPOINT_FOREIGN_TABLE,
        &endpoint_zone_twice::ENDPOINT_ZONE_TWICE,
        &endpoint_in_one_zone::ENDPOINT_IN_ONE_ZONE,
        &endpoint_private_dns_twice::ENDPOINT_PRIVATE_DNS_TWICE,
        &endpoint_shut::ENDPOINT_SHUT,
        &endpoint_service_unknown::ENDPOINT_SERVICE_UNKNOWN,
        &endpoint_service_region::ENDPOINT_SERVICE_REGION,
        &gateway_load_balancer_endpoint_subnets::GATEWAY_LOAD_BALANCER_ENDPOINT_SUBNETS,
        &endpoint_service_balancer::ENDPOINT_SERVICE_BALANCER,
        &endpoint_not_accepted::ENDPOINT_NOT_ACCEPTED,
        &endpoint_service_open::ENDPOINT_SERVICE_OPEN,
        &endpoint_subnets_missing::ENDPOINT_SUBNETS_MISSING,
        &endpoint_service_nameless::ENDPOINT_SERVICE_NAMELESS,
        &gateway_endpoints_over_quota::GATEWAY_ENDPOINTS_OVER_QUOTA,
    ],
};

/// What the table of AWS's services says of a service name; the table is read once.
fn known_service(name: &str) -> Option<&'static endpoint_services::EndpointService> {
    static TABLE: OnceLock<BTreeMap<&'static str, endpoint_services::EndpointService>> =
        OnceLock::new();
    let table = TABLE.get_or_init(|| {
        endpoint_services::all()
            .into_iter()
            .map(|service| (service.name, service))
            .collect()
    });
    let (region, short) = split_service(name)?;
    table
        .get(short.as_str())
        .or_else(|| table.get(name.replace(region, "{r}").as_str()))
}

/// The region in a service's name, and the name as the table has it: `eu-west-1` and `ecr.api`.
fn split_service(name: &str) -> Option<(&str, String)> {
    let region = name.split('.').find(|part| is_region(part))?;
    let short = name
        .strip_prefix(&format!("com.amazonaws.{region}."))
        .unwrap_or(name);
    Some((region, short.to_owned()))
}

fn is_region(word: &str) -> bool {
    static NAMES: OnceLock<Vec<&'static str>> = OnceLock::new();
    NAMES
        .get_or_init(|| regions::all().iter().map(|region| region.name).collect())
        .contains(&word)
}

/// A service that its provider offers by PrivateLink, rather than one of AWS's own.
fn is_customer_service(name: &str) -> bool {
    name.starts_with("com.amazonaws.vpce.")
}

/// The last part of a service's name, for messages: `secretsmanager`.
fn short_service(facts: &Facts, endpoint: &VpcEndpoint) -> String {
    if let Some(service) = endpoint.endpoint_service {
        return facts.label(service);
    }
    split_service(&endpoint.service).map_or_else(|| endpoint.service.clone(), |(_, short)| short)
}

/// The public name that applications ask for, with the zone that would hold it; `None` where the service has none or
/// no source gives it. A wildcard name is asked with a label of its own.
fn public_name(facts: &Facts, endpoint: &VpcEndpoint, region: &str) -> Option<(String, String)> {
    let name = if let Some(service) = endpoint.endpoint_service {
        Some(facts.get(service)?.private_dns_name.clone()).filter(|name| !name.is_empty())?
    } else {
        let names = known_service(&endpoint.service)?.private_dns_names(region)?;
        let plain = names.iter().find(|name| !name.contains('*'));
        plain.or(names.first())?.clone()
    };
    let zone = name.strip_prefix("*.").unwrap_or(&name).to_owned();
    Some((name.replace('*', "any"), zone))
}

/// Endpoints of a VPC of one type.
fn of_type<'f>(
    facts: &'f Facts,
    vpc: &Vpc,
    endpoint_type: EndpointType,
) -> impl Iterator<Item = &'f VpcEndpoint> {
    facts
        .children::<VpcEndpoint>(vpc.id)
        .filter(move |endpoint| endpoint.endpoint_type == endpoint_type)
}

/// The first subnet of each zone of a VPC, by zone.
fn one_subnet_per_zone(facts: &Facts, vpc: Id<Vpc>) -> Vec<Id<Subnet>> {
    let mut first: BTreeMap<&str, Id<Subnet>> = BTreeMap::new();
    for subnet in facts.children::<Subnet>(vpc) {
        first.entry(&subnet.az).or_insert(subnet.id);
    }
    first.into_values().collect()
}

/// Ids as a list field takes them.
fn texts(ids: impl IntoIterator<Item = impl Into<EntityId>>) -> Vec<String> {
    ids.into_iter().map(|id| id.into().to_string()).collect()
}
