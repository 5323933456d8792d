//! Check DNS120: a multivalue answer record that is an alias.

use crate::analysis::Facts;
use crate::checks::{Findings, Severity, declare_check};
use crate::model::{DnsRecord, RecordType, RoutingPolicy};

declare_check! {
    /// ## What it does
    /// Finds records with the multivalue policy that are aliases, have several values, or are of type CNAME or NS.
    ///
    /// ## Why it matters
    /// A multivalue record is one address with its health check; Route 53 answers with up to eight healthy ones. AWS
    /// refuses aliases, CNAME and NS records with this policy, and a second value would share the health of the
    /// first.
    ///
    /// ## In production
    /// `change-resource-record-sets` answers `InvalidInput` for `MultiValueAnswer`.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer shop subnets=a,b
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record www record_name=www.shop.example.com alias=shop policy=multivalue set_identifier=one
    ///   // ^ DNS120
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record www record_name=www.shop.example.com values=203.0.113.10 ttl_seconds=60 policy=multivalue set_identifier=one
    /// ```
    ///
    /// ## Fix safety
    /// No fix: an alias to a load balancer needs no policy, several addresses need a record each; which is meant,
    /// only the owner knows.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-multivalue.html>
    /// - botocore 1.44.5, ResourceRecordSet.MultiValueAnswer
    MULTIVALUE_ALIAS = "DNS120" "multivalue-alias" {
        summary: "a multivalue answer record that is an alias",
        severity: Error,
        since: "0.1.0",
        run: Row(DnsRecord, multivalue_alias),
    }
}

fn multivalue_alias(facts: &Facts, record: &DnsRecord, out: &mut Findings) {
    if record.policy != RoutingPolicy::Multivalue {
        return;
    }
    let name = facts.label(record.id);
    if let Some(target) = record.alias {
        let message = format!("Multivalue record {name} is an alias; it must be one address");
        out.report(record.id, "alias", message).related([target]);
    } else if record.values.len() > 1 {
        let message = format!(
            "Multivalue record {name} has {} values; each needs a record of its own",
            record.values.len()
        );
        out.report(record.id, "values", message)
            .severity(Severity::Warning)
            .detail("A health check of the record would decide about all of them");
    }
    if matches!(record.record_type, RecordType::Cname | RecordType::Ns) {
        out.report(
            record.id,
            "record_type",
            format!(
                "Multivalue record {name} can't be of type {}",
                record.record_type
            ),
        );
    }
}
