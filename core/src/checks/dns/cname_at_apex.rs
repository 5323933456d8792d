//! Check DNS114: a CNAME at the apex of a zone.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{ApiGateway, Distribution, DnsRecord, RecordType};
use crate::simulate::service_name::normal;

declare_check! {
    /// ## What it does
    /// Finds CNAME records whose name is that of their zone.
    ///
    /// ## Why it matters
    /// The apex has NS and SOA records, and DNS allows no other record beside a CNAME. AWS refuses it. An alias does
    /// what is wanted, for targets in AWS.
    ///
    /// ## In production
    /// `change-resource-record-sets` answers `InvalidChangeBatch: RRSet of type CNAME with DNS name example.com. is
    /// not permitted at apex in zone example.com.`
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record apex record_name=shop.example.com record_type=CNAME values=d111111abcdef8.cloudfront.net ttl_seconds=300
    ///   // ^ DNS114
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// distribution cdn
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record apex record_name=shop.example.com record_type=A alias=cdn
    /// ```
    ///
    /// ## Fix safety
    /// Safe where the name in the CNAME is that of a distribution or API of the design: it becomes an alias to it.
    /// Otherwise no fix.
    ///
    /// ## Evidence
    /// -
    ///   <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html>
    /// - RFC 1034 section 3.6.2, <https://www.rfc-editor.org/rfc/rfc1034>
    CNAME_AT_APEX = "DNS114" "cname-at-apex" {
        summary: "a CNAME at the apex of a zone",
        severity: Error,
        since: "0.1.0",
        run: Design([ApiGateway, Distribution, DnsRecord, HostedZone], cname_at_apex),
    }
}

fn cname_at_apex(facts: &Facts, out: &mut Findings) {
    for record in facts.all::<DnsRecord>() {
        judge(facts, record, out);
    }
}

fn judge(facts: &Facts, record: &DnsRecord, out: &mut Findings) {
    let Some(zone) = facts.get(record.zone) else {
        return;
    };
    if record.record_type != RecordType::Cname
        || normal(&record.record_name) != normal(&zone.domain)
    {
        return;
    }
    let message = format!(
        "{} is the apex of its zone, where no CNAME may be; use an alias",
        zone.domain
    );
    let report = out
        .report(record.id, "record_type", message)
        .related([zone.id]);
    let Some(value) = record.values.first().map(|value| normal(value)) else {
        return;
    };
    let distribution = facts
        .all::<Distribution>()
        .find(|one| normal(&one.domain_name) == value)
        .map(|one| one.id.entity());
    let api = facts
        .all::<ApiGateway>()
        .find(|one| normal(&one.domain_name) == value)
        .map(|one| one.id.entity());
    if let Some(target) = distribution.or(api) {
        let fix = vec![
            Command::set(record.id, "record_type", "A"),
            Command::set(record.id, "values", Vec::<String>::new()),
            Command::set(record.id, "ttl_seconds", serde_json::Value::Null),
            Command::set(record.id, "alias", target.to_string()),
        ];
        report.fix(
            format!("Make it an alias to {}", facts.label(target)),
            Applicability::Safe,
            fix,
        );
    }
}
