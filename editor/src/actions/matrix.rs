//! Action: the matrix of who can talk to whom.

use super::action::refuse_if;
use super::{Action, Dialog, Effect, Group, Reach, Request};

pub const ACTION: Action = Action {
    id: "matrix",
    title: "Isolation matrix",
    group: Group::View,
    rank: 6,
    keys: &["Alt+M"],
    reach: Reach::OutsideText,
    enabled: |context| refuse_if(context.design().is_empty(), "nothing is drawn yet"),
    run: |_| vec![Effect::Ask(Request::Open(Dialog::Matrix))],
    ..Action::BASE
};

#[cfg(test)]
mod tests {
    use super::super::harness::Stage;
    use super::*;

    #[test]
    fn the_matrix_opens_where_there_is_something_in_it() {
        let mut stage = Stage::of("vpc a\n");
        assert_eq!(stage.act(&ACTION), [Request::Open(Dialog::Matrix)]);
        let why = Stage::of("").refused(&ACTION);
        assert_eq!(why.as_deref(), Some("nothing is drawn yet"));
    }
}
