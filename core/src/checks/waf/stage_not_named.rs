//! Check WAF119: a web ACL in front of an API stage that nobody can find.

use crate::analysis::{Facts, api_stage};
use crate::checks::{Findings, declare_check};
use crate::model::{ApiGateway, WebAclAssociation};

declare_check! {
    /// ## What it does
    /// Finds API Gateway stages that a web ACL protects and that name no REST API or no stage, or name them in
    /// characters that AWS has not.
    ///
    /// ## Why it matters
    /// Others make the API; the exports only find it, by these two names. Without them the web ACL is made and protects
    /// nothing.
    ///
    /// ## In production
    /// `aws wafv2 list-resources-for-web-acl --resource-type API_GATEWAY --web-acl-arn …` is empty. Look for the names
    /// with `aws apigateway get-rest-apis --query 'items[].[id,name]'` and `aws apigateway get-stages --rest-api-id …`.
    ///
    /// ## Example
    /// ```notation
    /// api orders
    /// // ^ WAF119
    /// web-acl front
    ///   web-acl-association resource=orders
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// api orders rest_api_id=a1b2c3d4e5 stage_name=prod
    /// web-acl front
    ///   web-acl-association resource=orders
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: only you know which API it is.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html>: the ARN of a stage
    STAGE_NOT_NAMED = "WAF119" "stage-not-named" {
        summary: "a web ACL in front of an API stage that nobody can find",
        severity: Warning,
        since: "0.1.0",
        run: Design([ApiGateway, WebAclAssociation], stage_not_named),
    }
}

fn stage_not_named(facts: &Facts, out: &mut Findings) {
    for api in facts.all::<ApiGateway>() {
        let mut associations = facts.referrers::<WebAclAssociation>(api.id);
        let (Some(association), Err((field, why))) = (associations.next(), api_stage(api)) else {
            continue;
        };
        let message = format!(
            "Web ACL {} can't be put in front of {}: {why}",
            facts.label(association.web_acl),
            facts.label(api.id)
        );
        out.report(api.id, field, message)
            .related([association.web_acl.entity(), association.id.entity()]);
    }
}
