//! Texts with a grammar: addresses, blocks, ports, protocols, domain names. Parsed at the edge, valid by construction.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;
use serde_json::Value;

use crate::model::field::{FieldError, FieldType, FieldValue};

/// Makes a type with `Display` and `FromStr` usable as a field.
macro_rules! text_field {
    ($ty:ty, $name:literal, $example:literal) => {
        impl FieldValue for $ty {
            const TYPE: FieldType = FieldType::Grammar { name: $name, example: $example };

            fn to_json(&self) -> Value {
                Value::String(self.to_string())
            }

            fn from_json(json: &Value) -> Result<Self, FieldError> {
                json.as_str()
                    .and_then(|text| text.parse().ok())
                    .ok_or_else(|| FieldError::new(Self::TYPE.expectation(), json))
            }
        }
    };
}

text_field!(IpNet, "a CIDR block", "10.0.0.0/16");
text_field!(IpAddr, "an IP address", "10.0.0.10");
text_field!(Ports, "a port or a range of ports", "443 or 1024-65535");
text_field!(Protocol, "a protocol", "tcp, udp, icmp, icmpv6, all or a number from 0 to 255");

/// A range of ports, both ends included: `443`, `1024-65535`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ports {
    first: u16,
    last: u16,
}

impl Ports {
    pub const ALL: Self = Self { first: 0, last: u16::MAX };

    /// The range from `first` to `last`, or nothing where it would be empty.
    pub fn new(first: u16, last: u16) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    pub fn one(port: u16) -> Self {
        Self { first: port, last: port }
    }

    pub fn first(self) -> u16 {
        self.first
    }

    pub fn last(self) -> u16 {
        self.last
    }

    pub fn contains(self, port: u16) -> bool {
        (self.first..=self.last).contains(&port)
    }
}

impl fmt::Display for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}-{}", self.first, self.last)
        }
    }
}

impl FromStr for Ports {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let port = |text: &str| text.trim().parse::<u16>().map_err(|_| ());
        Self::new(port(first)?, port(last)?).ok_or(())
    }
}

/// An IP protocol as security groups and network ACLs name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    All,
    Tcp,
    Udp,
    Icmp,
    Icmpv6,
    /// Any other, by its IANA number.
    Number(u8),
}

impl Protocol {
    /// The protocol of this IANA number, under its name where it has one here.
    pub fn from_number(number: u8) -> Self {
        match number {
            1 => Self::Icmp,
            6 => Self::Tcp,
            17 => Self::Udp,
            58 => Self::Icmpv6,
            other => Self::Number(other),
        }
    }

    /// The IANA number, or nothing for all protocols.
    pub fn number(self) -> Option<u8> {
        match self {
            Self::All => None,
            Self::Tcp => Some(6),
            Self::Udp => Some(17),
            Self::Icmp => Some(1),
            Self::Icmpv6 => Some(58),
            Self::Number(number) => Some(number),
        }
    }

    /// Whether the protocol has ports.
    pub fn has_ports(self) -> bool {
        matches!(self, Self::Tcp | Self::Udp)
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Tcp => f.write_str("tcp"),
            Self::Udp => f.write_str("udp"),
            Self::Icmp => f.write_str("icmp"),
            Self::Icmpv6 => f.write_str("icmpv6"),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

impl FromStr for Protocol {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text.to_ascii_lowercase().as_str() {
            "all" | "-1" => Self::All,
            "tcp" => Self::Tcp,
            "udp" => Self::Udp,
            "icmp" => Self::Icmp,
            "icmpv6" => Self::Icmpv6,
            number => Self::from_number(number.parse().map_err(|_| ())?),
        })
    }
}

/// A pair of ports as an intent's `ports` holds them: `[443, 443]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PortPair(pub Ports);

impl FieldValue for PortPair {
    const TYPE: FieldType = FieldType::Structure("pair of ports");

    fn to_json(&self) -> Value {
        Value::from(vec![self.0.first(), self.0.last()])
    }

    fn from_json(json: &Value) -> Result<Self, FieldError> {
        let wrong = || FieldError::new("a pair of ports such as [443, 443]", json);
        let port = |value: &Value| value.as_u64().and_then(|port| u16::try_from(port).ok());
        match json {
            Value::Array(pair) if pair.len() == 2 => match (port(&pair[0]), port(&pair[1])) {
                (Some(first), Some(last)) => Ports::new(first, last).map(Self).ok_or_else(wrong),
                _ => Err(wrong()),
            },
            // What a person types.
            Value::String(text) => text.parse().map(Self).map_err(|()| wrong()),
            _ => Err(wrong()),
        }
    }
}
