//! Check WAF115: an Allow rule that lets requests skip the managed groups behind it.

use super::rules_of;
use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{EntityId, WafAction, WafStatement, WebAcl};

declare_check! {
    /// ## What it does
    /// Finds rules with action Allow, before a managed rule group or a rate-based rule, that match by something a
    /// client chooses: path, header, method, query, country. Rules that match source addresses alone are left out.
    ///
    /// ## Why it matters
    /// Allow ends the evaluation. Whoever sends the path or header that the rule looks for gets past every later
    /// rule: injections and floods on that path are let in. It is the usual wrong cure for a false positive.
    ///
    /// ## In production
    /// Attacks on one path are not blocked; `AllowedRequests` of the early rule counts them. The logs name that rule
    /// as `terminatingRuleId`.
    ///
    /// ## Example
    /// ```notation
    /// web-acl front
    ///   web-acl-rule uploads priority=1 action=allow statement={"type":"byte-match","field":"uri-path","position":"STARTS_WITH","text":"/upload"}
    ///   // ^ WAF115
    ///   web-acl-rule known-bad priority=2 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesKnownBadInputsRuleSet"}
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// web-acl front
    ///   web-acl-rule known-bad priority=2 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesKnownBadInputsRuleSet"}
    /// ```
    ///
    /// ## Fix safety
    /// No fix: the false positive that the rule cures must be cured at its rule, by Count and a Block rule on its
    /// label (see `body-size-blocked` and `markup-blocked`); which rule that is, the logs say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing-order.html>: terminating actions
    EARLY_ALLOW_SKIPS_RULES = "WAF115" "early-allow-skips-rules" {
        summary: "an Allow rule that lets requests skip the managed groups behind it",
        severity: Warning,
        since: "0.1.0",
        run: Row(WebAcl, early_allow_skips_rules),
    }
}

fn early_allow_skips_rules(facts: &Facts, acl: &WebAcl, out: &mut Findings) {
    let rules = rules_of(facts, acl.id);
    for (index, rule) in rules.iter().enumerate() {
        let Some(statement) = rule
            .statement
            .as_ref()
            .filter(|_| rule.action == Some(WafAction::Allow))
        else {
            continue;
        };
        let mut chosen_by_client = false;
        let mut by_address = false;
        statement.walk(&mut |inner| match inner {
            WafStatement::IpSet { .. } => by_address = true,
            WafStatement::And { .. }
            | WafStatement::Or { .. }
            | WafStatement::Not { .. }
            | WafStatement::Label { .. } => {}
            _ => chosen_by_client = true,
        });
        if !chosen_by_client || by_address {
            continue;
        }
        let skipped: Vec<EntityId> = rules
            .iter()
            .skip(index + 1)
            .filter(|later| {
                matches!(
                    later.statement,
                    Some(
                        WafStatement::ManagedRuleGroup { .. }
                            | WafStatement::RateBased { .. }
                            | WafStatement::RuleGroup { .. }
                    )
                )
            })
            .map(|later| later.id.entity())
            .collect();
        if skipped.is_empty() {
            continue;
        }
        let message = format!(
            "What rule {} allows skips {}: any client can send what it matches",
            facts.label(rule.id),
            facts.labels(skipped.iter().copied(), 3)
        );
        out.report(rule.id, "action", message).related(skipped);
    }
}
