//! Effective route tables of VPCs: what a packet that leaves a subnet meets, with local and propagated routes in.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use ipnet::IpNet;

use super::partition::Partition;
use super::{Facts, RouteSource};
use crate::model::{
    EndpointType, EntityId, Id, Kind, PrefixList, Route, RouteTable, Subnet, Table, TransitGateway,
    Vpc, VpcEndpoint, VpnGateway,
};
use crate::net::PrefixSet;

/// Where a line of a table sends what it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Next {
    /// To the subnets of the VPC itself.
    Local,
    Via(EntityId),
    /// Drops it: the route has no target.
    Blackhole,
}

/// One line of an effective table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteLine {
    pub destination: IpNet,
    pub next: Next,
    pub source: RouteSource,
    /// The route, or the gateway that propagates it; absent for local routes.
    pub record: Option<EntityId>,
}

/// A route table as packets meet it.
#[derive(Debug, Clone, PartialEq)]
pub struct EffectiveTable {
    /// Absent where the VPC has no main table drawn: AWS's own then holds only the local routes.
    pub id: Option<Id<RouteTable>>,
    /// Longest prefix first, one line for each destination.
    pub lines: Vec<RouteLine>,
    /// Lines that lose to another of the same destination.
    pub shadowed: Vec<RouteLine>,
    /// Routes to prefix lists whose blocks are not known here.
    pub unknown: Vec<EntityId>,
    /// Destinations that the table hands to each transit gateway.
    to_hubs: Vec<(EntityId, PrefixSet)>,
    partition: Partition,
}

impl EffectiveTable {
    /// Destinations that the table hands to a transit gateway, local ones included where a route covers them.
    pub fn sent_to_hub(&self, hub: Id<TransitGateway>) -> Option<&PrefixSet> {
        let sent = self.to_hubs.iter().find(|(to, _)| *to == hub.entity());
        sent.map(|(_, sent)| sent)
    }

    /// Whether a middlebox stands between subnets of the VPC, so that those of this table do not all send alike.
    pub fn divides_its_vpc(&self) -> bool {
        let all = self.lines.iter().chain(&self.shadowed);
        let own: Vec<IpNet> = all
            .filter(|line| line.next == Next::Local)
            .map(|line| line.destination)
            .collect();
        let mut other = self.lines.iter().filter(|line| line.next != Next::Local);
        other.any(|line| own.iter().any(|own| own.contains(&line.destination)))
    }

    /// The line that decides for one address.
    pub fn lookup(&self, address: IpAddr) -> Option<&RouteLine> {
        self.lines
            .iter()
            .find(|line| line.destination.contains(&address))
    }

    /// Divides a set of destinations by the line that decides; `None` is what no line matches. Exact.
    pub fn split(&self, destinations: &PrefixSet) -> Vec<(PrefixSet, Option<&RouteLine>)> {
        self.partition.split(&self.lines, destinations)
    }
}

/// The tables of one VPC.
#[derive(Debug, Clone, PartialEq)]
pub struct VpcRoutes {
    tables: BTreeMap<Option<Id<RouteTable>>, EffectiveTable>,
    main: Option<Id<RouteTable>>,
}

impl VpcRoutes {
    fn new(facts: &Facts, vpc: &Vpc) -> Self {
        let drawn: Vec<&RouteTable> = facts.children(vpc.id).collect();
        let main = drawn.iter().find(|table| table.main).map(|table| table.id);
        let mut tables = BTreeMap::new();
        for table in drawn {
            tables.insert(Some(table.id), effective(facts, vpc, Some(table)));
        }
        tables
            .entry(main)
            .or_insert_with(|| effective(facts, vpc, None));
        Self { tables, main }
    }

    /// The table of subnets that name none.
    pub fn main(&self) -> Option<&EffectiveTable> {
        self.tables.get(&self.main)
    }

    /// The table that a subnet uses.
    pub fn of_subnet(&self, subnet: &Subnet) -> Option<&EffectiveTable> {
        let own = subnet.route_table.and_then(|id| self.tables.get(&Some(id)));
        own.or_else(|| self.main())
    }

    pub fn table(&self, id: Id<RouteTable>) -> Option<&EffectiveTable> {
        self.tables.get(&Some(id))
    }

    /// All tables, the implied main one first.
    pub fn tables(&self) -> impl Iterator<Item = &EffectiveTable> {
        self.tables.values()
    }
}

/// The tables of all VPCs, kept per VPC.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Routes {
    by_vpc: Table<Arc<VpcRoutes>>,
}

impl Routes {
    pub(super) fn new(facts: &Facts) -> Self {
        let mut by_vpc = Table::default();
        for vpc in facts.all::<Vpc>() {
            by_vpc.insert(vpc.id.number(), Arc::new(VpcRoutes::new(facts, vpc)));
        }
        Self { by_vpc }
    }

    pub(super) fn update(&mut self, facts: &Facts, vpcs: impl Iterator<Item = EntityId>) {
        for id in vpcs {
            match facts.as_kind::<Vpc>(id) {
                Some(vpc) => {
                    let routes = Arc::new(VpcRoutes::new(facts, vpc));
                    drop(self.by_vpc.insert(id.number, routes));
                }
                None => drop(self.by_vpc.remove(id.number)),
            }
        }
    }

    pub(super) fn of_vpc(&self, vpc: Id<Vpc>) -> Option<&VpcRoutes> {
        self.by_vpc.get(vpc.number()).map(AsRef::as_ref)
    }
}

/// Puts local, drawn and propagated routes together; the best of each destination stays.
fn effective(facts: &Facts, vpc: &Vpc, table: Option<&RouteTable>) -> EffectiveTable {
    let mut lines: Vec<RouteLine> = vpc.cidrs.iter().map(|block| local(*block)).collect();
    let mut unknown = Vec::new();
    let mut by_list: Vec<EntityId> = Vec::new();
    for route in table
        .into_iter()
        .flat_map(|table| facts.children::<Route>(table.id))
    {
        let next = route.target.map_or(Next::Blackhole, Next::Via);
        let blocks = match (route.destination, route.prefix_list) {
            (Some(block), _) => vec![block],
            (None, Some(list)) => {
                let entries = facts
                    .get::<PrefixList>(list)
                    .map(|list| list.entries.clone());
                entries.unwrap_or_default()
            }
            (None, None) => Vec::new(),
        };
        if blocks.is_empty() {
            unknown.push(route.id.entity());
        }
        if route.destination.is_none() {
            by_list.push(route.id.entity());
        }
        lines.extend(blocks.into_iter().map(|block| RouteLine {
            destination: block.trunc(),
            next,
            source: RouteSource::Static,
            record: Some(route.id.entity()),
        }));
    }
    let propagating = table.map_or(&[][..], |table| &table.propagating_gateways);
    let attached = |id: &&Id<VpnGateway>| {
        facts
            .get(**id)
            .is_some_and(|gateway| gateway.vpc == Some(vpc.id))
    };
    for gateway in propagating.iter().filter(attached) {
        lines.extend(
            facts
                .learnt_by_vpn_gateway(*gateway)
                .into_iter()
                .map(|learnt| RouteLine {
                    destination: learnt.block,
                    next: Next::Via(gateway.entity()),
                    source: learnt.source,
                    record: Some(gateway.entity()),
                }),
        );
    }
    let (lines, shadowed) = choose(facts, lines, vpc, &by_list);
    let partition = Partition::new(lines.iter().map(|line| line.destination));
    EffectiveTable {
        partition,
        to_hubs: sent_to_hubs(&lines),
        id: table.map(|table| table.id),
        lines,
        shadowed,
        unknown,
    }
}

/// Destinations by the hub that lines hand them to. Local lines take nothing out: what a VPC keeps to itself is taken
/// out per sender.
fn sent_to_hubs(lines: &[RouteLine]) -> Vec<(EntityId, PrefixSet)> {
    let mut hubs: Vec<EntityId> = Vec::new();
    for line in lines {
        match line.next {
            Next::Via(to) if to.kind == Kind::TransitGateway && !hubs.contains(&to) => {
                hubs.push(to);
            }
            _ => {}
        }
    }
    let sent_to = |hub: EntityId| {
        let (mut sent, mut taken) = (PrefixSet::empty(), PrefixSet::empty());
        for line in lines.iter().filter(|line| line.next != Next::Local) {
            let block = PrefixSet::from(line.destination);
            if line.next == Next::Via(hub) {
                sent = sent.union(&block.difference(&taken));
            }
            taken = taken.union(&block);
        }
        sent
    };
    hubs.into_iter().map(|hub| (hub, sent_to(hub))).collect()
}

fn local(block: IpNet) -> RouteLine {
    RouteLine {
        destination: block.trunc(),
        next: Next::Local,
        source: RouteSource::Local,
        record: None,
    }
}

/// Sorts by longest prefix and preference, and takes out what can't win. A route to a block stands before one to a list
/// that holds the same block (<https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html>).
fn choose(
    facts: &Facts,
    mut lines: Vec<RouteLine>,
    vpc: &Vpc,
    by_list: &[EntityId],
) -> (Vec<RouteLine>, Vec<RouteLine>) {
    let own: PrefixSet = vpc.cidrs.iter().collect();
    let listed = |line: &RouteLine| line.record.is_some_and(|record| by_list.contains(&record));
    let is_static = |line: &RouteLine| line.source == RouteSource::Static && !listed(line);
    let inside = |line: &RouteLine| match line.next {
        Next::Via(target) => {
            line.source == RouteSource::Static && takes_local_traffic(facts, target)
        }
        Next::Local | Next::Blackhole => false,
    };
    let rank = |line: &RouteLine| match line.next {
        // Only a middlebox may stand in for the local route.
        Next::Via(target) if is_static(line) && takes_local_traffic(facts, target) => 0,
        Next::Local => 1,
        _ => 2,
    };
    let length = |line: &RouteLine| std::cmp::Reverse(line.destination.prefix_len());
    lines.sort_by_key(|line| {
        (
            length(line),
            line.destination,
            rank(line),
            line.source,
            listed(line),
            line.record,
        )
    });
    let mut winners: Vec<RouteLine> = Vec::new();
    let mut losers = Vec::new();
    for line in lines {
        let taken = winners
            .last()
            .is_some_and(|winner| winner.destination == line.destination);
        // Inside the VPC's own blocks AWS takes routes to middleboxes only.
        let refused = line.next != Next::Local && !inside(&line) && own.contains(&line.destination);
        if taken || refused {
            losers.push(line);
        } else {
            winners.push(line);
        }
    }
    (winners, losers)
}

/// Whether a target may stand between the subnets of a VPC: a gateway endpoint takes the service's traffic alone.
fn takes_local_traffic(facts: &Facts, target: EntityId) -> bool {
    let gateway = facts
        .as_kind::<VpcEndpoint>(target)
        .is_some_and(|endpoint| endpoint.endpoint_type == EndpointType::Gateway);
    is_middlebox(target.kind) && !gateway
}

/// Kinds that may take traffic inside a VPC (middlebox routing).
pub fn is_middlebox(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::NetworkInterface
            | Kind::Instance
            | Kind::VpcEndpoint
            | Kind::NetworkFirewall
            | Kind::NatGateway
    )
}
