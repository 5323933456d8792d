//! Action: shows what is selected as large as it fits.

use netwright_core::diagram::Rect;

use super::action::refuse_if;
use super::fit_design::MARGIN_PX;
use super::{Action, Context, Effect, Group, Reach, Request};

pub const ACTION: Action = Action {
    id: "fit-selection",
    title: "Fit the selection",
    group: Group::Drawing,
    rank: 21,
    keys: &["Shift+2", "@"],
    reach: Reach::Drawing,
    enabled: |context| {
        refuse_if(
            bounds(context).is_none(),
            "nothing on the drawing is selected",
        )
    },
    run: |context| {
        let view = bounds(context).map(|bounds| context.surface.fitting(bounds, MARGIN_PX));
        view.map(|view| Effect::Ask(Request::Show(view)))
            .into_iter()
            .collect()
    },
    ..Action::BASE
};

/// What is round all that is selected, wires included.
fn bounds(context: &Context) -> Option<Rect> {
    let diagram = context.diagram;
    let boxes = context
        .selected
        .iter()
        .filter_map(|key| diagram.position(key));
    let boxes = boxes
        .filter_map(|index| diagram.boxes.get(index))
        .map(|shown| shown.extent);
    let is_selected = |entity| context.session.selection().contains(entity);
    let wires = diagram
        .wires
        .iter()
        .filter(|wire| is_selected(&wire.entity));
    Rect::around(boxes.chain(wires.map(|wire| wire.bounds)))
}

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn what_is_selected_is_in_view() {
        let mut stage = Stage::of("vpc a\nvpc b region=us-east-1\n");
        assert!(stage.refused(&ACTION).is_some());
        stage.select("vpc-2");
        let asked = stage.act(&ACTION);
        let [Request::Show(view)] = asked.as_slice() else {
            panic!("{asked:?}");
        };
        let surface = &stage.editor.surface;
        assert!(
            view.visible(surface.width, surface.height)
                .has_rect(&stage.rect("vpc-2"))
        );
    }
}
