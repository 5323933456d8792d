//! Classic Load Balancers: a load balancer whose listeners each send to the same instances.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::hosts::set_groups_in;
use super::item::Item;
use super::network::in_vpc;
use crate::model::{EntityId, Instance, Kind, Vpc};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    let mut attributes: BTreeMap<String, &Item<'a>> = BTreeMap::new();
    for item in all.list("ClassicAttributes") {
        let name = item.file.rsplit('/').next().unwrap_or_default();
        attributes.insert(name.trim_end_matches(".json").to_owned(), item);
    }
    // Their names are unique in an account and region alone.
    let mut seen: BTreeSet<(usize, &str)> = BTreeSet::new();
    for item in all.list("LoadBalancerDescriptions") {
        let name = item.text("LoadBalancerName");
        if !seen.insert((item.scope, name)) {
            draft.note(
                item,
                &format!("{} is described twice; the first holds", short(name)),
            );
            continue;
        }
        let mut record = draft.made(Kind::LoadBalancer, item, name);
        let vpc = if item.text("VPCId").is_empty() {
            "VpcId"
        } else {
            "VPCId"
        };
        if !in_vpc(draft, &mut record, item, vpc) {
            continue;
        }
        draft.set(&mut record, item, "balancer_type", Value::from("classic"));
        draft.copy(&mut record, item, "Scheme", "scheme");
        draft.refer_all(&mut record, &item.list("Subnets"), "subnets");
        let vpc = draft.find_kind::<Vpc>(item.text(vpc));
        set_groups_in(draft, &mut record, vpc, &item.list("SecurityGroups"));
        let said = attributes.get(item.text("LoadBalancerName"));
        let said = said
            .and_then(|item| item.flag("LoadBalancerAttributes.CrossZoneLoadBalancing.Enabled"));
        draft.set(
            &mut record,
            item,
            "cross_zone",
            Value::from(said.unwrap_or(false)),
        );
        let balancer = draft.put(record);
        draft
            .dns_names
            .insert(item.text("DNSName").to_ascii_lowercase(), balancer);
        listeners(draft, item, balancer, vpc.map(crate::model::Id::entity));
    }
}

fn listeners<'a>(
    draft: &mut Draft<'a, '_>,
    item: &Item<'a>,
    balancer: EntityId,
    vpc: Option<EntityId>,
) {
    let mut targets: Vec<String> = Vec::new();
    for instance in item.list("Instances") {
        let aws_id = instance.text("InstanceId");
        if let Some(id) = draft.find_kind::<Instance>(aws_id) {
            targets.push(id.to_string());
        } else {
            let text = format!("{}, as a target; left out", draft.absence(aws_id));
            draft.note(&instance, &text);
        }
    }
    for listener in item
        .list("ListenerDescriptions")
        .iter()
        .filter_map(|one| one.child("Listener"))
    {
        let name = format!(
            "{} {}",
            short(item.text("LoadBalancerName")),
            listener.text("LoadBalancerPort")
        );
        let mut group = draft.part(Kind::TargetGroup);
        let vpc = vpc.map_or(Value::Null, |vpc| Value::from(vpc.to_string()));
        draft.set(&mut group, &listener, "vpc", vpc);
        draft.set(&mut group, &listener, "name", Value::from(name.trim()));
        draft.set(
            &mut group,
            &listener,
            "protocol",
            protocol(listener.text("InstanceProtocol")),
        );
        draft.copy(&mut group, &listener, "InstancePort", "port");
        draft.set(
            &mut group,
            &listener,
            "targets",
            Value::from(targets.clone()),
        );
        let group = draft.put(group);
        let mut record = draft.part(Kind::Listener);
        draft.set(
            &mut record,
            &listener,
            "load_balancer",
            Value::from(balancer.to_string()),
        );
        draft.set(
            &mut record,
            &listener,
            "protocol",
            protocol(listener.text("Protocol")),
        );
        draft.copy(&mut record, &listener, "LoadBalancerPort", "port");
        draft.set(
            &mut record,
            &listener,
            "target_group",
            Value::from(group.to_string()),
        );
        draft.put(record);
    }
}

/// What the newer load balancers call TLS is SSL here.
fn protocol(word: &str) -> Value {
    Value::from(match word {
        "SSL" => "TLS",
        "" => "TCP",
        word => word,
    })
}
