//! Static routes of transit gateways: to an attachment, or nowhere (blackhole).

use super::tgw_attachment::ready;
use super::transit_gateway::scope;
use crate::model::{TgwRoute, TgwRouteTable, TransitGateway};
use crate::plan::draft::{Draft, first_where, key, title};
use crate::plan::operation::{Call, Operation};
use crate::plan::tags;
use crate::plan::tree::params;

pub(super) fn plan(draft: &mut Draft<'_>) {
    for route in draft.design.all::<TgwRoute>() {
        let Some(table) = draft.design.get::<TgwRouteTable>(route.route_table) else {
            continue;
        };
        let Some(hub) = draft.design.get::<TransitGateway>(table.transit_gateway) else {
            continue;
        };
        if route.attachment.is_none() && !route.unknown_target.is_empty() {
            let reason = format!("its target {} is not in the design", route.unknown_target);
            draft.leave_out(route, reason);
            continue;
        }
        let table_key = key(table.id);
        let next = route.attachment.map(key);
        let mut operation = match (route.destination, route.prefix_list) {
            (Some(destination), _) => {
                let destination = destination.to_string();
                let filters = vec![
                    tags::filter("route-search.exact-match", destination.as_str()),
                    tags::filter("type", "static"),
                ];
                let search =
                    params! { "TransitGatewayRouteTableId" => &table_key, "Filters" => filters };
                let make = params! {
                    "DestinationCidrBlock" => destination.as_str(),
                    "TransitGatewayRouteTableId" => &table_key,
                    "TransitGatewayAttachmentId" => next.as_ref(),
                    "Blackhole" => next.is_none().then_some(true),
                };
                Operation::new(
                    key(route.id),
                    format!("route {destination} of {}", title(table)),
                    &scope(hub),
                )
                .find(
                    Call::new("ec2", "SearchTransitGatewayRoutes", search)
                        .query("Routes[0].DestinationCidrBlock"),
                )
                .make(Call::new("ec2", "CreateTransitGatewayRoute", make))
            }
            (None, Some(list)) => {
                let get = params! { "TransitGatewayRouteTableId" => &table_key };
                let make = params! {
                    "TransitGatewayRouteTableId" => &table_key,
                    "PrefixListId" => &key(list),
                    "TransitGatewayAttachmentId" => next.as_ref(),
                    "Blackhole" => next.is_none().then_some(true),
                };
                let remove = params! { "TransitGatewayRouteTableId" => &table_key, "PrefixListId" => &key(list) };
                let query = first_where(
                    "TransitGatewayPrefixListReferences",
                    "PrefixListId",
                    &key(list),
                    "PrefixListId",
                );
                Operation::new(
                    key(route.id),
                    format!("prefix list route of {}", title(table)),
                    &scope(hub),
                )
                .find(Call::new("ec2", "GetTransitGatewayPrefixListReferences", get).query(query))
                .make(Call::new(
                    "ec2",
                    "CreateTransitGatewayPrefixListReference",
                    make,
                ))
                .remove(Call::new(
                    "ec2",
                    "DeleteTransitGatewayPrefixListReference",
                    remove,
                ))
            }
            (None, None) => {
                draft.leave_out(route, "it says no destination");
                continue;
            }
        };
        if let Some(attachment) = route.attachment {
            operation = operation.after(ready(attachment));
        }
        draft.push(operation);
    }
}
