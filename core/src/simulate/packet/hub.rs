//! Transit gateways: who may use an attachment, which table is asked, what it says, and where a packet comes out.
//!
//! Association decides which table is asked; propagation only writes into tables. Of equal prefixes static routes win,
//! then those of VPCs, Direct Connect, VPN (<https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html>).

use ipnet::IpNet;

use super::hybrid;
use super::packet::{Address, Certainty};
use super::references::supports_references;
use super::report::Outcome;
use super::routes::{Source, is_imported};
use super::state::{Crossing, Place, Sender, Stop, Walk};
use crate::analysis::Facts;
use crate::aws::mtus;
use crate::model::{
    Acceptance, Direction, EntityId, Id, Kind, Subnet, TgwAssociation, TgwAttachment,
    TgwPropagation, TgwRoute, TgwRouteTable, TransitGateway, Vpc,
};

/// A table of a hub; `None` is the one that AWS makes where the defaults are on and no table is drawn for them.
type Table = Option<Id<TgwRouteTable>>;

/// A line that matches.
struct Line {
    destination: IpNet,
    source: Source,
    /// Absent for a blackhole.
    attachment: Option<Id<TgwAttachment>>,
    record: EntityId,
}

impl<'f> Walk<'f> {
    /// From a subnet to a hub: over an attachment that has a subnet in the same zone.
    pub(super) fn by_hub(
        &mut self,
        vpc: &'f Vpc,
        subnet: &'f Subnet,
        target: EntityId,
    ) -> Stop<'f> {
        let facts = self.facts;
        let all = facts.referrers::<TgwAttachment>(vpc.id);
        let ours = all.filter(|attachment| {
            attachment.resource == vpc.id.entity() && attachment.transit_gateway.entity() == target
        });
        // Of several only one can be in force.
        let attachment = ours.min_by_key(|own| (own.state != Acceptance::Accepted, own.id));
        let Some(attachment) = attachment else {
            if is_imported(facts, target) && is_imported(facts, vpc.id) {
                let why = format!(
                    "the attachment of {} to {} was not read",
                    self.label(vpc.id),
                    self.label(target)
                );
                return Stop::unknown(why, target);
            }
            return self.cannot_route(target, "the VPC is not attached");
        };
        let zones = subnets_of(facts, attachment);
        if zones.is_empty() && is_imported(facts, attachment.id) {
            let why = format!("the subnets of {} were not read", self.label(attachment.id));
            return Stop::unknown(why, attachment.id);
        }
        let Some(door) = zones
            .iter()
            .find(|door| door.id == subnet.id)
            .or_else(|| zones.iter().find(|door| door.az == subnet.az))
        else {
            let text = format!(
                "{} has no subnet in zone {} of {}",
                self.label(attachment.id),
                subnet.az,
                self.label(subnet.id)
            );
            self.add(&text, vec![attachment.id.entity()]);
            let code = "TGW_ROUTE_AZ_RESTRICTION";
            return Stop::because(Outcome::Blackhole, code, attachment.id, text);
        };
        if let Some(stop) = self.through_acl(subnet, Direction::Egress) {
            return stop;
        }
        self.hop(vpc.id, "hands it to the transit gateway", Vec::new());
        let text = format!("takes it in {}", self.label(door.id));
        self.hop(attachment.id, text, Vec::new());
        // Inbound rules look at it in the same subnet too, though not at what comes back.
        if let Some(stop) = self.through_acl(door, Direction::Ingress) {
            return stop;
        }
        self.zone = Some(subnet.az.clone());
        self.carries(target, mtus::TGW_VPC);
        self.enter_hub(attachment.transit_gateway, attachment)
    }

    /// Over an attachment into a hub.
    pub(super) fn enter_hub(
        &mut self,
        hub: Id<TransitGateway>,
        attachment: &'f TgwAttachment,
    ) -> Stop<'f> {
        let facts = self.facts;
        if attachment.state != Acceptance::Accepted {
            return self.not_in_force(attachment);
        }
        let Some(hub) = facts.get(hub) else {
            return Stop::unknown("the transit gateway is not in the design", attachment.id);
        };
        let Some(table) = association(facts, hub, attachment) else {
            self.hop(hub.id, "has no table for what comes over it", Vec::new());
            let mut drawn = facts.children::<TgwRouteTable>(hub.id);
            if is_imported(facts, hub.id) && drawn.next().is_none() {
                let why = format!("the route tables of {} were not read", self.label(hub.id));
                return Stop::unknown(why, hub.id);
            }
            let text = format!("{} is associated with no table", self.label(attachment.id));
            let code = "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION";
            return Stop::because(Outcome::NoRoute, code, attachment.id, text);
        };
        let at = table.map_or(hub.id.entity(), Id::entity);
        if let Some(stop) = self.visit(Place::Hub(attachment.id, table), at) {
            return stop;
        }
        let name = table.map_or_else(|| "the default table".to_owned(), |table| self.label(table));
        let line = match lookup(facts, hub, table, &self.packet.destination) {
            Ok(line) => line,
            Err((why, at)) => {
                self.hop(hub.id, why.clone(), vec![at]);
                return Stop::unknown(why, at);
            }
        };
        let Some(line) = line else {
            let text = format!("{name} has no route for {}", self.packet.destination);
            self.hop(hub.id, text.clone(), vec![at]);
            let code = "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT";
            return Stop::because(Outcome::NoRoute, code, at, text);
        };
        let row = format!("{} ({})", line.destination, line.word());
        let Some(out) = line.attachment.and_then(|id| facts.get(id)) else {
            let text = format!("{name}: {row} is a blackhole");
            self.hop(hub.id, text.clone(), vec![at, line.record]);
            let mut stop = Stop::because(Outcome::Blackhole, "TGW_RTB_BAD_STATE_ROUTE", at, text);
            if let Some(reason) = &mut stop.reason {
                reason.at.push(line.record);
            }
            return stop;
        };
        let text = format!("{name}: {row} goes to {}", self.label(far_end(out, hub.id)));
        self.hop(hub.id, text, vec![at, line.record]);
        self.leave_hub(hub, attachment, out)
    }

    fn leave_hub(
        &mut self,
        hub: &'f TransitGateway,
        came_over: &TgwAttachment,
        out: &'f TgwAttachment,
    ) -> Stop<'f> {
        if out.state != Acceptance::Accepted {
            return self.not_in_force(out);
        }
        let far = far_end(out, hub.id);
        match far.kind {
            Kind::Vpc => {
                let supported = supports_references(self.facts, came_over)
                    && came_over.resource.kind == Kind::Vpc
                    && supports_references(self.facts, out);
                self.crossings.push(Crossing::Hub(supported));
                self.out_to_vpc(out)
            }
            Kind::TransitGateway => {
                let text = format!("leads to {}", self.label(far));
                self.hop(out.id, text, Vec::new());
                self.crossings.push(Crossing::Other);
                self.zone = None;
                self.carries(far, mtus::TGW_PEERING);
                match far.typed() {
                    Some(next) => self.enter_hub(next, out),
                    None => self.cannot_route(far, "it is no transit gateway"),
                }
            }
            Kind::VpnConnection | Kind::DirectConnectGateway => {
                self.hop(out.id, "leads out of AWS", Vec::new());
                let lines = hybrid::of_attachment(self.facts, out);
                self.out_of_aws(out.id.entity(), &lines)
            }
            _ => {
                let why = format!("what lies behind {} is not modelled", self.label(out.id));
                Stop::unknown(why, out.id)
            }
        }
    }

    /// Out of a hub into a VPC: what arrives is routed by the table of the attachment's subnet.
    fn out_to_vpc(&mut self, out: &'f TgwAttachment) -> Stop<'f> {
        let facts = self.facts;
        let Some(vpc) = facts.as_kind::<Vpc>(out.resource) else {
            return Stop::unknown("the VPC is not in the design", out.id);
        };
        let doors = subnets_of(facts, out);
        let near = |door: &&&Subnet| !out.appliance_mode && Some(&door.az) == self.zone.as_ref();
        let Some(door) = doors.iter().find(near).or(doors.first()) else {
            self.hop(out.id, "brings it to the VPC", Vec::new());
            if is_imported(facts, out.id) {
                let why = format!("the subnets of {} were not read", self.label(out.id));
                return Stop::unknown(why, out.id);
            }
            self.hop(vpc.id, "takes it from the transit gateway", Vec::new());
            let inside = vpc
                .cidrs
                .iter()
                .any(|block| block.contains(&self.packet.destination.ip));
            return if inside {
                self.deliver(vpc, None)
            } else {
                self.cannot_route(
                    out.id.entity(),
                    "it has no subnet whose table could send it on",
                )
            };
        };
        let text = format!("brings it to {}", self.label(door.id));
        self.hop(out.id, text, Vec::new());
        self.hop(vpc.id, "takes it from the transit gateway", Vec::new());
        self.zone = Some(door.az.clone());
        self.leave(door, &Sender::Hub)
    }

    fn not_in_force(&self, attachment: &TgwAttachment) -> Stop<'f> {
        let text = format!("{} is {}", self.label(attachment.id), attachment.state);
        Stop::because(
            Outcome::Blackhole,
            "BAD_STATE_ATTACHMENT",
            attachment.id,
            text,
        )
    }
}

impl Line {
    fn word(&self) -> &'static str {
        match self.source {
            Source::Local => "propagated",
            Source::DirectConnect => "Direct Connect",
            Source::VpnStatic | Source::VpnBgp => "VPN",
            Source::Middlebox | Source::Static | Source::PrefixList => "static",
        }
    }
}

/// The other side of an attachment.
fn far_end(attachment: &TgwAttachment, hub: Id<TransitGateway>) -> EntityId {
    if attachment.transit_gateway == hub {
        attachment.resource
    } else {
        attachment.transit_gateway.entity()
    }
}

fn subnets_of<'f>(facts: &'f Facts, attachment: &TgwAttachment) -> Vec<&'f Subnet> {
    let subnets = attachment.subnets.iter();
    subnets.filter_map(|id| facts.get(*id)).collect()
}

/// The table that is asked about what comes over an attachment.
fn association(facts: &Facts, hub: &TransitGateway, attachment: &TgwAttachment) -> Option<Table> {
    let of = |attachment: &TgwAttachment| {
        let mut drawn = facts.referrers::<TgwAssociation>(attachment.id);
        let ours = |table: Id<TgwRouteTable>| {
            let table = facts.get(table);
            table.is_some_and(|table| table.transit_gateway == hub.id)
        };
        drawn
            .find(|association| ours(association.route_table))
            .map(|association| Some(association.route_table))
    };
    let far = far_end(attachment, hub.id);
    // A peering that was read from both accounts is two records of one attachment.
    let twins = facts.referrers::<TgwAttachment>(hub.id);
    let mut twins = twins.filter(|twin| {
        twin.id != attachment.id
            && far.kind == Kind::TransitGateway
            && far_end(twin, hub.id) == far
            && [twin.resource, twin.transit_gateway.entity()].contains(&hub.id.entity())
    });
    let by_default = hub.default_association && !is_imported(facts, attachment.id);
    of(attachment)
        .or_else(|| twins.find_map(of))
        .or(by_default.then_some(hub.default_association_table))
}

/// The line of a table that decides; an error says why nobody can know.
fn lookup(
    facts: &Facts,
    hub: &TransitGateway,
    table: Table,
    address: &Address,
) -> Result<Option<Line>, (String, EntityId)> {
    let mut lines = Vec::new();
    let mut unknown: Option<EntityId> = None;
    // Learns by BGP what nobody has written down, of any length.
    let mut by_bgp: Option<EntityId> = None;
    if let Some(table) = table {
        for route in facts.children::<TgwRoute>(table) {
            let list = route.prefix_list.and_then(|id| facts.get(id));
            let blocks: Vec<IpNet> = match (route.destination, list) {
                (Some(block), _) => vec![block],
                (None, Some(list)) => list.entries.clone(),
                (None, None) => Vec::new(),
            };
            if blocks.is_empty() {
                unknown = unknown.or(Some(route.id.entity()));
            }
            lines.extend(blocks.into_iter().map(|block| Line {
                destination: block.trunc(),
                source: Source::Static,
                attachment: route.attachment,
                record: route.id.entity(),
            }));
        }
    }
    for attachment in propagating(facts, hub, table) {
        let line = |(block, source): (IpNet, Source)| Line {
            destination: block.trunc(),
            source,
            attachment: Some(attachment.id),
            record: attachment.id.entity(),
        };
        match attachment.resource.kind {
            Kind::Vpc => {
                let vpc = facts.as_kind::<Vpc>(attachment.resource);
                let blocks = vpc.map_or(&[][..], |vpc| &vpc.cidrs).iter();
                let carried = |block: &&IpNet| block.addr().is_ipv4() || attachment.ipv6_support;
                // As the local routes of the VPC behind.
                let blocks = blocks.filter(carried).map(|block| (*block, Source::Local));
                lines.extend(blocks.map(line));
            }
            Kind::VpnConnection | Kind::DirectConnectGateway => {
                let behind = hybrid::of_attachment(facts, attachment);
                let silent = behind.is_empty() && is_imported(facts, attachment.id);
                if silent || behind.iter().any(|line| line.networks.is_none()) {
                    unknown = unknown.or(Some(attachment.id.entity()));
                    by_bgp = by_bgp.or(Some(attachment.id.entity()));
                }
                let learnt = hybrid::learnt_by_attachment(facts, attachment);
                lines.extend(learnt.into_iter().map(line));
            }
            Kind::TransitGateway => {}
            _ => unknown = unknown.or(Some(attachment.id.entity())),
        }
    }
    let rank = |line: &Line| {
        let preference = match line.source {
            Source::Static => 0,
            Source::Local => 1,
            Source::DirectConnect => 2,
            _ => 3,
        };
        (
            std::cmp::Reverse(line.destination.prefix_len()),
            preference,
            line.record,
        )
    };
    lines.sort_by_key(rank);
    for line in lines {
        match address.lies_in(&line.destination) {
            Certainty::Yes if line.destination.prefix_len() == 0 && by_bgp.is_some() => {
                unknown = by_bgp;
                break;
            }
            Certainty::Yes => return Ok(Some(line)),
            Certainty::Maybe => {
                let why = format!("{} takes in some of {address} only", line.destination);
                return Err((why, line.record));
            }
            Certainty::No => {}
        }
    }
    match unknown {
        Some(record) => Err((
            format!("the blocks of {} are not known", facts.label(record)),
            record,
        )),
        None => Ok(None),
    }
}

/// Attachments in force that write their blocks into a table.
fn propagating<'f>(facts: &'f Facts, hub: &TransitGateway, table: Table) -> Vec<&'f TgwAttachment> {
    let in_force = |attachment: &&TgwAttachment| attachment.state == Acceptance::Accepted;
    let mut found: Vec<&TgwAttachment> = Vec::new();
    if let Some(table) = table {
        let drawn = facts.children::<TgwPropagation>(table);
        found.extend(drawn.filter_map(|drawn| facts.get(drawn.attachment)));
    }
    if hub.default_propagation && hub.default_propagation_table == table {
        let ours = |table: Id<TgwRouteTable>| {
            let table = facts.get(table);
            table.is_some_and(|table| table.transit_gateway == hub.id)
        };
        let all = facts.referrers::<TgwAttachment>(hub.id);
        // The default makes one for each that names no table itself; what was read has all that there are.
        found.extend(all.filter(|attachment| {
            let mut drawn = facts.referrers::<TgwPropagation>(attachment.id);
            attachment.resource.kind != Kind::TransitGateway
                && !is_imported(facts, attachment.id)
                && !drawn.any(|drawn| ours(drawn.route_table))
        }));
    }
    found.retain(in_force);
    found
}
