//! Internet gateways and their attachment.

use crate::model::InternetGateway;
use crate::plan::draft::{Draft, first_where, key, title};
use crate::plan::operation::{Call, Operation};
use crate::plan::tree::{Key, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for gateway in draft.design.all::<InternetGateway>() {
        let own = key(gateway.id);
        let Some(vpc) = gateway.vpc else {
            draft.leave_out(
                gateway,
                "it is attached to no VPC, so its account and region are not known",
            );
            continue;
        };
        let scope = draft.vpc_scope(vpc);
        let make =
            params! { "TagSpecifications" => draft.tag_specification(gateway, "internet-gateway") };
        let found = "InternetGateways[0].InternetGatewayId";
        draft.push(
            Operation::new(own.clone(), title(gateway), &scope)
                .find(draft.find_tagged(gateway, "DescribeInternetGateways", found))
                .make(
                    Call::new("ec2", "CreateInternetGateway", make)
                        .query("InternetGateway.InternetGatewayId"),
                )
                .remove(Call::new(
                    "ec2",
                    "DeleteInternetGateway",
                    params! { "InternetGatewayId" => &own },
                )),
        );
        let both = params! { "InternetGatewayId" => &own, "VpcId" => &key(vpc) };
        let attached = Call::new(
            "ec2",
            "DescribeInternetGateways",
            params! { "InternetGatewayIds" => vec![&own] },
        )
        .query(first_where(
            "InternetGateways[0].Attachments",
            "VpcId",
            &key(vpc),
            "VpcId",
        ));
        draft.push(
            Operation::new(
                attachment(gateway.id),
                format!("attachment of {}", title(gateway)),
                &scope,
            )
            .find(attached)
            .make(Call::new("ec2", "AttachInternetGateway", both.clone()))
            .remove(Call::new("ec2", "DetachInternetGateway", both)),
        );
    }
}

/// The operation that attaches a gateway to its VPC.
pub(super) fn attachment(gateway: impl std::fmt::Display) -> Key {
    Key::part(gateway, "attachment")
}
