//! The notation: one line a record, as the documentation, bug reports and `netwright convert` write it.

use std::fmt::Write as _;

use super::{Import, Importer, Reader, Source, Whole};
use crate::edit::{Command, Mint, paste};
use crate::model::design::Row;
use crate::model::{Design, Kind};
use crate::notation::parse;

pub(super) const IMPORTER: Importer = Importer {
    name: "notation",
    title: "Notation",
    takes: "the text form of a design, one line a record",
    endings: &[".notation"],
    whole: Whole::Design,
    recognises: |source| source.has_ending(".notation") || starts_with_a_record(&source.text()),
    read: Reader::Each(read),
};

/// More bad lines than these are no notation.
const MOST_BAD_LINES: usize = 500;

/// Whether the first line that says something starts with `design` or a word for a kind.
fn starts_with_a_record(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with("//"));
    let word = first.and_then(|line| line.split_whitespace().next());
    word.is_some_and(|word| word == "design" || Kind::from_prefix(word).is_some())
}

/// Takes the lines one by one: a bad one is noted and left out, with what is inside it.
fn read(source: &Source, design: &Design, mint: &mut Mint) -> Import {
    let mut import = Import::default();
    let text = source.text();
    let mut lines: Vec<&str> = text.lines().collect();
    let parsed = loop {
        match parse(&join(&lines)) {
            Ok(parsed) => break parsed,
            Err(error) => {
                if import.notes.len() >= MOST_BAD_LINES {
                    import.notes.truncate(1);
                    import.note(
                        0,
                        format!(
                            "more than {MOST_BAD_LINES} lines can't be read: nothing was taken"
                        ),
                    );
                    return import;
                }
                let left_out = leave_out(&mut lines, error.line.saturating_sub(1));
                let inside = match left_out {
                    0 => return import,
                    1 => String::new(),
                    more => format!("; left out with the {} lines inside it", more - 1),
                };
                import.note(error.line, format!("{}{inside}", error.message));
            }
        }
    };
    if design.is_empty() && design.name.is_empty() {
        import.commands.push(Command::Describe {
            name: parsed.name.clone(),
            description: parsed.description.clone(),
        });
    }
    let rows: Vec<Row> = parsed
        .records()
        .filter_map(|record| parsed.row(record.id()).cloned())
        .collect();
    import.commands.extend(paste(design, &rows, mint));
    import
}

/// Empties a line and the deeper ones below it, so that the others keep their numbers; says how many these were.
fn leave_out(lines: &mut [&str], at: usize) -> usize {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let Some(first) = lines.get(at).filter(|line| !line.trim().is_empty()) else {
        return 0;
    };
    let outer = depth(first);
    let mut count = 0;
    for (index, line) in lines.iter_mut().enumerate().skip(at) {
        if index > at && !line.trim().is_empty() && depth(line) <= outer {
            break;
        }
        count += usize::from(!line.trim().is_empty());
        *line = "";
    }
    count
}

fn join(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        let _ = writeln!(text, "{line}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::notation::print;

    fn import(text: &str, onto: &Design) -> (Design, Vec<String>) {
        let import = read(
            &Source::new("x.notation", text.as_bytes()),
            onto,
            &mut Mint::after(onto),
        );
        let after = apply(onto, &import.commands).unwrap().design;
        (
            after,
            import.notes.iter().map(ToString::to_string).collect(),
        )
    }

    #[test]
    fn a_whole_design_comes_through() {
        for template in crate::catalog::templates::TEMPLATES {
            let (design, notes) = import(template.text, &Design::new(""));
            assert!(notes.is_empty(), "{}: {notes:?}", template.name);
            assert_eq!(
                print(&design),
                print(&template.design().unwrap()),
                "{}",
                template.name
            );
        }
    }

    #[test]
    fn a_bad_line_goes_with_what_is_inside_and_the_rest_stays() {
        let text = "vpc a cidrs=10.0.0.0/16\n  subnet s az=a cidrs=10.0.0.0/24\nvpc b cidrs=ten\n  subnet t az=a\n    instance i\nvpc c\n  subnet u colour=red\n";
        let (design, notes) = import(text, &Design::new(""));
        assert_eq!(design.count(Kind::Vpc), 2);
        assert_eq!(design.count(Kind::Subnet), 1);
        assert_eq!(notes.len(), 2, "{notes:?}");
        assert!(notes.iter().any(|note| note.starts_with("line 3: ") && note.ends_with("the 2 lines inside it")), "{notes:?}");
        assert!(
            notes.iter().any(|note| note.starts_with("line 7: ")),
            "{notes:?}"
        );
    }

    #[test]
    fn what_is_drawn_stays_and_ids_are_new() {
        let drawn = parse("design mine\nvpc a cidrs=10.0.0.0/16\n").unwrap();
        let (design, _) = import("vpc b\n  subnet s\n", &drawn);
        assert_eq!(design.name, "mine");
        assert_eq!(
            (design.count(Kind::Vpc), design.count(Kind::Subnet)),
            (2, 1)
        );
    }

    #[test]
    fn prose_is_no_notation() {
        assert!(!starts_with_a_record("Dear all,\nvpc a\n"));
        assert!(starts_with_a_record("\n// example\nvpc a\n"));
        let many = "what is this\n".repeat(MOST_BAD_LINES + 2);
        let (design, notes) = import(&many, &Design::new(""));
        assert!(design.is_empty() && notes.len() == 2, "{}", notes.len());
    }
}
