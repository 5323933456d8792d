//! Check DNS112: an alias record with a TTL or values of its own.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::DnsRecord;

declare_check! {
    /// ## What it does
    /// Finds alias records that have a TTL or values.
    ///
    /// ## Why it matters
    /// An alias answers what its target answers, with its target's TTL. AWS refuses a record that has both.
    ///
    /// ## In production
    /// `change-resource-record-sets` answers `InvalidInput: … either AliasTarget or TTL and ResourceRecords`.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer shop subnets=a,b
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record www record_name=www.shop.example.com alias=shop ttl_seconds=60
    ///   // ^ DNS112
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer shop subnets=a,b
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record www record_name=www.shop.example.com alias=shop
    /// ```
    ///
    /// ## Fix safety
    /// Safe: drops the TTL and the values, which would never be answered.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias.html>
    /// - cfn-lint E3029
    ALIAS_WITH_TTL = "DNS112" "alias-with-ttl" {
        summary: "an alias record with a TTL or values of its own",
        severity: Error,
        since: "0.1.0",
        run: Row(DnsRecord, alias_with_ttl),
    }
}

fn alias_with_ttl(facts: &Facts, record: &DnsRecord, out: &mut Findings) {
    if record.alias.is_none() || (record.ttl_seconds.is_none() && record.values.is_empty()) {
        return;
    }
    let (field, what) = if record.ttl_seconds.is_some() {
        ("ttl_seconds", "a TTL")
    } else {
        ("values", "values")
    };
    let message = format!(
        "{} is an alias and takes no {}",
        facts.label(record.id),
        what.trim_start_matches("a ")
    );
    let fix = vec![
        Command::set(record.id, "ttl_seconds", serde_json::Value::Null),
        Command::set(record.id, "values", Vec::<String>::new()),
    ];
    out.report(record.id, field, message)
        .fix(format!("Drop {what}"), Applicability::Safe, fix);
}
