//! Autosave: what to write so that the work survives a crash, at a cost that follows the change.
//!
//! A checkpoint is the whole file; an entry is the commands since the last one. Entries are found by comparing
//! designs, so that undo, redo, fixes and imports need no word of their own, and they name every record that goes,
//! so that the recovery page can follow them without knowing the model.

use netwright_core::edit::{Command, apply, difference};
use netwright_core::format::{FormatError, load};
use netwright_core::model::{Design, Kind};
use serde_json::{Map, Value};

/// Entries after which the next thing written is a checkpoint.
pub const ENTRIES_PER_CHECKPOINT: u32 = 200;

/// What has been written of a design.
#[derive(Debug, Clone)]
pub struct Journal {
    saved: Design,
    entries: u32,
}

/// What to write next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// The commands since the last entry, as a JSON list, with their number from 1.
    Entry { number: u32, text: String },
    /// Time for the whole file; every entry before it can go.
    Checkpoint,
}

impl Journal {
    /// Starts at a design whose checkpoint has been written.
    pub fn at_checkpoint(saved: Design) -> Self {
        Self { saved, entries: 0 }
    }

    /// Goes on after a replay of this many entries.
    pub fn resumed(saved: Design, entries: u32) -> Self {
        Self { saved, entries }
    }

    /// What must be written so that `design` would be found again; nothing where it is already.
    pub fn next(&mut self, design: &Design) -> Option<Write> {
        let commands = difference(&self.saved, design);
        if commands.is_empty() {
            return None;
        }
        self.saved = design.clone();
        self.entries += 1;
        if self.entries > ENTRIES_PER_CHECKPOINT {
            self.entries = 0;
            return Some(Write::Checkpoint);
        }
        let commands: Vec<Value> = commands.iter().map(Command::to_json).collect();
        Some(Write::Entry {
            number: self.entries,
            text: Value::from(commands).to_string(),
        })
    }
}

/// A design found again, and how many entries at the end could not be read.
#[derive(Debug)]
pub struct Recovered {
    pub design: Design,
    pub lost_entries: usize,
}

/// The design that a checkpoint and the entries after it stand for. An entry that can't be read ends the replay: what
/// came before it is whole.
///
/// # Errors
/// Only where the checkpoint itself can't be read.
pub fn replay(checkpoint: &str, entries: &[String]) -> Result<Recovered, FormatError> {
    let mut design = load(checkpoint)?.design;
    for (index, entry) in entries.iter().enumerate() {
        let Some(next) = replay_entry(&design, entry) else {
            let lost_entries = entries.len() - index;
            return Ok(Recovered {
                design,
                lost_entries,
            });
        };
        design = next;
    }
    Ok(Recovered {
        design,
        lost_entries: 0,
    })
}

fn replay_entry(design: &Design, entry: &str) -> Option<Design> {
    let commands: Vec<Value> = serde_json::from_str(entry).ok()?;
    let commands: Result<Vec<Command>, _> = commands.iter().map(Command::from_json).collect();
    Some(apply(design, &commands.ok()?).ok()?.design)
}

/// For the recovery page: the list of the file that records of each prefix stand in.
pub fn lists_by_prefix() -> Value {
    let list = |kind: &Kind| {
        (
            kind.spec().prefix.to_owned(),
            Value::from(kind.spec().plural),
        )
    };
    Value::Object(Kind::ALL.iter().map(list).collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use netwright_core::edit::History;
    use netwright_core::format::save;
    use netwright_core::notation::parse;

    /// Steps of a session, each as it would be autosaved.
    fn session() -> (String, Vec<String>, Design) {
        let start = parse("vpc a\n  subnet s\nvpc b\n").unwrap();
        let checkpoint = save(&start);
        let mut history = History::new(start.clone());
        let mut journal = Journal::at_checkpoint(start);
        let mut entries = Vec::new();
        let id = |text: &str| text.parse().unwrap();
        let steps: Vec<Option<Command>> = vec![
            Some(Command::set(id("vpc-1"), "name", "prod")),
            Some(Command::Delete(vec![id("vpc-1")])),
            None,
            Some(Command::set(id("subnet-1"), "az", "b")),
            Some(Command::Delete(vec![id("vpc-2")])),
        ];
        for step in steps {
            match step {
                Some(command) => drop(history.commit("step", &[command]).unwrap()),
                None => assert!(history.undo()),
            }
            match journal.next(history.design()) {
                Some(Write::Entry { text, .. }) => entries.push(text),
                other => panic!("{other:?}"),
            }
            assert_eq!(journal.next(history.design()), None);
        }
        (checkpoint, entries, history.design().clone())
    }

    #[test]
    fn what_was_written_is_found_again() {
        let (checkpoint, entries, design) = session();
        let recovered = replay(&checkpoint, &entries).unwrap();
        assert_eq!(recovered.lost_entries, 0);
        assert!(recovered.design == design);
    }

    #[test]
    fn a_torn_entry_loses_only_what_came_after() {
        let (checkpoint, mut entries, _) = session();
        let torn = entries[3].len() / 2;
        entries[3].truncate(torn);
        let recovered = replay(&checkpoint, &entries).unwrap();
        assert_eq!(recovered.lost_entries, 2);
        assert_eq!(recovered.design.count(Kind::Vpc), 2);
    }

    #[test]
    fn entries_do_not_pile_up() {
        let design = parse("vpc a").unwrap();
        let mut history = History::new(design.clone());
        let mut journal = Journal::at_checkpoint(design);
        let mut checkpoints = 0;
        for step in 0..500 {
            let command = Command::set(
                "vpc-1".parse::<netwright_core::model::EntityId>().unwrap(),
                "name",
                format!("{step}"),
            );
            history.commit("rename", &[command]).unwrap();
            checkpoints += usize::from(journal.next(history.design()) == Some(Write::Checkpoint));
        }
        assert_eq!(checkpoints, 2);
    }
}
