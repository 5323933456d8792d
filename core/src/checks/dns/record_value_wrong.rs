//! Check DNS125: a record value that does not fit its type.

use std::net::IpAddr;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{DnsRecord, RecordType, RoutingPolicy};
use crate::simulate::service_name::normal;

declare_check! {
    /// ## What it does
    /// Finds values that do not fit the record's type: an A record that holds no IPv4 address, an AAAA record that
    /// holds no IPv6 address, a CNAME that holds an address or several values, an MX or SRV record without its
    /// numbers, a TXT value without quotes; and weighted or latency records with more than one value.
    ///
    /// ## Why it matters
    /// AWS refuses the value. An address in a CNAME is taken for a name that does not exist.
    ///
    /// ## In production
    /// `change-resource-record-sets` answers `InvalidChangeBatch: Invalid Resource Record: 'FATAL problem:
    /// ARRDATAIllegalIPv4Address …'`.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record www record_name=www.shop.example.com values=shop.elb.amazonaws.com ttl_seconds=300
    ///   // ^ DNS125
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record www record_name=www.shop.example.com record_type=CNAME values=shop.elb.amazonaws.com ttl_seconds=300
    /// ```
    ///
    /// ## Fix safety
    /// Safe where the values all fit another type: an A record of IPv6 addresses becomes AAAA, of one name CNAME, and
    /// a TXT value gets its quotes. Otherwise no fix.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html>
    /// - botocore 1.44.5, ResourceRecordSet.Weight and Region: one ResourceRecord; cfn-lint E3023
    RECORD_VALUE_WRONG = "DNS125" "record-value-wrong" {
        summary: "a record value that does not fit its type",
        severity: Error,
        since: "0.1.0",
        run: Row(DnsRecord, record_value_wrong),
    }
}

fn record_value_wrong(facts: &Facts, record: &DnsRecord, out: &mut Findings) {
    let label = format!(
        "{} {}",
        record.record_name.trim_end_matches('.'),
        record.record_type
    );
    if let Some(wrong) = record
        .values
        .iter()
        .find(|value| !fits(record.record_type, value))
    {
        let report = out.report(
            record.id,
            "values",
            format!(
                "{label} can't hold {wrong}: expected {}",
                expected(record.record_type)
            ),
        );
        let fix = other_type(facts, record).map(|other| {
            (
                format!("Make it {other}"),
                Command::set(record.id, "record_type", other.word()),
            )
        });
        let quoted = (record.record_type == RecordType::Txt).then(|| {
            let values: Vec<String> = record
                .values
                .iter()
                .map(|value| {
                    if fits(RecordType::Txt, value) {
                        value.clone()
                    } else {
                        format!("\"{}\"", value.replace('"', "\\\""))
                    }
                })
                .collect();
            (
                "Put it in quotes".to_owned(),
                Command::set(record.id, "values", values),
            )
        });
        if let Some((title, command)) = fix.or(quoted) {
            report.fix(title, Applicability::Safe, vec![command]);
        }
        return;
    }
    let one = match record.policy {
        RoutingPolicy::Weighted | RoutingPolicy::Latency => Some(record.policy.word()),
        _ if record.record_type == RecordType::Cname => Some("CNAME"),
        _ => None,
    };
    if let (Some(what), true) = (one, record.values.len() > 1) {
        let message = format!(
            "{label} has {} values; a {what} record has one",
            record.values.len()
        );
        out.report(record.id, "values", message);
    }
}

fn fits(record_type: RecordType, value: &str) -> bool {
    let fields: Vec<&str> = value.split_whitespace().collect();
    let numbers = |count: usize| {
        fields.len() == count + 1
            && fields[..count]
                .iter()
                .all(|field| field.parse::<u16>().is_ok())
    };
    match record_type {
        RecordType::A => value.parse::<std::net::Ipv4Addr>().is_ok(),
        RecordType::Aaaa => value.parse::<std::net::Ipv6Addr>().is_ok(),
        RecordType::Cname | RecordType::Ns | RecordType::Ptr => {
            fields.len() == 1 && value.parse::<IpAddr>().is_err()
        }
        RecordType::Mx => numbers(1),
        RecordType::Srv => numbers(3),
        RecordType::Txt | RecordType::Spf => {
            value.len() >= 2 && value.starts_with('"') && value.ends_with('"')
        }
        // Their grammars are not checked here.
        _ => !value.trim().is_empty(),
    }
}

fn expected(record_type: RecordType) -> &'static str {
    match record_type {
        RecordType::A => "an IPv4 address",
        RecordType::Aaaa => "an IPv6 address",
        RecordType::Cname | RecordType::Ns | RecordType::Ptr => "a domain name",
        RecordType::Mx => "a preference and a name, such as 10 mail.example.com",
        RecordType::Srv => "priority, weight, port and name",
        RecordType::Txt | RecordType::Spf => "text in quotes",
        _ => "a value",
    }
}

/// The type that all values fit, for address records that hold something else.
fn other_type(facts: &Facts, record: &DnsRecord) -> Option<RecordType> {
    if !matches!(
        record.record_type,
        RecordType::A | RecordType::Aaaa | RecordType::Cname
    ) {
        return None;
    }
    let all = |wanted: RecordType| record.values.iter().all(|value| fits(wanted, value));
    let apex = facts
        .get(record.zone)
        .is_some_and(|zone| normal(&zone.domain) == normal(&record.record_name));
    let name = record.values.len() == 1
        && all(RecordType::Cname)
        && record.values.iter().all(|value| value.contains('.'));
    [RecordType::A, RecordType::Aaaa]
        .into_iter()
        .find(|wanted| all(*wanted))
        .or_else(|| {
            (name && !apex && record.record_type != RecordType::Cname).then_some(RecordType::Cname)
        })
}
