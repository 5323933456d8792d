//! Action: shows the drawing at its natural size.

use super::{Action, Effect, Group, Reach, Request};

pub const ACTION: Action = Action {
    id: "zoom-to-100",
    title: "Zoom to 100 %",
    group: Group::Drawing,
    rank: 20,
    keys: &["0"],
    reach: Reach::Drawing,
    run: |context| {
        let view = context.surface.zoomed(1.0 / context.surface.view.scale);
        vec![Effect::Ask(Request::Show(view))]
    },
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn a_unit_is_a_pixel() {
        let mut stage = Stage::of("vpc a\n");
        stage.editor.surface.view.scale = 0.3;
        let asked = stage.act(&ACTION);
        let [Request::Show(view)] = asked.as_slice() else {
            panic!("{asked:?}");
        };
        assert!((view.scale - 1.0).abs() < 1e-9);
    }
}
