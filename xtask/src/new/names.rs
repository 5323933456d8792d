//! The forms of a name: `subnet-overlap`, `subnet_overlap`, `SUBNET_OVERLAP`, `Subnet overlap`.

use crate::run::Outcome;

/// One name in all the forms that a skeleton needs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) family: String,
    pub(super) kebab: String,
    pub(super) snake: String,
    code: String,
}

impl Names {
    /// Reads `name`, or `family/name` where it has to have a family.
    pub(super) fn parse(text: &str, has_family: bool) -> Outcome<Self> {
        let (family, name) = match text.split_once('/') {
            Some(parts) if has_family => parts,
            None if !has_family => ("", text),
            _ if has_family => {
                return Err(format!(
                    "`{text}` wants a family before it, such as addressing/{text}"
                ));
            }
            _ => return Err(format!("`{text}` has no place for a `/`")),
        };
        let kebab = name.replace('_', "-");
        let is_word = |word: &str| {
            !word.is_empty()
                && word
                    .chars()
                    .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        };
        if !kebab.split('-').all(is_word)
            || kebab.starts_with(|letter: char| letter.is_ascii_digit())
        {
            return Err(format!(
                "`{name}` is no name: words of a-z and 0-9 with `-` between them"
            ));
        }
        Ok(Self {
            family: family.to_owned(),
            snake: kebab.replace('-', "_"),
            kebab,
            code: String::new(),
        })
    }

    pub(super) fn with_code(self, code: &str) -> Self {
        Self {
            code: code.to_owned(),
            ..self
        }
    }

    /// Replaces the words KEBAB, SNAKE, UPPER, TITLE and CODE in a text.
    pub(super) fn fill(&self, text: &str) -> String {
        let words = self.kebab.replace('-', " ");
        let title = words[..1].to_uppercase() + &words[1..];
        text.replace("KEBAB", &self.kebab)
            .replace("SNAKE", &self.snake)
            .replace("UPPER", &self.snake.to_uppercase())
            .replace("TITLE", &title)
            .replace("CODE", &self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_all_its_forms() {
        let names = Names::parse("addressing/subnet-overlap", true)
            .expect("a good name")
            .with_code("ADR102");
        assert_eq!(names.family, "addressing");
        assert_eq!(
            names.fill("KEBAB SNAKE UPPER TITLE CODE"),
            "subnet-overlap subnet_overlap SUBNET_OVERLAP Subnet overlap ADR102"
        );
    }

    #[test]
    fn bad_names_are_refused() {
        for (name, has_family) in [
            ("overlap", true),
            ("a/b", false),
            ("Overlap", false),
            ("a--b", false),
            ("2fa", false),
            ("", false),
        ] {
            assert!(Names::parse(name, has_family).is_err(), "{name}");
        }
    }
}
