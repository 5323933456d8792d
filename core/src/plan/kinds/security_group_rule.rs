//! Security group rules. What a rule allows is its natural key.

use std::fmt::Write as _;

use ipnet::IpNet;

use super::security_group::default_egress;
use crate::model::{Direction, SecurityGroup, SecurityGroupRule};
use crate::plan::draft::{Draft, key, title};
use crate::plan::names;
use crate::plan::operation::{Call, Operation};
use crate::plan::tags;
use crate::plan::tree::{Text, Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for rule in draft.design.all::<SecurityGroupRule>() {
        let Some(group) = draft.design.get::<SecurityGroup>(rule.security_group) else {
            continue;
        };
        if rule.cidr.is_none() && rule.source_group.is_none() && rule.prefix_list.is_none() {
            draft.leave_out(rule, "it says nobody on the far side");
            continue;
        }
        let own = key(rule.id);
        let egress = rule.direction == Direction::Egress;
        let protocol = protocol_word(rule);
        let (from, to) = ports(rule);
        let description = names::keep(names::SECURITY_GROUP, &rule.meta.description);
        let description = (!description.is_empty()).then_some(description);
        let far_side = |name: &str, value: Tree| {
            vec![params! { name => value, "Description" => description.clone() }]
        };
        let permission = params! {
            "IpProtocol" => protocol.as_str(),
            "FromPort" => from,
            "ToPort" => to,
            "IpRanges" => v4(rule).map(|block| far_side("CidrIp", block.into())),
            "Ipv6Ranges" => v6(rule).map(|block| far_side("CidrIpv6", block.into())),
            "UserIdGroupPairs" => rule.source_group.map(|id| far_side("GroupId", (&key(id)).into())),
            "PrefixListIds" => rule.prefix_list.map(|id| far_side("PrefixListId", (&key(id)).into())),
        };
        let make = params! {
            "GroupId" => &key(group.id),
            "IpPermissions" => vec![permission],
            "TagSpecifications" => draft.tag_specification(rule, "security-group-rule"),
        };
        let filters = vec![tags::filter("group-id", key(group.id))];
        let described = Call::new(
            "ec2",
            "DescribeSecurityGroupRules",
            params! { "Filters" => filters },
        );
        let (operation, revoke) = if egress {
            ("AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress")
        } else {
            (
                "AuthorizeSecurityGroupIngress",
                "RevokeSecurityGroupIngress",
            )
        };
        let mut step = Operation::new(
            own.clone(),
            format!("{} rule {} of {}", rule.direction, rule.id, title(group)),
            &draft.vpc_scope(group.vpc),
        )
        .find(described.query(query(rule, egress, &protocol, from, to)))
        .make(Call::new("ec2", operation, make).query("SecurityGroupRules[0].SecurityGroupRuleId"))
        .after(default_egress(group));
        // A group can't be deleted while a rule of another names it.
        if rule.source_group.is_some() || rule.prefix_list.is_some() {
            let both =
                params! { "GroupId" => &key(group.id), "SecurityGroupRuleIds" => vec![&own] };
            step = step.remove(Call::new("ec2", revoke, both));
        }
        draft.push(step);
    }
}

fn v4(rule: &SecurityGroupRule) -> Option<String> {
    rule.cidr
        .filter(|block| matches!(block, IpNet::V4(_)))
        .map(|block| block.to_string())
}

fn v6(rule: &SecurityGroupRule) -> Option<String> {
    rule.cidr
        .filter(|block| matches!(block, IpNet::V6(_)))
        .map(|block| block.to_string())
}

/// AWS answers with words for these four, and with numbers for all others.
fn protocol_word(rule: &SecurityGroupRule) -> String {
    match rule.protocol.number() {
        None => "-1".to_owned(),
        Some(1) => "icmp".to_owned(),
        Some(6) => "tcp".to_owned(),
        Some(17) => "udp".to_owned(),
        Some(58) => "icmpv6".to_owned(),
        Some(number) => number.to_string(),
    }
}

/// First and last port; for ICMP type and code, -1 for all; none for protocols without.
fn ports(rule: &SecurityGroupRule) -> (Option<i32>, Option<i32>) {
    match rule.protocol.number() {
        Some(6 | 17) => {
            let (first, last) = rule
                .ports
                .map_or((0, 65535), |ports| (ports.first(), ports.last()));
            (Some(first.into()), Some(last.into()))
        }
        Some(1 | 58) => {
            let icmp_type = rule.icmp_type.unwrap_or(-1);
            let code = rule.icmp_code.filter(|_| icmp_type >= 0);
            (Some(icmp_type), Some(code.unwrap_or(-1)))
        }
        _ => (None, None),
    }
}

fn query(
    rule: &SecurityGroupRule,
    egress: bool,
    protocol: &str,
    from: Option<i32>,
    to: Option<i32>,
) -> Text {
    let way = if egress { "IsEgress" } else { "!IsEgress" };
    let mut same = format!("SecurityGroupRules[?{way} && IpProtocol=='{protocol}'");
    if let (Some(from), Some(to)) = (from, to) {
        let _ = write!(
            same,
            " && to_string(FromPort)=='{from}' && to_string(ToPort)=='{to}'"
        );
    }
    let end = "'] | [0].SecurityGroupRuleId";
    if let Some(block) = v4(rule) {
        return format!("{same} && CidrIpv4=='{block}{end}").into();
    }
    if let Some(block) = v6(rule) {
        return format!("{same} && CidrIpv6=='{block}{end}").into();
    }
    let (member, far_side) = match (rule.source_group, rule.prefix_list) {
        (Some(group), _) => ("ReferencedGroupInfo.GroupId", key(group)),
        (None, Some(list)) => ("PrefixListId", key(list)),
        (None, None) => return same.into(),
    };
    Text::from(format!("{same} && {member}=='"))
        .output(&far_side)
        .then(end)
}
