//! What an item builds with: records one after the other, each seeing those before it, as one list of commands.

use serde_json::{Value, json};

use super::Item;
use crate::catalog::draft::draft;
use crate::edit::{Command, Mint, apply};
use crate::model::{Design, EntityId, FieldSpec, Id, Kind, RecordKind, Vpc};

/// Where an item is dropped, and what is known of it already.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    /// The record that it was dropped on.
    pub holder: Option<EntityId>,
    /// The region that it was dropped in.
    pub region: Option<String>,
    /// Fields that a person has answered for, in the form of a file.
    pub answers: Vec<(&'static str, Value)>,
}

/// What an item made.
#[derive(Debug)]
pub struct Made {
    /// The record that stands for all of it: selected, named, placed where it was dropped.
    pub main: EntityId,
    pub commands: Vec<Command>,
    /// References of the main record that several records could be, or none: a person has to say.
    pub missing: Vec<&'static FieldSpec>,
}

/// An item under way.
#[derive(Debug)]
pub struct Kit<'a> {
    item: &'a Item,
    design: Design,
    mint: &'a mut Mint,
    place: &'a Place,
    commands: Vec<Command>,
    missing: Vec<&'static FieldSpec>,
}

impl<'a> Kit<'a> {
    pub(super) fn new(
        item: &'a Item,
        design: &Design,
        mint: &'a mut Mint,
        place: &'a Place,
    ) -> Self {
        Self {
            item,
            design: design.clone(),
            mint,
            place,
            commands: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// The design with all that the item has made so far.
    pub fn design(&self) -> &Design {
        &self.design
    }

    /// The record that the item was dropped on.
    pub fn holder(&self) -> Option<EntityId> {
        self.place.holder
    }

    /// The VPC that the item was dropped on, or the one that holds what it was dropped on.
    ///
    /// # Errors
    /// Where there is none.
    pub fn vpc(&self) -> Result<Id<Vpc>, String> {
        let chain = std::iter::successors(self.holder(), |id| self.design.parent(*id));
        let vpc = chain.take(8).find_map(EntityId::typed::<Vpc>);
        vpc.ok_or_else(|| {
            format!(
                "{} goes with a VPC: select one, or drop it on one",
                self.item.title
            )
        })
    }

    /// Makes the record of the item's own kind where it was dropped. What has to be asked first is left open.
    pub fn main(&mut self, presets: &[(&'static str, Value)]) -> EntityId {
        let mut presets = presets.to_vec();
        presets.extend(self.place.answers.iter().cloned());
        if let Some(region) = &self.place.region
            && self.item.kind.field("region").is_some()
        {
            presets.push(("region", json!(region)));
        }
        let draft = draft(
            &self.design,
            self.mint,
            self.item.kind,
            self.place.holder,
            &presets,
        );
        self.missing.extend(draft.missing);
        self.take(draft.commands);
        draft.id
    }

    /// Makes a record inside `holder` with these fields, all its references among them.
    pub fn add<T: RecordKind>(
        &mut self,
        holder: EntityId,
        presets: &[(&'static str, Value)],
    ) -> Id<T> {
        let draft = draft(&self.design, self.mint, T::KIND, Some(holder), presets);
        self.take(draft.commands);
        Id::new(draft.id.number)
    }

    /// Sets a field of a record that the item, or an earlier drop, made.
    pub fn set(&mut self, id: impl Into<EntityId>, field: &str, value: impl Into<Value>) {
        self.take(vec![Command::set(id.into(), field, value)]);
    }

    /// A name that no record of the kind has yet: `public-a`, then `public-a-2`.
    pub fn free_name(&self, kind: Kind, wanted: &str) -> String {
        let taken = |name: &str| self.design.rows(kind).any(|record| record.name() == name);
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
        names.find(|name| !taken(name)).unwrap_or_default()
    }

    pub(super) fn made(self, main: EntityId) -> Made {
        Made {
            main,
            commands: self.commands,
            missing: self.missing,
        }
    }

    fn take(&mut self, commands: Vec<Command>) {
        // What is refused here, a draft with an open reference, is refused once more when the whole is committed.
        if let Ok(applied) = apply(&self.design, &commands) {
            self.design = applied.design;
        }
        self.commands.extend(commands);
    }
}
