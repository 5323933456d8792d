//! History: the only door to the design, with exact undo and redo.
//!
//! Undo keeps snapshots, which share what they have in common. A gesture (a drag, a typed field) is one step: each
//! move is computed from the snapshot at its start, and cancelling restores that start exactly.

use super::apply::{Applied, EditError, apply};
use super::command::Command;
use super::mint::Mint;
use crate::model::{Design, LabMark};

/// Steps that can be undone; older ones are forgotten.
pub const MAX_UNDO_STEPS: usize = 1000;

/// A design with its past and future.
#[derive(Clone, Debug)]
pub struct History {
    present: Design,
    past: Vec<Step>,
    future: Vec<Step>,
    gesture: Option<Step>,
    revision: u64,
    pub mint: Mint,
}

/// A design, and the name of what changed it (past) or will change it (future).
#[derive(Clone, Debug)]
struct Step {
    label: String,
    design: Design,
}

impl History {
    pub fn new(design: Design) -> Self {
        Self {
            mint: Mint::after(&design),
            present: design,
            past: Vec::new(),
            future: Vec::new(),
            gesture: None,
            revision: 0,
        }
    }

    pub fn design(&self) -> &Design {
        &self.present
    }

    /// Grows with every change of the present design, undo and redo included.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Applies `commands` as one step called `label`. A gesture under way is finished first.
    ///
    /// # Errors
    /// As [`apply`]; nothing has changed then.
    pub fn commit(&mut self, label: &str, commands: &[Command]) -> Result<Applied, EditError> {
        self.finish();
        let applied = apply(&self.present, commands)?;
        let before = std::mem::replace(&mut self.present, applied.design.clone());
        self.remember(label, before);
        Ok(applied)
    }

    /// Starts a gesture: what [`History::preview`] does until [`History::finish`] is one step called `label`.
    pub fn begin(&mut self, label: &str) {
        self.finish();
        self.gesture = Some(Step {
            label: label.to_owned(),
            design: self.present.clone(),
        });
    }

    pub fn in_gesture(&self) -> bool {
        self.gesture.is_some()
    }

    /// Shows what the gesture would do, computed from its start and not from what was shown before.
    ///
    /// # Errors
    /// As [`apply`]; what was shown before stays.
    pub fn preview(&mut self, commands: &[Command]) -> Result<Applied, EditError> {
        let start = self
            .gesture
            .as_ref()
            .map_or(&self.present, |step| &step.design);
        let applied = apply(start, commands)?;
        self.present = applied.design.clone();
        self.changed();
        Ok(applied)
    }

    /// Ends the gesture under way; a gesture that changed nothing leaves no step.
    pub fn finish(&mut self) {
        if let Some(step) = self.gesture.take()
            && step.design != self.present
        {
            self.remember(&step.label, step.design);
        }
    }

    /// Ends the gesture under way and restores its start exactly.
    pub fn cancel(&mut self) {
        if let Some(step) = self.gesture.take() {
            self.present = step.design;
            self.changed();
        }
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        let gesture = self.gesture.as_ref();
        gesture.or(self.past.last()).map(|step| step.label.as_str())
    }

    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|step| step.label.as_str())
    }

    /// Takes the last step back; says whether there was one.
    pub fn undo(&mut self) -> bool {
        self.finish();
        let Some(Step { label, design }) = self.past.pop() else {
            return false;
        };
        let design = std::mem::replace(&mut self.present, design);
        self.future.push(Step { label, design });
        self.changed();
        true
    }

    /// Repeats the last step that was taken back; says whether there was one.
    pub fn redo(&mut self) -> bool {
        self.finish();
        let Some(Step { label, design }) = self.future.pop() else {
            return false;
        };
        let design = std::mem::replace(&mut self.present, design);
        self.past.push(Step { label, design });
        self.changed();
        true
    }

    /// Says which lab the design is work on, in the past and the future too: it is no step, and no undo takes it back.
    pub fn mark(&mut self, mark: Option<&LabMark>) {
        let steps = self.past.iter_mut().chain(&mut self.future);
        let steps = steps.chain(&mut self.gesture).map(|step| &mut step.design);
        for design in steps.chain([&mut self.present]) {
            design.lab = mark.cloned();
        }
        self.changed();
    }

    fn remember(&mut self, label: &str, design: Design) {
        self.future.clear();
        self.past.push(Step {
            label: label.to_owned(),
            design,
        });
        if self.past.len() > MAX_UNDO_STEPS {
            self.past.remove(0);
        }
        self.changed();
    }

    fn changed(&mut self) {
        self.revision += 1;
        self.mint.observe(&self.present);
    }
}
