//! VPN and Direct Connect: what is learnt over them, and which connection carries a packet to which site.

use ipnet::IpNet;

use super::packet::{Address, Certainty};
use super::routes::Source;
use crate::analysis::Facts;
use crate::aws::mtus::{self, HopMtu};
use crate::model::{
    CustomerGateway, DirectConnectGateway, EntityId, Id, Kind, Site, TgwAttachment,
    VirtualInterface, VirtualInterfaceType, VpnConnection, VpnGateway,
};

/// A connection out of AWS.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The VPN connection or virtual interface.
    pub over: EntityId,
    /// What stands between it and the VPC or hub.
    pub gateway: Option<EntityId>,
    pub site: Option<Id<Site>>,
    pub source: Source,
    /// Networks behind it; `None` where nobody has written them down.
    pub networks: Option<Vec<IpNet>>,
    pub mtu: HopMtu,
}

/// Whether a connection leads to an address.
pub(super) fn leads_to(line: &Line, address: &Address) -> Certainty {
    let Some(networks) = &line.networks else {
        return Certainty::Maybe;
    };
    let sides = networks.iter().map(|block| address.lies_in(block));
    sides.fold(Certainty::No, |all, one| match (all, one) {
        (Certainty::Yes, _) | (_, Certainty::Yes) => Certainty::Yes,
        (Certainty::No, Certainty::No) => Certainty::No,
        _ => Certainty::Maybe,
    })
}

/// Blocks that a virtual private gateway writes into tables that it propagates to.
pub(super) fn learnt_by_gateway(facts: &Facts, gateway: Id<VpnGateway>) -> Vec<(IpNet, Source)> {
    let lines = of_gateway(facts, gateway);
    lines.into_iter().flat_map(learnt).collect()
}

/// Blocks that an attachment of a VPN or a Direct Connect gateway propagates.
pub(super) fn learnt_by_attachment(
    facts: &Facts,
    attachment: &TgwAttachment,
) -> Vec<(IpNet, Source)> {
    let lines = of_attachment(facts, attachment);
    lines.into_iter().flat_map(learnt).collect()
}

fn learnt(line: Line) -> Vec<(IpNet, Source)> {
    let networks = line.networks.unwrap_or_default().into_iter();
    networks.map(|block| (block.trunc(), line.source)).collect()
}

/// Connections of a virtual private gateway, the preferred first: Direct Connect before VPN.
pub(super) fn of_gateway(facts: &Facts, gateway: Id<VpnGateway>) -> Vec<Line> {
    let own = facts.referrers::<VirtualInterface>(gateway);
    let own = own.filter(|interface| interface.vpn_gateway == Some(gateway));
    let mut lines: Vec<Line> = own
        .map(|interface| of_interface(facts, interface, None))
        .collect();
    for shared in facts.referrers::<DirectConnectGateway>(gateway) {
        lines.extend(of_direct_connect(
            facts,
            shared,
            VirtualInterfaceType::Private,
        ));
    }
    let vpns = facts.referrers::<VpnConnection>(gateway);
    lines.extend(vpns.map(|vpn| of_vpn(facts, vpn)));
    lines
}

/// Connections behind an attachment of a hub.
pub(super) fn of_attachment(facts: &Facts, attachment: &TgwAttachment) -> Vec<Line> {
    match attachment.resource.kind {
        Kind::VpnConnection => facts
            .as_kind::<VpnConnection>(attachment.resource)
            .map(|vpn| of_vpn(facts, vpn))
            .into_iter()
            .collect(),
        Kind::DirectConnectGateway => facts
            .as_kind::<DirectConnectGateway>(attachment.resource)
            .map_or_else(Vec::new, |shared| {
                of_direct_connect(facts, shared, VirtualInterfaceType::Transit)
            }),
        _ => Vec::new(),
    }
}

/// Connections of a site.
pub(super) fn of_site(facts: &Facts, site: Id<Site>) -> Vec<Line> {
    let devices = facts.referrers::<CustomerGateway>(site);
    let mut lines: Vec<Line> = devices
        .flat_map(|device| of_device(facts, device.id))
        .collect();
    for interface in facts.referrers::<VirtualInterface>(site) {
        let shared = interface.direct_connect_gateway.map(Id::entity);
        lines.push(of_interface(facts, interface, shared));
    }
    lines.sort_by_key(|line| (line.source, line.over));
    lines
}

/// Connections of a customer gateway.
pub(super) fn of_device(facts: &Facts, device: Id<CustomerGateway>) -> Vec<Line> {
    let vpns = facts.referrers::<VpnConnection>(device);
    vpns.map(|vpn| of_vpn(facts, vpn)).collect()
}

pub(super) fn of_vpn(facts: &Facts, vpn: &VpnConnection) -> Line {
    let device = facts.get(vpn.customer_gateway);
    let site = device.and_then(|device| facts.get(device.site?));
    let behind = site.map(|site| site.cidrs.clone());
    let networks = if vpn.static_routes_only {
        Some(vpn.static_routes.clone())
    } else {
        behind.filter(|blocks| !blocks.is_empty())
    };
    Line {
        over: vpn.id.entity(),
        gateway: device.map(|device| device.id.entity()),
        site: site.map(|site| site.id),
        source: if vpn.static_routes_only {
            Source::VpnStatic
        } else {
            Source::VpnBgp
        },
        networks,
        mtu: mtus::SITE_TO_SITE_VPN,
    }
}

fn of_direct_connect(
    facts: &Facts,
    shared: &DirectConnectGateway,
    wanted: VirtualInterfaceType,
) -> Vec<Line> {
    let interfaces = facts.referrers::<VirtualInterface>(shared.id);
    let interfaces = interfaces.filter(|interface| interface.interface_type == wanted);
    interfaces
        .map(|interface| of_interface(facts, interface, Some(shared.id.entity())))
        .collect()
}

fn of_interface(facts: &Facts, interface: &VirtualInterface, gateway: Option<EntityId>) -> Line {
    let site = interface.site.and_then(|id| facts.get(id));
    let kind = if interface.mtu_bytes > u32::from(mtus::VIF_DEFAULT.bytes) {
        mtus::PRIVATE_VIF_JUMBO
    } else {
        mtus::VIF_DEFAULT
    };
    let bytes = u16::try_from(interface.mtu_bytes).unwrap_or(kind.bytes);
    Line {
        over: interface.id.entity(),
        gateway,
        site: site.map(|site| site.id),
        source: Source::DirectConnect,
        networks: site
            .map(|site| site.cidrs.clone())
            .filter(|blocks| !blocks.is_empty()),
        mtu: HopMtu { bytes, ..kind },
    }
}

/// Where a connection of a site comes into AWS.
pub(super) enum Entry<'f> {
    Gateway(&'f VpnGateway),
    Attachment(&'f TgwAttachment),
}

/// Every place where a connection comes into AWS, with what it may carry there.
pub(super) fn entries<'f>(facts: &'f Facts, line: &Line) -> Vec<(Entry<'f>, Option<Vec<IpNet>>)> {
    let mut entries = Vec::new();
    if let Some(vpn) = facts.as_kind::<VpnConnection>(line.over) {
        let gateway = vpn.vpn_gateway.and_then(|id| facts.get(id));
        entries.extend(gateway.map(|gateway| (Entry::Gateway(gateway), None)));
        let attachments = facts.referrers::<TgwAttachment>(vpn.id);
        entries.extend(attachments.map(|attachment| (Entry::Attachment(attachment), None)));
    }
    let Some(interface) = facts.as_kind::<VirtualInterface>(line.over) else {
        return entries;
    };
    let own = interface.vpn_gateway.and_then(|id| facts.get(id));
    entries.extend(own.map(|gateway| (Entry::Gateway(gateway), None)));
    let Some(shared) = interface
        .direct_connect_gateway
        .and_then(|id| facts.get(id))
    else {
        return entries;
    };
    match interface.interface_type {
        VirtualInterfaceType::Private => {
            let announced = Some(shared.allowed_prefixes.clone());
            let announced = announced.filter(|blocks| !blocks.is_empty());
            let gateways = shared.vpn_gateways.iter().filter_map(|id| facts.get(*id));
            entries.extend(gateways.map(|own| (Entry::Gateway(own), announced.clone())));
        }
        VirtualInterfaceType::Transit => {
            // A transit gateway announces only what is allowed.
            let announced = Some(shared.allowed_prefixes.clone());
            let attachments = facts.referrers::<TgwAttachment>(shared.id);
            entries.extend(attachments.map(|own| (Entry::Attachment(own), announced.clone())));
        }
        VirtualInterfaceType::Public => {}
    }
    entries
}
