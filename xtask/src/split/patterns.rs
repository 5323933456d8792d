//! Which functions come later, by their names: `app/later.txt`.

use crate::run::Outcome;

/// Bytes.
const SMALL: usize = 100;

/// Paths of what comes later, and of what doesn't although it is inside one of those.
pub(super) struct Patterns {
    later: Vec<String>,
    first: Vec<String>,
}

impl Patterns {
    /// One path per line; `#` begins a comment, `!` what stays in the first part.
    pub(super) fn parse(text: &str) -> Outcome<Self> {
        let lines = text
            .lines()
            .map(|line| line.split_once('#').map_or(line, |(line, _)| line).trim());
        let (first, later): (Vec<&str>, Vec<&str>) = lines
            .filter(|line| !line.is_empty())
            .partition(|line| line.starts_with('!'));
        if later.is_empty() {
            return Err("nothing is to come later".to_owned());
        }
        Ok(Self {
            later: later.into_iter().map(str::to_owned).collect(),
            first: first
                .into_iter()
                .map(|line| line.trim_start_matches('!').to_owned())
                .collect(),
        })
    }

    /// Whether a function of this name and size, in bytes, comes later. What a library makes for a closure of a panel
    /// belongs to the panel; what it makes for a type that others use as well doesn't. A small function isn't named at
    /// all: the compiler keeps one of those that are the same, under any of their names. It comes later where nothing
    /// else calls it.
    pub(super) fn is_later(&self, name: &str, size: usize) -> bool {
        let is_later = |path: &String| is_code_of(name, path);
        size > SMALL
            && self.later.iter().any(is_later)
            && !self
                .first
                .iter()
                .any(|path| mentions(name, path).next().is_some())
    }

    /// The paths that no function has: what they named is gone.
    pub(super) fn unused<'a>(&'a self, names: &[String]) -> Vec<&'a str> {
        let is_unused = |path: &&String| {
            !names
                .iter()
                .any(|name| mentions(name, path).next().is_some())
        };
        self.later
            .iter()
            .chain(&self.first)
            .filter(is_unused)
            .map(String::as_str)
            .collect()
    }
}

/// Whether the name is of code under the path, or of something made for such code: the path goes on to a function
/// (`a::b::draw`, `a::b::draw::{closure#0}`) or to a type whose function it is (`<a::b::Pen>::new`, `<a::b::Pen as c>::d`),
/// not to a type that is a parameter (`Vec<a::b::Pen>`).
fn is_code_of(name: &str, path: &str) -> bool {
    mentions(name, path).any(|at| {
        let (before, rest) = name.split_at(at);
        let is_end = |character: char| !is_word(character) && character != ':';
        let end = rest[path.len()..]
            .find(is_end)
            .map_or(rest.len(), |more| path.len() + more);
        let (whole, after) = rest.split_at(end);
        let last = whole
            .trim_end_matches(':')
            .rsplit("::")
            .next()
            .unwrap_or_default();
        let is_type = last.starts_with(|first: char| first.is_ascii_uppercase());
        let is_its_own =
            before.ends_with('<') && (after.starts_with(">::") || after.starts_with(" as "));
        !is_type || is_its_own || after.starts_with('{')
    })
}

/// Where the path is in the name as a whole: `a::b` is not in `a::bc`, but in `a::b::c`.
fn mentions<'n>(name: &'n str, path: &'n str) -> impl Iterator<Item = usize> + 'n {
    name.match_indices(path)
        .map(|(at, _)| at)
        .filter(move |at| {
            let before = name[..*at].chars().next_back();
            let after = name[at + path.len()..].chars().next();
            !before.is_some_and(is_word) && !after.is_some_and(is_word)
        })
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_under_a_path_comes_later_and_types_that_others_use_do_not() {
        let patterns = Patterns::parse("# of a panel\na::panel\n!a::panel::use_it # at once\n")
            .expect("two paths");
        for later in [
            "a::panel::draw",
            "a::panel::draw::{closure#0}",
            "<a::panel::inner::Pen>::new",
            "<a::panel::Pen as core::clone::Clone>::clone",
            "core::ptr::drop_in_place::<a::panel::draw::{closure#1}>",
            "<spawn::Task<<a::panel::Pen>::write::{closure#0}>>::poll",
        ] {
            assert!(patterns.is_later(later, 1000), "{later}");
        }
        for first in [
            "a::panels::draw",
            "b::a::panel_of",
            "<alloc::vec::Vec<a::panel::Pen>>::push",
            "core::ptr::drop_in_place::<a::panel::Pen>",
            "a::panel::use_it",
        ] {
            assert!(!patterns.is_later(first, 1000), "{first}");
        }
        assert!(!patterns.is_later(
            "core::ptr::drop_in_place::<a::panel::draw::{closure#1}>",
            20
        ));
    }

    #[test]
    fn a_path_that_nothing_has_is_told() {
        let patterns = Patterns::parse("a::b\na::c").expect("two paths");
        assert_eq!(patterns.unused(&["a::b::d".to_owned()]), ["a::c"]);
    }
}
