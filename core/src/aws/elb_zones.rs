//! The Route 53 hosted zones that alias records name: load balancers, CloudFront, Global Accelerator, S3 websites.

use super::{CatalogueEntry, Fact, Source, table};

/// What an alias points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AliasKind {
    /// An Application or Classic Load Balancer; the two share their zones.
    ApplicationLoadBalancer,
    NetworkLoadBalancer,
    S3Website,
}

/// The zone of CloudFront distributions. An alias to it can't be in a private zone.
pub const CLOUDFRONT: Fact<&str> = Fact::new(
    "Z2FDTNDATAQYW2",
    Source::packaged("botocore 1.44.5", "2026-11-23")
        .note("AliasTarget.HostedZoneId of the Route 53 model"),
);

/// The zone of CloudFront distributions in China.
pub const CLOUDFRONT_CHINA: Fact<&str> = Fact::new(
    "Z3RFFRIM2A3IF5",
    Source::packaged("Terraform provider hashicorp/aws 5.100.0", "2026-11-23"),
);

/// The zone of Global Accelerator.
pub const GLOBAL_ACCELERATOR: Fact<&str> = Fact::new(
    "Z2BJ6XQ5FK7U4H",
    Source::packaged("botocore 1.44.5", "2026-11-23"),
);

const LOAD_BALANCERS: Source =
    Source::packaged("Terraform provider hashicorp/aws 5.100.0", "2026-11-23");
const S3_WEBSITES: Source = Source::packaged("@aws-cdk/region-info 2.269.0", "2026-11-23");

/// The hosted zone of a kind of target in a Region; `None` where the sources give none.
pub fn hosted_zone(region: &str, kind: AliasKind) -> Option<Fact<&'static str>> {
    let columns = rows().find(|columns| columns.first() == Some(&region))?;
    zone(&columns, kind)
}

pub(super) fn catalogue() -> Vec<CatalogueEntry> {
    let global = [
        ("CloudFront", CLOUDFRONT),
        ("CloudFront China", CLOUDFRONT_CHINA),
        ("Global Accelerator", GLOBAL_ACCELERATOR),
    ];
    let mut entries: Vec<CatalogueEntry> = global
        .into_iter()
        .map(|(name, fact)| entry(name.to_owned(), fact))
        .collect();
    for columns in rows() {
        for (label, kind) in [
            (
                "application or classic load balancer",
                AliasKind::ApplicationLoadBalancer,
            ),
            ("network load balancer", AliasKind::NetworkLoadBalancer),
            ("S3 website", AliasKind::S3Website),
        ] {
            if let Some(fact) = zone(&columns, kind) {
                entries.push(entry(
                    format!("{label} {}", table::column(&columns, 0)),
                    fact,
                ));
            }
        }
    }
    entries
}

fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    table::rows(include_str!("../../data/elb_zones.txt")).map(|row| row.split(' ').collect())
}

fn zone(columns: &[&'static str], kind: AliasKind) -> Option<Fact<&'static str>> {
    let (index, source) = match kind {
        AliasKind::ApplicationLoadBalancer => (1, LOAD_BALANCERS),
        AliasKind::NetworkLoadBalancer => (2, LOAD_BALANCERS),
        AliasKind::S3Website => (3, S3_WEBSITES),
    };
    let id = table::column(columns, index);
    (id.starts_with('Z')).then(|| Fact::new(id, source))
}

fn entry(name: String, fact: Fact<&'static str>) -> CatalogueEntry {
    CatalogueEntry {
        family: "elb_zones",
        name,
        value: fact.value.to_owned(),
        source: fact.source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use AliasKind::{ApplicationLoadBalancer, NetworkLoadBalancer, S3Website};

    fn id(region: &str, kind: AliasKind) -> Option<&'static str> {
        hosted_zone(region, kind).map(|fact| fact.value)
    }

    #[test]
    fn zones_differ_by_region_and_kind() {
        assert_eq!(
            id("eu-west-1", ApplicationLoadBalancer),
            Some("Z32O12XQLNTSW2")
        );
        assert_eq!(id("eu-west-1", NetworkLoadBalancer), Some("Z2IFOLAFXWLO4F"));
        assert_eq!(
            id("us-east-1", ApplicationLoadBalancer),
            Some("Z35SXDOTRQ7X7K")
        );
        assert_eq!(id("us-east-2", NetworkLoadBalancer), Some("ZLMOA37VPKANP"));
        assert_eq!(id("us-east-1", S3Website), Some("Z3AQBSTGFYJSTF"));
        assert_eq!(id("us-isof-east-1", NetworkLoadBalancer), None);
        assert_eq!(id("nowhere-1", S3Website), None);
    }

    #[test]
    fn every_row_is_whole() {
        for columns in rows() {
            assert_eq!(columns.len(), 4, "{columns:?}");
            assert!(
                columns[1..]
                    .iter()
                    .all(|id| *id == "-" || id.starts_with('Z')),
                "{columns:?}"
            );
        }
        assert_eq!(rows().filter(|columns| columns[1] != "-").count(), 37);
    }
}
