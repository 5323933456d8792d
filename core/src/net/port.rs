//! Transport ports: ranges and sets.

use super::IntervalSet;
use std::fmt;
use std::str::FromStr;

/// A closed range of ports, `first <= last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortRange {
    first: u16,
    last: u16,
}

/// A set of ports.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortSet(IntervalSet<u16>);

/// A text or a pair of numbers that is no range of ports.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PortError {
    #[error("expected a port such as 443 or a range such as 1024-65535, found {0:?}")]
    NotAPort(String),
    #[error("expected the first port of a range to be the lesser, found {first}-{last}")]
    Reversed { first: u16, last: u16 },
}

impl PortRange {
    /// Every port, 0 to 65535.
    pub const ALL: Self = Self {
        first: 0,
        last: u16::MAX,
    };

    pub const fn new(first: u16, last: u16) -> Result<Self, PortError> {
        if first <= last {
            Ok(Self { first, last })
        } else {
            Err(PortError::Reversed { first, last })
        }
    }

    pub const fn single(port: u16) -> Self {
        Self {
            first: port,
            last: port,
        }
    }

    pub const fn first(self) -> u16 {
        self.first
    }

    pub const fn last(self) -> u16 {
        self.last
    }

    pub const fn contains(self, port: u16) -> bool {
        self.first <= port && port <= self.last
    }
}

/// `443`, or `1024-65535`.
impl fmt::Display for PortRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}-{}", self.first, self.last)
        }
    }
}

impl FromStr for PortRange {
    type Err = PortError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let port = |part: &str| {
            part.trim()
                .parse::<u16>()
                .map_err(|_| PortError::NotAPort(text.trim().to_owned()))
        };
        match text.split_once('-') {
            Some((first, last)) => Self::new(port(first)?, port(last)?),
            None => port(text).map(Self::single),
        }
    }
}

serde_as_text!(PortRange);

impl PortSet {
    /// The set of no ports.
    pub const fn empty() -> Self {
        Self(IntervalSet::empty())
    }

    /// Every port.
    pub fn all() -> Self {
        PortRange::ALL.into()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn is_all(&self) -> bool {
        self.0.is_full()
    }

    pub fn contains(&self, port: u16) -> bool {
        self.0.contains(port)
    }

    /// Whether every port of `other` is in this set.
    pub fn contains_set(&self, other: &Self) -> bool {
        self.0.contains_set(&other.0)
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.0.overlaps(&other.0)
    }

    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self(self.0.union(&other.0))
    }

    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        Self(self.0.intersection(&other.0))
    }

    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        Self(self.0.difference(&other.0))
    }

    /// The least port of the set: a witness that it is not empty.
    pub fn first(&self) -> Option<u16> {
        self.0.first()
    }

    /// The least number of ranges that make the set, ascending.
    pub fn ranges(&self) -> impl Iterator<Item = PortRange> + '_ {
        self.0
            .intervals()
            .iter()
            .map(|&(first, last)| PortRange { first, last })
    }
}

impl From<PortRange> for PortSet {
    fn from(range: PortRange) -> Self {
        Self(IntervalSet::interval(range.first, range.last))
    }
}

impl FromIterator<PortRange> for PortSet {
    fn from_iter<I: IntoIterator<Item = PortRange>>(ranges: I) -> Self {
        Self(IntervalSet::from_intervals(
            ranges.into_iter().map(|range| (range.first, range.last)),
        ))
    }
}

/// `80,443,8000-8100`; `all` and `none` for the two ends.
impl fmt::Display for PortSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_all() {
            return f.write_str("all");
        }
        if self.is_empty() {
            return f.write_str("none");
        }
        for (index, range) in self.ranges().enumerate() {
            let separator = if index == 0 { "" } else { "," };
            write!(f, "{separator}{range}")?;
        }
        Ok(())
    }
}

impl FromStr for PortSet {
    type Err = PortError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim() {
            "all" => Ok(Self::all()),
            "none" => Ok(Self::empty()),
            text => text.split(',').map(str::parse::<PortRange>).collect(),
        }
    }
}

serde_as_text!(PortSet);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_range_prints_what_it_parses(a: u16, b: u16) {
            let range = PortRange::new(a.min(b), a.max(b)).expect("ordered");
            prop_assert_eq!(range.to_string().parse::<PortRange>(), Ok(range));
            prop_assert_eq!(PortRange::new(a, b).is_err(), a > b);
        }

        #[test]
        fn a_set_prints_what_it_parses(ranges in prop::collection::vec(any::<(u16, u16)>(), 0..6)) {
            let set: PortSet = ranges.iter().map(|&(a, b)| PortRange { first: a.min(b), last: a.max(b) }).collect();
            prop_assert_eq!(set.to_string().parse::<PortSet>(), Ok(set.clone()));
            for (a, b) in ranges {
                prop_assert!(set.contains(a) && set.contains(b));
            }
        }
    }

    #[test]
    fn says_what_was_expected() {
        let error = "https".parse::<PortRange>().expect_err("a name");
        assert_eq!(
            error.to_string(),
            "expected a port such as 443 or a range such as 1024-65535, found \"https\""
        );
        assert!("65536".parse::<PortRange>().is_err());
        let error = "90-80".parse::<PortRange>().expect_err("reversed");
        assert_eq!(
            error.to_string(),
            "expected the first port of a range to be the lesser, found 90-80"
        );
        assert!("".parse::<PortSet>().is_err());
        assert_eq!(
            "80, 81,443".parse::<PortSet>().map(|set| set.to_string()),
            Ok("80-81,443".to_owned())
        );
    }
}
