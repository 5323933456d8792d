//! Ends of intents: which senders and which addresses they mean, and what is routed between two of them.

use std::collections::BTreeSet;

use super::reach::{End, Flow};
use super::{Facts, Hop};
use crate::model::{
    EntityId, HopKind, Id, IntentEnd, Kind, LoadBalancer, RouteTable, Site, Subnet, Vpc,
    VpcEndpoint,
};
use crate::net::PrefixSet;

/// What an end of an intent means in this design.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ends {
    /// Subnets whose hosts may be meant, with the addresses that are.
    pub subnets: Vec<(Id<Subnet>, PrefixSet)>,
    pub sites: Vec<(Id<Site>, PrefixSet)>,
    pub internet: bool,
}

/// What is routed from one end to another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// One way for each sender that has one.
    pub flows: Vec<(EntityId, Flow)>,
    /// Senders that reach nothing of the other end.
    pub without: Vec<EntityId>,
    /// Why it can't be known for some.
    pub unknown: BTreeSet<String>,
}

/// What subnets have in common that send alike: VPC, table, zone, and the subnet itself where that matters.
pub(super) type SendsLike = (
    Id<Vpc>,
    Option<Option<Id<RouteTable>>>,
    String,
    Option<Id<Subnet>>,
);

impl Facts {
    /// The senders or receivers that an end means.
    pub fn ends(&self, end: &IntentEnd) -> Ends {
        let mut ends = Ends::default();
        match end {
            IntentEnd::Internet => ends.internet = true,
            IntentEnd::Cidr(block) => {
                let block = PrefixSet::from(block.trunc());
                for subnet in self.all::<Subnet>() {
                    ends.add_subnet(subnet, &block);
                }
                for site in self.all::<Site>() {
                    ends.add_site(site, &block);
                }
            }
            IntentEnd::Entity(id) => self.add_entity(*id, &mut ends),
        }
        ends
    }

    fn add_entity(&self, id: EntityId, ends: &mut Ends) {
        let all = PrefixSet::full();
        match id.kind {
            Kind::Environment => {
                let ours = |of: Option<&crate::model::Environment>| {
                    of.is_some_and(|env| env.id.entity() == id)
                };
                for subnet in self
                    .all::<Subnet>()
                    .filter(|subnet| ours(self.environment_of(subnet.id)))
                {
                    ends.add_subnet(subnet, &all);
                }
                for site in self
                    .all::<Site>()
                    .filter(|site| ours(self.environment_of(site.id)))
                {
                    ends.add_site(site, &all);
                }
            }
            Kind::Vpc => {
                for subnet in self.children::<Subnet>(id) {
                    ends.add_subnet(subnet, &all);
                }
            }
            Kind::Site => {
                if let Some(site) = self.as_kind::<Site>(id) {
                    ends.add_site(site, &all);
                }
            }
            Kind::VpcEndpoint => {
                let endpoint = self.as_kind::<VpcEndpoint>(id);
                self.add_subnets(endpoint.map_or(&[], |endpoint| &endpoint.subnets), ends);
            }
            Kind::LoadBalancer => {
                let balancer = self.as_kind::<LoadBalancer>(id);
                self.add_subnets(balancer.map_or(&[], |balancer| &balancer.subnets), ends);
            }
            _ => {
                let holder = self.ancestors(id).find_map(|id| self.as_kind::<Subnet>(id));
                let address = self
                    .as_kind::<crate::model::Instance>(id)
                    .and_then(|host| host.private_address);
                let hosts =
                    address.map_or(all, |address| PrefixSet::from(ipnet::IpNet::from(address)));
                if let Some(subnet) = holder {
                    ends.add_subnet(subnet, &hosts);
                }
            }
        }
    }

    fn add_subnets(&self, ids: &[Id<Subnet>], ends: &mut Ends) {
        for subnet in ids.iter().filter_map(|id| self.get(*id)) {
            ends.add_subnet(subnet, &PrefixSet::full());
        }
    }

    /// Subnets that send alike have one key: one table and one zone, where no middlebox stands between them.
    pub(super) fn sends_like(&self, subnet: &Subnet) -> SendsLike {
        let table = self
            .routes(subnet.vpc)
            .and_then(|routes| routes.of_subnet(subnet));
        let divided = table.is_some_and(super::EffectiveTable::divides_its_vpc);
        (
            subnet.vpc,
            table.map(|table| table.id),
            subnet.az.clone(),
            divided.then_some(subnet.id),
        )
    }

    /// What is routed from one end to another, forward only, over hops as asked.
    pub fn routed_between(
        &self,
        from: &Ends,
        to: &Ends,
        through: &[HopKind],
        not_through: &[HopKind],
    ) -> Answer {
        let mut answer = Answer::default();
        let targets = to.addresses();
        let mut told = BTreeSet::new();
        for (id, source) in &from.subnets {
            let Some(subnet) = self.get(*id) else {
                continue;
            };
            if !told.insert(self.sends_like(subnet)) {
                continue;
            }
            let outcomes = self.walk_from_subnet(subnet, &targets);
            answer.add(id.entity(), source, outcomes, to, (through, not_through));
        }
        for (id, source) in &from.sites {
            let outcomes = self.walk_from_site(*id, &targets);
            answer.add(id.entity(), source, outcomes, to, (through, not_through));
        }
        answer
    }
}

impl Ends {
    pub fn is_empty(&self) -> bool {
        self.subnets.is_empty() && self.sites.is_empty() && !self.internet
    }

    /// All addresses meant; the internet is everything that is not private.
    pub fn addresses(&self) -> PrefixSet {
        let drawn = self
            .subnets
            .iter()
            .map(|(_, hosts)| hosts)
            .chain(self.sites.iter().map(|(_, hosts)| hosts));
        let drawn = PrefixSet::union_of(drawn);
        if self.internet {
            drawn.union(&public_addresses())
        } else {
            drawn
        }
    }

    fn add_subnet(&mut self, subnet: &Subnet, within: &PrefixSet) {
        let hosts = subnet
            .cidrs
            .iter()
            .collect::<PrefixSet>()
            .intersection(within);
        if !hosts.is_empty() {
            self.subnets.push((subnet.id, hosts));
        }
    }

    fn add_site(&mut self, site: &Site, within: &PrefixSet) {
        let hosts = site
            .cidrs
            .iter()
            .collect::<PrefixSet>()
            .intersection(within);
        if !hosts.is_empty() {
            self.sites.push((site.id, hosts));
        }
    }
}

impl Answer {
    fn add(
        &mut self,
        sender: EntityId,
        source: &PrefixSet,
        outcomes: Vec<super::Outcome>,
        to: &Ends,
        (through, not_through): (&[HopKind], &[HopKind]),
    ) {
        let mut reached = false;
        for outcome in outcomes {
            let arrives = match &outcome.end {
                End::Vpc(_) => to
                    .subnets
                    .iter()
                    .any(|(_, hosts)| hosts.overlaps(&outcome.destinations)),
                End::Site(site) => to.sites.iter().any(|(id, _)| id == site),
                End::Internet(_) => to.internet,
                End::Unknown(why, _) => {
                    self.unknown.insert(why.clone());
                    false
                }
                End::Service(_) | End::Dropped(..) => false,
            };
            let passes = |kind: &HopKind| outcome.hops.iter().any(|hop| is_hop(hop, *kind));
            if arrives && through.iter().all(passes) && !not_through.iter().any(passes) && !reached
            {
                reached = true;
                let flow = Flow {
                    source: source.clone(),
                    destinations: outcome.destinations,
                    hops: outcome.hops,
                    filters: outcome.filters,
                };
                self.flows.push((sender, flow));
            }
        }
        if !reached {
            self.without.push(sender);
        }
    }
}

pub(super) fn is_hop(hop: &Hop, kind: HopKind) -> bool {
    let kinds: &[Kind] = match kind {
        HopKind::Internet => &[Kind::InternetGateway, Kind::EgressOnlyGateway],
        HopKind::NatGateway => &[Kind::NatGateway],
        HopKind::TransitGateway => &[
            Kind::TgwAttachment,
            Kind::TgwRouteTable,
            Kind::TransitGateway,
        ],
        HopKind::VpcPeering => &[Kind::VpcPeering],
        HopKind::NetworkFirewall => &[Kind::NetworkFirewall],
        HopKind::VpcEndpoint => &[Kind::VpcEndpoint],
        HopKind::VpnConnection => &[Kind::VpnConnection, Kind::VpnGateway],
        HopKind::DirectConnect => &[Kind::DirectConnectGateway, Kind::VirtualInterface],
        HopKind::LoadBalancer => &[Kind::LoadBalancer],
    };
    kinds.contains(&hop.id.kind)
}

/// Everything outside the ranges that never leave a network of one's own (RFC 1918, 6598, 3927, 1122, 5771; RFC 4193,
/// 4291).
pub(crate) fn public_addresses() -> PrefixSet {
    const PRIVATE: [&str; 11] = [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/3",
        "fc00::/7",
        "fe80::/10",
        "ff00::/8",
    ];
    let private: PrefixSet = PRIVATE
        .iter()
        .filter_map(|text| text.parse::<ipnet::IpNet>().ok())
        .collect();
    PrefixSet::full().difference(&private)
}
