//! Links of a VPC that nothing passes through to somewhere else: peerings, and virtual private gateways with what is
//! behind them (<https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations>).

use super::hybrid;
use super::packet::Certainty;
use super::references::is_within_region;
use super::report::Outcome;
use super::routes::is_imported;
use super::state::{Crossing, End, Stop, Walk};
use crate::aws::mtus;
use crate::model::{Acceptance, EntityId, Id, TgwAttachment, Vpc, VpcPeering, VpnGateway};

impl<'f> Walk<'f> {
    /// Over a peering: from an address of the one VPC to an address of the other.
    pub(super) fn by_peering(&mut self, vpc: &'f Vpc, target: EntityId) -> Stop<'f> {
        let facts = self.facts;
        self.hop(vpc.id, "hands it to the peering", Vec::new());
        let Some(peering) = facts.as_kind::<VpcPeering>(target) else {
            return Stop::unknown("the peering is not in the design", target);
        };
        let far = match vpc.id {
            own if own == peering.requester => peering.accepter,
            own if own == peering.accepter => peering.requester,
            _ => return self.cannot_route(target, "it joins other VPCs"),
        };
        self.hop(target, format!("leads to {}", self.label(far)), Vec::new());
        if peering.state != Acceptance::Accepted {
            let text = format!("{} is {}", self.label(target), peering.state);
            return Stop::because(Outcome::Blackhole, "BAD_STATE", target, text);
        }
        let Some(far) = facts.get(far) else {
            return Stop::unknown("the peer is not in the design", target);
        };
        let sides = [(vpc, self.packet.source), (far, self.packet.destination)];
        for (side, address) in sides {
            if !side.cidrs.iter().any(|block| block.contains(&address.ip)) {
                let text = format!("{address} is no address of {}", self.label(side.id));
                let code = "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR";
                return Stop::because(Outcome::Blackhole, code, target, text);
            }
        }
        let within_region = is_within_region(facts, vpc.id, far.id);
        self.crossings.push(Crossing::Peering(within_region));
        if !within_region {
            self.carries(target, mtus::PEERING_INTER_REGION);
        }
        self.zone = None;
        self.hop(far.id, "takes it from the peering", Vec::new());
        self.deliver(far, None)
    }

    /// Out by a virtual private gateway.
    pub(super) fn by_vpn_gateway(&mut self, vpc: &'f Vpc, target: EntityId) -> Stop<'f> {
        let facts = self.facts;
        self.hop(
            vpc.id,
            "hands it to the virtual private gateway",
            Vec::new(),
        );
        let Some(gateway) = facts.as_kind::<VpnGateway>(target) else {
            return Stop::unknown("the gateway is not in the design", target);
        };
        self.hop(target, "leads out of AWS", Vec::new());
        if gateway.vpc != Some(vpc.id) {
            return self.cannot_route(target, "it is not attached to the VPC");
        }
        let own = self.packet.source;
        if !vpc.cidrs.iter().any(|block| block.contains(&own.ip)) {
            let text = format!(
                "{own} is no address of {}: nothing passes through",
                self.label(vpc.id)
            );
            let code = "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS";
            return Stop::because(Outcome::Blackhole, code, target, text);
        }
        self.out_of_aws(target, &hybrid::of_gateway(facts, gateway.id))
    }

    /// Over the connection that leads to the destination: Direct Connect before VPN.
    pub(super) fn out_of_aws(&mut self, over: EntityId, lines: &[hybrid::Line]) -> Stop<'f> {
        if lines.is_empty() && is_imported(self.facts, over) {
            // A route of the account leads here; what is behind belongs to nobody that was read.
            self.add("what carries it on is not in the data", Vec::new());
            self.crossings.push(Crossing::Other);
            return Stop::arrived(Outcome::LeavesNetwork, End::Outside(over));
        }
        if lines.is_empty() {
            let why = format!("what lies behind {} is not drawn", self.label(over));
            return Stop::unknown(why, over);
        }
        let destination = self.packet.destination;
        let leads = |wanted: Certainty| {
            let mut lines = lines.iter();
            lines.find(|line| hybrid::leads_to(line, &destination) == wanted)
        };
        let open = lines.iter().find(|line| line.networks.is_none());
        let Some(line) = leads(Certainty::Yes).or(open) else {
            if let Some(line) = leads(Certainty::Maybe) {
                let why = format!("whether {} leads to it is not known", self.label(line.over));
                return Stop::unknown(why, line.over);
            }
            let why = format!(
                "{destination} is in none of the networks drawn behind {}",
                self.label(over)
            );
            return Stop::unknown(why, over);
        };
        for gateway in line
            .gateway
            .iter()
            .filter(|gateway| gateway.kind.spec().prefix != "customer-gateway")
        {
            self.hop(*gateway, "carries it", Vec::new());
        }
        self.hop(line.over, "carries it out of AWS", Vec::new());
        self.carries(line.over, line.mtu);
        if let Some(site) = line.site {
            let text = if line.networks.is_some() {
                format!("has {destination}")
            } else {
                "takes it: what is behind is not drawn".to_owned()
            };
            self.hop(site, text, Vec::new());
        }
        self.crossings.push(Crossing::Other);
        Stop::arrived(Outcome::LeavesNetwork, End::Outside(over))
    }

    /// From outside AWS by what comes in over a gateway or an attachment.
    pub(super) fn start_outside(&mut self, over: EntityId) -> Stop<'f> {
        let facts = self.facts;
        self.crossings.push(Crossing::Other);
        if let Some(attachment) = facts.as_kind::<TgwAttachment>(over) {
            self.hop(over, "brings it to the transit gateway", Vec::new());
            let tunnel = hybrid::of_attachment(facts, attachment);
            if let Some(line) = tunnel.first() {
                self.carries(line.over, line.mtu);
            }
            return self.enter_hub(attachment.transit_gateway, attachment);
        }
        let Some(gateway) = facts.as_kind::<VpnGateway>(over) else {
            return self.cannot_route(over, "nothing comes into AWS by it");
        };
        self.hop(over, "brings it to the VPC", Vec::new());
        if let Some(line) = hybrid::of_gateway(facts, gateway.id).first() {
            self.carries(line.over, line.mtu);
        }
        let Some(vpc) = gateway.vpc.and_then(|id: Id<Vpc>| facts.get(id)) else {
            return self.cannot_route(over, "it is attached to no VPC");
        };
        let destination = self.packet.destination;
        if !vpc
            .cidrs
            .iter()
            .any(|block| block.contains(&destination.ip))
        {
            let text = format!(
                "{destination} is no address of {}: nothing passes through it",
                self.label(vpc.id)
            );
            let code = "VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS";
            return Stop::because(Outcome::NoRoute, code, over, text);
        }
        self.through_edge(vpc, over)
    }
}
