//! Check DNS137: an asterisk in a name that is no wildcard, or one that Route 53 refuses.

use crate::analysis::Facts;
use crate::checks::{Findings, Severity, declare_check};
use crate::model::{DnsRecord, RecordType};

declare_check! {
    /// ## What it does
    /// Finds record names with an asterisk elsewhere than as the whole leftmost label, as a warning, and NS records whose
    /// name is a wildcard.
    ///
    /// ## Why it matters
    /// DNS takes an asterisk in any other place as the character itself: `shop.*.example.com` answers for nobody. A wildcard
    /// can't delegate, so Route 53 takes no NS record for one.
    ///
    /// ## In production
    /// `dig shop.eu.example.com` answers `NXDOMAIN` although `shop.*.example.com` is there; `aws route53
    /// change-resource-record-sets` answers `InvalidChangeBatch` for the NS record.
    ///
    /// ## Example
    /// ```notation
    /// hosted-zone z domain=example.com
    ///   dns-record record_name=*.example.com record_type=NS ttl_seconds=300 values=ns1.example.net
    ///   // ^ DNS137
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// hosted-zone z domain=example.com
    ///   dns-record record_name=shop.example.com record_type=NS ttl_seconds=300 values=ns1.example.net
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: which names are meant is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html>: asterisks in names of records
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-shared.html>: no wildcard of
    ///   type NS
    WILDCARD_MISPLACED = "DNS137" "wildcard-misplaced" {
        summary: "an asterisk that is no wildcard, or a wildcard that delegates",
        severity: Error,
        since: "0.1.0",
        run: Row(DnsRecord, wildcard_misplaced),
    }
}

fn wildcard_misplaced(_: &Facts, record: &DnsRecord, out: &mut Findings) {
    let name = &record.record_name;
    let (first, rest) = name.split_once('.').unwrap_or((name, ""));
    if rest.contains('*') || first.contains('*') && first != "*" {
        let message = format!(
            "The asterisk in {name} is no wildcard: only one that is the whole leftmost label is"
        );
        out.report(record.id, "record_name", message)
            .severity(Severity::Warning);
    } else if first == "*" && record.record_type == RecordType::Ns {
        let message = format!("{name} is a wildcard, and Route 53 takes no NS record for one");
        out.report(record.id, "record_type", message);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::said;

    #[test]
    fn only_the_whole_leftmost_label_is_a_wildcard() {
        let judged = |name: &str| {
            let text = format!(
                "hosted-zone z domain=example.com\n  dns-record record_name={name} ttl_seconds=60 values=192.0.2.1\n"
            );
            said(&text, "DNS137").len()
        };
        assert_eq!(
            (judged("*.example.com"), judged("*.eu.example.com")),
            (0, 0)
        );
        for name in [
            "shop.*.example.com",
            "*prod.example.com",
            "prod*.example.com",
            "*.*.example.com",
        ] {
            assert_eq!(judged(name), 1, "{name}");
        }
    }
}
