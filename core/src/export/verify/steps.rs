//! One step for each operation: whether what it makes is there, with the settings that were drawn.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::at;
use crate::export::aws_cli::{command, word};
use crate::export::names;
use crate::plan::{Key, Operation, Text, Tree};

/// Settings that are compared where a thing is found by its tags: the call that makes it, the parameter, the member
/// of the answer. All else of such a thing has a step of its own.
const COMPARED: &[(&str, &[&str], &str)] = &[
    (
        "CreateNatGateway",
        &["ConnectivityType"],
        "ConnectivityType",
    ),
    (
        "CreatePrivateVirtualInterface",
        &["connectionId"],
        "connectionId",
    ),
    (
        "CreatePrivateVirtualInterface",
        &["newPrivateVirtualInterface", "vlan"],
        "vlan",
    ),
    (
        "CreatePublicVirtualInterface",
        &["connectionId"],
        "connectionId",
    ),
    (
        "CreatePublicVirtualInterface",
        &["newPublicVirtualInterface", "vlan"],
        "vlan",
    ),
    ("CreateSubnet", &["AvailabilityZone"], "AvailabilityZone"),
    ("CreateSubnet", &["CidrBlock"], "CidrBlock"),
    ("CreateSubnet", &["Ipv6Native"], "Ipv6Native"),
    (
        "CreateTransitGateway",
        &["Options", "AmazonSideAsn"],
        "Options.AmazonSideAsn",
    ),
    (
        "CreateTransitGateway",
        &["Options", "AutoAcceptSharedAttachments"],
        "Options.AutoAcceptSharedAttachments",
    ),
    (
        "CreateTransitGateway",
        &["Options", "DefaultRouteTableAssociation"],
        "Options.DefaultRouteTableAssociation",
    ),
    (
        "CreateTransitGateway",
        &["Options", "DefaultRouteTablePropagation"],
        "Options.DefaultRouteTablePropagation",
    ),
    (
        "CreateTransitGatewayVpcAttachment",
        &["Options", "ApplianceModeSupport"],
        "Options.ApplianceModeSupport",
    ),
    (
        "CreateTransitVirtualInterface",
        &["connectionId"],
        "connectionId",
    ),
    (
        "CreateTransitVirtualInterface",
        &["newTransitVirtualInterface", "vlan"],
        "vlan",
    ),
    ("CreateVpc", &["CidrBlock"], "CidrBlock"),
    (
        "CreateVpcEndpoint",
        &["PrivateDnsEnabled"],
        "PrivateDnsEnabled",
    ),
    ("CreateVpcEndpoint", &["ServiceName"], "ServiceName"),
    ("CreateVpcEndpoint", &["VpcEndpointType"], "VpcEndpointType"),
];

pub(super) fn step(operation: &Operation, out: &mut String) {
    let Some(find) = &operation.find else { return };
    let variable = operation.key.variable();
    let _ = writeln!(out, "\nstep_{variable}() {{ # {}", operation.key.0);
    at(
        &operation.scope.account,
        &operation.scope.region,
        &operation.title,
        out,
    );
    let mut needed = BTreeSet::new();
    let mut need = |key: &Key| {
        if *key != operation.key {
            needed.insert(format!("\"${}\"", key.variable()));
        }
    };
    find.parameters.needs(&mut need);
    find.query.needs(&mut need);
    if !needed.is_empty() {
        let needed: Vec<_> = needed.into_iter().collect();
        let _ = writeln!(out, "  needs {} || return 0", needed.join(" "));
    }
    command(
        &format!("present {variable} {}", word(&find.query)),
        find,
        out,
    );
    let made = operation.make.as_ref().map_or("", |make| make.operation);
    for (_, path, member) in COMPARED.iter().filter(|(call, ..)| *call == made) {
        let wanted = operation
            .make
            .as_ref()
            .and_then(|make| make.parameters.inside(path))
            .and_then(value);
        let (Some(wanted), Some(query)) = (wanted, beside(&find.query, member)) else {
            continue;
        };
        command(
            &format!("same {variable} {member} {wanted} {}", names::bash(&query)),
            find,
            out,
        );
    }
    out.push_str("}\n");
}

fn value(tree: &Tree) -> Option<String> {
    match tree {
        Tree::Bool(value) => Some(value.to_string()),
        Tree::Integer(number) => Some(number.to_string()),
        Tree::Text(text) => Some(word(text)),
        _ => None,
    }
}

/// The query of a find call with its last member replaced: from the id of what is found to another of its settings.
fn beside(query: &Text, member: &str) -> Option<String> {
    let query = query.literal()?;
    let (whole, _) = query.rsplit_once('.')?;
    Some(format!("{whole}.{member}"))
}
