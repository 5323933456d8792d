//! Maximum transmission units.

use std::fmt;
use std::str::FromStr;

/// The largest IP packet a hop carries, in bytes including the IP header: 68 (RFC 791) to 65535.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "u16", into = "u16")]
pub struct Mtu(u16);

/// A text or number that is no maximum transmission unit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an MTU from 68 to 65535 bytes, found {0:?}")]
pub struct MtuError(String);

impl Mtu {
    /// The least MTU of an IPv4 hop (RFC 791).
    pub const IPV4_MINIMUM: Self = Self(68);
    /// The least MTU of an IPv6 hop (RFC 8200).
    pub const IPV6_MINIMUM: Self = Self(1280);

    pub fn new(bytes: u16) -> Result<Self, MtuError> {
        if bytes < Self::IPV4_MINIMUM.0 {
            Err(MtuError(bytes.to_string()))
        } else {
            Ok(Self(bytes))
        }
    }

    pub const fn bytes(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for Mtu {
    type Error = MtuError;

    fn try_from(bytes: u16) -> Result<Self, Self::Error> {
        Self::new(bytes)
    }
}

impl From<Mtu> for u16 {
    fn from(mtu: Mtu) -> Self {
        mtu.0
    }
}

/// The number of bytes alone: `8500`.
impl fmt::Display for Mtu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Mtu {
    type Err = MtuError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        text.parse()
            .ok()
            .and_then(|bytes| Self::new(bytes).ok())
            .ok_or_else(|| MtuError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn prints_what_it_parses(bytes in 68u16..) {
            let mtu = Mtu::new(bytes).expect("large enough");
            prop_assert_eq!(mtu.to_string().parse(), Ok(mtu));
        }
    }

    #[test]
    fn says_what_was_expected() {
        let error = "67".parse::<Mtu>().expect_err("too small");
        assert_eq!(
            error.to_string(),
            "expected an MTU from 68 to 65535 bytes, found \"67\""
        );
        assert!("9001 bytes".parse::<Mtu>().is_err());
        assert!(serde_json::from_str::<Mtu>("12").is_err());
    }
}
