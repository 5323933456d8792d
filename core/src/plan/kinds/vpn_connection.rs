//! Site-to-Site VPN connections, to a virtual private gateway or to a transit gateway.

use crate::model::{CustomerGateway, TgwAttachment, VpnConnection};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tree::{Key, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for connection in draft.design.all::<VpnConnection>() {
        let own = key(connection.id);
        let Some(far) = draft
            .design
            .get::<CustomerGateway>(connection.customer_gateway)
        else {
            continue;
        };
        let scope = Draft::scope(&far.region, far.account);
        let attachment = draft
            .referrers::<TgwAttachment>(connection.id)
            .find(|attachment| attachment.resource == connection.id.entity());
        let hub = attachment.map(|attachment| key(attachment.transit_gateway));
        if hub.is_none() && connection.vpn_gateway.is_none() {
            draft.leave_out(connection, "it ends at no gateway");
            continue;
        }
        let make = params! {
            "Type" => "ipsec.1",
            "CustomerGatewayId" => key(far.id),
            "VpnGatewayId" => connection.vpn_gateway.filter(|_| hub.is_none()).map(key),
            "TransitGatewayId" => hub.clone(),
            "Options" => params! {
                "StaticRoutesOnly" => connection.static_routes_only,
                "EnableAcceleration" => (connection.acceleration && hub.is_some()).then_some(true),
            },
            "TagSpecifications" => draft.tag_specification(connection, "vpn-connection"),
        };
        let live = "State=='available' || State=='pending'";
        let described = Call::new(
            "ec2",
            "DescribeVpnConnections",
            params! { "VpnConnectionIds" => vec![&own] },
        );
        let state = described.clone().query("VpnConnections[0].State");
        draft.push(
            Operation::new(own.clone(), title(connection), &scope)
                .find(draft.find_live(
                    connection,
                    "DescribeVpnConnections",
                    "VpnConnections",
                    live,
                    "VpnConnectionId",
                ))
                .make(
                    Call::new("ec2", "CreateVpnConnection", make)
                        .query("VpnConnection.VpnConnectionId"),
                )
                .wait(Wait::new(
                    state.clone(),
                    &["available"],
                    &["deleting", "deleted"],
                ))
                .remove_slowly(
                    Call::new(
                        "ec2",
                        "DeleteVpnConnection",
                        params! { "VpnConnectionId" => &own },
                    ),
                    Wait::new(state, &["deleted"], &[]),
                ),
        );
        // A transit gateway has static routes of its own.
        for block in connection
            .static_routes
            .iter()
            .filter(|_| hub.is_none() && connection.static_routes_only)
        {
            let block = block.to_string();
            let query = format!(
                "VpnConnections[0].Routes[?DestinationCidrBlock=='{block}'] | [0].DestinationCidrBlock"
            );
            let make =
                params! { "VpnConnectionId" => &own, "DestinationCidrBlock" => block.as_str() };
            draft.push(
                Operation::new(
                    Key::part(connection.id, &block),
                    format!("route {block} of {}", title(connection)),
                    &scope,
                )
                .find(described.clone().query(query))
                .make(Call::new("ec2", "CreateVpnConnectionRoute", make)),
            );
        }
    }
}
