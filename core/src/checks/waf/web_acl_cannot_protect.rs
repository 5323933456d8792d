//! Check WAF104: a web ACL that can't protect what it is put in front of.

use super::protected;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{
    EntityId, Id, Kind, LoadBalancer, LoadBalancerType, WafScope, WafStatement, WebAcl,
    WebAclAssociation, WebAclRule,
};

declare_check! {
    /// ## What it does
    /// Finds web ACLs of scope REGIONAL on a distribution, of scope CLOUDFRONT on a regional resource, of another
    /// region than the resource, or on a Network or Gateway Load Balancer; and resources with two web ACLs.
    ///
    /// ## Why it matters
    /// Scope and region must fit the resource, only Application Load Balancers among the balancers take a web ACL,
    /// and a resource has one. AWS refuses the association, and the resource stays unprotected.
    ///
    /// ## In production
    /// `associate-web-acl` answers `WAFInvalidParameterException: … field: RESOURCE_ARN`; `aws wafv2
    /// get-web-acl-for-resource --resource-arn …` shows none.
    ///
    /// ## Example
    /// ```notation
    /// web-acl front scope=REGIONAL
    /// distribution cdn web_acl=front
    /// // ^ WAF104
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// web-acl front scope=CLOUDFRONT region=us-east-1
    /// distribution cdn web_acl=front
    /// api orders
    /// web-acl inner
    ///   web-acl-association resource=orders
    /// ```
    ///
    /// ## Fix safety
    /// Safe where everything that the web ACL protects is of the other scope: its scope and region are changed.
    /// Otherwise no fix: the other resources need a web ACL of their own.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html>
    /// - <https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html>
    WEB_ACL_CANNOT_PROTECT = "WAF104" "web-acl-cannot-protect" {
        summary: "a web ACL that can't protect what it is put in front of",
        severity: Error,
        since: "0.1.0",
        run: Design([ApiGateway, Distribution, LoadBalancer, Vpc, WebAcl, WebAclAssociation, WebAclRule], web_acl_cannot_protect),
    }
}

fn web_acl_cannot_protect(facts: &Facts, out: &mut Findings) {
    for acl in facts.all::<WebAcl>() {
        judge(facts, acl, out);
    }
}

fn judge(facts: &Facts, acl: &WebAcl, out: &mut Findings) {
    let all = protected(facts, acl);
    let edge = all
        .iter()
        .filter(|id| id.kind == Kind::Distribution)
        .count();
    for resource in &all {
        let own = facts.label(acl.id);
        let name = facts.label(*resource);
        let wrong_scope = match (resource.kind, acl.scope) {
            (Kind::Distribution, WafScope::Regional) => Some((
                WafScope::CloudFront,
                "us-east-1".to_owned(),
                edge == all.len(),
            )),
            (Kind::Distribution, WafScope::CloudFront) | (_, WafScope::Regional) => None,
            (_, WafScope::CloudFront) => {
                Some((WafScope::Regional, facts.region_of(*resource), edge == 0))
            }
        };
        let (subject, field) = subject(facts, acl, *resource);
        if let Some((scope, region, alone)) = wrong_scope {
            let message = format!(
                "Web ACL {own} has scope {}, {name} needs {scope}",
                acl.scope
            );
            let report = out
                .report(subject, field, message)
                .related([acl.id.entity(), *resource]);
            if alone
                && !region.is_empty()
                && facts
                    .children::<WebAclRule>(acl.id)
                    .all(|rule| !names_ip_set(rule))
            {
                let fix = vec![
                    Command::set(acl.id, "scope", scope.word()),
                    Command::set(acl.id, "region", region.as_str()),
                ];
                report.fix(
                    format!("Make the web ACL {scope}"),
                    Applicability::Safe,
                    fix,
                );
            }
            continue;
        }
        let region = facts.region_of(*resource);
        if resource.kind != Kind::Distribution && !region.is_empty() && region != acl.region {
            let message = format!("Web ACL {own} is in {}, {name} in {region}", acl.region);
            out.report(subject, field, message)
                .related([acl.id.entity(), *resource]);
        }
        let balancer: Option<&LoadBalancer> = facts.as_kind(*resource);
        if balancer.is_some_and(|balancer| balancer.balancer_type != LoadBalancerType::Application)
        {
            let message =
                format!("{name} is no Application Load Balancer, so no web ACL can protect it");
            out.report(subject, field, message)
                .related([acl.id.entity(), *resource]);
        }
        let first = facts
            .referrers::<WebAclAssociation>(*resource)
            .map(|association| association.web_acl)
            .min();
        if resource.kind != Kind::Distribution && first.is_some_and(|first| first < acl.id) {
            let message = format!("{name} already has a web ACL; a resource has one");
            out.report(subject, field, message)
                .related(first.map(Id::entity))
                .related([*resource]);
        }
    }
}

/// The record that says what is protected: an association, or the distribution itself.
fn subject(facts: &Facts, acl: &WebAcl, resource: EntityId) -> (EntityId, &'static str) {
    if resource.kind == Kind::Distribution {
        return (resource, "web_acl");
    }
    let association = facts
        .referrers::<WebAclAssociation>(acl.id)
        .find(|association| association.resource == resource);
    association.map_or((acl.id.entity(), "scope"), |association| {
        (association.id.entity(), "resource")
    })
}

fn names_ip_set(rule: &WebAclRule) -> bool {
    let mut names = false;
    if let Some(statement) = &rule.statement {
        statement.walk(&mut |inner| names |= matches!(inner, WafStatement::IpSet { .. }));
    }
    names
}
