//! DNS names as the receiving end: private DNS of interface endpoints, then private zones, then public ones. What a
//! routing policy, a health check or a foreign resolver decides is not known here.

use super::ends::EndName;
use crate::analysis::Facts;
use crate::aws::endpoint_services;
use crate::model::{
    DnsRecord, EndpointType, HostedZone, Id, Kind, RecordType, RoutingPolicy, Vpc, VpcEndpoint,
};
use crate::simulate::service_name::{is_within, normal};

/// As many names as one may stand for another by CNAME or alias.
const LONGEST_CHAIN: usize = 8;

/// Whether anything answers for a name, or it is the name of a service.
pub(super) fn is_known(facts: &Facts, name: &str) -> bool {
    let in_zone = facts
        .all::<HostedZone>()
        .any(|zone| is_within(name, &zone.domain));
    in_zone
        || facts
            .all::<VpcEndpoint>()
            .any(|own| serves(facts, own, name))
}

/// Where a name leads, asked from a VPC.
pub(super) fn resolve(
    facts: &Facts,
    vpc: Option<Id<Vpc>>,
    name: &str,
) -> Result<Vec<EndName>, String> {
    let mut name = normal(name);
    for _ in 0..LONGEST_CHAIN {
        let endpoints = facts.all::<VpcEndpoint>();
        let mut mine: Vec<&VpcEndpoint> = endpoints
            .filter(|own| Some(own.vpc) == vpc && serves(facts, own, &name))
            .collect();
        mine.sort_by_key(|own| own.endpoint_type != EndpointType::Interface);
        if let Some(endpoint) = mine.first() {
            return Ok(vec![EndName::Record(endpoint.id.entity())]);
        }
        let Some(zone) = zone_of(facts, vpc, &name) else {
            return Err(format!("no zone of the design answers for {name}"));
        };
        let records = answers(facts, zone, &name);
        if records
            .iter()
            .any(|record| record.policy != RoutingPolicy::Simple)
        {
            return Err(format!("a routing policy decides what {name} answers"));
        }
        let Some(record) = records.first() else {
            return Err(format!("{} has no address record for {name}", zone.domain));
        };
        match record.alias {
            Some(alias) if alias.kind == Kind::DnsRecord => {
                let next = facts.as_kind::<DnsRecord>(alias);
                name = next.map_or_else(String::new, |next| normal(&next.record_name));
            }
            Some(alias) if matches!(alias.kind, Kind::LoadBalancer | Kind::VpcEndpoint) => {
                return Ok(vec![EndName::Record(alias)]);
            }
            Some(alias) => return Err(format!("what is behind {alias} is not modelled")),
            None if record.record_type == RecordType::Cname => {
                name = record
                    .values
                    .first()
                    .map_or_else(String::new, |value| normal(value));
            }
            None => {
                let addresses = records.iter().flat_map(|record| &record.values);
                return Ok(addresses
                    .filter_map(|value| value.parse().ok().map(EndName::Address))
                    .collect());
            }
        }
    }
    Err("the names stand for each other in a circle".to_owned())
}

/// Whether a name is that of an endpoint's service: its own, or a public one that leads to it.
fn serves(facts: &Facts, endpoint: &VpcEndpoint, name: &str) -> bool {
    if endpoint.service.is_empty() {
        return false;
    }
    if normal(&endpoint.service) == normal(name) {
        return true;
    }
    let vpc = facts.get(endpoint.vpc);
    let dns = vpc.is_some_and(|vpc| vpc.dns_support && vpc.dns_hostnames && endpoint.private_dns);
    if endpoint.endpoint_type == EndpointType::Interface && !dns {
        return false;
    }
    let region = facts.region_of(endpoint.vpc);
    let Some(service) = endpoint_services::find(&endpoint.service) else {
        return false;
    };
    let names = service.private_dns_names(&region).unwrap_or_default();
    // The addresses of a gateway endpoint's service are those of its public name.
    let public = format!("{}.{region}.amazonaws.com", service.name);
    let by_route = endpoint.endpoint_type == EndpointType::Gateway && normal(name) == public;
    by_route
        || endpoint.endpoint_type == EndpointType::Interface
            && names.iter().any(|own| matches_name(own, name))
}

/// The zone that answers: of the private ones that the VPC sees the longest, else of the public ones.
fn zone_of<'f>(facts: &'f Facts, vpc: Option<Id<Vpc>>, name: &str) -> Option<&'f HostedZone> {
    let longest = |private: bool| {
        let zones = facts.all::<HostedZone>();
        let zones = zones.filter(|zone| {
            let seen = !private || vpc.is_some_and(|vpc| zone.vpcs.contains(&vpc));
            zone.private == private && seen && is_within(name, &zone.domain)
        });
        zones.max_by_key(|zone| zone.domain.len())
    };
    longest(true).or_else(|| longest(false))
}

/// Records of addresses for a name: those of the name itself, else those of a wildcard.
fn answers<'f>(facts: &'f Facts, zone: &HostedZone, name: &str) -> Vec<&'f DnsRecord> {
    let all: Vec<&DnsRecord> = facts
        .children::<DnsRecord>(zone.id)
        .filter(|record| {
            let kinds = [RecordType::A, RecordType::Aaaa, RecordType::Cname];
            kinds.contains(&record.record_type)
        })
        .collect();
    let own: Vec<&DnsRecord> = all
        .iter()
        .filter(|record| normal(&record.record_name) == name)
        .copied()
        .collect();
    if !own.is_empty() {
        return own;
    }
    let wild = all.into_iter().filter(|record| {
        record.record_name.starts_with("*.") && matches_name(&record.record_name, name)
    });
    wild.collect()
}

fn matches_name(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (normal(pattern), normal(name));
    match pattern.strip_prefix("*.") {
        Some(parent) => name != parent && is_within(&name, parent),
        None => pattern == name,
    }
}
