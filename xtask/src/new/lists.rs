//! Putting a line where it belongs: among the `mod` lines, and into a list.

use crate::run::Outcome;

/// The file with `mod name;` among its like, in alphabetical order.
pub(super) fn with_module(text: &str, declaration: &str, name: &str) -> Outcome<String> {
    let line = format!("{declaration} {name};");
    let mut lines: Vec<&str> = text.lines().collect();
    let is_like = |candidate: &str| {
        candidate
            .strip_prefix(declaration)
            .is_some_and(|rest| rest.starts_with(' ') && rest.ends_with(';'))
    };
    let after = lines
        .iter()
        .rposition(|candidate| is_like(candidate) && **candidate < *line);
    let before = lines.iter().position(|candidate| is_like(candidate));
    let at = match (after, before) {
        (Some(after), _) => after + 1,
        (None, Some(before)) => before,
        (None, None) => return Err(format!("there is no `{declaration}` line to stand beside")),
    };
    lines.insert(at, &line);
    Ok(lines.join("\n") + "\n")
}

/// The file with an entry in the list that opens with `opening`, in alphabetical order.
pub(super) fn with_entry(text: &str, opening: &str, entry: &str) -> Outcome<String> {
    let (before, rest) = text
        .split_once(opening)
        .ok_or_else(|| format!("there is no list `{}`", opening.trim()))?;
    let (list, after) = rest.split_once(']').ok_or("the list does not end")?;
    let mut entries: Vec<&str> = list
        .split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .collect();
    let at = entries
        .iter()
        .position(|other| *other > entry)
        .unwrap_or(entries.len());
    entries.insert(at, entry);
    Ok(format!("{before}{opening}{}]{after}", entries.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "//! Doc.\n\nmod alpha;\nmod zeta;\n\nconst ALL: &[X] = &[alpha::X, zeta::X];\n";

    #[test]
    fn a_module_stands_in_order() {
        let text = with_module(FILE, "mod", "beta").expect("there are modules");
        assert_eq!(text, FILE.replace("mod zeta;", "mod beta;\nmod zeta;"));
        let text = with_module(FILE, "mod", "aaa").expect("there are modules");
        assert_eq!(text, FILE.replace("mod alpha;", "mod aaa;\nmod alpha;"));
        assert!(with_module(FILE, "pub mod", "beta").is_err());
    }

    #[test]
    fn an_entry_stands_in_order() {
        let text = with_entry(FILE, "const ALL: &[X] = &[", "beta::X").expect("there is a list");
        assert!(text.contains("&[alpha::X, beta::X, zeta::X]"), "{text}");
        assert!(with_entry(FILE, "const NONE = [", "beta::X").is_err());
    }
}
