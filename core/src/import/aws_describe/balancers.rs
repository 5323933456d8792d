//! Load balancers, target groups and listeners.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::hosts::set_groups_in;
use super::item::Item;
use super::network::start_in_vpc;
use crate::model::{
    EntityId, Id, Instance, Kind, LoadBalancer, NatGateway, NetworkInterface, Subnet, TargetGroup,
    Vpc,
};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    let mut attributes: BTreeMap<String, &Item<'a>> = BTreeMap::new();
    for item in all.list("LoadBalancerAttributes") {
        let arn = match item.first_text(&["LoadBalancerArn", "TargetGroupArn"]) {
            "" => item.arn_in_path().unwrap_or_default(),
            arn => arn.to_owned(),
        };
        attributes.insert(arn, item);
    }
    for item in all.list("LoadBalancers") {
        balancer(draft, &attributes, item);
    }
    for item in all.list("TargetGroups") {
        target_group(draft, &attributes, item);
    }
    let holders = holders(draft);
    for item in all.list("LoadBalancerTargetHealth") {
        targets(draft, &holders, item);
    }
    for item in all.list("Listeners") {
        listener(draft, item);
    }
    for item in all.list("LoadBalancerListeners") {
        for item in item.list("Listeners") {
            listener(draft, &item);
        }
    }
}

fn balancer<'a>(
    draft: &mut Draft<'a, '_>,
    attributes: &BTreeMap<String, &Item<'a>>,
    item: &Item<'a>,
) {
    let Some(mut record) = start_in_vpc(draft, Kind::LoadBalancer, item, "LoadBalancerArn") else {
        return;
    };
    draft.name_by(&mut record, item, "LoadBalancerName");
    draft.copy(&mut record, item, "LoadBalancerArn", "arn");
    draft.copy(&mut record, item, "Type", "balancer_type");
    draft.copy(&mut record, item, "Scheme", "scheme");
    let subnets: Vec<Item> = item
        .list("AvailabilityZones")
        .iter()
        .filter_map(|zone| zone.child("SubnetId"))
        .collect();
    draft.refer_all(&mut record, &subnets, "subnets");
    let vpc = draft.find_kind::<Vpc>(item.text("VpcId"));
    set_groups_in(draft, &mut record, vpc, &item.list("SecurityGroups"));
    // Application Load Balancers always do; the others where attributes say so.
    let said = attributes.get(item.text("LoadBalancerArn"));
    let said = said.and_then(|item| attribute(item, "load_balancing.cross_zone.enabled"));
    let cross_zone = item.text("Type") == "application" || said == Some("true");
    draft.set(&mut record, item, "cross_zone", Value::from(cross_zone));
    let id = draft.put(record);
    draft
        .dns_names
        .insert(item.text("DNSName").to_ascii_lowercase(), id);
}

/// The value of an attribute in a list of keys and values.
fn attribute<'a>(item: &Item<'a>, key: &str) -> Option<&'a str> {
    let attributes = item.list("Attributes");
    let found = attributes
        .iter()
        .find(|attribute| attribute.text("Key") == key);
    found.map(|attribute| attribute.text("Value"))
}

fn target_group<'a>(
    draft: &mut Draft<'a, '_>,
    attributes: &BTreeMap<String, &Item<'a>>,
    item: &Item<'a>,
) {
    let Some(mut record) = draft.start(Kind::TargetGroup, item, "TargetGroupArn") else {
        return;
    };
    let name = short(item.text("TargetGroupName"));
    if item.text("TargetType") == "lambda" {
        draft.note(
            item,
            &format!("target group {name} of functions is not analysed; left out"),
        );
        return;
    }
    let Some(vpc) = draft.find_kind::<Vpc>(item.text("VpcId")) else {
        let text = format!(
            "{}, so target group {name} is left out",
            draft.absence(item.text("VpcId"))
        );
        draft.note(item, &text);
        return;
    };
    draft.set(&mut record, item, "vpc", Value::from(vpc.to_string()));
    draft.name_by(&mut record, item, "TargetGroupName");
    draft.copy(&mut record, item, "TargetGroupArn", "arn");
    for (path, field) in [
        ("Protocol", "protocol"),
        ("Port", "port"),
        ("TargetType", "target_type"),
        ("HealthCheckPath", "health_path"),
    ] {
        draft.copy(&mut record, item, path, field);
    }
    let said = attributes.get(item.text("TargetGroupArn"));
    if let Some(word) = said.and_then(|item| attribute(item, "preserve_client_ip.enabled")) {
        draft.set(
            &mut record,
            item,
            "preserve_client_ip",
            Value::from(word == "true"),
        );
    } else if item.text("TargetType") == "ip" && matches!(item.text("Protocol"), "TCP" | "TLS") {
        // AWS's default for targets by address.
        draft.set(&mut record, item, "preserve_client_ip", Value::from(false));
    }
    draft.put(record);
}

/// What is registered with a target group. Addresses are taken as the workload that has them.
fn targets<'a>(
    draft: &mut Draft<'a, '_>,
    holders: &BTreeMap<(Id<Vpc>, IpAddr), EntityId>,
    item: &Item<'a>,
) {
    let arn = match item.text("TargetGroupArn") {
        "" => item.arn_in_path().unwrap_or_default(),
        arn => arn.to_owned(),
    };
    let Some(group) = draft.find_kind::<TargetGroup>(&arn) else {
        let registered = item.list("TargetHealthDescriptions");
        if !registered.is_empty() || arn.is_empty() {
            let text = match arn.as_str() {
                "" => "whose targets these are can't be told: name the file after the target group's ARN; left out".to_owned(),
                arn => format!("{}, so its targets are left out", draft.absence(arn)),
            };
            draft.note(item, &text);
        }
        return;
    };
    let port = draft
        .design
        .get(group)
        .map_or(0, |group| i64::from(group.port));
    let vpc = draft.design.get(group).map(|group| group.vpc);
    let mut found: Vec<String> = Vec::new();
    let mut ports: BTreeSet<i64> = BTreeSet::new();
    for target in item.list("TargetHealthDescriptions") {
        let name = target.text("Target.Id");
        let address = name.parse().ok().zip(vpc);
        let by_address = address.and_then(|(address, vpc)| holders.get(&(vpc, address)));
        let id = draft.find(name).or(by_address.copied());
        match id {
            Some(id) if matches!(id.kind, Kind::Instance | Kind::LoadBalancer) => {
                if !found.contains(&id.to_string()) {
                    found.push(id.to_string());
                }
            }
            _ => {
                let text = format!("{}, as a target; left out", draft.absence(name));
                draft.note(&target, &text);
            }
        }
        if let Some(other) = target.number("Target.Port") {
            ports.insert(other);
        }
        let health = target.text("TargetHealth.State");
        if !matches!(health, "" | "healthy") {
            let text = format!(
                "target {} is {}; taken as healthy",
                short(name),
                short(health)
            );
            draft.note(&target, &text);
        }
    }
    // A target may be registered with a port of its own.
    match (ports.len(), ports.first()) {
        (1, Some(other)) if *other != port => {
            draft.change(group.entity(), item, "port", Value::from(*other));
            let text = format!(
                "every target has port {other} in place of the group's {port}; that is the group's now"
            );
            draft.note(item, &text);
        }
        (2.., _) => {
            let text = format!(
                "targets of one group have several ports; {port} of the group is taken for all"
            );
            draft.note(item, &text);
        }
        _ => {}
    }
    draft.change(group.entity(), item, "targets", Value::from(found));
}

/// Workloads and load balancers by VPC and address.
fn holders(draft: &Draft) -> BTreeMap<(Id<Vpc>, IpAddr), EntityId> {
    let mut holders = BTreeMap::new();
    let vpc = |subnet: Id<Subnet>| draft.design.get(subnet).map(|subnet| subnet.vpc);
    for interface in draft.design.all::<NetworkInterface>() {
        let holder = interface.instance.map(Id::entity).or(interface.managed_for);
        if let (Some(vpc), Some(holder)) = (vpc(interface.subnet), holder) {
            let addresses = interface.addresses.iter();
            holders.extend(addresses.map(|address| ((vpc, *address), holder)));
        }
    }
    for host in draft.design.all::<Instance>() {
        if let (Some(vpc), Some(address)) = (vpc(host.subnet), host.private_address) {
            holders.insert((vpc, address), host.id.entity());
        }
    }
    holders
}

fn listener<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>) {
    let Some(mut record) = draft.start(Kind::Listener, item, "ListenerArn") else {
        return;
    };
    if !draft.refer(&mut record, item, "LoadBalancerArn", "load_balancer") {
        return;
    }
    // Gateway Load Balancers listen on every port.
    draft.copy(&mut record, item, "Port", "port");
    match item.text("Protocol") {
        "" => draft.set(&mut record, item, "protocol", Value::from("GENEVE")),
        _ => draft.copy(&mut record, item, "Protocol", "protocol"),
    }
    let name = format!(
        "{} {}",
        item.text("Protocol"),
        item.number("Port").unwrap_or_default()
    );
    draft.set(&mut record, item, "name", Value::from(name.trim()));
    draft.copy(&mut record, item, "ListenerArn", "arn");
    if let Some(certificate) = item.list("Certificates").first() {
        draft.refer(&mut record, certificate, "CertificateArn", "certificate");
    }
    let mut arns: Vec<Item> = Vec::new();
    for action in item.list("DefaultActions") {
        if let Some(child) = action.child("TargetGroupArn") {
            arns.push(child);
        } else {
            let weighted = action.list("ForwardConfig.TargetGroups");
            arns.extend(
                weighted
                    .iter()
                    .filter_map(|group| group.child("TargetGroupArn")),
            );
        }
        if action.text("Type") != "forward" {
            let text = format!("an action {} is not analysed", short(action.text("Type")));
            draft.note(&action, &text);
        }
    }
    for (place, arn) in arns.iter().enumerate() {
        if place > 0 {
            draft.note(arn, "a further target group of a listener is not analysed");
            continue;
        }
        if let Some(id) = draft.known::<TargetGroup>(arn, arn.word()) {
            let value = Value::from(id.to_string());
            draft.set(&mut record, arn, "target_group", value);
        }
    }
    draft.put(record);
}

/// Marks the interfaces that AWS made for load balancers and others, which their descriptions name.
pub(super) fn managed<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    let mut by_name: BTreeMap<String, EntityId> = BTreeMap::new();
    for balancer in draft.design.all::<LoadBalancer>() {
        let arn = &balancer.meta.arn;
        if let Some((_, name)) = arn.split_once(":loadbalancer/") {
            by_name.insert(format!("ELB {name}"), balancer.id.entity());
        } else {
            by_name.insert(
                format!("ELB {}", balancer.meta.aws_id),
                balancer.id.entity(),
            );
        }
    }
    for item in all.list("NetworkInterfaces") {
        let Some(id) = draft.find_kind::<NetworkInterface>(item.text("NetworkInterfaceId")) else {
            continue;
        };
        let description = item.text("Description");
        let words =
            description.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ':'));
        let mut named =
            words.filter_map(|word| draft.find(word.trim_matches(['"', '(', ')', '.'])));
        let makes = |id: &EntityId| {
            matches!(
                id.kind,
                Kind::NatGateway | Kind::VpcEndpoint | Kind::TgwAttachment | Kind::ResolverEndpoint
            )
        };
        let holder = by_name
            .get(description)
            .copied()
            .or_else(|| named.find(makes));
        let is_own = draft
            .design
            .get(id)
            .is_none_or(|own| own.instance.is_some());
        if let Some(holder) = holder.filter(|_| !is_own) {
            draft.change(
                id.entity(),
                item,
                "managed_for",
                Value::from(holder.to_string()),
            );
        }
    }
    for item in all.list("NatGateways") {
        let Some(id) = draft.find_kind::<NatGateway>(item.text("NatGatewayId")) else {
            continue;
        };
        for address in item.list("NatGatewayAddresses") {
            if let Some(interface) =
                draft.find_kind::<NetworkInterface>(address.text("NetworkInterfaceId"))
            {
                draft.change(
                    interface.entity(),
                    &address,
                    "managed_for",
                    Value::from(id.entity().to_string()),
                );
            }
        }
    }
}
