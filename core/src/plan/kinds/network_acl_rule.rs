//! Network ACL rules; number and direction are their natural key.

use std::fmt::Write as _;

use ipnet::IpNet;

use super::network_acl::DEFAULT_RULE;
use crate::model::{Direction, NetworkAcl, NetworkAclRule};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation};
use crate::plan::tree::params;

pub(super) fn plan(draft: &mut Draft<'_>) {
    for rule in draft.design.all::<NetworkAclRule>() {
        let Some(acl) = draft.design.get::<NetworkAcl>(rule.network_acl) else {
            continue;
        };
        let Some(block) = rule.cidr else {
            draft.leave_out(rule, "it says no addresses");
            continue;
        };
        let own = key(acl.id);
        let egress = rule.direction == Direction::Egress;
        let (v4, v6) = match block {
            IpNet::V4(block) => (Some(block.to_string()), None),
            IpNet::V6(block) => (None, Some(block.to_string())),
        };
        let protocol = rule.protocol.number().map_or(-1, i64::from);
        let icmp = matches!(protocol, 1 | 58).then(|| {
            params! { "Type" => rule.icmp_type.unwrap_or(-1), "Code" => rule.icmp_code.unwrap_or(-1) }
        });
        // TCP and UDP need ports; the others have none.
        let ports = matches!(protocol, 6 | 17).then(|| {
            let (first, last) = rule
                .ports
                .map_or((0, 65535), |ports| (ports.first(), ports.last()));
            params! { "From" => first, "To" => last }
        });
        let make = params! {
            "NetworkAclId" => &own,
            "RuleNumber" => rule.number,
            "Egress" => egress,
            "Protocol" => protocol.to_string(),
            "RuleAction" => rule.action.word(),
            "CidrBlock" => v4,
            "Ipv6CidrBlock" => v6,
            "PortRange" => ports,
            "IcmpTypeCode" => icmp,
        };
        let described = Call::new(
            "ec2",
            "DescribeNetworkAcls",
            params! { "NetworkAclIds" => vec![&own] },
        );
        // The default network ACL starts with a rule of this number, which is replaced where it differs.
        let replace = acl.default && rule.number == DEFAULT_RULE;
        let way = if egress { "Egress" } else { "!Egress" };
        let mut same = format!("to_string(RuleNumber)=='{}' && {way}", rule.number);
        if replace {
            let member = if matches!(block, IpNet::V4(_)) {
                "CidrBlock"
            } else {
                "Ipv6CidrBlock"
            };
            let _ = write!(
                same,
                " && Protocol=='{protocol}' && RuleAction=='{}' && {member}=='{block}'",
                rule.action
            );
        }
        let query = format!("NetworkAcls[0].Entries[?{same}] | [0].RuleAction");
        let operation = if replace {
            "ReplaceNetworkAclEntry"
        } else {
            "CreateNetworkAclEntry"
        };
        draft.push(
            Operation::new(
                key(rule.id),
                format!(
                    "rule {} ({}) of {}",
                    rule.number,
                    rule.direction,
                    title(acl)
                ),
                &draft.vpc_scope(acl.vpc),
            )
            .find(described.query(query))
            .make(Call::new("ec2", operation, make)),
        );
    }
}
