//! From keys to actions: the same keys mean different things in a field, over a dialog and on the drawing.

use super::{ALL, Action, Reach};

/// Keys that went down together, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Press<'a> {
    /// As shortcuts are written: `Ctrl+Shift+Z`, `F8`, `?`.
    pub keys: &'a str,
    pub focus: Focus,
    /// A dialog is open.
    pub in_dialog: bool,
    /// Text is marked somewhere in the window.
    pub text_is_marked: bool,
}

/// What has the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// A field that is typed in.
    Text,
    /// The drawing, or nothing at all.
    Drawing,
    Elsewhere,
}

/// Keys of which a browser makes events of its own, which alone may reach the clipboard without a question: the window
/// leaves the keys alone and takes the events for them.
pub const CLIPBOARD_KEYS: [&str; 3] = ["Ctrl+C", "Ctrl+V", "Ctrl+X"];

/// The action that was asked for, if one was.
pub fn pressed(press: Press) -> Option<&'static Action> {
    let action = ALL
        .iter()
        .find(|action| action.keys.contains(&press.keys))?;
    let outside_text = !press.in_dialog && press.focus != Focus::Text;
    let is_meant = match action.reach {
        Reach::Everywhere => true,
        Reach::Window => !press.in_dialog,
        Reach::OutsideText => outside_text,
        Reach::OutsideMarkedText => outside_text && !press.text_is_marked,
        Reach::Drawing => !press.in_dialog && press.focus == Focus::Drawing,
    };
    is_meant.then_some(action)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(keys: &str, focus: Focus, in_dialog: bool, text_is_marked: bool) -> Option<&'static str> {
        let press = Press {
            keys,
            focus,
            in_dialog,
            text_is_marked,
        };
        pressed(press).map(|action| action.id)
    }

    #[test]
    fn keys_mean_an_action_where_they_do_not_mean_the_text() {
        assert_eq!(id("Ctrl+Z", Focus::Elsewhere, false, false), Some("undo"));
        assert_eq!(id("Ctrl+Z", Focus::Text, false, false), None);
        assert_eq!(id("?", Focus::Text, false, false), None);
        assert_eq!(id("Ctrl+S", Focus::Text, false, false), Some("save-file"));
        assert_eq!(id("Ctrl+Y", Focus::Drawing, false, false), Some("redo"));
        assert_eq!(id("Ctrl+Q", Focus::Drawing, false, false), None);
    }

    #[test]
    fn copying_marked_text_copies_the_text() {
        assert_eq!(id("Ctrl+C", Focus::Elsewhere, false, false), Some("copy"));
        assert_eq!(id("Ctrl+C", Focus::Elsewhere, false, true), None);
        assert_eq!(id("Ctrl+V", Focus::Elsewhere, false, true), Some("paste"));
        let meant = CLIPBOARD_KEYS.map(|keys| id(keys, Focus::Drawing, false, false));
        assert_eq!(meant, [Some("copy"), Some("paste"), Some("cut")]);
    }

    #[test]
    fn delete_means_the_selection_only_on_the_drawing() {
        assert_eq!(id("Delete", Focus::Drawing, false, false), Some("delete"));
        assert_eq!(id("Delete", Focus::Elsewhere, false, false), None);
    }

    #[test]
    fn over_a_dialog_only_the_search_is_meant() {
        assert_eq!(id("Ctrl+K", Focus::Text, true, false), Some("search"));
        assert_eq!(id("Ctrl+E", Focus::Elsewhere, true, false), None);
        assert_eq!(id("Ctrl+P", Focus::Elsewhere, true, false), None);
    }
}
