//! What stands at the edge: certificates, CloudFront distributions, health checks with the alarms that they follow.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, is_ours, short};
use super::item::Item;
use crate::model::{DnsRecord, EntityId, Kind, Record};

/// What listeners and distributions name, and distributions, which records lead to.
pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("DistributionList") {
        for item in item.list("DistributionList.Items") {
            distribution(draft, &item);
        }
    }
    health_checks(draft, all);
}

pub(super) fn certificates<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("Certificate") {
        if let Some(inner) = item.child("Certificate") {
            certificate(draft, &inner);
        }
    }
}

fn certificate<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>) {
    let Some(mut record) = draft.start(Kind::Certificate, item, "CertificateArn") else {
        return;
    };
    if !matches!(item.text("Status"), "" | "ISSUED" | "PENDING_VALIDATION") {
        let text = format!(
            "{} is {}; left out",
            short(item.text("CertificateArn")),
            short(item.text("Status"))
        );
        draft.note(item, &text);
        return;
    }
    draft.copy(&mut record, item, "CertificateArn", "arn");
    draft.name_by(&mut record, item, "DomainName");
    place(draft, &mut record, item, "CertificateArn");
    let names: Vec<(Item, &str)> = item
        .child("DomainName")
        .into_iter()
        .chain(item.list("SubjectAlternativeNames"))
        .map(|name| {
            let word = name.word();
            (name, word)
        })
        .collect();
    draft.set_list(&mut record, "domain_names", &names);
    draft.put(record);
    // The records that prove it follow from it.
    for option in item.list("DomainValidationOptions") {
        let name = option.text("ResourceRecord.Name").trim_end_matches('.');
        draft.proofs.insert(name.to_ascii_lowercase());
    }
}

/// Account and region as an ARN names them, or else as the file tells.
fn place<'a>(draft: &mut Draft<'a, '_>, record: &mut Box<dyn Record>, item: &Item<'a>, key: &str) {
    draft.locate(record, item);
    let Some((region, account)) = super::item::arn_parts(item.text(key)) else {
        return;
    };
    if !region.is_empty() && record.id().kind.field("region").is_some() {
        draft.set(record, item, "region", Value::from(region));
    }
    if let Some(account) = draft.account(account) {
        draft.set(record, item, "account", Value::from(account.to_string()));
    }
}

fn distribution<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>) {
    let Some(mut record) = draft.start(Kind::Distribution, item, "Id") else {
        return;
    };
    draft.copy(&mut record, item, "ARN", "arn");
    let name = item.first_text(&["Comment", "DomainName"]);
    if !name.is_empty() && !is_ours(item) {
        draft.set(&mut record, item, "name", Value::from(name));
    }
    place(draft, &mut record, item, "ARN");
    let aliases = item.list("Aliases.Items");
    let aliases: Vec<(Item, &str)> = aliases
        .iter()
        .map(|alias| (alias.clone(), alias.word()))
        .collect();
    draft.set_list(&mut record, "aliases", &aliases);
    draft.copy(&mut record, item, "DomainName", "domain_name");
    draft.refer(&mut record, item, "WebACLId", "web_acl");
    let certificate = "ViewerCertificate.ACMCertificateArn";
    draft.refer(&mut record, item, certificate, "certificate");
    if item.flag("Enabled") == Some(false) {
        draft.note(item, "a distribution that is disabled; taken as enabled");
    }
    let id = draft.put(record);
    let domain = item.text("DomainName").to_ascii_lowercase();
    draft.dns_names.insert(domain, id);
}

/// Where distributions fetch: the balancer that has the name of the origin, or that a record of this name leads to.
pub(super) fn origins<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("DistributionList") {
        for item in item.list("DistributionList.Items") {
            let Some(id) = draft.find(item.text("Id")) else {
                continue;
            };
            let used = item.text("DefaultCacheBehavior.TargetOriginId");
            let origins = item.list("Origins.Items");
            let origin = origins.iter().find(|one| one.text("Id") == used);
            if origins.len() > 1 {
                draft.note(&item, "further origins of a distribution are not analysed");
            }
            if let Some(origin) = origin.or(origins.first()) {
                set_origin(draft, id, origin);
            }
        }
    }
}

fn set_origin<'a>(draft: &mut Draft<'a, '_>, id: EntityId, origin: &Item<'a>) {
    let domain = origin.text("DomainName").to_ascii_lowercase();
    let can_be = |id: &EntityId| matches!(id.kind, Kind::LoadBalancer | Kind::ApiGateway);
    if let Some(found) = draft.dns_names.get(&domain).copied().filter(can_be) {
        draft.change(id, origin, "origin", Value::from(found.to_string()));
        return;
    }
    let value = Value::from(origin.text("DomainName"));
    draft.change(id, origin, "origin_domain_name", value);
    let behind = draft
        .design
        .all::<DnsRecord>()
        .find(|one| one.record_name.eq_ignore_ascii_case(&domain))
        .and_then(|one| one.alias);
    if let Some(found) = behind.filter(can_be) {
        draft.change(id, origin, "origin", Value::from(found.to_string()));
    }
}

fn health_checks<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    let checks = all.list("HealthChecks");
    let config = |item: &Item<'a>| item.child("HealthCheckConfig");
    let followed: BTreeSet<(&str, &str)> = checks
        .iter()
        .filter_map(|item| config(item)?.child("AlarmIdentifier"))
        .map(|alarm| (alarm.text("Region"), alarm.text("Name")))
        .collect();
    let alarms = alarms(draft, all, &followed);
    let mut children: Vec<(EntityId, Vec<Item<'a>>)> = Vec::new();
    for item in checks {
        let Some(mut record) = draft.start(Kind::HealthCheck, item, "Id") else {
            continue;
        };
        let Some(config) = config(item) else {
            draft.note(
                item,
                "expected a health check with HealthCheckConfig, so it is left out",
            );
            continue;
        };
        for (path, field) in [
            ("Type", "check_type"),
            ("FullyQualifiedDomainName", "domain_name"),
            ("IPAddress", "ip_address"),
            ("Port", "port"),
            ("ResourcePath", "path"),
            ("SearchString", "search_string"),
            ("RequestInterval", "interval_seconds"),
            ("FailureThreshold", "failure_threshold"),
            ("HealthThreshold", "healthy_children"),
        ] {
            draft.copy(&mut record, &config, path, field);
        }
        draft.copy_flag(&mut record, &config, "Inverted", "inverted");
        if !is_ours(item) {
            let asked = config.first_text(&["FullyQualifiedDomainName", "IPAddress", "Type"]);
            let name = format!("{asked}{}", config.text("ResourcePath"));
            draft.set(&mut record, item, "name", Value::from(name));
        }
        if config.flag("Disabled") == Some(true) {
            draft.note(item, "a health check that is disabled; taken as enabled");
        }
        if let Some(alarm) = config.child("AlarmIdentifier") {
            let found = alarms.get(&(alarm.text("Region"), alarm.text("Name")));
            if let Some(id) = found {
                draft.set(&mut record, &alarm, "alarm", Value::from(id.to_string()));
            } else {
                let text = draft.absence(alarm.text("Name"));
                draft.note(&alarm, &text);
            }
        }
        let id = draft.put(record);
        children.push((id, config.list("ChildHealthChecks")));
    }
    for (id, items) in children {
        let found = |item: &Item| {
            draft
                .find(item.word())
                .filter(|id| id.kind == Kind::HealthCheck)
        };
        let known: Vec<String> = items
            .iter()
            .filter_map(|item| found(item).map(|id| id.to_string()))
            .collect();
        let missing = items.iter().find(|item| found(item).is_none());
        if let Some(item) = missing {
            let text = draft.absence(item.word());
            draft.note(item, &text);
        }
        if let Some(first) = items.first() {
            draft.change(id, first, "children", Value::from(known));
        }
    }
}

/// The alarms that some health check follows, by region and name; others tell nothing of a network.
fn alarms<'a>(
    draft: &mut Draft<'a, '_>,
    all: &Collected<'a>,
    followed: &BTreeSet<(&'a str, &'a str)>,
) -> BTreeMap<(&'a str, &'a str), EntityId> {
    let mut made = BTreeMap::new();
    for item in all.list("MetricAlarms") {
        let region = super::item::arn_parts(item.text("AlarmArn")).map_or("", |(region, _)| region);
        let key = (region, item.text("AlarmName"));
        if !followed.contains(&key) {
            continue;
        }
        let Some(mut record) = draft.start(Kind::Alarm, item, "AlarmArn") else {
            continue;
        };
        draft.copy(&mut record, item, "AlarmArn", "arn");
        draft.name_by(&mut record, item, "AlarmName");
        draft.copy(&mut record, item, "AlarmDescription", "description");
        place(draft, &mut record, item, "AlarmArn");
        for (path, field) in [
            ("Namespace", "namespace"),
            ("MetricName", "metric"),
            ("Statistic", "statistic"),
            ("ComparisonOperator", "comparison"),
            ("Period", "period_seconds"),
            ("EvaluationPeriods", "evaluation_periods"),
        ] {
            draft.copy(&mut record, item, path, field);
        }
        if let Some(threshold) = item.get("Threshold").and_then(Value::as_f64) {
            // The model has whole numbers; AWS writes 1 as 1.0.
            let whole = format!("{threshold:.0}").parse::<i64>().ok();
            match whole.filter(|_| threshold.fract() == 0.0) {
                Some(whole) => draft.set(&mut record, item, "threshold", Value::from(whole)),
                None => draft.note(item, "a threshold with a fraction is not analysed"),
            }
        }
        if !item.list("Dimensions").is_empty() {
            draft.note(item, "dimensions of an alarm's metric are not analysed");
        }
        made.insert(key, draft.put(record));
    }
    made
}
