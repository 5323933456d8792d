//! Colours stand in one theme file: a colour anywhere else is one that the dark theme forgets.

use super::tree::{Tree, without_tests};

const THEME: &str = "app/style/theme.css";

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    for (path, text) in tree.files() {
        let is_painted = path != THEME
            && (path.ends_with(".css")
                || path.ends_with(".rs")
                    && (path.starts_with("app/") || path.starts_with("editor/")));
        if !is_painted {
            continue;
        }
        for (number, line) in without_tests(text).lines().enumerate() {
            if let Some(colour) = find_colour(line) {
                problems.push(format!(
                    "{path}:{}: `{colour}` belongs in {THEME}",
                    number + 1
                ));
            }
        }
    }
    problems
}

/// The first thing in a line that is a colour: `#a1b2c3` in quotes or after a colon, `rgb(`, `hsl(`, `oklch(`.
fn find_colour(line: &str) -> Option<&str> {
    let code = line.split("//").next().unwrap_or(line);
    for function in ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab("] {
        if code.contains(function) {
            return Some(function);
        }
    }
    code.match_indices('#').find_map(|(at, _)| {
        let rest = &code[at + 1..];
        let length = rest
            .find(|letter: char| !letter.is_ascii_hexdigit())
            .unwrap_or(rest.len());
        let before = code[..at].chars().next_back();
        let ends = !rest[length..]
            .starts_with(|letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_');
        let is_value = matches!(before, Some('"' | '\'' | ' ' | ':' | ','));
        (is_value && ends && matches!(length, 3 | 4 | 6 | 8)).then(|| &code[at..=at + length])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_told_from_ids_and_attributes() {
        assert_eq!(find_colour("  color: #a1b2c3;"), Some("#a1b2c3"));
        assert_eq!(find_colour("let ink = \"#fff\";"), Some("#fff"));
        assert_eq!(find_colour("background: rgb(1 2 3)"), Some("rgb("));
        assert_eq!(find_colour("#[derive(Debug)]"), None);
        assert_eq!(find_colour("href: \"#main-canvas\""), None);
        assert_eq!(find_colour("// was #a1b2c3"), None);
    }

    #[test]
    fn the_theme_alone_may_have_them() {
        let tree = Tree::of(&[
            (THEME, "a { color: #123456 }"),
            ("app/style/app.css", "a { color: #123456 }"),
        ]);
        assert_eq!(
            check(&tree),
            ["app/style/app.css:1: `#123456` belongs in app/style/theme.css"]
        );
    }
}
