//! A session: the document with its history, and what is selected in it. Only the document is saved and undone.

use std::collections::BTreeSet;

use netwright_core::edit::{Command, EditError, History, Mint, paste_into};
use netwright_core::format::Fragment;
use netwright_core::model::{Design, EntityId, LabMark};
use netwright_core::order;

/// What one person works on in one tab.
#[derive(Clone, Debug)]
pub struct Session {
    history: History,
    selection: BTreeSet<EntityId>,
    copied: Option<Copied>,
}

/// What was copied, for where the clipboard of the system can't be had, or holds just this.
#[derive(Clone, Debug)]
pub struct Copied {
    pub fragment: Fragment,
    pub text: String,
    /// It is of the design that is open: what it refers to is known by its id.
    is_here: bool,
    /// The clipboard of the system did not take it: what that holds is older.
    is_private: bool,
}

/// How many records were pasted, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pasted {
    pub taken: usize,
    pub of: usize,
}

impl Session {
    pub fn new(design: Design) -> Self {
        Self {
            history: History::new(design),
            selection: BTreeSet::new(),
            copied: None,
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

    /// Keeps the selection, with all inside it, and gives it as text too.
    pub fn copy(&mut self) -> &Copied {
        let fragment = self.selected();
        self.copied.insert(Copied {
            text: fragment.to_text(),
            fragment,
            is_here: true,
            is_private: false,
        })
    }

    /// The selection with all inside it.
    pub fn selected(&self) -> Fragment {
        let ids: Vec<EntityId> = self.selection.iter().copied().collect();
        Fragment::of(self.history.design(), &ids)
    }

    /// What was copied last in this session, or in one before it in this window.
    pub fn copied(&self) -> Option<&Copied> {
        self.copied.as_ref()
    }

    /// The clipboard of the system did not take what was copied.
    pub fn keep_private(&mut self) {
        if let Some(copied) = &mut self.copied {
            copied.is_private = true;
        }
    }

    /// Takes over what was copied in the session that this one follows.
    pub fn inherit(&mut self, before: &Self) {
        let copied = before.copied.clone();
        self.copied = copied.map(|copied| Copied {
            is_here: false,
            ..copied
        });
    }

    /// Inserts a fragment under new ids and selects the outermost of its records, which go into what is selected where
    /// that can hold them.
    ///
    /// # Errors
    /// As [`netwright_core::edit::apply`]; nothing has changed then.
    pub fn paste(&mut self, label: &str, fragment: &Fragment) -> Result<Pasted, EditError> {
        self.insert(label, fragment, false)
    }

    /// Inserts what is selected once more, beside itself.
    ///
    /// # Errors
    /// As [`Session::paste`].
    pub fn duplicate(&mut self) -> Result<Pasted, EditError> {
        let fragment = self.selected();
        self.insert("Duplicate", &fragment, true)
    }

    /// Inserts what was copied last in this window.
    ///
    /// # Errors
    /// As [`Session::paste`].
    pub fn paste_copied(&mut self) -> Result<Pasted, EditError> {
        let Some(copied) = self.copied.clone() else {
            return Ok(Pasted { taken: 0, of: 0 });
        };
        self.insert("Paste", &copied.fragment, copied.is_here)
    }

    fn insert(
        &mut self,
        label: &str,
        fragment: &Fragment,
        is_here: bool,
    ) -> Result<Pasted, EditError> {
        let design = self.history.design().clone();
        let known = |id: EntityId| {
            if is_here {
                design.contains(id).then_some(id)
            } else {
                fragment.known(&design, id)
            }
        };
        let homes = self.homes(fragment, is_here);
        let mint = &mut self.history.mint;
        let commands = paste_into(&design, &fragment.rows, &homes, &known, mint);
        let inserted = order::set(commands.iter().filter_map(inserted_id));
        let pasted = Pasted {
            taken: commands.len(),
            of: fragment.rows.len(),
        };
        if commands.is_empty() {
            return Ok(pasted);
        }
        self.commit(label, &commands)?;
        let design = self.history.design().clone();
        let outermost = |id: &EntityId| {
            design
                .parent(*id)
                .is_none_or(|parent| !inserted.contains(&parent))
        };
        self.select(inserted.iter().copied().filter(outermost));
        Ok(pasted)
    }

    /// What could hold something pasted: the record that is selected and what it stands in, where it is the only one.
    /// What was copied here does not hold itself.
    fn homes(&self, fragment: &Fragment, is_here: bool) -> Vec<EntityId> {
        let design = self.history.design();
        let only = self.selection.first().filter(|_| self.selection.len() == 1);
        let up = std::iter::successors(only.copied(), |id| design.parent(*id));
        let is_copied = |id: EntityId| is_here && fragment.rows.iter().any(|row| row.id() == id);
        up.filter(|id| !is_copied(*id)).collect()
    }

    /// What is gone can't be selected.
    fn prune(&mut self) {
        let design = self.history.design();
        self.selection.retain(|id| design.contains(*id));
    }
}

impl Copied {
    /// Whether `text` is this, as a clipboard gives it back.
    pub fn is_text(&self, text: &str) -> bool {
        // Some systems end lines in their own way.
        self.text.lines().eq(text.lines())
    }

    /// Whether it stands for what the clipboard of the system holds, which did not take it.
    pub fn is_private(&self) -> bool {
        self.is_private
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
        assert_eq!(session.copy().fragment.rows.len(), 3);
        let pasted = session.paste_copied().unwrap();
        assert_eq!(pasted, Pasted { taken: 3, of: 3 });
        assert_eq!(session.design().count(Kind::Subnet), 4);
        assert_eq!(
            session.selection().iter().copied().collect::<Vec<_>>(),
            [id("vpc-3")]
        );
        assert!(session.undo());
        assert!(session.selection().is_empty());
        assert_eq!(session.labels(), (None, Some("Paste")));
    }

    #[test]
    fn what_is_pasted_into_another_vpc_names_nothing_of_its_old_one() {
        let design =
            parse("vpc a\n  subnet s\n  route-table t\n  security-group g\nvpc b\n").unwrap();
        let mut session = Session::new(design);
        let instance: netwright_core::model::Instance = {
            let mut instance =
                netwright_core::model::RecordKind::new(netwright_core::model::Id::new(1));
            let typed = |text: &str| id(text);
            let edit: &mut netwright_core::model::Instance = &mut instance;
            edit.subnet = typed("subnet-1").typed().unwrap();
            edit.security_groups = vec![typed("security-group-1").typed().unwrap()];
            instance
        };
        let table = Command::set(id("subnet-1"), "route_table", "route-table-1");
        session
            .commit("Add", &[table, Command::insert(instance)])
            .unwrap();
        session.select([id("subnet-1")]);
        session.copy();
        session.paste_copied().unwrap();
        let named = |session: &Session, id: EntityId, field: &str| {
            session.design().record(id).unwrap().field(field).unwrap()
        };
        let in_the_same = named(&session, id("subnet-2"), "route_table");
        assert_eq!(in_the_same, "route-table-1");
        session.select([id("vpc-2")]);
        let pasted = session.paste_copied().unwrap();
        assert_eq!(pasted, Pasted { taken: 2, of: 2 });
        assert_eq!(session.design().parent(id("subnet-3")), Some(id("vpc-2")));
        assert!(named(&session, id("subnet-3"), "route_table").is_null());
        let groups = named(&session, id("instance-3"), "security_groups");
        assert_eq!(groups, serde_json::json!([]));
    }

    #[test]
    fn what_is_pasted_goes_into_what_is_selected() {
        let mut session = session();
        session.select([id("subnet-1")]);
        session.copy();
        session.paste_copied().unwrap();
        assert_eq!(session.design().parent(id("subnet-3")), Some(id("vpc-1")));
        session.select([id("vpc-2")]);
        session.paste_copied().unwrap();
        assert_eq!(session.design().parent(id("subnet-4")), Some(id("vpc-2")));
        session.select([id("vpc-1"), id("vpc-2")]);
        session.paste_copied().unwrap();
        assert_eq!(
            session.design().parent(id("subnet-5")),
            Some(id("vpc-1")),
            "several hold it no better than where it came from"
        );
    }

    #[test]
    fn another_design_takes_what_it_has_a_place_for() {
        let mut session = session();
        session.select([id("subnet-1")]);
        let text = session.copy().text.clone();
        let fragment = Fragment::from_text(&text).unwrap();

        let mut other = Session::new(parse("vpc other\n").unwrap());
        let pasted = other.paste("Paste", &fragment).unwrap();
        assert_eq!(pasted, Pasted { taken: 0, of: 1 }, "its VPC is not there");
        assert_eq!(other.labels(), (None, None));
        other.select([id("vpc-1")]);
        assert_eq!(other.paste("Paste", &fragment).unwrap().taken, 1);
        assert_eq!(other.design().parent(id("subnet-1")), Some(id("vpc-1")));

        // The same id is not the same record; the same name is.
        let mut other = Session::new(parse("vpc other\nvpc a\n").unwrap());
        other.inherit(&session);
        assert_eq!(other.paste_copied().unwrap().taken, 1);
        assert_eq!(other.design().parent(id("subnet-1")), Some(id("vpc-2")));
    }
}
