//! The common form of the text tables in `core/data/`: `#` lines say what and whence, the others are rows.

/// The rows of a table, without its comments.
pub(super) fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The `N`th column, or the empty text: a table is made by a script that writes every column.
pub(super) fn column(columns: &[&'static str], index: usize) -> &'static str {
    columns.get(index).copied().unwrap_or_default()
}
