//! Who may open a connection through these security groups, and does a network ACL let this packet in or out?

use std::collections::BTreeSet;
use std::net::IpAddr;

use ipnet::IpNet;

pub use crate::analysis::acl_of;

use crate::analysis::Facts;
use crate::model::{
    Direction, Id, Instance, NetworkAcl, NetworkAclRule, PortRange, PrefixList, Protocol,
    RuleAction, SecurityGroup, SecurityGroupRule,
};
use crate::net::PrefixSet;

/// What the rules of some security groups allow for one protocol and port range.
#[derive(Debug, Clone, Default)]
pub struct Admitted {
    /// Addresses on the far side.
    pub addresses: PrefixSet,
    /// Groups whose members are admitted.
    pub groups: BTreeSet<Id<SecurityGroup>>,
    /// Lists that AWS fills and whose entries the design does not hold.
    pub managed_lists: BTreeSet<Id<PrefixList>>,
}

/// What `groups` together allow for every port of `ports`; a rule for only a part of them is not counted.
pub fn admitted(
    facts: &Facts,
    groups: &[Id<SecurityGroup>],
    direction: Direction,
    protocol: Protocol,
    ports: Option<PortRange>,
) -> Admitted {
    let mut admitted = Admitted::default();
    let rules = groups
        .iter()
        .flat_map(|group| facts.children::<SecurityGroupRule>(*group));
    for rule in rules.filter(|rule| rule.direction == direction && rule.protocol.covers(protocol)) {
        let all_ports = rule.protocol == Protocol::All || rule.ports.is_none();
        if !all_ports
            && !rule
                .ports
                .zip(ports)
                .is_some_and(|(rule, ports)| covers(rule, ports))
        {
            continue;
        }
        if let Some(block) = rule.cidr {
            admitted.addresses = admitted.addresses.union(&[block].into_iter().collect());
        }
        admitted.groups.extend(rule.source_group);
        if let Some(list) = rule.prefix_list.and_then(|list| facts.get(list)) {
            if list.entries.is_empty() && !list.managed_name.is_empty() {
                admitted.managed_lists.insert(list.id);
            }
            admitted.addresses = admitted
                .addresses
                .union(&list.entries.iter().copied().collect());
        }
    }
    admitted
}

impl Admitted {
    pub fn is_empty(&self) -> bool {
        self.addresses.is_empty() && self.groups.is_empty() && self.managed_lists.is_empty()
    }

    /// Whether a workload is among the admitted, by one of its groups or by its address; a workload without a fixed
    /// address is admitted where its whole subnet is.
    pub fn admits(&self, facts: &Facts, workload: &Instance) -> bool {
        if workload
            .security_groups
            .iter()
            .any(|group| self.groups.contains(group))
        {
            return true;
        }
        if let Some(address) = workload.private_address {
            return self.addresses.contains_address(address);
        }
        let subnet = facts.get(workload.subnet);
        subnet.is_some_and(|subnet| {
            subnet
                .cidrs
                .iter()
                .any(|block| self.addresses.contains(block))
        })
    }
}

fn covers(outer: PortRange, inner: PortRange) -> bool {
    outer.first() <= inner.first() && inner.last() <= outer.last()
}

/// A packet as a network ACL sees it: ICMP by type and code, others by destination port.
#[derive(Debug, Clone, Copy)]
pub struct AclPacket {
    pub protocol: Protocol,
    pub port: Option<u16>,
    pub icmp: Option<(i32, i32)>,
}

/// ICMP type 3 code 4, fragmentation needed: what path-MTU discovery lives on.
pub const FRAGMENTATION_NEEDED: AclPacket = AclPacket {
    protocol: Protocol::ICMP,
    port: None,
    icmp: Some((3, 4)),
};

/// The rule of an ACL that decides about a packet from or to `far`: the lowest number that matches. `None` means that
/// none matches, which denies.
pub fn deciding_rule<'f>(
    facts: &'f Facts,
    acl: &NetworkAcl,
    direction: Direction,
    packet: AclPacket,
    far: IpAddr,
) -> Option<&'f NetworkAclRule> {
    facts
        .children::<NetworkAclRule>(acl.id)
        .filter(|rule| rule.direction == direction && acl_rule_matches(rule, packet, far))
        .min_by_key(|rule| (rule.number, rule.id))
}

/// Whether an ACL lets a packet from or to `far` through.
pub fn acl_allows(
    facts: &Facts,
    acl: &NetworkAcl,
    direction: Direction,
    packet: AclPacket,
    far: IpAddr,
) -> bool {
    deciding_rule(facts, acl, direction, packet, far)
        .is_some_and(|rule| rule.action == RuleAction::Allow)
}

fn acl_rule_matches(rule: &NetworkAclRule, packet: AclPacket, far: IpAddr) -> bool {
    let far_matches = rule.cidr.is_none_or(|block: IpNet| block.contains(&far));
    if !far_matches || !rule.protocol.covers(packet.protocol) {
        return false;
    }
    if rule.protocol == Protocol::All {
        return true;
    }
    let any_or = |wanted: Option<i32>, found: i32| {
        wanted.is_none_or(|wanted| wanted == -1 || wanted == found)
    };
    match (packet.icmp, packet.port) {
        (Some((icmp_type, code)), _) => {
            any_or(rule.icmp_type, icmp_type) && any_or(rule.icmp_code, code)
        }
        (None, Some(port)) => rule
            .ports
            .is_none_or(|ports| ports.first() <= port && port <= ports.last()),
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation;

    #[test]
    fn the_lowest_number_that_matches_decides() {
        let text = "
vpc app cidrs=10.0.0.0/16
  network-acl tight
    network-acl-rule number=200 direction=ingress action=allow protocol=all cidr=0.0.0.0/0
    network-acl-rule number=100 direction=ingress action=deny protocol=icmp icmp_type=3 icmp_code=-1 cidr=10.0.0.0/8
";
        let facts = Facts::new(&notation::parse(text).unwrap());
        let acl = facts.all::<NetworkAcl>().next().unwrap();
        let allows = |far: &str| {
            acl_allows(
                &facts,
                acl,
                Direction::Ingress,
                FRAGMENTATION_NEEDED,
                far.parse().unwrap(),
            )
        };
        assert!(!allows("10.1.0.1") && allows("192.0.2.1"));
        let out = FRAGMENTATION_NEEDED;
        assert!(
            !acl_allows(
                &facts,
                acl,
                Direction::Egress,
                out,
                "10.1.0.1".parse().unwrap()
            ),
            "no rule denies"
        );
    }

    #[test]
    fn a_rule_for_a_part_of_the_ports_admits_nobody() {
        let text = "
vpc app cidrs=10.0.0.0/16
  security-group web
    security-group-rule protocol=tcp ports=443 cidr=10.0.1.0/24
    security-group-rule protocol=tcp ports=8000-8010 cidr=10.0.2.0/24
";
        let facts = Facts::new(&notation::parse(text).unwrap());
        let groups = [Id::new(1)];
        let admits = |first, last, block: &str| {
            let ports = PortRange::new(first, last).ok();
            let admitted = admitted(&facts, &groups, Direction::Ingress, Protocol::TCP, ports);
            admitted.addresses.contains(&block.parse().unwrap())
        };
        assert!(admits(443, 443, "10.0.1.0/24") && admits(8001, 8002, "10.0.2.0/24"));
        assert!(!admits(443, 444, "10.0.1.0/24") && !admits(443, 443, "10.0.2.0/24"));
    }
}
