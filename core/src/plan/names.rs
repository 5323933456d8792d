//! Names for services that take fewer characters than a design does.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// What a service allows in a name.
#[derive(Debug, Clone, Copy)]
pub struct Charset {
    /// Besides ASCII letters and digits.
    pub others: &'static str,
    /// Greatest length, in characters.
    pub longest: usize,
}

/// Security group names and descriptions (EC2 API Reference, CreateSecurityGroup).
pub const SECURITY_GROUP: Charset = Charset {
    others: " ._-:/()#,@[]+=&;{}!$*",
    longest: 255,
};
/// Names of WAFv2 entities and metrics (botocore 1.44.5, EntityName).
pub const WAF: Charset = Charset {
    others: "_-",
    longest: 128,
};
/// Load balancers and target groups (Elastic Load Balancing API Reference).
pub const BALANCER: Charset = Charset {
    others: "-",
    longest: 32,
};
/// Prefix lists, placement groups, Resolver and other names without a stricter rule.
pub const COMMON: Charset = Charset {
    others: " ._-",
    longest: 64,
};

/// The name as the service takes it, with a mark of design and record behind it: names of a design need not be
/// unique, those of the service must be, and two designs may share an account.
pub fn unique(charset: Charset, name: &str, design_tag: &str, id: &str) -> String {
    let mark = mark(design_tag, id);
    let kept = keep(charset, name);
    let room = charset.longest.saturating_sub(mark.len() + 4);
    let kept: String = kept.chars().take(room).collect();
    match kept.trim_matches([' ', '-', '.', '_']) {
        "" => format!("nw-{mark}"),
        // AWS keeps this start for identifiers of its own.
        kept if kept.starts_with("sg-") => format!("nw-{kept}-{mark}"),
        kept => format!("{kept}-{mark}"),
    }
}

/// Eight hexadecimal digits that stand for a record of a design.
pub fn mark(design_tag: &str, id: &str) -> String {
    let hash = Sha256::digest(format!("{design_tag}\n{id}").as_bytes());
    hash.iter().take(4).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A text with characters that the service does not take as `-`.
pub fn keep(charset: Charset, text: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || charset.others.contains(c);
    text.chars()
        .map(|c| if allowed(c) { c } else { '-' })
        .take(charset.longest)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_and_differ() {
        let name = |text: &str, id: &str| unique(BALANCER, text, "design", id);
        assert!(name("front door", "web-acl-1").starts_with("front-door-"));
        assert_ne!(
            name("front door", "web-acl-1"),
            name("front door", "web-acl-2")
        );
        assert!(name("a very long name for a load balancer", "load-balancer-12").len() <= 32);
        assert!(name("\u{202e}", "load-balancer-1").starts_with("nw-"));
        assert!(name("sg-web", "x").starts_with("nw-sg-web-"));
    }
}
