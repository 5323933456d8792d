//! Check HYB108: a virtual interface does not fit what it leads to.

use std::collections::BTreeMap;

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{TgwAttachment, VirtualInterface, VirtualInterfaceType};

declare_check! {
    /// ## What it does
    /// Finds private virtual interfaces to a Direct Connect gateway that serves a transit gateway, transit ones to a virtual
    /// private gateway, ones without any gateway, MTUs other than 1500 and 8500, and a VLAN used twice on one connection.
    ///
    /// ## Why it matters
    /// Private interfaces reach virtual private gateways, transit interfaces reach transit gateways; AWS refuses the
    /// mixture, and one VLAN carries one interface.
    ///
    /// ## In production
    /// The calls answer `DirectConnectClientException`. List with `aws directconnect describe-virtual-interfaces --query
    /// 'virtualInterfaces[].[virtualInterfaceId,virtualInterfaceType,vlan,mtu,directConnectGatewayId]'`.
    ///
    /// ## Example
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// direct-connect-gateway dx asn=64513 allowed_prefixes=10.0.0.0/16
    /// virtual-interface vif-1 interface_type=private site=office direct_connect_gateway=dx connection_id=dxcon-1
    /// // ^ HYB108
    /// tgw hub
    ///   tgw-attachment dx-hub resource=dx
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// direct-connect-gateway dx asn=64513 allowed_prefixes=10.0.0.0/16
    /// virtual-interface vif-1 interface_type=transit site=office direct_connect_gateway=dx connection_id=dxcon-1
    /// tgw hub
    ///   tgw-attachment dx-hub resource=dx
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: the other kind of interface is another interface, made anew.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/directconnect/latest/UserGuide/WorkingWithVirtualInterfaces.html>
    /// - botocore 1.44.5, NewTransitVirtualInterface.mtu: 1500 or 8500
    INTERFACE_MISMATCH = "HYB108" "interface-mismatch" {
        summary: "a virtual interface does not fit what it leads to",
        severity: Error,
        since: "0.1.0",
        run: Design([DirectConnectGateway, TgwAttachment, VirtualInterface, VpnGateway], interface_mismatch),
    }
}

fn interface_mismatch(facts: &Facts, out: &mut Findings) {
    let mut vlans = BTreeMap::new();
    for interface in facts.all::<VirtualInterface>() {
        let label = facts.label(interface.id);
        let gateway = interface.direct_connect_gateway;
        let serves_hub = gateway
            .is_some_and(|gateway| facts.referrers::<TgwAttachment>(gateway).next().is_some());
        let wrong = match interface.interface_type {
            VirtualInterfaceType::Private if serves_hub => Some((
                "interface_type",
                "is private, but its gateway serves a transit gateway",
            )),
            VirtualInterfaceType::Transit if interface.vpn_gateway.is_some() => Some((
                "vpn_gateway",
                "is a transit interface and can't end at a virtual private gateway",
            )),
            VirtualInterfaceType::Private | VirtualInterfaceType::Transit
                if gateway.is_none() && interface.vpn_gateway.is_none() =>
            {
                Some(("direct_connect_gateway", "leads to no gateway"))
            }
            VirtualInterfaceType::Public
                if gateway.is_some() || interface.vpn_gateway.is_some() =>
            {
                Some((
                    "direct_connect_gateway",
                    "is public and ends at no gateway of yours",
                ))
            }
            _ if !matches!(interface.mtu_bytes, 1500 | 8500) => {
                Some(("mtu_bytes", "has an MTU other than 1500 and 8500 bytes"))
            }
            _ => None,
        };
        if let Some((field, why)) = wrong {
            out.report(
                interface.id,
                field,
                format!("Virtual interface {label} {why}"),
            )
            .related(gateway);
        }
        if !interface.connection_id.is_empty()
            && let Some(earlier) = vlans.insert(
                (interface.connection_id.as_str(), interface.vlan),
                interface.id,
            )
        {
            let message = format!(
                "Virtual interface {label} has VLAN {} on {}, as {} has",
                interface.vlan,
                interface.connection_id,
                facts.label(earlier)
            );
            out.report(interface.id, "vlan", message).related([earlier]);
        }
    }
}
