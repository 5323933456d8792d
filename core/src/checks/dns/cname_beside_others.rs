//! Check DNS115: a CNAME beside records of other types.

use super::record_sets;
use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{HostedZone, RecordType};

declare_check! {
    /// ## What it does
    /// Finds names that have a CNAME record and records of another type.
    ///
    /// ## Why it matters
    /// A CNAME says that the name is another name; DNS allows nothing beside it. AWS refuses the batch.
    ///
    /// ## In production
    /// `change-resource-record-sets` answers `InvalidChangeBatch: RRSet of type CNAME with DNS name … is not
    /// permitted as it conflicts with other records with the same DNS name`.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record www record_name=www.shop.example.com record_type=CNAME values=d111111abcdef8.cloudfront.net ttl_seconds=300
    ///   // ^ DNS115
    ///   dns-record text record_name=www.shop.example.com record_type=TXT values=["\"v=1\""] ttl_seconds=300
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record www record_name=www.shop.example.com record_type=CNAME values=d111111abcdef8.cloudfront.net ttl_seconds=300
    ///   dns-record text record_name=_check.www.shop.example.com record_type=TXT values=["\"v=1\""] ttl_seconds=300
    /// ```
    ///
    /// ## Fix safety
    /// No fix: which of the records should stay, or take an alias, is the owner's decision.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html>
    /// - RFC 1034 section 3.6.2, <https://www.rfc-editor.org/rfc/rfc1034>
    CNAME_BESIDE_OTHERS = "DNS115" "cname-beside-others" {
        summary: "a CNAME beside records of other types",
        severity: Error,
        since: "0.1.0",
        run: Row(HostedZone, cname_beside_others),
    }
}

fn cname_beside_others(facts: &Facts, zone: &HostedZone, out: &mut Findings) {
    let sets = record_sets(facts, zone);
    for set in sets
        .iter()
        .filter(|set| set.record_type == RecordType::Cname)
    {
        let beside = sets
            .iter()
            .filter(|other| other.name == set.name && other.record_type != RecordType::Cname);
        let others: Vec<_> = beside
            .clone()
            .flat_map(|other| &other.records)
            .map(|record| record.id)
            .collect();
        let types: Vec<_> = beside.map(|other| other.record_type.word()).collect();
        if let (Some(first), false) = (set.records.first(), others.is_empty()) {
            let message = format!(
                "{} has a CNAME and records of type {}; a CNAME stands alone",
                set.name,
                types.join(" and ")
            );
            out.report(first.id, "record_type", message).related(others);
        }
    }
}
