//! Subnets, and which route table and network ACL serve them.

use ipnet::IpNet;

use crate::model::{NetworkAcl, RouteTable, Subnet};
use crate::plan::draft::{Draft, first_where, key, title};
use crate::plan::operation::{Call, Operation, Scope, Wait};
use crate::plan::tags;
use crate::plan::tree::{Key, Text, Tree, params};

use super::vpc::ipv6_key;

pub(super) fn plan(draft: &mut Draft<'_>) {
    for subnet in draft.design.all::<Subnet>() {
        let own = key(subnet.id);
        let scope = draft.vpc_scope(subnet.vpc);
        let Some(block) = subnet
            .cidrs
            .iter()
            .find(|block| matches!(block, IpNet::V4(_)))
        else {
            draft.leave_out(
                subnet,
                "it has no IPv4 block; the IPv6 block of its VPC is one that AWS chooses",
            );
            continue;
        };
        // A zone is named by its letter here; the id of a zone has a dash in it.
        let by_id = subnet.az.contains('-') && !subnet.az.starts_with(scope.region.as_str());
        let zone = if subnet.az.len() == 1 {
            format!("{}{}", scope.region, subnet.az)
        } else {
            subnet.az.clone()
        };
        let make = params! {
            "VpcId" => &key(subnet.vpc),
            "CidrBlock" => block.to_string(),
            "AvailabilityZone" => if by_id { Tree::Absent } else { zone.as_str().into() },
            "AvailabilityZoneId" => if by_id { zone.as_str().into() } else { Tree::Absent },
            "TagSpecifications" => draft.tag_specification(subnet, "subnet"),
        };
        let described = Call::new(
            "ec2",
            "DescribeSubnets",
            params! { "SubnetIds" => vec![&own] },
        );
        // A subnet may lie in a further block of its VPC, which must be there first.
        let further = Key::part(subnet.vpc, holding_block(draft, subnet, block));
        draft.push(
            Operation::new(own.clone(), title(subnet), &scope)
                .find(draft.find_tagged(subnet, "DescribeSubnets", "Subnets[0].SubnetId"))
                .make(Call::new("ec2", "CreateSubnet", make).query("Subnet.SubnetId"))
                .wait(Wait::new(
                    described.clone().query("Subnets[0].State"),
                    &["available"],
                    &["failed"],
                ))
                .remove(Call::new(
                    "ec2",
                    "DeleteSubnet",
                    params! { "SubnetId" => &own },
                ))
                .after(further),
        );
        if subnet.map_public_ip {
            let make = params! { "SubnetId" => &own, "MapPublicIpOnLaunch" => params! { "Value" => true } };
            draft.push(
                Operation::new(
                    Key::part(subnet.id, "public-addresses"),
                    format!("public addresses in {}", title(subnet)),
                    &scope,
                )
                .find(described.query("Subnets[0].MapPublicIpOnLaunch"))
                .make(Call::new("ec2", "ModifySubnetAttribute", make)),
            );
        }
        ipv6_block(draft, subnet, &scope);
        route_table(draft, subnet, &scope);
        network_acl(draft, subnet, &scope);
    }
}

/// AWS chooses the block of the VPC; the subnet gets the `/64` of it that has the place of the one drawn.
fn ipv6_block(draft: &mut Draft<'_>, subnet: &Subnet, scope: &Scope) {
    let drawn = subnet.cidrs.iter().find_map(|block| match block {
        IpNet::V6(block) => Some(block),
        IpNet::V4(_) => None,
    });
    let Some(drawn) = drawn else { return };
    let inside = draft.design.get(subnet.vpc).is_some_and(|vpc| {
        let holder = |block: &IpNet| block.prefix_len() == 56 && block.contains(&IpNet::V6(*drawn));
        vpc.cidrs.iter().any(holder)
    });
    if drawn.prefix_len() != 64 || !inside {
        draft.leave_out(
            subnet,
            "its IPv6 block is no /64 in a /56 of its VPC, which is what AWS gives",
        );
        return;
    }
    // The eighth byte tells the 256 subnets of a /56 apart.
    let [.., number, _, _, _, _, _, _, _, _] = drawn.network().octets();
    let own = key(subnet.id);
    let block = Text::default().ipv6_subnet(&ipv6_key(subnet.vpc), number);
    let described = Call::new(
        "ec2",
        "DescribeSubnets",
        params! { "SubnetIds" => vec![&own] },
    );
    let query = "Subnets[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='disassociated'] | [0].Ipv6CidrBlock";
    let make = params! { "SubnetId" => &own, "Ipv6CidrBlock" => block };
    draft.push(
        Operation::new(
            Key::part(subnet.id, "ipv6-block"),
            format!("IPv6 block of {}", title(subnet)),
            scope,
        )
        .find(described.query(query))
        .make(
            Call::new("ec2", "AssociateSubnetCidrBlock", make)
                .query("Ipv6CidrBlockAssociation.Ipv6CidrBlock"),
        ),
    );
}

fn holding_block(draft: &Draft<'_>, subnet: &Subnet, block: &IpNet) -> String {
    let blocks = draft
        .design
        .get(subnet.vpc)
        .map(|vpc| vpc.cidrs.as_slice())
        .unwrap_or_default();
    blocks
        .iter()
        .find(|holder| holder.contains(block))
        .map(ToString::to_string)
        .unwrap_or_default()
}

fn route_table(draft: &mut Draft<'_>, subnet: &Subnet, scope: &Scope) {
    let Some(table) = subnet
        .route_table
        .and_then(|id| draft.design.get::<RouteTable>(id))
    else {
        return;
    };
    if table.main {
        return;
    }
    let part = Key::part(subnet.id, "route-table");
    let described = Call::new(
        "ec2",
        "DescribeRouteTables",
        params! { "RouteTableIds" => vec![&key(table.id)] },
    );
    let query = first_where(
        "RouteTables[0].Associations",
        "SubnetId",
        &key(subnet.id),
        "RouteTableAssociationId",
    );
    let make = params! { "RouteTableId" => &key(table.id), "SubnetId" => &key(subnet.id) };
    draft.push(
        Operation::new(
            part.clone(),
            format!("route table of {}", title(subnet)),
            scope,
        )
        .find(described.query(query))
        .make(Call::new("ec2", "AssociateRouteTable", make).query("AssociationId"))
        .remove(Call::new(
            "ec2",
            "DisassociateRouteTable",
            params! { "AssociationId" => &part },
        )),
    );
}

/// Every subnet has a network ACL; naming another replaces the association that it has.
fn network_acl(draft: &mut Draft<'_>, subnet: &Subnet, scope: &Scope) {
    let Some(acl) = subnet
        .network_acl
        .and_then(|id| draft.design.get::<NetworkAcl>(id))
    else {
        return;
    };
    if acl.default {
        return;
    }
    let present = Key::part(subnet.id, "acl-association");
    let own = key(subnet.id);
    let filters = vec![tags::filter("association.subnet-id", &own)];
    let associated = Call::new(
        "ec2",
        "DescribeNetworkAcls",
        params! { "Filters" => filters },
    );
    let query = first_where(
        "NetworkAcls[0].Associations",
        "SubnetId",
        &own,
        "NetworkAclAssociationId",
    );
    draft.push(
        Operation::new(
            present.clone(),
            format!("present network ACL of {}", title(subnet)),
            scope,
        )
        .find(associated.query(query)),
    );
    let described = Call::new(
        "ec2",
        "DescribeNetworkAcls",
        params! { "NetworkAclIds" => vec![&key(acl.id)] },
    );
    let query = first_where("NetworkAcls[0].Associations", "SubnetId", &own, "SubnetId");
    let make = params! { "AssociationId" => &present, "NetworkAclId" => &key(acl.id) };
    draft.push(
        Operation::new(
            Key::part(subnet.id, "network-acl"),
            format!("network ACL of {}", title(subnet)),
            scope,
        )
        .find(described.query(query))
        .make(Call::new("ec2", "ReplaceNetworkAclAssociation", make)),
    );
}
