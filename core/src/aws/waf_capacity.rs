//! Capacity units (WCU) of WAF statements.

use super::{CatalogueEntry, Fact, Source};

/// What a statement costs before what its settings add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatementCapacity {
    /// The statement as the API names it, with the setting its base cost depends on.
    pub statement: &'static str,
    /// The base cost, in WCU.
    pub base: u32,
    /// Whether it inspects a component of the request, so that the component and transformations add to it.
    pub inspects_component: bool,
    pub source: Source,
}

const MATCH: Source = Source::documented(
    "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-match.html",
    "2026-11",
);
const STRING: Source = Source::documented(
    "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-string-match.html",
    "2026-11",
);
const SQLI: Source = Source::documented(
    "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-sqli-match.html",
    "2026-11",
);
const XSS: Source = Source::documented(
    "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-xss-match.html",
    "2026-11",
);
const RATE: Source = Source::documented(
    "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html",
    "2026-11",
);

/// Every statement with a documented cost. And, Or and Not statements cost what they hold. A rule group costs what its
/// maker says; see `waf_groups`. A statement that is not here has no sourced cost: answer `unknown`.
pub const STATEMENTS: &[StatementCapacity] = &[
    plain("AsnMatchStatement", 1, MATCH),
    plain("GeoMatchStatement", 1, MATCH),
    plain("IPSetReferenceStatement", 1, MATCH),
    plain(
        "IPSetReferenceStatement, forwarded IP in any position",
        5,
        MATCH,
    ),
    plain("LabelMatchStatement", 1, MATCH),
    plain("RateBasedStatement", 2, RATE),
    component("ByteMatchStatement EXACTLY", 2, STRING),
    component("ByteMatchStatement STARTS_WITH", 2, STRING),
    component("ByteMatchStatement ENDS_WITH", 2, STRING),
    component("ByteMatchStatement CONTAINS", 10, STRING),
    component("ByteMatchStatement CONTAINS_WORD", 10, STRING),
    component("RegexMatchStatement", 3, MATCH),
    component("RegexPatternSetReferenceStatement", 25, MATCH),
    component("SizeConstraintStatement", 1, MATCH),
    component("SqliMatchStatement LOW", 20, SQLI),
    component("SqliMatchStatement HIGH", 30, SQLI),
    component("XssMatchStatement", 40, XSS),
];

/// Added for each text transformation of an inspected component.
pub const PER_TEXT_TRANSFORMATION: Fact<u32> = Fact::new(10, MATCH);
/// Added where the component is all query parameters.
pub const ALL_QUERY_ARGUMENTS: Fact<u32> = Fact::new(10, MATCH);
/// The base cost is multiplied by this where the component is the JSON body.
pub const JSON_BODY_FACTOR: Fact<u32> = Fact::new(2, MATCH);
/// Added for each custom key of a rate-based statement; its scope-down statement adds its own cost.
pub const PER_RATE_KEY: Fact<u32> = Fact::new(30, RATE);

/// The cost of a statement by the name in `STATEMENTS`.
pub fn find(statement: &str) -> Option<StatementCapacity> {
    STATEMENTS
        .iter()
        .find(|known| known.statement == statement)
        .copied()
}

pub(super) fn catalogue() -> Vec<CatalogueEntry> {
    let entry = |name: &str, value: String, source| CatalogueEntry {
        family: "waf_capacity",
        name: name.to_owned(),
        value,
        source,
    };
    let mut entries: Vec<CatalogueEntry> = STATEMENTS
        .iter()
        .map(|known| entry(known.statement, format!("{} WCU", known.base), known.source))
        .collect();
    entries.extend([
        entry(
            "each text transformation",
            format!("+{} WCU", PER_TEXT_TRANSFORMATION.value),
            MATCH,
        ),
        entry(
            "all query arguments",
            format!("+{} WCU", ALL_QUERY_ARGUMENTS.value),
            MATCH,
        ),
        entry(
            "JSON body",
            format!("base times {}", JSON_BODY_FACTOR.value),
            MATCH,
        ),
        entry(
            "each custom key of a rate-based statement",
            format!("+{} WCU", PER_RATE_KEY.value),
            RATE,
        ),
    ]);
    entries
}

const fn plain(statement: &'static str, base: u32, source: Source) -> StatementCapacity {
    StatementCapacity {
        statement,
        base,
        inspects_component: false,
        source,
    }
}

const fn component(statement: &'static str, base: u32, source: Source) -> StatementCapacity {
    StatementCapacity {
        statement,
        base,
        inspects_component: true,
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spot_values_hold() {
        let base = |statement| find(statement).map(|known| known.base);
        assert_eq!(base("XssMatchStatement"), Some(40));
        assert_eq!(base("ByteMatchStatement CONTAINS"), Some(10));
        assert_eq!(base("SqliMatchStatement HIGH"), Some(30));
        assert_eq!(base("RateBasedStatement"), Some(2));
        assert_eq!(base("ManagedRuleGroupStatement"), None);
    }
}
