//! What lies behind VPNs and Direct Connect: the sites, and the blocks that routing protocols learn of them.

use ipnet::IpNet;

use super::Facts;
use crate::model::{
    CustomerGateway, DirectConnectGateway, EntityId, Id, Kind, Site, TgwAttachment,
    VirtualInterface, VirtualInterfaceType, VpnConnection, VpnGateway,
};

/// How a route came into a table, in the order of preference for one destination.
///
/// Transit gateways: static, VPC, Direct Connect, Connect, VPN, peering
/// (<https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html>, route evaluation order). VPC tables:
/// local, static, Direct Connect, VPN static, VPN BGP
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RouteSource {
    Local,
    Static,
    Vpc,
    DirectConnect,
    VpnStatic,
    VpnBgp,
}

impl RouteSource {
    /// As a sentence calls a route: "a static route".
    pub fn word(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Static => "static",
            Self::Vpc => "propagated",
            Self::DirectConnect => "Direct Connect",
            Self::VpnStatic => "static VPN",
            Self::VpnBgp => "VPN",
        }
    }
}

/// A block that is learnt from a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learnt {
    pub block: IpNet,
    pub source: RouteSource,
    /// The connection or gateway that it is learnt over.
    pub over: EntityId,
}

impl Facts {
    /// The site at the far end of a VPN connection.
    pub fn site_of_vpn(&self, vpn: &VpnConnection) -> Option<&Site> {
        let gateway: &CustomerGateway = self.get(vpn.customer_gateway)?;
        self.get(gateway.site?)
    }

    /// Blocks learnt over a VPN connection: its static routes, or by BGP what the site has.
    pub fn learnt_over_vpn(&self, vpn: &VpnConnection) -> Vec<Learnt> {
        let over = vpn.id.entity();
        let learnt = |source| {
            move |block: &IpNet| Learnt {
                block: block.trunc(),
                source,
                over,
            }
        };
        if vpn.static_routes_only {
            return vpn
                .static_routes
                .iter()
                .map(learnt(RouteSource::VpnStatic))
                .collect();
        }
        let site = self.site_of_vpn(vpn);
        site.map_or_else(Vec::new, |site| {
            site.cidrs.iter().map(learnt(RouteSource::VpnBgp)).collect()
        })
    }

    /// Virtual interfaces of a Direct Connect gateway with their sites.
    pub fn sites_of_direct_connect(
        &self,
        gateway: Id<DirectConnectGateway>,
        wanted: VirtualInterfaceType,
    ) -> Vec<(&VirtualInterface, &Site)> {
        let interfaces = self.referrers::<VirtualInterface>(gateway);
        interfaces
            .filter(|interface| interface.interface_type == wanted)
            .filter_map(|interface| Some((interface, self.get(interface.site?)?)))
            .collect()
    }

    /// Blocks that a virtual private gateway learns and can propagate.
    pub fn learnt_by_vpn_gateway(&self, gateway: Id<VpnGateway>) -> Vec<Learnt> {
        let mut learnt = Vec::new();
        for vpn in self.referrers::<VpnConnection>(gateway) {
            learnt.extend(self.learnt_over_vpn(vpn));
        }
        for (over, site) in self.direct_connect_sites_of_vpn_gateway(gateway) {
            learnt.extend(site.cidrs.iter().map(|block| Learnt {
                block: block.trunc(),
                source: RouteSource::DirectConnect,
                over,
            }));
        }
        learnt
    }

    /// Sites that a virtual private gateway reaches over Direct Connect, with the gateway or interface used.
    pub fn direct_connect_sites_of_vpn_gateway(
        &self,
        gateway: Id<VpnGateway>,
    ) -> Vec<(EntityId, &Site)> {
        let own = self.referrers::<VirtualInterface>(gateway);
        let mut sites: Vec<_> = own
            .filter_map(|interface| Some((interface.id.entity(), self.get(interface.site?)?)))
            .collect();
        for shared in self.referrers::<DirectConnectGateway>(gateway) {
            let behind = self.sites_of_direct_connect(shared.id, VirtualInterfaceType::Private);
            sites.extend(
                behind
                    .into_iter()
                    .map(|(_, site)| (shared.id.entity(), site)),
            );
        }
        sites
    }

    /// Sites behind a transit gateway attachment.
    pub fn sites_of_attachment(&self, attachment: &TgwAttachment) -> Vec<&Site> {
        match attachment.resource.kind {
            Kind::VpnConnection => {
                let vpn = self.as_kind::<VpnConnection>(attachment.resource);
                vpn.and_then(|vpn| self.site_of_vpn(vpn))
                    .into_iter()
                    .collect()
            }
            Kind::DirectConnectGateway => {
                attachment
                    .resource
                    .typed()
                    .map_or_else(Vec::new, |gateway| {
                        let behind =
                            self.sites_of_direct_connect(gateway, VirtualInterfaceType::Transit);
                        behind.into_iter().map(|(_, site)| site).collect()
                    })
            }
            _ => Vec::new(),
        }
    }
}
