//! What a WAF rule matches: a tree of statements, in the vocabulary of WAFv2.
//!
//! Kept in the file as a structure. A statement that Netwright does not know is kept as it is, and analysis of the
//! rule that holds it says `unknown`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::field::{FieldError, FieldType, FieldValue, Loss};
use crate::model::id::EntityId;
use crate::model::kinds::Kind;

/// What a rule of a web ACL matches. Bounds are those of WAFv2's API (botocore 1.44.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "type", deny_unknown_fields)]
pub enum WafStatement {
    /// A rule group that AWS or a vendor manages. Only at the top of a rule.
    #[serde(rename_all = "snake_case")]
    ManagedRuleGroup {
        vendor: String,
        name: String,
        /// Rules of the group whose action is replaced.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rule_action_overrides: Vec<RuleActionOverride>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scope_down: Option<Box<WafStatement>>,
    },
    /// More requests from one aggregate in the window than the limit.
    #[serde(rename_all = "snake_case")]
    RateBased {
        /// Requests per window, 10 to 2,000,000,000.
        limit: u32,
        /// 60, 120, 300 or 600; AWS's default is 300.
        #[serde(default = "default_window_seconds")]
        evaluation_window_seconds: u32,
        #[serde(default)]
        aggregate_key: AggregateKey,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scope_down: Option<Box<WafStatement>>,
    },
    /// The source address is in an IP set: `ip-set-1`.
    #[serde(rename_all = "snake_case")]
    IpSet {
        ip_set: String,
    },
    /// The source country, ISO 3166-1 alpha-2.
    Geo {
        countries: Vec<String>,
    },
    /// A label that an earlier rule added.
    Label {
        scope: LabelScope,
        key: String,
    },
    #[serde(rename_all = "snake_case")]
    ByteMatch {
        /// Part of the request: `uri-path`, `query-string`, `method`, `body`, `json-body`, `cookies`, `headers`,
        /// `all-query-arguments`, `header:NAME` or `query-argument:NAME`; the same in the statements below.
        field: String,
        position: BytePosition,
        text: String,
        #[serde(default = "no_transformation")]
        transformation: String,
    },
    #[serde(rename_all = "snake_case")]
    RegexMatch {
        field: String,
        pattern: String,
        #[serde(default = "no_transformation")]
        transformation: String,
    },
    #[serde(rename_all = "snake_case")]
    Size {
        field: String,
        comparison: Comparison,
        size_bytes: u64,
    },
    #[serde(rename_all = "snake_case")]
    CrossSiteScripting {
        field: String,
    },
    #[serde(rename_all = "snake_case")]
    SqlInjection {
        field: String,
    },
    And {
        all: Vec<WafStatement>,
    },
    Or {
        any: Vec<WafStatement>,
    },
    Not {
        not: Box<WafStatement>,
    },
    /// A rule group of the account, by ARN.
    RuleGroup {
        arn: String,
    },
    /// Kept as it came, in the form of the WAFv2 API; never analysed.
    Other {
        api: Value,
    },
}

/// The action that replaces one rule's own inside a managed group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleActionOverride {
    /// The rule's name inside the group, such as `SizeRestrictions_BODY`.
    pub rule: String,
    pub action: WafAction,
}

/// What a rate-based rule counts by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AggregateKey {
    #[default]
    Ip,
    ForwardedIp,
    Constant,
}

/// Whether a label match names one label or a namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LabelScope {
    Label,
    Namespace,
}

/// Where the text must stand in the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BytePosition {
    Exactly,
    StartsWith,
    EndsWith,
    Contains,
    ContainsWord,
}

/// How a size is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Comparison {
    Eq,
    Ne,
    Le,
    Lt,
    Ge,
    Gt,
}

crate::model::values::choices::choice! {
    /// What a WAF rule does with a request that it matches.
    WafAction { Block = "block", Allow = "allow", Count = "count", Captcha = "captcha", Challenge = "challenge" }
}

impl Serialize for WafAction {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for WafAction {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        let unknown = || serde::de::Error::custom(FieldType::Choice(Self::WORDS).expectation());
        Self::from_word(&word).ok_or_else(unknown)
    }
}

fn default_window_seconds() -> u32 {
    300
}

fn no_transformation() -> String {
    "NONE".to_owned()
}

impl WafStatement {
    /// Calls `visit` with this statement and each inside it, outermost first.
    pub fn walk<'s>(&'s self, visit: &mut dyn FnMut(&'s WafStatement)) {
        visit(self);
        match self {
            Self::And { all: inner } | Self::Or { any: inner } => {
                for statement in inner {
                    statement.walk(visit);
                }
            }
            Self::Not { not: inner }
            | Self::ManagedRuleGroup {
                scope_down: Some(inner),
                ..
            }
            | Self::RateBased {
                scope_down: Some(inner),
                ..
            } => inner.walk(visit),
            _ => {}
        }
    }

    fn walk_mut(&mut self, visit: &mut dyn FnMut(&mut WafStatement)) {
        visit(self);
        match self {
            Self::And { all: inner } | Self::Or { any: inner } => {
                for statement in inner {
                    statement.walk_mut(visit);
                }
            }
            Self::Not { not: inner }
            | Self::ManagedRuleGroup {
                scope_down: Some(inner),
                ..
            }
            | Self::RateBased {
                scope_down: Some(inner),
                ..
            } => inner.walk_mut(visit),
            _ => {}
        }
    }
}

impl FieldValue for WafStatement {
    const TYPE: FieldType = FieldType::Structure("WAF statement");

    fn to_json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn from_json(json: &Value) -> Result<Self, FieldError> {
        let statement: Self = Self::deserialize(json)
            .map_err(|error| FieldError::new(format!("a WAF statement ({error})"), json))?;
        let mut bad = None;
        statement.walk(&mut |inner| {
            if let Self::IpSet { ip_set } = inner
                && ip_set.parse::<EntityId>().map(|id| id.kind) != Ok(Kind::IpSet)
            {
                bad = Some(ip_set.clone());
            }
        });
        match bad {
            Some(text) => Err(FieldError::new(
                "an identifier such as ip-set-1",
                &Value::from(text),
            )),
            None => Ok(statement),
        }
    }

    fn references(&self, visit: &mut dyn FnMut(EntityId)) {
        self.walk(&mut |statement| {
            if let Self::IpSet { ip_set } = statement
                && let Ok(id) = ip_set.parse()
            {
                visit(id);
            }
        });
    }

    fn remap(&mut self, map: &dyn Fn(EntityId) -> EntityId) {
        self.walk_mut(&mut |statement| {
            if let Self::IpSet { ip_set } = statement
                && let Ok(id) = ip_set.parse()
            {
                *ip_set = map(id).to_string();
            }
        });
    }

    /// A rule that matches an address list can't do without it.
    fn forget(&mut self, gone: &dyn Fn(EntityId) -> bool) -> Loss {
        let mut loss = Loss::None;
        self.references(&mut |id| {
            if gone(id) {
                loss = Loss::Fatal;
            }
        });
        loss
    }
}
