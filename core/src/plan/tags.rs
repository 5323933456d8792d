//! The tags on what a plan makes, and the filter that finds it again.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::tree::{Tree, params};
use crate::model::Design;

pub use crate::model::identity::{DESIGN_TAG as DESIGN, RECORD_TAG as ID};

/// Characters that tags of every service allow, without the wildcards `*` and `?` of filters
/// (AWS General Reference, "Tag naming limits and requirements").
fn portable(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ' ' | '+' | '-' | '=' | '.' | '_' | ':' | '/' | '@')
}

/// The value of [`DESIGN`] for this design: its identity, and without one what stands for its name.
pub fn of_design(design: &Design) -> String {
    match &design.identity {
        Some(identity) => identity.to_string(),
        None => design_tag(&design.name),
    }
}

/// The value of [`DESIGN`] for a design that has no identity but this name: the name itself where every service takes it as a tag,
/// else what is left of it and the start of its hash, so that two names never share a tag.
fn design_tag(name: &str) -> String {
    let plain = name.is_ascii() && name.chars().all(portable) && name.trim() == name;
    if plain && (1..=128).contains(&name.len()) {
        return name.to_owned();
    }
    let kept: String = name
        .chars()
        .map(|c| if c.is_ascii() && portable(c) { c } else { '-' })
        .take(100)
        .collect();
    let hash = Sha256::digest(name.as_bytes());
    let hash = hash.iter().take(4).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    format!("{}-{hash}", kept.trim_matches([' ', '-']))
}

/// A free text as a tag value that every service takes: at most 256 characters, others as `_`.
pub fn value(text: &str) -> String {
    text.chars()
        .map(|c| if portable(c) { c } else { '_' })
        .take(256)
        .collect()
}

/// Name, the record's own tags, and the two that say who made it; sorted by key.
///
/// Tags of AWS's own (`aws:…`) can't be set and are left out; the last of two that differ in nothing wins.
pub fn tags(
    design_tag: &str,
    id: &str,
    name: &str,
    own: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    if !name.is_empty() {
        all.insert("Name".to_owned(), value(name));
    }
    for (key, text) in own {
        let reserved = key.to_ascii_lowercase().starts_with("aws:") || key.is_empty();
        if !reserved && all.len() < 48 {
            all.insert(value(key).chars().take(128).collect(), value(text));
        }
    }
    all.insert(DESIGN.to_owned(), design_tag.to_owned());
    all.insert(ID.to_owned(), id.to_owned());
    all
}

/// `[{"Key": …, "Value": …}]`, the form of most services.
pub fn list(tags: &BTreeMap<String, String>) -> Tree {
    tags.iter()
        .map(|(key, value)| params! { "Key" => key.as_str(), "Value" => value.as_str() })
        .collect::<Vec<_>>()
        .into()
}

/// `TagSpecifications` of an EC2 call that makes a resource of this type.
pub fn specification(resource_type: &str, tags: &BTreeMap<String, String>) -> Tree {
    vec![params! { "ResourceType" => resource_type, "Tags" => list(tags) }].into()
}

/// `Filters` of an EC2 describe call that find the record by its tags.
pub fn filters(design_tag: &str, id: &str) -> Vec<Tree> {
    vec![
        filter(&format!("tag:{DESIGN}"), design_tag),
        filter(&format!("tag:{ID}"), id),
    ]
}

/// A JMESPath condition that a described resource carries the tags, for calls that can't filter by tag.
pub fn condition(design_tag: &str, id: &str) -> String {
    format!(
        "Tags[?Key=='{ID}' && Value=='{id}'] && Tags[?Key=='{DESIGN}' && Value=='{design_tag}']"
    )
}

/// As [`condition`], for services that write the members of a tag in lower case.
pub fn lower_case_condition(design_tag: &str, id: &str) -> String {
    format!(
        "tags[?key=='{ID}' && value=='{id}'] && tags[?key=='{DESIGN}' && value=='{design_tag}']"
    )
}

/// As [`list`], for the same services.
pub fn lower_case_list(tags: &BTreeMap<String, String>) -> Tree {
    tags.iter()
        .map(|(key, value)| params! { "key" => key.as_str(), "value" => value.as_str() })
        .collect::<Vec<_>>()
        .into()
}

/// One filter of an EC2 describe call.
pub fn filter(name: &str, value: impl Into<Tree>) -> Tree {
    params! { "Name" => name, "Values" => Tree::List(vec![value.into()]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Identity;

    #[test]
    fn a_plain_name_is_its_own_tag() {
        assert_eq!(design_tag("Prod and staging"), "Prod and staging");
    }

    #[test]
    fn two_designs_of_one_name_never_share_a_tag() {
        let [mut one, mut other] = [Design::new("shop"), Design::new("shop")];
        one.identity = Some(Identity::drawn(1));
        other.identity = Some(Identity::drawn(2));
        assert_ne!(of_design(&one), of_design(&other));
        // A name can change without anything deployed being lost.
        one.name = "shop in production".to_owned();
        assert_eq!(of_design(&one), "0000000000000001");
        // What was deployed from a file of before is found as ever.
        assert_eq!(of_design(&Design::new("shop")), "shop");
    }

    #[test]
    fn other_names_never_share_a_tag() {
        assert_ne!(design_tag("a*"), design_tag("a?"));
        assert!(
            design_tag("a*\u{202e}\n$(x)")
                .chars()
                .all(|c| c.is_ascii() && portable(c))
        );
        assert!(!design_tag("").is_empty());
    }

    #[test]
    fn tags_of_aws_itself_are_not_set() {
        let own = BTreeMap::from([
            ("aws:x".to_owned(), "1".to_owned()),
            ("team".to_owned(), "a'b".to_owned()),
        ]);
        let all = tags("d", "vpc-1", "prod", &own);
        assert_eq!(
            all.keys().map(String::as_str).collect::<Vec<_>>(),
            ["Name", DESIGN, ID, "team"]
        );
        assert_eq!(all["team"], "a_b");
    }
}
