//! Propagations of attachments into route tables. They go with the table or the attachment.

use super::tgw_attachment::ready;
use super::transit_gateway::scope;
use crate::model::{Kind, TgwAttachment, TgwPropagation, TgwRouteTable, TransitGateway};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tags;
use crate::plan::tree::{Key, Text, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for propagation in draft.design.all::<TgwPropagation>() {
        let Some(table) = draft.design.get::<TgwRouteTable>(propagation.route_table) else {
            continue;
        };
        let Some(hub) = draft.design.get::<TransitGateway>(table.transit_gateway) else {
            continue;
        };
        let (table_key, attachment) = (key(table.id), key(propagation.attachment));
        let filters = vec![tags::filter("transit-gateway-attachment-id", &attachment)];
        let parameters =
            params! { "TransitGatewayRouteTableId" => &table_key, "Filters" => filters };
        let get = Call::new("ec2", "GetTransitGatewayRouteTablePropagations", parameters);
        let list = "TransitGatewayRouteTablePropagations";
        let found = format!(
            "{list}[?State=='enabled' || State=='enabling'] | [0].TransitGatewayAttachmentId"
        );
        let make = params! {
            "TransitGatewayRouteTableId" => &table_key,
            "TransitGatewayAttachmentId" => &attachment,
        };
        let subject = draft
            .design
            .get(propagation.attachment)
            .map_or_else(String::new, |record| title(record));
        draft.push(
            Operation::new(
                key(propagation.id),
                format!("propagation of {subject} into {}", title(table)),
                &scope(hub),
            )
            .find(get.clone().query(found))
            .make(Call::new(
                "ec2",
                "EnableTransitGatewayRouteTablePropagation",
                make,
            ))
            .wait(Wait::new(
                get.query(format!("{list}[0].State")),
                &["enabled"],
                &[],
            ))
            .after(ready(propagation.attachment)),
        );
    }
}

/// Withdraws what the design doesn't propagate: last of all, when nothing is looked up in an old table any more.
pub(super) fn withdraw_others(draft: &mut Draft<'_>) {
    for hub in draft.design.all::<TransitGateway>() {
        // Where the default is on, AWS propagates into its default table what is drawn and what is not.
        if hub.default_propagation {
            continue;
        }
        for attachment in draft.referrers::<TgwAttachment>(hub.id) {
            if attachment.transit_gateway == hub.id && propagates(attachment) {
                withdraw(draft, attachment, hub);
            }
        }
    }
}

/// A peering propagates nothing, and what is not made has nothing to withdraw.
fn propagates(attachment: &TgwAttachment) -> bool {
    matches!(
        attachment.resource.kind,
        Kind::Vpc | Kind::VpnConnection | Kind::DirectConnectGateway
    )
}

/// Takes an attachment's blocks out of a table that the design doesn't propagate them into: where a default did so
/// before it was turned off, turning it off changed nothing.
fn withdraw(draft: &mut Draft<'_>, attachment: &TgwAttachment, hub: &TransitGateway) {
    let (stray, own) = (
        Key::part(attachment.id, "stray-table"),
        Key::part(attachment.id, "withdraw"),
    );
    let list = "TransitGatewayAttachmentPropagations";
    let ids = params! { "TransitGatewayAttachmentId" => &key(attachment.id) };
    let get = Call::new("ec2", "GetTransitGatewayAttachmentPropagations", ids);
    let mut elsewhere = Text::from(format!("{list}[?(State=='enabled' || State=='enabling')"));
    for propagation in draft.referrers::<TgwPropagation>(attachment.id) {
        elsewhere = elsewhere
            .then(" && TransitGatewayRouteTableId!='")
            .output(&key(propagation.route_table))
            .then("'");
    }
    let found = elsewhere
        .clone()
        .then("] | [0].TransitGatewayRouteTableId || 'none'");
    let nothing = elsewhere.then("] | !@");
    draft.push(
        Operation::new(
            stray.clone(),
            format!("other table that knows {}", title(attachment)),
            &scope(hub),
        )
        .find(get.clone().query(found))
        .aside()
        .after(ready(attachment.id)),
    );
    let make = params! {
        "TransitGatewayRouteTableId" => &stray,
        "TransitGatewayAttachmentId" => &key(attachment.id),
    };
    let gone = Text::from(format!("{list}[?TransitGatewayRouteTableId=='"))
        .output(&stray)
        .then("' && State!='disabled'] | !@");
    draft.push(
        Operation::new(
            own,
            format!("{} known to no table but those drawn", title(attachment)),
            &scope(hub),
        )
        .find(get.clone().query(nothing))
        .make(Call::new(
            "ec2",
            "DisableTransitGatewayRouteTablePropagation",
            make,
        ))
        .wait(Wait::new(get.query(gone), &["true", "True"], &[]))
        .gap("what is still looked up in that table no longer finds the attachment"),
    );
}
