//! Faults that are planted on purpose, so that there is something to find at every size.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::Fault;
use super::address::block;
use super::estate::Builder;
use super::hub::Hub;
use crate::model::{
    Direction, EndpointType, EntityId, Id, NetworkAclRule, Note, PortRange, SecurityGroup,
    SecurityGroupRule, TgwAssociation, TgwRoute, Vpc, VpcEndpoint,
};

/// How often a fault is drawn before it is given up.
const DRAWS: usize = 20;

/// Plants one fault for each fifty VPCs, at least one of each kind that the estate has room for, and notes them.
pub(super) fn plant(builder: &mut Builder, hubs: &[Hub], vpcs: usize) -> Vec<Fault> {
    let kinds = [
        private_dns,
        leaky_association,
        blackhole,
        stateless_answers,
        open_ssh,
    ];
    let mut faults: Vec<Fault> = Vec::new();
    for turn in 0..(vpcs / 50).max(kinds.len()) {
        let plant = kinds[turn % kinds.len()];
        // One that falls on what has its fault already would be listed and not there: it is drawn anew.
        for _ in 0..DRAWS {
            let hub = builder.random.pick(hubs);
            let Some(fault) = plant(builder, hub) else {
                break;
            };
            if faults.iter().all(|other| other.subject != fault.subject) {
                faults.push(fault);
                break;
            }
        }
    }
    let mut text = "Planted faults:".to_owned();
    for fault in &faults {
        let _ = write!(text, "\n{}: {}", fault.subject, fault.text);
    }
    builder.add::<Note>(|record| {
        "planted-faults".clone_into(&mut record.name);
        record.text = text;
    });
    faults
}

fn fault(subject: impl Into<EntityId>, text: impl Into<String>) -> Fault {
    Fault {
        subject: subject.into(),
        text: text.into(),
    }
}

fn members(hub: &Hub) -> BTreeSet<Id<Vpc>> {
    hub.members.iter().map(|(vpc, ..)| *vpc).collect()
}

/// An interface endpoint with private DNS in a VPC without DNS hostnames.
fn private_dns(builder: &mut Builder, hub: &Hub) -> Option<Fault> {
    let members = members(hub);
    let mine = |endpoint: &&VpcEndpoint| members.contains(&endpoint.vpc);
    let interface = |endpoint: &&VpcEndpoint| {
        endpoint.endpoint_type == EndpointType::Interface && endpoint.private_dns
    };
    let found: Vec<_> = builder
        .design
        .all::<VpcEndpoint>()
        .filter(interface)
        .filter(mine)
        .map(|e| e.vpc)
        .collect();
    if found.is_empty() {
        return None;
    }
    let mut vpc: Vpc = builder.design.get(*builder.random.pick(&found))?.clone();
    vpc.dns_hostnames = false;
    let id = vpc.id;
    builder.put(vpc);
    Some(fault(
        id,
        "private DNS of an interface endpoint, with DNS hostnames off",
    ))
}

/// A dev VPC that looks up in the table of prod.
fn leaky_association(builder: &mut Builder, hub: &Hub) -> Option<Fault> {
    let dev: Vec<_> = hub
        .members
        .iter()
        .filter(|(_, environment, _)| *environment == 3)
        .collect();
    let (_, _, attachment) = **dev.get(builder.random.below(dev.len()))?;
    let mut association: TgwAssociation = builder
        .design
        .all::<TgwAssociation>()
        .find(|row| Some(row.attachment) == attachment)?
        .clone();
    association.route_table = *hub.environment_tables.first()?;
    let id = association.id;
    builder.put(association);
    Some(fault(
        id,
        "an attachment of dev looks up in the table of prod",
    ))
}

/// A static blackhole that outranks a propagated route.
fn blackhole(builder: &mut Builder, hub: &Hub) -> Option<Fault> {
    let members: Vec<_> = hub
        .members
        .iter()
        .filter(|(_, environment, _)| *environment < 4)
        .collect();
    let (vpc, environment, _) = **members.get(builder.random.below(members.len()))?;
    let destination = builder.design.get(vpc)?.cidrs.first().copied()?;
    let table = *hub.environment_tables.get(environment)?;
    let taken = |row: &TgwRoute| row.route_table == table && row.destination == Some(destination);
    if builder.design.all::<TgwRoute>().any(taken) {
        return None;
    }
    let id = builder.add::<TgwRoute>(|record| {
        record.route_table = table;
        record.destination = Some(destination);
    });
    Some(fault(
        id,
        "a static blackhole outranks the propagated route",
    ))
}

/// A network ACL that lets requests in and no answer out.
fn stateless_answers(builder: &mut Builder, hub: &Hub) -> Option<Fault> {
    let members = members(hub);
    let mine = |rule: &&NetworkAclRule| {
        let acl = builder.design.get(rule.network_acl);
        acl.is_some_and(|acl| members.contains(&acl.vpc))
    };
    let rules = builder.design.all::<NetworkAclRule>();
    let found: Vec<Id<NetworkAclRule>> = rules
        .filter(|rule| rule.number == 100 && rule.direction == Direction::Egress)
        .filter(mine)
        .map(|r| r.id)
        .collect();
    if found.is_empty() {
        return None;
    }
    let mut rule = builder.design.get(*builder.random.pick(&found))?.clone();
    rule.ports = PortRange::new(443, 443).ok();
    let id = rule.id;
    builder.put(rule);
    Some(fault(id, "answers on ephemeral ports are not let out"))
}

/// SSH from anywhere.
fn open_ssh(builder: &mut Builder, hub: &Hub) -> Option<Fault> {
    let (vpc, ..) = *hub.members.get(builder.random.below(hub.members.len()))?;
    let group = builder
        .design
        .all::<SecurityGroup>()
        .find(|group| group.vpc == vpc)?
        .id;
    let id = builder.add::<SecurityGroupRule>(|record| {
        record.security_group = group;
        record.ports = PortRange::new(22, 22).ok();
        record.cidr = Some(block(0, 0));
    });
    Some(fault(id, "SSH is open to every address"))
}
