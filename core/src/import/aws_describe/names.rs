//! Route 53: hosted zones with their VPCs and records.

use std::collections::BTreeSet;

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::item::Item;
use crate::model::{DnsRecord, EntityId, HostedZone, Id, Kind, Record, Vpc};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("HostedZones") {
        zone(draft, item);
    }
    for item in all.list("HostedZone") {
        let Some(inner) = item.child("HostedZone") else {
            continue;
        };
        let Some(id) = zone(draft, &inner) else {
            continue;
        };
        let mut vpcs = BTreeSet::new();
        for vpc in item.list("VPCs") {
            vpcs.extend(draft.known::<Vpc>(&vpc, vpc.text("VPCId")));
        }
        associate(draft, item, id, vpcs);
    }
    for item in all.list("HostedZoneSummaries") {
        let id = zone(draft, item);
        let vpc = item
            .id_in_path("vpc-")
            .and_then(|aws_id| draft.find_kind::<Vpc>(&aws_id));
        if let (Some(id), Some(vpc)) = (id, vpc) {
            draft.change(id.entity(), item, "private", Value::from(true));
            associate(draft, item, id, BTreeSet::from([vpc]));
        }
    }
    let mut made = Made::default();
    for item in all.list("ResourceRecordSets") {
        records(draft, &mut made, item);
    }
    for (record, item) in std::mem::take(&mut made.aliases) {
        within_zone(draft, record, &item);
    }
}

/// The identifier of a zone without the path that some calls put before it.
fn plain(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// The zone of an item, made where no call before told of it.
fn zone<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>) -> Option<Id<HostedZone>> {
    let aws_id = plain(item.first_text(&["Id", "HostedZoneId"]));
    if aws_id.is_empty() {
        draft.note(item, "expected a zone with Id, so it is left out");
        return None;
    }
    if let Some(id) = draft.find_kind(aws_id) {
        return Some(id);
    }
    let mut record = draft.made(Kind::HostedZone, item, aws_id);
    let domain = item.text("Name").trim_end_matches('.');
    for field in ["name", "domain"] {
        draft.set(&mut record, item, field, Value::from(domain));
    }
    draft.copy_flag(&mut record, item, "Config.PrivateZone", "private");
    draft.copy(&mut record, item, "Config.Comment", "description");
    draft.locate(&mut record, item);
    draft.put(record).typed()
}

fn associate(draft: &mut Draft, item: &Item, id: Id<HostedZone>, more: BTreeSet<Id<Vpc>>) {
    let Some(zone) = draft.design.get(id) else {
        return;
    };
    let mut vpcs = zone.vpcs.clone();
    vpcs.extend(more.into_iter().filter(|vpc| !zone.vpcs.contains(vpc)));
    let vpcs: Vec<String> = vpcs.iter().map(ToString::to_string).collect();
    draft.change(id.entity(), item, "vpcs", Value::from(vpcs));
}

fn records<'a>(draft: &mut Draft<'a, '_>, made: &mut Made<'a>, item: &Item<'a>) {
    let named = plain(item.text("HostedZoneId"));
    let in_path = item.file.rsplit(['/', '\\']).find_map(|part| {
        let words = part.split(|letter: char| !letter.is_ascii_alphanumeric());
        let zone = |word: &str| draft.find_kind::<HostedZone>(word);
        words.into_iter().find_map(zone)
    });
    let Some(zone) = draft.find_kind::<HostedZone>(named).or(in_path) else {
        draft.note(
            item,
            "which zone these records are of can't be told: name the file after the zone, such as Z0123456.json; left out",
        );
        return;
    };
    for set in item.list("ResourceRecordSets") {
        let words = ["Name", "Type", "SetIdentifier"].map(|key| set.text(key));
        if !made.seen.insert((zone, words[0], words[1], words[2])) {
            continue;
        }
        if is_of_route53(draft, zone, &set) {
            continue;
        }
        let mut record = draft.part(Kind::DnsRecord);
        draft.set(&mut record, &set, "zone", Value::from(zone.to_string()));
        let name = set.text("Name").trim_end_matches('.').replace("\\052", "*");
        draft.set(&mut record, &set, "name", Value::from(name.as_str()));
        draft.set(&mut record, &set, "record_name", Value::from(name));
        for (path, field) in [
            ("Type", "record_type"),
            ("TTL", "ttl_seconds"),
            ("SetIdentifier", "set_identifier"),
            ("Weight", "weight"),
            ("Region", "latency_region"),
            ("Failover", "failover"),
            ("GeoLocation.ContinentCode", "geo_continent"),
            ("GeoLocation.CountryCode", "geo_country"),
            ("GeoLocation.SubdivisionCode", "geo_subdivision"),
            ("GeoProximityLocation.AWSRegion", "geoproximity_region"),
            ("GeoProximityLocation.Bias", "geoproximity_bias"),
            ("CidrRoutingConfig.CollectionId", "cidr_collection"),
            ("CidrRoutingConfig.LocationName", "cidr_location"),
            ("AliasTarget.EvaluateTargetHealth", "evaluate_target_health"),
        ] {
            draft.copy(&mut record, &set, path, field);
        }
        draft.set(&mut record, &set, "policy", Value::from(policy(&set)));
        let values = set.list("ResourceRecords");
        let values: Vec<(Item, &str)> = values
            .iter()
            .map(|value| (value.clone(), value.text("Value")))
            .collect();
        draft.set_list(&mut record, "values", &values);
        let is_open = !alias(draft, &mut record, &set);
        draft.refer(&mut record, &set, "HealthCheckId", "health_check");
        let id = draft.put(record);
        if is_open {
            made.aliases.push((id, set));
        }
    }
}

/// Records that are made.
#[derive(Default)]
struct Made<'a> {
    /// By zone, name, type and identifier: a second file may have them again.
    seen: BTreeSet<(Id<HostedZone>, &'a str, &'a str, &'a str)>,
    /// Those with an alias to what is not made yet.
    aliases: Vec<(EntityId, Item<'a>)>,
}

/// Whether a record follows from something else: AWS writes the first two of each zone, and a certificate says how it
/// is proved.
fn is_of_route53(draft: &Draft, zone: Id<HostedZone>, set: &Item) -> bool {
    let name = set.text("Name").trim_end_matches('.').to_ascii_lowercase();
    let apex = draft.design.get(zone).map(|zone| zone.domain.as_str());
    match set.text("Type") {
        "SOA" => true,
        "NS" => apex.is_some_and(|apex| apex.eq_ignore_ascii_case(&name)),
        "CNAME" => draft.proofs.contains(&name),
        _ => false,
    }
}

fn policy(set: &Item) -> &'static str {
    let policies = [
        ("Weight", "weighted"),
        ("Region", "latency"),
        ("Failover", "failover"),
        ("GeoLocation", "geolocation"),
        ("GeoProximityLocation", "geoproximity"),
        ("CidrRoutingConfig", "ip-based"),
    ];
    let found = policies.iter().find(|(key, _)| set.get(key).is_some());
    match found {
        Some((_, policy)) => policy,
        None if set.flag("MultiValueAnswer") == Some(true) => "multivalue",
        None => "simple",
    }
}

/// An alias to something whose name a file tells. Says whether there is no more to be found.
fn alias<'a>(draft: &mut Draft<'a, '_>, record: &mut Box<dyn Record>, set: &Item<'a>) -> bool {
    let target = target(set);
    if target.is_empty() {
        return true;
    }
    let plain = target.strip_prefix("dualstack.").unwrap_or(&target);
    let Some(id) = draft.dns_names.get(plain).copied() else {
        return false;
    };
    draft.set(record, set, "alias", Value::from(id.to_string()));
    true
}

fn target(set: &Item) -> String {
    let target = set.text("AliasTarget.DNSName").trim_end_matches('.');
    target.to_ascii_lowercase()
}

/// An alias to another record of its zone, of one that has a name and type of its own; others keep the name as a value.
fn within_zone(draft: &mut Draft, id: EntityId, set: &Item) {
    let target = target(set);
    let Some(record) = id.typed().and_then(|id| draft.design.get::<DnsRecord>(id)) else {
        return;
    };
    let is_meant = |other: &&DnsRecord| {
        other.zone == record.zone
            && other.id != record.id
            && other.record_type == record.record_type
            && other.record_name.eq_ignore_ascii_case(&target)
    };
    let found = draft.design.all().find(|other| is_meant(other));
    if let Some(other) = found.map(|other| other.id) {
        draft.change(id, set, "alias", Value::from(other.to_string()));
    } else {
        let text = format!("alias target {} is not in the data", short(&target));
        draft.note(set, &text);
        draft.change(id, set, "values", Value::from(vec![target]));
    }
}
