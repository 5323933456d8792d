//! What comes into AWS from outside: from a site over its connections, and into a VPC by a gateway at its edge.

use super::walk::Walker;
use super::{Drop, End};
use crate::analysis::{Facts, Next};
use crate::model::{
    CustomerGateway, EntityId, Id, RouteTable, Site, TgwAttachment, VirtualInterface,
    VirtualInterfaceType, Vpc, VpnConnection, VpnGateway,
};
use crate::net::PrefixSet;

impl Walker<'_> {
    /// Packets that a site sends into AWS, over every connection it has.
    pub(super) fn site(&mut self, site: Id<Site>, destinations: &PrefixSet) {
        let facts = self.facts;
        let gateways = facts.referrers::<CustomerGateway>(site);
        let vpns: Vec<&VpnConnection> = gateways
            .flat_map(|gateway| facts.referrers(gateway.id))
            .collect();
        for vpn in &vpns {
            for attachment in facts.referrers::<TgwAttachment>(vpn.id) {
                self.arrive_at_hub(attachment, attachment.transit_gateway, destinations);
            }
        }
        let all = PrefixSet::full();
        for vpn in &vpns {
            self.over_gateway(vpn.vpn_gateway, vpn.id.entity(), destinations, &all);
        }
        let interfaces: Vec<&VirtualInterface> = facts.referrers(site).collect();
        for interface in &interfaces {
            let over = interface.id.entity();
            self.over_gateway(interface.vpn_gateway, over, destinations, &all);
            let Some(shared) = interface
                .direct_connect_gateway
                .and_then(|id| facts.get(id))
            else {
                continue;
            };
            if interface.interface_type == VirtualInterfaceType::Private {
                let allowed = allowed_or_all(&shared.allowed_prefixes);
                for gateway in &shared.vpn_gateways {
                    self.over_gateway(Some(*gateway), shared.id.entity(), destinations, &allowed);
                }
            }
        }
        for interface in interfaces {
            let Some(shared) = interface
                .direct_connect_gateway
                .and_then(|id| facts.get(id))
            else {
                continue;
            };
            if interface.interface_type != VirtualInterfaceType::Transit {
                continue;
            }
            // A transit gateway announces only what is allowed, so a site has no route to the rest.
            let allowed: PrefixSet = shared.allowed_prefixes.iter().collect();
            let announced = destinations.intersection(&allowed);
            if announced.is_empty() {
                continue;
            }
            for attachment in facts.referrers::<TgwAttachment>(shared.id) {
                self.arrive_at_hub(attachment, attachment.transit_gateway, &announced);
            }
        }
    }

    /// Over a virtual private gateway: nothing passes through a VPC to somewhere else from one.
    fn over_gateway(
        &mut self,
        gateway: Option<Id<VpnGateway>>,
        over: EntityId,
        destinations: &PrefixSet,
        allowed: &PrefixSet,
    ) {
        let facts = self.facts;
        let gateway = gateway.and_then(|gateway| facts.get(gateway));
        let vpc = gateway.and_then(|gateway| facts.get(gateway.vpc?));
        let (Some(gateway), Some(vpc)) = (gateway, vpc) else {
            return;
        };
        let own: PrefixSet = vpc.cidrs.iter().collect();
        let inside = destinations.intersection(&own).intersection(allowed);
        let text =
            |facts: &Facts| format!("{} brings it to {}", facts.label(over), facts.label(vpc.id));
        self.hop(over, text, |walker| {
            walker.edge(vpc, gateway.id.entity(), None, &inside);
        });
    }

    /// Packets that a gateway brings into its VPC, to hosts in a zone where it is known: by the gateway's own table
    /// where it has one
    /// (<https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html>).
    pub(super) fn edge(
        &mut self,
        vpc: &Vpc,
        gateway: EntityId,
        zone: Option<&str>,
        destinations: &PrefixSet,
    ) {
        let facts = self.facts;
        let mut tables = facts.referrers::<RouteTable>(gateway);
        let own = tables.find(|table| table.gateway == Some(gateway) && table.vpc == vpc.id);
        let table = own.and_then(|own| facts.routes(vpc.id)?.table(own.id));
        let (Some(own), Some(table)) = (own, table) else {
            self.deliver(vpc, destinations);
            return;
        };
        for (part, line) in table.split(destinations) {
            let target = match line.map(|line| line.next) {
                None | Some(Next::Local) => {
                    self.deliver(vpc, &part);
                    continue;
                }
                Some(Next::Blackhole) => {
                    let at = line.and_then(|line| line.record);
                    let at = at.unwrap_or(own.id.entity());
                    self.end(&part, self.blackhole(at));
                    continue;
                }
                Some(Next::Via(target)) => target,
            };
            let text = |facts: &Facts| {
                let (table, target) = (facts.label(own.id), facts.label(target));
                format!("{table} sends it to {target}")
            };
            self.hop(own.id.entity(), text, |walker| {
                if !walker.middlebox(None, zone, target, &part) {
                    walker.end(&part, End::Dropped(Drop::BadTarget, target));
                }
            });
        }
    }
}

fn allowed_or_all(prefixes: &[ipnet::IpNet]) -> PrefixSet {
    if prefixes.is_empty() {
        PrefixSet::full()
    } else {
        prefixes.iter().collect()
    }
}
