//! Autonomous system numbers of BGP.

use std::fmt;
use std::str::FromStr;

/// An autonomous system number, 1 to 4294967295 (0 names no system: RFC 7607).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "u32", into = "u32")]
pub struct Asn(u32);

/// A text or number that is no autonomous system number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an autonomous system number from 1 to 4294967295, found {0:?}")]
pub struct AsnError(String);

impl Asn {
    /// The private numbers that fit in 16 bits, first and last (RFC 6996).
    pub const PRIVATE_16_BIT: (u32, u32) = (64_512, 65_534);
    /// The private numbers that need 32 bits, first and last (RFC 6996).
    pub const PRIVATE_32_BIT: (u32, u32) = (4_200_000_000, 4_294_967_294);

    pub fn new(number: u32) -> Result<Self, AsnError> {
        if number == 0 {
            Err(AsnError("0".to_owned()))
        } else {
            Ok(Self(number))
        }
    }

    pub const fn number(self) -> u32 {
        self.0
    }

    /// Whether the number is for private use (RFC 6996).
    pub fn is_private(self) -> bool {
        [Self::PRIVATE_16_BIT, Self::PRIVATE_32_BIT]
            .iter()
            .any(|range| range.0 <= self.0 && self.0 <= range.1)
    }

    /// Whether the number is set aside and names no real system: AS_TRANS (RFC 6793), documentation (RFC 5398), and
    /// the last of each size (RFC 7300).
    pub fn is_reserved(self) -> bool {
        matches!(self.0, 23_456 | 64_496..=64_511 | 65_535 | 65_536..=65_551 | u32::MAX)
    }
}

impl TryFrom<u32> for Asn {
    type Error = AsnError;

    fn try_from(number: u32) -> Result<Self, Self::Error> {
        Self::new(number)
    }
}

impl From<Asn> for u32 {
    fn from(asn: Asn) -> Self {
        asn.0
    }
}

/// The number alone: `64512`.
impl fmt::Display for Asn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// `64512`, or `AS64512`.
impl FromStr for Asn {
    type Err = AsnError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let digits = text.strip_prefix("AS").unwrap_or(text);
        digits
            .parse()
            .ok()
            .and_then(|number| Self::new(number).ok())
            .ok_or_else(|| AsnError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn prints_what_it_parses(number in 1u32..) {
            let asn = Asn::new(number).expect("not zero");
            prop_assert_eq!(asn.to_string().parse(), Ok(asn));
            let json = serde_json::to_string(&asn).expect("serialises");
            prop_assert_eq!(serde_json::from_str::<Asn>(&json).expect("parses"), asn);
        }
    }

    #[test]
    fn knows_private_and_reserved_numbers() {
        let asn = |text: &str| text.parse::<Asn>().expect("a number");
        assert!(
            asn("64512").is_private()
                && asn("AS65534").is_private()
                && asn("4294967294").is_private()
        );
        assert!(
            !asn("64511").is_private() && !asn("65535").is_private() && !asn("16509").is_private()
        );
        assert!(
            asn("65535").is_reserved() && asn("23456").is_reserved() && !asn("64512").is_reserved()
        );
        assert!(serde_json::from_str::<Asn>("0").is_err());
        let error = "0".parse::<Asn>().expect_err("zero");
        assert_eq!(
            error.to_string(),
            "expected an autonomous system number from 1 to 4294967295, found \"0\""
        );
    }
}
