//! Texts with a grammar: addresses, blocks, ports, protocols, domain names. Parsed at the edge, valid by construction.

use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::Value;

use crate::model::field::{FieldError, FieldType, FieldValue};
pub use crate::net::{PortRange, Protocol};

/// Makes a type with `Display` and `FromStr` usable as a field.
macro_rules! text_field {
    ($ty:ty, $name:literal, $example:literal) => {
        impl FieldValue for $ty {
            const TYPE: FieldType = FieldType::Grammar {
                name: $name,
                example: $example,
            };

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
text_field!(PortRange, "a port or a range of ports", "443 or 1024-65535");
text_field!(
    Protocol,
    "a protocol",
    "tcp, udp, icmp, icmpv6, all or a number from 0 to 255"
);

/// A pair of ports as an intent's `ports` holds them: `[443, 443]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PortPair(pub PortRange);

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
                (Some(first), Some(last)) => {
                    PortRange::new(first, last).map(Self).map_err(|_| wrong())
                }
                _ => Err(wrong()),
            },
            // What a person types.
            Value::String(text) => text.parse().map(Self).map_err(|_| wrong()),
            _ => Err(wrong()),
        }
    }
}
