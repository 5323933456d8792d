//! Associations of attachments with route tables, one for each attachment.

use super::tgw_attachment::ready;
use super::transit_gateway::{adopted_table, scope};
use crate::model::{TgwAssociation, TgwRouteTable, TransitGateway};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tags;
use crate::plan::tree::{Key, params};

const STATE: &str = "Associations[0].State";

pub(super) fn plan(draft: &mut Draft<'_>) {
    for association in draft.design.all::<TgwAssociation>() {
        let Some(table) = draft.design.get::<TgwRouteTable>(association.route_table) else {
            continue;
        };
        let Some(hub) = draft.design.get::<TransitGateway>(table.transit_gateway) else {
            continue;
        };
        let attachment = draft.design.get(association.attachment);
        let (table_key, attachment_key) = (key(table.id), key(association.attachment));
        let both = params! {
            "TransitGatewayRouteTableId" => &table_key,
            "TransitGatewayAttachmentId" => &attachment_key,
        };
        let found = "Associations[?State=='associated' || State=='associating'] | [0].TransitGatewayAttachmentId";
        let subject = attachment.map_or_else(String::new, |attachment| title(attachment));
        let mut operation = Operation::new(
            key(association.id),
            format!("association of {subject} with {}", title(table)),
            &scope(hub),
        )
        .find(associations(&table_key, &attachment_key).query(found))
        .make(Call::new(
            "ec2",
            "AssociateTransitGatewayRouteTable",
            both.clone(),
        ))
        .wait(Wait::new(
            associations(&table_key, &attachment_key).query(STATE),
            &["associated"],
            &[],
        ))
        .remove_slowly(
            Call::new("ec2", "DisassociateTransitGatewayRouteTable", both),
            Wait::new(
                associations(&table_key, &attachment_key).query(STATE),
                &["disassociated"],
                &[],
            ),
        )
        .after(ready(association.attachment));
        // With default association on, AWS has put the attachment into the default table, which it must leave.
        let default = adopted_table(hub)
            .map(|(table, _)| table)
            .filter(|_| hub.default_association);
        if let Some(default) = default.filter(|default| *default != table.id) {
            let leave = Key::part(association.id, "leave-default");
            let default = key(default);
            let both = params! {
                "TransitGatewayRouteTableId" => &default,
                "TransitGatewayAttachmentId" => &attachment_key,
            };
            let absent = associations(&default, &attachment_key).query("!Associations");
            draft.push(
                Operation::new(
                    leave.clone(),
                    format!("{subject} out of the default table"),
                    &scope(hub),
                )
                .find(absent.clone())
                .make(Call::new(
                    "ec2",
                    "DisassociateTransitGatewayRouteTable",
                    both,
                ))
                .wait(Wait::new(absent, &["true", "True"], &[]))
                .after(ready(association.attachment)),
            );
            operation = operation.after(leave);
        }
        draft.push(operation);
    }
}

fn associations(table: &Key, attachment: &Key) -> Call {
    let filters = vec![tags::filter("transit-gateway-attachment-id", attachment)];
    let parameters = params! { "TransitGatewayRouteTableId" => table, "Filters" => filters };
    Call::new("ec2", "GetTransitGatewayRouteTableAssociations", parameters)
}
