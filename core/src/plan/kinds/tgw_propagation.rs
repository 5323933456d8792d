//! Propagations of attachments into route tables. They go with the table or the attachment.

use super::tgw_attachment::ready;
use super::transit_gateway::scope;
use crate::model::{TgwPropagation, TgwRouteTable, TransitGateway};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tags;
use crate::plan::tree::params;

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
