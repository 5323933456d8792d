//! Domain names.

use std::fmt;
use std::str::FromStr;

/// A fully qualified domain name in canonical form: lower case, no trailing dot, at least one label.
///
/// Labels have 1 to 63 letters, digits, hyphens and underscores (underscores for names such as `_dmarc.example.com`);
/// the whole has at most 253 characters; the leftmost label may be `*`. International names are in their `xn--` form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DnsName(String);

/// A text that is no domain name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DnsNameError {
    #[error("expected a domain name such as www.example.com, found nothing")]
    Empty,
    #[error("expected a domain name of at most 253 characters, found {0}")]
    TooLong(usize),
    #[error("expected labels of 1 to 63 characters between the dots, found {0:?}")]
    LabelLength(String),
    #[error(
        "expected letters, digits, hyphens and underscores (international names as xn--), found {0:?}"
    )]
    Character(char),
    #[error("expected * only as the whole leftmost label, found {0:?}")]
    Wildcard(String),
}

impl DnsName {
    /// The labels, leftmost (most specific) first.
    pub fn labels(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('.')
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without its leftmost label; `None` for a name of one label.
    pub fn parent(&self) -> Option<Self> {
        self.0
            .split_once('.')
            .map(|(_, rest)| Self(rest.to_owned()))
    }

    /// Whether the leftmost label is `*`.
    pub fn is_wildcard(&self) -> bool {
        self.0 == "*" || self.0.starts_with("*.")
    }

    /// Whether this name is `other` or lies below it (RFC 9499 counts a domain as its own subdomain).
    pub fn is_subdomain_of(&self, other: &Self) -> bool {
        match self.0.strip_suffix(other.0.as_str()) {
            Some(rest) => rest.is_empty() || rest.ends_with('.'),
            None => false,
        }
    }

    /// Whether a record at this name can answer a question for `other`: the same name, or a wildcard of one or more
    /// labels (RFC 4592; that a closer record would win is for the zone to decide).
    pub fn answers_for(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        let Some(below) = self.0.strip_prefix("*.") else {
            return self.0 == "*";
        };
        other
            .0
            .strip_suffix(below)
            .is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
    }
}

impl fmt::Display for DnsName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for DnsName {
    type Err = DnsNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let text = text.strip_suffix('.').unwrap_or(text);
        if text.is_empty() {
            return Err(DnsNameError::Empty);
        }
        for (index, label) in text.split('.').enumerate() {
            if label == "*" && index == 0 {
                continue;
            }
            if label.contains('*') {
                return Err(DnsNameError::Wildcard(label.to_owned()));
            }
            if let Some(wrong) = label
                .chars()
                .find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
            {
                return Err(DnsNameError::Character(wrong));
            }
            if label.is_empty() || label.len() > 63 {
                return Err(DnsNameError::LabelLength(label.to_owned()));
            }
        }
        if text.len() > 253 {
            return Err(DnsNameError::TooLong(text.len()));
        }
        Ok(Self(text.to_ascii_lowercase()))
    }
}

serde_as_text!(DnsName);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(text: &str) -> DnsName {
        text.parse().expect("a domain name")
    }

    proptest! {
        #[test]
        fn prints_what_it_parses(text in r"(\*\.)?([a-zA-Z0-9_-]{1,12}\.){0,5}[a-zA-Z0-9_-]{1,12}\.?") {
            let parsed = name(&text);
            prop_assert_eq!(parsed.to_string(), text.trim_end_matches('.').to_ascii_lowercase());
            prop_assert_eq!(name(&parsed.to_string()), parsed);
        }

        #[test]
        fn a_name_lies_below_each_of_its_parents(text in "([a-z]{1,3}\\.){1,5}[a-z]{1,3}", other in "[a-z]{1,3}") {
            let mut above = Some(name(&text));
            while let Some(parent) = above {
                prop_assert!(name(&text).is_subdomain_of(&parent));
                above = parent.parent();
            }
            let other = name(&other);
            let last = name(&text).labels().next_back() == Some(other.as_str());
            prop_assert_eq!(name(&text).is_subdomain_of(&other), last);
        }
    }

    #[test]
    fn subdomains_end_at_a_label() {
        assert!(name("a.example.com").is_subdomain_of(&name("Example.COM.")));
        assert!(name("example.com").is_subdomain_of(&name("example.com")));
        assert!(!name("badexample.com").is_subdomain_of(&name("example.com")));
        assert!(!name("com").is_subdomain_of(&name("example.com")));
    }

    #[test]
    fn wildcards_answer_for_one_label_or_more() {
        let wildcard = name("*.example.com");
        assert!(wildcard.is_wildcard() && !name("www.example.com").is_wildcard());
        assert!(
            wildcard.answers_for(&name("a.example.com"))
                && wildcard.answers_for(&name("a.b.example.com"))
        );
        assert!(
            !wildcard.answers_for(&name("example.com"))
                && !wildcard.answers_for(&name("xexample.com"))
        );
        assert!(!name("www.example.com").answers_for(&name("a.www.example.com")));
    }

    #[test]
    fn says_what_was_expected() {
        let refused = |text: &str| {
            text.parse::<DnsName>()
                .expect_err("no domain name")
                .to_string()
        };
        assert_eq!(
            refused("."),
            "expected a domain name such as www.example.com, found nothing"
        );
        assert_eq!(
            refused("a..b"),
            "expected labels of 1 to 63 characters between the dots, found \"\""
        );
        assert_eq!(
            refused("www.*.com"),
            "expected * only as the whole leftmost label, found \"*\""
        );
        assert_eq!(
            refused("w*.com"),
            "expected * only as the whole leftmost label, found \"w*\""
        );
        assert!(refused("bücher.de").contains("found 'ü'"));
        assert!(refused(&"x".repeat(64)).starts_with("expected labels"));
        assert_eq!(
            refused(&"abc.".repeat(64)),
            "expected a domain name of at most 253 characters, found 255"
        );
    }
}
