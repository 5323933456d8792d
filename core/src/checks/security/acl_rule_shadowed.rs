//! Check SEC104: a rule of a network ACL never decides.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{NetworkAcl, NetworkAclRule};
use crate::net::{PortRange, PortSet, Protocol};

declare_check! {
    /// ## What it does
    /// Finds rules of a network ACL that a rule with a lower number covers. It is a warning where the two disagree (a deny
    /// that never denies, an allow that never allows), and a note where they say the same.
    ///
    /// ## Why it matters
    /// The lowest number that matches decides, and the rest is not read. A deny added at the end, against an attacker,
    /// does nothing behind an allow for everything.
    ///
    /// ## In production
    /// The blocked address still shows as ACCEPT in flow logs. Look at the order with `aws ec2 describe-network-acls --query
    /// 'NetworkAcls[].Entries[].[Egress,RuleNumber,RuleAction,CidrBlock]'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24 network_acl=app
    ///   network-acl app
    ///     network-acl-rule all number=100 cidr=0.0.0.0/0
    ///     network-acl-rule back number=100 direction=egress cidr=0.0.0.0/0
    ///     network-acl-rule attacker number=200 action=deny cidr=198.51.100.7/32
    ///     // ^ SEC104
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24 network_acl=app
    ///   network-acl app
    ///     network-acl-rule attacker number=50 action=deny cidr=198.51.100.7/32
    ///     network-acl-rule all number=100 cidr=0.0.0.0/0
    ///     network-acl-rule back number=100 direction=egress cidr=0.0.0.0/0
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe where the rules disagree: gives the later rule a number before the earlier one, so that it decides. Safe
    /// where they agree: removes the later one.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html>: rules are evaluated by number, lowest first
    ACL_RULE_SHADOWED = "SEC104" "acl-rule-shadowed" {
        summary: "a rule of a network ACL never decides, since an earlier one matches all of it",
        severity: Warning,
        since: "0.1.0",
        run: Row(NetworkAcl, acl_rule_shadowed),
    }
}

fn acl_rule_shadowed(facts: &Facts, acl: &NetworkAcl, out: &mut Findings) {
    let mut rules: Vec<&NetworkAclRule> = facts.children(acl.id).collect();
    rules.sort_by_key(|rule| (rule.direction, rule.number, rule.id));
    for (index, rule) in rules.iter().enumerate() {
        let Some(earlier) = rules
            .iter()
            .take(index)
            .find(|earlier| covers(earlier, rule))
        else {
            continue;
        };
        if earlier.number == rule.number {
            continue; // SEC106 says so.
        }
        let message = format!(
            "Rule {} ({}) of network ACL {} never decides: rule {} ({}) matches all of it",
            rule.number,
            rule.action,
            facts.label(acl.id),
            earlier.number,
            earlier.action
        );
        let agree = earlier.action == rule.action;
        let report = out
            .report(rule.id, "number", message)
            .severity(if agree {
                Severity::Info
            } else {
                Severity::Warning
            })
            .related([earlier.id]);
        if agree {
            report.fix(
                "Remove the later rule",
                Applicability::Safe,
                vec![Command::Delete(vec![rule.id.entity()])],
            );
        } else if let Some(number) = free_number_before(&rules, earlier) {
            report.fix(
                format!("Move it before, to number {number}"),
                Applicability::Unsafe,
                vec![Command::set(rule.id, "number", number)],
            );
        }
    }
}

/// Half way between a rule and the one before it.
fn free_number_before(rules: &[&NetworkAclRule], rule: &NetworkAclRule) -> Option<u32> {
    let before = rules
        .iter()
        .filter(|other| other.direction == rule.direction && other.number < rule.number);
    let before = before.map(|other| other.number).max().unwrap_or(0);
    let middle = u32::midpoint(before, rule.number);
    (middle > before).then_some(middle)
}

/// Whether a rule matches every packet that another one matches.
pub(super) fn covers(outer: &NetworkAclRule, inner: &NetworkAclRule) -> bool {
    let ports = |rule: &NetworkAclRule| PortSet::from(rule.ports.unwrap_or(PortRange::ALL));
    let icmp = |rule: &NetworkAclRule| {
        let any = |value: Option<i32>| value.filter(|value| *value >= 0);
        (any(rule.icmp_type), any(rule.icmp_code))
    };
    let (outer_icmp, inner_icmp) = (icmp(outer), icmp(inner));
    let typed = outer_icmp
        .0
        .is_none_or(|wanted| inner_icmp.0 == Some(wanted))
        && outer_icmp
            .1
            .is_none_or(|wanted| inner_icmp.1 == Some(wanted));
    let blocks = match (outer.cidr, inner.cidr) {
        (Some(outer), Some(inner)) => outer.contains(&inner),
        _ => false,
    };
    outer.direction == inner.direction
        && blocks
        && outer.protocol.covers(inner.protocol)
        && (outer.protocol == Protocol::All || ports(outer).contains_set(&ports(inner)) && typed)
}
