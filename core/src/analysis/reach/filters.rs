//! What security groups and network ACLs let through, as exact sets of addresses and ports.
//!
//! Ports are destination ports. ICMP has none: a rule for one of its types is taken to let ICMP through where it
//! allows, and to stop nothing where it denies, so that what is called closed is closed for every packet.

use std::collections::BTreeSet;

use ipnet::IpNet;

use super::hosts::{Groups, Host};
use crate::analysis::Facts;
use crate::analysis::ends::public_addresses;
use crate::model::{
    Acceptance, Direction, EntityId, Id, NetworkAcl, NetworkAclRule, PrefixList, Protocol,
    RuleAction, SecurityGroup, SecurityGroupRule, Subnet, TgwAttachment, TransitGateway, Vpc,
    VpcPeering,
};
use crate::net::{PortRange, PortSet, PrefixSet};

/// Addresses on the far side, with the ports that are open for all of them.
pub(super) type Admitted = Vec<(PrefixSet, PortSet)>;

/// Ports that answers go to
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports>).
pub(super) fn ephemeral_ports() -> PortSet {
    PortRange::new(1024, u16::MAX).map_or_else(|_| PortSet::all(), PortSet::from)
}

/// The network ACL of a subnet: its own, or the drawn default one of the VPC. `None` is AWS's own default one, which
/// allows everything.
pub fn acl_of<'f>(facts: &'f Facts, subnet: &Subnet) -> Option<&'f NetworkAcl> {
    match subnet.network_acl {
        Some(own) => facts.get(own),
        None => facts
            .children::<NetworkAcl>(subnet.vpc)
            .find(|acl| acl.default),
    }
}

/// What the ACL of a subnet lets in or out. The lowest number that matches decides; what none matches is denied.
pub(super) fn acl_admits(
    facts: &Facts,
    subnet: &Subnet,
    direction: Direction,
    protocol: Protocol,
) -> Admitted {
    let everything = vec![(PrefixSet::full(), PortSet::all())];
    let Some(acl) = acl_of(facts, subnet) else {
        return everything;
    };
    let mut rules: Vec<&NetworkAclRule> = facts
        .children::<NetworkAclRule>(acl.id)
        .filter(|rule| rule.direction == direction && rule.protocol.covers(protocol))
        .collect();
    rules.sort_by_key(|rule| (rule.number, rule.id));
    let (mut open, mut rest) = (Admitted::new(), everything);
    for rule in rules {
        let far = rule.cidr.map_or_else(PrefixSet::full, |block: IpNet| {
            PrefixSet::from(block.trunc())
        });
        let carries_ports = rule.protocol != Protocol::All && protocol.has_ports();
        let ports = match rule.ports.filter(|_| carries_ports) {
            Some(ports) => PortSet::from(ports),
            None => PortSet::all(),
        };
        let one_type = !protocol.has_ports()
            && rule.protocol != Protocol::All
            && rule.icmp_type.is_some_and(|icmp_type| icmp_type >= 0);
        match rule.action {
            RuleAction::Allow => {
                for (addresses, free) in &rest {
                    push(
                        &mut open,
                        addresses.intersection(&far),
                        free.intersection(&ports),
                    );
                }
                if !one_type {
                    rest = without(&rest, &far, &ports);
                }
            }
            RuleAction::Deny if one_type => {}
            RuleAction::Deny => rest = without(&rest, &far, &ports),
        }
    }
    open
}

/// What the groups of a host let in from, or out to, another host. `unknown` takes lists whose blocks are not known.
/// Groups do not recognise each other where something `inspected` what passes between their members
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html>).
pub(super) fn groups_admit(
    facts: &Facts,
    own: &Host,
    far: &Host,
    direction: Direction,
    protocol: Protocol,
    inspected: bool,
    unknown: &mut BTreeSet<String>,
) -> Admitted {
    let groups = match &own.groups {
        Groups::Any => return vec![(PrefixSet::full(), PortSet::all())],
        Groups::Default(vpc) => {
            // The group that AWS makes with a VPC lets its members in and everything out.
            let member =
                !inspected && matches!(far.groups, Groups::Default(other) if other == *vpc);
            return match direction {
                Direction::Egress => vec![(PrefixSet::full(), PortSet::all())],
                Direction::Ingress if member => vec![(PrefixSet::full(), PortSet::all())],
                Direction::Ingress => Vec::new(),
            };
        }
        Groups::Named(groups) => groups,
    };
    let mut open = Admitted::new();
    let rules = groups
        .iter()
        .flat_map(|group| facts.children::<SecurityGroupRule>(*group));
    for rule in rules.filter(|rule| rule.direction == direction && rule.protocol.covers(protocol)) {
        let carries_ports = rule.protocol != Protocol::All && protocol.has_ports();
        let ports = match rule.ports.filter(|_| carries_ports) {
            Some(ports) => PortSet::from(ports),
            None => PortSet::all(),
        };
        let names_nobody =
            rule.cidr.is_none() && rule.prefix_list.is_none() && rule.source_group.is_none();
        if names_nobody
            && let Some(group) = facts.get(rule.security_group)
            && !group.meta.aws_id.is_empty()
        {
            // AWS has no such rule: it names a group or a list of another account.
            unknown.insert(format!(
                "whom a rule of {} names was not read",
                facts.label(group.id)
            ));
        }
        if let Some(block) = rule.cidr {
            push(&mut open, PrefixSet::from(block.trunc()), ports.clone());
        }
        if let Some(list) = rule
            .prefix_list
            .and_then(|list| facts.get::<PrefixList>(list))
        {
            // Lists that AWS manages hold public addresses of AWS.
            let may_match =
                list.managed_name.is_empty() || far.addresses.overlaps(&public_addresses());
            if list.entries.is_empty() && may_match {
                unknown.insert(format!(
                    "the blocks of {} are not known",
                    facts.label(list.id)
                ));
            }
            push(&mut open, list.entries.iter().collect(), ports.clone());
        }
        let named = rule.source_group.filter(|group| far.is_member(*group));
        if named.is_some_and(|_| !inspected && references_hold(facts, own, far)) {
            push(&mut open, far.addresses.clone(), ports);
        }
    }
    open
}

/// The first group that a host has, to point at.
pub(super) fn group_to_blame(host: &Host) -> EntityId {
    match &host.groups {
        Groups::Named(groups) => groups
            .first()
            .map_or(host.at, |group: &Id<SecurityGroup>| group.entity()),
        Groups::Any | Groups::Default(_) => host.at,
    }
}

fn push(open: &mut Admitted, addresses: PrefixSet, ports: PortSet) {
    if !addresses.is_empty() && !ports.is_empty() {
        open.push((addresses, ports));
    }
}

/// Takes `far` times `ports` out of disjoint parts.
fn without(admitted: &Admitted, far: &PrefixSet, ports: &PortSet) -> Admitted {
    let mut rest = Admitted::new();
    for (addresses, free) in admitted {
        push(&mut rest, addresses.difference(far), free.clone());
        push(
            &mut rest,
            addresses.intersection(far),
            free.difference(ports),
        );
    }
    rest
}

/// Whether a rule of one host's VPC recognises members of a group in the other's: in one VPC, over a peering within a
/// region, and over a transit gateway that supports it.
fn references_hold(facts: &Facts, own: &Host, far: &Host) -> bool {
    let (Some(a), Some(b)) = (own.vpc(facts), far.vpc(facts)) else {
        return false;
    };
    if a == b {
        return true;
    }
    let peered = facts.referrers::<VpcPeering>(a).any(|peering| {
        let ends = (peering.requester, peering.accepter);
        peering.state == Acceptance::Accepted && (ends == (a, b) || ends == (b, a))
    });
    let through_hub = |vpc: Id<Vpc>| -> BTreeSet<Id<TransitGateway>> {
        let attachments = facts.referrers::<TgwAttachment>(vpc);
        attachments
            .filter(|attachment| {
                attachment.security_group_referencing && attachment.state == Acceptance::Accepted
            })
            .filter_map(|attachment| facts.get(attachment.transit_gateway))
            .filter(|hub| hub.security_group_referencing)
            .map(|hub| hub.id)
            .collect()
    };
    peered && facts.region_of(a) == facts.region_of(b)
        || !through_hub(a).is_disjoint(&through_hub(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation;

    #[test]
    fn the_lowest_number_decides_for_each_address_and_port() {
        let text = "
vpc app cidrs=10.0.0.0/16
  network-acl tight
    network-acl-rule number=100 direction=ingress action=deny protocol=tcp ports=22 cidr=10.1.0.0/16
    network-acl-rule number=200 direction=ingress action=allow protocol=tcp ports=20-443 cidr=10.0.0.0/8
    network-acl-rule number=300 direction=ingress action=deny protocol=all cidr=0.0.0.0/0
    network-acl-rule number=400 direction=ingress action=allow protocol=all cidr=0.0.0.0/0
  subnet a cidrs=10.0.1.0/24 network_acl=tight
";
        let facts = Facts::new(&notation::parse(text).unwrap());
        let subnet = facts.all::<Subnet>().next().unwrap();
        let open = acl_admits(&facts, subnet, Direction::Ingress, Protocol::TCP);
        let lets = |address: &str, port: u16| {
            open.iter().any(|(far, ports)| {
                far.contains_address(address.parse().unwrap()) && ports.contains(port)
            })
        };
        assert!(lets("10.2.0.1", 22) && lets("10.1.0.1", 23) && lets("10.1.0.1", 443));
        assert!(!lets("10.1.0.1", 22) && !lets("10.2.0.1", 444) && !lets("192.0.2.1", 22));
        assert!(acl_admits(&facts, subnet, Direction::Egress, Protocol::TCP).is_empty());
        assert!(acl_admits(&facts, subnet, Direction::Ingress, Protocol::UDP).is_empty());
    }
}
