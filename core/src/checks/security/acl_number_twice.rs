//! Check SEC106: two rules of a network ACL have one number.

use std::collections::BTreeMap;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{NetworkAcl, NetworkAclRule};

declare_check! {
    /// ## What it does
    /// Finds two rules of one direction with the same number in a network ACL.
    ///
    /// ## Why it matters
    /// The number is the rule's identity. AWS refuses the second, and which of the two was meant to come first is lost.
    ///
    /// ## In production
    /// `create-network-acl-entry` answers `NetworkAclEntryAlreadyExists`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24 network_acl=app
    ///   network-acl app
    ///     network-acl-rule web number=100 cidr=10.0.0.0/8
    ///     network-acl-rule back number=100 direction=egress cidr=0.0.0.0/0
    ///     network-acl-rule more number=100 cidr=172.16.0.0/12
    ///     // ^ SEC106
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24 network_acl=app
    ///   network-acl app
    ///     network-acl-rule web number=100 cidr=10.0.0.0/8
    ///     network-acl-rule back number=100 direction=egress cidr=0.0.0.0/0
    ///     network-acl-rule more number=110 cidr=172.16.0.0/12
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: gives the later rule the next free number, which puts it after the earlier one.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html>
    ACL_NUMBER_TWICE = "SEC106" "acl-number-twice" {
        summary: "two rules of a network ACL have one number",
        severity: Error,
        since: "0.1.0",
        run: Row(NetworkAcl, acl_number_twice),
    }
}

fn acl_number_twice(facts: &Facts, acl: &NetworkAcl, out: &mut Findings) {
    let rules: Vec<&NetworkAclRule> = facts.children(acl.id).collect();
    let mut first = BTreeMap::new();
    for rule in &rules {
        let earlier = *first
            .entry((rule.direction, rule.number))
            .or_insert(rule.id);
        if earlier == rule.id {
            continue;
        }
        let message = format!(
            "Network ACL {} has two {} rules with number {}",
            facts.label(acl.id),
            rule.direction,
            rule.number
        );
        let report = out.report(rule.id, "number", message).related([earlier]);
        let taken = |number: &u32| {
            rules
                .iter()
                .any(|other| other.direction == rule.direction && other.number == *number)
        };
        if let Some(free) = (rule.number..=32_766).find(|number| !taken(number)) {
            report.fix(
                format!("Give it number {free}"),
                Applicability::Unsafe,
                vec![Command::set(rule.id, "number", free)],
            );
        }
    }
}
