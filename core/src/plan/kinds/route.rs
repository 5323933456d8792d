//! Routes of VPC route tables. Local routes come with the VPC.

use ipnet::IpNet;

use super::internet_gateway::attachment;
use super::network_firewall::endpoint_for;
use super::tgw_attachment::ready;
use super::vpc_peering::acceptance;
use crate::model::{
    EndpointType, EntityId, Kind, NetworkFirewall, Route, RouteTable, TgwAttachment, VpcEndpoint,
    VpcPeering,
};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation};
use crate::plan::tree::{Key, Text, Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for route in draft.design.all::<Route>() {
        let Some(table) = draft.design.get::<RouteTable>(route.route_table) else {
            continue;
        };
        let Some(target) = route.target else {
            let reason = match route.unknown_target.as_str() {
                "" => {
                    "it has no target: AWS makes no such route in a VPC, it only becomes one".into()
                }
                target => format!("its target {target} is not in the design"),
            };
            draft.leave_out(route, reason);
            continue;
        };
        let firewall = target
            .typed::<NetworkFirewall>()
            .and_then(|id| draft.design.get(id));
        let next = match firewall {
            Some(firewall) => endpoint_for(draft, firewall, table),
            None => Some(key(target)),
        };
        let (Some((member, described_as)), Some(next)) = (members(target.kind), next) else {
            draft.leave_out(route, "its target is not one that these exports make");
            continue;
        };
        if let Some(endpoint) = target
            .typed::<VpcEndpoint>()
            .and_then(|id| draft.design.get(id))
            && endpoint.endpoint_type != EndpointType::GatewayLoadBalancer
        {
            if endpoint.endpoint_type == EndpointType::Interface {
                draft.leave_out(
                    route,
                    "no route leads to an interface endpoint: it is an address",
                );
            }
            // The route to a gateway endpoint is written by the endpoint itself.
            continue;
        }
        let table_key = key(table.id);
        let (destination, value) = match (route.destination, route.prefix_list) {
            (Some(IpNet::V4(block)), _) => ("DestinationCidrBlock", Tree::from(block.to_string())),
            (Some(IpNet::V6(block)), _) => {
                ("DestinationIpv6CidrBlock", Tree::from(block.to_string()))
            }
            (None, Some(list)) => ("DestinationPrefixListId", Tree::from(&key(list))),
            (None, None) => {
                draft.leave_out(route, "it says no destination");
                continue;
            }
        };
        let Tree::Text(text) = value.clone() else {
            continue;
        };
        let mut query = Text::from(format!("RouteTables[0].Routes[?{destination}=='"));
        query.0.extend(text.0);
        let query = query
            .then(&format!("' && {described_as}=='"))
            .output(&next)
            .then(&format!("'] | [0].{destination}"));
        let described = Call::new(
            "ec2",
            "DescribeRouteTables",
            params! { "RouteTableIds" => vec![&table_key] },
        );
        let make =
            params! { "RouteTableId" => &table_key, destination => value.clone(), member => &next };
        let remove = params! { "RouteTableId" => &table_key, destination => value };
        let to = route
            .destination
            .map_or_else(|| "a prefix list".to_owned(), |block| block.to_string());
        let mut operation = Operation::new(
            key(route.id),
            format!("route {to} of {}", title(table)),
            &draft.vpc_scope(table.vpc),
        )
        .find(described.query(query))
        .make(Call::new("ec2", "CreateRoute", make))
        .remove(Call::new("ec2", "DeleteRoute", remove));
        for first in usable_after(draft, table, target) {
            operation = operation.after(first);
        }
        draft.push(operation);
    }
}

/// The member that names a target in `CreateRoute`, and the one in which it is described.
fn members(kind: Kind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        Kind::InternetGateway | Kind::VpnGateway => ("GatewayId", "GatewayId"),
        Kind::EgressOnlyGateway => ("EgressOnlyInternetGatewayId", "EgressOnlyInternetGatewayId"),
        Kind::NatGateway => ("NatGatewayId", "NatGatewayId"),
        Kind::TransitGateway => ("TransitGatewayId", "TransitGatewayId"),
        Kind::VpcPeering => ("VpcPeeringConnectionId", "VpcPeeringConnectionId"),
        Kind::VpcEndpoint | Kind::NetworkFirewall => ("VpcEndpointId", "GatewayId"),
        Kind::NetworkInterface => ("NetworkInterfaceId", "NetworkInterfaceId"),
        Kind::Instance => ("InstanceId", "InstanceId"),
        _ => return None,
    })
}

/// Operations after which a route to the target is taken, although it doesn't mention them.
fn usable_after(draft: &Draft<'_>, table: &RouteTable, target: EntityId) -> Vec<Key> {
    let mut first = vec![attachment(target)];
    if target.kind == Kind::TransitGateway {
        let joins = |at: &&TgwAttachment| {
            at.resource == table.vpc.entity() && at.transit_gateway.entity() == target
        };
        let attachments = draft.referrers::<TgwAttachment>(table.vpc);
        for attachment in attachments.filter(joins) {
            first.extend([key(attachment.id), ready(attachment.id)]);
        }
    }
    if let Some(peering) = target
        .typed::<VpcPeering>()
        .and_then(|id| draft.design.get(id))
    {
        first.push(acceptance(peering));
    }
    first
}
