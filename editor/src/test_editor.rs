//! A person at the canvas, without a browser: drags, clicks and keys on named boxes, with the invariants swept after each.

use netwright_core::diagram::{Diagram, Form, Point, diagram};
use netwright_core::model::{BoxKey, Design, EntityId};
use netwright_core::notation::parse;

use crate::geometry::{View, ViewPoint};
use crate::session::Session;
use crate::tools::perform::{Rest, perform};
use crate::tools::{Button, Input, Modifiers, Pointer, Scene, Surface};

pub(crate) struct TestEditor {
    pub session: Session,
    pub surface: Surface,
    pub diagram: Diagram,
    /// What the status bar was told last, besides hints.
    pub said: Option<String>,
    pub rest: Vec<Rest>,
}

impl TestEditor {
    pub(crate) fn new(notation: &str) -> Self {
        Self::of(parse(notation).unwrap())
    }

    pub(crate) fn of(design: Design) -> Self {
        let shown = diagram(&design);
        let mut surface = Surface::default();
        surface.view = View {
            scale: 1.0,
            x: 40.0,
            y: 40.0,
        };
        (surface.width, surface.height) = (1440.0, 900.0);
        Self {
            session: Session::new(design),
            surface,
            diagram: shown,
            said: None,
            rest: Vec::new(),
        }
    }

    pub(crate) fn input(&mut self, input: Input) {
        let selection = self.surface.selected(self.session.selection());
        let design = self.session.design().clone();
        let scene = Scene {
            design: &design,
            diagram: &self.diagram,
            selection: &selection,
        };
        for effect in self.surface.input(&scene, input) {
            match perform(&mut self.session, &self.diagram, effect) {
                Rest::Nothing => {}
                Rest::Say(reason) => self.said = Some(reason.0),
                rest => self.rest.push(rest),
            }
        }
        self.diagram = diagram(self.session.design());
        self.sweep();
    }

    /// Presses, moves in steps and lets go.
    pub(crate) fn drag(&mut self, from: ViewPoint, to: ViewPoint) {
        self.press(from);
        self.drag_to(to);
        self.input(Input::Up(pointer(to)));
    }

    pub(crate) fn press(&mut self, at: ViewPoint) {
        self.input(Input::Move(pointer(at)));
        self.input(Input::Down(pointer(at)));
    }

    pub(crate) fn drag_to(&mut self, to: ViewPoint) {
        for step in 1..=4 {
            let share = f64::from(step) / 4.0;
            // Without snapping, so that tests say where things go.
            let held = Pointer {
                modifiers: Modifiers {
                    alt: true,
                    ..Modifiers::default()
                },
                ..pointer(to)
            };
            let at = ViewPoint::new(to.x * share + (1.0 - share), to.y * share + (1.0 - share));
            self.input(Input::Move(Pointer { at, ..held }));
        }
    }

    pub(crate) fn click(&mut self, at: ViewPoint) {
        self.press(at);
        self.input(Input::Up(pointer(at)));
    }

    /// A point by which a box can be taken hold of: just inside its top left corner.
    pub(crate) fn grip(&self, key: &str) -> ViewPoint {
        let rect = self.rect(key);
        self.surface
            .view
            .view_from_world(Point::new(rect.x + 9, rect.y + 9))
    }

    pub(crate) fn middle(&self, key: &str) -> ViewPoint {
        self.surface.view.view_from_world(self.rect(key).center())
    }

    pub(crate) fn rect(&self, key: &str) -> netwright_core::diagram::Rect {
        let key: BoxKey = key.parse().unwrap();
        self.diagram.boxes[self.diagram.position(&key).unwrap()].rect
    }

    pub(crate) fn selected(&self) -> Vec<String> {
        self.session
            .selection()
            .iter()
            .map(EntityId::to_string)
            .collect()
    }

    fn sweep(&self) {
        assert!(self.session.design().dangling().is_empty());
        for shown in &self.diagram.boxes {
            let parent = shown.parent.map(|parent| &self.diagram.boxes[parent]);
            let inside = parent.is_none_or(|parent| parent.rect.has_rect(&shown.rect));
            assert!(
                inside || shown.shape.form == Form::Gate,
                "{} sticks out",
                shown.key
            );
        }
        if self.surface.is_idle() {
            assert!(
                self.surface.lift.is_none()
                    && self.surface.ghost.is_none()
                    && self.surface.guides.is_empty()
            );
            assert!(self.surface.marquee.is_none() && self.surface.new_wire.is_none());
            assert!(self.surface.zone.is_none());
        }
    }
}

pub(crate) fn pointer(at: ViewPoint) -> Pointer {
    Pointer {
        at,
        button: Button::Primary,
        modifiers: Modifiers::default(),
    }
}
