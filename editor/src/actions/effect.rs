//! What actions ask for: values, done on the session here and in the window by its host.

use netwright_core::catalog::{Item, items};
use netwright_core::checks::Fix;
use netwright_core::diagram::Diagram;
use netwright_core::edit::EditError;
use netwright_core::format::{Fragment, is_ours};
use netwright_core::model::EntityId;

use crate::geometry::View;
use crate::session::{Pasted, Session};
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
    /// The same, before it is deleted.
    Cut,
    /// Inserts what is selected once more.
    Duplicate,
    /// Inserts what the text of the clipboard says, or what was copied last where the clipboard can't be read.
    Paste(Option<String>),
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
    /// Puts records on the clipboard, then says so.
    CopyRecords {
        text: String,
        said: String,
    },
    CopyPicture,
    CopyLink,
    /// Reads the clipboard, for [`Effect::Paste`].
    Paste,
    /// Takes a text of another source into the design.
    TakeIn(String),
    Print,
    ToggleProblems,
    ToggleTheme,
    /// Opens the trace tool with the ends that are known.
    Trace {
        from: Option<EntityId>,
        to: Option<EntityId>,
    },
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
    Matrix,
    Summary,
    /// How an account of AWS is collected and imported.
    ImportAws,
    /// What is said of the files of the last import.
    ImportNotes,
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
        Effect::Copy => Some(copy(session, "Copied")),
        Effect::Cut => Some(copy(session, "Cut")),
        Effect::Duplicate => warning(session.duplicate().map(drop)),
        Effect::Paste(text) => paste(session, text),
        Effect::Fix(fix) => {
            let commands = fix.with_ids(session.mint());
            let refused = warning(session.commit(&fix.title, &commands));
            Some(refused.unwrap_or_else(|| Request::Say(format!("Applied: {}", fix.title))))
        }
        Effect::Ask(request) => Some(request),
    }
}

fn copy(session: &mut Session, verb: &str) -> Request {
    let copied = session.copy();
    Request::CopyRecords {
        said: format!("{verb} {}", records(copied.fragment.rows.len())),
        text: copied.text.clone(),
    }
}

/// What was copied here is known better than its text tells; a text of ours is records, any other may be of a source
/// that can be imported. A clipboard without text, a picture for instance, is newer than what was copied here.
fn paste(session: &mut Session, text: Option<String>) -> Option<Request> {
    let is_copied = session.copied().is_some_and(|copied| match &text {
        Some(text) => copied.is_text(text) || copied.is_private() && !is_ours(text),
        None => true,
    });
    if is_copied {
        return said_of_paste(session.paste_copied());
    }
    match text.filter(|text| !text.trim().is_empty()) {
        None => Some(Request::Warn("The clipboard holds no text".to_owned())),
        Some(text) if is_ours(&text) => match Fragment::from_text(&text) {
            Ok(fragment) => said_of_paste(session.paste("Paste", &fragment)),
            Err(error) => Some(Request::Warn(format!("It can't be pasted: {error}"))),
        },
        Some(text) => Some(Request::TakeIn(text)),
    }
}

/// Says what was pasted, and what was not.
pub fn said_of_paste(pasted: Result<Pasted, EditError>) -> Option<Request> {
    let said = match pasted {
        Err(error) => return Some(Request::Warn(error.to_string())),
        Ok(Pasted { of: 0, .. }) => "There are no records in it".to_owned(),
        Ok(Pasted { taken, of }) if taken == of => {
            return Some(Request::Say(format!("Pasted {}", records(taken))));
        }
        Ok(Pasted { taken: 0, of }) => format!(
            "Nothing is pasted: select what {} belong{} in",
            records(of),
            if of == 1 { "s" } else { "" }
        ),
        Ok(Pasted { taken, of }) => {
            format!("Pasted {taken} of {of} records: the rest needs what is not in this design")
        }
    };
    Some(Request::Warn(said))
}

fn records(count: usize) -> String {
    match count {
        1 => "1 record".to_owned(),
        _ => format!("{count} records"),
    }
}

#[cfg(test)]
mod tests {
    use netwright_core::format::save;
    use netwright_core::model::Kind;
    use netwright_core::notation::parse;

    use super::*;

    fn pasted(session: &mut Session, text: &str) -> Option<Request> {
        paste(session, Some(text.to_owned()))
    }

    #[test]
    fn a_text_is_records_or_of_another_source_or_said_to_be_broken() {
        let design = parse("vpc a\n  subnet s\n").unwrap();
        let mut session = Session::new(design.clone());
        let said = pasted(&mut session, &save(&design));
        assert_eq!(said, Some(Request::Say("Pasted 2 records".to_owned())));
        assert_eq!(session.design().count(Kind::Subnet), 2);
        let csv = "region,vpc,subnet,zone,cidrs\n";
        assert_eq!(
            pasted(&mut session, csv),
            Some(Request::TakeIn(csv.to_owned()))
        );
        let broken = r#"{"format": "netwright", "version": 1"#;
        let Some(Request::Warn(said)) = pasted(&mut session, broken) else {
            panic!("it is broken");
        };
        assert!(
            said.starts_with("It can't be pasted: line 1: expected JSON"),
            "{said}"
        );
        assert_eq!(
            paste(&mut session, None),
            Some(Request::Warn("The clipboard holds no text".to_owned()))
        );
    }

    #[test]
    fn what_the_clipboard_refused_is_pasted_from_here() {
        let mut session = Session::new(parse("vpc a\nvpc b\n").unwrap());
        session.select(["vpc-1".parse().unwrap()]);
        session.copy();
        assert_eq!(
            pasted(&mut session, "older"),
            Some(Request::TakeIn("older".to_owned()))
        );
        session.keep_private();
        pasted(&mut session, "older");
        assert_eq!(session.design().count(Kind::Vpc), 3);
        paste(&mut session, None);
        assert_eq!(session.design().count(Kind::Vpc), 4);
        session.copy();
        let empty = pasted(&mut session, "");
        let said = "The clipboard holds no text".to_owned();
        assert_eq!(empty, Some(Request::Warn(said)), "a picture is newer");
        assert_eq!(session.design().count(Kind::Vpc), 4);
    }
}
