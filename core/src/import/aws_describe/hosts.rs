//! Instances and network interfaces.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::filters::group_or_stub;
use super::gateways::elastic_ip;
use super::item::Item;
use super::network::subnet_or_stub;
use super::places::zone_letter;
use super::state::{State, state};
use crate::model::identity::{DESIGN_TAG as DESIGN, RECORD_TAG as ID};
use crate::model::{
    ElasticIp, EntityId, Id, Instance, Kind, NetworkInterface, Record, Subnet, Vpc,
};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    let mut book = Book::default();
    for item in all.list("NetworkInterfaces") {
        book.described
            .entry(item.text("NetworkInterfaceId"))
            .or_insert(item);
    }
    for instance in all.list("Instances") {
        for nested in instance.list("NetworkInterfaces") {
            let id = nested.text("NetworkInterfaceId");
            book.claims
                .entry(id)
                .or_default()
                .push(instance.text("InstanceId"));
        }
    }
    for eip in draft.design.all::<ElasticIp>() {
        if let Some(address) = eip.public_address {
            book.elastic.insert(address, eip.id);
        }
    }
    // One that stands for several alike comes before the others of them.
    let mut instances: Vec<&Item> = all.list("Instances").iter().collect();
    instances.sort_by_key(|item| workload(item).is_some_and(|(_, id)| id.contains('/')));
    for item in instances {
        if !is_one_more(draft, &book, item) {
            instance(draft, &mut book, item);
        }
    }
    for item in all.list("NetworkInterfaces") {
        interface(draft, &book, item, None);
    }
    nested(draft, &book, all);
}

/// What is known of interfaces before any is made.
#[derive(Default)]
struct Book<'i, 'a> {
    /// By identifier, as describe-network-interfaces has them.
    described: BTreeMap<&'a str, &'i Item<'a>>,
    /// Which instances say that they have an interface.
    claims: BTreeMap<&'a str, Vec<&'a str>>,
    elastic: BTreeMap<IpAddr, Id<ElasticIp>>,
    /// Workloads that an export made, by its tags.
    workloads: BTreeMap<(&'a str, &'a str), Id<Instance>>,
}

/// The tags by which an export knows a workload: the design, and the record with the number of the instance behind it.
fn workload<'a>(item: &Item<'a>) -> Option<(&'a str, &'a str)> {
    let tags = item.tags();
    let value = |name: &str| tags.iter().find(|(key, _)| *key == name);
    let (design, id) = (value(DESIGN)?, value(ID)?);
    Some((design.1, id.1))
}

/// Whether an instance is a further one of a workload that stands for several alike, which it is counted with then.
fn is_one_more<'a>(draft: &mut Draft<'a, '_>, book: &Book<'_, 'a>, item: &Item<'a>) -> bool {
    let aws_id = item.text("InstanceId");
    let first = workload(item).and_then(|(design, id)| {
        let (first, _number) = id.split_once('/')?;
        book.workloads.get(&(design, first)).copied()
    });
    let Some(record) = first.and_then(|first| draft.design.get(first)) else {
        return false;
    };
    let subnet = draft.find_kind::<Subnet>(item.text("SubnetId"));
    if subnet != Some(record.subnet) || matches!(state(item), State::Gone(_)) {
        return false;
    }
    let (id, count) = (record.id.entity(), i64::from(record.count) + 1);
    // A second description of it counts no more.
    if draft.find(aws_id).is_none() {
        draft.change(id, item, "count", Value::from(count));
        draft.alias(aws_id.to_owned(), id);
    }
    true
}

fn instance<'a>(draft: &mut Draft<'a, '_>, book: &mut Book<'_, 'a>, item: &Item<'a>) {
    let Some(mut record) = draft.start(Kind::Instance, item, "InstanceId") else {
        return;
    };
    let nested = item.list("NetworkInterfaces");
    let is_primary = |nested: &&Item| nested.number("Attachment.DeviceIndex").unwrap_or(0) == 0;
    let primary = nested.iter().find(is_primary);
    let described = primary.and_then(|nested| {
        let described = book.described.get(nested.text("NetworkInterfaceId"));
        described.copied()
    });
    // An interface knows best where it is; a copy of it inside the instance comes next.
    let views: Vec<&Item> = described.into_iter().chain(primary).chain([item]).collect();
    let Some(subnet) = subnet_of(draft, item, &views) else {
        let text = format!(
            "{} has no subnet that is known; left out",
            short(item.text("InstanceId"))
        );
        draft.note(item, &text);
        return;
    };
    draft.set(&mut record, item, "subnet", Value::from(subnet.to_string()));
    draft.copy(&mut record, item, "InstanceType", "instance_type");
    let address = item.first_text(&["PrivateIpAddress", "Ipv6Address"]);
    let addresses = views.iter().map(|view| view.text("PrivateIpAddress"));
    let address = [address]
        .into_iter()
        .chain(addresses)
        .find(|address| !address.is_empty());
    if let Some(address) = address {
        draft.set(&mut record, item, "private_address", Value::from(address));
    }
    let public = views.iter().find_map(|view| {
        let public = view.first_text(&["Association.PublicIp", "PublicIpAddress"]);
        (!public.is_empty()).then_some((*view, public))
    });
    if let Some((view, public)) = public
        && !set_elastic_ip(draft, book, &mut record, view)
    {
        draft.set(&mut record, view, "public_ip", Value::from(public));
        draft.set(&mut record, view, "public_address", Value::from(true));
    }
    let groups = views.iter().find_map(|view| {
        let groups = [view.list("Groups"), view.list("SecurityGroups")].concat();
        (!groups.is_empty()).then_some(groups)
    });
    let own = item.list("SecurityGroups");
    let groups = groups.unwrap_or_default();
    let ids = |groups: &[Item<'a>]| -> Vec<&'a str> {
        let mut ids: Vec<&str> = groups.iter().map(|group| group.text("GroupId")).collect();
        ids.sort_unstable();
        ids
    };
    if !own.is_empty() && ids(&own) != ids(&groups) {
        let text = format!(
            "{} names the groups {}, its interface {}; those of the interface hold",
            short(item.text("InstanceId")),
            short(&ids(&own).join(", ")),
            short(&ids(&groups).join(", "))
        );
        draft.note(item, &text);
    }
    set_groups(draft, &mut record, subnet, &groups);
    draft.copy_flag(&mut record, item, "SourceDestCheck", "source_dest_check");
    if primary.is_some_and(|nested| nested.text("InterfaceType").starts_with("efa")) {
        draft.set(&mut record, item, "efa", Value::from(true));
    }
    let enabled = primary.and_then(|nested| nested.flag("EnaSrdSpecification.EnaSrdEnabled"));
    if enabled == Some(true) {
        draft.set(&mut record, item, "ena_express", Value::from(true));
    }
    let group = item.text("Placement.GroupName");
    if !group.is_empty() {
        let region = draft.region(item);
        if let Some(id) = draft.find(&placement_key(&region, group)) {
            draft.set(
                &mut record,
                item,
                "placement_group",
                Value::from(id.to_string()),
            );
        }
        draft.copy(
            &mut record,
            item,
            "Placement.PartitionNumber",
            "partition_number",
        );
    }
    let id = draft.put(record);
    note_zone(draft, item, item.text("InstanceId"), subnet);
    if let (Some(workload), Some(id)) = (workload(item), id.typed()) {
        book.workloads.insert(workload, id);
    }
}

/// What placement groups are found by: instances name them, and names are those of a region.
pub(super) fn placement_key(region: &str, name: &str) -> String {
    format!("placement-group/{region}/{name}")
}

/// The first subnet that is described, of what these views of one thing say; where they differ that is noted.
fn subnet_of<'a>(
    draft: &mut Draft<'a, '_>,
    item: &Item<'a>,
    views: &[&Item<'a>],
) -> Option<Id<Subnet>> {
    let said: Vec<&&Item> = views
        .iter()
        .filter(|view| !view.text("SubnetId").is_empty())
        .collect();
    let known = said
        .iter()
        .find(|view| draft.find_kind::<Subnet>(view.text("SubnetId")).is_some());
    let chosen = known.or(said.first()).copied()?;
    for view in &said {
        if view.text("SubnetId") != chosen.text("SubnetId") {
            let other = view.text("SubnetId");
            let absence = match draft.find(other) {
                Some(_) => "which is described too".to_owned(),
                None => format!(
                    "which {}",
                    draft.absence(other).trim_start_matches(other).trim()
                ),
            };
            let text = format!(
                "{} is in {} by its interface and in {} by itself, {absence}; the interface holds",
                short(item.text("InstanceId")),
                short(chosen.text("SubnetId")),
                short(other)
            );
            draft.note(view, &text);
        }
    }
    subnet_or_stub(draft, chosen, "SubnetId")
}

/// Notes a zone that is not that of the subnet.
pub(super) fn note_zone(draft: &mut Draft, item: &Item, name: &str, subnet: Id<Subnet>) {
    let zone = item.first_text(&["AvailabilityZone", "Placement.AvailabilityZone"]);
    let Some(row) = draft.design.get(subnet).filter(|_| !zone.is_empty()) else {
        return;
    };
    let region = draft.design.get(row.vpc).map_or("", |vpc| &vpc.region);
    if zone_letter(zone, region) != row.az.as_str() {
        let text = format!(
            "zone {} of {} is not that of its subnet {}",
            short(zone),
            short(name),
            row.meta.aws_id
        );
        draft.note(item, &text);
    }
}

/// The groups of something in a subnet; those that no file describes are made without rules that say anything.
pub(super) fn set_groups<'a>(
    draft: &mut Draft<'a, '_>,
    record: &mut Box<dyn Record>,
    subnet: Id<Subnet>,
    groups: &[Item<'a>],
) {
    let vpc = draft.design.get(subnet).map(|subnet| subnet.vpc);
    set_groups_in(draft, record, vpc, groups);
}

/// As [`set_groups`], for something of a VPC.
pub(super) fn set_groups_in<'a>(
    draft: &mut Draft<'a, '_>,
    record: &mut Box<dyn Record>,
    vpc: Option<Id<Vpc>>,
    groups: &[Item<'a>],
) {
    let mut ids: Vec<String> = Vec::new();
    for group in groups {
        let aws_id = match group.word() {
            "" => group.first_text(&["GroupId", "VpcSecurityGroupId"]),
            word => word,
        };
        if let Some(id) = vpc.and_then(|vpc| group_or_stub(draft, group, aws_id, vpc)) {
            let id = id.to_string();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    if let Some(group) = groups.first() {
        draft.set(record, group, "security_groups", Value::from(ids));
    }
}

/// Says whether the association of a view is an Elastic IP address, and names it.
fn set_elastic_ip<'a>(
    draft: &mut Draft<'a, '_>,
    book: &Book<'_, 'a>,
    record: &mut Box<dyn Record>,
    view: &Item<'a>,
) -> bool {
    let public = view.first_text(&["Association.PublicIp", "PublicIpAddress"]);
    let listed = public
        .parse()
        .ok()
        .and_then(|address: IpAddr| book.elastic.get(&address));
    let id = listed.copied().or_else(|| {
        let allocation = view.text("Association.AllocationId");
        elastic_ip(draft, view, allocation, public)
    });
    if let Some(id) = id {
        draft.set(record, view, "elastic_ip", Value::from(id.to_string()));
    }
    id.is_some()
}

fn interface<'a>(
    draft: &mut Draft<'a, '_>,
    book: &Book<'_, 'a>,
    item: &Item<'a>,
    holder: Option<EntityId>,
) {
    let Some(mut record) = draft.start(Kind::NetworkInterface, item, "NetworkInterfaceId") else {
        return;
    };
    let aws_id = item.text("NetworkInterfaceId");
    let Some(subnet) = subnet_or_stub(draft, item, "SubnetId") else {
        let text = format!("{} has no subnet that is known; left out", short(aws_id));
        draft.note(item, &text);
        return;
    };
    draft.set(&mut record, item, "subnet", Value::from(subnet.to_string()));
    draft.copy(&mut record, item, "Description", "description");
    let addresses = addresses(draft, item);
    draft.set_list(&mut record, "addresses", &addresses);
    set_groups(draft, &mut record, subnet, &item.list("Groups"));
    if let word @ ("efa" | "efa-only") = item.text("InterfaceType") {
        draft.set(&mut record, item, "interface_type", Value::from(word));
    }
    draft.copy_flag(&mut record, item, "SourceDestCheck", "source_dest_check");
    match holder {
        Some(holder) => draft.set(
            &mut record,
            item,
            "instance",
            Value::from(holder.to_string()),
        ),
        None => drop(draft.refer(&mut record, item, "Attachment.InstanceId", "instance")),
    }
    let public = item.text("Association.PublicIp");
    if !public.is_empty() && !set_elastic_ip(draft, book, &mut record, item) {
        draft.set(&mut record, item, "public_ip", Value::from(public));
    }
    let id = draft.put(record);
    note_zone(draft, item, aws_id, subnet);
    note_addresses(draft, item, id);
}

/// Private addresses, the primary one first. A public address of another than the primary one is noted.
fn addresses<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>) -> Vec<(Item<'a>, &'a str)> {
    let mut found = Vec::new();
    if let Some(primary) = item.child("PrivateIpAddress") {
        let word = primary.word();
        found.push((primary, word));
    }
    for address in item.list("PrivateIpAddresses") {
        let word = address.text("PrivateIpAddress");
        let public = address.text("Association.PublicIp");
        if address.flag("Primary") == Some(false) && !public.is_empty() {
            let text = format!(
                "the public address {} of the further address {} is not analysed",
                short(public),
                short(word)
            );
            draft.note(&address, &text);
        }
        found.push((address, word));
    }
    for address in item.list("Ipv6Addresses") {
        let word = address.text("Ipv6Address");
        found.push((address, word));
    }
    found.retain(|(_, word)| !word.is_empty());
    found
}

fn note_addresses(draft: &mut Draft, item: &Item, id: EntityId) {
    let Some(interface) = id
        .typed()
        .and_then(|id| draft.design.get::<NetworkInterface>(id))
    else {
        return;
    };
    let Some(subnet) = draft.design.get(interface.subnet) else {
        return;
    };
    let is_outside = |address: &&IpAddr| {
        !subnet.cidrs.is_empty() && !subnet.cidrs.iter().any(|block| block.contains(*address))
    };
    if let Some(address) = interface.addresses.iter().find(is_outside) {
        let text = format!(
            "{} has {address}, outside its subnet {}",
            interface.meta.aws_id, subnet.meta.aws_id
        );
        draft.note(item, &text);
    }
}

/// Interfaces that only instances tell of. One that several claim is nobody's.
fn nested<'a>(draft: &mut Draft<'a, '_>, book: &Book<'_, 'a>, all: &Collected<'a>) {
    for item in all.list("Instances") {
        let Some(holder) = draft.find_kind::<Instance>(item.text("InstanceId")) else {
            continue;
        };
        for nested in item.list("NetworkInterfaces") {
            let aws_id = nested.text("NetworkInterfaceId");
            let claims = book.claims.get(aws_id).map_or(&[][..], Vec::as_slice);
            let mut others = claims
                .iter()
                .filter(|other| **other != item.text("InstanceId"));
            if let Some(other) = others.next() {
                let text = format!(
                    "{} is said to be an interface of {} too; left out",
                    short(aws_id),
                    short(other)
                );
                draft.note(&nested, &text);
            } else if !book.described.contains_key(aws_id) && !aws_id.is_empty() {
                if !book.described.is_empty() {
                    let text = format!("{}; taken from its instance", draft.absence(aws_id));
                    draft.note(&nested, &text);
                }
                interface(draft, book, &nested, Some(holder.entity()));
            }
        }
    }
}
