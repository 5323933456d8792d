//! Which line of a VPC route table decides about one packet.
//!
//! The longest prefix; of equal ones the local route before others, save that a middlebox may stand in for it, then
//! static before propagated (<https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html>).

use std::fmt;

use ipnet::IpNet;

use super::hybrid;
use super::packet::{Address, Certainty, Known};
use super::report::{outside_label, outside_name};
use crate::analysis::Facts;
use crate::model::{
    EndpointType, EntityId, Id, Kind, PrefixList, Route, RouteTable, Subnet, Vpc, VpcEndpoint,
};

/// How a line came into a table, the preferred first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// A static route that sends a block of the VPC through a middlebox.
    Middlebox,
    Local,
    Static,
    PrefixList,
    DirectConnect,
    VpnStatic,
    VpnBgp,
}

/// Where a line sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Local,
    Via(EntityId),
    /// The route has no target any more.
    Blackhole,
    /// To something of the account that the design does not hold.
    NotRead,
}

/// A line that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub destination: IpNet,
    pub next: Next,
    pub source: Source,
    /// The route, or what propagates it; absent for local routes.
    pub record: Option<EntityId>,
}

/// What a table says of an address.
pub(super) enum Lookup {
    Line(Line),
    None,
    Unknown(String, EntityId),
}

/// The table of a subnet or a gateway.
#[derive(Debug, Clone, Copy)]
pub(super) enum Table<'f> {
    Drawn(&'f RouteTable),
    /// AWS's own main table: local routes alone.
    Implied,
    /// The VPC was imported without its tables.
    NotRead,
}

impl Source {
    const fn word(self) -> &'static str {
        match self {
            Self::Middlebox | Self::Static => "static",
            Self::Local => "local",
            Self::PrefixList => "prefix list",
            Self::DirectConnect => "Direct Connect",
            Self::VpnStatic => "static VPN",
            Self::VpnBgp => "VPN",
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.destination, self.source.word())
    }
}

impl Table<'_> {
    /// The record to name.
    pub(super) fn id(&self) -> Option<EntityId> {
        match self {
            Table::Drawn(table) => Some(table.id.entity()),
            Table::Implied | Table::NotRead => None,
        }
    }

    pub(super) fn label(&self, facts: &Facts) -> String {
        match self {
            Table::Drawn(table) => outside_label(facts, table.id.entity()),
            Table::Implied | Table::NotRead => "the main route table".to_owned(),
        }
    }
}

/// The table of a subnet: its own, or the main one of the VPC.
pub(super) fn of_subnet<'f>(facts: &'f Facts, subnet: &Subnet) -> Table<'f> {
    let own = subnet.route_table.and_then(|id| facts.get(id));
    let mut all = facts.children::<RouteTable>(subnet.vpc);
    match own.or_else(|| all.find(|table| table.main)) {
        Some(table) => Table::Drawn(table),
        // AWS makes one with every VPC, so one that was read without has been read in part.
        None if is_imported(facts, subnet.vpc) => Table::NotRead,
        None => Table::Implied,
    }
}

/// The table that routes what comes in through a gateway, where there is one.
pub(super) fn of_gateway(facts: &Facts, gateway: EntityId) -> Option<&RouteTable> {
    let mut tables = facts.referrers::<RouteTable>(gateway);
    tables.find(|table| table.gateway == Some(gateway))
}

/// The line of a table that decides about an address.
pub(super) fn lookup(facts: &Facts, vpc: &Vpc, table: Table<'_>, address: &Address) -> Lookup {
    let at = table.id().unwrap_or(vpc.id.entity());
    let mut best: Option<Line> = None;
    let mut open: Option<Line> = None;
    let mut unknown = Unknown::default();
    for line in lines(facts, vpc, table, address, &mut unknown) {
        // What is somewhere outside is not in the VPC: its own blocks would take the packet.
        let somewhere = matches!(address.known, Known::Within(block) if block.prefix_len() == 0);
        if somewhere && line.next == Next::Local {
            continue;
        }
        let place = match address.lies_in(&line.destination) {
            Certainty::Yes => &mut best,
            Certainty::Maybe => &mut open,
            Certainty::No => continue,
        };
        if place.as_ref().is_none_or(|other| line.beats(other)) {
            *place = Some(line);
        }
    }
    if let Some(line) = open.filter(|line| best.as_ref().is_none_or(|best| line.beats(best))) {
        let why = format!(
            "{} of {} takes in some of {address} only",
            line.destination,
            table.label(facts)
        );
        return Lookup::Unknown(why, line.record.unwrap_or(at));
    }
    // What was not read may hold a longer prefix, but never one within the VPC.
    let outward = best.as_ref().is_none_or(|best| best.next != Next::Local);
    if let Some(unread) = unknown.unread.first().filter(|_| outward) {
        let why = format!(
            "the blocks of {} are not known",
            outside_name(facts, *unread)
        );
        return Lookup::Unknown(why, *unread);
    }
    // A list of AWS's holds public addresses, longer than any default route.
    let may_match = address.is_public() && best.as_ref().is_none_or(Line::is_default);
    if let Some(list) = unknown.lists.first().filter(|_| may_match) {
        let why = format!(
            "the blocks of {}, which {} routes, are not known",
            outside_name(facts, *list),
            table.label(facts)
        );
        return Lookup::Unknown(why, *list);
    }
    match (best, table) {
        // Local routes are known without the table.
        (Some(line), Table::NotRead) if line.next == Next::Local => Lookup::Line(line),
        (_, Table::NotRead) => Lookup::Unknown(
            format!("the route tables of {} were not read", facts.label(vpc.id)),
            vpc.id.entity(),
        ),
        (Some(line), _) => Lookup::Line(line),
        (None, _) => Lookup::None,
    }
}

impl Line {
    fn beats(&self, other: &Self) -> bool {
        let rank = |line: &Self| {
            (
                std::cmp::Reverse(line.destination.prefix_len()),
                line.source,
                line.record,
            )
        };
        rank(self) < rank(other)
    }

    fn is_default(&self) -> bool {
        self.destination.prefix_len() == 0
    }
}

/// Whether a record came from an account, and with it all that the account has of its kind.
pub(super) fn is_imported(facts: &Facts, id: impl Into<EntityId>) -> bool {
    let record = facts.record(id.into());
    record.is_some_and(|record| !record.meta().aws_id.is_empty())
}

/// What a table leads somewhere without saying which addresses.
#[derive(Default)]
struct Unknown {
    /// Lists of AWS's and the endpoints that they are for.
    lists: Vec<EntityId>,
    /// Anything else: a route, a list, or a gateway that learns by BGP.
    unread: Vec<EntityId>,
}

/// Every line; what has blocks that nobody knows goes to `unknown`.
fn lines(
    facts: &Facts,
    vpc: &Vpc,
    table: Table<'_>,
    address: &Address,
    unknown: &mut Unknown,
) -> Vec<Line> {
    let mut lines: Vec<Line> = vpc
        .cidrs
        .iter()
        .map(|block| Line {
            destination: block.trunc(),
            next: Next::Local,
            source: Source::Local,
            record: None,
        })
        .collect();
    let Table::Drawn(table) = table else {
        return lines;
    };
    let mut routed_endpoints: Vec<EntityId> = Vec::new();
    for route in facts.children::<Route>(table.id) {
        let next = match route.target {
            Some(target) => Next::Via(target),
            None if route.unknown_target.is_empty() => Next::Blackhole,
            None => Next::NotRead,
        };
        routed_endpoints.extend(route.target);
        let record = Some(route.id.entity());
        if let Some(block) = route.destination {
            push(facts, vpc, &mut lines, block, next, Source::Static, record);
        } else if let Some(list) = route.prefix_list.and_then(|id| facts.get(id)) {
            from_list(facts, vpc, &mut lines, list, next, record, unknown, address);
        } else {
            unknown.unread.push(route.id.entity());
        }
    }
    for endpoint in facts.referrers::<VpcEndpoint>(table.id) {
        let drawn = routed_endpoints.contains(&endpoint.id.entity());
        if endpoint.endpoint_type != EndpointType::Gateway || drawn {
            continue;
        }
        let next = Next::Via(endpoint.id.entity());
        let record = Some(endpoint.id.entity());
        match list_of_service(facts, endpoint) {
            Some(list) => {
                from_list(facts, vpc, &mut lines, list, next, record, unknown, address);
            }
            None if is_for(address, endpoint.id) => lines.push(service_line(address, next, record)),
            None => unknown.lists.push(endpoint.id.entity()),
        }
    }
    for gateway in &table.propagating_gateways {
        let own = facts.get(*gateway).and_then(|gateway| gateway.vpc);
        if own != Some(vpc.id) {
            continue;
        }
        let behind = hybrid::of_gateway(facts, *gateway);
        if behind.iter().any(|line| line.networks.is_none()) {
            unknown.unread.push(gateway.entity());
        }
        for (block, source) in hybrid::learnt_by_gateway(facts, *gateway) {
            let next = Next::Via(gateway.entity());
            push(
                facts,
                vpc,
                &mut lines,
                block,
                next,
                source,
                Some(gateway.entity()),
            );
        }
    }
    lines
}

fn is_for(address: &Address, endpoint: Id<VpcEndpoint>) -> bool {
    address.known == Known::Service(endpoint)
}

/// A line that takes the addresses of the service, whatever they are.
fn service_line(address: &Address, next: Next, record: Option<EntityId>) -> Line {
    Line {
        destination: IpNet::new(address.ip, 0).unwrap_or_else(|_| IpNet::from(address.ip)),
        next,
        source: Source::Middlebox,
        record,
    }
}

/// The list of AWS's that holds the addresses of a gateway endpoint's service.
pub(super) fn list_of_service<'f>(
    facts: &'f Facts,
    endpoint: &VpcEndpoint,
) -> Option<&'f PrefixList> {
    let region = facts.region_of(endpoint.vpc);
    let mut lists = facts.all::<PrefixList>();
    lists.find(|list| {
        !list.managed_name.is_empty()
            && list.managed_name == endpoint.service
            && list.region == region
    })
}

#[allow(clippy::too_many_arguments, reason = "one call in two places")]
fn from_list(
    facts: &Facts,
    vpc: &Vpc,
    lines: &mut Vec<Line>,
    list: &PrefixList,
    next: Next,
    record: Option<EntityId>,
    unknown: &mut Unknown,
    address: &Address,
) {
    if let Next::Via(target) = next
        && let Some(endpoint) = target.typed::<VpcEndpoint>()
        && is_for(address, endpoint)
    {
        lines.push(service_line(address, next, record));
        return;
    }
    if list.entries.is_empty() && !list.managed_name.is_empty() {
        unknown.lists.push(list.id.entity());
    } else if list.entries.is_empty() && is_imported(facts, list.id) {
        unknown.unread.push(list.id.entity());
    }
    for block in &list.entries {
        push(facts, vpc, lines, *block, next, Source::PrefixList, record);
    }
}

fn push(
    facts: &Facts,
    vpc: &Vpc,
    lines: &mut Vec<Line>,
    block: IpNet,
    next: Next,
    source: Source,
    record: Option<EntityId>,
) {
    let block = block.trunc();
    let middlebox = match next {
        Next::Via(target) => takes_local_traffic(facts, target),
        Next::Local | Next::Blackhole | Next::NotRead => false,
    };
    let inside = vpc.cidrs.iter().any(|own| own.contains(&block));
    if inside && !middlebox {
        return; // AWS refuses such a route, and prefers the local one to what is propagated.
    }
    let source = if middlebox && source == Source::Static {
        Source::Middlebox
    } else {
        source
    };
    lines.push(Line {
        destination: block,
        next,
        source,
        record,
    });
}

/// Whether a target may stand between the subnets of a VPC.
fn takes_local_traffic(facts: &Facts, target: EntityId) -> bool {
    match target.kind {
        Kind::NetworkInterface | Kind::Instance | Kind::NetworkFirewall | Kind::NatGateway => true,
        Kind::VpcEndpoint => facts
            .as_kind::<VpcEndpoint>(target)
            .is_some_and(|own| own.endpoint_type != EndpointType::Gateway),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation;

    const TEXT: &str = "
prefix-list offices entries=192.168.0.0/16,192.168.7.0/24
site plant cidrs=172.16.0.0/12,192.168.7.0/24
customer-gateway router site=plant ip_address=203.0.113.1
vpc app cidrs=10.0.0.0/16
  internet-gateway igw
  vpn-gateway vgw
  route-table main main=true propagating_gateways=vgw
    route destination=0.0.0.0/0 target=igw
    route destination=172.20.0.0/16 target=hub
    route destination=10.0.8.0/24 target=hub
    route destination=10.0.9.0/24 target=proxy
    route destination=198.51.100.0/24
    route prefix_list=offices target=hub
  subnet a cidrs=10.0.1.0/24
    instance proxy source_dest_check=false
tgw hub
vpn-connection link customer_gateway=router vpn_gateway=vgw
";

    fn ask(address: &str) -> String {
        let text = TEXT.replace("vpn-gateway vgw", "vpn-gateway vgw vpc=app");
        let facts = Facts::new(&notation::parse(&text).unwrap());
        let subnet = facts.all::<Subnet>().next().unwrap();
        let vpc = facts.get(subnet.vpc).unwrap();
        let address = Address::exact(address.parse().unwrap());
        match lookup(&facts, vpc, of_subnet(&facts, subnet), &address) {
            Lookup::Line(line) => match line.next {
                Next::Via(target) => format!("{line} {}", facts.label(target)),
                other => format!("{line} {other:?}"),
            },
            Lookup::None => "none".to_owned(),
            Lookup::Unknown(why, _) => why,
        }
    }

    #[test]
    fn the_longest_prefix_wins_and_then_the_source() {
        assert_eq!(ask("8.8.8.8"), "0.0.0.0/0 (static) igw");
        assert_eq!(ask("172.16.1.1"), "172.16.0.0/12 (VPN) vgw");
        assert_eq!(ask("172.20.1.1"), "172.20.0.0/16 (static) hub");
        assert_eq!(ask("192.168.1.1"), "192.168.0.0/16 (prefix list) hub");
        assert_eq!(ask("192.168.7.1"), "192.168.7.0/24 (prefix list) hub");
        assert_eq!(ask("198.51.100.1"), "198.51.100.0/24 (static) Blackhole");
        assert_eq!(ask("2001:db8::1"), "none");
    }

    #[test]
    fn inside_the_vpc_only_a_middlebox_stands_before_the_local_route() {
        assert_eq!(ask("10.0.8.1"), "10.0.0.0/16 (local) Local");
        assert_eq!(ask("10.0.9.1"), "10.0.9.0/24 (static) proxy");
    }
}
