//! What the page asks the engine besides findings, and what the answers hold: one JSON text each, with long texts
//! beside it, so that a page can hand those on without reading them.

use netwright_core::diagram::ColourBy;
use netwright_core::edit::Command;
use netwright_core::model::EntityId;
use serde_json::{Value, json};

use super::matrix::AskedRow;
use super::trace::AskedFlow;

/// A question of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// The calls that collect an account of AWS for import, for a shell, as the one text.
    CollectCommands,
    /// The documentation of a check: [`Explained`].
    Explain { code: String },
    /// The design in a format of export: [`Exported`], with the text of each file.
    Export { format: String },
    /// The saved file of the design, as the one text.
    File,
    /// What there is to export to: a list of [`Format`].
    Formats,
    /// What the files beside the question hold, the output of AWS describe calls, as a design: [`Gathered`], with the
    /// pieces of the design as texts. The engine keeps the design for who adopts it, and says meanwhile how far it is.
    Gather,
    /// How far the design is as work on a lab: [`LabView`](super::LabView).
    Grade { lab: String },
    /// The names of all instance types, as [`Offered`].
    InstanceTypes,
    /// What a file of another source adds to the design, or makes of none: [`Imported`].
    Import { name: String, text: String },
    /// The saved file of what a lab starts from, as the one text.
    Lab { name: String },
    /// The labs: a list of [`TemplateCard`], with the drawing of each as SVG, light or dark.
    Labs { is_dark: bool },
    /// The rows of the matrix of who can talk to whom, or what is in some of them:
    /// [`MatrixGroups`](super::MatrixGroups).
    Matrix { within: Vec<EntityId> },
    /// What is in a row of it: a list of [`MatrixCell`](super::MatrixCell).
    MatrixRow(AskedRow),
    /// The drawing as SVG, as the one text.
    Picture { is_dark: bool, colour_by: ColourBy },
    /// What the text beside the question holds, a saved file, with the entries of a journal after it: [`Opened`], with the
    /// pieces of the design as texts. The engine keeps the design for who adopts it.
    Read { entries: Vec<String> },
    /// The names of the endpoint services of a region, as [`Offered`].
    Services { region: String },
    /// The saved file of a template, as the one text.
    Template { name: String },
    /// What a design can start from: a list of [`TemplateCard`], with the drawing of each as SVG, light or dark.
    Templates { is_dark: bool },
    /// The way of a flow, hop by hop: [`Traced`](super::Traced).
    Trace(AskedFlow),
}

/// What the engine says to a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// `null` where the question names something that does not exist.
    pub head: Value,
    pub texts: Vec<String>,
    /// The texts are files: large ones are handed over as such, and nobody reads them on the way.
    pub is_file: bool,
}

/// Sections of a check's documentation, Markdown by heading, in the order in which people ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explained {
    pub sections: Vec<(String, String)>,
}

/// What an exporter made of a design.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exported {
    pub media_type: String,
    /// The text of each is the answer's text of the same index.
    pub files: Vec<ExportedFile>,
    /// What the format does not hold: subject and reason.
    pub left_out: Vec<(String, String)>,
}

/// A file of an export, without its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExportedFile {
    pub name: String,
    pub lines: usize,
}

/// Values that a field may have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offered {
    pub values: Vec<String>,
}

/// What an importer made of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// The importer's title; empty where no importer takes the file, and the first note says which are taken.
    pub title: String,
    /// Changes of the design; empty where the answer has a text, the saved file of a design of its own.
    pub commands: Vec<Command>,
    /// What was left out, one line each.
    pub notes: Vec<String>,
}

/// A format of export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Format {
    /// What [`Ask::Export`] calls it.
    pub id: String,
    pub title: String,
    /// The file, or the first of several.
    pub file_name: String,
}

/// What a file holds, besides its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opened {
    /// Why it can't be opened, in one line; empty where it can.
    pub error: String,
    pub name: String,
    pub description: String,
    /// What was kept but not understood: where, and why.
    pub notes: Vec<(String, String)>,
    /// Entries at the end of the journal that could not be read.
    pub lost_entries: usize,
}

/// What files of describe calls hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathered {
    /// Whether any file is the output of a call that is known.
    pub is_known: bool,
    /// How many files there were, those of archives among them.
    pub files: usize,
    /// The design, with what is said of the files: the word of a [`Matter`](netwright_core::import::Matter), and a line.
    pub opened: Opened,
}

/// A template as the gallery shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateCard {
    /// What [`Ask::Template`] calls it.
    pub name: String,
    pub title: String,
    pub description: String,
    pub tags: Vec<String>,
}

impl Ask {
    /// Whether the answer follows from the design, so that the engine must have it first.
    pub fn is_about_the_design(&self) -> bool {
        matches!(
            self,
            Self::Export { .. }
                | Self::File
                | Self::Grade { .. }
                | Self::Import { .. }
                | Self::Matrix { .. }
                | Self::MatrixRow(_)
                | Self::Picture { .. }
                | Self::Trace(_)
        )
    }

    pub(crate) fn to_json(&self) -> Value {
        match self {
            Self::CollectCommands => json!(["collect-commands"]),
            Self::Explain { code } => json!(["explain", code]),
            Self::Export { format } => json!(["export", format]),
            Self::File => json!(["file"]),
            Self::Formats => json!(["formats"]),
            Self::Gather => json!(["gather"]),
            Self::Grade { lab } => json!(["grade", lab]),
            Self::InstanceTypes => json!(["instance-types"]),
            Self::Import { name, text } => json!(["import", name, text]),
            Self::Lab { name } => json!(["lab", name]),
            Self::Labs { is_dark } => json!(["labs", is_dark]),
            Self::Matrix { within } => {
                let within: Vec<String> = within.iter().map(ToString::to_string).collect();
                json!(["matrix", within])
            }
            Self::MatrixRow(row) => row.to_json(),
            Self::Picture { is_dark, colour_by } => {
                let colour_by = match colour_by {
                    ColourBy::Environment => json!("environment"),
                    ColourBy::Owner => json!("owner"),
                    ColourBy::Tag(key) => json!({"tag": key}),
                };
                json!(["picture", is_dark, colour_by])
            }
            Self::Read { entries } => json!(["read", entries]),
            Self::Services { region } => json!(["services", region]),
            Self::Template { name } => json!(["template", name]),
            Self::Templates { is_dark } => json!(["templates", is_dark]),
            Self::Trace(flow) => flow.to_json(),
        }
    }

    /// The question that [`Ask::to_json`] wrote; nothing where it is none.
    pub(crate) fn from_json(json: &Value) -> Option<Self> {
        let word = || text(json.get(1));
        let flag = || json.get(1)?.as_bool();
        Some(match json.get(0)?.as_str()? {
            "collect-commands" => Self::CollectCommands,
            "explain" => Self::Explain { code: word()? },
            "export" => Self::Export { format: word()? },
            "file" => Self::File,
            "formats" => Self::Formats,
            "gather" => Self::Gather,
            "grade" => Self::Grade { lab: word()? },
            "instance-types" => Self::InstanceTypes,
            "import" => Self::Import {
                name: word()?,
                text: text(json.get(2))?,
            },
            "lab" => Self::Lab { name: word()? },
            "labs" => Self::Labs { is_dark: flag()? },
            "matrix" => Self::Matrix {
                within: list(json.get(1)?, |id| id.as_str()?.parse().ok())?,
            },
            "matrix-row" => Self::MatrixRow(AskedRow::from_json(json)?),
            "picture" => Self::Picture {
                is_dark: flag()?,
                colour_by: colour_by(json.get(2)?)?,
            },
            "read" => Self::Read {
                entries: list(json.get(1)?, |entry| text(Some(entry)))?,
            },
            "services" => Self::Services { region: word()? },
            "template" => Self::Template { name: word()? },
            "templates" => Self::Templates { is_dark: flag()? },
            "trace" => Self::Trace(AskedFlow::from_json(json)?),
            _ => return None,
        })
    }
}

impl Explained {
    pub(crate) fn to_json(&self) -> Value {
        json!(self.sections)
    }

    /// What the head of an answer to [`Ask::Explain`] holds; nothing where it is no such answer.
    pub fn from_json(json: &Value) -> Option<Self> {
        let sections = list(json, pair)?;
        Some(Self { sections })
    }
}

impl Exported {
    pub(crate) fn to_json(&self) -> Value {
        let files: Vec<_> = self
            .files
            .iter()
            .map(|file| json!([file.name, file.lines]))
            .collect();
        json!([self.media_type, files, self.left_out])
    }

    /// What the head of an answer to [`Ask::Export`] holds; nothing where it is no such answer.
    pub fn from_json(json: &Value) -> Option<Self> {
        let file = |json: &Value| {
            Some(ExportedFile {
                name: text(json.get(0))?,
                lines: usize::try_from(json.get(1)?.as_u64()?).ok()?,
            })
        };
        Some(Self {
            media_type: text(json.get(0))?,
            files: list(json.get(1)?, file)?,
            left_out: list(json.get(2)?, pair)?,
        })
    }
}

impl Offered {
    pub(crate) fn to_json(&self) -> Value {
        json!(self.values)
    }

    /// What the head of an answer with values to choose from holds; nothing where it is no such answer.
    pub fn from_json(json: &Value) -> Option<Self> {
        let values = list(json, |value| text(Some(value)))?;
        Some(Self { values })
    }
}

impl Imported {
    pub(crate) fn to_json(&self) -> Value {
        let commands: Vec<Value> = self.commands.iter().map(Command::to_json).collect();
        json!([self.title, commands, self.notes])
    }

    /// What the head of an answer to [`Ask::Import`] holds; nothing where it is no such answer.
    pub fn from_json(json: &Value) -> Option<Self> {
        Some(Self {
            title: text(json.get(0))?,
            commands: list(json.get(1)?, |json| Command::from_json(json).ok())?,
            notes: list(json.get(2)?, |note| text(Some(note)))?,
        })
    }
}

impl Opened {
    pub(crate) fn to_json(&self) -> Value {
        json!([
            self.error,
            self.name,
            self.description,
            self.notes,
            self.lost_entries
        ])
    }

    /// What the head of an answer to [`Ask::Read`] holds; nothing where it is no such answer.
    pub fn from_json(json: &Value) -> Option<Self> {
        Some(Self {
            error: text(json.get(0))?,
            name: text(json.get(1))?,
            description: text(json.get(2))?,
            notes: list(json.get(3)?, pair)?,
            lost_entries: usize::try_from(json.get(4)?.as_u64()?).ok()?,
        })
    }
}

impl Gathered {
    pub(crate) fn to_json(&self) -> Value {
        json!([self.is_known, self.files, self.opened.to_json()])
    }

    /// What the head of an answer to [`Ask::Gather`] holds; nothing where it is no such answer.
    pub fn from_json(json: &Value) -> Option<Self> {
        Some(Self {
            is_known: json.get(0)?.as_bool()?,
            files: usize::try_from(json.get(1)?.as_u64()?).ok()?,
            opened: Opened::from_json(json.get(2)?)?,
        })
    }
}

impl Format {
    pub(crate) fn to_json(&self) -> Value {
        json!([self.id, self.title, self.file_name])
    }

    /// What the head of an answer to [`Ask::Formats`] holds; nothing where it is no such answer.
    pub fn list_from_json(json: &Value) -> Option<Vec<Self>> {
        list(json, |json| {
            Some(Self {
                id: text(json.get(0))?,
                title: text(json.get(1))?,
                file_name: text(json.get(2))?,
            })
        })
    }
}

impl TemplateCard {
    pub(crate) fn to_json(&self) -> Value {
        json!([self.name, self.title, self.description, self.tags])
    }

    /// What the head of an answer to [`Ask::Templates`] holds; nothing where it is no such answer.
    pub fn list_from_json(json: &Value) -> Option<Vec<Self>> {
        list(json, |json| {
            Some(Self {
                name: text(json.get(0))?,
                title: text(json.get(1))?,
                description: text(json.get(2))?,
                tags: list(json.get(3)?, |tag| text(Some(tag)))?,
            })
        })
    }
}

fn colour_by(json: &Value) -> Option<ColourBy> {
    Some(match json.as_str() {
        Some("environment") => ColourBy::Environment,
        Some("owner") => ColourBy::Owner,
        _ => ColourBy::Tag(text(json.get("tag"))?),
    })
}

pub(super) fn text(json: Option<&Value>) -> Option<String> {
    json?.as_str().map(str::to_owned)
}

pub(super) fn pair(json: &Value) -> Option<(String, String)> {
    Some((text(json.get(0))?, text(json.get(1))?))
}

pub(super) fn list<T>(json: &Value, item: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    json.as_array()?.iter().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_read_as_they_were_written() {
        let word = || "a word".to_owned();
        let picture = |colour_by| Ask::Picture {
            is_dark: true,
            colour_by,
        };
        for ask in [
            Ask::CollectCommands,
            Ask::Explain { code: word() },
            Ask::Export { format: word() },
            Ask::File,
            Ask::Formats,
            Ask::Gather,
            Ask::Grade { lab: word() },
            Ask::Lab { name: word() },
            Ask::Labs { is_dark: true },
            Ask::InstanceTypes,
            Ask::Import {
                name: word(),
                text: word(),
            },
            picture(ColourBy::Environment),
            picture(ColourBy::Owner),
            picture(ColourBy::Tag(word())),
            Ask::Read {
                entries: vec![word()],
            },
            Ask::Services { region: word() },
            Ask::Template { name: word() },
            Ask::Templates { is_dark: true },
            Ask::Trace(AskedFlow {
                from: word(),
                to: word(),
                protocol: String::new(),
                port: Some(443),
            }),
            Ask::Trace(AskedFlow::default()),
            Ask::Matrix {
                within: vec!["env-2".parse().unwrap()],
            },
            Ask::MatrixRow(AskedRow {
                from: "env-1".parse().unwrap(),
                to: vec!["env-2".parse().unwrap()],
                is_routed: true,
            }),
        ] {
            assert_eq!(Ask::from_json(&ask.to_json()), Some(ask));
        }
        assert_eq!(Ask::from_json(&json!(["what"])), None);
        assert_eq!(Ask::from_json(&json!(["explain"])), None);
    }
}
