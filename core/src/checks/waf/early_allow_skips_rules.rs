//! Check WAF115: an Allow rule that lets requests skip the managed groups behind it.

use super::{acls_of, count_and_block_elsewhere, known_group, managed_group, rules_of};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Application, EntityId, WafAction, WafStatement, WebAcl, WebAclRule};
use crate::simulate::waf_verdict::{
    CROSS_SITE_SCRIPTING_BODY, SIZE_RESTRICTION_BYTES, SIZE_RESTRICTIONS_BODY,
};

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
    /// Unsafe, where the web ACL protects one application that declares large bodies or markup, and a later group
    /// blocks these: takes the Allow rule out, sets the group's rule to Count and blocks on its label what is not the
    /// declared upload (see `body-size-blocked` and `markup-blocked`). What else the rule let through is inspected
    /// again. Elsewhere there is no fix: which rule the false positive comes from, the logs say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing-order.html>: terminating actions
    EARLY_ALLOW_SKIPS_RULES = "WAF115" "early-allow-skips-rules" {
        summary: "an Allow rule that lets requests skip the managed groups behind it",
        severity: Warning,
        since: "0.1.0",
        run: Design([ApiGateway, Application, Distribution, IpSet, LoadBalancer, WebAcl, WebAclAssociation, WebAclRule], early_allow_skips_rules),
    }
}

fn early_allow_skips_rules(facts: &Facts, out: &mut Findings) {
    for acl in facts.all::<WebAcl>() {
        judge(facts, acl, out);
    }
}

fn judge(facts: &Facts, acl: &WebAcl, out: &mut Findings) {
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
        let report = out
            .report(rule.id, "action", message)
            .related(skipped.iter().copied());
        let later: Vec<&WebAclRule> = rules.iter().skip(index + 1).copied().collect();
        if let Some(fix) = block_elsewhere(facts, acl, rule, &later) {
            report.fix(
                "Let the group count what the application declares, and block it elsewhere",
                Applicability::Unsafe,
                fix,
            );
        }
    }
}

/// Takes the Allow rule out, and exempts the declared body of the one application behind the web ACL from the one body
/// rule of a managed group that would block it; nothing where more than that is let through.
fn block_elsewhere(
    facts: &Facts,
    acl: &WebAcl,
    allow: &WebAclRule,
    later: &[&WebAclRule],
) -> Option<Vec<Command>> {
    let mut behind = facts.all::<Application>().filter(|application| {
        acls_of(facts, application)
            .iter()
            .any(|other| other.id == acl.id)
    });
    let (application, None) = (behind.next()?, behind.next()) else {
        return None;
    };
    let large = u64::from(application.largest_body_bytes) > SIZE_RESTRICTION_BYTES;
    let body_rule = match (large, application.accepts_markup) {
        (true, false) => SIZE_RESTRICTIONS_BODY,
        (false, true) => CROSS_SITE_SCRIPTING_BODY,
        _ => return None,
    };
    let group = later.iter().find(|rule| {
        managed_group(rule)
            .and_then(|(name, _)| known_group(name))
            .is_some_and(|group| group.rules.iter().any(|one| one.name == body_rule.name))
    })?;
    let mut fix = count_and_block_elsewhere(facts, acl, group, application, body_rule)?;
    fix.insert(0, Command::Delete(vec![allow.id.entity()]));
    Some(fix)
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::{findings, said};
    use crate::edit::apply;
    use crate::notation::parse;

    #[test]
    fn the_fix_exempts_what_the_application_declares_and_nothing_else() {
        let text = r#"
vpc app cidrs=10.0.0.0/16
  load-balancer web
application shop fronted_by=web upload_path=/upload largest_body_bytes=200000
web-acl front
  web-acl-rule uploads priority=1 action=allow statement={"type":"byte-match","field":"uri-path","position":"STARTS_WITH","text":"/upload"}
  web-acl-rule common priority=2 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet"}
  web-acl-association front-of-web resource=web
"#;
        let found = findings(text);
        let finding = found
            .iter()
            .find(|finding| finding.code == "WAF115")
            .unwrap();
        let fix = finding.fix.as_ref().unwrap();
        let fixed = apply(&parse(text).unwrap(), &fix.commands).unwrap().design;
        let left = crate::checks::run(&fixed, "").findings;
        let waf = left
            .iter()
            .filter(|it| it.code == "WAF115" || it.code == "WAF101");
        assert_eq!(waf.count(), 0, "{left:#?}");
        let two = text.replace("largest_body", "accepts_markup=true largest_body");
        let found = findings(&two);
        let finding = found
            .iter()
            .find(|finding| finding.code == "WAF115")
            .unwrap();
        assert!(finding.fix.is_none(), "two rules would have to be exempted");
        assert_eq!(said(&two, "WAF115").len(), 1);
    }
}
