//! Egress-only internet gateways.

use crate::model::EgressOnlyGateway;
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation};
use crate::plan::tree::params;

pub(super) fn plan(draft: &mut Draft<'_>) {
    for gateway in draft.design.all::<EgressOnlyGateway>() {
        let own = key(gateway.id);
        let make = params! {
            "VpcId" => &key(gateway.vpc),
            "TagSpecifications" => draft.tag_specification(gateway, "egress-only-internet-gateway"),
        };
        let found = "EgressOnlyInternetGateways[0].EgressOnlyInternetGatewayId";
        let answer = "EgressOnlyInternetGateway.EgressOnlyInternetGatewayId";
        let remove = params! { "EgressOnlyInternetGatewayId" => &own };
        draft.push(
            Operation::new(own, title(gateway), &draft.vpc_scope(gateway.vpc))
                .find(draft.find_tagged(gateway, "DescribeEgressOnlyInternetGateways", found))
                .make(Call::new("ec2", "CreateEgressOnlyInternetGateway", make).query(answer))
                .remove(Call::new("ec2", "DeleteEgressOnlyInternetGateway", remove)),
        );
    }
}
