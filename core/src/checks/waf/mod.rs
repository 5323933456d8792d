//! AWS WAF: false positives, order of rules, scope, capacity.

mod body_limit_without_effect;
mod body_size_blocked;
mod cloudfront_scope_region;
mod counted_rule_unprotected;
mod country_unknown;
mod early_allow_skips_rules;
mod exempt_upload;
mod ip_set_mixed;
mod ip_set_out_of_scope;
mod label_nobody_sets;
mod managed_group_unknown;
mod markup_blocked;
mod override_of_unknown_rule;
mod rate_limit_out_of_bounds;
mod rate_rules_over_quota;
mod rule_action_wrong;
mod rule_group_nested;
mod rule_priority_twice;
mod stage_not_named;
mod web_acl_cannot_protect;
mod web_acl_over_capacity;

use super::Family;
use crate::analysis::Facts;
use crate::aws::waf_groups::{self, ManagedRuleGroup};
use crate::model::{
    Application, Distribution, EntityId, Id, IpSet, Kind, WafStatement, WebAcl, WebAclAssociation,
    WebAclRule,
};
use crate::simulate::waf_verdict::{Request, Verdict, verdict};
pub(super) use exempt_upload::{count_and_block_elsewhere, matches_label};
use std::collections::BTreeMap;
use std::sync::OnceLock;

pub(super) const FAMILY: Family = Family {
    prefix: "WAF",
    title: "AWS WAF",
    folder: "waf",
    checks: &[
        &body_size_blocked::BODY_SIZE_BLOCKED,
        &markup_blocked::MARKUP_BLOCKED,
        &cloudfront_scope_region::CLOUDFRONT_SCOPE_REGION,
        &web_acl_cannot_protect::WEB_ACL_CANNOT_PROTECT,
        &rule_priority_twice::RULE_PRIORITY_TWICE,
        &rate_limit_out_of_bounds::RATE_LIMIT_OUT_OF_BOUNDS,
        &rule_action_wrong::RULE_ACTION_WRONG,
        &rule_group_nested::RULE_GROUP_NESTED,
        &web_acl_over_capacity::WEB_ACL_OVER_CAPACITY,
        &managed_group_unknown::MANAGED_GROUP_UNKNOWN,
        &override_of_unknown_rule::OVERRIDE_OF_UNKNOWN_RULE,
        &ip_set_mixed::IP_SET_MIXED,
        &ip_set_out_of_scope::IP_SET_OUT_OF_SCOPE,
        &early_allow_skips_rules::EARLY_ALLOW_SKIPS_RULES,
        &counted_rule_unprotected::COUNTED_RULE_UNPROTECTED,
        &body_limit_without_effect::BODY_LIMIT_WITHOUT_EFFECT,
        &label_nobody_sets::LABEL_NOBODY_SETS,
        &stage_not_named::STAGE_NOT_NAMED,
        &rate_rules_over_quota::RATE_RULES_OVER_QUOTA,
        &country_unknown::COUNTRY_UNKNOWN,
    ],
};

/// What the table of AWS's managed rule groups says of a group; the table is read once.
fn known_group(name: &str) -> Option<&'static ManagedRuleGroup> {
    static TABLE: OnceLock<BTreeMap<&'static str, ManagedRuleGroup>> = OnceLock::new();
    TABLE
        .get_or_init(|| {
            waf_groups::all()
                .into_iter()
                .map(|group| (group.name, group))
                .collect()
        })
        .get(name)
}

/// Rules of a web ACL in the order in which they are evaluated.
fn rules_of(facts: &Facts, acl: Id<WebAcl>) -> Vec<&WebAclRule> {
    let mut rules: Vec<&WebAclRule> = facts.children(acl).collect();
    rules.sort_by_key(|rule| (rule.priority, rule.id));
    rules
}

/// The group of AWS that a rule names at its top, with the rules whose action it replaces.
fn managed_group(rule: &WebAclRule) -> Option<(&str, &[crate::model::RuleActionOverride])> {
    match rule.statement.as_ref()? {
        WafStatement::ManagedRuleGroup {
            vendor,
            name,
            rule_action_overrides,
            ..
        } if vendor == waf_groups::VENDOR => Some((name, rule_action_overrides)),
        _ => None,
    }
}

/// What a web ACL protects: associated resources and distributions.
fn protected(facts: &Facts, acl: &WebAcl) -> Vec<EntityId> {
    let associated = facts
        .referrers::<WebAclAssociation>(acl.id)
        .map(|association| association.resource);
    let distributions = facts
        .referrers::<Distribution>(acl.id)
        .map(|distribution| distribution.id.entity());
    associated.chain(distributions).collect()
}

/// The web ACLs in front of an application.
fn acls_of<'f>(facts: &'f Facts, application: &Application) -> Vec<&'f WebAcl> {
    let Some(front) = application.fronted_by else {
        return Vec::new();
    };
    if front.kind == Kind::Distribution {
        let acl = facts
            .as_kind::<Distribution>(front)
            .and_then(|distribution| distribution.web_acl);
        return acl.and_then(|id| facts.get(id)).into_iter().collect();
    }
    facts
        .referrers::<WebAclAssociation>(front)
        .filter_map(|association| facts.get(association.web_acl))
        .collect()
}

/// The legitimate upload that an application declares.
fn upload(application: &Application) -> Request {
    let path = if application.upload_path.is_empty() {
        "/"
    } else {
        application.upload_path.as_str()
    };
    let content_type = application.upload_content_type.to_ascii_lowercase();
    Request {
        method: application.upload_method.clone(),
        path: path.to_owned(),
        headers: BTreeMap::from([("content-type".to_owned(), content_type)]),
        ..Request::default()
    }
}

/// What a web ACL of the design does with a request.
fn judge_request(facts: &Facts, acl: &WebAcl, request: &Request) -> Verdict {
    let addresses = |id: EntityId| {
        facts
            .as_kind::<IpSet>(id)
            .map(|set| set.addresses.as_slice())
    };
    verdict(
        &rules_of(facts, acl.id),
        acl.default_action,
        request,
        &addresses,
    )
}
