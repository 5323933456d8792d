//! NAT gateways, with an address of their own where none is drawn.

use super::elastic_ip::allocate;
use super::internet_gateway;
use crate::model::{Connectivity, InternetGateway, NatAvailability, NatGateway};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tree::{Key, Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for gateway in draft.design.all::<NatGateway>() {
        let own = key(gateway.id);
        let Some(vpc) = draft.vpc_of(gateway.subnet) else {
            continue;
        };
        let scope = draft.vpc_scope(vpc);
        let public = gateway.connectivity == Connectivity::Public;
        let regional = gateway.availability == NatAvailability::Regional;
        let address = match gateway.elastic_ip {
            _ if !public || regional => None,
            Some(address) => Some(key(address)),
            None => {
                let part = Key::part(gateway.id, "address");
                let tags = draft.tags_as(gateway, &part.0);
                allocate(
                    draft,
                    part.clone(),
                    format!("address of {}", title(gateway)),
                    &scope,
                    &tags,
                );
                Some(part)
            }
        };
        let subnet = key(gateway.subnet);
        let make = params! {
            "SubnetId" => if regional { Tree::Absent } else { (&subnet).into() },
            "VpcId" => if regional { (&key(vpc)).into() } else { Tree::Absent },
            "AvailabilityMode" => regional.then_some("regional"),
            "ConnectivityType" => gateway.connectivity.word(),
            "AllocationId" => address.as_ref().map(Tree::from),
            "PrivateIpAddress" => gateway.private_address.filter(|_| !regional).map(|address| address.to_string()),
            "TagSpecifications" => draft.tag_specification(gateway, "natgateway"),
        };
        let described = Call::new(
            "ec2",
            "DescribeNatGateways",
            params! { "NatGatewayIds" => vec![&own] },
        )
        .query("NatGateways[0].State");
        let live = "State=='pending' || State=='available'";
        let mut operation = Operation::new(own.clone(), title(gateway), &scope)
            .find(draft.find_live(
                gateway,
                "DescribeNatGateways",
                "NatGateways",
                live,
                "NatGatewayId",
            ))
            .make(Call::new("ec2", "CreateNatGateway", make).query("NatGateway.NatGatewayId"))
            .wait(Wait::new(
                described.clone(),
                &["available"],
                &["failed", "deleted", "deleting"],
            ))
            .remove_slowly(
                Call::new(
                    "ec2",
                    "DeleteNatGateway",
                    params! { "NatGatewayId" => &own },
                ),
                Wait::new(described, &["deleted"], &[]),
            );
        // A public gateway becomes available only where the VPC reaches the internet.
        for way_out in draft
            .referrers::<InternetGateway>(vpc)
            .filter(|way_out| way_out.vpc == Some(vpc))
        {
            operation = operation.after(internet_gateway::attachment(way_out.id));
        }
        draft.push(operation);
    }
}
