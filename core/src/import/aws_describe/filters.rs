//! Security groups and network ACLs with their rules.

use std::collections::BTreeMap;

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, is_bookkeeping, short};
use super::item::Item;
use super::network::{NOT_DESCRIBED, start_in_vpc};
use super::state::holds;
use crate::model::{
    EntityId, Id, Kind, NetworkAcl, Record, SecurityGroup, SecurityGroupRule, Subnet, Vpc,
};

/// The number of the rule that AWS ends every network ACL with: it denies the rest, as the model does.
const LAST_RULE: i64 = 32_767;

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    let mut groups = Vec::new();
    for item in all.list("SecurityGroups") {
        let Some(mut record) = start_in_vpc(draft, Kind::SecurityGroup, item, "GroupId") else {
            continue;
        };
        // Rules, references and people name the group by this name, not by its tag.
        draft.name_by(&mut record, item, "GroupName");
        draft.copy(&mut record, item, "Description", "description");
        draft.copy(&mut record, item, "SecurityGroupArn", "arn");
        groups.push((draft.put(record), item));
    }
    for (group, item) in groups {
        for (list, direction) in [
            ("IpPermissions", "ingress"),
            ("IpPermissionsEgress", "egress"),
        ] {
            for permission in item.list(list) {
                group_rules(draft, group, &permission, direction);
            }
        }
    }
    rule_ids(draft, all);
    for item in all.list("SecurityGroupVpcAssociations") {
        associate(draft, item);
    }
    network_acls(draft, all);
}

/// The group of an identifier. One that no file describes is made in the VPC of what has it, with rules that say
/// nobody on the far side, so that nothing can be known of what it lets through.
pub(super) fn group_or_stub<'a>(
    draft: &mut Draft<'a, '_>,
    item: &Item<'a>,
    aws_id: &str,
    vpc: Id<Vpc>,
) -> Option<Id<SecurityGroup>> {
    if aws_id.is_empty() {
        return None;
    }
    if let Some(id) = draft.find_kind(aws_id) {
        return Some(id);
    }
    let text = format!(
        "{}; what it lets through is not known",
        draft.absence(aws_id)
    );
    draft.note(item, &text);
    let mut record = draft.part(Kind::SecurityGroup);
    for (field, text) in [
        ("name", aws_id),
        ("aws_id", aws_id),
        ("description", NOT_DESCRIBED),
    ] {
        draft.set(&mut record, item, field, Value::from(text));
    }
    draft.set(&mut record, item, "vpc", Value::from(vpc.to_string()));
    let group = draft.put(record);
    for direction in ["ingress", "egress"] {
        let mut rule = draft.part(Kind::SecurityGroupRule);
        for (field, text) in [
            ("security_group", group.to_string().as_str()),
            ("direction", direction),
            ("protocol", "all"),
            ("description", NOT_DESCRIBED),
        ] {
            draft.set(&mut rule, item, field, Value::from(text));
        }
        draft.put(rule);
    }
    group.typed()
}

/// One rule for each far side that a permission names.
fn group_rules<'a>(draft: &mut Draft<'a, '_>, group: EntityId, item: &Item<'a>, direction: &str) {
    let far_sides = [
        ("IpRanges", "CidrIp", "cidr"),
        ("Ipv6Ranges", "CidrIpv6", "cidr"),
        ("UserIdGroupPairs", "GroupId", "source_group"),
        ("PrefixListIds", "PrefixListId", "prefix_list"),
    ];
    for (list, key, field) in far_sides {
        for far in item.list(list) {
            if !holds(far.text("PeeringStatus")) {
                let text = format!(
                    "a rule names {} over a peering that is {}; it matches nothing and is left out",
                    short(far.text(key)),
                    short(far.text("PeeringStatus"))
                );
                draft.note(&far, &text);
                continue;
            }
            let mut rule = rule_of(draft, group, item, direction);
            draft.copy(&mut rule, &far, "Description", "description");
            if field == "cidr" {
                draft.copy(&mut rule, &far, key, field);
            } else {
                draft.refer(&mut rule, &far, key, field);
            }
            draft.put(rule);
        }
    }
}

/// A rule of a group with protocol, ports and ICMP type, without a far side.
fn rule_of<'a>(
    draft: &mut Draft<'a, '_>,
    group: EntityId,
    item: &Item<'a>,
    direction: &str,
) -> Box<dyn Record> {
    let mut rule = draft.part(Kind::SecurityGroupRule);
    draft.set(
        &mut rule,
        item,
        "security_group",
        Value::from(group.to_string()),
    );
    draft.set(&mut rule, item, "direction", Value::from(direction));
    set_protocol(draft, &mut rule, item, "IpProtocol");
    let (first, last) = (item.number("FromPort"), item.number("ToPort"));
    match item.text("IpProtocol") {
        "icmp" | "icmpv6" | "1" | "58" => set_icmp(draft, &mut rule, item, first, last),
        "-1" => {}
        _ => set_ports(draft, &mut rule, item, first, last),
    }
    rule
}

fn set_protocol(draft: &mut Draft, rule: &mut Box<dyn Record>, item: &Item, key: &str) {
    let protocol = match item.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => "-1".to_owned(),
    };
    draft.set(rule, item, "protocol", Value::from(protocol));
}

fn set_ports(
    draft: &mut Draft,
    rule: &mut Box<dyn Record>,
    item: &Item,
    first: Option<i64>,
    last: Option<i64>,
) {
    match (first, last) {
        (None | Some(-1), _) | (Some(0), Some(65_535)) => {}
        (Some(first), last) => {
            let text = format!("{first}-{}", last.unwrap_or(first));
            draft.set(rule, item, "ports", Value::from(text));
        }
    }
}

/// Type and code, -1 for all; a rule for all types says neither.
fn set_icmp(
    draft: &mut Draft,
    rule: &mut Box<dyn Record>,
    item: &Item,
    icmp_type: Option<i64>,
    code: Option<i64>,
) {
    if icmp_type.is_some_and(|icmp_type| icmp_type >= 0) {
        draft.set(rule, item, "icmp_type", Value::from(icmp_type));
        if code.is_some_and(|code| code >= 0) {
            draft.set(rule, item, "icmp_code", Value::from(code));
        }
    }
}

/// Gives rules the identifiers and tags that describe-security-group-rules knows them by.
fn rule_ids<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    let items = all.list("SecurityGroupRules");
    if items.is_empty() {
        return;
    }
    let mut unnamed: BTreeMap<String, Vec<EntityId>> = BTreeMap::new();
    for rule in draft.design.all::<SecurityGroupRule>() {
        unnamed
            .entry(likeness(rule))
            .or_default()
            .push(rule.id.entity());
    }
    for item in items {
        let Some(group) = draft.find_kind::<SecurityGroup>(item.text("GroupId")) else {
            let text = draft.absence(item.text("GroupId"));
            draft.note(item, &text);
            continue;
        };
        let direction = if item.flag("IsEgress") == Some(true) {
            "egress"
        } else {
            "ingress"
        };
        let mut rule = rule_of(draft, group.entity(), item, direction);
        draft.copy(&mut rule, item, "CidrIpv4", "cidr");
        draft.copy(&mut rule, item, "CidrIpv6", "cidr");
        draft.refer(&mut rule, item, "PrefixListId", "prefix_list");
        draft.refer(
            &mut rule,
            item,
            "ReferencedGroupInfo.GroupId",
            "source_group",
        );
        let like = rule.downcast::<SecurityGroupRule>().map(likeness);
        let twin = like
            .and_then(|like| unnamed.get_mut(&like))
            .and_then(Vec::pop);
        let Some(twin) = twin else {
            let text = format!(
                "{} is not among the rules that its group {} is described with; left out",
                short(item.text("SecurityGroupRuleId")),
                short(item.text("GroupId"))
            );
            draft.note(item, &text);
            continue;
        };
        let aws_id = Value::from(item.text("SecurityGroupRuleId"));
        draft.change(twin, item, "aws_id", aws_id);
        let tags = item.tags().into_iter();
        let tags = tags.filter(|(key, _)| !is_bookkeeping(key));
        let tags: serde_json::Map<String, Value> = tags
            .map(|(key, value)| (key.to_owned(), Value::from(value)))
            .collect();
        draft.change(twin, item, "tags", Value::Object(tags));
    }
}

/// What a rule allows, as a text that is equal for equal rules.
fn likeness(rule: &SecurityGroupRule) -> String {
    format!(
        "{} {} {} {:?} {:?} {:?} {:?} {:?} {:?}",
        rule.security_group,
        rule.direction,
        rule.protocol,
        rule.ports,
        rule.icmp_type,
        rule.icmp_code,
        rule.cidr.map(|block| block.trunc()),
        rule.source_group,
        rule.prefix_list
    )
}

fn associate(draft: &mut Draft, item: &Item) {
    let ids = ["GroupId", "VpcId"].map(|key| item.text(key));
    let (group, vpc) = (
        draft.find_kind::<SecurityGroup>(ids[0]),
        draft.find_kind::<Vpc>(ids[1]),
    );
    let (Some(group), Some(vpc)) = (group, vpc) else {
        let absent = ids.into_iter().find(|id| draft.find(id).is_none());
        let text = draft.absence(absent.unwrap_or_default());
        draft.note(item, &text);
        return;
    };
    let Some(record) = draft
        .design
        .get(group)
        .filter(|_| holds(item.text("State")))
    else {
        return;
    };
    let mut vpcs: Vec<String> = record
        .associated_vpcs
        .iter()
        .map(ToString::to_string)
        .collect();
    if !vpcs.contains(&vpc.to_string()) {
        vpcs.push(vpc.to_string());
    }
    draft.change(group.entity(), item, "associated_vpcs", Value::from(vpcs));
}

fn network_acls<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("NetworkAcls") {
        let Some(mut record) = start_in_vpc(draft, Kind::NetworkAcl, item, "NetworkAclId") else {
            continue;
        };
        draft.copy_flag(&mut record, item, "IsDefault", "default");
        let acl = draft.put(record);
        for entry in item.list("Entries") {
            acl_rule(draft, acl, &entry);
        }
        for association in item.list("Associations") {
            let Some(subnet) = draft.find_kind::<Subnet>(association.text("SubnetId")) else {
                let text = draft.absence(association.text("SubnetId"));
                draft.note(&association, &text);
                continue;
            };
            // A subnet that has the default one names none in a design.
            if item.flag("IsDefault") == Some(true) {
                continue;
            }
            let of_subnet = draft
                .design
                .get(subnet)
                .and_then(|subnet| subnet.network_acl);
            if let Some(other) = of_subnet.filter(|other| other.entity() != acl) {
                let other = draft.design.get::<NetworkAcl>(other);
                let text = format!(
                    "{} is associated with {} and {}; the last holds",
                    short(association.text("SubnetId")),
                    other.map_or("", |acl| &acl.meta.aws_id),
                    short(item.text("NetworkAclId"))
                );
                draft.note(&association, &text);
            }
            let value = Value::from(acl.to_string());
            draft.change(subnet.entity(), &association, "network_acl", value);
        }
    }
}

fn acl_rule<'a>(draft: &mut Draft<'a, '_>, acl: EntityId, item: &Item<'a>) {
    if item.number("RuleNumber") == Some(LAST_RULE) {
        return;
    }
    let mut rule = draft.part(Kind::NetworkAclRule);
    draft.set(&mut rule, item, "network_acl", Value::from(acl.to_string()));
    draft.copy(&mut rule, item, "RuleNumber", "number");
    let egress = item.flag("Egress") == Some(true);
    let direction = if egress { "egress" } else { "ingress" };
    draft.set(&mut rule, item, "direction", Value::from(direction));
    draft.copy(&mut rule, item, "RuleAction", "action");
    set_protocol(draft, &mut rule, item, "Protocol");
    draft.copy(&mut rule, item, "CidrBlock", "cidr");
    draft.copy(&mut rule, item, "Ipv6CidrBlock", "cidr");
    let (first, last) = (item.number("PortRange.From"), item.number("PortRange.To"));
    set_ports(draft, &mut rule, item, first, last);
    let (icmp_type, code) = (
        item.number("IcmpTypeCode.Type"),
        item.number("IcmpTypeCode.Code"),
    );
    set_icmp(draft, &mut rule, item, icmp_type, code);
    draft.put(rule);
}
