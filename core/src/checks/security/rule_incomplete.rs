//! Check SEC102: a rule says too little, or too much.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{NetworkAclRule, SecurityGroupRule, Vpc};
use crate::net::Protocol;

declare_check! {
    /// ## What it does
    /// Finds rules of security groups that name no far side, or several, and rules with ports on a protocol that has
    /// none; and network ACL rules without a block.
    ///
    /// ## Why it matters
    /// AWS refuses the first kind. Ports on a protocol without ports, or on all protocols, are ignored or refused, so the
    /// rule opens more than it says.
    ///
    /// ## In production
    /// `authorize-security-group-ingress` answers `MissingParameter` or `InvalidParameterValue`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web security_groups=web
    ///   security-group web
    ///     security-group-rule https protocol=tcp ports=443
    ///     // ^ SEC102
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web security_groups=web
    ///   security-group web
    ///     security-group-rule https protocol=tcp ports=443 cidr=10.0.0.0/8
    /// ```
    ///
    /// ## Fix safety
    /// Safe where ports stand on a protocol without ports: AWS would not have looked at them. The far side is for a person
    /// to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html>
    /// - cfn-lint W3687, E3688
    RULE_INCOMPLETE = "SEC102" "rule-incomplete" {
        summary: "a rule names no far side, several, or ports where there are none",
        severity: Error,
        since: "0.1.0",
        run: Vpc(rule_incomplete),
    }
}

fn rule_incomplete(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for group in facts.children::<crate::model::SecurityGroup>(vpc.id) {
        for rule in facts.children::<SecurityGroupRule>(group.id) {
            let sides = usize::from(rule.cidr.is_some())
                + usize::from(rule.source_group.is_some())
                + usize::from(rule.prefix_list.is_some());
            if sides != 1 {
                let how = if sides == 0 {
                    "no far side"
                } else {
                    "more than one far side"
                };
                let message = format!(
                    "A rule of security group {} names {how}",
                    facts.label(group.id)
                );
                out.report(rule.id, "cidr", message).related([group.id]);
            }
            if rule.ports.is_some()
                && !rule.protocol.has_ports()
                && rule.protocol != Protocol::ICMP
                && rule.protocol != Protocol::ICMPV6
            {
                let message = format!(
                    "A rule of security group {} has ports on protocol {}",
                    facts.label(group.id),
                    rule.protocol
                );
                out.report(rule.id, "ports", message)
                    .related([group.id])
                    .fix(
                        "Leave the ports out",
                        Applicability::Safe,
                        vec![Command::set(rule.id, "ports", serde_json::Value::Null)],
                    );
            }
        }
    }
    for acl in facts.children::<crate::model::NetworkAcl>(vpc.id) {
        for rule in facts
            .children::<NetworkAclRule>(acl.id)
            .filter(|rule| rule.cidr.is_none())
        {
            let message = format!(
                "Rule {} of network ACL {} has no block",
                rule.number,
                facts.label(acl.id)
            );
            out.report(rule.id, "cidr", message).related([acl.id]);
        }
    }
}
