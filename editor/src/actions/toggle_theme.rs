//! Action: the other theme.

use super::{Action, Effect, Group, Request};

pub const ACTION: Action = Action {
    id: "toggle-theme",
    title: "Light or dark theme",
    group: Group::View,
    rank: 3,
    run: |_| vec![Effect::Ask(Request::ToggleTheme)],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_other_theme_is_asked_for() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::ToggleTheme]);
        assert_eq!(
            stage.editor.session.labels(),
            (None, None),
            "it changes nothing"
        );
    }
}
