//! Check WAF103: a CLOUDFRONT web ACL or IP set outside us-east-1.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{IpSet, WafScope, WebAcl};

declare_check! {
    /// ## What it does
    /// Finds web ACLs and IP sets of scope CLOUDFRONT whose region is not us-east-1.
    ///
    /// ## Why it matters
    /// CloudFront is global, and its WAF resources live in us-east-1 alone. A call to another region is refused.
    ///
    /// ## In production
    /// `aws wafv2 create-web-acl --scope CLOUDFRONT --region eu-west-1` answers `WAFInvalidParameterException: The
    /// scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT`.
    ///
    /// ## Example
    /// ```notation
    /// web-acl edge scope=CLOUDFRONT region=eu-west-1
    /// // ^ WAF103
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// web-acl edge scope=CLOUDFRONT region=us-east-1
    /// ```
    ///
    /// ## Fix safety
    /// Safe: names us-east-1. The export calls that region for it.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html>: for CLOUDFRONT, the region
    ///   us-east-1
    CLOUDFRONT_SCOPE_REGION = "WAF103" "cloudfront-scope-region" {
        summary: "a CLOUDFRONT web ACL or IP set outside us-east-1",
        severity: Error,
        since: "0.1.0",
        run: Design([IpSet, WebAcl], cloudfront_scope_region),
    }
}

const REGION: &str = "us-east-1";

fn cloudfront_scope_region(facts: &Facts, out: &mut Findings) {
    let acls = facts
        .all::<WebAcl>()
        .map(|acl| (acl.id.entity(), acl.scope, &acl.region, "Web ACL"));
    let sets = facts
        .all::<IpSet>()
        .map(|set| (set.id.entity(), set.scope, &set.region, "IP set"));
    for (id, scope, region, what) in acls.chain(sets) {
        if scope == WafScope::CloudFront && region != REGION {
            let message = format!(
                "{what} {} of scope CLOUDFRONT is in {region}; it must be in {REGION}",
                facts.label(id)
            );
            let fix = vec![Command::set(id, "region", REGION)];
            out.report(id, "region", message).fix(
                format!("Put it in {REGION}"),
                Applicability::Safe,
                fix,
            );
        }
    }
}
