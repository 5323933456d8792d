//! A packet, and how much of its addresses is known.
//!
//! A workload that is only drawn has some address of its subnet. Such an address stands for all that it may be: a rule
//! that takes in only a part of them leaves the answer open, it is never guessed.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

use crate::model::{EntityId, Id, VpcEndpoint};
use crate::net::{PrefixSet, Protocol};

/// How much of an address is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    Exact,
    /// One of this block, chosen by AWS.
    Within(IpNet),
    /// A public one, given by AWS.
    Public,
    /// One of those of the service behind a gateway endpoint.
    Service(Id<VpcEndpoint>),
}

/// An address of a packet. Where it is not known exactly, `ip` is an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    pub ip: IpAddr,
    pub known: Known,
    /// Who has it, where the question named a record instead of an address.
    pub owner: Option<EntityId>,
}

/// Whether something holds for every address that one stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    Yes,
    No,
    Maybe,
}

/// One packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packet {
    pub source: Address,
    pub destination: Address,
    /// The number in the IP header.
    pub protocol: u8,
    /// Source and destination port of TCP and UDP.
    pub ports: Option<(u16, u16)>,
    /// Type and code of ICMP and ICMPv6.
    pub icmp: Option<(u8, u8)>,
}

pub(super) const ICMP: u8 = 1;
pub(super) const TCP: u8 = 6;
pub(super) const UDP: u8 = 17;
pub(super) const ICMPV6: u8 = 58;

/// The source port where none is asked for: the first that IANA leaves to clients (RFC 6335).
pub const SOURCE_PORT: u16 = 49_152;

impl Address {
    pub fn exact(ip: IpAddr) -> Self {
        Self {
            ip,
            known: Known::Exact,
            owner: None,
        }
    }

    pub(super) fn owned(self, owner: EntityId) -> Self {
        Self {
            owner: Some(owner),
            ..self
        }
    }

    /// A public address that nobody has written down.
    pub(super) fn some_public() -> Self {
        Self {
            ip: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            known: Known::Public,
            owner: None,
        }
    }

    pub(super) fn of_service(endpoint: Id<VpcEndpoint>) -> Self {
        Self {
            known: Known::Service(endpoint),
            ..Self::some_public()
        }
    }

    pub fn is_v4(&self) -> bool {
        self.ip.is_ipv4()
    }

    /// Whether the address lies in a block.
    pub(super) fn lies_in(&self, block: &IpNet) -> Certainty {
        let block = block.trunc();
        if block.addr().is_ipv4() != self.is_v4() {
            return Certainty::No;
        }
        match self.known {
            Known::Exact => Certainty::of(block.contains(&self.ip)),
            Known::Within(whole) if block.contains(&whole.trunc()) => Certainty::Yes,
            Known::Within(whole) if whole.contains(&block) => Certainty::Maybe,
            Known::Within(_) => Certainty::No,
            Known::Public | Known::Service(_) if block.prefix_len() == 0 => Certainty::Yes,
            Known::Public | Known::Service(_) => {
                let private = private_addresses().contains(&block);
                if private {
                    Certainty::No
                } else {
                    Certainty::Maybe
                }
            }
        }
    }

    /// Whether the internet routes it: never for what RFC 1918, 6598, 3927 and 4193 keep private.
    pub(super) fn is_public(&self) -> bool {
        match self.known {
            Known::Public | Known::Service(_) => true,
            Known::Exact | Known::Within(_) => !private_addresses().contains_address(self.ip),
        }
    }

    /// Whether two may be one address of one owner.
    pub(super) fn same(&self, other: &Self) -> bool {
        self.ip == other.ip
            && self.known == other.known
            && (self.known == Known::Exact || self.owner == other.owner)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.known {
            Known::Exact => write!(f, "{}", self.ip),
            Known::Within(block) => write!(f, "an address of {block}"),
            Known::Public => f.write_str("a public address"),
            Known::Service(_) => f.write_str("an address of the service"),
        }
    }
}

impl Certainty {
    pub(super) fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

impl Packet {
    /// The answer to it.
    #[must_use]
    pub fn reply(&self) -> Self {
        Self {
            source: self.destination,
            destination: self.source,
            ports: self.ports.map(|(from, to)| (to, from)),
            icmp: self.icmp.map(|(icmp_type, code)| match icmp_type {
                8 => (0, 0),
                128 => (129, 0),
                other => (other, code),
            }),
            ..*self
        }
    }

    /// Whether anything answers it: of ICMP only an echo request is answered.
    pub fn is_answered(&self) -> bool {
        match self.protocol {
            ICMP => self.icmp.is_none_or(|(icmp_type, _)| icmp_type == 8),
            ICMPV6 => self.icmp.is_none_or(|(icmp_type, _)| icmp_type == 128),
            _ => true,
        }
    }

    pub(super) fn destination_port(&self) -> Option<u16> {
        self.ports.map(|(_, to)| to)
    }

    /// Whether both are the same on the wire.
    pub(super) fn same(&self, other: &Self) -> bool {
        self.source.same(&other.source)
            && self.destination.same(&other.destination)
            && self.protocol == other.protocol
            && self.ports == other.ports
            && self.icmp == other.icmp
    }

    /// `tcp 443`, `icmp type 8`, `protocol 0`.
    pub fn what(&self) -> String {
        let name = Protocol::Number(self.protocol).to_string();
        match (self.ports, self.icmp) {
            (Some((_, port)), _) => format!("{name} {port}"),
            (_, Some((icmp_type, code))) => format!("{name} type {icmp_type} code {code}"),
            _ if name.starts_with(|first: char| first.is_ascii_digit()) => {
                format!("protocol {name}")
            }
            _ => name,
        }
    }
}

/// Whether a protocol has ports here.
pub(super) fn has_ports(protocol: u8) -> bool {
    matches!(protocol, TCP | UDP)
}

/// Whether a protocol has types and codes here.
pub(super) fn is_icmp(protocol: u8) -> bool {
    matches!(protocol, ICMP | ICMPV6)
}

/// What no internet routes (RFC 1918, 6598, 3927, 1122, 5771; RFC 4193, 4291).
fn private_addresses() -> &'static PrefixSet {
    static PRIVATE: std::sync::LazyLock<PrefixSet> = std::sync::LazyLock::new(|| {
        let v4 = |a, b, length| ipnet::Ipv4Net::new(Ipv4Addr::new(a, b, 0, 0), length);
        let v6 = |first: u16, length| {
            ipnet::Ipv6Net::new(Ipv6Addr::new(first, 0, 0, 0, 0, 0, 0, 0), length)
        };
        let blocks = [
            v4(0, 0, 8),
            v4(10, 0, 8),
            v4(100, 64, 10),
            v4(127, 0, 8),
            v4(169, 254, 16),
            v4(172, 16, 12),
            v4(192, 168, 16),
            v4(224, 0, 3),
        ];
        let more = [v6(0xfc00, 7), v6(0xfe80, 10), v6(0xff00, 8)];
        let blocks = blocks.into_iter().flatten().map(IpNet::V4);
        blocks
            .chain(more.into_iter().flatten().map(IpNet::V6))
            .collect()
    });
    &PRIVATE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(block: &str) -> Address {
        let block: IpNet = block.parse().unwrap();
        Address {
            ip: block.addr(),
            known: Known::Within(block),
            owner: None,
        }
    }

    #[test]
    fn a_part_of_what_it_may_be_leaves_it_open() {
        let address = within("10.0.1.0/24");
        let ask = |block: &str| address.lies_in(&block.parse().unwrap());
        assert_eq!(ask("10.0.0.0/16"), Certainty::Yes);
        assert_eq!(ask("10.0.1.0/25"), Certainty::Maybe);
        assert_eq!(ask("10.0.2.0/24"), Certainty::No);
        assert_eq!(ask("::/0"), Certainty::No);
        let public = Address::some_public();
        let ask = |block: &str| public.lies_in(&block.parse().unwrap());
        assert_eq!(ask("0.0.0.0/0"), Certainty::Yes);
        assert_eq!(ask("10.0.0.0/8"), Certainty::No);
        assert_eq!(ask("52.0.0.0/8"), Certainty::Maybe);
    }

    #[test]
    fn an_answer_swaps_the_ends() {
        let packet = Packet {
            source: Address::exact("10.0.0.1".parse().unwrap()),
            destination: Address::exact("10.0.0.2".parse().unwrap()),
            protocol: TCP,
            ports: Some((SOURCE_PORT, 443)),
            icmp: None,
        };
        let reply = packet.reply();
        assert_eq!(reply.ports, Some((443, SOURCE_PORT)));
        assert!(reply.reply().same(&packet) && !reply.same(&packet));
        let echo = Packet {
            protocol: ICMP,
            ports: None,
            icmp: Some((8, 0)),
            ..packet
        };
        assert_eq!(echo.reply().icmp, Some((0, 0)));
        assert!(echo.is_answered() && !echo.reply().is_answered());
    }
}
