//! Prefix lists that AWS manages, with their weight: the entries one reference counts as in quotas.

use super::{CatalogueEntry, Source};

/// One prefix list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ManagedPrefixList {
    /// The name, with `{r}` for the Region where the list is per Region.
    pub name: &'static str,
    pub is_ipv6: bool,
    /// Entries a reference counts as: rules of a security group, routes of a route table.
    pub weight: u16,
}

/// Where the names and weights are from.
pub const SOURCE: Source = Source::documented(
    "https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html",
    "2026-11",
);

/// The ranges of the Route 53 health checkers, IPv4.
pub const ROUTE53_HEALTH_CHECKS: ManagedPrefixList =
    list("com.amazonaws.{r}.route53-healthchecks", false, 25);
/// The ranges of the Route 53 health checkers, IPv6.
pub const ROUTE53_HEALTH_CHECKS_IPV6: ManagedPrefixList =
    list("com.amazonaws.{r}.ipv6.route53-healthchecks", true, 25);
/// The ranges CloudFront reaches origins from, IPv4.
pub const CLOUDFRONT_ORIGIN_FACING: ManagedPrefixList =
    list("com.amazonaws.global.cloudfront.origin-facing", false, 55);

/// Every list with a documented weight, by name.
pub const ALL: &[ManagedPrefixList] = &[
    CLOUDFRONT_ORIGIN_FACING,
    list("com.amazonaws.global.groundstation", false, 5),
    list(
        "com.amazonaws.global.ipv6.cloudfront.origin-facing",
        true,
        55,
    ),
    list("com.amazonaws.{r}.dynamodb", false, 1),
    list("com.amazonaws.{r}.ec2-instance-connect", false, 2),
    list("com.amazonaws.{r}.ipv6.ec2-instance-connect", true, 2),
    ROUTE53_HEALTH_CHECKS_IPV6,
    list("com.amazonaws.{r}.ipv6.vpc-lattice", true, 10),
    ROUTE53_HEALTH_CHECKS,
    list("com.amazonaws.{r}.s3", false, 1),
    list("com.amazonaws.{r}.s3express", false, 6),
    list(
        "com.amazonaws.{r}.secretsmanager-managed-external-secrets",
        false,
        20,
    ),
    list("com.amazonaws.{r}.vpc-lattice", false, 10),
];

/// The list of that name in a Region.
pub fn find(name: &str, region: &str) -> Option<ManagedPrefixList> {
    ALL.iter()
        .find(|list| list.name_in(region) == name)
        .copied()
}

impl ManagedPrefixList {
    /// The name in a Region: `com.amazonaws.eu-west-1.route53-healthchecks`.
    pub fn name_in(&self, region: &str) -> String {
        self.name.replace("{r}", region)
    }
}

pub(super) fn catalogue() -> Vec<CatalogueEntry> {
    let entry = |list: &ManagedPrefixList| CatalogueEntry {
        family: "prefix_lists",
        name: list.name.to_owned(),
        value: format!(
            "{}, counts as {} entries",
            if list.is_ipv6 { "IPv6" } else { "IPv4" },
            list.weight
        ),
        source: SOURCE,
    };
    ALL.iter().map(entry).collect()
}

const fn list(name: &'static str, is_ipv6: bool, weight: u16) -> ManagedPrefixList {
    ManagedPrefixList {
        name,
        is_ipv6,
        weight,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_found_by_name() {
        assert!(ALL.is_sorted_by_key(|list| list.name));
        let found =
            find("com.amazonaws.eu-west-1.route53-healthchecks", "eu-west-1").expect("a list");
        assert_eq!(found.weight, 25);
        assert_eq!(find("com.amazonaws.us-east-1.s3", "eu-west-1"), None);
        assert_eq!(
            find("com.amazonaws.global.cloudfront.origin-facing", "eu-west-1")
                .map(|list| list.weight),
            Some(55)
        );
    }
}
