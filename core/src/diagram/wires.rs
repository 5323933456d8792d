//! Which records are wires, and between what.

use super::display::WireKind;
use crate::model::{
    Acceptance, Application, BoxKey, CustomerGateway, Design, DirectConnectGateway, Distribution,
    DnsRecord, EndpointService, EndpointType, EntityId, HealthCheck, HostedZone, Instance, Kind,
    Listener, LoadBalancer, NetworkFirewall, ResolverEndpoint, ResolverRule, TgwAssociation,
    TgwAttachment, VirtualInterface, VpcEndpoint, VpcPeering, VpnConnection, WebAclAssociation,
};

/// A wire before it has a course: what it stands for and what it joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub entity: EntityId,
    pub kind: WireKind,
    pub from: BoxKey,
    pub to: BoxKey,
    pub pending: bool,
}

/// Links that are found together, and the kinds that are read to find them.
pub(super) struct Group {
    pub reads: &'static [Kind],
    find: fn(&Design, &mut Links),
}

/// All that a design has of links. While the tables of a group's kinds stand still, so do its links.
pub(super) const GROUPS: [Group; 7] = [
    Group {
        reads: &[
            Kind::TgwAttachment,
            Kind::TgwAssociation,
            Kind::TgwRouteTable,
            Kind::VpnConnection,
        ],
        find: hubs,
    },
    Group {
        reads: &[Kind::VpcPeering],
        find: peerings,
    },
    Group {
        reads: &[
            Kind::CustomerGateway,
            Kind::VpnConnection,
            Kind::DirectConnectGateway,
            Kind::VirtualInterface,
        ],
        find: on_premises,
    },
    Group {
        reads: &[
            Kind::VpcEndpoint,
            Kind::EndpointService,
            Kind::LoadBalancer,
            Kind::ResolverEndpoint,
            Kind::NetworkFirewall,
        ],
        find: services,
    },
    Group {
        reads: &[
            Kind::Listener,
            Kind::TargetGroup,
            Kind::Instance,
            Kind::Distribution,
            Kind::Application,
        ],
        find: targets,
    },
    Group {
        reads: &[
            Kind::HostedZone,
            Kind::DnsRecord,
            Kind::HealthCheck,
            Kind::ResolverRule,
        ],
        find: names,
    },
    Group {
        reads: &[Kind::Distribution, Kind::WebAclAssociation],
        find: guards,
    },
];

impl Group {
    /// The group's links, in the order of the kinds and numbers of the records they stand for.
    pub(super) fn links(&self, design: &Design) -> Vec<Link> {
        let mut links = Links { all: Vec::new() };
        (self.find)(design, &mut links);
        links.all
    }
}

fn peerings(design: &Design, links: &mut Links) {
    for peering in design.all::<VpcPeering>() {
        links.add(
            peering.id,
            WireKind::Peering,
            peering.requester,
            peering.accepter,
        );
        links.mark(peering.state);
    }
}

struct Links {
    all: Vec<Link>,
}

impl Links {
    fn add(
        &mut self,
        entity: impl Into<EntityId>,
        kind: WireKind,
        from: impl Into<EntityId>,
        to: impl Into<EntityId>,
    ) {
        let (from, to) = (BoxKey::Entity(from.into()), BoxKey::Entity(to.into()));
        self.all.push(Link {
            entity: entity.into(),
            kind,
            from,
            to,
            pending: false,
        });
    }

    /// Says of the last link whether both sides agreed to it.
    fn mark(&mut self, state: Acceptance) {
        if let Some(link) = self.all.last_mut() {
            link.pending = state != Acceptance::Accepted;
        }
    }
}

/// Attachments end at the route table that they are associated with, else at the hub; peerings do so at both hubs.
fn hubs(design: &Design, links: &mut Links) {
    let table_of = crate::order::map(design.all::<TgwAssociation>().filter_map(|association| {
        let table = design.get(association.route_table)?;
        let at = (association.attachment, table.transit_gateway.entity());
        Some((at, table.id.entity()))
    }));
    let at_hub = |attachment: &TgwAttachment, hub: EntityId| {
        let table = table_of.get(&(attachment.id, hub));
        table.copied().unwrap_or(hub)
    };
    for attachment in design.all::<TgwAttachment>() {
        let Some(end) = attached_box(design, attachment.resource) else {
            continue;
        };
        let end = if end.kind == Kind::TransitGateway {
            at_hub(attachment, end)
        } else {
            end
        };
        let to = at_hub(attachment, attachment.transit_gateway.entity());
        links.add(attachment.id, WireKind::Attachment, end, to);
        links.mark(attachment.state);
    }
}

/// The box that an attachment's other end is at: a VPN is at its customer gateway, a Connect at its transport.
fn attached_box(design: &Design, resource: EntityId) -> Option<EntityId> {
    match resource.kind {
        Kind::VpnConnection => {
            let connection = design.get::<VpnConnection>(resource.typed()?)?;
            Some(connection.customer_gateway.entity())
        }
        Kind::TgwAttachment => {
            let transport = design.get::<TgwAttachment>(resource.typed()?)?;
            (transport.resource.kind != Kind::TgwAttachment).then_some(transport.resource)
        }
        _ => Some(resource),
    }
}

fn on_premises(design: &Design, links: &mut Links) {
    for gateway in design.all::<CustomerGateway>() {
        if let Some(site) = gateway.site {
            links.add(gateway.id, WireKind::Private, site, gateway.id);
        }
    }
    for connection in design.all::<VpnConnection>() {
        if let Some(gateway) = connection.vpn_gateway {
            links.add(
                connection.id,
                WireKind::Private,
                connection.customer_gateway,
                gateway,
            );
        }
    }
    for gateway in design.all::<DirectConnectGateway>() {
        for target in &gateway.vpn_gateways {
            links.add(gateway.id, WireKind::Private, gateway.id, *target);
        }
    }
    for interface in design.all::<VirtualInterface>() {
        let target = interface.direct_connect_gateway.map(EntityId::from);
        let target = target.or(interface.vpn_gateway.map(EntityId::from));
        if let (Some(site), Some(target)) = (interface.site, target) {
            links.add(interface.id, WireKind::Private, site, target);
        }
    }
}

fn services(design: &Design, links: &mut Links) {
    for endpoint in design.all::<VpcEndpoint>() {
        if endpoint.endpoint_type != EndpointType::Gateway {
            for subnet in &endpoint.subnets {
                links.add(endpoint.id, WireKind::Placement, endpoint.id, *subnet);
            }
        }
        if let Some(service) = endpoint.endpoint_service {
            links.add(endpoint.id, WireKind::PrivateLink, endpoint.id, service);
            links.mark(endpoint.state);
        }
    }
    for service in design.all::<EndpointService>() {
        for balancer in &service.load_balancers {
            links.add(service.id, WireKind::PrivateLink, service.id, *balancer);
        }
    }
    for balancer in design.all::<LoadBalancer>() {
        for subnet in &balancer.subnets {
            links.add(balancer.id, WireKind::Placement, balancer.id, *subnet);
        }
    }
    for endpoint in design.all::<ResolverEndpoint>() {
        for subnet in &endpoint.subnets {
            links.add(endpoint.id, WireKind::Placement, endpoint.id, *subnet);
        }
    }
    for firewall in design.all::<NetworkFirewall>() {
        for subnet in &firewall.subnets {
            links.add(firewall.id, WireKind::Placement, firewall.id, *subnet);
        }
    }
}

fn targets(design: &Design, links: &mut Links) {
    for listener in design.all::<Listener>() {
        let group = listener.target_group.and_then(|group| design.get(group));
        for target in group
            .map(|group| group.targets.as_slice())
            .unwrap_or_default()
        {
            links.add(
                listener.id,
                WireKind::Target,
                listener.load_balancer,
                *target,
            );
        }
    }
    for instance in design.all::<Instance>() {
        if let Some(group) = instance.placement_group {
            links.add(instance.id, WireKind::Placement, instance.id, group);
        }
    }
    for distribution in design.all::<Distribution>() {
        if let Some(origin) = distribution.origin {
            links.add(distribution.id, WireKind::Target, distribution.id, origin);
        }
    }
    for application in design.all::<Application>() {
        if let Some(front) = application.fronted_by {
            links.add(application.id, WireKind::Target, front, application.id);
        }
    }
}

fn names(design: &Design, links: &mut Links) {
    for zone in design.all::<HostedZone>() {
        for vpc in &zone.vpcs {
            links.add(zone.id, WireKind::Dns, zone.id, *vpc);
        }
    }
    for record in design.all::<DnsRecord>() {
        if let Some(target) = record.alias {
            links.add(record.id, WireKind::Dns, record.id, target);
        }
        if let Some(check) = record.health_check {
            links.add(record.id, WireKind::Dns, record.id, check);
        }
    }
    for check in design.all::<HealthCheck>() {
        if let Some(target) = check.target {
            links.add(check.id, WireKind::Dns, check.id, target);
        }
        for child in &check.children {
            links.add(check.id, WireKind::Dns, check.id, *child);
        }
    }
    for rule in design.all::<ResolverRule>() {
        if let Some(endpoint) = rule.endpoint {
            links.add(rule.id, WireKind::Dns, rule.id, endpoint);
        }
    }
}

fn guards(design: &Design, links: &mut Links) {
    for distribution in design.all::<Distribution>() {
        if let Some(acl) = distribution.web_acl {
            links.add(distribution.id, WireKind::Guard, acl, distribution.id);
        }
    }
    for association in design.all::<WebAclAssociation>() {
        links.add(
            association.id,
            WireKind::Guard,
            association.web_acl,
            association.resource,
        );
    }
}
