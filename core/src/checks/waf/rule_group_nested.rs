//! Check WAF109: a rule group or rate inside another statement.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{WafStatement, WebAclRule};

declare_check! {
    /// ## What it does
    /// Finds managed rule groups, rule groups and rate-based statements inside And, Or, Not or a scope-down
    /// statement, and And or Or with fewer than two statements.
    ///
    /// ## Why it matters
    /// These stand only at the top of a rule. To narrow a group, give the group itself a scope-down statement. And
    /// and Or join at least two.
    ///
    /// ## In production
    /// `update-web-acl` answers `WAFInvalidParameterException: … field: STATEMENT` or `WAFInvalidOperationException`.
    ///
    /// ## Example
    /// ```notation
    /// web-acl front
    ///   web-acl-rule common priority=1 action=block statement={"type":"not","not":{"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet"}}
    ///   // ^ WAF109
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// web-acl front
    ///   web-acl-rule common priority=1 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet","scope_down":{"type":"not","not":{"type":"geo","countries":["CH"]}}}
    /// ```
    ///
    /// ## Fix safety
    /// Safe where And or Or holds a single statement: that takes its place. Otherwise no fix: what was meant, only
    /// the author knows.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/APIReference/API_ManagedRuleGroupStatement.html>: can't be nested
    /// - <https://docs.aws.amazon.com/waf/latest/APIReference/API_AndStatement.html>: at least two statements
    RULE_GROUP_NESTED = "WAF109" "rule-group-nested" {
        summary: "a rule group or rate inside another statement",
        severity: Error,
        since: "0.1.0",
        run: Row(WebAclRule, rule_group_nested),
    }
}

fn rule_group_nested(facts: &Facts, rule: &WebAclRule, out: &mut Findings) {
    let Some(statement) = &rule.statement else {
        return;
    };
    let mut nested = None;
    let mut lonely = false;
    statement.walk(&mut |inner| {
        let top = std::ptr::eq(inner, statement);
        match inner {
            WafStatement::ManagedRuleGroup { .. } | WafStatement::RuleGroup { .. } if !top => {
                nested = Some("rule group");
            }
            WafStatement::RateBased { .. } if !top => {
                nested = Some("rate-based statement");
            }
            WafStatement::And { all: inner } | WafStatement::Or { any: inner }
                if inner.len() < 2 =>
            {
                lonely = true;
            }
            _ => {}
        }
    });
    let name = facts.label(rule.id);
    if let Some(what) = nested {
        out.report(
            rule.id,
            "statement",
            format!("Rule {name} has a {what} inside another statement; it stands only at the top"),
        );
    }
    if lonely {
        let message = format!("Rule {name} has an And or Or of fewer than two statements");
        let report = out.report(rule.id, "statement", message);
        let flat = flattened(statement);
        if let Some(flat) = flat.filter(|flat| flat != statement) {
            let fix = vec![Command::set(
                rule.id,
                "statement",
                crate::model::FieldValue::to_json(&flat),
            )];
            report.fix(
                "Put the one statement in its place",
                Applicability::Safe,
                fix,
            );
        }
    }
}

/// The statement with each And or Or of one replaced by that one; `None` where one holds nothing.
fn flattened(statement: &WafStatement) -> Option<WafStatement> {
    let list = |inner: &[WafStatement]| inner.iter().map(flattened).collect::<Option<Vec<_>>>();
    Some(match statement {
        WafStatement::And { all } => match <[_; 1]>::try_from(list(all)?) {
            Ok([only]) => only,
            Err(all) if all.is_empty() => return None,
            Err(all) => WafStatement::And { all },
        },
        WafStatement::Or { any } => match <[_; 1]>::try_from(list(any)?) {
            Ok([only]) => only,
            Err(any) if any.is_empty() => return None,
            Err(any) => WafStatement::Or { any },
        },
        WafStatement::Not { not } => WafStatement::Not {
            not: Box::new(flattened(not)?),
        },
        other => other.clone(),
    })
}
