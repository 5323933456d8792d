//! What an import took, and what it says of its files: by matter, the most pressing first.

use std::cmp::Reverse;

use netwright_core::import::Matter;
use netwright_core::model::{Design, Kind};
use netwright_core::order;

use super::outline::plural_label;
use super::words::in_sentence;

/// An import as its report shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// The file, the folder or the archive, or how many of them.
    pub source: String,
    pub files: usize,
    /// The source is one file, and not an archive or a folder.
    pub is_file: bool,
    /// How many records of each kind, VPCs and subnets first, then what there is most of: `12 VPCs`.
    pub taken: Vec<(Kind, String)>,
    /// Matters with notes.
    pub groups: Vec<NoteGroup>,
}

/// Notes about one matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteGroup {
    pub matter: Matter,
    pub title: &'static str,
    /// What it means for the design, in a sentence.
    pub meaning: &'static str,
    pub lines: Vec<String>,
}

impl ImportReport {
    /// The report on the files of `source` that became `design`; notes come with the word of their matter.
    pub fn of(source: &str, files: usize, notes: Vec<(String, String)>, design: &Design) -> Self {
        let mut groups: Vec<NoteGroup> = Matter::ALL.into_iter().map(NoteGroup::of).collect();
        for (word, line) in notes {
            let matter = Matter::of_word(&word).unwrap_or(Matter::Changed);
            let group = groups.iter_mut().find(|group| group.matter == matter);
            if let Some(group) = group {
                group.lines.push(line);
            }
        }
        groups.retain(|group| !group.lines.is_empty());
        let counts = Kind::ALL.iter().map(|kind| (*kind, design.count(*kind)));
        let mut taken: Vec<(Kind, usize)> = counts.filter(|(_, count)| *count > 0).collect();
        order::sort_by_key(&mut taken, |(kind, count)| {
            let is_first = matches!(kind, Kind::Vpc | Kind::Subnet);
            (!is_first, is_first && *kind != Kind::Vpc, Reverse(*count))
        });
        Self {
            source: source.to_owned(),
            files,
            is_file: files == 1 && source.to_lowercase().ends_with(".json"),
            taken: taken
                .into_iter()
                .map(|(kind, count)| (kind, counted(kind, count)))
                .collect(),
            groups,
        }
    }

    /// How many notes there are.
    pub fn count(&self) -> usize {
        self.groups.iter().map(|group| group.lines.len()).sum()
    }

    /// Everything it says, as a text to keep.
    pub fn to_text(&self) -> String {
        let mut text = format!("Import of {}\n\n", self.source);
        for (_, taken) in &self.taken {
            text.push_str(taken);
            text.push('\n');
        }
        for group in &self.groups {
            text.extend(["\n", group.title, ": ", group.meaning, "\n"]);
            for line in &group.lines {
                text.extend(["- ", line, "\n"]);
            }
        }
        text
    }
}

impl NoteGroup {
    fn of(matter: Matter) -> Self {
        let (title, meaning) = match matter {
            Matter::Unreadable => (
                "Could not be read",
                "The rest of the files was taken without it.",
            ),
            Matter::Contradiction => (
                "Contradictory",
                "The files say two things. Each line tells which one holds here.",
            ),
            Matter::Missing => (
                "Not in the files",
                "Something names it and no file describes it: a call may be missing. What depends on it is unknown.",
            ),
            Matter::Changed => (
                "Taken otherwise",
                "Drawn, but not just as AWS has it at this moment.",
            ),
            Matter::LeftOut => (
                "Left out",
                "Not drawn: it is deleted, or of no use without something that is missing.",
            ),
            Matter::NotAnalysed => (
                "Not analysed",
                "No check looks at it. Counted, so that nothing is dropped unseen.",
            ),
        };
        Self {
            matter,
            title,
            meaning,
            lines: Vec::new(),
        }
    }
}

/// A note as the place that it is about, a file and a pointer into it, and what it says; no place where it has none.
pub fn place_and_text(line: &str) -> (&str, &str) {
    let mut end = 0;
    while let Some((part, _)) = line[end..].split_once(": ") {
        let is_file = end == 0 && part.contains(['.', '/']);
        let is_pointer = part.starts_with('/');
        if part.contains(' ') || !(is_file || is_pointer) {
            break;
        }
        end += part.len() + 2;
    }
    (line[..end].trim_end_matches(": "), &line[end..])
}

fn counted(kind: Kind, count: usize) -> String {
    match count {
        1 => format!("1 {}", in_sentence(kind.spec().label)),
        _ => format!("{count} {}", in_sentence(&plural_label(kind))),
    }
}

#[cfg(test)]
mod tests {
    use netwright_core::notation::parse;

    use super::*;

    #[test]
    fn notes_stand_under_their_matter_and_nothing_is_left_off() {
        let design = parse("vpc a\n  subnet s\n  subnet t\n").unwrap();
        let note = |word: &str, line: &str| (word.to_owned(), line.to_owned());
        let notes = vec![
            note(
                "not-analysed",
                "Vpcs: the field New of 3 records, not analysed",
            ),
            note("unreadable", "a.json: expected JSON, found nothing"),
            note("of a newer version", "odd"),
            note("unreadable", "b.json: expected JSON, found nothing"),
        ];
        let report = ImportReport::of("all.zip", 9, notes, &design);
        assert_eq!((report.count(), report.is_file), (4, false));
        let titles: Vec<_> = report
            .groups
            .iter()
            .map(|group| (group.title, group.lines.len()))
            .collect();
        assert_eq!(
            titles,
            [
                ("Could not be read", 2),
                ("Taken otherwise", 1),
                ("Not analysed", 1)
            ]
        );
        let taken: Vec<&str> = report
            .taken
            .iter()
            .map(|(_, taken)| taken.as_str())
            .collect();
        assert_eq!(taken, ["1 VPC", "2 subnets"]);
        let text = report.to_text();
        assert!(text.contains("\n2 subnets\n") && text.contains("\n- b.json: expected JSON"));
    }

    #[test]
    fn the_place_of_a_note_stands_apart() {
        assert_eq!(
            place_and_text("out/vpcs.json: /Vpcs/0: vpc-1 is deleted; left out"),
            ("out/vpcs.json: /Vpcs/0", "vpc-1 is deleted; left out")
        );
        assert_eq!(
            place_and_text("vpcs.json: Vpcs: the field X of 1 record, not analysed"),
            ("vpcs.json", "Vpcs: the field X of 1 record, not analysed")
        );
        let plain = "tgw-rtb-1: no search-transit-gateway-routes in the data";
        assert_eq!(place_and_text(plain), ("", plain));
    }
}
