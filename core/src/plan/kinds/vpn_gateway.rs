//! Virtual private gateways and their attachment.

use super::internet_gateway::attachment;
use crate::model::VpnGateway;
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tree::params;

pub(super) fn plan(draft: &mut Draft<'_>) {
    for gateway in draft.design.all::<VpnGateway>() {
        let own = key(gateway.id);
        let Some(vpc) = gateway.vpc else {
            draft.leave_out(
                gateway,
                "it is attached to no VPC, so its account and region are not known",
            );
            continue;
        };
        let scope = draft.vpc_scope(vpc);
        let make = params! {
            "Type" => "ipsec.1",
            "AmazonSideAsn" => gateway.asn,
            "TagSpecifications" => draft.tag_specification(gateway, "vpn-gateway"),
        };
        let live = "State=='available' || State=='pending'";
        draft.push(
            Operation::new(own.clone(), title(gateway), &scope)
                .find(draft.find_live(
                    gateway,
                    "DescribeVpnGateways",
                    "VpnGateways",
                    live,
                    "VpnGatewayId",
                ))
                .make(Call::new("ec2", "CreateVpnGateway", make).query("VpnGateway.VpnGatewayId"))
                .remove(Call::new(
                    "ec2",
                    "DeleteVpnGateway",
                    params! { "VpnGatewayId" => &own },
                )),
        );
        let both = params! { "VpnGatewayId" => &own, "VpcId" => key(vpc) };
        let described = Call::new(
            "ec2",
            "DescribeVpnGateways",
            params! { "VpnGatewayIds" => vec![&own] },
        );
        let attached =
            "VpnGateways[0].VpcAttachments[?State=='attached' || State=='attaching'] | [0].VpcId";
        let state = described
            .clone()
            .query("VpnGateways[0].VpcAttachments[0].State");
        draft.push(
            Operation::new(
                attachment(gateway.id),
                format!("attachment of {}", title(gateway)),
                &scope,
            )
            .find(described.query(attached))
            .make(Call::new("ec2", "AttachVpnGateway", both.clone()))
            .wait(Wait::new(state.clone(), &["attached"], &[]))
            .remove_slowly(
                Call::new("ec2", "DetachVpnGateway", both),
                Wait::new(state, &["detached"], &[]),
            ),
        );
    }
}
