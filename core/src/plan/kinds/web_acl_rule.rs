//! Rules of web ACLs in the form of the WAFv2 API. They are part of their web ACL's call.

use serde_json::Value;

use super::web_acl::visibility;
use crate::model::{AggregateKey, EntityId, WafOverride, WafStatement, WebAclRule};
use crate::plan::draft::{Draft, key};
use crate::plan::names;
use crate::plan::tree::{Tree, params};

/// Rules are written with their web ACL.
pub(super) fn plan(_: &mut Draft<'_>) {}

/// A rule as `CreateWebACL` takes it; nothing where it matches nothing.
pub(super) fn rule(draft: &mut Draft<'_>, record: &WebAclRule) -> Option<Tree> {
    let Some(statement) = &record.statement else {
        draft.leave_out(record, "it has no statement");
        return None;
    };
    let name = draft.service_name(names::WAF, record);
    let group = matches!(
        statement,
        WafStatement::ManagedRuleGroup { .. } | WafStatement::RuleGroup { .. }
    );
    let override_action = if record.override_action == Some(WafOverride::Count) {
        "Count"
    } else {
        "None"
    };
    let labels = record
        .add_labels
        .iter()
        .map(|label| params! { "Name" => label.as_str() })
        .collect();
    Some(params! {
        "Name" => name.as_str(),
        "Priority" => record.priority,
        "Statement" => api(statement),
        "Action" => record.action.filter(|_| !group).map(|action| empty(&capitalised(action.word()))),
        "OverrideAction" => group.then(|| empty(override_action)),
        "RuleLabels" => Tree::list_or_absent(labels),
        "VisibilityConfig" => visibility(&name),
    })
}

fn empty(member: &str) -> Tree {
    params! { member => params! {} }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(letters)
        .collect()
}

/// A statement in the form of the API.
fn api(statement: &WafStatement) -> Tree {
    match statement {
        WafStatement::ManagedRuleGroup {
            vendor,
            name,
            rule_action_overrides,
            scope_down,
        } => {
            let overrides = rule_action_overrides.iter().map(|one| {
                params! { "Name" => one.rule.as_str(), "ActionToUse" => empty(&capitalised(one.action.word())) }
            });
            wrap(
                "ManagedRuleGroupStatement",
                params! {
                    "VendorName" => vendor.as_str(),
                    "Name" => name.as_str(),
                    "RuleActionOverrides" => Tree::list_or_absent(overrides.collect()),
                    "ScopeDownStatement" => scope_down.as_ref().map(|inner| api(inner)),
                },
            )
        }
        WafStatement::RateBased {
            limit,
            evaluation_window_seconds,
            aggregate_key,
            scope_down,
        } => {
            let forwarded = *aggregate_key == AggregateKey::ForwardedIp;
            wrap(
                "RateBasedStatement",
                params! {
                    "Limit" => *limit,
                    "EvaluationWindowSec" => *evaluation_window_seconds,
                    "AggregateKeyType" => aggregate_key.word(),
                    "ForwardedIPConfig" => forwarded.then(|| params! { "HeaderName" => "X-Forwarded-For", "FallbackBehavior" => "MATCH" }),
                    "ScopeDownStatement" => scope_down.as_ref().map(|inner| api(inner)),
                },
            )
        }
        WafStatement::IpSet { ip_set } => {
            let arn: Tree = ip_set
                .parse::<EntityId>()
                .map_or(Tree::from(ip_set.as_str()), |id| key(id).into());
            wrap("IPSetReferenceStatement", params! { "ARN" => arn })
        }
        WafStatement::Geo { countries } => wrap(
            "GeoMatchStatement",
            params! { "CountryCodes" => countries.clone() },
        ),
        WafStatement::Label { scope, key } => wrap(
            "LabelMatchStatement",
            params! { "Scope" => scope.word(), "Key" => key.as_str() },
        ),
        WafStatement::ByteMatch {
            field,
            position,
            text,
            transformation,
        } => wrap(
            "ByteMatchStatement",
            params! {
                "SearchString" => text.as_str(),
                "FieldToMatch" => field_to_match(field),
                "TextTransformations" => transformations(transformation),
                "PositionalConstraint" => position.word(),
            },
        ),
        WafStatement::RegexMatch {
            field,
            pattern,
            transformation,
        } => wrap(
            "RegexMatchStatement",
            params! {
                "RegexString" => pattern.as_str(),
                "FieldToMatch" => field_to_match(field),
                "TextTransformations" => transformations(transformation),
            },
        ),
        WafStatement::Size {
            field,
            comparison,
            size_bytes,
        } => wrap(
            "SizeConstraintStatement",
            params! {
                "FieldToMatch" => field_to_match(field),
                "ComparisonOperator" => comparison.word(),
                "Size" => i64::try_from(*size_bytes).unwrap_or(i64::MAX),
                "TextTransformations" => transformations("NONE"),
            },
        ),
        WafStatement::CrossSiteScripting { field } => wrap(
            "XssMatchStatement",
            params! {
                "FieldToMatch" => field_to_match(field),
                "TextTransformations" => transformations("NONE"),
            },
        ),
        WafStatement::SqlInjection { field } => wrap(
            "SqliMatchStatement",
            params! {
                "FieldToMatch" => field_to_match(field),
                "TextTransformations" => transformations("NONE"),
            },
        ),
        WafStatement::And { all } => wrap("AndStatement", params! { "Statements" => list(all) }),
        WafStatement::Or { any } => wrap("OrStatement", params! { "Statements" => list(any) }),
        WafStatement::Not { not } => wrap("NotStatement", params! { "Statement" => api(not) }),
        WafStatement::RuleGroup { arn } => wrap(
            "RuleGroupReferenceStatement",
            params! { "ARN" => arn.as_str() },
        ),
        WafStatement::Other { api } => verbatim(api),
    }
}

fn wrap(name: &str, inner: Tree) -> Tree {
    params! { name => inner }
}

fn list(statements: &[WafStatement]) -> Tree {
    statements.iter().map(api).collect::<Vec<_>>().into()
}

fn transformations(kind: &str) -> Tree {
    vec![params! { "Priority" => 0, "Type" => kind }].into()
}

/// `uri-path`, `method`, `query-string`, `body`, `all-query-arguments`, `header:NAME`, `argument:NAME`, `cookies`.
fn field_to_match(field: &str) -> Tree {
    let oversize = || params! { "OversizeHandling" => "CONTINUE" };
    let (kind, name) = field.split_once([':', '=']).unwrap_or((field, ""));
    match kind.to_ascii_lowercase().replace(['_', ' '], "-").as_str() {
        "header" | "single-header" => wrap(
            "SingleHeader",
            params! { "Name" => name.to_ascii_lowercase() },
        ),
        "argument" | "query-argument" | "single-query-argument" => wrap(
            "SingleQueryArgument",
            params! { "Name" => name.to_ascii_lowercase() },
        ),
        "method" => empty("Method"),
        "query-string" | "query" => empty("QueryString"),
        "all-query-arguments" | "arguments" => empty("AllQueryArguments"),
        "body" => wrap("Body", oversize()),
        "cookies" | "headers" => {
            let member = if kind.eq_ignore_ascii_case("cookies") {
                "Cookies"
            } else {
                "Headers"
            };
            wrap(
                member,
                params! { "MatchPattern" => empty("All"), "MatchScope" => "ALL", "OversizeHandling" => "CONTINUE" },
            )
        }
        _ => empty("UriPath"),
    }
}

/// A statement that the design keeps as it came.
fn verbatim(value: &Value) -> Tree {
    match value {
        Value::Null => Tree::Absent,
        Value::Bool(on) => (*on).into(),
        Value::Number(number) => number.as_i64().unwrap_or_default().into(),
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => items.iter().map(verbatim).collect::<Vec<_>>().into(),
        Value::Object(members) => Tree::structure(
            members
                .iter()
                .map(|(name, member)| (name.as_str(), verbatim(member)))
                .collect(),
        ),
    }
}
