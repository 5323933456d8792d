//! Check WAF118: a rule on a label that no earlier rule sets.

use std::collections::BTreeSet;

use super::{known_group, managed_group, rules_of};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{LabelScope, WafStatement, WebAcl, WebAclRule};

declare_check! {
    /// ## What it does
    /// Finds rules that match a label which no rule before them sets: neither by labels of its own, nor as a rule of
    /// a managed group of AWS that comes earlier.
    ///
    /// ## Why it matters
    /// Such a statement never matches: a Block rule on it blocks nothing. The usual causes are the rule's name where
    /// its label is meant (`SizeRestrictions_BODY`, whose label ends in `SizeRestrictions_Body`), and a priority
    /// before the group's.
    ///
    /// ## In production
    /// The rule's metric stays at zero, and requests that it should stop get through. The logs list the labels of a
    /// request under `labels`.
    ///
    /// ## Example
    /// ```notation
    /// web-acl front
    ///   web-acl-rule common priority=1 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet"}
    ///   web-acl-rule elsewhere priority=2 action=block statement={"type":"label","scope":"LABEL","key":"awswaf:managed:aws:core-rule-set:SizeRestrictions_BODY"}
    ///   // ^ WAF118
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// web-acl front
    ///   web-acl-rule common priority=1 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet"}
    ///   web-acl-rule elsewhere priority=2 action=block statement={"type":"label","scope":"LABEL","key":"awswaf:managed:aws:core-rule-set:SizeRestrictions_Body"}
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: takes the label that differs by upper and lower case alone; the rule then acts. Otherwise no fix.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/waf-labels.html>: labels are seen by later rules
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html>: the spelling
    ///   of labels
    LABEL_NOBODY_SETS = "WAF118" "label-nobody-sets" {
        summary: "a rule on a label that no earlier rule sets",
        severity: Warning,
        since: "0.1.0",
        run: Row(WebAcl, label_nobody_sets),
    }
}

fn label_nobody_sets(facts: &Facts, acl: &WebAcl, out: &mut Findings) {
    let mut set: BTreeSet<String> = BTreeSet::new();
    // A group whose rules are not all known may set any label below its namespace, one that is not known any at all.
    let mut open_namespaces: Vec<String> = Vec::new();
    for rule in rules_of(facts, acl.id) {
        let Some(statement) = &rule.statement else {
            continue;
        };
        statement.walk(&mut |inner| {
            if let WafStatement::Label {
                scope: LabelScope::Label,
                key,
            } = inner
            {
                judge(rule, key, &set, &open_namespaces, out);
            }
        });
        set.extend(rule.add_labels.iter().cloned());
        match (
            statement,
            managed_group(rule).and_then(|(name, _)| known_group(name)),
        ) {
            (_, Some(group)) if group.rules_are_confirmed && !group.rules.is_empty() => {
                set.extend(
                    group
                        .rules
                        .iter()
                        .filter_map(|known| group.label(known.name)),
                );
            }
            (_, Some(group)) => {
                open_namespaces.push(format!("awswaf:managed:aws:{}:", group.label_namespace));
            }
            (
                WafStatement::ManagedRuleGroup { .. }
                | WafStatement::RuleGroup { .. }
                | WafStatement::Other { .. },
                None,
            ) => {
                open_namespaces.push(String::new());
            }
            // Geo and ASN matches label requests by themselves.
            (WafStatement::Geo { .. }, None) => {
                open_namespaces.push("awswaf:clientip:geo:".to_owned());
            }
            _ => {}
        }
    }
}

fn judge(
    rule: &WebAclRule,
    key: &str,
    set: &BTreeSet<String>,
    open_namespaces: &[String],
    out: &mut Findings,
) {
    // Labels of the design's own rules carry the account's namespace in front, which a match may leave out.
    let is_set = set.iter().any(|label| {
        label == key || key.ends_with(&format!(":{label}")) || label.ends_with(&format!(":{key}"))
    });
    if is_set
        || open_namespaces
            .iter()
            .any(|namespace| key.starts_with(namespace.as_str()))
    {
        return;
    }
    let report = out.report(
        rule.id,
        "statement",
        format!("No earlier rule sets label {key}, so this never matches"),
    );
    let Some(near) = set.iter().find(|label| label.eq_ignore_ascii_case(key)) else {
        return;
    };
    let text = crate::model::FieldValue::to_json(&rule.statement).to_string();
    let quoted = |label: &str| serde_json::Value::from(label).to_string();
    if let Ok(fixed) =
        serde_json::from_str::<serde_json::Value>(&text.replace(&quoted(key), &quoted(near)))
    {
        report.fix(
            format!("Name {near}"),
            Applicability::Unsafe,
            vec![Command::set(rule.id, "statement", fixed)],
        );
    }
}
