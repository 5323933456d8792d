//! Security groups, which remember connections, and network ACLs, which do not: what one packet meets.

use ipnet::IpNet;

use super::nics::{Groups, Nic};
use super::packet::{Address, Certainty, Packet, has_ports, is_icmp};
use super::report::outside_label;
use super::routes::is_imported;
use crate::analysis::Facts;
use crate::model::{
    Direction, EntityId, Id, NetworkAcl, NetworkAclRule, PortRange, PrefixList, Protocol,
    RuleAction, SecurityGroup, SecurityGroupRule, Subnet,
};

/// What a filter does with a packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Lets it through by these records; the text says which row.
    Allows(String, Vec<EntityId>),
    /// Stops it, by these.
    Denies(String, Vec<EntityId>),
    Unknown(String, EntityId),
}

/// Protocols, ports and types that rules on the way tell apart: what packets to ask about where any will do.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    pub rows: std::collections::BTreeSet<Row>,
}

/// What one rule matches besides addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub protocol: Protocol,
    pub ports: Option<PortRange>,
    pub icmp: (Option<i32>, Option<i32>),
}

/// The far side of a packet as a security group sees it.
pub(super) struct Far<'a, 'f> {
    pub address: &'a Address,
    /// Whose address it is, where references to its groups hold.
    pub member: Option<&'a Nic<'f>>,
    /// The same, where the packet does not come over the link by which the two VPCs know each other's groups.
    pub perhaps: Option<&'a Nic<'f>>,
    /// A group that a load balancer on the way stands in with.
    pub balancer: Option<&'a Nic<'f>>,
}

/// The network ACL of a subnet.
enum Acl<'f> {
    Drawn(&'f NetworkAcl),
    /// AWS's own, which allows everything.
    Implied,
    NotRead,
}

fn acl_of<'f>(facts: &'f Facts, subnet: &Subnet) -> Acl<'f> {
    let own = subnet.network_acl.and_then(|id| facts.get(id));
    let mut all = facts.children::<NetworkAcl>(subnet.vpc);
    match own.or_else(|| all.find(|acl| acl.default)) {
        Some(acl) => Acl::Drawn(acl),
        None if is_imported(facts, subnet.id) => Acl::NotRead,
        None => Acl::Implied,
    }
}

/// What the network ACL of a subnet does: the lowest number that matches decides, and nothing that none matches passes.
pub(super) fn acl(
    facts: &Facts,
    subnet: &Subnet,
    direction: Direction,
    packet: &Packet,
    told: &mut Told,
) -> Verdict {
    let acl = match acl_of(facts, subnet) {
        Acl::Drawn(acl) => acl,
        Acl::Implied => {
            let text = "the default network ACL lets it pass".to_owned();
            return Verdict::Allows(text, Vec::new());
        }
        Acl::NotRead => {
            let why = format!(
                "the network ACLs of {} were not read",
                facts.label(subnet.vpc)
            );
            return Verdict::Unknown(why, subnet.vpc.entity());
        }
    };
    let far = match direction {
        Direction::Ingress => &packet.source,
        Direction::Egress => &packet.destination,
    };
    let mut rules: Vec<&NetworkAclRule> = facts
        .children(acl.id)
        .filter(|rule: &&NetworkAclRule| rule.direction == direction)
        .collect();
    rules.sort_by_key(|rule| (rule.number, rule.id));
    let name = outside_label(facts, acl.id.entity());
    let mut open: Vec<RuleAction> = Vec::new();
    let mut first_open = None;
    let mut decision = (RuleAction::Deny, None);
    for rule in rules {
        let row = Row::from(rule);
        told.rows.insert(row);
        if !row.matches(packet) {
            continue;
        }
        match rule
            .cidr
            .map_or(Certainty::Yes, |block| far.lies_in(&block))
        {
            Certainty::Yes => {
                decision = (rule.action, Some(rule));
                break;
            }
            Certainty::Maybe => {
                open.push(rule.action);
                first_open.get_or_insert(rule);
            }
            Certainty::No => {}
        }
    }
    if let Some(rule) = first_open
        && open.iter().any(|action| *action != decision.0)
    {
        let why = format!("rule {} of {name} takes in some of {far} only", rule.number);
        return Verdict::Unknown(why, rule.id.entity());
    }
    let (action, rule) = decision;
    let mut by = vec![acl.id.entity()];
    by.extend(rule.map(|rule| rule.id.entity()));
    let row = rule.map_or_else(
        || format!("no {direction} rule of {name} takes it"),
        |rule| format!("{name} {direction} rule {}: {}", rule.number, acl_row(rule)),
    );
    match action {
        RuleAction::Allow => Verdict::Allows(row, by),
        RuleAction::Deny => Verdict::Denies(row, by),
    }
}

/// What the security groups of an interface do.
pub(super) fn groups(
    facts: &Facts,
    nic: &Nic<'_>,
    far: &Far<'_, '_>,
    direction: Direction,
    packet: &Packet,
    told: &mut Told,
) -> Verdict {
    let named = match &nic.groups {
        Groups::None => return Verdict::Allows(String::new(), Vec::new()),
        Groups::Default(vpc) => {
            let member =
                |far: Option<&Nic<'_>>| far.is_some_and(|far| far.groups == Groups::Default(*vpc));
            let passes = direction == Direction::Egress || member(far.member);
            let name = format!("the default security group of {}", facts.label(*vpc));
            return if passes {
                Verdict::Allows(format!("{name} lets it pass"), vec![vpc.entity()])
            } else {
                Verdict::Denies(format!("{name} lets members in alone"), vec![nic.hop])
            };
        }
        Groups::Named(named) => named,
    };
    let mut open = None;
    for group in named {
        let rules = facts.children::<SecurityGroupRule>(*group);
        let mut rules: Vec<_> = rules.filter(|rule| rule.direction == direction).collect();
        // What addresses allow does not hang on who is recognised.
        rules.sort_by_key(|rule| (rule.source_group.is_some(), rule.id));
        for rule in rules {
            let row = Row::from(rule);
            told.rows.insert(row);
            if !row.matches(packet) {
                continue;
            }
            match far_side(facts, rule, far) {
                Certainty::Yes => {
                    let text = format!(
                        "{} {direction}: {}",
                        outside_label(facts, group.entity()),
                        group_row(facts, rule)
                    );
                    return Verdict::Allows(text, vec![group.entity(), rule.id.entity()]);
                }
                Certainty::Maybe => open = open.or(Some(rule)),
                Certainty::No => {}
            }
        }
    }
    if let Some(rule) = open {
        let list = rule.prefix_list.and_then(|id| facts.get(id));
        let how = if list.is_some_and(|list| list.entries.is_empty()) {
            "names a list whose blocks are not known".to_owned()
        } else if far.perhaps.is_some() && rule.source_group.is_some() {
            "names a group that is known over another link than the packet comes by".to_owned()
        } else if is_nobody(rule) {
            "names what was not read".to_owned()
        } else {
            format!("takes in some of {} only", far.address)
        };
        let why = format!(
            "{} of {} {how}",
            group_row(facts, rule),
            outside_label(facts, rule.security_group.entity())
        );
        return Verdict::Unknown(why, rule.id.entity());
    }
    let labels: Vec<String> = named
        .iter()
        .map(|group| outside_label(facts, group.entity()))
        .collect();
    let text = format!(
        "no {direction} rule of {} takes {} {} {}",
        crate::analysis::join_words(&labels, 4),
        packet.what(),
        if direction == Direction::Ingress {
            "from"
        } else {
            "to"
        },
        far.address
    );
    Verdict::Denies(text, named.iter().map(|group| group.entity()).collect())
}

fn far_side(facts: &Facts, rule: &SecurityGroupRule, far: &Far<'_, '_>) -> Certainty {
    let mut answer = Certainty::No;
    let mut or = |one: Certainty| {
        answer = match (answer, one) {
            (Certainty::Yes, _) | (_, Certainty::Yes) => Certainty::Yes,
            (Certainty::No, Certainty::No) => Certainty::No,
            _ => Certainty::Maybe,
        };
    };
    if let Some(block) = rule.cidr {
        or(far.address.lies_in(&block));
    }
    if let Some(list) = rule.prefix_list.and_then(|id| facts.get::<PrefixList>(id)) {
        let unknown =
            list.entries.is_empty() && (list.managed_name.is_empty() || far.address.is_public());
        if unknown {
            or(in_unknown_list(facts, list, far.address));
        }
        for block in &list.entries {
            or(far.address.lies_in(block));
        }
    }
    if is_nobody(rule) && is_imported(facts, rule.security_group) {
        // What it names was not read.
        or(Certainty::Maybe);
    }
    if let Some(group) = rule.source_group {
        let is_in = |nic: Option<&Nic<'_>>| nic.is_some_and(|nic| nic.is_member(group));
        or(Certainty::of(is_in(far.member) || is_in(far.balancer)));
        if is_in(far.perhaps) {
            or(Certainty::Maybe);
        }
    }
    answer
}

/// Whether a rule names nobody on the far side, as one does whose group or list was not read.
fn is_nobody(rule: &SecurityGroupRule) -> bool {
    rule.cidr.is_none() && rule.prefix_list.is_none() && rule.source_group.is_none()
}

/// Whether an address is in a list that nobody has written down: yes for the service that it is the list of.
fn in_unknown_list(facts: &Facts, list: &PrefixList, address: &Address) -> Certainty {
    use super::packet::Known;
    let Known::Service(endpoint) = address.known else {
        return Certainty::Maybe;
    };
    let named = facts
        .get(endpoint)
        .is_some_and(|endpoint| endpoint.service == list.managed_name);
    if named {
        Certainty::Yes
    } else {
        Certainty::Maybe
    }
}

impl From<&NetworkAclRule> for Row {
    fn from(rule: &NetworkAclRule) -> Self {
        Self {
            protocol: rule.protocol,
            ports: rule.ports,
            icmp: (rule.icmp_type, rule.icmp_code),
        }
    }
}

impl From<&SecurityGroupRule> for Row {
    fn from(rule: &SecurityGroupRule) -> Self {
        Self {
            protocol: rule.protocol,
            ports: rule.ports,
            icmp: (rule.icmp_type, rule.icmp_code),
        }
    }
}

impl Row {
    fn matches(&self, packet: &Packet) -> bool {
        if !self.protocol.covers(Protocol::Number(packet.protocol)) {
            return false;
        }
        if self.protocol == Protocol::All {
            return true;
        }
        if has_ports(packet.protocol) {
            let port = packet.destination_port();
            return self
                .ports
                .is_none_or(|ports| port.is_some_and(|port| ports.contains(port)));
        }
        if is_icmp(packet.protocol) {
            let wanted = |wanted: Option<i32>, found: Option<u8>| {
                wanted.is_none_or(|wanted| wanted < 0 || Some(wanted) == found.map(i32::from))
            };
            let (icmp_type, code) = packet.icmp.unzip();
            return wanted(self.icmp.0, icmp_type) && wanted(self.icmp.1, code);
        }
        true
    }

    fn what(&self) -> String {
        let protocol = self.protocol.to_string();
        match (self.ports, self.icmp) {
            _ if self.protocol == Protocol::All => "all traffic".to_owned(),
            (Some(ports), _) if self.protocol.has_ports() => format!("{protocol} {ports}"),
            (_, (Some(icmp_type), Some(code))) if icmp_type >= 0 && code >= 0 => {
                format!("{protocol} type {icmp_type} code {code}")
            }
            (_, (Some(icmp_type), _)) if icmp_type >= 0 => format!("{protocol} type {icmp_type}"),
            _ => protocol,
        }
    }
}

fn acl_row(rule: &NetworkAclRule) -> String {
    let row = Row::from(rule);
    let far = rule
        .cidr
        .map_or_else(|| "anywhere".to_owned(), |block: IpNet| block.to_string());
    let side = side(rule.direction);
    format!("{} {} {side} {far}", rule.action, row.what())
}

fn group_row(facts: &Facts, rule: &SecurityGroupRule) -> String {
    let row = Row::from(rule);
    let group = rule
        .source_group
        .map(|id: Id<SecurityGroup>| outside_label(facts, id.entity()));
    let list = rule.prefix_list.map(|id| outside_label(facts, id.entity()));
    let block = rule.cidr.map(|block| block.to_string());
    let far = block.or(group).or(list).unwrap_or_default();
    format!("{} {} {far}", row.what(), side(rule.direction))
}

fn side(direction: Direction) -> &'static str {
    match direction {
        Direction::Ingress => "from",
        Direction::Egress => "to",
    }
}
