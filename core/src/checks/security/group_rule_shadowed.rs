//! Check SEC103: a rule of a security group adds nothing.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{SecurityGroup, SecurityGroupRule};
use crate::net::{PortRange, PortSet};

declare_check! {
    /// ## What it does
    /// Finds rules of a security group that another rule of the same group already covers.
    ///
    /// ## Why it matters
    /// Rules only add up. A narrow rule beside a wide one looks like a limit and is none; removing it later, to close a
    /// port, closes nothing.
    ///
    /// ## In production
    /// An audit finds a port open that someone believes restricted. Look with `aws ec2 describe-security-group-rules
    /// --filters Name=group-id,Values=sg-…`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web security_groups=web
    ///   security-group web
    ///     security-group-rule any protocol=tcp ports=443 cidr=0.0.0.0/0
    ///     security-group-rule office protocol=tcp ports=443 cidr=203.0.113.0/24
    ///     // ^ SEC103
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web security_groups=web
    ///   security-group web
    ///     security-group-rule office protocol=tcp ports=443 cidr=203.0.113.0/24
    /// ```
    ///
    /// ## Fix safety
    /// Safe: removes the rule that is covered; what gets through stays the same. It may be the wide rule that is wrong.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html>: the most permissive rule applies
    GROUP_RULE_SHADOWED = "SEC103" "group-rule-shadowed" {
        summary: "a rule of a security group adds nothing to another one",
        severity: Info,
        since: "0.1.0",
        run: Row(SecurityGroup, group_rule_shadowed),
    }
}

fn group_rule_shadowed(facts: &Facts, group: &SecurityGroup, out: &mut Findings) {
    let rules: Vec<&SecurityGroupRule> = facts.children(group.id).collect();
    for rule in &rules {
        let wider = rules.iter().find(|other| {
            other.id != rule.id
                && covers(other, rule)
                && (!covers(rule, other) || other.id < rule.id)
        });
        let Some(wider) = wider else { continue };
        let message = format!(
            "Rule {} of security group {} adds nothing to {}",
            facts.label(rule.id),
            facts.label(group.id),
            facts.label(wider.id)
        );
        out.report(rule.id, "", message).related([wider.id]).fix(
            "Remove the rule",
            Applicability::Safe,
            vec![Command::Delete(vec![rule.id.entity()])],
        );
    }
}

/// Whether everything that `inner` allows, `outer` allows too.
fn covers(outer: &SecurityGroupRule, inner: &SecurityGroupRule) -> bool {
    let ports = |rule: &SecurityGroupRule| PortSet::from(rule.ports.unwrap_or(PortRange::ALL));
    let side = match (outer.cidr, inner.cidr) {
        (Some(outer), Some(inner)) => outer.contains(&inner),
        (None, None) => {
            outer.source_group.is_some() && outer.source_group == inner.source_group
                || outer.prefix_list.is_some() && outer.prefix_list == inner.prefix_list
        }
        _ => false,
    };
    outer.direction == inner.direction
        && side
        && outer.protocol.covers(inner.protocol)
        && (outer.protocol != inner.protocol || ports(outer).contains_set(&ports(inner)))
}
