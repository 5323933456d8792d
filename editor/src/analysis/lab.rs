//! What the engine says of someone's work on a lab.

use serde_json::{Value, json};

use super::ask::{list, pair, text};

/// A lab with how far the design is: all that its panel shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabView {
    pub title: String,
    pub minutes: u64,
    /// Markdown.
    pub story: String,
    pub tasks: Vec<LabTask>,
    /// All of them; how many may be seen stands in the design.
    pub hints: Vec<String>,
    /// What is told once it is solved, Markdown by heading; empty before.
    pub told: Vec<(String, String)>,
}

/// A task of a lab.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabTask {
    pub says: String,
    /// Why it is not done, one sentence each; empty where it is.
    pub missing: Vec<String>,
}

impl LabView {
    pub fn is_solved(&self) -> bool {
        self.done() == self.tasks.len()
    }

    /// How many tasks are done.
    pub fn done(&self) -> usize {
        let tasks = self.tasks.iter();
        tasks.filter(|task| task.missing.is_empty()).count()
    }

    pub(crate) fn to_json(&self) -> Value {
        let tasks: Vec<_> = self
            .tasks
            .iter()
            .map(|task| json!([task.says, task.missing]))
            .collect();
        json!([
            self.title,
            self.minutes,
            self.story,
            tasks,
            self.hints,
            self.told
        ])
    }

    /// What the head of an answer to [`Ask::Grade`](super::Ask::Grade) holds; nothing where it is no such answer.
    pub fn from_json(json: &Value) -> Option<Self> {
        let texts = |json: &Value| list(json, |item| text(Some(item)));
        let task = |json: &Value| {
            Some(LabTask {
                says: text(json.get(0))?,
                missing: texts(json.get(1)?)?,
            })
        };
        Some(Self {
            title: text(json.get(0))?,
            minutes: json.get(1)?.as_u64()?,
            story: text(json.get(2))?,
            tasks: list(json.get(3)?, task)?,
            hints: texts(json.get(4)?)?,
            told: list(json.get(5)?, pair)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_read_as_it_was_written() {
        let word = || "a word".to_owned();
        let view = LabView {
            title: word(),
            minutes: 20,
            story: word(),
            tasks: vec![
                LabTask {
                    says: word(),
                    missing: vec![word()],
                },
                LabTask::default(),
            ],
            hints: vec![word()],
            told: vec![(word(), word())],
        };
        assert_eq!(LabView::from_json(&view.to_json()).as_ref(), Some(&view));
        assert_eq!((view.done(), view.is_solved()), (1, false));
        assert_eq!(LabView::from_json(&Value::Null), None);
    }
}
