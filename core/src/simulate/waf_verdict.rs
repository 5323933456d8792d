//! What does a web ACL do with a request?
//!
//! Rules are evaluated by priority. The first terminating action (allow, block, CAPTCHA, challenge) decides; count
//! adds labels and goes on; where none decides, the default action does. What a managed group matches is known here
//! only for the two rules whose condition AWS states exactly enough to decide by size and kind of body; of the others
//! the verdict says that they were not evaluated.
//! Source: <https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing.html>

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use ipnet::IpNet;

use crate::aws::waf_groups::COMMON_BODY_LIMIT_BYTES;
use crate::model::{
    BytePosition, Comparison, EntityId, Id, LabelScope, WafAction, WafOverride, WafStatement,
    WebAclDefault, WebAclRule,
};

pub use crate::aws::waf_groups::{
    BodyRule, COMMON_RULE_SET, CROSS_SITE_SCRIPTING_BODY, SIZE_RESTRICTIONS_BODY,
};

/// The common rule set blocks a body over this many bytes.
pub const SIZE_RESTRICTION_BYTES: u64 = COMMON_BODY_LIMIT_BYTES.value as u64;

/// What is known of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub query: String,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body_bytes: u64,
    /// The body holds HTML, XML or script text.
    pub body_has_markup: bool,
    pub source: Option<IpAddr>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

/// What happens to the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Allowed,
    Blocked,
    /// The client must first solve a puzzle or answer a silent challenge.
    Challenged,
}

/// The verdict with its trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub outcome: Outcome,
    /// The rule that decided; the default action where absent.
    pub rule: Option<Id<WebAclRule>>,
    /// The rule inside the managed group that decided.
    pub managed_rule: Option<String>,
    /// Labels that the request carried at the end.
    pub labels: BTreeSet<String>,
    /// What could not be evaluated; the outcome holds if none of it matches.
    pub unknown: Vec<String>,
}

/// Evaluates `rules`, all of one web ACL, in the order of their priority. `ip_set` gives the addresses of a set.
pub fn verdict<'d>(
    rules: &[&WebAclRule],
    default_action: WebAclDefault,
    request: &Request,
    ip_set: &dyn Fn(EntityId) -> Option<&'d [IpNet]>,
) -> Verdict {
    let mut rules = rules.to_vec();
    rules.sort_by_key(|rule| (rule.priority, rule.id));
    let mut state = Verdict {
        outcome: match default_action {
            WebAclDefault::Allow => Outcome::Allowed,
            WebAclDefault::Block => Outcome::Blocked,
        },
        rule: None,
        managed_rule: None,
        labels: BTreeSet::new(),
        unknown: Vec::new(),
    };
    for rule in rules {
        let Some(statement) = &rule.statement else {
            continue;
        };
        let decided = match statement {
            WafStatement::ManagedRuleGroup { .. } => {
                managed(rule, statement, request, ip_set, &mut state)
            }
            WafStatement::RuleGroup { arn } => {
                state.unknown.push(format!(
                    "{}: the rules of {arn} are not in the design",
                    rule.id
                ));
                None
            }
            _ => match matches(statement, request, &state.labels, ip_set) {
                Some(true) => {
                    state.labels.extend(rule.add_labels.iter().cloned());
                    rule.action.and_then(outcome)
                }
                Some(false) => None,
                None => {
                    state
                        .unknown
                        .push(format!("{}: whether it matches is not known", rule.id));
                    None
                }
            },
        };
        if let Some(outcome) = decided {
            state.outcome = outcome;
            state.rule = Some(rule.id);
            return state;
        }
    }
    state
}

fn outcome(action: WafAction) -> Option<Outcome> {
    match action {
        WafAction::Block => Some(Outcome::Blocked),
        WafAction::Allow => Some(Outcome::Allowed),
        WafAction::Captcha | WafAction::Challenge => Some(Outcome::Challenged),
        WafAction::Count => None,
    }
}

fn managed<'d>(
    rule: &WebAclRule,
    statement: &WafStatement,
    request: &Request,
    ip_set: &dyn Fn(EntityId) -> Option<&'d [IpNet]>,
    state: &mut Verdict,
) -> Option<Outcome> {
    let WafStatement::ManagedRuleGroup {
        name,
        scope_down,
        rule_action_overrides,
        ..
    } = statement
    else {
        return None;
    };
    if let Some(scope_down) = scope_down {
        match matches(scope_down, request, &state.labels, ip_set) {
            Some(true) => {}
            Some(false) => return None,
            None => {
                state.unknown.push(format!(
                    "{}: whether {name} is evaluated at all is not known",
                    rule.id
                ));
                return None;
            }
        }
    }
    state.unknown.push(format!(
        "{}: rules of {name} other than those on the body are not evaluated",
        rule.id
    ));
    if name != COMMON_RULE_SET {
        return None;
    }
    let hits = [
        (
            SIZE_RESTRICTIONS_BODY,
            request.body_bytes > SIZE_RESTRICTION_BYTES,
        ),
        (CROSS_SITE_SCRIPTING_BODY, request.body_has_markup),
    ];
    for (body_rule, _) in hits.iter().filter(|(_, hit)| *hit) {
        state.labels.insert(body_rule.label.to_owned());
        let action = rule_action_overrides
            .iter()
            .find(|given| given.rule == body_rule.name)
            .map_or(WafAction::Block, |given| given.action);
        let counted = rule.override_action == Some(WafOverride::Count);
        if let (false, Some(outcome)) = (counted, outcome(action)) {
            state.managed_rule = Some(body_rule.name.to_owned());
            return Some(outcome);
        }
    }
    None
}

/// Whether a statement matches; `None` where that is not known.
fn matches<'d>(
    statement: &WafStatement,
    request: &Request,
    labels: &BTreeSet<String>,
    ip_set: &dyn Fn(EntityId) -> Option<&'d [IpNet]>,
) -> Option<bool> {
    let inner = |statement: &WafStatement| matches(statement, request, labels, ip_set);
    match statement {
        WafStatement::And { all } => {
            let results: Vec<_> = all.iter().map(inner).collect();
            if results.contains(&Some(false)) {
                Some(false)
            } else {
                results
                    .into_iter()
                    .all(|result| result == Some(true))
                    .then_some(true)
            }
        }
        WafStatement::Or { any } => {
            let results: Vec<_> = any.iter().map(inner).collect();
            if results.contains(&Some(true)) {
                Some(true)
            } else {
                results
                    .into_iter()
                    .all(|result| result == Some(false))
                    .then_some(false)
            }
        }
        WafStatement::Not { not } => inner(not).map(|result| !result),
        WafStatement::Label {
            scope: LabelScope::Label,
            key,
        } => Some(
            labels
                .iter()
                .any(|label| label == key || label.ends_with(&format!(":{key}"))),
        ),
        WafStatement::Label {
            scope: LabelScope::Namespace,
            key,
        } => Some(labels.iter().any(|label| label.contains(key.as_str()))),
        WafStatement::IpSet { ip_set: id } => {
            let addresses = ip_set(id.parse().ok()?)?;
            let source = request.source?;
            Some(addresses.iter().any(|block| block.contains(&source)))
        }
        WafStatement::Geo { countries } => {
            let country = request.country.as_ref()?;
            Some(
                countries
                    .iter()
                    .any(|listed| listed.eq_ignore_ascii_case(country)),
            )
        }
        WafStatement::ByteMatch {
            field,
            position,
            text,
            transformation,
        } => {
            let value = transformed(&field_text(field, request)?, transformation)?;
            Some(match position {
                BytePosition::Exactly => value == *text,
                BytePosition::StartsWith => value.starts_with(text),
                BytePosition::EndsWith => value.ends_with(text),
                BytePosition::Contains => value.contains(text),
                BytePosition::ContainsWord => value
                    .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                    .any(|word| word == text),
            })
        }
        WafStatement::Size {
            field,
            comparison,
            size_bytes,
        } => {
            let size = match field.as_str() {
                "body" => request.body_bytes,
                other => field_text(other, request)?.len() as u64,
            };
            Some(match comparison {
                Comparison::Eq => size == *size_bytes,
                Comparison::Ne => size != *size_bytes,
                Comparison::Le => size <= *size_bytes,
                Comparison::Lt => size < *size_bytes,
                Comparison::Ge => size >= *size_bytes,
                Comparison::Gt => size > *size_bytes,
            })
        }
        WafStatement::CrossSiteScripting { field } if field == "body" => {
            Some(request.body_has_markup)
        }
        // Rates need more than one request; the others look for patterns that AWS does not publish.
        _ => None,
    }
}

/// The text of a part of the request, named as in a statement.
fn field_text(field: &str, request: &Request) -> Option<String> {
    match field {
        "uri-path" => Some(request.path.clone()),
        "query-string" => Some(request.query.clone()),
        "method" => Some(request.method.clone()),
        _ => {
            let header = field.strip_prefix("header:")?.to_ascii_lowercase();
            Some(request.headers.get(&header).cloned().unwrap_or_default())
        }
    }
}

fn transformed(text: &str, transformation: &str) -> Option<String> {
    match transformation {
        "NONE" => Some(text.to_owned()),
        "LOWERCASE" => Some(text.to_lowercase()),
        "NORMALIZE_PATH" => Some(normalized_path(text)),
        _ => None,
    }
}

/// Multiple slashes, `.` and `..` taken out of a path, as WAF's NORMALIZE_PATH does.
fn normalized_path(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    let end = if path.ends_with('/') && !parts.is_empty() {
        "/"
    } else {
        ""
    };
    format!("/{}{end}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{RecordKind, RuleActionOverride};

    fn common(overrides: Vec<RuleActionOverride>) -> WebAclRule {
        let mut rule = WebAclRule::new(Id::new(1));
        rule.statement = Some(WafStatement::ManagedRuleGroup {
            vendor: "AWS".into(),
            name: COMMON_RULE_SET.into(),
            rule_action_overrides: overrides,
            scope_down: None,
        });
        rule.override_action = Some(WafOverride::None);
        rule
    }

    fn ask(rules: &[&WebAclRule], request: &Request) -> Verdict {
        verdict(rules, WebAclDefault::Allow, request, &|_| None)
    }

    fn upload(path: &str, bytes: u64) -> Request {
        Request {
            method: "POST".into(),
            path: path.into(),
            body_bytes: bytes,
            ..Request::default()
        }
    }

    #[test]
    fn a_large_body_is_blocked_and_a_small_one_is_not() {
        let rule = common(Vec::new());
        let large = ask(&[&rule], &upload("/upload", 8_193));
        assert_eq!(large.outcome, Outcome::Blocked);
        assert_eq!(large.managed_rule.as_deref(), Some("SizeRestrictions_BODY"));
        assert_eq!(
            ask(&[&rule], &upload("/upload", 8_192)).outcome,
            Outcome::Allowed
        );
    }

    #[test]
    fn count_and_a_block_on_the_label_protect_every_other_path() {
        let group = common(vec![RuleActionOverride {
            rule: SIZE_RESTRICTIONS_BODY.name.into(),
            action: WafAction::Count,
        }]);
        let mut block = WebAclRule::new(Id::new(2));
        block.priority = 1;
        block.action = Some(WafAction::Block);
        block.statement = Some(WafStatement::And {
            all: vec![
                WafStatement::Label {
                    scope: LabelScope::Label,
                    key: SIZE_RESTRICTIONS_BODY.label.into(),
                },
                WafStatement::Not {
                    not: Box::new(WafStatement::ByteMatch {
                        field: "uri-path".into(),
                        position: BytePosition::StartsWith,
                        text: "/upload".into(),
                        transformation: "NONE".into(),
                    }),
                },
            ],
        });
        let rules = [&block, &group]; // the order of priority decides, not that of the list
        assert_eq!(
            ask(&rules, &upload("/upload", 20_000)).outcome,
            Outcome::Allowed
        );
        let elsewhere = ask(&rules, &upload("/login", 20_000));
        assert_eq!(
            (elsewhere.outcome, elsewhere.rule),
            (Outcome::Blocked, Some(block.id))
        );
        assert_eq!(
            ask(&[&group], &upload("/login", 20_000)).outcome,
            Outcome::Allowed
        );
    }

    #[test]
    fn a_path_can_not_be_dressed_up_as_another() {
        assert_eq!(normalized_path("/upload/../login"), "/login");
        assert_eq!(normalized_path("//upload/./a/"), "/upload/a/");
        assert_eq!(normalized_path("/../.."), "/");
    }

    #[test]
    fn labels_are_those_of_the_table() {
        let group = crate::aws::waf_groups::find(COMMON_RULE_SET).unwrap();
        for rule in [SIZE_RESTRICTIONS_BODY, CROSS_SITE_SCRIPTING_BODY] {
            assert_eq!(group.label(rule.name).as_deref(), Some(rule.label));
        }
    }

    #[test]
    fn what_is_not_known_is_said() {
        let mut rule = WebAclRule::new(Id::new(1));
        rule.action = Some(WafAction::Block);
        rule.statement = Some(WafStatement::Geo {
            countries: vec!["FR".into()],
        });
        let verdict = ask(&[&rule], &upload("/", 0));
        assert_eq!(
            (verdict.outcome, verdict.unknown.len()),
            (Outcome::Allowed, 1)
        );
    }
}
