//! Check WAF102: a web ACL blocks the markup that an application declares.

use super::{acls_of, count_and_block_elsewhere, judge_request, matches_label, upload};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::model::Application;
use crate::simulate::waf_verdict::CROSS_SITE_SCRIPTING_BODY;

declare_check! {
    /// ## What it does
    /// Finds web ACLs that block an application's declared markup (HTML, XML, script text in bodies) as cross-site
    /// scripting: rule `CrossSiteScripting_BODY` of `AWSManagedRulesCommonRuleSet`, or a rule on its label. The
    /// request is evaluated rule by rule as WAF does it.
    ///
    /// ## Why it matters
    /// Editors, templates, support tickets with code and SVG uploads hold what looks like an attack. Users get 403 on
    /// saving, depending on what they typed.
    ///
    /// ## In production
    /// Saving fails with 403 for some texts and works for others. `aws wafv2 get-sampled-requests` and the logs name
    /// `CrossSiteScripting_BODY`, with label `awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body`; metric
    /// `BlockedRequests` rises.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer cms subnets=a,b
    /// application editor fronted_by=cms accepts_markup=true upload_path=/pages upload_content_type=application/json
    /// web-acl front
    ///   web-acl-rule common priority=10 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet"}
    ///   // ^ WAF102
    ///   web-acl-association front-of-cms resource=cms
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer cms subnets=a,b
    /// application editor fronted_by=cms accepts_markup=true upload_path=/pages upload_content_type=application/json
    /// web-acl front
    ///   web-acl-rule common priority=10 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet","rule_action_overrides":[{"rule":"CrossSiteScripting_BODY","action":"count"}]}
    ///   web-acl-rule elsewhere priority=11 action=block statement={"type":"and","all":[{"type":"label","scope":"LABEL","key":"awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body"},{"type":"not","not":{"type":"byte-match","field":"uri-path","position":"STARTS_WITH","text":"/pages","transformation":"NORMALIZE_PATH"}}]}
    ///   web-acl-association front-of-cms resource=cms
    /// ```
    ///
    /// ## Fix safety
    /// Safe: sets the one rule to Count by a rule action override and adds, right after the group, a rule that blocks
    /// what carries its label unless path, method and content type are those that the application declares. An Allow
    /// rule before the group would skip every other protection for that path, and Count alone would unprotect every
    /// other path. There is no fix where the application declares no path.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html>: the rule and
    ///   its label
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-group-override-options.html>: rule
    ///   action overrides
    /// - <https://repost.aws/knowledge-center/waf-upload-blocked-files>: label match after the group
    MARKUP_BLOCKED = "WAF102" "markup-blocked" {
        summary: "a web ACL blocks the markup that an application declares",
        severity: Error,
        since: "0.1.0",
        run: Design([ApiGateway, Application, Distribution, IpSet, LoadBalancer, WebAcl, WebAclAssociation, WebAclRule], markup_blocked),
    }
}

fn markup_blocked(facts: &Facts, out: &mut Findings) {
    for application in facts
        .all::<Application>()
        .filter(|application| application.accepts_markup)
    {
        let mut request = upload(application);
        request.body_has_markup = true;
        for acl in acls_of(facts, application) {
            let verdict = judge_request(facts, acl, &request);
            let Some(rule) = verdict.rule.and_then(|id| facts.get(id)) else {
                continue;
            };
            let by_group = verdict.managed_rule.as_deref() == Some(CROSS_SITE_SCRIPTING_BODY.name);
            if !by_group && !matches_label(rule, CROSS_SITE_SCRIPTING_BODY.label) {
                continue;
            }
            let message = format!(
                "{} takes markup in bodies, and rule {} of web ACL {} blocks it as cross-site scripting ({})",
                facts.label(application.id),
                facts.label(rule.id),
                facts.label(acl.id),
                CROSS_SITE_SCRIPTING_BODY.name
            );
            let report = out
                .report(rule.id, "statement", message)
                .related([application.id.entity(), acl.id.entity()]);
            match count_and_block_elsewhere(
                facts,
                acl,
                rule,
                application,
                CROSS_SITE_SCRIPTING_BODY,
            ) {
                Some(fix) => report.fix(
                    "Count it for this path, block it elsewhere",
                    Applicability::Safe,
                    fix,
                ),
                None => report
                    .detail("Declare the path where the application takes markup to get a fix"),
            };
        }
    }
}
