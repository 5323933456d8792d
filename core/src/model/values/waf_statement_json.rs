//! WAF statements in the file: read and written by hand.
//!
//! What serde derives for an enum that carries its own tag buffers every value in a form of its own, which was a third
//! of the model's code in the bundle; it also can't say which field of which statement is wrong.

use serde_json::{Map, Value, json};

use super::waf_statement::{
    AggregateKey, BytePosition, Comparison, LabelScope, RuleActionOverride, WafAction, WafStatement,
};
use crate::model::field::{FieldError, FieldValue};

/// Types of statements, as they stand in the file.
const TYPES: &[&str] = &[
    "managed-rule-group",
    "rate-based",
    "ip-set",
    "geo",
    "label",
    "byte-match",
    "regex-match",
    "size",
    "cross-site-scripting",
    "sql-injection",
    "and",
    "or",
    "not",
    "rule-group",
    "other",
];

/// The default of `transformation`.
const NO_TRANSFORMATION: &str = "NONE";

/// The default of `evaluation_window_seconds`, AWS's own.
const WINDOW_SECONDS: u32 = 300;

pub(super) fn to_json(statement: &WafStatement) -> Value {
    use WafStatement as W;
    let inner = |list: &[WafStatement]| list.iter().map(to_json).collect::<Vec<_>>();
    match statement {
        W::ManagedRuleGroup {
            vendor,
            name,
            rule_action_overrides,
            scope_down,
        } => {
            let mut json = json!({"type": "managed-rule-group", "vendor": vendor, "name": name});
            if !rule_action_overrides.is_empty() {
                let overrides = rule_action_overrides
                    .iter()
                    .map(|one| json!({"rule": one.rule, "action": one.action.word()}));
                json["rule_action_overrides"] = overrides.collect();
            }
            with_scope_down(json, scope_down.as_deref())
        }
        W::RateBased {
            limit,
            evaluation_window_seconds,
            aggregate_key,
            scope_down,
        } => {
            let json = json!({
                "type": "rate-based",
                "limit": limit,
                "evaluation_window_seconds": evaluation_window_seconds,
                "aggregate_key": aggregate_key.word(),
            });
            with_scope_down(json, scope_down.as_deref())
        }
        W::IpSet { ip_set } => json!({"type": "ip-set", "ip_set": ip_set}),
        W::Geo { countries } => json!({"type": "geo", "countries": countries}),
        W::Label { scope, key } => json!({"type": "label", "scope": scope.word(), "key": key}),
        W::ByteMatch {
            field,
            position,
            text,
            transformation,
        } => json!({
            "type": "byte-match",
            "field": field,
            "position": position.word(),
            "text": text,
            "transformation": transformation,
        }),
        W::RegexMatch {
            field,
            pattern,
            transformation,
        } => json!({
            "type": "regex-match",
            "field": field,
            "pattern": pattern,
            "transformation": transformation,
        }),
        W::Size {
            field,
            comparison,
            size_bytes,
        } => json!({
            "type": "size",
            "field": field,
            "comparison": comparison.word(),
            "size_bytes": size_bytes,
        }),
        W::CrossSiteScripting { field } => json!({"type": "cross-site-scripting", "field": field}),
        W::SqlInjection { field } => json!({"type": "sql-injection", "field": field}),
        W::And { all } => json!({"type": "and", "all": inner(all)}),
        W::Or { any } => json!({"type": "or", "any": inner(any)}),
        W::Not { not } => json!({"type": "not", "not": to_json(not)}),
        W::RuleGroup { arn } => json!({"type": "rule-group", "arn": arn}),
        W::Other { api } => json!({"type": "other", "api": api}),
    }
}

fn with_scope_down(mut json: Value, scope_down: Option<&WafStatement>) -> Value {
    if let Some(inner) = scope_down {
        json["scope_down"] = to_json(inner);
    }
    json
}

pub(super) fn from_json(json: &Value) -> Result<WafStatement, FieldError> {
    use WafStatement as W;
    let kind = json.get("type").and_then(Value::as_str);
    let kind = kind.and_then(|kind| TYPES.iter().find(|one| **one == kind));
    let Some(kind) = kind else {
        let expected = format!("a WAF statement, its type one of {}", TYPES.join(", "));
        return Err(FieldError::new(expected, json));
    };
    let mut fields = Fields::of(json, kind)?;
    fields.optional("type");
    let statement = match *kind {
        "managed-rule-group" => W::ManagedRuleGroup {
            vendor: fields.text("vendor")?,
            name: fields.text("name")?,
            rule_action_overrides: match fields.optional("rule_action_overrides") {
                Some(list) => fields.list("rule_action_overrides", list, rule_action_override)?,
                None => Vec::new(),
            },
            scope_down: fields.scope_down()?,
        },
        "rate-based" => W::RateBased {
            limit: fields.number("limit", None)?,
            evaluation_window_seconds: fields
                .number("evaluation_window_seconds", Some(WINDOW_SECONDS))?,
            aggregate_key: match fields.optional("aggregate_key") {
                Some(key) => AggregateKey::from_json(key)?,
                None => AggregateKey::Ip,
            },
            scope_down: fields.scope_down()?,
        },
        "ip-set" => W::IpSet {
            ip_set: fields.text("ip_set")?,
        },
        "geo" => {
            let list = fields.needed("countries")?;
            W::Geo {
                countries: fields.list("countries", list, String::from_json)?,
            }
        }
        "label" => W::Label {
            scope: LabelScope::from_json(fields.needed("scope")?)?,
            key: fields.text("key")?,
        },
        "byte-match" => W::ByteMatch {
            field: fields.text("field")?,
            position: BytePosition::from_json(fields.needed("position")?)?,
            text: fields.text("text")?,
            transformation: fields.transformation()?,
        },
        "regex-match" => W::RegexMatch {
            field: fields.text("field")?,
            pattern: fields.text("pattern")?,
            transformation: fields.transformation()?,
        },
        "size" => W::Size {
            field: fields.text("field")?,
            comparison: Comparison::from_json(fields.needed("comparison")?)?,
            size_bytes: {
                let size = fields.needed("size_bytes")?;
                let bytes = size.as_u64();
                bytes.ok_or_else(|| fields.wrong("size_bytes", "a whole number of bytes", size))?
            },
        },
        "cross-site-scripting" => W::CrossSiteScripting {
            field: fields.text("field")?,
        },
        "sql-injection" => W::SqlInjection {
            field: fields.text("field")?,
        },
        "and" => {
            let list = fields.needed("all")?;
            W::And {
                all: fields.list("all", list, from_json)?,
            }
        }
        "or" => {
            let list = fields.needed("any")?;
            W::Or {
                any: fields.list("any", list, from_json)?,
            }
        }
        "not" => W::Not {
            not: Box::new(from_json(fields.needed("not")?)?),
        },
        "rule-group" => W::RuleGroup {
            arn: fields.text("arn")?,
        },
        _ => W::Other {
            api: fields.needed("api")?.clone(),
        },
    };
    fields.end()?;
    Ok(statement)
}

fn rule_action_override(json: &Value) -> Result<RuleActionOverride, FieldError> {
    let mut fields = Fields::of(json, "rule action override")?;
    let read = RuleActionOverride {
        rule: fields.text("rule")?,
        action: WafAction::from_json(fields.needed("action")?)?,
    };
    fields.end()?;
    Ok(read)
}

/// The fields of one structure, and those that were asked for.
struct Fields<'v> {
    all: &'v Map<String, Value>,
    whole: &'v Value,
    /// What it is, for messages.
    of: &'static str,
    asked: Vec<&'static str>,
}

impl<'v> Fields<'v> {
    fn of(whole: &'v Value, of: &'static str) -> Result<Self, FieldError> {
        let all = whole.as_object();
        let all = all.ok_or_else(|| FieldError::new(format!("a structure ({of})"), whole))?;
        Ok(Self {
            all,
            whole,
            of,
            asked: Vec::new(),
        })
    }

    fn optional(&mut self, name: &'static str) -> Option<&'v Value> {
        self.asked.push(name);
        self.all.get(name)
    }

    fn needed(&mut self, name: &'static str) -> Result<&'v Value, FieldError> {
        let value = self.optional(name);
        value.ok_or_else(|| FieldError::new(format!("{} with a field {name}", self.of), self.whole))
    }

    fn wrong(&self, name: &str, expected: &str, found: &Value) -> FieldError {
        FieldError::new(format!("{expected} as {name} of {}", self.of), found)
    }

    fn text(&mut self, name: &'static str) -> Result<String, FieldError> {
        let value = self.needed(name)?;
        let text = value.as_str().map(str::to_owned);
        text.ok_or_else(|| self.wrong(name, "a text", value))
    }

    fn number(&mut self, name: &'static str, default: Option<u32>) -> Result<u32, FieldError> {
        let value = match (self.optional(name), default) {
            (None, Some(default)) => return Ok(default),
            (None, None) => self.needed(name)?,
            (Some(value), _) => value,
        };
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        number.ok_or_else(|| self.wrong(name, "a whole number", value))
    }

    fn transformation(&mut self) -> Result<String, FieldError> {
        match self.optional("transformation") {
            Some(_) => self.text("transformation"),
            None => Ok(NO_TRANSFORMATION.to_owned()),
        }
    }

    fn scope_down(&mut self) -> Result<Option<Box<WafStatement>>, FieldError> {
        let inner = self.optional("scope_down").filter(|json| !json.is_null());
        inner.map(|json| from_json(json).map(Box::new)).transpose()
    }

    fn list<T>(
        &self,
        name: &str,
        value: &'v Value,
        item: fn(&Value) -> Result<T, FieldError>,
    ) -> Result<Vec<T>, FieldError> {
        let items = value.as_array();
        let items = items.ok_or_else(|| self.wrong(name, "a list", value))?;
        items.iter().map(item).collect()
    }

    /// Refuses what was not asked for: a field that is not known would change what the rule means.
    fn end(self) -> Result<(), FieldError> {
        let unknown = |name: &&String| !self.asked.contains(&name.as_str());
        match self.all.keys().find(unknown) {
            Some(name) => {
                let expected = format!("{} without a field {name}", self.of);
                Err(FieldError::new(expected, self.whole))
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every type with every field, as a file has it.
    fn all() -> Vec<Value> {
        let geo = json!({"type": "geo", "countries": ["DE", "FR"]});
        vec![
            json!({
                "type": "managed-rule-group", "vendor": "AWS", "name": "AWSManagedRulesCommonRuleSet",
                "rule_action_overrides": [{"rule": "SizeRestrictions_BODY", "action": "count"}],
                "scope_down": geo,
            }),
            json!({"type": "managed-rule-group", "vendor": "AWS", "name": "x"}),
            json!({
                "type": "rate-based", "limit": 2000, "evaluation_window_seconds": 60,
                "aggregate_key": "FORWARDED_IP", "scope_down": {"type": "not", "not": geo},
            }),
            json!({"type": "ip-set", "ip_set": "ip-set-1"}),
            geo.clone(),
            json!({"type": "label", "scope": "NAMESPACE", "key": "awswaf:managed:"}),
            json!({
                "type": "byte-match", "field": "uri-path", "position": "CONTAINS_WORD", "text": "/x",
                "transformation": "LOWERCASE",
            }),
            json!({"type": "regex-match", "field": "body", "pattern": "a+", "transformation": "NONE"}),
            json!({"type": "size", "field": "body", "comparison": "GE", "size_bytes": 8192}),
            json!({"type": "cross-site-scripting", "field": "body"}),
            json!({"type": "sql-injection", "field": "header:x"}),
            json!({"type": "and", "all": [geo, {"type": "or", "any": [geo, {"type": "not", "not": geo}]}]}),
            json!({"type": "rule-group", "arn": "arn:aws:wafv2:eu-west-1:1:regional/rulegroup/a/b"}),
            json!({"type": "other", "api": {"AsnMatchStatement": {"AsnList": [1]}}}),
        ]
    }

    #[test]
    fn every_type_is_written_as_it_was_read() {
        let mut seen = std::collections::BTreeSet::new();
        for json in all() {
            let read = WafStatement::from_json(&json).unwrap();
            // As text, since the order of fields is part of the file.
            assert_eq!(read.to_json().to_string(), json.to_string());
            read.walk(&mut |inner| {
                seen.insert(inner.to_json()["type"].as_str().unwrap_or("").to_owned());
            });
        }
        assert_eq!(seen.len(), TYPES.len(), "{seen:?}");
    }

    #[test]
    fn what_is_left_out_is_at_its_default() {
        let json = json!({"type": "rate-based", "limit": 10, "scope_down": null});
        let read = WafStatement::from_json(&json).unwrap();
        let expected = json!({
            "type": "rate-based", "limit": 10, "evaluation_window_seconds": 300, "aggregate_key": "IP",
        });
        assert_eq!(read.to_json(), expected);
        let json = json!({"type": "regex-match", "field": "body", "pattern": "a"});
        let read = WafStatement::from_json(&json).unwrap();
        assert_eq!(read.to_json()["transformation"], "NONE");
    }

    #[test]
    fn a_wrong_statement_says_which_field_of_which() {
        let error = |json: Value| WafStatement::from_json(&json).unwrap_err().to_string();
        assert_eq!(
            error(json!({"type": "size", "field": "body", "comparison": "GE"})),
            r#"expected size with a field size_bytes, found {"type":"size","field":"body","comparison":"GE"}"#
        );
        assert_eq!(
            error(json!({"type": "not", "not": {"type": "geo", "countries": "DE"}})),
            r#"expected a list as countries of geo, found "DE""#
        );
        assert_eq!(
            error(json!({"type": "geo", "countries": [], "more": 1})),
            r#"expected geo without a field more, found {"type":"geo","countries":[],"more":1}"#
        );
        assert_eq!(
            error(json!({"type": "rate-based", "limit": -1})),
            "expected a whole number as limit of rate-based, found -1"
        );
        assert!(error(json!({"type": "geolocation"})).starts_with(
            "expected a WAF statement, its type one of managed-rule-group, rate-based, ip-set"
        ));
        assert!(error(json!({"type": "ip-set", "ip_set": "vpc-1"})).contains("ip-set-1"));
        assert!(error(json!([])).contains("a WAF statement"));
    }
}
