//! Web ACLs with their rules.

use super::ip_set::{removable, waf_scope};
use super::web_acl_rule::rule;
use crate::model::{WafScope, WebAcl, WebAclDefault, WebAclRule};
use crate::plan::draft::{Draft, key, title};
use crate::plan::names;
use crate::plan::operation::{Call, Operation};
use crate::plan::tags;
use crate::plan::tree::{Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for acl in draft.design.all::<WebAcl>() {
        let scope = waf_scope(acl.scope, &acl.region, acl.account);
        let name = draft.service_name(names::WAF, acl);
        let mut rules: Vec<&WebAclRule> = draft
            .design
            .all()
            .filter(|rule: &&WebAclRule| rule.web_acl == acl.id)
            .collect();
        rules.sort_by_key(|rule| (rule.priority, rule.id));
        let rules: Vec<Tree> = rules
            .into_iter()
            .filter_map(|record| rule(draft, record))
            .collect();
        let action = if acl.default_action == WebAclDefault::Allow {
            "Allow"
        } else {
            "Block"
        };
        let limit = acl.body_limit_kb.map(|kb| {
            let resource = if acl.scope == WafScope::CloudFront {
                "CLOUDFRONT"
            } else {
                "API_GATEWAY"
            };
            let size = params! { "DefaultSizeInspectionLimit" => format!("KB_{kb}") };
            params! { "RequestBody" => params! { resource => size } }
        });
        let make = params! {
            "Name" => name.as_str(),
            "Scope" => acl.scope.word(),
            "DefaultAction" => params! { action => params! {} },
            "Rules" => Tree::list_or_absent(rules),
            "VisibilityConfig" => visibility(&name),
            "AssociationConfig" => limit,
            "Tags" => tags::list(&draft.tags(acl)),
        };
        let list = Call::new(
            "wafv2",
            "ListWebACLs",
            params! { "Scope" => acl.scope.word() },
        );
        let make = Call::new("wafv2", "CreateWebACL", make).query("Summary.ARN");
        removable(
            draft,
            &Operation::new(key(acl.id), title(acl), &scope),
            &list,
            make,
            "WebACL",
            &name,
            acl.scope,
        );
    }
}

/// Metrics and samples under this name: without them nobody sees what a rule blocks.
pub(super) fn visibility(name: &str) -> Tree {
    params! { "SampledRequestsEnabled" => true, "CloudWatchMetricsEnabled" => true, "MetricName" => name }
}
