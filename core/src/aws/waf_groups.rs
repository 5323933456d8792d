//! The managed rule groups of AWS WAF: capacity, rules, and the labels the rules set.

use super::{CatalogueEntry, Fact, Source, table};

/// One managed rule group of the vendor `AWS`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagedRuleGroup {
    /// `AWSManagedRulesCommonRuleSet`.
    pub name: &'static str,
    /// Capacity in WCU; `None` where no source gives it.
    pub capacity: Option<u32>,
    /// Labels of the group start with `awswaf:managed:aws:` and this.
    pub label_namespace: &'static str,
    /// Whether the list of rules agrees with a second, newer one. Where it does not, a name missing here may still
    /// be a rule.
    pub rules_are_confirmed: bool,
    /// The rules, in the order they run; empty where this table lists none.
    pub rules: Vec<ManagedRule>,
    pub source: Source,
}

/// One rule of a managed rule group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ManagedRule {
    /// `SizeRestrictions_BODY`: what a rule action override names.
    pub name: &'static str,
    /// The last part of the label it sets: `SizeRestrictions_Body`, in another spelling than the name.
    pub label: &'static str,
    /// `Block` or `Count`.
    pub action: &'static str,
}

/// The vendor of every group here.
pub const VENDOR: &str = "AWS";

/// Bodies over this many bytes match `SizeRestrictions_BODY` of the common rule set.
pub const COMMON_BODY_LIMIT_BYTES: Fact<u32> = Fact::new(8_192, BASELINE);
/// Bytes of a body that WAF sees behind an Application Load Balancer or AppSync; fixed.
pub const INSPECTED_BODY_BYTES_FIXED: Fact<u32> = Fact::new(8_192, MODEL);
/// Bytes of a body that WAF sees for CloudFront, API Gateway, Cognito, App Runner and Verified Access, as it comes.
pub const INSPECTED_BODY_BYTES_DEFAULT: Fact<u32> = Fact::new(16_384, MODEL);
/// The most bytes of a body that those can be set to.
pub const INSPECTED_BODY_BYTES_MOST: Fact<u32> = Fact::new(65_536, MODEL);

const MODEL: Source = Source::packaged("botocore 1.44.5", "2026-11-23")
    .note("RequestBodyAssociatedResourceTypeConfig");
const BASELINE: Source = Source::documented(
    "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
    "2026-11",
);
const LIST: Source = Source::documented(
    "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html",
    "2023-06",
);
const BOT: Source = Source::documented(
    "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-bot.html",
    "2026-11",
);

/// A rule of the common rule set that looks at the body: its name, and the label that it adds.
///
/// The label's last part is spelt otherwise than the rule's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyRule {
    pub name: &'static str,
    pub label: &'static str,
}

/// The managed group of the two rules below.
pub const COMMON_RULE_SET: &str = "AWSManagedRulesCommonRuleSet";
/// Bodies over [`COMMON_BODY_LIMIT_BYTES`].
pub const SIZE_RESTRICTIONS_BODY: BodyRule = BodyRule {
    name: "SizeRestrictions_BODY",
    label: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body",
};
/// Bodies that look like markup or script.
pub const CROSS_SITE_SCRIPTING_BODY: BodyRule = BodyRule {
    name: "CrossSiteScripting_BODY",
    label: "awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body",
};

/// Every group.
pub fn all() -> Vec<ManagedRuleGroup> {
    let mut groups: Vec<ManagedRuleGroup> = Vec::new();
    for row in table::rows(include_str!("../../data/waf_groups.txt")) {
        if let Some(head) = row.strip_prefix('@') {
            groups.push(parse_group(head));
        } else if let Some(group) = groups.last_mut() {
            group.rules.push(parse_rule(row));
        }
    }
    groups
}

/// The group of that name.
pub fn find(name: &str) -> Option<ManagedRuleGroup> {
    all().into_iter().find(|group| group.name == name)
}

impl ManagedRuleGroup {
    /// The whole label a rule of this group sets: `awswaf:managed:aws:core-rule-set:SizeRestrictions_Body`.
    pub fn label(&self, rule: &str) -> Option<String> {
        let rule = self.rules.iter().find(|known| known.name == rule)?;
        Some(format!(
            "awswaf:managed:aws:{}:{}",
            self.label_namespace, rule.label
        ))
    }
}

pub(super) fn catalogue() -> Vec<CatalogueEntry> {
    let entry = |name: String, value: String, source| CatalogueEntry {
        family: "waf_groups",
        name,
        value,
        source,
    };
    let mut entries = vec![
        entry(
            "body limit of SizeRestrictions_BODY".into(),
            bytes(COMMON_BODY_LIMIT_BYTES),
            BASELINE,
        ),
        entry(
            "inspected body, load balancer and AppSync".into(),
            bytes(INSPECTED_BODY_BYTES_FIXED),
            MODEL,
        ),
        entry(
            "inspected body, others by default".into(),
            bytes(INSPECTED_BODY_BYTES_DEFAULT),
            MODEL,
        ),
        entry(
            "inspected body, others at most".into(),
            bytes(INSPECTED_BODY_BYTES_MOST),
            MODEL,
        ),
    ];
    for group in all() {
        let capacity = group
            .capacity
            .map_or_else(|| "unknown".to_owned(), |wcu| format!("{wcu} WCU"));
        entries.push(entry(
            group.name.to_owned(),
            format!("{capacity}, {} rules known", group.rules.len()),
            group.source,
        ));
        for rule in &group.rules {
            let label = group.label(rule.name).unwrap_or_default();
            entries.push(entry(
                format!("{} {}", group.name, rule.name),
                format!("{}, {label}", rule.action),
                group.source,
            ));
        }
    }
    entries
}

fn bytes(fact: Fact<u32>) -> String {
    format!("{} bytes", fact.value)
}

fn parse_group(head: &'static str) -> ManagedRuleGroup {
    let columns: Vec<&str> = head.split('|').collect();
    let name = table::column(&columns, 0);
    let evidence = table::column(&columns, 3);
    ManagedRuleGroup {
        name,
        capacity: table::column(&columns, 1).parse().ok(),
        label_namespace: table::column(&columns, 2),
        rules_are_confirmed: evidence == "c",
        rules: Vec::new(),
        source: match (name, evidence) {
            ("AWSManagedRulesCommonRuleSet", _) => BASELINE,
            ("AWSManagedRulesBotControlRuleSet", _) => BOT.note("its rules are not listed here"),
            (_, "o") => LIST.note("newer versions have more rules or other names"),
            (_, "n") => LIST.note("its capacity and rules were not confirmed"),
            _ => LIST,
        },
    }
}

fn parse_rule(row: &'static str) -> ManagedRule {
    let columns: Vec<&str> = row.split(' ').collect();
    let action = table::column(&columns, 2);
    ManagedRule {
        name: table::column(&columns, 0),
        label: table::column(&columns, 1),
        action: if action.is_empty() { "Block" } else { action },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_rule_set_sets_labels_in_their_own_spelling() {
        let common = find("AWSManagedRulesCommonRuleSet").expect("a group");
        assert_eq!(
            (
                common.capacity,
                common.rules.len(),
                common.rules_are_confirmed
            ),
            (Some(700), 22, true)
        );
        assert_eq!(
            common.label("SizeRestrictions_BODY").as_deref(),
            Some("awswaf:managed:aws:core-rule-set:SizeRestrictions_Body")
        );
        assert_eq!(
            common.label("CrossSiteScripting_BODY").as_deref(),
            Some("awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body")
        );
        assert_eq!(
            common.label("UserAgent_BadBots_HEADER").as_deref(),
            Some("awswaf:managed:aws:core-rule-set:BadBots_Header")
        );
        assert_eq!(common.label("SizeRestrictions_Body"), None);
    }

    #[test]
    fn unconfirmed_capacities_are_absent() {
        assert_eq!(
            find("AWSManagedRulesATPRuleSet").and_then(|group| group.capacity),
            None
        );
        assert_eq!(
            find("AWSManagedRulesBotControlRuleSet").and_then(|group| group.capacity),
            Some(50)
        );
        let sum: u32 = all()
            .iter()
            .filter(|group| !group.rules.is_empty())
            .filter_map(|group| group.capacity)
            .sum();
        assert_eq!(sum, 1_975);
    }

    #[test]
    fn every_rule_is_whole() {
        for group in all() {
            for rule in &group.rules {
                assert!(!rule.name.is_empty() && !rule.label.is_empty(), "{rule:?}");
                assert!(matches!(rule.action, "Block" | "Count"), "{rule:?}");
            }
        }
    }
}
