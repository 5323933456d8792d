//! VPCs: the network, its further blocks and its attributes.

use ipnet::IpNet;

use crate::model::{BlockPublicAccess, Id, Tenancy, Vpc};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Scope, Wait};
use crate::plan::tree::{Key, Text, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for vpc in draft.design.all::<Vpc>() {
        let own = key(vpc.id);
        let scope = draft.vpc_scope(vpc.id);
        let mut blocks = vpc
            .cidrs
            .iter()
            .filter(|block| matches!(block, IpNet::V4(_)));
        let Some(primary) = blocks.next() else {
            draft.leave_out(
                vpc,
                "it has no IPv4 block, and AWS makes no VPC without one",
            );
            continue;
        };
        let ipv6 = vpc.cidrs.iter().any(|block| matches!(block, IpNet::V6(_)));
        if ipv6 {
            draft.leave_out(
                vpc,
                "its IPv6 block is one that AWS chooses, in which its subnets keep their places; routes and rules that name the drawn block name it as drawn",
            );
        }
        if vpc.block_public_access != BlockPublicAccess::Off {
            draft.leave_out(
                vpc,
                "Block Public Access is a switch of a whole account and region; set it there",
            );
        }
        let make = params! {
            "CidrBlock" => primary.to_string(),
            "InstanceTenancy" => (vpc.tenancy == Tenancy::Dedicated).then_some("dedicated"),
            "TagSpecifications" => draft.tag_specification(vpc, "vpc"),
        };
        draft.push(
            Operation::new(own.clone(), title(vpc), &scope)
                .find(draft.find_tagged(vpc, "DescribeVpcs", "Vpcs[0].VpcId"))
                .make(Call::new("ec2", "CreateVpc", make).query("Vpc.VpcId"))
                .wait(Wait::new(
                    describe(&own).query("Vpcs[0].State"),
                    &["available"],
                    &[],
                ))
                .remove(Call::new("ec2", "DeleteVpc", params! { "VpcId" => &own })),
        );
        if ipv6 {
            ipv6_block(draft, vpc, &scope);
        }
        for block in blocks {
            further_block(draft, vpc, &scope, &block.to_string());
        }
        // A new VPC has DNS support and no DNS hostnames.
        if !vpc.dns_support {
            attribute(
                draft,
                vpc,
                &scope,
                "dns-support",
                "EnableDnsSupport",
                "enableDnsSupport",
                false,
            );
        }
        if vpc.dns_hostnames {
            attribute(
                draft,
                vpc,
                &scope,
                "dns-hostnames",
                "EnableDnsHostnames",
                "enableDnsHostnames",
                true,
            );
        }
        if let Some(set) = vpc.dhcp_options {
            let found = describe(&own).query(
                Text::from("Vpcs[0].DhcpOptionsId=='")
                    .output(&key(set))
                    .then("'"),
            );
            let make = params! { "DhcpOptionsId" => &key(set), "VpcId" => &own };
            // AWS's own set must be back in place before the set can be deleted.
            let default = params! { "DhcpOptionsId" => "default", "VpcId" => &own };
            draft.push(
                Operation::new(
                    Key::part(vpc.id, "dhcp-options"),
                    format!("DHCP options of {}", title(vpc)),
                    &scope,
                )
                .find(found)
                .make(Call::new("ec2", "AssociateDhcpOptions", make))
                .remove(Call::new("ec2", "AssociateDhcpOptions", default)),
            );
        }
    }
}

fn describe(vpc: &Key) -> Call {
    Call::new("ec2", "DescribeVpcs", params! { "VpcIds" => vec![vpc] })
}

fn further_block(draft: &mut Draft<'_>, vpc: &Vpc, scope: &Scope, block: &str) {
    let own = key(vpc.id);
    let list = format!("Vpcs[0].CidrBlockAssociationSet[?CidrBlock=='{block}'");
    let found = format!(
        "{list} && CidrBlockState.State!='failed' && CidrBlockState.State!='disassociated'] | [0].CidrBlock"
    );
    let state = format!("{list}] | [0].CidrBlockState.State");
    let make = params! { "VpcId" => &own, "CidrBlock" => block };
    draft.push(
        Operation::new(
            Key::part(vpc.id, block),
            format!("block {block} of {}", title(vpc)),
            scope,
        )
        .find(describe(&own).query(found))
        .make(Call::new("ec2", "AssociateVpcCidrBlock", make))
        .wait(Wait::new(
            describe(&own).query(state),
            &["associated"],
            &["failed"],
        )),
    );
}

/// The operation that puts out the IPv6 block of a VPC.
pub(super) fn ipv6_key(vpc: Id<Vpc>) -> Key {
    Key::part(vpc, "ipv6-block")
}

fn ipv6_block(draft: &mut Draft<'_>, vpc: &Vpc, scope: &Scope) {
    let own = key(vpc.id);
    let list = "Vpcs[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='failed' && Ipv6CidrBlockState.State!='disassociated'] | [0]";
    let make = params! { "VpcId" => &own, "AmazonProvidedIpv6CidrBlock" => true };
    draft.push(
        Operation::new(
            ipv6_key(vpc.id),
            format!("IPv6 block of {}", title(vpc)),
            scope,
        )
        .find(describe(&own).query(format!("{list}.Ipv6CidrBlock")))
        .make_and_find(Call::new("ec2", "AssociateVpcCidrBlock", make))
        .wait(Wait::new(
            describe(&own).query(format!("{list}.Ipv6CidrBlockState.State")),
            &["associated"],
            &["failed"],
        )),
    );
}

fn attribute(
    draft: &mut Draft<'_>,
    vpc: &Vpc,
    scope: &Scope,
    part: &str,
    member: &str,
    attribute: &str,
    on: bool,
) {
    let own = key(vpc.id);
    let found = Call::new(
        "ec2",
        "DescribeVpcAttribute",
        params! { "VpcId" => &own, "Attribute" => attribute },
    );
    let make = params! { "VpcId" => &own, member => params! { "Value" => on } };
    draft.push(
        Operation::new(
            Key::part(vpc.id, part),
            format!("{part} of {}", title(vpc)),
            scope,
        )
        .find(found.query(if on {
            format!("{member}.Value")
        } else {
            format!("!({member}.Value)")
        }))
        .make(Call::new("ec2", "ModifyVpcAttribute", make)),
    );
}
