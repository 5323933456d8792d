//! Addresses: sizes of VPCs and subnets, what AWS keeps of each subnet, and which blocks may not be combined.

use super::{CatalogueEntry, Fact, Source};

const CREATE_SUBNET: Source =
    Source::packaged("botocore 1.44.5", "2026-11-23").note("text of CreateSubnet");
const CREATE_VPC: Source =
    Source::packaged("botocore 1.44.5", "2026-11-23").note("text of CreateVpc");
const SUBNET_SIZING: Source = Source::documented(
    "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    "2023-06",
);
const VPC_CIDR_BLOCKS: Source = Source::documented(
    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    "2023-06",
);

/// Prefix lengths of an IPv4 block of a VPC: shortest and longest.
pub const VPC_IPV4_PREFIX_LENGTHS: Fact<(u8, u8)> = Fact::new((16, 28), VPC_CIDR_BLOCKS);
/// Prefix lengths of the IPv4 block of a subnet: shortest and longest.
pub const SUBNET_IPV4_PREFIX_LENGTHS: Fact<(u8, u8)> = Fact::new((16, 28), CREATE_SUBNET);
/// Prefix lengths of an IPv6 block of a VPC, in steps of four: shortest and longest.
pub const VPC_IPV6_PREFIX_LENGTHS: Fact<(u8, u8)> = Fact::new((44, 60), VPC_CIDR_BLOCKS);
/// Prefix lengths of the IPv6 block of a subnet, in steps of four: shortest and longest.
pub const SUBNET_IPV6_PREFIX_LENGTHS: Fact<(u8, u8)> = Fact::new((44, 64), SUBNET_SIZING);
/// Prefix length of an IPv6 block that Amazon provides to a VPC.
pub const VPC_IPV6_AMAZON_PREFIX_LENGTH: Fact<u8> = Fact::new(56, CREATE_VPC);
/// Prefix length of the usual IPv6 block of a subnet.
pub const SUBNET_IPV6_PREFIX_LENGTH: Fact<u8> = Fact::new(
    64,
    SUBNET_SIZING.note("a subnet can be given another length in the bounds for subnets"),
);

/// The addresses at the start of each IPv4 subnet that AWS keeps, with their use.
pub const RESERVED_FIRST: Fact<[&str; 4]> = Fact::new(
    ["network", "VPC router", "DNS", "kept for future use"],
    SUBNET_SIZING,
);
/// The number of addresses at the end of each IPv4 subnet that AWS keeps: broadcast, which a VPC does not have.
pub const RESERVED_LAST: Fact<u8> = Fact::new(1, CREATE_SUBNET);
/// The number of addresses of each IPv4 subnet that AWS keeps.
pub const RESERVED_PER_SUBNET: Fact<u32> = Fact::new(5, CREATE_SUBNET);

/// Blocks that no VPC may use.
pub const FORBIDDEN: Fact<&[&str]> = Fact::new(&["169.254.0.0/16"], VPC_CIDR_BLOCKS);
/// Ranges in which no host has an address: "this network", loopback, multicast and what is kept for later.
pub const NOT_FOR_HOSTS: Fact<&[&str]> = Fact::new(
    &["0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/3"],
    Source::documented("https://www.rfc-editor.org/rfc/rfc6890", "2013-04"),
);
/// Blocks that some services use inside, where Docker's default network clashes (Cloud9, SageMaker).
pub const CLASHING: Fact<&[&str]> = Fact::new(&["172.17.0.0/16"], VPC_CIDR_BLOCKS);
/// The address of the VPC's resolver that is the same everywhere.
pub const RESOLVER_LINK_LOCAL: Fact<&str> = Fact::new(
    "169.254.169.253",
    Source::documented(
        "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
        "2023-06",
    ),
);

/// Which secondary IPv4 blocks a VPC refuses, by where its primary block lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondaryRule {
    /// The range the primary block lies in; `None` for every other: public ranges and 100.64.0.0/10.
    pub primary_in: Option<&'static str>,
    /// Ranges a secondary block may not be taken from.
    pub refused: &'static [&'static str],
}

/// The rules of association, one per range of the primary block. The other restrictions are no data: a block must not
/// overlap the VPC's or a peer's, nor be as large as or larger than a route's destination in one of its route tables.
pub const SECONDARY_RULES: Fact<&[SecondaryRule]> = Fact::new(
    &[
        SecondaryRule {
            primary_in: Some("10.0.0.0/8"),
            refused: &["172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16"],
        },
        SecondaryRule {
            primary_in: Some("172.16.0.0/12"),
            refused: &[
                "10.0.0.0/8",
                "172.31.0.0/16",
                "192.168.0.0/16",
                "198.19.0.0/16",
            ],
        },
        SecondaryRule {
            primary_in: Some("192.168.0.0/16"),
            refused: &["10.0.0.0/8", "172.16.0.0/12", "198.19.0.0/16"],
        },
        SecondaryRule {
            primary_in: Some("198.19.0.0/16"),
            refused: &["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
        },
        SecondaryRule {
            primary_in: None,
            refused: &[
                "10.0.0.0/8",
                "172.16.0.0/12",
                "192.168.0.0/16",
                "198.19.0.0/16",
            ],
        },
    ],
    VPC_CIDR_BLOCKS,
);

/// Where any block of a VPC lies in the first range, no further block may be taken from the second.
pub const SECONDARY_EXCLUSION: Fact<(&str, &str)> =
    Fact::new(("10.0.0.0/15", "10.0.0.0/16"), VPC_CIDR_BLOCKS);

pub(super) fn catalogue() -> Vec<CatalogueEntry> {
    let entry = |name: String, value: String, source| CatalogueEntry {
        family: "addressing",
        name,
        value,
        source,
    };
    let lengths = |fact: Fact<(u8, u8)>| format!("/{} to /{}", fact.value.0, fact.value.1);
    let mut entries = vec![
        entry(
            "IPv4 block of a VPC".into(),
            lengths(VPC_IPV4_PREFIX_LENGTHS),
            VPC_IPV4_PREFIX_LENGTHS.source,
        ),
        entry(
            "IPv4 block of a subnet".into(),
            lengths(SUBNET_IPV4_PREFIX_LENGTHS),
            SUBNET_IPV4_PREFIX_LENGTHS.source,
        ),
        entry(
            "IPv6 block of a VPC, in steps of four".into(),
            lengths(VPC_IPV6_PREFIX_LENGTHS),
            VPC_IPV6_PREFIX_LENGTHS.source,
        ),
        entry(
            "IPv6 block of a subnet, in steps of four".into(),
            lengths(SUBNET_IPV6_PREFIX_LENGTHS),
            SUBNET_IPV6_PREFIX_LENGTHS.source,
        ),
        entry(
            "IPv6 block of a VPC from Amazon".into(),
            format!("/{}", VPC_IPV6_AMAZON_PREFIX_LENGTH.value),
            VPC_IPV6_AMAZON_PREFIX_LENGTH.source,
        ),
        entry(
            "IPv6 block of a subnet".into(),
            format!("/{}", SUBNET_IPV6_PREFIX_LENGTH.value),
            SUBNET_IPV6_PREFIX_LENGTH.source,
        ),
        entry(
            "reserved in each subnet".into(),
            format!(
                "{}: first {}, last {}",
                RESERVED_PER_SUBNET.value,
                RESERVED_FIRST.value.len(),
                RESERVED_LAST.value
            ),
            RESERVED_PER_SUBNET.source,
        ),
        entry(
            "forbidden blocks".into(),
            FORBIDDEN.value.join(" "),
            FORBIDDEN.source,
        ),
        entry(
            "ranges without hosts".into(),
            NOT_FOR_HOSTS.value.join(" "),
            NOT_FOR_HOSTS.source,
        ),
        entry(
            "blocks that clash with services".into(),
            CLASHING.value.join(" "),
            CLASHING.source,
        ),
        entry(
            "resolver".into(),
            RESOLVER_LINK_LOCAL.value.into(),
            RESOLVER_LINK_LOCAL.source,
        ),
        entry(
            "exclusive blocks".into(),
            format!(
                "a block in {} excludes {}",
                SECONDARY_EXCLUSION.value.0, SECONDARY_EXCLUSION.value.1
            ),
            SECONDARY_EXCLUSION.source,
        ),
    ];
    entries.extend(SECONDARY_RULES.value.iter().map(|rule| {
        let name = format!(
            "secondary blocks with a primary in {}",
            rule.primary_in.unwrap_or("any other range")
        );
        entry(
            name,
            format!("not from {}", rule.refused.join(" ")),
            SECONDARY_RULES.source,
        )
    }));
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::parse_prefix;

    #[test]
    fn every_block_is_a_prefix_in_canonical_form() {
        let rules = SECONDARY_RULES
            .value
            .iter()
            .flat_map(|rule| rule.primary_in.iter().chain(rule.refused));
        let (first, second) = SECONDARY_EXCLUSION.value;
        for block in rules
            .chain(FORBIDDEN.value)
            .chain(CLASHING.value)
            .chain([&first, &second])
        {
            assert_eq!(
                parse_prefix(block)
                    .map(|prefix| prefix.to_string())
                    .as_deref(),
                Ok(*block)
            );
        }
    }

    #[test]
    fn spot_values_hold() {
        let kept = RESERVED_FIRST.value.len() + usize::from(RESERVED_LAST.value);
        assert_eq!((RESERVED_PER_SUBNET.value, kept), (5, 5));
        let refused = |primary| {
            SECONDARY_RULES
                .value
                .iter()
                .find(|rule| rule.primary_in == primary)
                .map(|r| r.refused)
        };
        assert!(
            refused(Some("172.16.0.0/12"))
                .is_some_and(|refused| refused.contains(&"172.31.0.0/16"))
        );
        assert!(
            refused(Some("198.19.0.0/16"))
                .is_some_and(|refused| !refused.contains(&"198.19.0.0/16"))
        );
        assert!(refused(None).is_some());
    }
}
