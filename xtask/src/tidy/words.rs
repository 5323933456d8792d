//! The repository speaks of the product: no path of the machine it was written on, no word about who wrote it.

use super::tree::Tree;

/// In two halves each, so that this file does not name them.
const FORBIDDEN: [(&str, &str); 9] = [
    ("/wo", "rk/"),
    ("/fa", "rm/"),
    ("sub", "agent"),
    ("cla", "ude"),
    ("anthr", "opic"),
    ("registry.npm", "js.org"),
    ("index.crates", ".io"),
    ("files.python", "hosted.org"),
    ("/ho", "me/"),
];

/// What a crate or package is called upstream is not ours to change.
const GENERATED: [&str; 2] = ["Cargo.lock", "tests/package-lock.json"];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let words: Vec<String> = FORBIDDEN
        .iter()
        .map(|(start, end)| format!("{start}{end}"))
        .collect();
    let mut problems = Vec::new();
    for (path, text) in tree.files().filter(|(path, _)| !GENERATED.contains(path)) {
        for (number, line) in text.lines().enumerate() {
            let lower = line.to_lowercase();
            if let Some(word) = words.iter().find(|word| lower.contains(word.as_str())) {
                problems.push(format!("{path}:{}: `{word}` has no place here", number + 1));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_the_machine_is_named() {
        let text = format!("fine\nsee {}{}x\n", FORBIDDEN[0].0, FORBIDDEN[0].1);
        let found = check(&Tree::of(&[("a.md", &text)]));
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("a.md:2: "), "{found:?}");
    }
}
