//! What actions ask for: values, done on the session here and in the window by its host.

use netwright_core::catalog::{Item, items};
use netwright_core::checks::Fix;
use netwright_core::diagram::Diagram;
use netwright_core::edit::EditError;

use crate::geometry::View;
use crate::session::Session;
use crate::tools;
use crate::tools::perform::{Rest, perform as perform_tool};

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// What a tool would ask for: a change, a selection, a refusal, words to edit.
    Tool(tools::Effect),
    Undo,
    Redo,
    /// Keeps what is selected, with all inside it.
    Copy,
    /// Inserts what was copied, as one step of this name.
    Paste(&'static str),
    /// Applies the fix of a finding as one step.
    Fix(Fix),
    Ask(Request),
}

/// What only the window can do.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    Open(Dialog),
    Focus(Place),
    /// Looks at the drawing in another way.
    Show(View),
    /// Explains the finding with this key, and shows what it is about.
    Explain(String),
    /// Said to screen readers.
    Say(String),
    /// Shown until it is dismissed.
    Warn(String),
    NewDesign,
    OpenFile,
    SaveFile,
    SavePicture,
    CopyPicture,
    CopyLink,
    Print,
    ToggleProblems,
    ToggleTheme,
    /// Shows the next hint of the lab that is open.
    ShowHint,
    /// Puts the design back to what the lab starts from, as one step.
    RestartLab,
    LeaveLab,
    /// What is left of a tool's effect.
    Tool(Rest),
}

/// A dialog over the window; one at a time.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    Commands,
    Help,
    Templates,
    Labs,
    Export,
    AddressPlan,
    Summary,
    /// A record that can't be made before its missing references are known.
    NewRecord {
        item: &'static Item,
        place: items::Place,
    },
}

/// A part of the window that the keyboard can go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Outline,
    Drawing,
    Inspector,
    Problems,
    Lab,
}

/// Does one effect on a session whose diagram is `diagram`; says what is left to do in the window.
pub fn perform(session: &mut Session, diagram: &Diagram, effect: Effect) -> Option<Request> {
    let warning =
        |result: Result<(), EditError>| result.err().map(|error| Request::Warn(error.to_string()));
    match effect {
        Effect::Tool(effect) => match perform_tool(session, diagram, effect) {
            Rest::Nothing => None,
            rest => Some(Request::Tool(rest)),
        },
        Effect::Undo => {
            session.undo();
            None
        }
        Effect::Redo => {
            session.redo();
            None
        }
        Effect::Copy => {
            let said = match session.copy() {
                1 => "Copied 1 record".to_owned(),
                count => format!("Copied {count} records"),
            };
            Some(Request::Say(said))
        }
        Effect::Paste(label) => {
            let rows = session.clipboard().to_vec();
            warning(session.paste(label, &rows))
        }
        Effect::Fix(fix) => {
            let commands = fix.with_ids(session.mint());
            let refused = warning(session.commit(&fix.title, &commands));
            Some(refused.unwrap_or_else(|| Request::Say(format!("Applied: {}", fix.title))))
        }
        Effect::Ask(request) => Some(request),
    }
}
