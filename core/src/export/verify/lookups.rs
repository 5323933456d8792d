//! Names that the script resolves.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::named;
use super::places::{ids, places};
use crate::aws::endpoint_services;
use crate::export::{Source, names};
use crate::model::{Design, DnsRecord, EndpointType, HostedZone, Id, Kind, Vpc, VpcEndpoint};

/// Names that must resolve: private ones from inside, public ones from anywhere.
pub(super) fn lookups(source: &Source<'_>, out: &mut String) {
    let design = source.design;
    let made: BTreeSet<&str> = source
        .plan
        .operations
        .iter()
        .map(|operation| operation.key.0.as_str())
        .collect();
    out.push_str("\nlookups() {\n  at '' '' names\n");
    for endpoint in design.all::<VpcEndpoint>() {
        let is_made = made.contains(endpoint.id.to_string().as_str());
        if endpoint.endpoint_type != EndpointType::Interface || !endpoint.private_dns || !is_made {
            continue;
        }
        let service = endpoint_services::find(&endpoint.service)
            .filter(endpoint_services::EndpointService::private_dns_is_confirmed);
        let region = design
            .get(endpoint.vpc)
            .map_or("", |vpc| vpc.region.as_str());
        let private = service
            .and_then(|service| service.private_dns_names(region))
            .unwrap_or_default();
        for name in private.iter().filter(|name| !name.starts_with('*')) {
            private_name(design, name, &[endpoint.vpc], &named(endpoint), out);
        }
    }
    for zone in design.all::<HostedZone>() {
        let mut seen = BTreeSet::new();
        let records = design.all::<DnsRecord>().filter(|record| {
            record.zone == zone.id && made.contains(record.id.to_string().as_str())
        });
        for record in records.filter(|record| !record.record_name.starts_with('*')) {
            let address = matches!(record.record_type.word(), "A" | "AAAA");
            if !address || !seen.insert(&record.record_name) {
                continue;
            }
            let to_endpoint = record
                .alias
                .is_some_and(|alias| alias.kind == Kind::VpcEndpoint);
            if zone.private && to_endpoint {
                private_name(design, &record.record_name, &zone.vpcs, &named(zone), out);
            } else if !zone.private {
                let _ = writeln!(out, "  public_name {}", names::bash(&record.record_name));
            }
        }
    }
    out.push_str("}\n");
}

fn private_name(design: &Design, name: &str, vpcs: &[Id<Vpc>], what: &str, out: &mut String) {
    let places: BTreeSet<_> = vpcs
        .iter()
        .flat_map(|vpc| places(design, vpc.entity()))
        .collect();
    let _ = writeln!(
        out,
        "  if here {}; then private_name {} {}; fi",
        ids(&places),
        names::bash(name),
        names::bash(&names::shown(what))
    );
}
