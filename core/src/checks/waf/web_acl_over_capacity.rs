//! Check WAF110: a web ACL over its capacity.

use super::{known_group, rules_of};
use crate::analysis::Facts;
use crate::aws::{quotas, waf_capacity};
use crate::checks::{Findings, Severity, declare_check};
use crate::model::{BytePosition, WafStatement, WebAcl};

declare_check! {
    /// ## What it does
    /// Adds up the capacity units (WCU) of a web ACL's rules: over 5,000 is an error, over 1,500 information, because
    /// requests then cost more. Where a statement has no sourced cost the sum is said to be at least so much, and
    /// what is not counted is named.
    ///
    /// ## Why it matters
    /// AWS refuses a web ACL over 5,000 WCU. The price of a request covers 1,500; above, each further 500 add to it.
    ///
    /// ## In production
    /// `update-web-acl` answers `WAFLimitsExceededException`. `aws wafv2 check-capacity --scope REGIONAL --rules
    /// file://rules.json` tells the exact sum; the metric in the console is "WCU".
    ///
    /// ## Example
    /// ```notation
    /// web-acl front
    /// // ^ WAF110
    ///   web-acl-rule r1 priority=1 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet"}
    ///   web-acl-rule r2 priority=2 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesKnownBadInputsRuleSet"}
    ///   web-acl-rule r3 priority=3 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesSQLiRuleSet"}
    ///   web-acl-rule r4 priority=4 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesLinuxRuleSet"}
    ///   web-acl-rule r5 priority=5 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesWindowsRuleSet"}
    ///   web-acl-rule r6 priority=6 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesUnixRuleSet"}
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// web-acl front
    ///   web-acl-rule r1 priority=1 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet"}
    ///   web-acl-rule r2 priority=2 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesKnownBadInputsRuleSet"}
    /// ```
    ///
    /// ## Fix safety
    /// No fix: which protection can go, only the owner knows. Groups for systems that the application does not run on
    /// (Windows, PHP, WordPress) are the first to look at.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/limits.html>: 5,000 WCU in a web ACL
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html>: the basic price covers
    ///   1,500
    WEB_ACL_OVER_CAPACITY = "WAF110" "web-acl-over-capacity" {
        summary: "a web ACL over its capacity",
        severity: Error,
        since: "0.1.0",
        run: Row(WebAcl, web_acl_over_capacity),
    }
}

fn web_acl_over_capacity(facts: &Facts, acl: &WebAcl, out: &mut Findings) {
    let mut sum = 0_u64;
    let mut uncounted: Vec<String> = Vec::new();
    for rule in rules_of(facts, acl.id) {
        if let Some(statement) = &rule.statement {
            match cost(statement) {
                Ok(units) => sum += u64::from(units),
                Err(what) => uncounted.push(format!("{what} in rule {}", facts.label(rule.id))),
            }
        }
    }
    let name = facts.label(acl.id);
    let (hard, basic) = (
        quotas::WEB_ACL_CAPACITY.default,
        quotas::WEB_ACL_BASIC_CAPACITY.default,
    );
    let least = if uncounted.is_empty() {
        ""
    } else {
        "at least "
    };
    if sum > hard {
        let message = format!("Web ACL {name} needs {least}{sum} WCU, {hard} are allowed");
        let report = out.report(acl.id, "", message);
        uncounted.into_iter().fold(report, |report, what| {
            report.detail(format!("Not counted: {what}"))
        });
        return;
    }
    if sum > basic {
        let message =
            format!("Web ACL {name} needs {least}{sum} WCU; beyond {basic} a request costs more");
        out.report(acl.id, "", message)
            .severity(Severity::Info)
            .detail("Each further 500 WCU add to the price of a request");
    }
    if !uncounted.is_empty() {
        let message = format!(
            "Whether web ACL {name} keeps within {hard} WCU is not known: {}",
            uncounted.join(", ")
        );
        out.unknown(acl.id, "", message);
    }
}

/// The capacity of a statement, or what in it has no sourced cost.
fn cost(statement: &WafStatement) -> Result<u32, String> {
    let base = |name: &str| {
        waf_capacity::find(name)
            .map(|known| known.base)
            .ok_or_else(|| name.to_owned())
    };
    let sum = |inner: &[WafStatement]| inner.iter().map(cost).sum::<Result<u32, String>>();
    let component =
        |name: &str, field: &str, transformation: Option<&str>| -> Result<u32, String> {
            let mut units = base(name)?;
            if field == "json-body" {
                units *= waf_capacity::JSON_BODY_FACTOR.value;
            }
            if field == "all-query-arguments" {
                units += waf_capacity::ALL_QUERY_ARGUMENTS.value;
            }
            if transformation.is_some_and(|given| given != "NONE") {
                units += waf_capacity::PER_TEXT_TRANSFORMATION.value;
            }
            Ok(units)
        };
    match statement {
        WafStatement::ManagedRuleGroup { name, .. } => {
            // A scope-down statement of a managed group adds nothing to what its maker says.
            known_group(name)
                .and_then(|group| group.capacity)
                .ok_or_else(|| format!("managed group {name}"))
        }
        WafStatement::RateBased { scope_down, .. } => {
            let inner = scope_down.as_ref().map_or(Ok(0), |inner| cost(inner))?;
            Ok(base("RateBasedStatement")? + inner)
        }
        WafStatement::IpSet { .. } => base("IPSetReferenceStatement"),
        WafStatement::Geo { .. } => base("GeoMatchStatement"),
        WafStatement::Label { .. } => base("LabelMatchStatement"),
        WafStatement::ByteMatch {
            field,
            position,
            transformation,
            ..
        } => {
            let position = match position {
                BytePosition::Exactly => "EXACTLY",
                BytePosition::StartsWith => "STARTS_WITH",
                BytePosition::EndsWith => "ENDS_WITH",
                BytePosition::Contains => "CONTAINS",
                BytePosition::ContainsWord => "CONTAINS_WORD",
            };
            component(
                &format!("ByteMatchStatement {position}"),
                field,
                Some(transformation),
            )
        }
        WafStatement::RegexMatch {
            field,
            transformation,
            ..
        } => component("RegexMatchStatement", field, Some(transformation)),
        WafStatement::Size { field, .. } => component("SizeConstraintStatement", field, None),
        WafStatement::CrossSiteScripting { field } => component("XssMatchStatement", field, None),
        WafStatement::SqlInjection { field } => component("SqliMatchStatement LOW", field, None),
        WafStatement::And { all: inner } | WafStatement::Or { any: inner } => sum(inner),
        WafStatement::Not { not } => cost(not),
        WafStatement::RuleGroup { arn } => Err(format!("rule group {arn}")),
        WafStatement::Other { .. } => Err("a statement that is not modelled".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::said;

    fn rules(statement: &str, count: usize) -> String {
        let rule = |number| {
            format!("  web-acl-rule priority={number} action=block statement={statement}\n")
        };
        let rules: String = (1..=count).map(rule).collect();
        format!("web-acl front\n{rules}")
    }

    #[test]
    fn the_sum_is_what_the_table_says() {
        let xss = r#"{"type":"cross-site-scripting","field":"all-query-arguments"}"#; // 40 + 10
        assert_eq!(
            said(&rules(xss, 30), "WAF110"),
            Vec::<String>::new(),
            "1,500 are in the basic price"
        );
        assert!(said(&rules(xss, 31), "WAF110")[0].starts_with("info"));
        assert!(said(&rules(xss, 100), "WAF110")[0].starts_with("info"));
        assert_eq!(
            said(&rules(xss, 101), "WAF110"),
            ["error web-acl-1: Web ACL front needs 5050 WCU, 5000 are allowed"]
        );
    }

    #[test]
    fn what_has_no_cost_is_unknown_and_named() {
        let text = "web-acl front\n  web-acl-rule own priority=1 override_action=none statement={\"type\":\"rule-group\",\"arn\":\"arn:x\"}\n";
        let unknown = said(text, "WAF110");
        assert!(
            unknown[0].contains("is not known: rule group arn:x in rule own"),
            "{unknown:?}"
        );
    }
}
