//! Customer gateways.

use crate::model::CustomerGateway;
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tree::{Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for gateway in draft.design.all::<CustomerGateway>() {
        let own = key(gateway.id);
        let Some(address) = gateway.ip_address else {
            draft.leave_out(gateway, "its public address is not drawn");
            continue;
        };
        // Numbers beyond 31 bits have a parameter of their own (EC2 API Reference, CreateCustomerGateway).
        let extended = gateway.asn > i64::from(i32::MAX);
        let asn: Tree = gateway.asn.into();
        let make = params! {
            "Type" => "ipsec.1",
            "BgpAsn" => if extended { Tree::Absent } else { asn.clone() },
            "BgpAsnExtended" => if extended { asn } else { Tree::Absent },
            "IpAddress" => address.to_string(),
            "TagSpecifications" => draft.tag_specification(gateway, "customer-gateway"),
        };
        let live = "State=='available' || State=='pending'";
        let ids = params! { "CustomerGatewayIds" => vec![&own] };
        let state =
            Call::new("ec2", "DescribeCustomerGateways", ids).query("CustomerGateways[0].State");
        draft.push(
            Operation::new(
                own.clone(),
                title(gateway),
                &Draft::scope(&gateway.region, gateway.account),
            )
            .find(draft.find_live(
                gateway,
                "DescribeCustomerGateways",
                "CustomerGateways",
                live,
                "CustomerGatewayId",
            ))
            .make(
                Call::new("ec2", "CreateCustomerGateway", make)
                    .query("CustomerGateway.CustomerGatewayId"),
            )
            .wait(Wait::new(state, &["available"], &["deleting", "deleted"]))
            .remove(Call::new(
                "ec2",
                "DeleteCustomerGateway",
                params! { "CustomerGatewayId" => &own },
            )),
        );
    }
}
