//! What stands beside the network: names of accounts, placement groups, flow logs, firewalls, Resolver endpoints and
//! rules, policy tables.

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::hosts::{placement_key, set_groups_in};
use super::item::Item;
use super::network::in_vpc;
use super::places::is_account;
use crate::model::{EntityId, Id, Kind, ResolverRule, Subnet, Vpc};

/// What instances name.
pub(super) fn placement_groups<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("PlacementGroups") {
        let key = if item.text("GroupId").is_empty() {
            "GroupName"
        } else {
            "GroupId"
        };
        let Some(mut record) = draft.start(Kind::PlacementGroup, item, key) else {
            continue;
        };
        draft.locate(&mut record, item);
        for (path, field) in [
            ("GroupArn", "arn"),
            ("Strategy", "strategy"),
            ("PartitionCount", "partition_count"),
            ("SpreadLevel", "spread_level"),
        ] {
            draft.copy(&mut record, item, path, field);
        }
        draft.name_by(&mut record, item, "GroupName");
        let region = draft.region(item);
        let id = draft.put(record);
        draft.alias(placement_key(&region, item.text("GroupName")), id);
    }
}

/// Firewalls with the endpoints that routes name them by.
pub(super) fn firewalls<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("Firewall") {
        let Some(id) = item
            .child("Firewall")
            .and_then(|inner| firewall(draft, &inner))
        else {
            continue;
        };
        let zones = item
            .get("FirewallStatus.SyncStates")
            .and_then(Value::as_object);
        for zone in zones.into_iter().flat_map(|zones| zones.values()) {
            let endpoint = zone
                .pointer("/Attachment/EndpointId")
                .and_then(Value::as_str);
            if let Some(endpoint) = endpoint {
                draft.alias(endpoint.to_owned(), id);
            }
        }
    }
}

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    accounts(draft, all);
    for item in all.list("TransitGatewayPolicyTables") {
        let key = "TransitGatewayPolicyTableId";
        if let Some(mut record) = draft.start(Kind::TgwPolicyTable, item, key)
            && draft.refer(&mut record, item, "TransitGatewayId", "transit_gateway")
        {
            draft.note(item, "a policy table is kept and not analysed");
            draft.put(record);
        }
    }
    resolver(draft, all);
    for item in all.list("FlowLogs") {
        let Some(mut record) = draft.start(Kind::FlowLog, item, "FlowLogId") else {
            continue;
        };
        if draft.refer(&mut record, item, "ResourceId", "resource") {
            draft.copy(&mut record, item, "TrafficType", "traffic");
            let to = item.first_text(&["LogDestination", "LogGroupName"]);
            draft.set(&mut record, item, "destination", Value::from(to));
            draft.put(record);
        }
    }
}

/// Names that people gave to accounts.
fn accounts(draft: &mut Draft, all: &Collected) {
    for item in all.list("AccountAliases") {
        let number = draft.account_number(item);
        let alias = item.list("AccountAliases");
        if let Some(alias) = alias.first()
            && let Some(account) = draft.find(&number).filter(|_| is_account(&number))
        {
            draft.change(account, alias, "name", Value::from(alias.word()));
        }
    }
    for item in all.list("Accounts") {
        let number = item.text("Id");
        // Others of an organisation own nothing that is imported.
        if let Some(account) = draft.find(number).filter(|_| is_account(number)) {
            draft.change(account, item, "name", Value::from(item.text("Name")));
        }
    }
}

fn firewall<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>) -> Option<EntityId> {
    let mut record = draft.start(Kind::NetworkFirewall, item, "FirewallArn")?;
    if !in_vpc(draft, &mut record, item, "VpcId") {
        return None;
    }
    draft.name_by(&mut record, item, "FirewallName");
    draft.copy(&mut record, item, "FirewallArn", "arn");
    draft.copy(&mut record, item, "FirewallPolicyArn", "policy_arn");
    let mappings = item.list("SubnetMappings");
    let subnets: Vec<Item> = mappings
        .iter()
        .filter_map(|one| one.child("SubnetId"))
        .collect();
    draft.refer_all(&mut record, &subnets, "subnets");
    Some(draft.put(record))
}

fn resolver<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("ResolverEndpoints") {
        let Some(mut record) = draft.start(Kind::ResolverEndpoint, item, "Id") else {
            continue;
        };
        if !in_vpc(draft, &mut record, item, "HostVPCId") {
            continue;
        }
        draft.copy(&mut record, item, "Name", "name");
        draft.copy(&mut record, item, "Arn", "arn");
        draft.copy(&mut record, item, "Direction", "direction");
        let vpc = draft.find_kind::<Vpc>(item.text("HostVPCId"));
        set_groups_in(draft, &mut record, vpc, &item.list("SecurityGroupIds"));
        draft.put(record);
    }
    for item in all.list("IpAddresses") {
        let Some(endpoint) = item
            .id_in_path("rslvr-in-")
            .or(item.id_in_path("rslvr-out-"))
        else {
            draft.note(item, "whose addresses these are can't be told: name the file after the Resolver endpoint; left out");
            continue;
        };
        addresses(draft, item, &endpoint);
    }
    for item in all.list("ResolverRules") {
        let Some(mut record) = draft.start(Kind::ResolverRule, item, "Id") else {
            continue;
        };
        // AWS's own rule for everything else.
        if item.text("Id").starts_with("rslvr-autodefined") {
            continue;
        }
        draft.copy(&mut record, item, "Name", "name");
        draft.copy(&mut record, item, "Arn", "arn");
        draft.locate(&mut record, item);
        let domain = item.text("DomainName").trim_end_matches('.');
        draft.set(&mut record, item, "domain", Value::from(domain));
        draft.copy(&mut record, item, "RuleType", "rule_type");
        let targets = item.list("TargetIps");
        let targets: Vec<(Item, &str)> = targets
            .iter()
            .map(|target| (target.clone(), target.first_text(&["Ip", "Ipv6"])))
            .collect();
        draft.set_list(&mut record, "targets", &targets);
        draft.refer(&mut record, item, "ResolverEndpointId", "endpoint");
        draft.put(record);
    }
    for item in all.list("ResolverRuleAssociations") {
        let rule: Option<Id<ResolverRule>> = draft.find_kind(item.text("ResolverRuleId"));
        let vpc: Option<Id<Vpc>> = draft.find_kind(item.text("VPCId"));
        let (Some(rule), Some(vpc)) = (rule, vpc) else {
            if !item.text("ResolverRuleId").starts_with("rslvr-autodefined") {
                let text = format!(
                    "{} and {} are not both in the data",
                    short(item.text("ResolverRuleId")),
                    short(item.text("VPCId"))
                );
                draft.note(item, &text);
            }
            continue;
        };
        let mut vpcs: Vec<String> = draft
            .design
            .get(rule)
            .map(|rule| rule.vpcs.iter().map(ToString::to_string).collect())
            .unwrap_or_default();
        if !vpcs.contains(&vpc.to_string()) {
            vpcs.push(vpc.to_string());
        }
        draft.change(rule.entity(), item, "vpcs", Value::from(vpcs));
    }
}

fn addresses(draft: &mut Draft, item: &Item, endpoint: &str) {
    let Some(id) = draft.find(endpoint) else {
        let text = draft.absence(endpoint);
        draft.note(item, &text);
        return;
    };
    let mut subnets: Vec<String> = Vec::new();
    for address in item.list("IpAddresses") {
        let subnet = draft.known::<Subnet>(&address, address.text("SubnetId"));
        subnets.extend(subnet.map(|subnet| subnet.to_string()));
    }
    draft.change(id, item, "subnets", Value::from(subnets));
}
