//! Action: shows the whole design, at most at its natural size.

use super::action::refuse_if;
use super::{Action, Effect, Group, Reach, Request};

/// CSS pixels left free round a design that is fitted.
pub const MARGIN_PX: f64 = 32.0;

pub const ACTION: Action = Action {
    id: "fit-design",
    title: "Fit the whole design",
    group: Group::Drawing,
    rank: 0,
    keys: &["Shift+1", "!"],
    reach: Reach::Drawing,
    enabled: |context| refuse_if(context.diagram.bounds().is_none(), "nothing is drawn"),
    run: |context| {
        let bounds = context.diagram.bounds();
        let view = bounds.map(|bounds| context.surface.fitting(bounds, MARGIN_PX));
        view.map(|view| Effect::Ask(Request::Show(view)))
            .into_iter()
            .collect()
    },
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn all_that_is_drawn_is_in_view() {
        let mut stage = Stage::of("");
        assert_eq!(stage.refused(&ACTION).unwrap(), "nothing is drawn");
        stage = Stage::of("vpc a\n  subnet s\nvpc b region=us-east-1\n");
        let asked = stage.act(&ACTION);
        let [Request::Show(view)] = asked.as_slice() else {
            panic!("{asked:?}");
        };
        let visible = view.visible(stage.editor.surface.width, stage.editor.surface.height);
        assert!(visible.has_rect(&stage.editor.diagram.bounds().unwrap()));
    }
}
