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
