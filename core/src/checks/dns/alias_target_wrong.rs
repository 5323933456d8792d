//! Check DNS116: an alias that can't point where it points.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{DnsRecord, EndpointType, Kind, RecordType, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Finds alias records of a type other than A, AAAA or HTTPS that point at a resource; aliases to a record of
    /// another zone or type; aliases to CloudFront in a private zone, or with evaluation of its health; aliases to
    /// gateway endpoints; aliases to themselves.
    ///
    /// ## Why it matters
    /// An alias takes its answer from the target, so the type must fit; a record as target must be in the same zone.
    /// AWS refuses the rest.
    ///
    /// ## In production
    /// `change-resource-record-sets` answers `InvalidChangeBatch: Tried to create an alias that targets …, type A in
    /// zone Z…, but …`.
    ///
    /// ## Example
    /// ```notation
    /// distribution cdn
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record www record_name=www.shop.example.com alias=cdn evaluate_target_health=true
    ///   // ^ DNS116
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// distribution cdn
    /// hosted-zone zone domain=shop.example.com
    ///   dns-record www record_name=www.shop.example.com alias=cdn
    /// ```
    ///
    /// ## Fix safety
    /// Safe where it turns off evaluation, which CloudFront never had, or makes the type that of the target record.
    /// Otherwise no fix.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html>
    /// - <https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html>
    ALIAS_TARGET_WRONG = "DNS116" "alias-target-wrong" {
        summary: "an alias that can't point where it points",
        severity: Error,
        since: "0.1.0",
        run: Row(DnsRecord, alias_target_wrong),
    }
}

fn alias_target_wrong(facts: &Facts, record: &DnsRecord, out: &mut Findings) {
    let (Some(target), Some(zone)) = (record.alias, facts.get(record.zone)) else {
        return;
    };
    let (own, name) = (facts.label(record.id), facts.label(target));
    if let Some(other) = facts.as_kind::<DnsRecord>(target) {
        if other.id == record.id {
            out.report(record.id, "alias", format!("Alias {own} points at itself"));
        } else if other.zone != record.zone {
            let message = format!(
                "Alias {own} points at record {name} of another zone; a record as target must be in the same zone"
            );
            out.report(record.id, "alias", message).related([target]);
        } else if other.record_type != record.record_type {
            let message = format!(
                "Alias {own} has type {}, its target {name} type {}",
                record.record_type, other.record_type
            );
            let report = out
                .report(record.id, "record_type", message)
                .related([target]);
            if !matches!(other.record_type, RecordType::Ns | RecordType::Soa) {
                let fix = vec![Command::set(
                    record.id,
                    "record_type",
                    other.record_type.word(),
                )];
                report.fix(
                    format!("Make it {}", other.record_type),
                    Applicability::Unsafe,
                    fix,
                );
            }
        }
        return;
    }
    let https = target.kind == Kind::Distribution && record.record_type == RecordType::Https;
    if !matches!(record.record_type, RecordType::A | RecordType::Aaaa) && !https {
        let message = format!(
            "Alias {own} to {name} must have type A or AAAA, not {}",
            record.record_type
        );
        out.report(record.id, "record_type", message)
            .related([target])
            .fix(
                "Make it A",
                Applicability::Unsafe,
                vec![Command::set(record.id, "record_type", "A")],
            );
    }
    if target.kind == Kind::Distribution && zone.private {
        let message =
            format!("Alias {own} to CloudFront is in a private zone, where AWS allows none");
        out.report(record.id, "alias", message)
            .related([target, zone.id.entity()]);
    } else if target.kind == Kind::Distribution && record.evaluate_target_health {
        let message = format!(
            "Alias {own} evaluates the health of a CloudFront distribution, which AWS refuses"
        );
        out.report(record.id, "evaluate_target_health", message)
            .related([target])
            .fix(
                "Turn evaluation off",
                Applicability::Safe,
                vec![Command::set(record.id, "evaluate_target_health", false)],
            );
    }
    let gateway = facts
        .as_kind::<VpcEndpoint>(target)
        .is_some_and(|endpoint| endpoint.endpoint_type != EndpointType::Interface);
    if gateway {
        let message = format!(
            "Alias {own} points at {name}, which is no interface endpoint and has no name to point at"
        );
        out.report(record.id, "alias", message).related([target]);
    }
}
