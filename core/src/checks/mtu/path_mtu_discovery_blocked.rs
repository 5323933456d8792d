//! Check MTU101: a network ACL stops the answer to packets that are too large.

use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;

use crate::analysis::Facts;
use crate::aws::mtus::PathMtuDiscovery;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{
    Direction, Id, Kind, NetworkAcl, NetworkAclRule, Protocol, RecordKind, Subnet, Vpc,
};
use crate::simulate::filters::{FRAGMENTATION_NEEDED, acl_allows, acl_of};
use crate::simulate::path_mtu::{Narrowing, nearest};

declare_check! {
    /// ## What it does
    /// Finds network ACLs that keep ICMP type 3 code 4 ("fragmentation needed") out of a subnet whose routes lead to
    /// a hop that carries less than 9001 bytes: an internet gateway (1500), a transit gateway (8500), a peering
    /// between regions (8500), a VPN (1446).
    ///
    /// ## Why it matters
    /// Instances send up to 9001 bytes. A packet that is too large for a hop is dropped, and an answer tells the
    /// sender the size that fits. Where the ACL drops the answer, the connection opens and then hangs at the first
    /// large packet: a black hole that small tests never see.
    ///
    /// ## In production
    /// `curl` connects and hangs, `ssh` hangs after login, small requests work. `ping -M do -s 1473 example.com` gets
    /// no answer where `-s 1472` does; `tracepath` stops. Flow logs show `REJECT` of protocol 1 into the subnet.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   internet-gateway igw
    ///   route-table public main=true
    ///     route destination=0.0.0.0/0 target=igw
    ///   network-acl tight
    ///   // ^ MTU101
    ///     network-acl-rule number=100 direction=ingress action=allow protocol=tcp cidr=0.0.0.0/0
    ///     network-acl-rule number=100 direction=egress action=allow protocol=all cidr=0.0.0.0/0
    ///   subnet a az=a cidrs=10.0.1.0/24 network_acl=tight
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   internet-gateway igw
    ///   route-table public main=true
    ///     route destination=0.0.0.0/0 target=igw
    ///   network-acl tight
    ///     network-acl-rule number=90 direction=ingress action=allow protocol=icmp icmp_type=3 icmp_code=4 cidr=0.0.0.0/0
    ///     network-acl-rule number=100 direction=ingress action=allow protocol=tcp cidr=0.0.0.0/0
    ///     network-acl-rule number=100 direction=egress action=allow protocol=all cidr=0.0.0.0/0
    ///   subnet a az=a cidrs=10.0.1.0/24 network_acl=tight
    /// ```
    ///
    /// ## Fix safety
    /// Safe: adds a rule before all others that lets ICMP type 3 code 4 in. The message carries no data and opens no
    /// connection.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html>: path MTU discovery, and the sizes of
    ///   hops
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html>: path MTU discovery and network
    ///   ACLs
    PATH_MTU_DISCOVERY_BLOCKED = "MTU101" "path-mtu-discovery-blocked" {
        summary: "a network ACL stops the answer to packets that are too large",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(path_mtu_discovery_blocked),
    }
}

fn path_mtu_discovery_blocked(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let mut blocked: BTreeMap<Id<NetworkAcl>, Vec<(&Subnet, Narrowing)>> = BTreeMap::new();
    for subnet in facts.children::<Subnet>(vpc.id) {
        let Some(acl) = acl_of(facts, subnet) else {
            continue;
        };
        // A hop that never answers is another matter: nothing is lost at the ACL.
        let answered = |hop: &Narrowing| {
            hop.hop.discovery != PathMtuDiscovery::Unsupported && hop.at.kind != Kind::VpnConnection
        };
        let lost = nearest(facts, subnet)
            .into_iter()
            .filter(|(_, hop)| answered(hop))
            .find(|(route, _)| {
                let far = facts
                    .get(*route)
                    .and_then(|route| route.destination)
                    .map_or(SOMEWHERE, far_side);
                !acl_allows(facts, acl, Direction::Ingress, FRAGMENTATION_NEEDED, far)
            });
        if let Some((_, hop)) = lost {
            blocked.entry(acl.id).or_default().push((subnet, hop));
        }
    }
    for (acl, subnets) in blocked {
        let Some((_, hop)) = subnets.first() else {
            continue;
        };
        let names = facts.labels(subnets.iter().map(|(subnet, _)| subnet.id.entity()), 3);
        let message = format!(
            "Packets over {} bytes from {names} die at {}, and network ACL {} drops the answer that says so",
            hop.mtu_bytes,
            facts.label(hop.at),
            facts.label(acl)
        );
        let report = out
            .report(acl, "", message)
            .related(subnets.iter().map(|(subnet, _)| subnet.id))
            .detail(format!("Source of the size: {}", hop.hop.source.reference));
        if let Some(fix) = let_in(facts, acl) {
            report.fix(
                "Let fragmentation needed in",
                Applicability::Safe,
                vec![fix],
            );
        }
    }
}

/// An address of the internet, for a route whose destination says nothing narrower.
const SOMEWHERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, 1));

/// A host behind a route, as the sender of the answer.
fn far_side(destination: IpNet) -> IpAddr {
    match destination {
        IpNet::V4(block) if block.prefix_len() > 0 => {
            block.hosts().next().map_or(SOMEWHERE, IpAddr::V4)
        }
        _ => SOMEWHERE,
    }
}

/// A rule with a number before every other one of the ACL; `None` where number 1 is taken.
fn let_in(facts: &Facts, acl: Id<NetworkAcl>) -> Option<Command> {
    let ingress = facts
        .children::<NetworkAclRule>(acl)
        .filter(|rule| rule.direction == Direction::Ingress);
    let lowest = ingress.map(|rule| rule.number).min();
    let number = lowest.map_or(Some(100), |lowest| {
        lowest.checked_sub(1).filter(|number| *number > 0)
    })?;
    let mut rule = NetworkAclRule::new(Mint::after(facts.design()).id());
    (rule.network_acl, rule.number) = (acl, number);
    rule.protocol = Protocol::ICMP;
    (rule.icmp_type, rule.icmp_code) = (Some(3), Some(4));
    rule.cidr = "0.0.0.0/0".parse().ok();
    Some(Command::insert(rule))
}
