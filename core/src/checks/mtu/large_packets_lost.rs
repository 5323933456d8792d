//! Check MTU105: a way that an intent asks for loses large packets, and their sender is not told.

use std::net::IpAddr;

use crate::analysis::{CONNECTED_BY, Facts};
use crate::checks::{Findings, Severity, declare_check};
use crate::model::{Intent, IntentEnd, IntentKind, Kind, Subnet};
use crate::simulate::path_mtu::{self, Told};

declare_check! {
    /// ## What it does
    /// Follows the way of each *must* intent from end to end, takes the least MTU of its hops, and finds places where
    /// larger packets die and their sender does not learn it: the hop never answers, or a network ACL of the sender's
    /// subnet drops the answer. The message says where, and from which size on. A VPN is told by MTU103.
    ///
    /// ## Why it matters
    /// Instances send up to 9001 bytes. Each hop may carry less than the one before: 8500 through a transit gateway,
    /// 1500 over a virtual interface without jumbo frames. Where the sender is told, it shrinks its packets; where it
    /// is not, small requests work and large transfers hang.
    ///
    /// ## In production
    /// A connection opens, a short answer arrives, and a long one never ends. `tracepath` from the one host to the
    /// other stops at the hop; `aws directconnect describe-virtual-interfaces --query
    /// 'virtualInterfaces[].[virtualInterfaceId,mtu]'` shows the size of interfaces.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   network-acl tight
    ///     network-acl-rule number=100 direction=ingress action=allow protocol=tcp cidr=10.1.0.0/16
    ///     network-acl-rule number=100 direction=egress action=allow protocol=all cidr=0.0.0.0/0
    ///   route-table web main=true
    ///     route destination=10.1.0.0/16 target=hub
    ///   subnet web-a az=a cidrs=10.0.1.0/24 network_acl=tight
    /// vpc data cidrs=10.1.0.0/16
    ///   route-table data main=true
    ///     route destination=10.0.0.0/16 target=hub
    ///   subnet data-a az=a cidrs=10.1.1.0/24
    /// tgw hub
    ///   tgw-attachment web-hub resource=web subnets=web-a
    ///   tgw-attachment data-hub resource=data subnets=data-a
    /// intent reads kind=must level=routed from=web to=data
    /// // ^ MTU105
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   network-acl tight
    ///     network-acl-rule number=90 direction=ingress action=allow protocol=icmp icmp_type=3 icmp_code=4 cidr=0.0.0.0/0
    ///     network-acl-rule number=100 direction=ingress action=allow protocol=tcp cidr=10.1.0.0/16
    ///     network-acl-rule number=100 direction=egress action=allow protocol=all cidr=0.0.0.0/0
    ///   route-table web main=true
    ///     route destination=10.1.0.0/16 target=hub
    ///   subnet web-a az=a cidrs=10.0.1.0/24 network_acl=tight
    /// vpc data cidrs=10.1.0.0/16
    ///   route-table data main=true
    ///     route destination=10.0.0.0/16 target=hub
    ///   subnet data-a az=a cidrs=10.1.1.0/24
    /// tgw hub
    ///   tgw-attachment web-hub resource=web subnets=web-a
    ///   tgw-attachment data-hub resource=data subnets=data-a
    /// intent reads kind=must level=routed from=web to=data
    /// ```
    ///
    /// ## Fix safety
    /// None is offered here: MTU101 lets the answer in where an ACL drops it; elsewhere set the size of interfaces, or
    /// that of the hop where it can be set, on both sides at once.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html>: path MTU discovery, and the sizes of
    ///   hops
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html>: 8500 bytes, and where a transit
    ///   gateway answers
    LARGE_PACKETS_LOST = "MTU105" "large-packets-lost" {
        summary: "a way that an intent asks for loses large packets, and their sender is not told",
        severity: Warning,
        since: "0.1.0",
        run: Design(CONNECTED_BY, large_packets_lost),
    }
}

fn large_packets_lost(facts: &Facts, out: &mut Findings) {
    for intent in facts
        .all::<Intent>()
        .filter(|intent| intent.kind == IntentKind::Must)
    {
        let (from, to) = (facts.ends(&intent.from), facts.ends(&intent.to));
        let answer = facts.routed_between(&from, &to, &intent.through, &intent.not_through);
        let named = match &intent.to {
            IntentEnd::Entity(id) => Some(*id),
            _ => None,
        };
        let lost = answer.flows.iter().find_map(|(sender, flow)| {
            let subnet = facts.as_kind::<Subnet>(*sender)?;
            let far: IpAddr = flow.destinations.first_address()?;
            let path = path_mtu::along(facts, &flow.hops, &flow.destinations, None, named);
            let unsaid = path.narrowings.iter().find_map(|hop| {
                // TCP through an endpoint is clamped, and what is said of VPNs is said once for each.
                let known = matches!(hop.at.kind, Kind::VpnConnection | Kind::VpcEndpoint);
                let told = path_mtu::told(facts, subnet, far, hop);
                let unsaid = matches!(told, Told::Never | Told::StoppedAt(_));
                (unsaid && !known).then_some((*hop, told))
            });
            unsaid.map(|(hop, told)| (*sender, flow, path.bytes, hop, told))
        });
        let Some((sender, flow, bytes, hop, told)) = lost else {
            continue;
        };
        let why = match told {
            Told::StoppedAt(acl) => {
                format!(
                    "network ACL {} drops the answer that says so",
                    facts.label(acl)
                )
            }
            _ => "their sender is not told".to_owned(),
        };
        let message = format!(
            "Packets over {} bytes from {} die at {} and {why}; {} carries {bytes} bytes from end to end",
            hop.mtu_bytes,
            facts.label(sender),
            facts.label(hop.at),
            facts.label(intent.id)
        );
        let severity = match told {
            Told::StoppedAt(_) => Severity::Warning,
            _ => Severity::Info,
        };
        out.report(intent.id, "", message)
            .severity(severity)
            .related([sender, hop.at])
            .detail(format!("Source of the size: {}", hop.hop.source.reference))
            .path(flow.hops.clone());
    }
}
