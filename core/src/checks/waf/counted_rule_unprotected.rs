//! Check WAF116: a rule set to Count that nothing blocks any more.

use super::{known_group, managed_group, matches_label, rules_of};
use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{WafAction, WebAcl};

declare_check! {
    /// ## What it does
    /// Finds rule action overrides to Count, in managed groups of AWS, of rules that would block, where no later rule
    /// matches their label.
    ///
    /// ## Why it matters
    /// Count lets the request go on, on every path. The one false positive is cured, and the whole application has
    /// lost the rule. A later rule on the label can block everything but the known-good request.
    ///
    /// ## In production
    /// `CountedRequests` of the rule rises, attacks included; nothing is blocked by it.
    ///
    /// ## Example
    /// ```notation
    /// web-acl front
    ///   web-acl-rule common priority=1 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet","rule_action_overrides":[{"rule":"SizeRestrictions_BODY","action":"count"}]}
    ///   // ^ WAF116
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// web-acl front
    ///   web-acl-rule common priority=1 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet","rule_action_overrides":[{"rule":"SizeRestrictions_BODY","action":"count"}]}
    ///   web-acl-rule elsewhere priority=2 action=block statement={"type":"and","all":[{"type":"label","scope":"LABEL","key":"awswaf:managed:aws:core-rule-set:SizeRestrictions_Body"},{"type":"not","not":{"type":"byte-match","field":"uri-path","position":"STARTS_WITH","text":"/upload","transformation":"NORMALIZE_PATH"}}]}
    /// ```
    ///
    /// ## Fix safety
    /// No fix: which request is known to be good must be said first. Where an application behind the web ACL declares
    /// its upload, drop the override and take the fix of `body-size-blocked` or `markup-blocked`.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/waf-managed-rule-group-override-options.html>
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-label-match-examples.html>
    COUNTED_RULE_UNPROTECTED = "WAF116" "counted-rule-unprotected" {
        summary: "a rule set to Count that nothing blocks any more",
        severity: Warning,
        since: "0.1.0",
        run: Row(WebAcl, counted_rule_unprotected),
    }
}

fn counted_rule_unprotected(facts: &Facts, acl: &WebAcl, out: &mut Findings) {
    let rules = rules_of(facts, acl.id);
    for (index, rule) in rules.iter().enumerate() {
        let Some((name, overrides)) = managed_group(rule) else {
            continue;
        };
        let Some(group) = known_group(name) else {
            continue;
        };
        let counted = overrides
            .iter()
            .filter(|given| given.action == WafAction::Count);
        let open: Vec<&str> = counted
            .filter(|given| {
                group
                    .rules
                    .iter()
                    .any(|known| known.name == given.rule && known.action == "Block")
            })
            .filter(|given| {
                let label = group.label(&given.rule).unwrap_or_default();
                !rules
                    .iter()
                    .skip(index + 1)
                    .any(|later| matches_label(later, &label))
            })
            .map(|given| given.rule.as_str())
            .collect();
        if !open.is_empty() {
            let message = format!(
                "{} of {name} only counts, on every path; no later rule blocks on its label",
                open.join(", ")
            );
            out.report(rule.id, "statement", message);
        }
    }
}
