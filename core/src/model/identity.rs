//! Which design a design is, whatever it is called: what is deployed of it carries this in a tag, and is found again by
//! it. It stands in the file, no step of the history changes it, and a copy of the file is the same design.

use std::fmt;

/// The tag, on what an export makes, that names the design.
pub const DESIGN_TAG: &str = "netwright:design";
/// The tag that names the record.
pub const RECORD_TAG: &str = "netwright:id";

/// A text that no two designs share.
///
/// A design that is begun gets one from whoever can draw lots; a file of before has none, and is told by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity(String);

impl Identity {
    /// From 64 drawn bits: sixteen hexadecimal digits.
    pub fn drawn(bits: u64) -> Self {
        Self(format!("{bits:016x}"))
    }

    /// A text of 8 to 64 lower-case letters, digits and hyphens between them; nothing where it is another. It stands in
    /// tags, queries and programs as it is.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let is_whole = (8..=64).contains(&text.len())
            && text.chars().all(plain)
            && !text.starts_with('-')
            && !text.ends_with('-');
        is_whole.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One line that says what [`Identity::parse`] takes.
pub const EXPECTED: &str = "an identity of 8 to 64 lower-case letters, digits and hyphens";

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn nothing_that_a_shell_or_a_query_would_read_is_an_identity() {
        assert_eq!(Identity::drawn(0xf00d).as_str(), "000000000000f00d");
        for text in ["shop-in-production", "000000000000f00d"] {
            let mut shown = String::new();
            let _ = write!(shown, "{}", Identity::parse(text).unwrap());
            assert_eq!(shown, text);
        }
        for text in [
            "",
            "short",
            "$(reboot) now",
            "UPPERCASE",
            "a'b'c'd'e",
            "-leading-dash",
            "ends-in-one-",
            "a*bcdefgh",
        ] {
            assert_eq!(Identity::parse(text), None, "{text}");
        }
        assert_eq!(Identity::parse(&"a".repeat(65)), None);
    }
}
