//! Reach at level `routed`: where packets are forwarded to, ignoring security groups and network ACLs. Exact sets of
//! destinations, each with the path; forward only.
//!
//! What is not modelled ends in [`End::Unknown`] and says why; it is never guessed. Level `connectable`, with security
//! groups and network ACLs, is in `connect`, over the same walk.

mod answers;
mod connect;
mod edges;
mod filters;
mod gates;
mod hosts;
mod matrix;
mod packets;
mod targets;
mod walk;

use std::collections::BTreeSet;

pub use connect::{Connections, Opening};
pub use filters::acl_of;
use gates::{Gate, Leaves};
pub use matrix::{
    ReachBy, ReachCell, ReachFlow, ReachGroup, ReachPlaces, ReachState, ReachWitness,
};
use walk::Walker;

use super::{Facts, TgwTableKey};
use crate::model::{EntityId, Id, Kind, Site, Subnet, TgwAttachment, TransitGateway, Vpc};
use crate::net::PrefixSet;

/// Kinds that decide where packets are forwarded to and whether filters let connections through: what a check that
/// asks about whole designs names as its input.
pub const CONNECTED_BY: &[Kind] = &[
    Kind::CustomerGateway,
    Kind::DirectConnectGateway,
    Kind::EgressOnlyGateway,
    Kind::Environment,
    Kind::Instance,
    Kind::Intent,
    Kind::InternetGateway,
    Kind::LoadBalancer,
    Kind::NatGateway,
    Kind::NetworkAcl,
    Kind::NetworkAclRule,
    Kind::NetworkFirewall,
    Kind::NetworkInterface,
    Kind::PrefixList,
    Kind::Route,
    Kind::RouteTable,
    Kind::SecurityGroup,
    Kind::SecurityGroupRule,
    Kind::Site,
    Kind::Subnet,
    Kind::TgwAssociation,
    Kind::TgwAttachment,
    Kind::TgwPropagation,
    Kind::TgwRoute,
    Kind::TgwRouteTable,
    Kind::TransitGateway,
    Kind::VirtualInterface,
    Kind::Vpc,
    Kind::VpcEndpoint,
    Kind::VpcPeering,
    Kind::VpnConnection,
    Kind::VpnGateway,
];

/// One step of a path: the record, and what happens there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hop {
    pub id: EntityId,
    pub text: String,
}

/// A place where packets are looked up; meeting one twice is a loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Subnet(Id<Subnet>),
    Hub(TgwTableKey),
}

/// Why packets stop, in the vocabulary of AWS Reachability Analyzer and Route Analyzer where they have a word
/// (<https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Drop {
    NoRoute,
    Blackhole,
    /// The target is attached elsewhere, or nowhere.
    BadTarget,
    /// The attachment has no subnet in the zone of the source subnet.
    HubZone,
    NoAssociation,
    HubNoRoute,
    HubBlackhole,
    OutsidePeer,
    NotAccepted,
    SourceDestinationCheck,
    /// A gateway that takes packets of its own VPC alone: nothing passes through a VPC to it.
    ForeignToInternetGateway,
    ForeignToVpnGateway,
    ForeignToEndpoint,
    Loop,
    TooManyHops,
}

impl Drop {
    /// The word that people can search for.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoRoute => "NO_ROUTE_TO_DESTINATION",
            Self::Blackhole => "BAD_STATE_ROUTE",
            Self::BadTarget => "CANNOT_ROUTE",
            Self::HubZone => "TGW_ROUTE_AZ_RESTRICTION",
            Self::NoAssociation => "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
            Self::HubNoRoute => "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
            Self::HubBlackhole => "TGW_RTB_BAD_STATE_ROUTE",
            Self::OutsidePeer => "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
            Self::NotAccepted => "BAD_STATE_ATTACHMENT",
            Self::SourceDestinationCheck => "ENI_SOURCE_DEST_CHECK_RESTRICTION",
            Self::ForeignToInternetGateway => "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
            Self::ForeignToVpnGateway => "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS",
            Self::ForeignToEndpoint => "VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION",
            Self::Loop => "CYCLIC_PATH_DETECTED",
            Self::TooManyHops => "MAX_HOPS_EXCEEDED",
        }
    }
}

/// How the way of some destinations ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    Vpc(Id<Vpc>),
    Site(Id<Site>),
    /// Leaves through this gateway.
    Internet(EntityId),
    /// Taken by a service behind this endpoint.
    Service(EntityId),
    Dropped(Drop, EntityId),
    /// Can't be known, and why.
    Unknown(String, EntityId),
}

/// What becomes of a set of destinations.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub destinations: PrefixSet,
    pub end: End,
    pub hops: Vec<Hop>,
    /// Firewalls and appliances on the way, whose own rules are not analysed.
    pub filters: Vec<EntityId>,
    /// Edges of subnets between the two ends, where the walk was asked to note them.
    gates: Vec<Gate>,
    /// The last subnet, by whose table it gets there.
    leaves: Leaves,
}

/// Destinations in one place that some source reaches, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// Addresses that may send.
    pub source: PrefixSet,
    pub destinations: PrefixSet,
    pub hops: Vec<Hop>,
    pub filters: Vec<EntityId>,
}

impl Facts {
    /// What becomes of packets from a subnet to `destinations`.
    pub fn walk_from_subnet(&self, subnet: &Subnet, destinations: &PrefixSet) -> Vec<Outcome> {
        let mut walker = Walker::new(self);
        walker.source_vpc = Some(subnet.vpc);
        walker.start(subnet, destinations);
        walker.outcomes
    }

    /// As [`Facts::walk_from_subnet`], with the edges of subnets on the way and each subnet of an attachment that may
    /// carry it.
    fn ways_from_subnet(&self, subnet: &Subnet, destinations: &PrefixSet) -> Vec<Outcome> {
        let mut walker = Walker::with_gates(self);
        walker.source_vpc = Some(subnet.vpc);
        walker.start(subnet, destinations);
        walker.outcomes
    }

    /// What becomes of packets that a hub looks up in one of its tables.
    pub fn walk_from_table(
        &self,
        hub: Id<TransitGateway>,
        table: TgwTableKey,
        destinations: &PrefixSet,
    ) -> Vec<Outcome> {
        let mut walker = Walker::new(self);
        walker.hub_table(hub, table, destinations);
        walker.outcomes
    }

    /// As [`Facts::walk_from_table`], without the hops; notes in `met` the records that it depends on.
    pub(super) fn walk_silently(
        &self,
        hub: Id<TransitGateway>,
        table: TgwTableKey,
        destinations: &PrefixSet,
        met: &mut BTreeSet<EntityId>,
    ) -> Vec<Outcome> {
        let mut walker = Walker::silent(self);
        walker.hub_table(hub, table, destinations);
        met.append(&mut walker.met);
        walker.outcomes
    }

    /// What becomes of packets that arrive at a hub over an attachment.
    pub fn walk_from_attachment(
        &self,
        attachment: &TgwAttachment,
        destinations: &PrefixSet,
    ) -> Vec<Outcome> {
        let mut walker = Walker::new(self);
        walker.arrive_at_hub(attachment, attachment.transit_gateway, destinations);
        walker.outcomes
    }

    /// What becomes of packets that a site sends into AWS, over every connection it has. A site is taken to send
    /// each connection whatever AWS announces on it.
    pub fn walk_from_site(&self, site: Id<Site>, destinations: &PrefixSet) -> Vec<Outcome> {
        let mut walker = Walker::new(self);
        walker.site(site, destinations);
        walker.outcomes
    }

    /// As [`Facts::walk_from_site`], with the edges of subnets on the way.
    fn ways_from_site(&self, site: Id<Site>, destinations: &PrefixSet) -> Vec<Outcome> {
        let mut walker = Walker::with_gates(self);
        walker.site(site, destinations);
        walker.outcomes
    }
    /// All addresses of a VPC's subnets: each may be a host's.
    pub fn hosts_of_vpc(&self, vpc: Id<Vpc>) -> PrefixSet {
        self.children::<Subnet>(vpc)
            .flat_map(|subnet| &subnet.cidrs)
            .collect()
    }

    /// Ways from any subnet of one VPC to any subnet of another.
    pub fn routed_between_vpcs(&self, from: Id<Vpc>, to: Id<Vpc>) -> Vec<Flow> {
        let hosts = self.hosts_of_vpc(to);
        let subnets: Vec<&Subnet> = self.children(from).collect();
        let ways = subnets
            .iter()
            .flat_map(|subnet| self.routed_from_subnet(subnet, &hosts, &End::Vpc(to)));
        ways.collect()
    }

    /// Ways from a subnet to `hosts` that end as asked.
    pub fn routed_from_subnet(&self, from: &Subnet, hosts: &PrefixSet, end: &End) -> Vec<Flow> {
        let outcomes = self
            .walk_from_subnet(from, hosts)
            .into_iter()
            .filter(|outcome| outcome.end == *end);
        outcomes
            .map(|outcome| Flow {
                source: from.cidrs.iter().collect(),
                destinations: outcome.destinations,
                hops: outcome.hops,
                filters: outcome.filters,
            })
            .collect()
    }
}
