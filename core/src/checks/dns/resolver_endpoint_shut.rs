//! Check DNS131: a Resolver endpoint whose security groups stop DNS.

use ipnet::IpNet;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{
    Direction, PortRange, Protocol, RecordKind, ResolverDirection, ResolverEndpoint,
    SecurityGroupRule, Vpc,
};
use crate::simulate::filters::admitted;

declare_check! {
    /// ## What it does
    /// Finds inbound Resolver endpoints whose security groups admit nobody to port 53, and outbound ones whose groups
    /// let nothing out to it, by UDP or by TCP.
    ///
    /// ## Why it matters
    /// DNS asks by UDP, and by TCP where the answer is large. A group that stops one of them makes some names fail,
    /// now and then.
    ///
    /// ## In production
    /// `dig @10.0.1.10 name` times out from the site; with UDP alone open, `dig +tcp` times out, and large answers
    /// fail.
    ///
    /// ## Example
    /// ```notation
    /// vpc shared cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group dns
    ///     security-group-rule protocol=udp ports=53 cidr=192.168.0.0/16
    ///   resolver-endpoint inbound direction=INBOUND subnets=a,b security_groups=dns
    ///   // ^ DNS131
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc shared cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group dns
    ///     security-group-rule protocol=udp ports=53 cidr=192.168.0.0/16
    ///     security-group-rule protocol=tcp ports=53 cidr=192.168.0.0/16
    ///   resolver-endpoint inbound direction=INBOUND subnets=a,b security_groups=dns
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: opens port 53 for the protocol that is shut, to the same addresses as the other protocol; where both
    /// are shut, to the VPC itself: who else may ask is for the owner to add.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries-values.html>:
    ///   TCP and UDP on port 53
    RESOLVER_ENDPOINT_SHUT = "DNS131" "resolver-endpoint-shut" {
        summary: "a Resolver endpoint whose security groups stop DNS",
        severity: Error,
        since: "0.1.0",
        run: Vpc(resolver_endpoint_shut),
    }
}

fn resolver_endpoint_shut(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let Ok(port) = PortRange::new(53, 53) else {
        return;
    };
    for endpoint in facts.children::<ResolverEndpoint>(vpc.id) {
        let Some(group) = endpoint.security_groups.first() else {
            continue;
        };
        let direction = match endpoint.direction {
            ResolverDirection::Inbound => Direction::Ingress,
            ResolverDirection::Outbound => Direction::Egress,
        };
        let open = |protocol| {
            admitted(
                facts,
                &endpoint.security_groups,
                direction,
                protocol,
                Some(port),
            )
        };
        let (udp, tcp) = (open(Protocol::UDP), open(Protocol::TCP));
        let (protocol, words) = match (udp.is_empty(), tcp.is_empty()) {
            (false, false) => continue,
            (true, false) => (vec![Protocol::UDP], "UDP"),
            (false, true) => (vec![Protocol::TCP], "TCP"),
            (true, true) => (vec![Protocol::UDP, Protocol::TCP], "UDP and TCP"),
        };
        let verb = if direction == Direction::Ingress {
            "in to"
        } else {
            "out of"
        };
        let message = format!(
            "The security groups of Resolver endpoint {} let no {words} to port 53 {verb} it",
            facts.label(endpoint.id)
        );
        let mut far: Vec<IpNet> = udp.addresses.union(&tcp.addresses).iter().collect();
        if far.is_empty() {
            far.clone_from(&vpc.cidrs);
        }
        let mut mint = Mint::after(facts.design());
        let mut fix = Vec::new();
        for protocol in &protocol {
            for block in &far {
                let mut rule = SecurityGroupRule::new(mint.id());
                (rule.security_group, rule.direction) = (*group, direction);
                (rule.protocol, rule.ports, rule.cidr) = (*protocol, Some(port), Some(*block));
                fix.push(Command::insert(rule));
            }
        }
        out.report(endpoint.id, "security_groups", message)
            .related(endpoint.security_groups.iter().copied())
            .fix(
                format!("Open port 53 by {words}"),
                Applicability::Unsafe,
                fix,
            );
    }
}
