//! A session: the document with its history, and what is selected in it. Only the document is saved and undone.

use std::collections::BTreeSet;

use netwright_core::edit::{Command, EditError, History, Mint, copy, paste};
use netwright_core::model::design::Row;
use netwright_core::model::{Design, EntityId, LabMark};
use netwright_core::order;

/// What one person works on in one tab.
#[derive(Clone, Debug)]
pub struct Session {
    history: History,
    selection: BTreeSet<EntityId>,
    clipboard: Vec<Row>,
}

impl Session {
    pub fn new(design: Design) -> Self {
        Self {
            history: History::new(design),
            selection: BTreeSet::new(),
            clipboard: Vec::new(),
        }
    }

    pub fn design(&self) -> &Design {
        self.history.design()
    }

    /// Grows with every change of the design, undo and redo included.
    pub fn revision(&self) -> u64 {
        self.history.revision()
    }

    /// Labels of what undo and redo would do.
    pub fn labels(&self) -> (Option<&str>, Option<&str>) {
        (self.history.undo_label(), self.history.redo_label())
    }

    /// Mints ids for records that are about to be inserted.
    pub fn mint(&mut self) -> &mut Mint {
        &mut self.history.mint
    }

    pub fn selection(&self) -> &BTreeSet<EntityId> {
        &self.selection
    }

    /// Selects exactly these; what is not in the design is left out.
    pub fn select(&mut self, ids: impl IntoIterator<Item = EntityId>) {
        let design = self.history.design();
        self.selection = order::set(ids.into_iter().filter(|id| design.contains(*id)));
    }

    /// Applies `commands` as one step that undo calls `label`.
    ///
    /// # Errors
    /// As [`netwright_core::edit::apply`]; nothing has changed then.
    pub fn commit(&mut self, label: &str, commands: &[Command]) -> Result<(), EditError> {
        self.history.commit(label, commands)?;
        self.prune();
        Ok(())
    }

    /// Says which lab the design is work on; undo does not take it back.
    pub fn mark(&mut self, mark: Option<&LabMark>) {
        self.history.mark(mark);
    }

    /// Starts a gesture: all previews until [`Session::finish`] are one step.
    pub fn begin(&mut self, label: &str) {
        self.history.begin(label);
    }

    pub fn in_gesture(&self) -> bool {
        self.history.in_gesture()
    }

    /// Shows what the gesture under way would do, computed from its start.
    ///
    /// # Errors
    /// As [`netwright_core::edit::apply`]; what was shown before stays.
    pub fn preview(&mut self, commands: &[Command]) -> Result<(), EditError> {
        self.history.preview(commands)?;
        self.prune();
        Ok(())
    }

    pub fn finish(&mut self) {
        self.history.finish();
    }

    /// Restores the start of the gesture exactly.
    pub fn cancel(&mut self) {
        self.history.cancel();
        self.prune();
    }

    /// Takes the last step back; says whether there was one.
    pub fn undo(&mut self) -> bool {
        let undone = self.history.undo();
        self.prune();
        undone
    }

    /// Repeats the last step that was taken back; says whether there was one.
    pub fn redo(&mut self) -> bool {
        let redone = self.history.redo();
        self.prune();
        redone
    }

    /// Keeps the selection, with all inside it, for [`Session::paste`]; says how many records were taken.
    pub fn copy(&mut self) -> usize {
        let ids: Vec<EntityId> = self.selection.iter().copied().collect();
        self.clipboard = copy(self.history.design(), &ids);
        self.clipboard.len()
    }

    pub fn clipboard(&self) -> &[Row] {
        &self.clipboard
    }

    /// Inserts `rows` under new ids and selects the outermost of them.
    ///
    /// # Errors
    /// As [`netwright_core::edit::apply`]; nothing has changed then.
    pub fn paste(&mut self, label: &str, rows: &[Row]) -> Result<(), EditError> {
        let design = self.history.design().clone();
        let commands = paste(&design, rows, &mut self.history.mint);
        let inserted = order::set(commands.iter().filter_map(inserted_id));
        self.commit(label, &commands)?;
        let design = self.history.design().clone();
        let outermost = |id: &EntityId| {
            design
                .parent(*id)
                .is_none_or(|parent| !inserted.contains(&parent))
        };
        self.select(inserted.iter().copied().filter(outermost));
        Ok(())
    }

    /// What is gone can't be selected.
    fn prune(&mut self) {
        let design = self.history.design();
        self.selection.retain(|id| design.contains(*id));
    }
}

fn inserted_id(command: &Command) -> Option<EntityId> {
    match command {
        Command::Insert(row) => Some(row.id()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use netwright_core::model::Kind;
    use netwright_core::notation::parse;

    fn session() -> Session {
        Session::new(parse("vpc a\n  subnet s\n  subnet t\nvpc b\n").unwrap())
    }

    fn id(text: &str) -> EntityId {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_deleted_is_not_selected() {
        let mut session = session();
        session.select([id("vpc-1"), id("subnet-1"), id("vpc-2"), id("vpc-9")]);
        assert_eq!(session.selection().len(), 3);
        session
            .commit("Delete", &[Command::Delete(vec![id("vpc-1")])])
            .unwrap();
        assert_eq!(
            session.selection().iter().copied().collect::<Vec<_>>(),
            [id("vpc-2")]
        );
    }

    #[test]
    fn pasting_selects_the_outermost() {
        let mut session = session();
        session.select([id("vpc-1")]);
        assert_eq!(session.copy(), 3);
        let rows = session.clipboard().to_vec();
        session.paste("Paste", &rows).unwrap();
        assert_eq!(session.design().count(Kind::Subnet), 4);
        assert_eq!(
            session.selection().iter().copied().collect::<Vec<_>>(),
            [id("vpc-3")]
        );
        assert!(session.undo());
        assert!(session.selection().is_empty());
        assert_eq!(session.labels(), (None, Some("Paste")));
    }
}
