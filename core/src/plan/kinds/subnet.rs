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
        let block = subnet
            .cidrs
            .iter()
            .find(|block| matches!(block, IpNet::V4(_)));
        let place = place_in_vpc(draft, subnet);
        match (block, &place) {
            (_, Err(why)) => draft.leave_out(subnet, *why),
            (None, Ok(None)) => draft.leave_out(subnet, "it has no block"),
            _ => {}
        }
        let place = place.ok().flatten();
        // A subnet with both families gets its IPv6 block afterwards, one without IPv4 is made with it.
        let only_ipv6 = place.filter(|_| block.is_none());
        if block.is_none() && only_ipv6.is_none() {
            continue;
        }
        // A zone is named by its letter here; the id of a zone has a dash in it.
        let by_id = subnet.az.contains('-') && !subnet.az.starts_with(scope.region.as_str());
        let zone = if subnet.az.len() == 1 {
            format!("{}{}", scope.region, subnet.az)
        } else {
            subnet.az.clone()
        };
        let make = params! {
            "VpcId" => &key(subnet.vpc),
            "CidrBlock" => block.map(ToString::to_string),
            "Ipv6Native" => only_ipv6.map(|_| true),
            "Ipv6CidrBlock" => only_ipv6.map(|place| ipv6_subnet(subnet, place)),
            "AvailabilityZone" => if by_id { Tree::Absent } else { zone.as_str().into() },
            "AvailabilityZoneId" => if by_id { zone.as_str().into() } else { Tree::Absent },
            "TagSpecifications" => draft.tag_specification(subnet, "subnet"),
        };
        let described = Call::new(
            "ec2",
            "DescribeSubnets",
            params! { "SubnetIds" => vec![&own] },
        );
        let mut operation = Operation::new(own.clone(), title(subnet), &scope)
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
            ));
        // A subnet may lie in a further block of its VPC, which must be there first.
        if let Some(block) = block {
            operation = operation.after(Key::part(subnet.vpc, holding_block(draft, subnet, block)));
        }
        draft.push(operation);
        if subnet.map_public_ip && only_ipv6.is_some() {
            draft.leave_out(
                subnet,
                "public IPv4 addresses, which a subnet without an IPv4 block has not",
            );
        } else if subnet.map_public_ip {
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
        if let Some(place) = place.filter(|_| only_ipv6.is_none()) {
            ipv6_block(draft, subnet, place, &scope);
        }
        route_table(draft, subnet, &scope);
        network_acl(draft, subnet, &scope);
    }
}

/// AWS chooses the block of the VPC; the subnet gets the `/64` of it that has the place of the one drawn. Its number,
/// nothing where no IPv6 block is drawn, or why it can't be.
fn place_in_vpc(draft: &Draft<'_>, subnet: &Subnet) -> Result<Option<u8>, &'static str> {
    let drawn = subnet.cidrs.iter().find_map(|block| match block {
        IpNet::V6(block) => Some(block),
        IpNet::V4(_) => None,
    });
    let Some(drawn) = drawn else { return Ok(None) };
    let inside = draft.design.get(subnet.vpc).is_some_and(|vpc| {
        let holder = |block: &IpNet| block.prefix_len() == 56 && block.contains(&IpNet::V6(*drawn));
        vpc.cidrs.iter().any(holder)
    });
    if drawn.prefix_len() != 64 || !inside {
        return Err("its IPv6 block is no /64 in a /56 of its VPC, which is what AWS gives");
    }
    // The eighth byte tells the 256 subnets of a /56 apart.
    let [.., number, _, _, _, _, _, _, _, _] = drawn.network().octets();
    Ok(Some(number))
}

fn ipv6_subnet(subnet: &Subnet, place: u8) -> Text {
    Text::default().ipv6_subnet(&ipv6_key(subnet.vpc), place)
}

fn ipv6_block(draft: &mut Draft<'_>, subnet: &Subnet, place: u8, scope: &Scope) {
    let own = key(subnet.id);
    let block = ipv6_subnet(subnet, place);
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

/// Whether a subnet has an IPv6 block and no IPv4 block.
pub(super) fn is_only_ipv6(subnet: &Subnet) -> bool {
    !subnet.cidrs.is_empty()
        && subnet
            .cidrs
            .iter()
            .all(|block| matches!(block, IpNet::V6(_)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_subnet_without_ipv4_is_made_with_its_place_in_the_block_of_the_vpc() {
        let text = "vpc v cidrs=10.0.0.0/16,2001:db8:0:ab00::/56\n\
              subnet six az=a cidrs=2001:db8:0:ab07::/64 map_public_ip=true\n\
                instance app private_address=2001:db8:0:ab07::9 public_address=true\n\
              subnet both az=a cidrs=10.0.0.0/24,2001:db8:0:ab08::/64\n\
              subnet far az=a cidrs=2001:db8:1::/64\n\
              subnet none az=a\n";
        let text = text
            .replace("subnet", "  subnet")
            .replace("instance", "    instance");
        let plan = crate::plan::plan(&crate::notation::parse(&text).unwrap());
        let made = |key: &str| {
            let operation = plan.operations.iter().find(|one| one.key.0 == key)?;
            Some((format!("{:?}", operation.make), operation.needs()))
        };
        let (call, needs) = made("subnet-1").unwrap();
        assert!(
            call.contains("Ipv6Native") && !call.contains("\"CidrBlock\""),
            "{call}"
        );
        assert!(
            needs.iter().any(|key| key.0 == "vpc-1/ipv6-block"),
            "{needs:?}"
        );
        assert_eq!(made("subnet-1/ipv6-block"), None);
        assert_eq!(made("subnet-1/public-addresses"), None);
        assert!(made("subnet-2/ipv6-block").is_some());
        assert_eq!((made("subnet-3"), made("subnet-4")), (None, None));
        let (call, _) = made("instance-1").unwrap();
        assert!(
            !call.contains("PrivateIpAddress") && !call.contains("PublicIp"),
            "{call}"
        );
        for (subject, words) in [
            ("(subnet-3)", "no /64"),
            ("(subnet-4)", "no block"),
            ("(subnet-1)", "public IPv4"),
        ] {
            let told = plan
                .left_out
                .iter()
                .find(|one| one.subject.contains(subject));
            assert!(told.unwrap().reason.contains(words), "{:?}", plan.left_out);
        }
    }
}
