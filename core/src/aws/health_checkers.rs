//! The health checkers of Route 53: where they run, what they may check, and what must let them in.

use super::{CatalogueEntry, Fact, Source, prefix_lists, regions};

const MODEL: Source = Source::packaged("botocore 1.44.5", "2026-11-23");

/// Seconds between two checks from one checker that can be asked for; fixed when the health check is made.
pub const INTERVALS_SECONDS: Fact<[u32; 2]> = Fact::new([10, 30], MODEL);
/// Failures in a row that make an endpoint unhealthy: least, most, and the default.
pub const FAILURE_THRESHOLD: Fact<(u32, u32, u32)> = Fact::new((1, 10, 3), MODEL);
/// The longest text a string-match check looks for, in characters.
pub const SEARCH_STRING_MOST_CHARACTERS: Fact<u32> = Fact::new(255, MODEL);
/// How far into a body a string-match check looks, in bytes.
pub const SEARCH_STRING_BODY_BYTES: Fact<u32> = Fact::new(5_120, MODEL);
/// The most health checks a calculated one watches.
pub const CALCULATED_MOST_CHILDREN: Fact<u32> = Fact::new(
    255,
    Source::documented(
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html",
        "2023-06",
    )
    .note("the API model takes lists of up to 256"),
);
/// The longest TTL advised for a record with a health check, in seconds.
pub const ADVISED_MOST_TTL_SECONDS: Fact<u32> = Fact::new(60, MODEL);

/// The prefix list that a security group names to let the checkers of an IPv4 endpoint in.
pub const PREFIX_LIST_IPV4: prefix_lists::ManagedPrefixList = prefix_lists::ROUTE53_HEALTH_CHECKS;
/// The prefix list that a security group names to let the checkers of an IPv6 endpoint in.
pub const PREFIX_LIST_IPV6: prefix_lists::ManagedPrefixList =
    prefix_lists::ROUTE53_HEALTH_CHECKS_IPV6;

/// The ranges the checkers of the commercial partition come from: two for each of the eight Regions, and a global one.
/// A security group should name the prefix list instead; these tell whether hand-made rules let every checker in.
pub const RANGES_IPV4: Fact<&[&str]> = Fact::new(
    &[
        "15.177.0.0/18",
        "54.183.255.128/26",
        "54.228.16.0/26",
        "54.232.40.64/26",
        "54.241.32.64/26",
        "54.243.31.192/26",
        "54.244.52.192/26",
        "54.245.168.0/26",
        "54.248.220.0/26",
        "54.250.253.192/26",
        "54.251.31.128/26",
        "54.252.79.128/26",
        "54.252.254.192/26",
        "54.255.254.192/26",
        "107.23.255.0/26",
        "176.34.159.192/26",
        "177.71.207.128/26",
    ],
    IP_RANGES,
);
/// The same for IPv6; the last three are given without a Region.
pub const RANGES_IPV6: Fact<&[&str]> = Fact::new(
    &[
        "2406:da14:7ff:f800::/56",
        "2406:da14:fff:f800::/56",
        "2406:da18:7ff:f800::/56",
        "2406:da18:fff:f800::/56",
        "2406:da1c:7ff:f800::/56",
        "2406:da1c:fff:f800::/56",
        "2600:1f14:7ff:f800::/56",
        "2600:1f14:fff:f800::/56",
        "2600:1f18:3fff:f800::/56",
        "2600:1f18:7fff:f800::/56",
        "2600:1f1c:7ff:f800::/56",
        "2600:1f1c:fff:f800::/56",
        "2600:1f1e:7ff:f800::/56",
        "2600:1f1e:fff:f800::/56",
        "2a05:d018:7ff:f800::/56",
        "2a05:d018:fff:f800::/56",
        "2600:f0f0:300:100::/56",
        "2600:f0f0:30e::/48",
        "2600:f0f0:30f::/48",
    ],
    IP_RANGES,
);
const IP_RANGES: Source = Source::documented("https://ip-ranges.amazonaws.com/ip-ranges.json", "2025-12")
    .note("service ROUTE53_HEALTHCHECKS in a public copy; the ranges of China, GovCloud and the European Sovereign Cloud left out");

/// The Regions whose checkers a health check can ask for (the enumeration of the API).
pub fn checker_regions() -> Vec<regions::Region> {
    regions::all()
        .into_iter()
        .filter(|region| region.has_health_checkers)
        .collect()
}

pub(super) fn catalogue() -> Vec<CatalogueEntry> {
    let regions: Vec<&str> = checker_regions().iter().map(|region| region.name).collect();
    let (least, most, default) = FAILURE_THRESHOLD.value;
    let sourced = |name: &str, value: String, source| CatalogueEntry {
        family: "health_checkers",
        name: name.to_owned(),
        value,
        source,
    };
    let entry = |name, value| sourced(name, value, MODEL);
    vec![
        entry("checker regions", regions.join(" ")),
        entry(
            "request intervals",
            INTERVALS_SECONDS
                .value
                .map(|seconds| format!("{seconds} s"))
                .join(", "),
        ),
        entry(
            "failure threshold",
            format!("{least} to {most}, default {default}"),
        ),
        entry(
            "search string",
            format!("at most {} characters", SEARCH_STRING_MOST_CHARACTERS.value),
        ),
        entry(
            "search string body",
            format!("first {} bytes", SEARCH_STRING_BODY_BYTES.value),
        ),
        sourced(
            "children of a calculated check",
            format!("at most {}", CALCULATED_MOST_CHILDREN.value),
            CALCULATED_MOST_CHILDREN.source,
        ),
        entry(
            "advised TTL with a health check",
            format!("at most {} s", ADVISED_MOST_TTL_SECONDS.value),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::parse_prefix;

    #[test]
    fn ranges_are_disjoint_prefixes() {
        for ranges in [RANGES_IPV4.value, RANGES_IPV6.value] {
            let prefixes: Vec<_> = ranges
                .iter()
                .map(|range| parse_prefix(range).expect("a prefix"))
                .collect();
            for (index, prefix) in prefixes.iter().enumerate() {
                assert_eq!(prefix.to_string(), ranges[index]);
                assert!(
                    prefixes[..index]
                        .iter()
                        .all(|other| !other.contains(prefix) && !prefix.contains(other))
                );
            }
        }
        assert_eq!(RANGES_IPV4.value.len(), 2 * checker_regions().len() + 1);
        assert_eq!(RANGES_IPV6.value.len(), 2 * checker_regions().len() + 3);
    }

    #[test]
    fn there_are_eight_checker_regions() {
        let names: Vec<&str> = checker_regions().iter().map(|region| region.name).collect();
        assert_eq!(names.len(), 8);
        assert!(names.contains(&"eu-west-1") && names.contains(&"us-east-1"));
        assert_eq!((PREFIX_LIST_IPV4.weight, PREFIX_LIST_IPV6.weight), (25, 25));
        assert_eq!(
            PREFIX_LIST_IPV4.name_in("eu-west-1"),
            "com.amazonaws.eu-west-1.route53-healthchecks"
        );
    }
}
