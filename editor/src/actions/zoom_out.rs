//! Action: looks from farther off, about the middle of the drawing.

use super::{Action, Effect, Group, Reach, Request};

pub const ACTION: Action = Action {
    id: "zoom-out",
    title: "Zoom out",
    group: Group::Drawing,
    rank: 19,
    keys: &["-", "_"],
    reach: Reach::Drawing,
    run: |context| {
        let view = context.surface.zoomed(0.8);
        vec![Effect::Ask(Request::Show(view))]
    },
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_middle_stays_where_it_is() {
        let mut stage = Stage::of("vpc a\n");
        let before = stage.editor.surface.view;
        let asked = stage.act(&ACTION);
        let [Request::Show(view)] = asked.as_slice() else {
            panic!("{asked:?}");
        };
        assert!(view.scale < before.scale);
        let surface = &stage.editor.surface;
        let middle =
            |view: &crate::geometry::View| view.visible(surface.width, surface.height).center();
        let (now, then) = (middle(view), middle(&before));
        assert!((now.x - then.x).abs() <= 2 && (now.y - then.y).abs() <= 2);
    }
}
