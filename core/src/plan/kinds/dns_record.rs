//! DNS records: name, type and set identifier are their natural key.

use std::fmt::Write as _;

use super::hosted_zone::scope;
use super::load_balancer::value_of;
use crate::model::{
    ApiGateway, Distribution, DnsRecord, EndpointType, EntityId, FailoverRole, HostedZone, Kind,
    LoadBalancer, RecordType, RoutingPolicy, VpcEndpoint,
};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation};
use crate::plan::tree::{Key, Tree, params};

/// The zone that aliases to any CloudFront distribution name (Route 53 API Reference, AliasTarget).
const CLOUDFRONT_ZONE: &str = "Z2FDTNDATAQYW2";

pub(super) fn plan(draft: &mut Draft<'_>) {
    for record in draft.design.all::<DnsRecord>() {
        let Some(zone) = draft.design.get::<HostedZone>(record.zone) else {
            continue;
        };
        // AWS makes the apex NS and SOA records of every zone itself.
        let apex = record.record_name.trim_end_matches('.') == zone.domain.trim_end_matches('.');
        if record.record_type == RecordType::Soa || record.record_type == RecordType::Ns && apex {
            continue;
        }
        let Some(set) = record_set(draft, record, zone) else {
            continue;
        };
        let change = |action: &str| {
            let change = params! { "Action" => action, "ResourceRecordSet" => set.clone() };
            let batch = params! { "Changes" => vec![change] };
            let both = params! { "HostedZoneId" => key(zone.id), "ChangeBatch" => batch };
            Call::new("route53", "ChangeResourceRecordSets", both)
        };
        let identifier = match identifier(record) {
            // In a raw string of JMESPath only the quote is escaped.
            Some(text) => format!("SetIdentifier=='{}'", text.replace('\'', r"\'")),
            None => "!SetIdentifier".to_owned(),
        };
        let (escaped, plain) = listed_names(&record.record_name);
        let query = format!(
            "ResourceRecordSets[?(Name=='{escaped}' || Name=='{plain}') && Type=='{}' && {identifier}] | [0].Name",
            record.record_type
        );
        let start = params! {
            "HostedZoneId" => key(zone.id),
            "StartRecordName" => record.record_name.as_str(),
            "StartRecordType" => record.record_type.word(),
        };
        let mut operation = Operation::new(
            key(record.id),
            format!("{} {}", title(record), record.record_type),
            &scope(zone),
        )
        .find(Call::new("route53", "ListResourceRecordSets", start).query(query))
        .make(change("UPSERT"))
        .remove(change("DELETE"));
        // A record that an alias names must be there first.
        if let Some(target) = record.alias.filter(|target| target.kind == Kind::DnsRecord) {
            operation = operation.after(key(target));
        }
        draft.push(operation);
    }
}

/// The name as Route 53 lists it: with escapes for what is not a letter, digit, dash, underscore or dot; and without,
/// for implementations that don't escape.
fn listed_names(name: &str) -> (String, String) {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let mut escaped = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "\\{byte:03o}");
        }
    }
    (escaped + ".", name.replace('\'', r"\'") + ".")
}

fn identifier(record: &DnsRecord) -> Option<&str> {
    let grouped = record.policy != RoutingPolicy::Simple;
    Some(record.set_identifier.as_str()).filter(|text| grouped && !text.is_empty())
}

/// The record set as Route 53 takes it, or nothing where a part can't be made.
fn record_set(draft: &mut Draft<'_>, record: &DnsRecord, zone: &HostedZone) -> Option<Tree> {
    use RoutingPolicy as Policy;
    let only = |policy: Policy, tree: Tree| {
        if record.policy == policy {
            tree
        } else {
            Tree::Absent
        }
    };
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let alias = match record.alias {
        Some(target) => Some(alias_target(draft, record, target, zone)?),
        None => None,
    };
    let values = record
        .values
        .iter()
        .map(|value| params! { "Value" => value.as_str() })
        .collect();
    let place = params! {
        "ContinentCode" => text(&record.geo_continent),
        "CountryCode" => text(&record.geo_country),
        "SubdivisionCode" => text(&record.geo_subdivision),
    };
    let near = params! { "AWSRegion" => text(&record.geoproximity_region), "Bias" => record.geoproximity_bias };
    let location = params! {
        "CollectionId" => text(&record.cidr_collection),
        "LocationName" => text(&record.cidr_location),
    };
    let is_alias = alias.is_some();
    Some(params! {
        "Name" => record.record_name.as_str(),
        "Type" => record.record_type.word(),
        "SetIdentifier" => identifier(record).map(str::to_owned),
        "Weight" => only(Policy::Weighted, record.weight.unwrap_or(0).into()),
        "Region" => only(Policy::Latency, text(&record.latency_region).into()),
        "GeoLocation" => only(Policy::Geolocation, place),
        "GeoProximityLocation" => only(Policy::Geoproximity, near),
        "CidrRoutingConfig" => only(Policy::IpBased, location),
        "Failover" => only(Policy::Failover, record.failover.map(FailoverRole::word).into()),
        "MultiValueAnswer" => only(Policy::Multivalue, true.into()),
        "TTL" => if is_alias { Tree::Absent } else { record.ttl_seconds.unwrap_or(300).into() },
        "ResourceRecords" => if is_alias { Tree::Absent } else { Tree::List(values) },
        "AliasTarget" => alias,
        "HealthCheckId" => record.health_check.map(key),
    })
}

fn alias_target(
    draft: &mut Draft<'_>,
    record: &DnsRecord,
    target: EntityId,
    zone: &HostedZone,
) -> Option<Tree> {
    let (zone_id, name): (Tree, Tree) = if let Some(balancer) = target.typed::<LoadBalancer>() {
        let balancer = draft.design.get(balancer)?;
        let zone_id = value_of(draft, balancer, "zone", "CanonicalHostedZoneId");
        (
            zone_id.into(),
            value_of(draft, balancer, "dns-name", "DNSName").into(),
        )
    } else if let Some(other) = target.typed::<DnsRecord>() {
        let other = draft.design.get(other)?;
        // Both records stand in one zone; Route 53 takes no alias to a record of another.
        if other.zone != record.zone {
            draft.leave_out(record, "an alias to a record must stay in its zone");
            return None;
        }
        (key(zone.id).into(), other.record_name.as_str().into())
    } else if let Some(endpoint) = target.typed::<VpcEndpoint>() {
        let endpoint = draft
            .design
            .get(endpoint)
            .filter(|endpoint| endpoint.endpoint_type == EndpointType::Interface)?;
        let part = |draft: &mut Draft<'_>, part: &str, member: &str| {
            let own = Key::part(endpoint.id, part);
            let ids = params! { "VpcEndpointIds" => vec![key(endpoint.id)] };
            let find = Call::new("ec2", "DescribeVpcEndpoints", ids)
                .query(format!("VpcEndpoints[0].DnsEntries[0].{member}"));
            let scope = draft.vpc_scope(endpoint.vpc);
            draft.push_once(
                Operation::new(
                    own.clone(),
                    format!("{part} of {}", title(endpoint)),
                    &scope,
                )
                .find(find),
            );
            own
        };
        (
            part(draft, "zone", "HostedZoneId").into(),
            part(draft, "dns-name", "DnsName").into(),
        )
    } else if let Some(distribution) = target
        .typed::<Distribution>()
        .and_then(|id| draft.design.get(id))
    {
        let name: Tree = match super::distribution::domain_name(draft, distribution) {
            Some(made) => made.into(),
            None if distribution.domain_name.is_empty() => {
                draft.leave_out(
                    record,
                    "its distribution is not made, and its domain name is not drawn",
                );
                return None;
            }
            None => distribution.domain_name.as_str().into(),
        };
        (CLOUDFRONT_ZONE.into(), name)
    } else if let Some(api) = target
        .typed::<ApiGateway>()
        .and_then(|id| draft.design.get(id))
    {
        let Some((zone, name)) = super::api_gateway::alias_of(api) else {
            draft.leave_out(record, "the API that it leads to has no custom domain name");
            return None;
        };
        (zone.into(), name.into())
    } else {
        draft.leave_out(record, "its alias target is not drawn");
        return None;
    };
    Some(params! {
        "HostedZoneId" => zone_id,
        "DNSName" => name,
        "EvaluateTargetHealth" => record.evaluate_target_health,
    })
}
