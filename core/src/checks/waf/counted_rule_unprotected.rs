//! Check WAF116: a rule set to Count that nothing blocks any more.

use super::{count_and_block_elsewhere, known_group, managed_group, matches_label, rules_of};
use crate::analysis::Facts;
use crate::aws::waf_groups::{CROSS_SITE_SCRIPTING_BODY, SIZE_RESTRICTIONS_BODY};
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Application, WafAction, WebAcl, WebAclRule};
use crate::simulate::waf_verdict::SIZE_RESTRICTION_BYTES;

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
    /// Safe, where an application behind the web ACL declares the upload that the rule must let pass: adds a rule that
    /// blocks on the label everything else. Elsewhere there is none: which request is known to be good must be said
    /// first.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-group-override-options.html>
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-label-match-examples.html>
    COUNTED_RULE_UNPROTECTED = "WAF116" "counted-rule-unprotected" {
        summary: "a rule set to Count that nothing blocks any more",
        severity: Warning,
        since: "0.1.0",
        run: Design([Application, Distribution, WebAcl, WebAclAssociation, WebAclRule], counted_rule_unprotected),
    }
}

fn counted_rule_unprotected(facts: &Facts, out: &mut Findings) {
    for acl in facts.all::<WebAcl>() {
        judge(facts, acl, out);
    }
}

fn judge(facts: &Facts, acl: &WebAcl, out: &mut Findings) {
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
            let report = out.report(rule.id, "statement", message);
            if let Some(fix) = block_elsewhere(facts, acl, rule, &open) {
                report.fix(
                    "Block it but for the declared upload",
                    Applicability::Safe,
                    fix,
                );
            }
        }
    }
}

/// Blocks on the label of the only rule that counts, but for the upload that an application behind the ACL declares.
fn block_elsewhere(
    facts: &Facts,
    acl: &WebAcl,
    rule: &WebAclRule,
    open: &[&str],
) -> Option<Vec<Command>> {
    let [name] = open else { return None };
    let body_rule = [SIZE_RESTRICTIONS_BODY, CROSS_SITE_SCRIPTING_BODY]
        .into_iter()
        .find(|known| known.name == *name)?;
    let needs_it = |application: &&Application| {
        if body_rule == CROSS_SITE_SCRIPTING_BODY {
            application.accepts_markup
        } else {
            u64::from(application.largest_body_bytes) > SIZE_RESTRICTION_BYTES
        }
    };
    let behind = super::protected(facts, acl);
    let application = behind
        .into_iter()
        .flat_map(|front| facts.referrers::<Application>(front))
        .find(needs_it)?;
    count_and_block_elsewhere(facts, acl, rule, application, body_rule)
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::findings;

    #[test]
    fn a_declared_upload_says_what_to_let_pass() {
        let text = |application: &str| {
            format!(
                "vpc web cidrs=10.0.0.0/16\n  load-balancer shop\n{application}web-acl front\n  \
                 web-acl-rule common priority=10 override_action=none statement={{\"type\":\"managed-rule-group\",\
                 \"vendor\":\"AWS\",\"name\":\"AWSManagedRulesCommonRuleSet\",\"rule_action_overrides\":\
                 [{{\"rule\":\"SizeRestrictions_BODY\",\"action\":\"count\"}}]}}\n  \
                 web-acl-association resource=shop\n"
            )
        };
        let fix = |application: &str| {
            let found = findings(&text(application));
            let finding = found.into_iter().find(|finding| finding.code == "WAF116");
            finding.unwrap().fix.is_some()
        };
        assert!(fix(
            "application up fronted_by=shop largest_body_bytes=9000 upload_path=/upload\n"
        ));
        assert!(!fix(
            "application small fronted_by=shop largest_body_bytes=8000 upload_path=/upload\n"
        ));
        assert!(!fix(""));
    }
}
