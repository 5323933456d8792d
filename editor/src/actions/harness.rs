//! A person who does actions by name, for their tests.

use netwright_core::diagram::{Rect, diagram};
use netwright_core::model::BoxKey;

use super::{Action, Context, Request, perform};
use crate::analysis::Findings;
use crate::engine::Inline;
use crate::test_editor::TestEditor;
use crate::tools::place::{pins, place};

pub(crate) struct Stage {
    pub editor: TestEditor,
    pub problem: Option<String>,
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
        })
    }
}
