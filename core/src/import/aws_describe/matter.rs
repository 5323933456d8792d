//! What a note is about, for who reads many of them: each says so by its words, as they are written all over this folder.

/// What happened to what a note names, the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// A file, or a part of one, could not be read.
    Unreadable,
    /// The data says two things; which one holds is said.
    Contradiction,
    /// The data names what it does not describe.
    Missing,
    /// Taken, but not as it is there.
    Changed,
    /// Not taken: deleted, or of no use without something else.
    LeftOut,
    /// Seen and counted; no check looks at it.
    NotAnalysed,
}

/// Words by which a note says its matter; the first that one has counts.
const WORDS: [(&str, Matter); 29] = [
    ("not analysed", Matter::NotAnalysed),
    ("expected JSON", Matter::Unreadable),
    ("expected a list", Matter::Unreadable),
    ("expected a record of", Matter::Unreadable),
    ("expected a file", Matter::Unreadable),
    ("expected a zip archive", Matter::Unreadable),
    ("expected at most", Matter::Unreadable),
    ("expected files", Matter::Unreadable),
    ("expected the output", Matter::Unreadable),
    ("lists so deep", Matter::Unreadable),
    (" hold", Matter::Contradiction),
    ("is not that of its", Matter::Contradiction),
    ("outside ", Matter::Contradiction),
    ("does not list", Matter::Contradiction),
    ("has no local route", Matter::Contradiction),
    ("does not have", Matter::Contradiction),
    ("can't name", Matter::Contradiction),
    ("names what it can't", Matter::Contradiction),
    ("is said to be", Matter::Contradiction),
    ("is not in the data", Matter::Missing),
    ("is not in ", Matter::Contradiction),
    ("are not both in the data", Matter::Missing),
    ("in the data", Matter::Missing),
    ("not known", Matter::Missing),
    ("missing", Matter::Missing),
    ("that is known", Matter::Missing),
    ("can't be told", Matter::Missing),
    ("nothing says", Matter::Missing),
    ("left out", Matter::LeftOut),
];

impl Matter {
    pub const ALL: [Self; 6] = [
        Self::Unreadable,
        Self::Contradiction,
        Self::Missing,
        Self::Changed,
        Self::LeftOut,
        Self::NotAnalysed,
    ];

    /// What the words of a note are about.
    pub fn of(text: &str) -> Self {
        let mut words = WORDS.iter();
        let found = words.find(|(words, _)| text.contains(words));
        found.map_or(Self::Changed, |(_, matter)| *matter)
    }

    /// A word for it that stays the same.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Contradiction => "contradiction",
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::LeftOut => "left-out",
            Self::NotAnalysed => "not-analysed",
        }
    }

    /// The matter that a word is for.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|matter| matter.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_say_what_they_are_about() {
        for (text, matter) in [
            (
                "vpcs.json: expected JSON, EOF while parsing",
                Matter::Unreadable,
            ),
            (
                "a.json: /Vpcs: expected a list, found a text",
                Matter::Unreadable,
            ),
            (
                "vpc-1 is described twice and differs in Tags; a.json: /Vpcs/0 holds",
                Matter::Contradiction,
            ),
            (
                "eni-1 has 10.9.0.1, outside its subnet subnet-1",
                Matter::Contradiction,
            ),
            (
                "zone eu-west-2a of i-1 is not that of its subnet subnet-1",
                Matter::Contradiction,
            ),
            (
                "i-1 names the groups sg-1, its interface sg-2; those of the interface hold",
                Matter::Contradiction,
            ),
            (
                "vpc-1 has no main route table in the data: a call is missing",
                Matter::Missing,
            ),
            (
                "tgw-1 is not in the data; drawn without its tables",
                Matter::Missing,
            ),
            ("i-1 has no subnet that is known; left out", Matter::Missing),
            ("zone eu-west-2a is not in eu-west-1", Matter::Contradiction),
            ("i-1 is stopped; taken as running", Matter::Changed),
            ("tunnel 1.2.3.4 is down; taken as up", Matter::Changed),
            ("vpc-1 is deleted; left out", Matter::LeftOut),
            (
                "expected a record with VpcId, so it is left out",
                Matter::LeftOut,
            ),
            (
                "Vpcs: the field New of 3 records, not analysed",
                Matter::NotAnalysed,
            ),
            (
                "target group x of functions is not analysed; left out",
                Matter::NotAnalysed,
            ),
        ] {
            assert_eq!(Matter::of(text), matter, "{text}");
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "reads its own sources")]
    fn the_words_are_those_that_notes_are_written_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/import/aws_describe");
        let files = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let files = files.filter(|path| path.is_file() && !path.ends_with("matter.rs"));
        let all: String = files
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect();
        for (words, _) in WORDS {
            assert!(all.contains(words), "no note says {words:?}");
        }
        for matter in Matter::ALL {
            assert_eq!(Matter::of_word(matter.word()), Some(matter));
        }
    }
}
