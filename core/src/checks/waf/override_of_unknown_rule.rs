//! Check WAF112: a rule action override for a rule that the group does not have.

use super::{known_group, managed_group};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{WafStatement, WebAclRule};

declare_check! {
    /// ## What it does
    /// Finds rule action overrides whose rule is not in the managed group, and two overrides of one rule.
    ///
    /// ## Why it matters
    /// WAF ignores a name that is not in the group, without an error: the override looks set, and the rule goes on
    /// blocking. Names end in capitals (`SizeRestrictions_BODY`), labels do not (`SizeRestrictions_Body`), and the
    /// two are easily mixed up.
    ///
    /// ## In production
    /// The rule still blocks after the deployment. `aws wafv2 describe-managed-rule-group --vendor-name AWS --name
    /// AWSManagedRulesCommonRuleSet --scope REGIONAL --query 'Rules[].Name'` lists the names.
    ///
    /// ## Example
    /// ```notation
    /// web-acl front
    ///   web-acl-rule common priority=1 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet","rule_action_overrides":[{"rule":"NoUserAgent_Header","action":"count"}]}
    ///   // ^ WAF112
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// web-acl front
    ///   web-acl-rule common priority=1 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet","rule_action_overrides":[{"rule":"NoUserAgent_HEADER","action":"block"}]}
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: takes the name that differs by upper and lower case alone; the override then takes effect. Otherwise
    /// no fix.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/APIReference/API_RuleActionOverride.html>: for managed groups,
    ///   unknown names are ignored
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html>
    OVERRIDE_OF_UNKNOWN_RULE = "WAF112" "override-of-unknown-rule" {
        summary: "a rule action override for a rule that the group does not have",
        severity: Warning,
        since: "0.1.0",
        run: Row(WebAclRule, override_of_unknown_rule),
    }
}

fn override_of_unknown_rule(_: &Facts, rule: &WebAclRule, out: &mut Findings) {
    let Some((name, overrides)) = managed_group(rule) else {
        return;
    };
    let Some(group) = known_group(name).filter(|group| !group.rules.is_empty()) else {
        return;
    };
    for (index, given) in overrides.iter().enumerate() {
        if overrides
            .iter()
            .take(index)
            .any(|earlier| earlier.rule == given.rule)
        {
            out.report(
                rule.id,
                "statement",
                format!("Rule {} of {name} is overridden twice", given.rule),
            );
        }
        if group.rules.iter().any(|known| known.name == given.rule) {
            continue;
        }
        if !group.rules_are_confirmed {
            let message = format!(
                "Whether {name} has a rule {} is not known: its list of rules is not confirmed",
                given.rule
            );
            out.unknown(rule.id, "statement", message);
            continue;
        }
        let message = format!(
            "{name} has no rule {}, so WAF ignores the override",
            given.rule
        );
        let report = out.report(rule.id, "statement", message);
        let Some(near) = group
            .rules
            .iter()
            .find(|known| known.name.eq_ignore_ascii_case(&given.rule))
        else {
            continue;
        };
        let mut fixed = rule.statement.clone();
        if let Some(WafStatement::ManagedRuleGroup {
            rule_action_overrides,
            ..
        }) = &mut fixed
            && let Some(wrong) = rule_action_overrides.get_mut(index)
        {
            near.name.clone_into(&mut wrong.rule);
        }
        let fix = vec![Command::set(
            rule.id,
            "statement",
            crate::model::FieldValue::to_json(&fixed),
        )];
        report.fix(format!("Name it {}", near.name), Applicability::Unsafe, fix);
    }
}
