//! IP protocols by number.

use std::fmt;
use std::str::FromStr;

/// An IP protocol, or all of them. Numbers are those of the IPv4 protocol and IPv6 next-header fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// Every protocol.
    All,
    /// One protocol. Compare with the constants: `Protocol::TCP` is `Protocol::Number(6)`.
    Number(u8),
}

/// A text that is no protocol.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected tcp, udp, icmp, icmpv6, all or a protocol number from 0 to 255, found {0:?}")]
pub struct ProtocolError(String);

impl Protocol {
    pub const ICMP: Self = Self::Number(1);
    pub const TCP: Self = Self::Number(6);
    pub const UDP: Self = Self::Number(17);
    pub const ICMPV6: Self = Self::Number(58);

    /// The protocol number, or `None` for all.
    pub const fn number(self) -> Option<u8> {
        match self {
            Self::All => None,
            Self::Number(number) => Some(number),
        }
    }

    /// Whether packets carry ports (TCP and UDP); `All` includes packets that carry none.
    pub const fn has_ports(self) -> bool {
        matches!(self, Self::TCP | Self::UDP)
    }

    /// Whether every packet of `other` is one of this protocol.
    pub fn covers(self, other: Self) -> bool {
        self == Self::All || self == other
    }
}

/// A name where there is one: `tcp`, `udp`, `icmp`, `icmpv6`, `all`; else the number.
impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::All => f.write_str("all"),
            Self::ICMP => f.write_str("icmp"),
            Self::TCP => f.write_str("tcp"),
            Self::UDP => f.write_str("udp"),
            Self::ICMPV6 => f.write_str("icmpv6"),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

/// Names in any case, numbers, and `-1` for all.
impl FromStr for Protocol {
    type Err = ProtocolError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        match text.to_ascii_lowercase().as_str() {
            "all" | "-1" => Ok(Self::All),
            "icmp" => Ok(Self::ICMP),
            "tcp" => Ok(Self::TCP),
            "udp" => Ok(Self::UDP),
            "icmpv6" => Ok(Self::ICMPV6),
            other => other
                .parse()
                .map(Self::Number)
                .map_err(|_| ProtocolError(text.to_owned())),
        }
    }
}

serde_as_text!(Protocol);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_protocol_prints_what_it_parses() {
        for protocol in (0..=255).map(Protocol::Number).chain([Protocol::All]) {
            assert_eq!(protocol.to_string().parse(), Ok(protocol));
        }
        assert_eq!("TCP".parse(), Ok(Protocol::TCP));
        assert_eq!("-1".parse(), Ok(Protocol::All));
        assert_eq!(
            serde_json::to_string(&Protocol::ICMPV6).expect("serialises"),
            "\"icmpv6\""
        );
    }

    #[test]
    fn says_what_was_expected() {
        let error = "256".parse::<Protocol>().expect_err("too large");
        assert_eq!(
            error.to_string(),
            "expected tcp, udp, icmp, icmpv6, all or a protocol number from 0 to 255, found \"256\""
        );
    }
}
