//! What an action is, and what it sees when it is asked.

use std::collections::BTreeSet;

use netwright_core::catalog::Item;
use netwright_core::checks::Finding;
use netwright_core::diagram::{Diagram, Rect, shape};
use netwright_core::model::{BoxKey, Design};

use super::Effect;
use crate::analysis::Findings;
use crate::geometry::snap::to_grid;
use crate::session::Session;
use crate::tools::{self, Creation, Scene, Surface, WhyNot};
use crate::view_models::problems::problem_key;

/// Something that can be done by name.
#[derive(Debug, Clone, Copy)]
pub struct Action {
    /// The name of its file, with hyphens: stable, for tests and menus.
    pub id: &'static str,
    /// What it does, in the imperative; a title ending in … asks something first.
    pub title: &'static str,
    pub group: Group,
    /// Its place in its group.
    pub rank: u8,
    /// Its shortcuts as they are shown, `Ctrl+Shift+Z`; the first is the one that help shows. Control is Command on a
    /// Mac.
    pub keys: &'static [&'static str],
    /// Where its keys mean it.
    pub reach: Reach,
    /// What it is called just now, where that depends.
    pub label: fn(&Context) -> Option<String>,
    /// Whether it can be done, and the reason where it can't.
    pub enabled: fn(&Context) -> Result<(), WhyNot>,
    /// What it does; asked only where it is enabled.
    pub run: fn(&Context) -> Vec<Effect>,
}

impl Action {
    /// What most actions have in common: no keys, always possible.
    pub const BASE: Self = Self {
        id: "",
        title: "",
        group: Group::File,
        rank: 0,
        keys: &[],
        reach: Reach::Window,
        label: |_| None,
        enabled: |_| Ok(()),
        run: |_| Vec::new(),
    };

    /// What it is called now.
    pub fn shown(&self, context: &Context) -> String {
        (self.label)(context).unwrap_or_else(|| self.title.to_owned())
    }

    /// Why it can't be done now; nothing where it can.
    pub fn refused(&self, context: &Context) -> Option<String> {
        (self.enabled)(context).err().map(|why| why.0)
    }
}

/// Actions about one matter: a section of the help, a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    File,
    Edit,
    Drawing,
    Problems,
    Lab,
    View,
    Go,
}

impl Group {
    pub const ALL: [Self; 7] = [
        Self::File,
        Self::Edit,
        Self::Drawing,
        Self::Problems,
        Self::Lab,
        Self::View,
        Self::Go,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Drawing => "Drawing",
            Self::Problems => "Problems",
            Self::Lab => "Lab",
            Self::View => "View",
            Self::Go => "Go to",
        }
    }
}

/// Where the keys of an action mean it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Everywhere, over a dialog too.
    Everywhere,
    /// In the window and its fields, but not over a dialog.
    Window,
    /// Not in a field: there they mean the text.
    OutsideText,
    /// Not in a field, and nowhere while text is marked: there they mean that text.
    OutsideMarkedText,
    /// Only where the drawing has the keyboard, or nothing has.
    Drawing,
}

/// What an action sees.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub session: &'a Session,
    pub diagram: &'a Diagram,
    pub surface: &'a Surface,
    /// What is selected, as boxes; a region can be among them.
    pub selected: &'a BTreeSet<BoxKey>,
    pub findings: &'a Findings,
    /// The key of the finding that is explained.
    pub problem: Option<&'a str>,
    /// There are notes of an import to be read.
    pub has_import_notes: bool,
}

impl<'a> Context<'a> {
    pub fn design(&self) -> &'a Design {
        self.session.design()
    }

    /// What the tools see.
    pub fn scene(&self) -> Scene<'a> {
        Scene {
            design: self.design(),
            diagram: self.diagram,
            selection: self.selected,
        }
    }

    /// The finding that is explained.
    pub fn chosen_finding(&self) -> Option<&'a Finding> {
        let chosen = self.problem?;
        let mut shown = self.findings.shown();
        shown.find(|finding| problem_key(finding) == chosen)
    }

    /// Refuses where no record is selected.
    ///
    /// # Errors
    /// Where the selection is empty.
    pub fn needs_selection(&self) -> Result<(), WhyNot> {
        refuse_if(self.session.selection().is_empty(), "nothing is selected")
    }
}

/// Refuses with `why` where `is_refused`.
pub(super) fn refuse_if(is_refused: bool, why: &str) -> Result<(), WhyNot> {
    if is_refused {
        Err(WhyNot::new(why))
    } else {
        Ok(())
    }
}

/// A note of the palette in the middle of what is seen; its words are edited at once.
pub(super) fn note_in_the_middle(context: &Context, item: &str) -> Vec<Effect> {
    let surface = context.surface;
    let middle = surface.view.visible(surface.width, surface.height).center();
    let Some(item) = Item::find(item) else {
        return Vec::new();
    };
    let (width, height) = shape(item.kind).map_or((200, 96), |shape| (shape.width, shape.height));
    let corner = |middle: i32, length: i32| to_grid(middle - length / 2);
    vec![Effect::Tool(tools::Effect::Create(Creation {
        item,
        holder: None,
        rect: Rect::new(
            corner(middle.x, width),
            corner(middle.y, height),
            width,
            height,
        ),
        fields: Vec::new(),
    }))]
}
