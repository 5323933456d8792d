//! Check WAF108: a WAF rule with both kinds of action, or neither.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{WafAction, WafOverride, WafStatement, WebAclRule};

declare_check! {
    /// ## What it does
    /// Finds rules that name a rule group and have an action or no override action, and ordinary rules that have an
    /// override action or no action; and rules without a statement.
    ///
    /// ## Why it matters
    /// A rule that names a group takes the group's actions, or overrides them all to Count; every other rule has an
    /// action of its own. AWS refuses both and neither.
    ///
    /// ## In production
    /// `update-web-acl` answers `WAFInvalidParameterException: … A reference in your rule statement is not valid` or
    /// `… You have used none or multiple values for a field that requires exactly one value`.
    ///
    /// ## Example
    /// ```notation
    /// web-acl front
    ///   web-acl-rule common priority=1 action=block statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet"}
    ///   // ^ WAF108
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// web-acl front
    ///   web-acl-rule common priority=1 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet"}
    /// ```
    ///
    /// ## Fix safety
    /// Safe for a rule that names a group: override action none, which keeps the group's own actions. Unsafe for an
    /// ordinary rule without an action: it counts until someone decides.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/APIReference/API_Rule.html>: Action and OverrideAction
    RULE_ACTION_WRONG = "WAF108" "rule-action-wrong" {
        summary: "a WAF rule with both kinds of action, or neither",
        severity: Error,
        since: "0.1.0",
        run: Row(WebAclRule, rule_action_wrong),
    }
}

fn rule_action_wrong(facts: &Facts, rule: &WebAclRule, out: &mut Findings) {
    let name = facts.label(rule.id);
    let Some(statement) = &rule.statement else {
        out.report(
            rule.id,
            "statement",
            format!("Rule {name} says nothing about what it matches"),
        );
        return;
    };
    let none = serde_json::Value::Null;
    if matches!(
        statement,
        WafStatement::ManagedRuleGroup { .. } | WafStatement::RuleGroup { .. }
    ) {
        if rule.action.is_none() && rule.override_action.is_some() {
            return;
        }
        let message = if rule.action.is_some() {
            format!("Rule {name} names a rule group, so it takes an override action and no action")
        } else {
            format!("Rule {name} names a rule group and has no override action")
        };
        let keep = rule.override_action.unwrap_or(WafOverride::None);
        let fix = vec![
            Command::set(rule.id, "action", none),
            Command::set(rule.id, "override_action", keep.word()),
        ];
        let field = if rule.action.is_some() {
            "action"
        } else {
            "override_action"
        };
        out.report(rule.id, field, message).fix(
            "Keep the group's actions",
            Applicability::Safe,
            fix,
        );
        return;
    }
    if rule.override_action.is_some() {
        let message = format!(
            "Rule {name} names no rule group, so it takes an action and no override action"
        );
        let action = rule.action.unwrap_or(WafAction::Count);
        let fix = vec![
            Command::set(rule.id, "override_action", none),
            Command::set(rule.id, "action", action.word()),
        ];
        out.report(rule.id, "override_action", message).fix(
            format!("Action {action}"),
            Applicability::Unsafe,
            fix,
        );
    } else if rule.action.is_none() {
        let message = format!("Rule {name} has no action");
        let fix = vec![Command::set(rule.id, "action", "count")];
        out.report(rule.id, "action", message).fix(
            "Count what it matches",
            Applicability::Unsafe,
            fix,
        );
    }
}
