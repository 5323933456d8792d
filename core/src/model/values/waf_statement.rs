//! What a WAF rule matches: a tree of statements, in the vocabulary of WAFv2.
//!
//! Kept in the file as a structure. A statement that Netwright does not know is kept as it is, and analysis of the
//! rule that holds it says `unknown`.

use serde_json::Value;

use super::choices::choice;
use super::waf_statement_json;
use crate::model::field::{FieldError, FieldType, FieldValue, Loss};
use crate::model::id::EntityId;
use crate::model::kinds::Kind;

/// What a rule of a web ACL matches. Bounds are those of WAFv2's API (botocore 1.44.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WafStatement {
    /// A rule group that AWS or a vendor manages. Only at the top of a rule.
    ManagedRuleGroup {
        vendor: String,
        name: String,
        /// Rules of the group whose action is replaced.
        rule_action_overrides: Vec<RuleActionOverride>,
        scope_down: Option<Box<WafStatement>>,
    },
    /// More requests from one aggregate in the window than the limit.
    RateBased {
        /// Requests per window, 10 to 2,000,000,000.
        limit: u32,
        /// 60, 120, 300 or 600; AWS's default is 300.
        evaluation_window_seconds: u32,
        aggregate_key: AggregateKey,
        scope_down: Option<Box<WafStatement>>,
    },
    /// The source address is in an IP set: `ip-set-1`.
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
    ByteMatch {
        /// Part of the request: `uri-path`, `query-string`, `method`, `body`, `json-body`, `cookies`, `headers`,
        /// `all-query-arguments`, `header:NAME` or `query-argument:NAME`; the same in the statements below.
        field: String,
        position: BytePosition,
        text: String,
        transformation: String,
    },
    RegexMatch {
        field: String,
        pattern: String,
        transformation: String,
    },
    Size {
        field: String,
        comparison: Comparison,
        size_bytes: u64,
    },
    CrossSiteScripting {
        field: String,
    },
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleActionOverride {
    /// The rule's name inside the group, such as `SizeRestrictions_BODY`.
    pub rule: String,
    pub action: WafAction,
}

choice! {
    /// What a WAF rule does with a request that it matches.
    WafAction { Block = "block", Allow = "allow", Count = "count", Captcha = "captcha", Challenge = "challenge" }
}

choice! {
    /// What a rate-based rule counts by.
    AggregateKey { Ip = "IP", ForwardedIp = "FORWARDED_IP", Constant = "CONSTANT" }
}

choice! {
    /// Whether a label match names one label or a namespace.
    LabelScope { Label = "LABEL", Namespace = "NAMESPACE" }
}

choice! {
    /// Where the text must stand in the field.
    BytePosition {
        Exactly = "EXACTLY",
        StartsWith = "STARTS_WITH",
        EndsWith = "ENDS_WITH",
        Contains = "CONTAINS",
        ContainsWord = "CONTAINS_WORD",
    }
}

choice! {
    /// How a size is compared.
    Comparison { Eq = "EQ", Ne = "NE", Le = "LE", Lt = "LT", Ge = "GE", Gt = "GT" }
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
        waf_statement_json::to_json(self)
    }

    fn from_json(json: &Value) -> Result<Self, FieldError> {
        let statement = waf_statement_json::from_json(json)?;
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
