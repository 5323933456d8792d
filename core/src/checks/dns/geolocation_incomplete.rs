//! Check DNS117: geolocation records that leave someone without an answer.

use std::collections::BTreeMap;

use super::record_sets;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{DnsRecord, HostedZone, Id, RoutingPolicy};

declare_check! {
    /// ## What it does
    /// Finds geolocation groups without a default record (country `*`), a warning; and, as errors, records without a
    /// location, with a continent and a country both, or with a location that another record of the group has.
    ///
    /// ## Why it matters
    /// Where a client's country matches no record and there is no default, Route 53 answers with nothing: the name
    /// does not exist for that client. Some addresses match no country at all.
    ///
    /// ## In production
    /// Users of some countries see `NXDOMAIN` or an empty answer, and nobody else can reproduce it. `aws route53
    /// test-dns-answer --resolver-ip …` shows it.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record europe record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=geolocation geo_continent=EU set_identifier=eu
    ///   // ^ DNS117
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record europe record_name=www.shop.example.com ttl_seconds=60 values=203.0.113.10 policy=geolocation geo_continent=EU set_identifier=eu
    ///   dns-record rest record_name=www.shop.example.com ttl_seconds=60 values=198.51.100.10 policy=geolocation geo_country=* set_identifier=default
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: adds a default record with the answer of the first record of the group.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geo.html>: the default record
    /// - botocore 1.44.5, GeoLocation: a continent excludes country and subdivision
    GEOLOCATION_INCOMPLETE = "DNS117" "geolocation-incomplete" {
        summary: "geolocation records that leave someone without an answer",
        severity: Warning,
        since: "0.1.0",
        run: Row(HostedZone, geolocation_incomplete),
    }
}

fn geolocation_incomplete(facts: &Facts, zone: &HostedZone, out: &mut Findings) {
    for set in record_sets(facts, zone) {
        let records = set.with(RoutingPolicy::Geolocation);
        let Some(first) = records.first() else {
            continue;
        };
        let label = set.label();
        let mut seen: BTreeMap<[&str; 3], Id<DnsRecord>> = BTreeMap::new();
        for record in &records {
            let place = [
                record.geo_continent.as_str(),
                record.geo_country.as_str(),
                record.geo_subdivision.as_str(),
            ];
            let earlier = seen.get(&place).copied();
            let (field, message) = match (place, earlier) {
                (["", "", ""], _) => (
                    "geo_country",
                    format!("A geolocation record of {label} names no location"),
                ),
                ([continent, country, subdivision], _)
                    if !continent.is_empty()
                        && (!country.is_empty() || !subdivision.is_empty()) =>
                {
                    (
                        "geo_continent",
                        format!(
                            "A geolocation record of {label} names continent {continent} and a country; it can have one of them"
                        ),
                    )
                }
                (["", "", subdivision], _) => (
                    "geo_subdivision",
                    format!("Subdivision {subdivision} of {label} needs its country"),
                ),
                (_, Some(earlier)) => (
                    "geo_country",
                    format!(
                        "{label} already has record {} for this location",
                        facts.label(earlier)
                    ),
                ),
                (_, None) => {
                    seen.insert(place, record.id);
                    continue;
                }
            };
            out.report(record.id, field, message)
                .severity(Severity::Error)
                .related(earlier);
        }
        if records.iter().any(|record| record.geo_country == "*") {
            continue;
        }
        let message = format!(
            "{label} has no default geolocation record, so clients of other places get no answer"
        );
        let mut default = (*first).clone();
        default.id = Mint::after(facts.design()).id();
        "default".clone_into(&mut default.name);
        "default".clone_into(&mut default.set_identifier);
        default.geo_continent.clear();
        "*".clone_into(&mut default.geo_country);
        default.geo_subdivision.clear();
        default.meta = crate::model::record::Meta::default();
        let others = records.iter().skip(1).map(|record| record.id);
        let report = out.report(first.id, "geo_country", message).related(others);
        if records
            .iter()
            .all(|record| record.set_identifier != "default")
        {
            report.fix(
                "Add a default with this answer",
                Applicability::Unsafe,
                vec![Command::insert(default)],
            );
        }
    }
}
