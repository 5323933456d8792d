//! Transit gateway route tables; the hub's default one is the one that AWS made.

use super::transit_gateway::{adopted_table, describe, scope};
use crate::model::{TgwRouteTable, TransitGateway};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tags;
use crate::plan::tree::params;

pub(super) fn plan(draft: &mut Draft<'_>) {
    for table in draft.design.all::<TgwRouteTable>() {
        let Some(hub) = draft.design.get::<TransitGateway>(table.transit_gateway) else {
            continue;
        };
        let own = key(table.id);
        if let Some((_, member)) = adopted_table(hub).filter(|(adopted, _)| *adopted == table.id) {
            let find = describe(&key(hub.id)).query(format!("TransitGateways[0].Options.{member}"));
            draft.adopt(table, &scope(hub), find);
            continue;
        }
        let make = params! {
            "TransitGatewayId" => &key(hub.id),
            "TagSpecifications" => draft.tag_specification(table, "transit-gateway-route-table"),
        };
        let ids = params! { "TransitGatewayRouteTableIds" => vec![&own] };
        let state = Call::new("ec2", "DescribeTransitGatewayRouteTables", ids)
            .query("TransitGatewayRouteTables[0].State");
        let live = "(State=='available' || State=='pending')";
        let found = format!(
            "TransitGatewayRouteTables[?{live} && {}] | [0].TransitGatewayRouteTableId",
            draft.is_tagged(table)
        );
        let filters = vec![tags::filter("transit-gateway-id", key(hub.id))];
        let all = Call::new(
            "ec2",
            "DescribeTransitGatewayRouteTables",
            params! { "Filters" => filters },
        );
        draft.push(
            Operation::new(own.clone(), title(table), &scope(hub))
                .find(all.query(found))
                .make(
                    Call::new("ec2", "CreateTransitGatewayRouteTable", make)
                        .query("TransitGatewayRouteTable.TransitGatewayRouteTableId"),
                )
                .wait(Wait::new(
                    state.clone(),
                    &["available"],
                    &["deleting", "deleted"],
                ))
                .remove_slowly(
                    Call::new(
                        "ec2",
                        "DeleteTransitGatewayRouteTable",
                        params! { "TransitGatewayRouteTableId" => &own },
                    ),
                    Wait::new(state, &["deleted"], &[]),
                ),
        );
    }
}
