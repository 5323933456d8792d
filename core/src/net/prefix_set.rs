//! Canonical sets of IP addresses, written as prefixes.
//!
//! IPv4 and IPv6 are two lines that never meet: `::ffff:10.0.0.1` is not `10.0.0.1`. Inside, a set is intervals of
//! addresses, so that set algebra is one linear sweep; outside, it is the least number of prefixes in ascending order.

use super::IntervalSet;
use ipnet::{IpNet, Ipv4Net, Ipv4Subnets, Ipv6Net, Ipv6Subnets};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// A set of IPv4 and IPv6 addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PrefixSet {
    v4: IntervalSet<u32>,
    v6: IntervalSet<u128>,
}

/// A text that is no IP prefix.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrefixError {
    #[error("expected a prefix such as 10.0.0.0/16 or 2001:db8::/56, found {0:?}")]
    NotAPrefix(String),
}

/// Reads one prefix. A bare address is a prefix of one address; bits beyond the length are cleared
/// (`100.68.0.18/18` is `100.68.0.0/18`).
pub fn parse_prefix(text: &str) -> Result<IpNet, PrefixError> {
    let text = text.trim();
    text.parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map(|prefix| prefix.trunc())
        .map_err(|_| PrefixError::NotAPrefix(text.to_owned()))
}

impl PrefixSet {
    /// The set of no addresses.
    pub const fn empty() -> Self {
        Self {
            v4: IntervalSet::empty(),
            v6: IntervalSet::empty(),
        }
    }

    /// All addresses of both families.
    pub fn full() -> Self {
        Self {
            v4: IntervalSet::full(),
            v6: IntervalSet::full(),
        }
    }

    /// All IPv4 addresses.
    pub fn all_v4() -> Self {
        Self {
            v4: IntervalSet::full(),
            v6: IntervalSet::empty(),
        }
    }

    /// All IPv6 addresses.
    pub fn all_v6() -> Self {
        Self {
            v4: IntervalSet::empty(),
            v6: IntervalSet::full(),
        }
    }

    /// The set of these IPv4 addresses and these IPv6 addresses, given as numbers.
    pub fn from_families(v4: IntervalSet<u32>, v6: IntervalSet<u128>) -> Self {
        Self { v4, v6 }
    }

    /// The set of the IPv4 addresses and the set of the IPv6 addresses, as numbers.
    pub fn by_family(&self) -> (&IntervalSet<u32>, &IntervalSet<u128>) {
        (&self.v4, &self.v6)
    }

    pub fn is_empty(&self) -> bool {
        self.v4.is_empty() && self.v6.is_empty()
    }

    /// Whether the address is in the set.
    pub fn contains_address(&self, address: IpAddr) -> bool {
        match address {
            IpAddr::V4(address) => self.v4.contains(address.to_bits()),
            IpAddr::V6(address) => self.v6.contains(address.to_bits()),
        }
    }

    /// Whether every address of the prefix is in the set.
    pub fn contains(&self, prefix: &IpNet) -> bool {
        match prefix {
            IpNet::V4(net) => self
                .v4
                .covers(net.network().to_bits(), net.broadcast().to_bits()),
            IpNet::V6(net) => self
                .v6
                .covers(net.network().to_bits(), net.broadcast().to_bits()),
        }
    }

    /// Whether every address of `other` is in this set.
    pub fn contains_set(&self, other: &Self) -> bool {
        self.v4.contains_set(&other.v4) && self.v6.contains_set(&other.v6)
    }

    /// Whether the sets share an address.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.v4.overlaps(&other.v4) || self.v6.overlaps(&other.v6)
    }

    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            v4: self.v4.union(&other.v4),
            v6: self.v6.union(&other.v6),
        }
    }

    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        Self {
            v4: self.v4.intersection(&other.v4),
            v6: self.v6.intersection(&other.v6),
        }
    }

    /// The addresses of this set that are not in `other`.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        Self {
            v4: self.v4.difference(&other.v4),
            v6: self.v6.difference(&other.v6),
        }
    }

    /// The union of many sets in one sweep.
    pub fn union_of<'s>(sets: impl IntoIterator<Item = &'s Self>) -> Self {
        let (mut v4, mut v6) = (Vec::new(), Vec::new());
        for set in sets {
            v4.extend_from_slice(set.v4.intervals());
            v6.extend_from_slice(set.v6.intervals());
        }
        Self {
            v4: IntervalSet::from_intervals(v4),
            v6: IntervalSet::from_intervals(v6),
        }
    }

    /// The number of addresses, or `None` where it does not fit (more than 2^128 - 1).
    pub fn size(&self) -> Option<u128> {
        let v4 = self
            .v4
            .intervals()
            .iter()
            .map(|&(first, last)| u128::from(last - first) + 1)
            .sum::<u128>();
        let mut size = v4;
        for &(first, last) in self.v6.intervals() {
            size = (last - first)
                .checked_add(1)
                .and_then(|count| size.checked_add(count))?;
        }
        Some(size)
    }

    /// The least address, IPv4 before IPv6: a witness that the set is not empty.
    pub fn first_address(&self) -> Option<IpAddr> {
        let v4 = self
            .v4
            .first()
            .map(|bits| IpAddr::V4(Ipv4Addr::from_bits(bits)));
        v4.or_else(|| {
            self.v6
                .first()
                .map(|bits| IpAddr::V6(Ipv6Addr::from_bits(bits)))
        })
    }

    /// The least number of prefixes that make the set: ascending, IPv4 before IPv6.
    pub fn iter(&self) -> impl Iterator<Item = IpNet> + '_ {
        let v4 = self.v4.intervals().iter().flat_map(|&(first, last)| {
            Ipv4Subnets::new(Ipv4Addr::from_bits(first), Ipv4Addr::from_bits(last), 0)
                .map(IpNet::V4)
        });
        let v6 = self.v6.intervals().iter().flat_map(|&(first, last)| {
            Ipv6Subnets::new(Ipv6Addr::from_bits(first), Ipv6Addr::from_bits(last), 0)
                .map(IpNet::V6)
        });
        v4.chain(v6)
    }
}

impl From<IpNet> for PrefixSet {
    fn from(prefix: IpNet) -> Self {
        [prefix].into_iter().collect()
    }
}

impl From<Ipv4Net> for PrefixSet {
    fn from(prefix: Ipv4Net) -> Self {
        IpNet::V4(prefix).into()
    }
}

impl From<Ipv6Net> for PrefixSet {
    fn from(prefix: Ipv6Net) -> Self {
        IpNet::V6(prefix).into()
    }
}

impl FromIterator<IpNet> for PrefixSet {
    fn from_iter<I: IntoIterator<Item = IpNet>>(prefixes: I) -> Self {
        let (mut v4, mut v6) = (Vec::new(), Vec::new());
        for prefix in prefixes {
            match prefix {
                IpNet::V4(net) => v4.push((net.network().to_bits(), net.broadcast().to_bits())),
                IpNet::V6(net) => v6.push((net.network().to_bits(), net.broadcast().to_bits())),
            }
        }
        Self {
            v4: IntervalSet::from_intervals(v4),
            v6: IntervalSet::from_intervals(v6),
        }
    }
}

impl<'a> FromIterator<&'a IpNet> for PrefixSet {
    fn from_iter<I: IntoIterator<Item = &'a IpNet>>(prefixes: I) -> Self {
        prefixes.into_iter().copied().collect()
    }
}

/// Comma-separated prefixes; `none` for the empty set.
impl fmt::Display for PrefixSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("none");
        }
        for (index, prefix) in self.iter().enumerate() {
            let separator = if index == 0 { "" } else { "," };
            write!(f, "{separator}{prefix}")?;
        }
        Ok(())
    }
}

impl FromStr for PrefixSet {
    type Err = PrefixError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim() {
            "" | "none" => Ok(Self::empty()),
            text => text.split(',').map(parse_prefix).collect(),
        }
    }
}

/// A list of strings.
impl serde::Serialize for PrefixSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|prefix| prefix.to_string()))
    }
}

impl<'de> serde::Deserialize<'de> for PrefixSet {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        texts
            .iter()
            .map(|text| parse_prefix(text))
            .collect::<Result<_, _>>()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// Prefixes of one small corner of each family, so that sets meet often and can be enumerated.
    fn any_prefix() -> impl Strategy<Value = IpNet> {
        let v4 = (any::<u8>(), 24u8..=32).prop_map(|(host, length)| {
            IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(10, 0, 0, host), length)).trunc()
        });
        let v6 = (any::<u8>(), 120u8..=128).prop_map(|(host, length)| {
            let address = Ipv6Addr::new(0xfd00, 0, 0, 0, 0, 0, 0, u16::from(host));
            IpNet::V6(Ipv6Net::new_assert(address, length)).trunc()
        });
        prop_oneof![2 => v4, 1 => v6]
    }

    fn any_set() -> impl Strategy<Value = PrefixSet> {
        prop::collection::vec(any_prefix(), 0..12)
            .prop_map(|prefixes| prefixes.into_iter().collect())
    }

    /// The obvious model: every address by itself.
    fn addresses<'a>(prefixes: impl IntoIterator<Item = &'a IpNet>) -> BTreeSet<IpAddr> {
        let mut all = BTreeSet::new();
        for prefix in prefixes {
            match prefix {
                IpNet::V4(net) => {
                    let range = net.network().to_bits()..=net.broadcast().to_bits();
                    all.extend(range.map(|bits| IpAddr::V4(Ipv4Addr::from_bits(bits))));
                }
                IpNet::V6(net) => {
                    let range = net.network().to_bits()..=net.broadcast().to_bits();
                    all.extend(range.map(|bits| IpAddr::V6(Ipv6Addr::from_bits(bits))));
                }
            }
        }
        all
    }

    fn model(set: &PrefixSet) -> BTreeSet<IpAddr> {
        addresses(&set.iter().collect::<Vec<_>>())
    }

    proptest! {
        #[test]
        fn agrees_with_the_model(a in any_set(), b in any_set(), probe in any_prefix()) {
            let (ma, mb) = (model(&a), model(&b));
            prop_assert_eq!(model(&a.union(&b)), &ma | &mb);
            prop_assert_eq!(model(&a.intersection(&b)), &ma & &mb);
            prop_assert_eq!(model(&a.difference(&b)), &ma - &mb);
            prop_assert_eq!(a.overlaps(&b), !ma.is_disjoint(&mb));
            prop_assert_eq!(a.contains_set(&b), mb.is_subset(&ma));
            prop_assert_eq!(a.contains(&probe), addresses([&probe]).is_subset(&ma));
            prop_assert_eq!(a.contains_address(probe.addr()), ma.contains(&probe.addr()));
            prop_assert_eq!(a.size(), Some(ma.len() as u128));
            prop_assert_eq!(a.first_address(), ma.first().copied());
        }

        #[test]
        fn iterates_in_minimal_ascending_form(prefixes in prop::collection::vec(any_prefix(), 0..12)) {
            let set: PrefixSet = prefixes.iter().collect();
            prop_assert_eq!(model(&set), addresses(&prefixes));
            let canonical: Vec<IpNet> = set.iter().collect();
            let mut aggregated = IpNet::aggregate(&prefixes);
            aggregated.sort();
            prop_assert_eq!(canonical, aggregated);
        }

        #[test]
        fn prints_what_it_parses(set in any_set()) {
            prop_assert_eq!(set.to_string().parse::<PrefixSet>(), Ok(set.clone()));
            let json = serde_json::to_string(&set).expect("serialises");
            prop_assert_eq!(serde_json::from_str::<PrefixSet>(&json).expect("parses"), set);
        }
    }

    #[test]
    fn the_ends_of_the_lines_do_not_overflow() {
        let full = PrefixSet::full();
        assert_eq!(full.to_string(), "0.0.0.0/0,::/0");
        assert_eq!(full.size(), None);
        assert_eq!(PrefixSet::all_v4().size(), Some(1 << 32));
        assert_eq!(PrefixSet::all_v6().size(), None);
        assert!(full.difference(&full).is_empty());
        let no_default: PrefixSet = "0.0.0.0/1,128.0.0.0/1".parse().expect("a set");
        assert_eq!(no_default, PrefixSet::all_v4());
    }

    #[test]
    fn clears_host_bits_and_reads_bare_addresses() {
        assert_eq!(
            parse_prefix("100.68.0.18/18").map(|p| p.to_string()),
            Ok("100.68.0.0/18".to_owned())
        );
        assert_eq!(
            parse_prefix(" 10.0.0.1 ").map(|p| p.to_string()),
            Ok("10.0.0.1/32".to_owned())
        );
        let error = parse_prefix("10.0.0.0/33").expect_err("no such length");
        assert_eq!(
            error.to_string(),
            "expected a prefix such as 10.0.0.0/16 or 2001:db8::/56, found \"10.0.0.0/33\""
        );
        assert_eq!("".parse::<PrefixSet>(), Ok(PrefixSet::empty()));
    }
}
