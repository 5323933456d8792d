//! Check WAF117: a body inspection limit that changes nothing.

use super::protected;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{Kind, WebAcl};

declare_check! {
    /// ## What it does
    /// Finds web ACLs with a body inspection limit that protect load balancers only, and limits other than 16, 32, 48
    /// and 64 KB (an error).
    ///
    /// ## Why it matters
    /// Behind an Application Load Balancer WAF sees the first 8 KB of a body, whatever the web ACL says; the limit
    /// can be raised for CloudFront, API Gateway and a few others, for more money. It does not move the 8 KB of
    /// `SizeRestrictions_BODY` either.
    ///
    /// ## In production
    /// Attacks beyond the first 8 KB of a body reach the application; `SizeRestrictions_BODY` still blocks large
    /// uploads.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer shop subnets=a,b
    /// web-acl front body_limit_kb=64
    /// // ^ WAF117
    ///   web-acl-association front-of-shop resource=shop
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer shop subnets=a,b
    /// web-acl front
    ///   web-acl-association front-of-shop resource=shop
    /// ```
    ///
    /// ## Fix safety
    /// Safe: drops the limit that has no effect, or takes the next larger one that AWS offers.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/APIReference/API_Body.html>: fixed at 8 KB for Application Load
    ///   Balancer and AppSync
    /// - botocore 1.44.5, SizeInspectionLimit
    BODY_LIMIT_WITHOUT_EFFECT = "WAF117" "body-limit-without-effect" {
        summary: "a body inspection limit that changes nothing",
        severity: Warning,
        since: "0.1.0",
        run: Row(WebAcl, body_limit_without_effect),
    }
}

fn body_limit_without_effect(facts: &Facts, acl: &WebAcl, out: &mut Findings) {
    let Some(limit) = acl.body_limit_kb else {
        return;
    };
    if ![16, 32, 48, 64].contains(&limit) {
        let next = limit.div_ceil(16).clamp(1, 4) * 16;
        let message = format!("Body inspection limit {limit} KB is not one of 16, 32, 48 and 64");
        out.report(acl.id, "body_limit_kb", message)
            .severity(Severity::Error)
            .fix(
                format!("{next} KB"),
                Applicability::Safe,
                vec![Command::set(acl.id, "body_limit_kb", next)],
            );
        return;
    }
    let all = protected(facts, acl);
    if !all.is_empty() && all.iter().all(|id| id.kind == Kind::LoadBalancer) {
        let message = format!(
            "Web ACL {} protects load balancers only, where WAF sees 8 KB of a body whatever the limit",
            facts.label(acl.id)
        );
        out.report(acl.id, "body_limit_kb", message)
            .related(all)
            .fix(
                "Drop the limit",
                Applicability::Safe,
                vec![Command::set(
                    acl.id,
                    "body_limit_kb",
                    serde_json::Value::Null,
                )],
            );
    }
}
