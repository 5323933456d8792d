//! Security groups. AWS gives each a rule that lets everything out; it goes, unless it is drawn.

use ipnet::IpNet;

use crate::model::{Direction, SecurityGroup, SecurityGroupRule};
use crate::net::Protocol;
use crate::plan::draft::{Draft, key, title};
use crate::plan::names;
use crate::plan::operation::{Call, Operation, Scope};
use crate::plan::tags;
use crate::plan::tree::{Key, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for group in draft.design.all::<SecurityGroup>() {
        let own = key(group.id);
        let scope = draft.vpc_scope(group.vpc);
        let description = if group.meta.description.is_empty() {
            &group.name
        } else {
            &group.meta.description
        };
        let description = match names::keep(names::SECURITY_GROUP, description) {
            text if text.is_empty() => group.id.to_string(),
            text => text,
        };
        let make = params! {
            "GroupName" => draft.service_name(names::SECURITY_GROUP, group),
            "Description" => description,
            "VpcId" => &key(group.vpc),
            "TagSpecifications" => draft.tag_specification(group, "security-group"),
        };
        draft.push(
            Operation::new(own.clone(), title(group), &scope)
                .find(draft.find_tagged(
                    group,
                    "DescribeSecurityGroups",
                    "SecurityGroups[0].GroupId",
                ))
                .make(Call::new("ec2", "CreateSecurityGroup", make).query("GroupId"))
                .remove(Call::new(
                    "ec2",
                    "DeleteSecurityGroup",
                    params! { "GroupId" => &own },
                )),
        );
        no_default_egress(draft, group, &scope, "0.0.0.0/0", ("IpRanges", "CidrIp"));
        // A VPC with an IPv6 block gives its groups a rule for that family too.
        let blocks = draft
            .design
            .get(group.vpc)
            .map(|vpc| vpc.cidrs.as_slice())
            .unwrap_or_default();
        if blocks.iter().any(|block| matches!(block, IpNet::V6(_))) {
            no_default_egress(draft, group, &scope, "::/0", ("Ipv6Ranges", "CidrIpv6"));
        }
        for vpc in &group.associated_vpcs {
            let both = params! { "GroupId" => &own, "VpcId" => &key(*vpc) };
            // Of several groups in one VPC each is associated by itself.
            let filters = vec![
                tags::filter("group-id", &own),
                tags::filter("vpc-id", key(*vpc)),
            ];
            let described = Call::new(
                "ec2",
                "DescribeSecurityGroupVpcAssociations",
                params! { "Filters" => filters },
            );
            let query = "SecurityGroupVpcAssociations[?State=='associated' || State=='associating'] | [0].GroupId";
            draft.push(
                Operation::new(
                    Key::part(group.id, vpc),
                    format!("{} in another VPC", title(group)),
                    &scope,
                )
                .find(described.query(query))
                .make(Call::new("ec2", "AssociateSecurityGroupVpc", both.clone()))
                .remove(Call::new("ec2", "DisassociateSecurityGroupVpc", both)),
            );
        }
    }
}

fn no_default_egress(
    draft: &mut Draft<'_>,
    group: &SecurityGroup,
    scope: &Scope,
    block: &str,
    (list, member): (&str, &str),
) {
    if all_out_is_drawn(draft, group, block) {
        return;
    }
    let own = key(group.id);
    let described = Call::new(
        "ec2",
        "DescribeSecurityGroups",
        params! { "GroupIds" => vec![&own] },
    );
    let query = format!(
        "!(SecurityGroups[0].IpPermissionsEgress[?IpProtocol=='-1'].{list}[] | [?{member}=='{block}'])"
    );
    let everything = params! { "IpProtocol" => "-1", list => vec![params! { member => block }] };
    let make = params! { "GroupId" => &own, "IpPermissions" => vec![everything] };
    let part = if member == "CidrIp" {
        default_egress(group)
    } else {
        Key::part(group.id, "no-default-egress-ipv6")
    };
    draft.push(
        Operation::new(
            part,
            format!("no default egress rule to {block} in {}", title(group)),
            scope,
        )
        .find(described.query(query))
        .make(Call::new("ec2", "RevokeSecurityGroupEgress", make)),
    );
}

/// The operation that takes away the rule that AWS gives a group.
pub(super) fn default_egress(group: &SecurityGroup) -> Key {
    Key::part(group.id, "no-default-egress")
}

fn all_out_is_drawn(draft: &Draft<'_>, group: &SecurityGroup, wanted: &str) -> bool {
    let mut rules = draft.referrers::<SecurityGroupRule>(group.id);
    rules.any(|rule| {
        rule.security_group == group.id
            && rule.direction == Direction::Egress
            && rule.protocol == Protocol::All
            && rule.cidr.is_some_and(|block| block.to_string() == wanted)
    })
}
