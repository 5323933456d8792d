//! Check WAF101: a web ACL blocks the large bodies that an application declares.

use super::{acls_of, count_and_block_elsewhere, judge_request, matches_label, upload};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::model::Application;
use crate::simulate::waf_verdict::{SIZE_RESTRICTION_BYTES, SIZE_RESTRICTIONS_BODY};

declare_check! {
    /// ## What it does
    /// Finds web ACLs that block an application's declared upload because its body is over 8 KB (8,192 bytes): rule
    /// `SizeRestrictions_BODY` of `AWSManagedRulesCommonRuleSet`, or a rule on its label. The request is evaluated
    /// rule by rule as WAF does it, so an upload that an earlier rule allows, or that the group's scope-down
    /// statement leaves out, is no finding.
    ///
    /// ## Why it matters
    /// Uploads, large forms and JSON documents fail with 403 for every user, from the day the managed group is put in
    /// front. Raising the inspected size of bodies does not help: the rule's own limit stays at 8 KB.
    ///
    /// ## In production
    /// Users see 403 on upload, small files work. Metric `BlockedRequests` of the group rises; `aws wafv2
    /// get-sampled-requests` and the logs name `SizeRestrictions_BODY` in `ruleGroupList`, with label
    /// `awswaf:managed:aws:core-rule-set:SizeRestrictions_Body`.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer shop subnets=a,b
    /// application uploads fronted_by=shop largest_body_bytes=5000000 upload_path=/upload
    /// web-acl front
    ///   web-acl-rule common priority=10 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet"}
    ///   // ^ WAF101
    ///   web-acl-association front-of-shop resource=shop
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer shop subnets=a,b
    /// application uploads fronted_by=shop largest_body_bytes=5000000 upload_path=/upload
    /// web-acl front
    ///   web-acl-rule common priority=10 override_action=none statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet","rule_action_overrides":[{"rule":"SizeRestrictions_BODY","action":"count"}]}
    ///   web-acl-rule elsewhere priority=11 action=block statement={"type":"and","all":[{"type":"label","scope":"LABEL","key":"awswaf:managed:aws:core-rule-set:SizeRestrictions_Body"},{"type":"not","not":{"type":"and","all":[{"type":"byte-match","field":"uri-path","position":"STARTS_WITH","text":"/upload","transformation":"NORMALIZE_PATH"},{"type":"byte-match","field":"method","position":"EXACTLY","text":"POST"}]}}]}
    ///   web-acl-association front-of-shop resource=shop
    /// ```
    ///
    /// ## Fix safety
    /// Safe: sets the one rule to Count by a rule action override and adds, right after the group, a rule that blocks
    /// what carries its label unless path, method and content type are those of the declared upload. An Allow rule
    /// before the group would skip every other protection for that path, and Count alone would unprotect every other
    /// path. Later rules of the same priorities move up by one. There is no fix where the application declares no
    /// upload path.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html>: the rule, its
    ///   limit and its label
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-group-override-options.html>: rule
    ///   action overrides
    /// - <https://repost.aws/knowledge-center/waf-upload-blocked-files>: label match after the group
    BODY_SIZE_BLOCKED = "WAF101" "body-size-blocked" {
        summary: "a web ACL blocks the large bodies that an application declares",
        severity: Error,
        since: "0.1.0",
        run: Design([ApiGateway, Application, Distribution, IpSet, LoadBalancer, WebAcl, WebAclAssociation, WebAclRule], body_size_blocked),
    }
}

fn body_size_blocked(facts: &Facts, out: &mut Findings) {
    for application in facts.all::<Application>() {
        if u64::from(application.largest_body_bytes) <= SIZE_RESTRICTION_BYTES {
            continue;
        }
        let mut request = upload(application);
        request.body_bytes = application.largest_body_bytes.into();
        for acl in acls_of(facts, application) {
            let verdict = judge_request(facts, acl, &request);
            let Some(rule) = verdict.rule.and_then(|id| facts.get(id)) else {
                continue;
            };
            let by_group = verdict.managed_rule.as_deref() == Some(SIZE_RESTRICTIONS_BODY.name);
            if !by_group && !matches_label(rule, SIZE_RESTRICTIONS_BODY.label) {
                continue;
            }
            let message = format!(
                "{} takes bodies of up to {} bytes, and rule {} of web ACL {} blocks those over {SIZE_RESTRICTION_BYTES} ({})",
                facts.label(application.id),
                application.largest_body_bytes,
                facts.label(rule.id),
                facts.label(acl.id),
                SIZE_RESTRICTIONS_BODY.name
            );
            let report = out
                .report(rule.id, "statement", message)
                .related([application.id.entity(), acl.id.entity()]);
            match count_and_block_elsewhere(facts, acl, rule, application, SIZE_RESTRICTIONS_BODY) {
                Some(fix) => report.fix(
                    "Count it for this upload, block it elsewhere",
                    Applicability::Safe,
                    fix,
                ),
                None => report.detail("Declare the path of the application's uploads to get a fix"),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::{findings, said};
    use crate::edit::apply;
    use crate::model::{WafAction, WebAclRule};
    use crate::notation;

    const GROUP: &str = r#"statement={"type":"managed-rule-group","vendor":"AWS","name":"AWSManagedRulesCommonRuleSet"}"#;

    fn text(application: &str, rules: &str) -> String {
        format!(
            "vpc web cidrs=10.0.0.0/16\n  load-balancer shop\n{application}\nweb-acl front\n{rules}  \
             web-acl-rule common priority=10 override_action=none {GROUP}\n  web-acl-association resource=shop\n"
        )
    }

    const UPLOADS: &str =
        "application uploads fronted_by=shop largest_body_bytes=9000 upload_path=/upload";

    #[test]
    fn small_bodies_and_earlier_decisions_are_no_finding() {
        let small =
            "application uploads fronted_by=shop largest_body_bytes=8192 upload_path=/upload";
        assert_eq!(said(&text(small, ""), "WAF101"), Vec::<String>::new());
        let allow = r#"  web-acl-rule early priority=1 action=allow statement={"type":"byte-match","field":"uri-path","position":"STARTS_WITH","text":"/upload"}
"#;
        assert_eq!(said(&text(UPLOADS, allow), "WAF101"), Vec::<String>::new());
        assert_eq!(said(&text(UPLOADS, ""), "WAF101").len(), 1);
    }

    #[test]
    fn two_applications_end_in_one_rule_with_both_exemptions() {
        let two = format!(
            "{UPLOADS}\napplication imports fronted_by=shop largest_body_bytes=9000 upload_path=/import"
        );
        // Priority 11 is taken: it must move up.
        let next = r#"  web-acl-rule next priority=11 action=allow statement={"type":"geo","countries":["CH"]}
"#;
        let mut design = notation::parse(&text(&two, next)).unwrap();
        for _ in 0..2 {
            let found = findings(&notation::print(&design));
            let fix = found
                .into_iter()
                .find(|finding| finding.code == "WAF101")
                .unwrap()
                .fix
                .unwrap();
            design = apply(&design, &fix.ready(&design)).unwrap().design;
        }
        assert_eq!(
            said(&notation::print(&design), "WAF101"),
            Vec::<String>::new()
        );
        let rules: Vec<_> = design
            .all::<WebAclRule>()
            .map(|rule| (rule.priority, rule.action))
            .collect();
        assert_eq!(
            rules,
            [
                (12, Some(WafAction::Allow)),
                (10, None),
                (11, Some(WafAction::Block))
            ]
        );
    }
}
