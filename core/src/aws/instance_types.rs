//! What the network of each EC2 instance type can do.
//!
//! A table of over a thousand rows: parsed when asked for, so that a bundle that never asks pays only its bytes.

use super::{CatalogueEntry, Source, table};

/// One instance type, as DescribeInstanceTypes answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceType {
    /// `c5n`.
    pub family: &'static str,
    /// `18xlarge`.
    pub size: &'static str,
    pub vcpus: u16,
    pub is_current_generation: bool,
    pub is_burstable: bool,
    pub is_bare_metal: bool,
    pub ena: EnaSupport,
    /// ENA Express (SRD), which lifts a single flow to 25 Gbps.
    pub supports_ena_express: bool,
    /// The most EFA interfaces; 0 where EFA is not supported.
    pub most_efa_interfaces: u16,
    /// Whether a cluster placement group takes it. Spread and partition groups take every type.
    pub supports_cluster_placement: bool,
    pub supports_ipv6: bool,
    pub supports_encryption_in_transit: bool,
    /// Bandwidth of the default network card that is always there, in Mbps.
    pub baseline_mbps: u32,
    /// Bandwidth of the default network card in bursts, in Mbps; the baseline where there is no burst.
    pub peak_mbps: u32,
    /// Network cards, at least one.
    pub network_cards: u16,
    /// What AWS states for all cards of a type with several, in Mbps; the cards' own figures often add up to more.
    pub stated_total_mbps: Option<u32>,
    /// The most network interfaces over all cards.
    pub most_interfaces: u16,
    /// The most private IPv4 addresses of one interface.
    pub ipv4_addresses_per_interface: u16,
}

/// Whether an instance type can use the Elastic Network Adapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnaSupport {
    Unsupported,
    Supported,
    Required,
}

/// Where the table is from.
pub const SOURCE: Source = Source::packaged("moto 5.2.5", "2026-11-23");

const TABLE: &str = include_str!("../../data/instance_types.txt");

/// Every instance type, by family, then by vCPUs.
pub fn all() -> Vec<InstanceType> {
    let mut family_row = "";
    let mut types = Vec::with_capacity(1_500);
    for row in table::rows(TABLE) {
        if row.starts_with('@') {
            family_row = row;
        } else {
            types.push(parse(family_row, row));
        }
    }
    types
}

/// The instance type of that name, `c5n.18xlarge`: reads the table up to its row.
pub fn find(name: &str) -> Option<InstanceType> {
    let (family, size) = name.split_once('.')?;
    let mut family_row = "";
    for row in table::rows(TABLE) {
        if let Some(header) = row.strip_prefix('@') {
            family_row = if header.split(' ').next() == Some(family) {
                row
            } else {
                ""
            };
        } else if !family_row.is_empty() && row.split(' ').next() == Some(size) {
            return Some(parse(family_row, row));
        }
    }
    None
}

impl InstanceType {
    /// `c5n.18xlarge`.
    pub fn name(&self) -> String {
        format!("{}.{}", self.family, self.size)
    }

    pub const fn supports_efa(&self) -> bool {
        self.most_efa_interfaces > 0
    }
}

pub(super) fn catalogue() -> Vec<CatalogueEntry> {
    let entry = |kind: InstanceType| CatalogueEntry {
        family: "instance_types",
        name: kind.name(),
        value: format!(
            "{} vCPU, {} to {} Mbps a card, {} card(s), {} EFA, cluster placement: {}",
            kind.vcpus,
            kind.baseline_mbps,
            kind.peak_mbps,
            kind.network_cards,
            kind.most_efa_interfaces,
            if kind.supports_cluster_placement {
                "yes"
            } else {
                "no"
            },
        ),
        source: SOURCE,
    };
    all().into_iter().map(entry).collect()
}

/// Reads a size under its family line. The columns are said in the head of the table.
fn parse(family_row: &'static str, row: &'static str) -> InstanceType {
    let (family, flags) = family_row
        .trim_start_matches('@')
        .split_once(' ')
        .unwrap_or((family_row, ""));
    let mut columns: Vec<&'static str> = row.split(' ').collect();
    let efa = columns
        .last()
        .and_then(|last| last.strip_prefix('e'))
        .and_then(|count| count.parse().ok());
    if efa.is_some() {
        columns.pop();
    }
    let baseline_mbps = number(&columns, 2).unwrap_or_default();
    InstanceType {
        family,
        size: table::column(&columns, 0),
        vcpus: number(&columns, 1).unwrap_or_default(),
        is_current_generation: flags.contains('g'),
        is_burstable: flags.contains('b'),
        is_bare_metal: flags.contains('m'),
        ena: match (flags.contains('n'), flags.contains('o')) {
            (true, _) => EnaSupport::Required,
            (false, true) => EnaSupport::Supported,
            (false, false) => EnaSupport::Unsupported,
        },
        supports_ena_express: flags.contains('x'),
        most_efa_interfaces: efa.unwrap_or_default(),
        supports_cluster_placement: flags.contains('c'),
        supports_ipv6: flags.contains('6'),
        supports_encryption_in_transit: flags.contains('t'),
        baseline_mbps,
        peak_mbps: number(&columns, 3).unwrap_or(baseline_mbps),
        most_interfaces: number(&columns, 4).unwrap_or_default(),
        ipv4_addresses_per_interface: number(&columns, 5).unwrap_or_default(),
        network_cards: number(&columns, 6).unwrap_or(1),
        stated_total_mbps: number(&columns, 7),
    }
}

fn number<T: std::str::FromStr>(columns: &[&'static str], index: usize) -> Option<T> {
    table::column(columns, index).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str) -> InstanceType {
        find(name).unwrap_or_else(|| panic!("{name} is not in the table"))
    }

    #[test]
    fn every_row_is_whole_and_found_by_name() {
        let types = all();
        assert_eq!(types.len(), 1_395);
        for (index, kind) in types.iter().enumerate() {
            assert!(
                kind.vcpus > 0 && kind.baseline_mbps > 0 && kind.peak_mbps >= kind.baseline_mbps,
                "{kind:?}"
            );
            assert!(
                kind.most_interfaces > 0 && kind.ipv4_addresses_per_interface > 0,
                "{kind:?}"
            );
            assert!(!kind.family.is_empty() && !kind.size.is_empty(), "{kind:?}");
            if index % 50 == 0 {
                assert_eq!(&known(&kind.name()), kind);
            }
        }
        let without_cluster = types
            .iter()
            .filter(|kind| !kind.supports_cluster_placement)
            .count();
        assert_eq!(without_cluster, 93);
        assert_eq!(types.iter().filter(|kind| kind.supports_efa()).count(), 303);
    }

    #[test]
    fn spot_values_hold() {
        let efa = |name: &str| known(name).most_efa_interfaces;
        assert_eq!(
            [
                efa("p5.48xlarge"),
                efa("p5en.48xlarge"),
                efa("p4d.24xlarge"),
                efa("trn1.32xlarge")
            ],
            [32, 16, 4, 8]
        );
        assert_eq!(
            [
                efa("c5n.18xlarge"),
                efa("hpc7a.96xlarge"),
                efa("p6-b300.48xlarge"),
                efa("t3.micro")
            ],
            [1, 2, 16, 0]
        );
        let p5 = known("p5.48xlarge");
        assert_eq!(
            (p5.network_cards, p5.stated_total_mbps),
            (32, Some(3_200_000))
        );
        let t3 = known("t3.micro");
        assert!(t3.is_burstable && !t3.supports_cluster_placement);
        assert_eq!((t3.baseline_mbps, t3.peak_mbps, t3.vcpus), (64, 5_000, 2));
        let c5n = known("c5n.18xlarge");
        assert_eq!(
            (
                c5n.ena,
                c5n.peak_mbps,
                c5n.most_interfaces,
                c5n.ipv4_addresses_per_interface
            ),
            (EnaSupport::Required, 100_000, 15, 50)
        );
        assert_eq!(known("t1.micro").ena, EnaSupport::Unsupported);
        assert_eq!(find("c5n"), None);
        assert_eq!(find("c5n.999xlarge"), None);
    }
}
