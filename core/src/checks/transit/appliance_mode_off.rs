//! Check TGW114: appliance mode is off in front of a firewall.

use crate::analysis::{Facts, Next};
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EndpointType, EntityId, Kind, Subnet, TgwAttachment, Vpc, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Finds attachments of inspection VPCs (whose attachment subnets send to a firewall, a Gateway Load Balancer
    /// endpoint or an appliance) without appliance mode, where the attachment serves several zones.
    ///
    /// ## Why it matters
    /// Without appliance mode the hub keeps traffic in the zone of its source, so the two ways of a flow between zones
    /// pass firewalls of different zones. A stateful firewall that has not seen the request drops the answer. What
    /// stays within one zone works, which makes it look like chance.
    ///
    /// ## In production
    /// Connections between zones hang after the first packet, those within a zone work. Reachability Analyzer notes
    /// `TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED`. Detect it with `aws ec2 describe-transit-gateway-vpc-attachments
    /// --query 'TransitGatewayVpcAttachments[].[VpcId,Options.ApplianceModeSupport]'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc inspection cidrs=10.9.0.0/16
    ///   route-table to-firewall main=true
    ///     route destination=0.0.0.0/0 target=firewall
    ///   route-table to-hub
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet transit-a az=a cidrs=10.9.0.0/28
    ///   subnet transit-b az=b cidrs=10.9.0.16/28
    ///   subnet firewall-a az=a cidrs=10.9.1.0/28 route_table=to-hub
    ///   subnet firewall-b az=b cidrs=10.9.1.16/28 route_table=to-hub
    ///   network-firewall firewall subnets=firewall-a,firewall-b
    /// tgw hub
    ///   tgw-attachment inspection-hub resource=inspection subnets=transit-a,transit-b
    ///   // ^ TGW114
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc inspection cidrs=10.9.0.0/16
    ///   route-table to-firewall main=true
    ///     route destination=0.0.0.0/0 target=firewall
    ///   route-table to-hub
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet transit-a az=a cidrs=10.9.0.0/28
    ///   subnet transit-b az=b cidrs=10.9.0.16/28
    ///   subnet firewall-a az=a cidrs=10.9.1.0/28 route_table=to-hub
    ///   subnet firewall-b az=b cidrs=10.9.1.16/28 route_table=to-hub
    ///   network-firewall firewall subnets=firewall-a,firewall-b
    /// tgw hub
    ///   tgw-attachment inspection-hub resource=inspection subnets=transit-a,transit-b appliance_mode=true
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: turns appliance mode on, which moves flows to other zones; connections that are open may be cut once.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html>
    APPLIANCE_MODE_OFF = "TGW114" "appliance-mode-off" {
        summary: "appliance mode is off on the attachment of an inspection VPC",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(appliance_mode_off),
    }
}

fn appliance_mode_off(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let attachments = facts.referrers::<TgwAttachment>(vpc.id);
    for attachment in
        attachments.filter(|attachment| !attachment.appliance_mode && attachment.subnets.len() > 1)
    {
        let filter = attachment
            .subnets
            .iter()
            .find_map(|id| inspects(facts, facts.get(*id)?));
        let Some(filter) = filter else { continue };
        let message = format!(
            "Attachment {} hands traffic of several zones to {} without appliance mode: answers may pass another zone's firewall",
            facts.label(attachment.id),
            facts.label(filter)
        );
        out.report(attachment.id, "appliance_mode", message)
            .related([filter, vpc.id.entity()])
            .fix(
                "Turn appliance mode on",
                Applicability::Unsafe,
                vec![Command::set(attachment.id, "appliance_mode", true)],
            );
    }
}

/// The firewall that a subnet's table sends to.
fn inspects(facts: &Facts, subnet: &Subnet) -> Option<EntityId> {
    let table = facts.routes(subnet.vpc)?.of_subnet(subnet)?;
    table.lines.iter().find_map(|line| match line.next {
        Next::Via(target) => {
            let balanced = facts.as_kind::<VpcEndpoint>(target);
            let balanced = balanced.is_some_and(|endpoint| {
                endpoint.endpoint_type == EndpointType::GatewayLoadBalancer
            });
            let appliance = matches!(
                target.kind,
                Kind::NetworkFirewall | Kind::Instance | Kind::NetworkInterface
            );
            (balanced || appliance).then_some(target)
        }
        _ => None,
    })
}
