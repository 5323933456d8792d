//! VPCs, subnets, DHCP option sets and prefix lists.

use ipnet::IpNet;
use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::item::Item;
use super::places::{region_of_zone, zone_letter};
use super::state::holds;
use crate::model::{DhcpOptions, EntityId, Id, Kind, PrefixList, Subnet, Vpc};

/// What the description of a record says that only others tell of.
pub(super) const NOT_DESCRIBED: &str =
    "Not in the imported data: known only from what refers to it";

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    dhcp_options(draft, all);
    prefix_lists(draft, all);
    vpcs(draft, all);
    subnets(draft, all);
}

/// The VPC of an identifier; one that no file describes is made without content, with these blocks.
pub(super) fn vpc_or_stub<'a>(
    draft: &mut Draft<'a, '_>,
    item: &Item<'a>,
    aws_id: &str,
    blocks: &[(Item<'a>, &str)],
) -> Option<Id<Vpc>> {
    if aws_id.is_empty() {
        return None;
    }
    if let Some(id) = draft.find_kind::<Vpc>(aws_id) {
        return Some(id);
    }
    let text = format!("{}; drawn without its content", draft.absence(aws_id));
    draft.note(item, &text);
    let mut record = stub(draft, Kind::Vpc, item, aws_id);
    draft.set_list(&mut record, "cidrs", blocks);
    draft.put(record).typed()
}

/// A record that others refer to and no file describes.
pub(super) fn stub<'a>(
    draft: &mut Draft<'a, '_>,
    kind: Kind,
    item: &Item<'a>,
    aws_id: &str,
) -> Box<dyn crate::model::Record> {
    let mut record = draft.part(kind);
    for (field, text) in [
        ("name", aws_id),
        ("aws_id", aws_id),
        ("description", NOT_DESCRIBED),
    ] {
        draft.set(&mut record, item, field, Value::from(text));
    }
    draft.locate(&mut record, item);
    record
}

/// Makes a required field refer to the VPC that stands at `path`, described or not. Says whether there is one.
pub(super) fn in_vpc<'a>(
    draft: &mut Draft<'a, '_>,
    record: &mut Box<dyn crate::model::Record>,
    item: &Item<'a>,
    path: &str,
) -> bool {
    let Some(vpc) = vpc_or_stub(draft, item, item.text(path), &[]) else {
        let text = format!("expected a record with {path}, so it is left out");
        draft.note(item, &text);
        return false;
    };
    draft.set(record, item, "vpc", Value::from(vpc.to_string()));
    true
}

/// A record that stands in the VPC that it names.
pub(super) fn start_in_vpc<'a>(
    draft: &mut Draft<'a, '_>,
    kind: Kind,
    item: &Item<'a>,
    key: &str,
) -> Option<Box<dyn crate::model::Record>> {
    let mut record = draft.start(kind, item, key)?;
    in_vpc(draft, &mut record, item, "VpcId").then_some(record)
}

/// The subnet of an identifier; one that no file describes is made without blocks where its VPC is known.
pub(super) fn subnet_or_stub<'a>(
    draft: &mut Draft<'a, '_>,
    item: &Item<'a>,
    path: &str,
) -> Option<Id<Subnet>> {
    let child = item.child(path)?;
    let aws_id = child.word();
    if aws_id.is_empty() {
        return None;
    }
    if let Some(id) = draft.find_kind::<Subnet>(aws_id) {
        return Some(id);
    }
    let vpc = draft.find_kind::<Vpc>(item.first_text(&["VpcId", "VPCId"]));
    let absence = draft.absence(aws_id);
    let Some(vpc) = vpc else {
        draft.note(&child, &format!("{absence}, nor is its VPC; left out"));
        return None;
    };
    draft.note(&child, &format!("{absence}; drawn without its blocks"));
    let mut record = stub(draft, Kind::Subnet, item, aws_id);
    draft.set(&mut record, item, "vpc", Value::from(vpc.to_string()));
    let zone = item.first_text(&["AvailabilityZone", "Placement.AvailabilityZone"]);
    if !zone.is_empty() {
        let region = draft.region(item);
        draft.set(&mut record, item, "az", zone_letter(zone, &region));
    }
    draft.put(record).typed()
}

fn vpcs<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("Vpcs") {
        let Some(mut record) = draft.start(Kind::Vpc, item, "VpcId") else {
            continue;
        };
        draft.locate(&mut record, item);
        let blocks = blocks(item, "CidrBlockAssociationSet");
        draft.set_list(&mut record, "cidrs", &blocks);
        for entry in item.list("CidrBlockAssociationSet") {
            let state = entry.text("CidrBlockState.State");
            if !holds(state) {
                let aws_id = short(item.text("VpcId"));
                let text = format!(
                    "{} of {aws_id} is {state}; left out",
                    short(entry.text("CidrBlock"))
                );
                draft.note(&entry, &text);
            }
        }
        if item.text("DhcpOptionsId") != "default" && !all.list("DhcpOptions").is_empty() {
            draft.refer(&mut record, item, "DhcpOptionsId", "dhcp_options");
        }
        if item.text("InstanceTenancy") == "dedicated" {
            draft.set(&mut record, item, "tenancy", Value::from("dedicated"));
        }
        // AWS makes default VPCs with both attributes on, others without host names.
        let names = item.flag("IsDefault").unwrap_or_default();
        draft.set(&mut record, item, "dns_hostnames", Value::from(names));
        draft.put(record);
    }
    for item in all.list("VpcAttributes") {
        let Some(vpc) = draft.find_kind::<Vpc>(item.text("VpcId")) else {
            let text = draft.absence(item.text("VpcId"));
            draft.note(item, &text);
            continue;
        };
        for (path, field) in [
            ("EnableDnsSupport.Value", "dns_support"),
            ("EnableDnsHostnames.Value", "dns_hostnames"),
        ] {
            if let Some(flag) = item.flag(path) {
                draft.change(vpc.entity(), item, field, Value::from(flag));
            }
        }
    }
    let described = all.list("VpcAttributes").len();
    if let Some(first) = all.list("Vpcs").first()
        && described == 0
    {
        let text = "no describe-vpc-attribute: DNS support and host names of VPCs are taken at AWS's defaults";
        draft.notes.add(first.file, "", text);
    }
}

fn subnets<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("Subnets") {
        let Some(mut record) = start_in_vpc(draft, Kind::Subnet, item, "SubnetId") else {
            continue;
        };
        let zone = item.text("AvailabilityZone");
        let region = draft.region(item);
        if !zone.is_empty() {
            if region_of_zone(zone).is_some_and(|other| other != region) {
                let text = format!("zone {} is not in {region}", short(zone));
                draft.note(item, &text);
            }
            draft.set(&mut record, item, "az", zone_letter(zone, &region));
        }
        let blocks = blocks(item, "");
        draft.set_list(&mut record, "cidrs", &blocks);
        draft.copy_flag(&mut record, item, "MapPublicIpOnLaunch", "map_public_ip");
        draft.copy(&mut record, item, "SubnetArn", "arn");
        let id = draft.put(record);
        note_if_outside(draft, item, id);
    }
}

/// The blocks of a VPC or subnet, its primary one first, without those that are no longer associated.
fn blocks<'a>(item: &Item<'a>, list: &str) -> Vec<(Item<'a>, &'a str)> {
    let mut blocks = Vec::new();
    if let Some(primary) = item.child("CidrBlock") {
        let text = primary.word();
        blocks.push((primary, text));
    }
    let mut more = |list: &str, block: &str, state: &str| {
        for entry in item.list(list) {
            if holds(entry.text(state))
                && let Some(child) = entry.child(block)
            {
                let text = child.word();
                blocks.push((child, text));
            }
        }
    };
    if !list.is_empty() {
        more(list, "CidrBlock", "CidrBlockState.State");
    }
    more(
        "Ipv6CidrBlockAssociationSet",
        "Ipv6CidrBlock",
        "Ipv6CidrBlockState.State",
    );
    blocks
}

fn note_if_outside(draft: &mut Draft, item: &Item, id: EntityId) {
    let Some(subnet) = id.typed().and_then(|id| draft.design.get::<Subnet>(id)) else {
        return;
    };
    let Some(vpc) = draft.design.get(subnet.vpc) else {
        return;
    };
    let is_inside = |block: &&IpNet| vpc.cidrs.iter().any(|outer| outer.contains(*block));
    let outside = subnet.cidrs.iter().find(|block| !is_inside(block));
    if let Some(block) = outside.filter(|_| !vpc.cidrs.is_empty()) {
        let text = format!(
            "{} has {block}, outside the blocks of its VPC {}",
            subnet.meta.aws_id, vpc.meta.aws_id
        );
        draft.note(item, &text);
    }
}

fn dhcp_options<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("DhcpOptions") {
        let Some(mut record) = draft.start(Kind::DhcpOptions, item, "DhcpOptionsId") else {
            continue;
        };
        draft.locate(&mut record, item);
        for option in item.list("DhcpConfigurations") {
            let values = option.list("Values");
            let words: Vec<(Item, &str)> = values
                .into_iter()
                .map(|value| {
                    let word = match value.word() {
                        "" => value.text("Value"),
                        word => word,
                    };
                    (value, word)
                })
                .collect();
            match option.text("Key") {
                "domain-name-servers" => {
                    draft.set_list(&mut record, "domain_name_servers", &words);
                }
                "domain-name" => {
                    let name = words.first().map_or("", |(_, word)| word);
                    draft.set(&mut record, &option, "domain_name", Value::from(name));
                }
                other => {
                    let text = format!("the option {} is not analysed", short(other));
                    draft.note(&option, &text);
                }
            }
        }
        debug_assert!(record.downcast::<DhcpOptions>().is_some());
        draft.put(record);
    }
}

/// Lists of one's own come with their entries apart, those of AWS with their blocks; both calls name both.
fn prefix_lists<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    // Two calls answer with this key: one knows owner and size of every list, the other the blocks of AWS's own.
    let (described, named): (Vec<&Item>, Vec<&Item>) = all
        .list("PrefixLists")
        .iter()
        .partition(|item| item.get("OwnerId").is_some());
    for item in all.list("ManagedPrefixLists").iter().chain(described) {
        let Some(mut record) = draft.start(Kind::PrefixList, item, "PrefixListId") else {
            continue;
        };
        draft.locate(&mut record, item);
        draft.name_by(&mut record, item, "PrefixListName");
        if item.text("OwnerId") == "AWS" {
            draft.copy(&mut record, item, "PrefixListName", "managed_name");
        }
        draft.copy(&mut record, item, "MaxEntries", "max_entries");
        draft.copy(&mut record, item, "PrefixListArn", "arn");
        draft.put(record);
    }
    for item in named {
        let aws_id = item.text("PrefixListId");
        let id = if let Some(id) = draft.find_kind::<PrefixList>(aws_id) {
            id.entity()
        } else {
            let Some(mut record) = draft.start(Kind::PrefixList, item, "PrefixListId") else {
                continue;
            };
            draft.locate(&mut record, item);
            draft.copy(&mut record, item, "PrefixListName", "name");
            draft.copy(&mut record, item, "PrefixListName", "managed_name");
            draft.put(record)
        };
        let entries = item.list("Cidrs");
        let entries: Vec<(Item, &str)> = entries
            .iter()
            .map(|entry| (entry.clone(), entry.word()))
            .collect();
        fill(draft, id, item, &entries);
    }
    for item in all.list("PrefixListEntries") {
        let aws_id = match item.text("PrefixListId") {
            "" => item.id_in_path("pl-").unwrap_or_default(),
            aws_id => aws_id.to_owned(),
        };
        let Some(id) = draft.find_kind::<PrefixList>(&aws_id) else {
            let text = match aws_id.as_str() {
                "" => "whose entries these are can't be told: name the file after the list, such as pl-0123.json".to_owned(),
                aws_id => draft.absence(aws_id),
            };
            draft.note(item, &text);
            continue;
        };
        let entries = item.list("Entries");
        let entries: Vec<(Item, &str)> = entries
            .iter()
            .map(|entry| (entry.clone(), entry.text("Cidr")))
            .collect();
        fill(draft, id.entity(), item, &entries);
    }
}

fn fill<'a>(draft: &mut Draft<'a, '_>, id: EntityId, item: &Item, entries: &[(Item<'a>, &str)]) {
    if let Some(row) = draft.design.row(id) {
        let mut record = row.cloned();
        draft.set_list(&mut record, "entries", entries);
        let count = entries.len().clamp(1, 1000);
        let max = record.field("max_entries").and_then(|max| max.as_u64());
        if max.is_none_or(|max| max < count as u64) {
            draft.set(&mut record, item, "max_entries", Value::from(count));
        }
        draft.put(record);
    }
}
