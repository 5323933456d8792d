//! Facts about AWS as data: no logic, every fact with its source, date and confidence.
//!
//! What neither documentation nor a package says is absent, and a caller that needs it answers `unknown`; no number
//! here is a guess. Large tables are text files in `core/data/`, parsed on each call to `all()`: keep the result.
//! How they are made, and what they cost in bytes, is in `docs/decisions/facts-as-data.md`.

pub mod addressing;
pub mod bandwidth;
pub mod billing;
pub mod elb_zones;
pub mod endpoint_services;
pub mod health_checkers;
pub mod instance_types;
pub mod mtus;
pub mod prefix_lists;
pub mod quotas;
pub mod regions;
pub mod waf_capacity;
pub mod waf_countries;
pub mod waf_groups;

mod fact;
mod table;

pub use fact::{CatalogueEntry, Confidence, Fact, Source};

/// Every fact with its source: families in a fixed order, each in the order of its table.
pub fn catalogue() -> Vec<CatalogueEntry> {
    [
        regions::catalogue(),
        addressing::catalogue(),
        quotas::catalogue(),
        mtus::catalogue(),
        bandwidth::catalogue(),
        instance_types::catalogue(),
        endpoint_services::catalogue(),
        prefix_lists::catalogue(),
        elb_zones::catalogue(),
        health_checkers::catalogue(),
        waf_groups::catalogue(),
        waf_capacity::catalogue(),
        waf_countries::catalogue(),
        billing::catalogue(),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_fact_has_a_name_a_value_a_source_and_a_date() {
        let mut seen = BTreeSet::new();
        for entry in catalogue() {
            let CatalogueEntry {
                family,
                name,
                value,
                source,
            } = &entry;
            assert!(!name.is_empty() && !value.is_empty(), "{entry:?}");
            assert!(
                seen.insert((*family, name.clone())),
                "twice in the catalogue: {family} {name}"
            );
            let sourced = match source.confidence {
                Confidence::Documented => source.reference.starts_with("https://"),
                Confidence::Packaged => source.reference.contains(|c: char| c.is_ascii_digit()),
                Confidence::Unconfirmed => !source.reference.is_empty(),
            };
            assert!(sourced, "{entry:?}");
            let parts: Vec<&str> = source.date.split('-').collect();
            let digits =
                |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
            assert!(
                (1..=3).contains(&parts.len())
                    && digits(parts[0], 4)
                    && parts[1..].iter().all(|part| digits(part, 2)),
                "not a date: {entry:?}"
            );
        }
        assert!(seen.len() > 2_000, "{}", seen.len());
    }

    #[test]
    fn every_family_is_in_the_catalogue() {
        let families: BTreeSet<&str> = catalogue().iter().map(|entry| entry.family).collect();
        assert_eq!(families.len(), 14);
    }
}
