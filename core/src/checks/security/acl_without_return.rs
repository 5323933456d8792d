//! Check SEC105: a network ACL lets requests in and no answers out.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{Direction, NetworkAcl, NetworkAclRule, RecordKind, RuleAction};
use crate::net::{PortRange, PortSet, PrefixSet, Protocol};

declare_check! {
    /// ## What it does
    /// Finds network ACLs that allow TCP or UDP one way while nothing the other way allows the answers, which go to
    /// ephemeral ports (1024 to 65535) of the same addresses.
    ///
    /// ## Why it matters
    /// A network ACL is stateless: it judges answers as if they were requests. A security group does not need this, so
    /// the habit of writing one direction only breaks here.
    ///
    /// ## In production
    /// Connections time out; flow logs show ACCEPT for the request and REJECT for the answer. Reachability Analyzer says
    /// `SUBNET_ACL_RESTRICTION` on the way back. Look with `aws ec2 describe-network-acls --filters
    /// Name=association.subnet-id,Values=subnet-…`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24 network_acl=app
    ///   network-acl app
    ///     network-acl-rule https number=100 protocol=tcp ports=443 cidr=0.0.0.0/0
    ///     // ^ SEC105
    ///     network-acl-rule dns number=100 direction=egress protocol=udp ports=53 cidr=10.0.0.2/32
    ///     network-acl-rule dns-back number=110 protocol=udp ports=1024-65535 cidr=10.0.0.2/32
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24 network_acl=app
    ///   network-acl app
    ///     network-acl-rule https number=100 protocol=tcp ports=443 cidr=0.0.0.0/0
    ///     network-acl-rule https-back number=100 direction=egress protocol=tcp ports=1024-65535 cidr=0.0.0.0/0
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: allows answers to ephemeral ports of the same addresses, at the first free number after the last rule of
    /// that direction.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html>
    ACL_WITHOUT_RETURN = "SEC105" "acl-without-return" {
        summary: "a network ACL lets requests through and no answers back",
        severity: Warning,
        since: "0.1.0",
        run: Row(NetworkAcl, acl_without_return),
    }
}

/// What clients of any system may use; a NAT gateway uses all of it.
const EPHEMERAL: (u16, u16) = (1024, 65_535);

fn acl_without_return(facts: &Facts, acl: &NetworkAcl, out: &mut Findings) {
    let mut rules: Vec<&NetworkAclRule> = facts.children(acl.id).collect();
    rules.sort_by_key(|rule| (rule.direction, rule.number, rule.id));
    let Ok(ephemeral) = PortRange::new(EPHEMERAL.0, EPHEMERAL.1) else {
        return;
    };
    for rule in rules
        .iter()
        .filter(|rule| rule.action == RuleAction::Allow && rule.protocol.has_ports())
    {
        let Some(block) = rule.cidr else { continue };
        // A rule for ephemeral ports is one for answers itself.
        let ports = PortSet::from(rule.ports.unwrap_or(PortRange::ALL));
        if PortSet::from(ephemeral).contains_set(&ports)
            && rule.ports.is_some_and(|ports| ports.first() == EPHEMERAL.0)
        {
            continue;
        }
        let back = match rule.direction {
            Direction::Ingress => Direction::Egress,
            Direction::Egress => Direction::Ingress,
        };
        if some_answer_passes(&rules, back, rule.protocol, block, ephemeral) {
            continue;
        }
        let (way, other) = if back == Direction::Egress {
            ("in", "out")
        } else {
            ("out", "in")
        };
        let message = format!(
            "Rule {} of network ACL {} lets {} {way} from or to {block}, but no answer gets {other}",
            rule.number,
            facts.label(acl.id),
            rule.protocol
        );
        let mut answer = NetworkAclRule::new(Mint::after(facts.design()).id());
        answer.network_acl = acl.id;
        answer.direction = back;
        answer.protocol = rule.protocol;
        answer.cidr = Some(block);
        answer.ports = Some(ephemeral);
        answer.number = next_number(&rules, back);
        out.report(rule.id, "direction", message)
            .related([acl.id])
            .fix(
                "Allow the answers",
                Applicability::Unsafe,
                vec![Command::insert(answer)],
            );
    }
}

/// Whether at least one ephemeral port of one address of the block is allowed.
fn some_answer_passes(
    rules: &[&NetworkAclRule],
    back: Direction,
    protocol: Protocol,
    block: ipnet::IpNet,
    ephemeral: PortRange,
) -> bool {
    let mut denied: Vec<(PrefixSet, PortSet)> = Vec::new();
    for rule in rules
        .iter()
        .filter(|rule| rule.direction == back && rule.protocol.covers(protocol))
    {
        let Some(far) = rule.cidr else { continue };
        let blocks = PrefixSet::from(far).intersection(&PrefixSet::from(block));
        let ports = if rule.protocol == Protocol::All {
            PortRange::ALL
        } else {
            rule.ports.unwrap_or(PortRange::ALL)
        };
        let ports = PortSet::from(ports).intersection(&ephemeral.into());
        if blocks.is_empty() || ports.is_empty() {
            continue;
        }
        if rule.action == RuleAction::Deny {
            denied.push((blocks, ports));
            continue;
        }
        // A deny that covers all of it first leaves nothing; one that covers a part leaves the rest.
        let gone = denied
            .iter()
            .any(|(d, p)| d.contains_set(&blocks) && p.contains_set(&ports));
        if !gone {
            return true;
        }
    }
    false
}

fn next_number(rules: &[&NetworkAclRule], direction: Direction) -> u32 {
    let last = rules
        .iter()
        .filter(|rule| rule.direction == direction)
        .map(|rule| rule.number)
        .max();
    (last.unwrap_or(90) + 10).min(32_766)
}
