//! Regions: partition, long name, availability zones, and what Route 53 does with them.

use super::{CatalogueEntry, Source, table};

/// One Region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// `eu-west-1`.
    pub name: &'static str,
    /// `aws`, `aws-cn`, `aws-us-gov` or `aws-eusc`.
    pub partition: &'static str,
    /// `Europe (Ireland)`.
    pub long_name: &'static str,
    /// The zone letters one account sees, `abc`; empty where no package records them.
    ///
    /// Zone names are per account: `eu-west-1a` of two accounts may be different zones. Only zone ids name a place.
    pub zone_letters: &'static str,
    /// The zone ids, `euw1-az1`; empty where no package records them. Not in the order of the letters.
    pub zone_ids: Vec<&'static str>,
    /// Whether a latency record may name it.
    pub takes_latency_records: bool,
    /// Whether a health check may ask to be made from it.
    pub has_health_checkers: bool,
}

const SOURCE: Source = Source::packaged("botocore 1.44.5 and moto 5.2.5", "2026-11-23");

/// Every Region, ascending within its partition, the commercial one first.
pub fn all() -> Vec<Region> {
    table::rows(include_str!("../../data/regions.txt"))
        .map(parse)
        .collect()
}

/// The Region of that name.
pub fn find(name: &str) -> Option<Region> {
    let row = table::rows(include_str!("../../data/regions.txt"))
        .find(|row| row.split('|').next() == Some(name));
    row.map(parse)
}

pub(super) fn catalogue() -> Vec<CatalogueEntry> {
    let entry = |region: Region| CatalogueEntry {
        family: "regions",
        name: region.name.to_owned(),
        value: format!("{}, {} zones", region.long_name, region.zone_ids.len()),
        source: SOURCE,
    };
    all().into_iter().map(entry).collect()
}

fn parse(row: &'static str) -> Region {
    let columns: Vec<&str> = row.split('|').collect();
    let flags = table::column(&columns, 5);
    Region {
        name: table::column(&columns, 0),
        partition: table::column(&columns, 1),
        long_name: table::column(&columns, 2),
        zone_letters: table::column(&columns, 3),
        zone_ids: table::column(&columns, 4).split_whitespace().collect(),
        takes_latency_records: flags.contains('l'),
        has_health_checkers: flags.contains('h'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_regions_and_their_zones() {
        let ireland = find("eu-west-1").expect("a region");
        assert_eq!(ireland.long_name, "Europe (Ireland)");
        assert_eq!((ireland.zone_letters, ireland.zone_ids.len()), ("abc", 3));
        assert!(ireland.takes_latency_records && ireland.has_health_checkers);
        assert_eq!(
            find("us-east-1").map(|region| region.zone_letters),
            Some("abcdef")
        );
        assert_eq!(
            find("cn-north-1").map(|region| region.partition),
            Some("aws-cn")
        );
        assert_eq!(find("eu-west-9"), None);
    }

    #[test]
    fn every_row_is_whole() {
        let regions = all();
        assert!(regions.len() >= 41, "{}", regions.len());
        for region in &regions {
            assert!(
                !region.partition.is_empty() && !region.long_name.is_empty(),
                "{region:?}"
            );
            assert_eq!(find(region.name).as_ref(), Some(region));
        }
        assert_eq!(
            regions
                .iter()
                .filter(|region| region.has_health_checkers)
                .count(),
            8
        );
    }
}
