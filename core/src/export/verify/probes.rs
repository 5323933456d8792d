//! Connections that the script tries: one probe for each intent.

use std::fmt::Write as _;

use super::places::{ids, places};
use super::{at, named, variable};
use crate::export::aws_cli::{command, word};
use crate::export::{Source, names};
use crate::model::{Design, EntityId, Id, Intent, IntentEnd, Kind, Protocol, Vpc};
use crate::plan::{Call, Key, Tree, tags};

/// Tries the connection of an intent, where this host is at its source.
pub(super) fn probe(source: &Source<'_>, intent: &Intent, out: &mut String) {
    let own = variable(intent.id.entity());
    let kind = intent.kind.word();
    let title = named(intent);
    let from = match &intent.from {
        IntentEnd::Internet => "internet".to_owned(),
        IntentEnd::Entity(id) => ids(&places(source.design, *id)),
        IntentEnd::Cidr(_) => String::new(),
    };
    let _ = writeln!(out, "\nprobe_{own}() {{ # {kind}");
    let _ = writeln!(out, "  here {} {from} || return 0", intent.id);
    let (account, region) = target_scope(source, &intent.to);
    at(&account, &region, &title, out);
    if !matches!(intent.protocol, Protocol::All | Protocol::TCP) {
        out.push_str("  skip \"$title: only TCP is tried\"\n}\n");
        return;
    }
    out.push_str("  answer=''\n");
    match target(source, &intent.to) {
        Target::Ask(call) => command(&format!("ask {}", word(&call.query)), &call, out),
        Target::Address(address) => {
            let _ = writeln!(out, "  answer={}", names::bash(&address));
        }
        Target::Unknown => {}
    }
    let ports: Vec<u16> = intent.ports.iter().map(|pair| pair.0.first()).collect();
    let ports = if ports.is_empty() { vec![443] } else { ports };
    for port in ports {
        let _ = writeln!(
            out,
            "  try {} {kind} \"$answer\" {port}",
            own.to_ascii_uppercase()
        );
    }
    out.push_str("}\n");
}

/// How the address of an intent's target is found.
enum Target {
    Ask(Call),
    Address(String),
    /// The person says it.
    Unknown,
}

fn target(source: &Source<'_>, end: &IntentEnd) -> Target {
    let id = match end {
        IntentEnd::Internet => return Target::Address("checkip.amazonaws.com".to_owned()),
        IntentEnd::Cidr(_) => return Target::Unknown,
        IntentEnd::Entity(id) => *id,
    };
    let made = |id: EntityId| {
        source
            .plan
            .operations
            .iter()
            .any(|operation| operation.key.0 == id.to_string())
    };
    let key = Key(id.to_string());
    let tagged = || {
        (
            "Filters".to_owned(),
            Tree::List(tags::filters(&source.plan.design_tag, &id.to_string())),
        )
    };
    let interface_of = |filter: &str, id: EntityId| {
        let filter = tags::filter(filter, Key(id.to_string()));
        let parameters = Tree::Structure(vec![("Filters".to_owned(), Tree::List(vec![filter]))]);
        let call = Call::new("ec2", "DescribeNetworkInterfaces", parameters);
        Target::Ask(call.query("NetworkInterfaces[0].PrivateIpAddress"))
    };
    match id.kind {
        Kind::Instance if made(id) => {
            let call = Call::new("ec2", "DescribeInstances", Tree::Structure(vec![tagged()]));
            Target::Ask(call.query("Reservations[0].Instances[0].PrivateIpAddress"))
        }
        Kind::VpcEndpoint if made(id) => {
            let call = Call::new(
                "ec2",
                "DescribeVpcEndpoints",
                Tree::Structure(vec![tagged()]),
            );
            Target::Ask(call.query("VpcEndpoints[0].DnsEntries[0].DnsName"))
        }
        Kind::LoadBalancer if made(id) => {
            let parameters = Tree::Structure(vec![(
                "LoadBalancerArns".to_owned(),
                Tree::List(vec![(&key).into()]),
            )]);
            let call = Call::new("elbv2", "DescribeLoadBalancers", parameters);
            Target::Ask(call.query("LoadBalancers[0].DNSName"))
        }
        Kind::Vpc if made(id) => interface_of("vpc-id", id),
        Kind::Subnet if made(id) => interface_of("subnet-id", id),
        Kind::Environment => match first_vpc(source.design, id).filter(|vpc| made(*vpc)) {
            Some(vpc) => interface_of("vpc-id", vpc),
            None => Target::Unknown,
        },
        _ => Target::Unknown,
    }
}

fn first_vpc(design: &Design, environment: EntityId) -> Option<EntityId> {
    let mine = |vpc: &&Vpc| vpc.environment.map(Id::entity) == Some(environment);
    design.all::<Vpc>().find(mine).map(|vpc| vpc.id.entity())
}

/// The account and region where the target is asked for.
fn target_scope(source: &Source<'_>, end: &IntentEnd) -> (String, String) {
    let id = match end {
        IntentEnd::Entity(id) if id.kind == Kind::Environment => first_vpc(source.design, *id),
        IntentEnd::Entity(id) => Some(*id),
        _ => None,
    };
    let key = id.map(|id| id.to_string()).unwrap_or_default();
    let operation = source
        .plan
        .operations
        .iter()
        .find(|operation| operation.key.0 == key);
    operation.map_or_else(Default::default, |operation| {
        (
            operation.scope.account.clone(),
            operation.scope.region.clone(),
        )
    })
}
