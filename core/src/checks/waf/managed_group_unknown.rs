//! Check WAF111: a managed rule group of AWS that is not known.

use super::known_group;
use crate::analysis::Facts;
use crate::aws::waf_groups;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{WafStatement, WebAclRule};

declare_check! {
    /// ## What it does
    /// Finds rules that name a managed rule group of vendor AWS which is in no table. Groups of other vendors are
    /// said to be unknown.
    ///
    /// ## Why it matters
    /// A wrong name is refused when the script runs, and the web ACL stays without the protection.
    ///
    /// ## In production
    /// `update-web-acl` answers `WAFNonexistentItemException`. `aws wafv2 list-available-managed-rule-groups --scope
    /// REGIONAL` lists the names.
    ///
    /// ## Example
    /// ```notation
    /// web-acl front
    ///   web-acl-rule common priority=1 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCoreRuleSet"}
    ///   // ^ WAF111
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// web-acl front
    ///   web-acl-rule common priority=1 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet"}
    /// ```
    ///
    /// ## Fix safety
    /// Safe where a known name differs by upper and lower case alone. Otherwise no fix.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html>
    MANAGED_GROUP_UNKNOWN = "WAF111" "managed-group-unknown" {
        summary: "a managed rule group of AWS that is not known",
        severity: Warning,
        since: "0.1.0",
        run: Row(WebAclRule, managed_group_unknown),
    }
}

fn managed_group_unknown(_: &Facts, rule: &WebAclRule, out: &mut Findings) {
    let Some(WafStatement::ManagedRuleGroup { vendor, name, .. }) = &rule.statement else {
        return;
    };
    if vendor != waf_groups::VENDOR {
        out.unknown(
            rule.id,
            "statement",
            format!("Rules and capacity of {name} of vendor {vendor} are not known"),
        );
        return;
    }
    if known_group(name).is_some() {
        return;
    }
    let report = out.report(
        rule.id,
        "statement",
        format!("{name} is not among the managed rule groups of AWS that Netwright knows"),
    );
    let near = waf_groups::all()
        .into_iter()
        .find(|group| group.name.eq_ignore_ascii_case(name));
    if let Some(near) = near {
        let mut fixed = rule.statement.clone();
        if let Some(WafStatement::ManagedRuleGroup { name, .. }) = &mut fixed {
            near.name.clone_into(name);
        }
        let fix = vec![Command::set(
            rule.id,
            "statement",
            crate::model::FieldValue::to_json(&fixed),
        )];
        report.fix(format!("Name it {}", near.name), Applicability::Safe, fix);
    }
}
