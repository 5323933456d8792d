//! A person who does actions by name, for their tests.

use netwright_core::diagram::{Rect, diagram};
use netwright_core::model::BoxKey;

use super::{Action, Context, Request, perform};
use crate::analysis::Findings;
use crate::engine::Inline;
use crate::geometry::View;
use crate::test_editor::TestEditor;
use crate::tools::perform::Rest;
use crate::tools::place::{pins, place};

pub(crate) struct Stage {
    pub editor: TestEditor,
    pub problem: Option<String>,
    pub has_import_notes: bool,
    findings: Findings,
}

impl Stage {
    pub(crate) fn of(notation: &str) -> Self {
        let editor = TestEditor::new(notation);
        let findings = Inline::default()
            .update(editor.session.design(), "2026-01-01")
            .clone();
        Self {
            editor,
            problem: None,
            has_import_notes: false,
            findings,
        }
    }

    /// Selects records by their ids, with blanks between.
    pub(crate) fn select(&mut self, ids: &str) {
        let ids = ids.split_whitespace().map(|id| id.parse().unwrap());
        self.editor.session.select(ids);
    }

    /// Puts a box somewhere in what holds it, as if it had been dragged there.
    pub(crate) fn move_box(&mut self, key: &str, x: i32, y: i32) {
        let key: BoxKey = key.parse().unwrap();
        let at = self.editor.diagram.position(&key).unwrap();
        let holder = self.editor.diagram.boxes[at].parent;
        let mut commands = pins(self.editor.session.design(), &self.editor.diagram, [holder]);
        let rect = Rect {
            x,
            y,
            ..self.editor.diagram.boxes[at].rect
        };
        commands.push(place(&key, rect));
        self.editor.session.commit("Move", &commands).unwrap();
        self.editor.diagram = diagram(self.editor.session.design());
    }

    /// Where a box is in the world.
    pub(crate) fn rect(&self, key: &str) -> Rect {
        let at = self.editor.diagram.position(&key.parse().unwrap());
        self.editor.diagram.boxes[at.unwrap()].rect
    }

    pub(crate) fn shown(&self, action: &Action) -> String {
        self.read(|context| action.shown(context))
    }

    pub(crate) fn refused(&self, action: &Action) -> Option<String> {
        self.read(|context| action.refused(context))
    }

    /// Does the action, which must be possible; says what it asks of the window.
    pub(crate) fn act(&mut self, action: &Action) -> Vec<Request> {
        assert_eq!(self.refused(action), None, "{}", action.id);
        let effects = self.read(|context| (action.run)(context));
        let mut asked = Vec::new();
        for effect in effects {
            asked.extend(perform(
                &mut self.editor.session,
                &self.editor.diagram,
                effect,
            ));
            self.editor.diagram = diagram(self.editor.session.design());
        }
        for request in &asked {
            if let Request::Explain(key) = request {
                self.problem = Some(key.clone());
            }
        }
        assert!(self.editor.session.design().dangling().is_empty());
        asked
    }

    /// Does one effect, as the window does when it answers.
    pub(crate) fn perform(&mut self, effect: super::Effect) -> Option<Request> {
        let left = perform(&mut self.editor.session, &self.editor.diagram, effect);
        self.editor.diagram = diagram(self.editor.session.design());
        left
    }

    fn read<R>(&self, read: impl FnOnce(&Context) -> R) -> R {
        let selected = self
            .editor
            .surface
            .selected(self.editor.session.selection());
        read(&Context {
            session: &self.editor.session,
            diagram: &self.editor.diagram,
            surface: &self.editor.surface,
            selected: &selected,
            findings: &self.findings,
            problem: self.problem.as_deref(),
            has_import_notes: self.has_import_notes,
        })
    }
}

/// Tries an action that lines up what is selected: afterwards `edge` is the same for all of it.
pub(crate) fn assert_lines_up(action: &Action, edge: fn(&Rect) -> i32) {
    let mut stage =
        Stage::of("vpc a region=r\n  subnet s\n  subnet t\nvpc b region=r\nvpc c region=q\n");
    stage.select("vpc-1");
    assert_eq!(stage.refused(action).unwrap(), "select two boxes or more");
    stage.select("vpc-1 vpc-3");
    assert!(stage.refused(action).unwrap().contains("same container"));
    stage.move_box("vpc-2", 70, 300);
    stage.select("vpc-1 vpc-2");
    stage.act(action);
    let at = |key: &str| edge(&stage.rect(key));
    assert!((at("vpc-1") - at("vpc-2")).abs() <= 1);
}

/// Tries an action that spreads what is selected: afterwards the gaps between the spans are equal.
pub(crate) fn assert_spreads(action: &Action, span: fn(&Rect) -> (i32, i32)) {
    let mut stage = Stage::of("vpc a region=r\nvpc b region=r\nvpc c region=r\n");
    stage.select("vpc-1 vpc-2");
    assert_eq!(stage.refused(action).unwrap(), "select three boxes or more");
    stage.move_box("vpc-2", 30, 30);
    stage.move_box("vpc-3", 1400, 1300);
    stage.select("vpc-1 vpc-2 vpc-3");
    stage.act(action);
    let mut spans = ["vpc-1", "vpc-2", "vpc-3"].map(|key| span(&stage.rect(key)));
    spans.sort_unstable();
    let gap = |at: usize| spans[at + 1].0 - spans[at].1;
    assert!((gap(0) - gap(1)).abs() <= 1, "{spans:?}");
}

/// Tries an action that zooms about the middle of the drawing; gives the scale before and after.
pub(crate) fn assert_keeps_middle(action: &Action) -> (f64, f64) {
    let mut stage = Stage::of("vpc a\n");
    let before = stage.editor.surface.view;
    let asked = stage.act(action);
    let [Request::Show(after)] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    let surface = &stage.editor.surface;
    let middle = |view: &View| view.visible(surface.width, surface.height).center();
    let (now, then) = (middle(after), middle(&before));
    assert!((now.x - then.x).abs() <= 2 && (now.y - then.y).abs() <= 2);
    (before.scale, after.scale)
}

/// Tries an action that puts something down to be written on: it is in view, and its words are edited.
pub(crate) fn assert_writes(action: &Action, key: &str, label: &str) {
    let mut stage = Stage::of("vpc a\n");
    let asked = stage.act(action);
    assert_eq!(
        asked,
        [Request::Tool(Rest::EditWords(key.parse().unwrap()))]
    );
    let surface = &stage.editor.surface;
    let visible = surface.view.visible(surface.width, surface.height);
    assert!(visible.has_rect(&stage.rect(key)));
    assert_eq!(stage.editor.session.labels().0, Some(label));
}
