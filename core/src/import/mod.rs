//! Importers: one file per source, from bytes to commands and notes. An importer must not fail whole because a part is
//! bad: what can't be taken is a note that says where, what was found and what was expected.
//!
//! To add one: write its file, its `mod` line and its line in [`ALL`], which is sorted by name.

mod address_plan;
mod aws_describe;
mod notation;

use std::borrow::Cow;
use std::fmt;

pub use address_plan::COLUMNS;
pub use aws_describe::{COMMANDS, Gathering, MOST_BYTES, Matter};

use crate::edit::{Command, Mint};
use crate::model::Design;

/// A source that can be imported.
#[derive(Debug, Clone, Copy)]
pub struct Importer {
    /// The word for `--from`.
    pub name: &'static str,
    pub title: &'static str,
    /// What it reads, in a few words.
    pub takes: &'static str,
    /// How the names of its files end.
    pub endings: &'static [&'static str],
    pub whole: Whole,
    /// Whether a file is of this source, by its name and its first bytes.
    pub recognises: fn(&Source) -> bool,
    pub read: Reader,
}

/// How a source is read.
#[derive(Debug, Clone, Copy)]
pub enum Reader {
    /// Each file by itself, onto the design that the one before made.
    Each(fn(&Source, &Design, &mut Mint) -> Import),
    /// All files at once, since they tell of one thing together.
    Together(fn(&[Source], &Options, &Design, &mut Mint) -> Import),
}

/// What a person may choose for an import.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The tag whose values become environments; `Environment`, `environment` or `env` where absent.
    pub environment_tag: Option<String>,
}

/// What a source holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// A design of its own: opened in place of what is open.
    Design,
    /// A part: added to what is open.
    Part,
}

/// A file to import.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its name; with its folders where several files are read together.
    pub name: &'a str,
    pub bytes: &'a [u8],
}

/// What an importer made of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Import {
    pub commands: Vec<Command>,
    /// What was left out, in the order of the file.
    pub notes: Vec<Note>,
}

/// Something that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// From 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong and what was expected.
    pub text: String,
}

/// Every importer, sorted by name.
pub const ALL: &[Importer] = &[
    address_plan::IMPORTER,
    aws_describe::IMPORTER,
    notation::IMPORTER,
];

/// The importer called `name`.
pub fn find(name: &str) -> Option<&'static Importer> {
    ALL.iter().find(|importer| importer.name == name)
}

/// The importer that recognises a file.
pub fn recognise(source: &Source) -> Option<&'static Importer> {
    ALL.iter().find(|importer| (importer.recognises)(source))
}

/// Reads a file by the importer called `from`, or by the one that recognises it; nothing where there is none.
pub fn import(
    source: &Source,
    from: Option<&str>,
    design: &Design,
    mint: &mut Mint,
) -> Option<Import> {
    let importer = match from {
        Some(name) => find(name)?,
        None => recognise(source)?,
    };
    Some(importer.take(source, design, mint))
}

impl Importer {
    /// What it makes of a file, its notes in the file's order.
    pub fn take(&self, source: &Source, design: &Design, mint: &mut Mint) -> Import {
        self.take_all(
            std::slice::from_ref(source),
            &Options::default(),
            design,
            mint,
        )
    }

    /// What it makes of files that belong together, its notes in their order. A source whose files are read each by
    /// itself takes the first.
    pub fn take_all(
        &self,
        sources: &[Source],
        options: &Options,
        design: &Design,
        mint: &mut Mint,
    ) -> Import {
        let mut import = match (self.read, sources.first()) {
            (Reader::Each(read), Some(source)) => read(source, design, mint),
            (Reader::Each(_), None) => Import::default(),
            (Reader::Together(read), _) => read(sources, options, design, mint),
        };
        import.notes.sort_by_key(|note| note.line);
        import
    }

    /// Whether its files are read together.
    pub fn is_together(&self) -> bool {
        matches!(self.read, Reader::Together(_))
    }
}

impl<'a> Source<'a> {
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, bytes }
    }

    /// Its text, without the mark that some editors put first; what is not UTF-8 is shown as such.
    pub fn text(&self) -> Cow<'a, str> {
        let bytes = self.bytes.strip_prefix("\u{feff}".as_bytes());
        String::from_utf8_lossy(bytes.unwrap_or(self.bytes))
    }

    /// Whether its name ends so, in letters of any size.
    pub fn has_ending(&self, ending: &str) -> bool {
        self.name.to_lowercase().ends_with(ending)
    }
}

impl Import {
    fn note(&mut self, line: usize, text: impl Into<String>) {
        let text = text.into();
        self.notes.push(Note { line, text });
    }
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => out.write_str(&self.text),
            line => write!(out, "line {line}: {}", self.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::test_folder::every_file_is_listed;

    #[test]
    fn list_is_sorted_and_has_every_file() {
        let listed: Vec<&str> = ALL.iter().map(|importer| importer.name).collect();
        assert!(listed.is_sorted());
        every_file_is_listed("import", &listed, &[]);
    }

    #[test]
    fn files_are_recognised_by_name_and_by_what_they_start_with() {
        let name = |name, text: &str| {
            recognise(&Source::new(name, text.as_bytes())).map(|found| found.name)
        };
        assert_eq!(name("Plan.CSV", "a,b\n"), Some("address-plan"));
        assert_eq!(
            name("pasted", "Region,VPC,Subnet,Zone,CIDRs\n"),
            Some("address-plan")
        );
        assert_eq!(name("main.notation", ""), Some("notation"));
        assert_eq!(name("pasted", "vpc a\n"), Some("notation"));
        assert_eq!(name("pasted", "hello"), None);
        assert_eq!(name("x.json", "{}"), None);
    }

    #[test]
    fn anything_at_all_is_read_without_harm() {
        let drawn =
            crate::notation::parse("vpc a cidrs=10.0.0.0/16\n  subnet s az=a cidrs=10.0.0.0/24\n")
                .unwrap();
        let odd: [&[u8]; 5] = [
            b"",
            b"\xff\xfe\x00binary\n\x00",
            "region,vpc,subnet,zone,cidrs\n\"unclosed\n,,,,\n".as_bytes(),
            "\u{feff}vpc \u{202e}x cidrs=\n   odd\n".as_bytes(),
            b"vpc a vpc b = = =\n",
        ];
        for importer in ALL {
            for bytes in odd {
                let import = importer.take(
                    &Source::new("file", bytes),
                    &drawn,
                    &mut Mint::after(&drawn),
                );
                let after = apply(&drawn, &import.commands).unwrap().design;
                for record in drawn.records() {
                    assert!(
                        after.contains(record.id()),
                        "{} lost {}",
                        importer.name,
                        record.id()
                    );
                }
            }
        }
    }
}
