//! Transit gateways with their options.

use crate::model::{TgwRouteTable, TransitGateway};
use crate::plan::draft::{Draft, key, title};
use crate::plan::kinds::switch;
use crate::plan::operation::{Call, Operation, Scope, Wait};
use crate::plan::tree::{Key, Text, Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for hub in draft.design.all::<TransitGateway>() {
        let own = key(hub.id);
        let scope = scope(hub);
        let description = if hub.meta.description.is_empty() {
            &hub.name
        } else {
            &hub.meta.description
        };
        let cidrs = hub
            .cidrs
            .iter()
            .map(|block| block.to_string().into())
            .collect();
        let make = params! {
            "Description" => Some(description.as_str()).filter(|text| !text.is_empty()),
            "Options" => params! {
                "AmazonSideAsn" => hub.asn,
                "AutoAcceptSharedAttachments" => switch(hub.auto_accept),
                "DefaultRouteTableAssociation" => switch(hub.default_association),
                "DefaultRouteTablePropagation" => switch(hub.default_propagation),
                "DnsSupport" => switch(hub.dns_support),
                "VpnEcmpSupport" => switch(hub.ecmp_support),
                "SecurityGroupReferencingSupport" => switch(hub.security_group_referencing),
                "TransitGatewayCidrBlocks" => Tree::list_or_absent(cidrs),
            },
            "TagSpecifications" => draft.tag_specification(hub, "transit-gateway"),
        };
        let found = "TransitGateways[?State=='available' || State=='pending' || State=='modifying'] | [0].TransitGatewayId";
        let state = describe(&own).query("TransitGateways[0].State");
        draft.push(
            Operation::new(own.clone(), title(hub), &scope)
                .find(draft.find_tagged(hub, "DescribeTransitGateways", found))
                .make(
                    Call::new("ec2", "CreateTransitGateway", make)
                        .query("TransitGateway.TransitGatewayId"),
                )
                .wait(Wait::new(
                    state.clone(),
                    &["available"],
                    &["deleting", "deleted"],
                ))
                .remove_slowly(
                    Call::new(
                        "ec2",
                        "DeleteTransitGateway",
                        params! { "TransitGatewayId" => &own },
                    ),
                    Wait::new(state, &["deleted"], &[]),
                ),
        );
        defaults_off(draft, hub, &scope);
        other_propagation_table(draft, hub, &scope);
    }
}

pub(super) fn scope(hub: &TransitGateway) -> Scope {
    Draft::scope(&hub.region, hub.account)
}

pub(super) fn describe(hub: &Key) -> Call {
    Call::new(
        "ec2",
        "DescribeTransitGateways",
        params! { "TransitGatewayIds" => vec![hub] },
    )
}

/// The table that AWS makes with the hub, where one of the design stands for it: with both defaults on, the one of
/// association.
pub(super) fn adopted_table(
    hub: &TransitGateway,
) -> Option<(crate::model::Id<TgwRouteTable>, &'static str)> {
    let association = hub
        .default_association_table
        .filter(|_| hub.default_association);
    let propagation = hub
        .default_propagation_table
        .filter(|_| hub.default_propagation);
    association
        .map(|table| (table, "AssociationDefaultRouteTableId"))
        .or(propagation.map(|table| (table, "PropagationDefaultRouteTableId")))
}

/// Turns off, on a hub that an earlier run or someone else made, the defaults that the design has off.
fn defaults_off(draft: &mut Draft<'_>, hub: &TransitGateway, scope: &Scope) {
    let off: Vec<&str> = [
        ("DefaultRouteTableAssociation", hub.default_association),
        ("DefaultRouteTablePropagation", hub.default_propagation),
    ]
    .into_iter()
    .filter(|(_, on)| !on)
    .map(|(option, _)| option)
    .collect();
    if off.is_empty() {
        return;
    }
    let states: Vec<String> = off
        .iter()
        .map(|option| format!("Options.{option}=='disable'"))
        .collect();
    let found = format!(
        "TransitGateways[?{}] | [0].TransitGatewayId",
        states.join(" && ")
    );
    let options = off.iter().map(|option| (*option, "disable".into()));
    let operation = Operation::new(
        Key::part(hub.id, "defaults-off"),
        format!("defaults of {} off", title(hub)),
        scope,
    );
    let operation = operation.find(describe(&key(hub.id)).query(found));
    modify(draft, hub, operation, Tree::structure(options.collect()));
}

/// AWS makes one table for both defaults; where the design has two, the hub is told of the second.
fn other_propagation_table(draft: &mut Draft<'_>, hub: &TransitGateway, scope: &Scope) {
    let adopted = adopted_table(hub).map(|(table, _)| table);
    let Some(table) = hub
        .default_propagation_table
        .filter(|table| hub.default_propagation && Some(*table) != adopted)
    else {
        return;
    };
    let member = "PropagationDefaultRouteTableId";
    let found = Text::from(format!("TransitGateways[0].Options.{member}=='"))
        .output(&key(table))
        .then("'");
    let operation = Operation::new(
        Key::part(hub.id, "propagation-table"),
        format!("default propagation table of {}", title(hub)),
        scope,
    );
    let operation = operation.find(describe(&key(hub.id)).query(found));
    modify(draft, hub, operation, params! { member => &key(table) });
}

/// Changes options of a hub, and waits until they hold.
fn modify(draft: &mut Draft<'_>, hub: &TransitGateway, operation: Operation, options: Tree) {
    let make = params! { "TransitGatewayId" => &key(hub.id), "Options" => options };
    let state = describe(&key(hub.id)).query("TransitGateways[0].State");
    let operation = operation.make(Call::new("ec2", "ModifyTransitGateway", make));
    draft.push(operation.wait(Wait::new(state, &["available"], &["deleted"])));
}
