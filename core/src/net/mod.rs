//! Pure network value types: valid by construction, nothing about AWS.
//!
//! Every type with a text form prints what it parses (`value.to_string().parse() == value`), refuses anything else
//! with an error of one line that says what was expected, and is a string (or a number) in JSON.

/// Implements serde for a type by its `Display` and `FromStr`.
macro_rules! serde_as_text {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

mod asn;
mod dns_name;
mod free_space;
mod interval_set;
mod mtu;
mod port;
mod prefix_set;
mod protocol;

pub use asn::{Asn, AsnError};
pub use dns_name::{DnsName, DnsNameError};
pub use free_space::{
    BlockError, ParentUse, join_blocks, largest_free_block, next_free_block, split_block,
    split_block_in_half, use_of_parent,
};
pub use interval_set::{IntervalSet, Point};
pub use mtu::{Mtu, MtuError};
pub use port::{PortError, PortRange, PortSet};
pub use prefix_set::{PrefixError, PrefixSet, parse_prefix};
pub use protocol::{Protocol, ProtocolError};
