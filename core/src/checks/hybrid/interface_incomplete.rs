//! Check HYB110: a virtual interface lacks what AWS asks for.

use crate::analysis::{Facts, link_fault};
use crate::checks::{Findings, declare_check};
use crate::model::VirtualInterface;

declare_check! {
    /// ## What it does
    /// Finds virtual interfaces without a physical connection, between two accounts, in another region than their virtual
    /// private gateway, with two gateways or half a link; and public ones without their addresses or prefixes.
    ///
    /// ## Why it matters
    /// The connection is ordered first and its id is known then. Without these AWS refuses the interface, and exports
    /// leave it out.
    ///
    /// ## In production
    /// `create-private-virtual-interface` answers `DirectConnectClientException`. Look for connections with `aws
    /// directconnect describe-connections --query 'connections[].[connectionId,region,connectionState]'`.
    ///
    /// ## Example
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// direct-connect-gateway dx asn=64513 allowed_prefixes=10.0.0.0/16
    /// virtual-interface vif-1 interface_type=transit site=office direct_connect_gateway=dx
    /// // ^ HYB110
    /// tgw hub
    ///   tgw-attachment dx-hub resource=dx
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// direct-connect-gateway dx asn=64513 allowed_prefixes=10.0.0.0/16
    /// virtual-interface vif-1 interface_type=transit site=office direct_connect_gateway=dx connection_id=dxcon-fg1234
    /// tgw hub
    ///   tgw-attachment dx-hub resource=dx
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: only you know the connection and the addresses.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/directconnect/latest/UserGuide/create-vif.html>: what each type needs
    /// - <https://docs.aws.amazon.com/directconnect/latest/UserGuide/WorkingWithVirtualInterfaces.html>: prerequisites
    INTERFACE_INCOMPLETE = "HYB110" "interface-incomplete" {
        summary: "a virtual interface lacks what AWS asks for",
        severity: Warning,
        since: "0.1.0",
        run: Design([DirectConnectGateway, VirtualInterface, Vpc, VpnGateway], interface_incomplete),
    }
}

fn interface_incomplete(facts: &Facts, out: &mut Findings) {
    for interface in facts.all::<VirtualInterface>() {
        let Some(fault) = link_fault(facts.design(), interface) else {
            continue;
        };
        let message = format!(
            "Virtual interface {} {}",
            facts.label(interface.id),
            fault.why
        );
        out.report(interface.id, fault.field, message)
            .related(interface.direct_connect_gateway)
            .related(interface.vpn_gateway);
    }
}
