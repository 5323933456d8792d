//! What each kind looks like on a diagram: its form, its size and its colour family. One line per kind.

use super::icon::Icon;
use crate::model::{BoxKey, Kind};

/// How a box is drawn and what it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A region: the outermost container.
    Region,
    /// A VPC: holds subnets, services, and gateways on its border.
    Vpc,
    /// A subnet: holds workloads.
    Subnet,
    /// A card with a title that holds rows of its own: a hub with its route tables, a zone with its records.
    Group,
    /// An icon, a title and a subtitle.
    Card,
    /// A row inside a group.
    Row,
    /// A gateway on the top border of its VPC.
    Gate,
    /// A sticky note, plain text or a heading.
    Note,
}

impl Form {
    /// Whether boxes of this form hold others.
    pub fn is_container(self) -> bool {
        matches!(self, Form::Region | Form::Vpc | Form::Subnet | Form::Group)
    }

    /// Space that a container keeps free: under its top border, and at the other sides.
    pub fn padding(self) -> (i32, i32) {
        match self {
            Form::Region => (56, 32),
            Form::Vpc => (84, 24),
            Form::Subnet => (38, 12),
            Form::Group => (48, 10),
            _ => (0, 0),
        }
    }
}

/// What a box is about, which decides the colour of its icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// VPC, subnet, region.
    Network,
    /// Transit gateways and their tables.
    Hub,
    /// Workloads and load balancers.
    Compute,
    /// PrivateLink.
    Connect,
    /// Gateways to the internet.
    Edge,
    Dns,
    Security,
    /// Sites, VPN and Direct Connect.
    OnPremises,
    Note,
}

/// What a kind looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    pub form: Form,
    pub family: Family,
    pub icon: Icon,
    /// The size of a new, empty box in world units.
    pub width: i32,
    pub height: i32,
}

impl Shape {
    const fn new(form: Form, family: Family, icon: Icon, width: i32, height: i32) -> Self {
        Self {
            form,
            family,
            icon,
            width,
            height,
        }
    }

    const fn card(family: Family, icon: Icon) -> Self {
        Self::new(Form::Card, family, icon, CARD_WIDTH, CARD_HEIGHT)
    }
}

pub const CARD_WIDTH: i32 = 176;
pub const CARD_HEIGHT: i32 = 48;
pub const ROW_HEIGHT: i32 = 32;

/// The look of a region.
pub const REGION: Shape = Shape::new(Form::Region, Family::Network, Icon::Region, 640, 400);

/// The look of a box; nothing for kinds that are not boxes: rules, routes, and relations, which are wires.
pub fn shape_of(key: &BoxKey) -> Option<Shape> {
    match key {
        BoxKey::Region(_) => Some(REGION),
        BoxKey::Entity(id) => shape(id.kind),
    }
}

/// The look of a kind.
pub fn shape(kind: Kind) -> Option<Shape> {
    use Family::{Compute, Connect, Dns, Edge, Hub, Network, OnPremises, Security};
    Some(match kind {
        Kind::Vpc => Shape::new(Form::Vpc, Network, Icon::Vpc, 400, 200),
        Kind::Subnet => Shape::new(Form::Subnet, Network, Icon::Subnet, 208, 64),
        Kind::TransitGateway => Shape::new(Form::Group, Hub, Icon::Hub, 216, 56),
        Kind::TgwRouteTable => Shape::new(Form::Row, Hub, Icon::RouteTable, 196, ROW_HEIGHT),
        Kind::HostedZone => Shape::new(Form::Group, Dns, Icon::Dns, 256, 56),
        Kind::DnsRecord => Shape::new(Form::Row, Dns, Icon::Globe, 236, ROW_HEIGHT),
        Kind::InternetGateway | Kind::EgressOnlyGateway => {
            Shape::new(Form::Gate, Edge, Icon::Gateway, 128, 32)
        }
        Kind::VpnGateway => Shape::new(Form::Gate, OnPremises, Icon::Vpn, 128, 32),
        Kind::Instance => Shape::card(Compute, Icon::Instance),
        Kind::LoadBalancer => Shape::card(Compute, Icon::LoadBalancer),
        Kind::NetworkInterface => Shape::card(Compute, Icon::Interface),
        Kind::PlacementGroup => Shape::card(Compute, Icon::Cluster),
        Kind::NatGateway => Shape::card(Edge, Icon::Nat),
        Kind::Distribution => Shape::card(Edge, Icon::Distribution),
        Kind::ApiGateway => Shape::card(Edge, Icon::Api),
        Kind::Application => Shape::card(Compute, Icon::Application),
        Kind::VpcEndpoint => Shape::card(Connect, Icon::Endpoint),
        Kind::EndpointService => Shape::card(Connect, Icon::EndpointService),
        Kind::ResolverEndpoint | Kind::ResolverRule => Shape::card(Dns, Icon::Resolver),
        Kind::HealthCheck => Shape::card(Dns, Icon::Health),
        Kind::NetworkFirewall => Shape::card(Security, Icon::Firewall),
        Kind::WebAcl => Shape::card(Security, Icon::Shield),
        Kind::Site => Shape::card(OnPremises, Icon::Site),
        Kind::CustomerGateway => Shape::card(OnPremises, Icon::Vpn),
        Kind::DirectConnectGateway => Shape::card(OnPremises, Icon::Gateway),
        Kind::Note => Shape::new(Form::Note, Family::Note, Icon::Note, 200, 96),
        _ => return None,
    })
}
