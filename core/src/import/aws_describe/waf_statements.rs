//! Statements of WAF rules, from the form of the WAFv2 API to that of a design. One that says more than a design can is
//! kept whole, in the form of the API: nothing of what a rule matches is lost.

use serde_json::{Map, Value, json};

/// A statement as a design's file has it. `ip_set` finds the record of an IP set by its ARN; one that is not in the data
/// can't be named.
pub(super) fn statement(api: &Value, ip_set: &dyn Fn(&str) -> Option<String>) -> Value {
    known(api, ip_set).unwrap_or_else(|| json!({"type": "other", "api": api}))
}

/// The statement, where a design can say all that it says.
fn known(api: &Value, ip_set: &dyn Fn(&str) -> Option<String>) -> Option<Value> {
    let (kind, inner) = single(api)?;
    let inner = inner.as_object()?;
    let nested = |value: &Value| statement(value, ip_set);
    Some(match kind {
        "ManagedRuleGroupStatement" => {
            let members = [
                "VendorName",
                "Name",
                "RuleActionOverrides",
                "ScopeDownStatement",
            ];
            only(inner, &members)?;
            let mut made = json!({
                "type": "managed-rule-group",
                "vendor": text(inner, "VendorName")?,
                "name": text(inner, "Name")?,
            });
            if let Some(overrides) = inner.get("RuleActionOverrides") {
                let all = overrides.as_array()?.iter().map(rule_override);
                made["rule_action_overrides"] = all.collect::<Option<Vec<_>>>()?.into();
            }
            with_scope_down(made, inner, &nested)
        }
        "RateBasedStatement" => {
            let members = [
                "Limit",
                "EvaluationWindowSec",
                "AggregateKeyType",
                "ForwardedIPConfig",
                "ScopeDownStatement",
            ];
            only(inner, &members)?;
            let key = text(inner, "AggregateKeyType")?;
            let forwarded = json!({"HeaderName": "X-Forwarded-For", "FallbackBehavior": "MATCH"});
            let is_plain = match (key, inner.get("ForwardedIPConfig")) {
                ("FORWARDED_IP", config) => config == Some(&forwarded),
                ("IP" | "CONSTANT", None) => true,
                _ => false,
            };
            is_plain.then_some(())?;
            let mut made =
                json!({"type": "rate-based", "limit": inner.get("Limit")?, "aggregate_key": key});
            if let Some(window) = inner.get("EvaluationWindowSec") {
                made["evaluation_window_seconds"] = window.clone();
            }
            with_scope_down(made, inner, &nested)
        }
        "IPSetReferenceStatement" => {
            only(inner, &["ARN"])?;
            let arn = text(inner, "ARN")?;
            json!({"type": "ip-set", "ip_set": ip_set(arn)?})
        }
        "GeoMatchStatement" => {
            only(inner, &["CountryCodes"])?;
            json!({"type": "geo", "countries": inner.get("CountryCodes")?})
        }
        "LabelMatchStatement" => {
            only(inner, &["Scope", "Key"])?;
            json!({"type": "label", "scope": text(inner, "Scope")?, "key": text(inner, "Key")?})
        }
        "RuleGroupReferenceStatement" => {
            only(inner, &["ARN"])?;
            json!({"type": "rule-group", "arn": text(inner, "ARN")?})
        }
        "AndStatement" | "OrStatement" => {
            only(inner, &["Statements"])?;
            let all: Vec<Value> = inner
                .get("Statements")?
                .as_array()?
                .iter()
                .map(nested)
                .collect();
            if kind == "AndStatement" {
                json!({"type": "and", "all": all})
            } else {
                json!({"type": "or", "any": all})
            }
        }
        "NotStatement" => {
            only(inner, &["Statement"])?;
            json!({"type": "not", "not": nested(inner.get("Statement")?)})
        }
        _ => match_of_field(kind, inner)?,
    })
}

/// Statements that look at a part of the request.
fn match_of_field(kind: &str, inner: &Map<String, Value>) -> Option<Value> {
    let field = field(inner.get("FieldToMatch")?)?;
    let transformation = transformation(inner)?;
    let more: &[&str] = match kind {
        "ByteMatchStatement" => &["SearchString", "PositionalConstraint"],
        "RegexMatchStatement" => &["RegexString"],
        "SizeConstraintStatement" => &["ComparisonOperator", "Size"],
        "XssMatchStatement" | "SqliMatchStatement" => &[],
        _ => return None,
    };
    only(
        inner,
        &[more, &["FieldToMatch", "TextTransformations"]].concat(),
    )?;
    // The other statements look at what was sent.
    let is_plain = transformation == "NONE";
    Some(match kind {
        "ByteMatchStatement" => json!({
            "type": "byte-match",
            "field": field,
            "position": text(inner, "PositionalConstraint")?,
            "text": searched(text(inner, "SearchString")?),
            "transformation": transformation,
        }),
        "RegexMatchStatement" => json!({
            "type": "regex-match",
            "field": field,
            "pattern": text(inner, "RegexString")?,
            "transformation": transformation,
        }),
        "SizeConstraintStatement" if is_plain => json!({
            "type": "size",
            "field": field,
            "comparison": text(inner, "ComparisonOperator")?,
            "size_bytes": inner.get("Size")?,
        }),
        "XssMatchStatement" if is_plain => json!({"type": "cross-site-scripting", "field": field}),
        "SqliMatchStatement" if is_plain => json!({"type": "sql-injection", "field": field}),
        _ => return None,
    })
}

fn with_scope_down(
    mut made: Value,
    inner: &Map<String, Value>,
    nested: &dyn Fn(&Value) -> Value,
) -> Value {
    if let Some(scope_down) = inner.get("ScopeDownStatement") {
        made["scope_down"] = nested(scope_down);
    }
    made
}

fn rule_override(api: &Value) -> Option<Value> {
    let members = api.as_object()?;
    only(members, &["Name", "ActionToUse"])?;
    let action = action(members.get("ActionToUse")?)?;
    Some(json!({"rule": text(members, "Name")?, "action": action}))
}

/// The word for an action such as `{"Block": {}}`; nothing where it is more than that.
pub(super) fn action(api: &Value) -> Option<String> {
    let (name, inner) = single(api)?;
    let is_plain = inner.as_object().is_none_or(Map::is_empty);
    is_plain.then(|| name.to_ascii_lowercase())
}

/// The part of the request, as the exports write it.
fn field(api: &Value) -> Option<String> {
    let (name, inner) = single(api)?;
    let inner = inner.as_object();
    let is_empty = inner.is_none_or(Map::is_empty);
    let named =
        |prefix: &str| Some(format!("{prefix}:{}", text(inner?, "Name")?)).filter(|_| !is_empty);
    let of_all =
        json!({"MatchPattern": {"All": {}}, "MatchScope": "ALL", "OversizeHandling": "CONTINUE"});
    match name {
        "UriPath" if is_empty => Some("uri-path".to_owned()),
        "QueryString" if is_empty => Some("query-string".to_owned()),
        "Method" if is_empty => Some("method".to_owned()),
        "AllQueryArguments" if is_empty => Some("all-query-arguments".to_owned()),
        "SingleHeader" => named("header"),
        "SingleQueryArgument" => named("query-argument"),
        "Body" => {
            let oversize = inner.and_then(|inner| inner.get("OversizeHandling"));
            let is_usual = oversize.is_none_or(|how| how == "CONTINUE");
            is_usual.then(|| "body".to_owned())
        }
        "Cookies" | "Headers" => (inner == of_all.as_object()).then(|| name.to_ascii_lowercase()),
        _ => None,
    }
}

/// The one transformation of a statement.
fn transformation(inner: &Map<String, Value>) -> Option<&str> {
    let all = inner.get("TextTransformations")?.as_array()?;
    match all.as_slice() {
        [one] => one.get("Type")?.as_str(),
        _ => None,
    }
}

/// The name and the value of the one member that an object has.
fn single(api: &Value) -> Option<(&str, &Value)> {
    let members = api.as_object()?;
    let mut said = members.iter().filter(|(_, value)| !value.is_null());
    let (name, inner) = said.next()?;
    said.next().is_none().then_some((name, inner))
}

fn text<'v>(members: &'v Map<String, Value>, name: &str) -> Option<&'v str> {
    members.get(name)?.as_str()
}

/// Nothing where an object has other members than these.
fn only(members: &Map<String, Value>, names: &[&str]) -> Option<()> {
    let is_known = |name: &String| names.contains(&name.as_str());
    members.keys().all(is_known).then_some(())
}

/// The text that a statement looks for, which the AWS CLI writes in base64 and other tools as it is.
fn searched(text: &str) -> String {
    decoded(text).unwrap_or_else(|| text.to_owned())
}

/// A text that is base64 for a readable one.
fn decoded(text: &str) -> Option<String> {
    let plain = text.trim_end_matches('=');
    if !text.len().is_multiple_of(4) || text.is_empty() || text.len() - plain.len() > 2 {
        return None;
    }
    let (mut bits, mut held, mut bytes) = (0_u32, 0_u32, Vec::new());
    for letter in plain.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = (held << 6 | u32::from(value)) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).ok()?);
        }
    }
    // What is left over is zero in what an encoder has written.
    if held & ((1 << bits) - 1) != 0 {
        return None;
    }
    let text = String::from_utf8(bytes).ok()?;
    (!text.chars().any(char::is_control)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntityId, Kind};

    fn turned(api: &Value) -> Value {
        let set = EntityId::new(Kind::IpSet, 7);
        statement(api, &|arn| (arn == "arn:known").then(|| set.to_string()))
    }

    #[test]
    fn what_a_design_can_say_is_said_in_its_words() {
        let plain = json!([{"Priority": 0, "Type": "NONE"}]);
        for (api, expected) in [
            (
                json!({"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": "Common",
                    "RuleActionOverrides": [{"Name": "Size", "ActionToUse": {"Count": {}}}],
                    "ScopeDownStatement": {"GeoMatchStatement": {"CountryCodes": ["DE"]}}}}),
                json!({"type": "managed-rule-group", "vendor": "AWS", "name": "Common",
                    "rule_action_overrides": [{"rule": "Size", "action": "count"}],
                    "scope_down": {"type": "geo", "countries": ["DE"]}}),
            ),
            (
                json!({"RateBasedStatement": {"Limit": 100, "EvaluationWindowSec": 60, "AggregateKeyType": "IP"}}),
                json!({"type": "rate-based", "limit": 100, "evaluation_window_seconds": 60, "aggregate_key": "IP"}),
            ),
            (
                json!({"NotStatement": {"Statement": {"IPSetReferenceStatement": {"ARN": "arn:known"}}}}),
                json!({"type": "not", "not": {"type": "ip-set", "ip_set": "ip-set-7"}}),
            ),
            (
                json!({"ByteMatchStatement": {"SearchString": "L2FkbWlu", "PositionalConstraint": "STARTS_WITH",
                    "FieldToMatch": {"UriPath": {}}, "TextTransformations": [{"Priority": 0, "Type": "LOWERCASE"}]}}),
                json!({"type": "byte-match", "field": "uri-path", "position": "STARTS_WITH", "text": "/admin",
                    "transformation": "LOWERCASE"}),
            ),
            (
                json!({"SizeConstraintStatement": {"FieldToMatch": {"SingleHeader": {"Name": "x"}},
                    "ComparisonOperator": "GT", "Size": 8, "TextTransformations": plain}}),
                json!({"type": "size", "field": "header:x", "comparison": "GT", "size_bytes": 8}),
            ),
            (
                json!({"XssMatchStatement": {"FieldToMatch": {"Body": {"OversizeHandling": "CONTINUE"}},
                    "TextTransformations": plain}}),
                json!({"type": "cross-site-scripting", "field": "body"}),
            ),
        ] {
            assert_eq!(turned(&api), expected);
            let mut rule = Kind::WebAclRule.new_record(1);
            rule.set_field("statement", &turned(&api)).unwrap();
        }
    }

    #[test]
    fn what_a_design_cannot_say_is_kept_as_it_came() {
        let geo = json!({"GeoMatchStatement": {"CountryCodes": ["DE"]}});
        for api in [
            json!({"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": "x", "Version": "Version_1.4"}}),
            json!({"RateBasedStatement": {"Limit": 100, "AggregateKeyType": "CUSTOM_KEYS", "CustomKeys": []}}),
            json!({"XssMatchStatement": {"FieldToMatch": {"Body": {"OversizeHandling": "MATCH"}},
                "TextTransformations": [{"Priority": 0, "Type": "NONE"}]}}),
            json!({"IPSetReferenceStatement": {"ARN": "arn:other"}}),
            json!({"AsnMatchStatement": {"AsnList": [64512]}}),
            json!(7),
        ] {
            assert_eq!(turned(&api), json!({"type": "other", "api": api}));
            let both = json!({"AndStatement": {"Statements": [geo, api]}});
            let expected = json!({"type": "and", "all": [{"type": "geo", "countries": ["DE"]}, {"type": "other", "api": api}]});
            assert_eq!(turned(&both), expected);
        }
    }

    #[test]
    fn a_text_is_read_in_base64_and_plain() {
        assert_eq!(searched("YWRtaW4="), "admin");
        assert_eq!(searched("/admin"), "/admin");
        assert_eq!(
            searched("YWRtaW5="),
            "YWRtaW5=",
            "not what an encoder writes"
        );
        assert_eq!(searched("admin123"), "admin123", "its bytes are no text");
    }
}
