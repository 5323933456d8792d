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
    use super::super::harness::assert_keeps_middle;
    use super::*;

    #[test]
    fn the_middle_stays_where_it_is() {
        let (before, after) = assert_keeps_middle(&ACTION);
        assert!(after < before);
    }
}
