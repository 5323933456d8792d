//! Names for services that take fewer characters than a design does.

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
/// Prefix lists, placement groups, resolver and other names without a stricter rule.
pub const COMMON: Charset = Charset {
    others: " ._-",
    longest: 64,
};

/// The name as the service takes it, with the record's id behind it: names of a design need not be unique,
/// those of the service must be.
pub fn unique(charset: Charset, name: &str, id: &str) -> String {
    let room = charset.longest.saturating_sub(id.len() + 1);
    let kept = keep(charset, name);
    let kept: String = kept.chars().take(room).collect();
    match kept.trim_matches([' ', '-', '.', '_']) {
        "" => format!("nw-{id}"),
        // AWS keeps this start for identifiers of its own.
        kept if kept.starts_with("sg-") => format!("nw-{kept}-{id}")
            .chars()
            .take(charset.longest)
            .collect(),
        kept => format!("{kept}-{id}"),
    }
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
        assert_eq!(
            unique(WAF, "front door", "web-acl-1"),
            "front-door-web-acl-1"
        );
        assert_eq!(
            unique(
                BALANCER,
                "a very long name for a load balancer",
                "load-balancer-12"
            )
            .len(),
            32
        );
        assert_eq!(
            unique(BALANCER, "\u{202e}", "load-balancer-1"),
            "nw-load-balancer-1"
        );
    }
}
