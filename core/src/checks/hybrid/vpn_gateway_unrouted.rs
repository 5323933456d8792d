//! Check HYB107: no route table leads to a virtual private gateway.

use crate::analysis::{Facts, Next};
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{RouteTable, Vpc, VpnGateway};

declare_check! {
    /// ## What it does
    /// Finds virtual private gateways that no route table of their VPC leads to: none propagates from them and none has a
    /// static route.
    ///
    /// ## Why it matters
    /// The site learns the VPC by BGP and its packets arrive; answers find no way back.
    ///
    /// ## In production
    /// Requests of the site show as ACCEPT in flow logs and time out. Detect it with `aws ec2 describe-route-tables --query
    /// 'RouteTables[].[RouteTableId,PropagatingVgws[].GatewayId]'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   vpn-gateway gateway
    ///   // ^ HYB107
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table app main=true propagating_gateways=gateway
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   vpn-gateway gateway
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: lets every route table of the VPC that is drawn learn what the gateway learns.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html>: enable route propagation
    VPN_GATEWAY_UNROUTED = "HYB107" "vpn-gateway-unrouted" {
        summary: "no route table of its VPC leads to a virtual private gateway",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(vpn_gateway_unrouted),
    }
}

fn vpn_gateway_unrouted(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for gateway in facts.children::<VpnGateway>(vpc.id) {
        let tables: Vec<&RouteTable> = facts.children(vpc.id).collect();
        let propagates = tables
            .iter()
            .any(|table| table.propagating_gateways.contains(&gateway.id));
        let mut lines = facts
            .routes(vpc.id)
            .into_iter()
            .flat_map(|routes| routes.tables().flat_map(|table| &table.lines));
        if propagates || lines.any(|line| line.next == Next::Via(gateway.id.entity())) {
            continue;
        }
        let message = format!(
            "No route table of {} leads to {}",
            facts.label(vpc.id),
            facts.label(gateway.id)
        );
        let report = out.report(gateway.id, "", message).related([vpc.id]);
        let commands: Vec<Command> = tables
            .iter()
            .map(|table| {
                let mut gateways: Vec<String> = table
                    .propagating_gateways
                    .iter()
                    .map(ToString::to_string)
                    .collect();
                gateways.push(gateway.id.to_string());
                Command::set(table.id, "propagating_gateways", gateways)
            })
            .collect();
        if !commands.is_empty() {
            report.fix(
                "Let the route tables learn from it",
                Applicability::Unsafe,
                commands,
            );
        }
    }
}
