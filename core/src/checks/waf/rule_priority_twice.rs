//! Check WAF105: two rules of a web ACL with one priority.

use super::rules_of;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::WebAcl;

declare_check! {
    /// ## What it does
    /// Finds rules of one web ACL that have the same priority.
    ///
    /// ## Why it matters
    /// The priority is the order of evaluation. AWS refuses a web ACL in which it is not unique.
    ///
    /// ## In production
    /// `create-web-acl` or `update-web-acl` answers `WAFInvalidParameterException: Your statement has duplicate
    /// priorities`.
    ///
    /// ## Example
    /// ```notation
    /// web-acl front
    ///   web-acl-rule one priority=1 action=block statement={"type":"geo","countries":["AQ"]}
    ///   web-acl-rule two priority=1 action=count statement={"type":"geo","countries":["CH"]}
    ///   // ^ WAF105
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// web-acl front
    ///   web-acl-rule one priority=1 action=block statement={"type":"geo","countries":["AQ"]}
    ///   web-acl-rule two priority=2 action=count statement={"type":"geo","countries":["CH"]}
    /// ```
    ///
    /// ## Fix safety
    /// Safe: keeps the order of the list and moves the later rule, and those in its way, up by one.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/APIReference/API_Rule.html>: Priority
    RULE_PRIORITY_TWICE = "WAF105" "rule-priority-twice" {
        summary: "two rules of a web ACL with one priority",
        severity: Error,
        since: "0.1.0",
        run: Row(WebAcl, rule_priority_twice),
    }
}

fn rule_priority_twice(facts: &Facts, acl: &WebAcl, out: &mut Findings) {
    let rules = rules_of(facts, acl.id);
    for (index, pair) in rules.windows(2).enumerate() {
        let [first, later] = pair else { continue };
        if first.priority != later.priority {
            continue;
        }
        let message = format!(
            "Rules {} and {} both have priority {}",
            facts.label(first.id),
            facts.label(later.id),
            first.priority
        );
        let mut fix = Vec::new();
        let mut taken = first.priority;
        for rule in rules.iter().skip(index + 1) {
            if rule.priority > taken {
                break;
            }
            taken = taken.saturating_add(1);
            fix.push(Command::set(rule.id, "priority", taken));
        }
        out.report(later.id, "priority", message)
            .related([first.id])
            .fix(
                format!("Priority {}", first.priority.saturating_add(1)),
                Applicability::Safe,
                fix,
            );
    }
}
