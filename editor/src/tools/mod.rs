//! Tools: what the pointer does on the canvas, as a statechart. One file per state in progress; each says its hint and
//! cursor, and Escape leaves each of them with the design as it was.

pub mod accept;
pub mod align;
pub mod connect;
pub mod connecting;
pub mod effect;
pub mod hit;
pub mod input;
pub mod keys;
pub mod landing;
pub mod marquee;
pub mod perform;
pub mod place;
pub mod placing;
pub mod resize;
pub mod translate;
pub mod zones;

use std::collections::BTreeSet;

use netwright_core::catalog::Item;
use netwright_core::diagram::{Diagram, DiagramBox, Form, Point, Rect};
use netwright_core::model::{BoxKey, Design, EntityId};
use netwright_core::order;

pub use effect::{Creation, Effect, WhyNot};
pub use input::{Button, Input, Modifiers, Pointer};
pub use translate::Lift;

use self::connecting::Connecting;
use self::hit::{box_at, has_ports_outside, key_at, port_at};
use self::marquee::{Marquee, entities};
use self::placing::Placing;
use self::resize::Resizing;
use self::translate::Translating;
use crate::geometry::Handle;
use crate::geometry::resize::handle_at;
use crate::geometry::snap::Guide;
use crate::geometry::{View, ViewPoint};

/// A press becomes a drag after this many CSS pixels.
const DRAG_THRESHOLD_PX: f64 = 4.0;
/// A box stays hovered this far from its border, in CSS pixels: its ports are there.
const PORTS_PX: f64 = 24.0;
const IDLE_HINT: &str = "Click to select, drag to move or to select several. Space and drag, or scroll: pan. Ctrl and scroll: zoom";

/// What the tools see of the design.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    pub design: &'a Design,
    pub diagram: &'a Diagram,
    pub selection: &'a BTreeSet<BoxKey>,
}

/// The container that something is dragged over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropTarget {
    pub index: Option<usize>,
    pub refused: Option<WhyNot>,
}

/// The canvas as a person works on it: the view, the tool in progress and what it shows. Never saved.
#[derive(Debug, Default)]
pub struct Surface {
    pub view: View,
    /// In CSS pixels.
    pub width: f64,
    pub height: f64,
    /// How much of the bottom left corner lies under something else, in CSS pixels.
    pub cover: (f64, f64),
    /// What can be done now, in words.
    pub hint: String,
    pub hover: Option<BoxKey>,
    /// A region, which no record stands for and which is therefore not in the session's selection.
    pub region: Option<BoxKey>,
    pub lift: Option<Lift>,
    pub drop_target: Option<DropTarget>,
    pub guides: Vec<Guide>,
    pub marquee: Option<Rect>,
    /// The frame of a box being resized or placed.
    pub ghost: Option<Rect>,
    pub new_wire: Option<Vec<Point>>,
    /// The availability zone that a subnet is dragged over, and its name where the drawing does not show it yet.
    pub zone: Option<(Rect, Option<String>)>,
    /// The box whose words are being edited in place.
    pub editing: Option<BoxKey>,
    /// The hand is the tool: every drag pans.
    pub hand: bool,
    space: bool,
    state: State,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Idle,
    Pressing {
        at: ViewPoint,
        target: Option<BoxKey>,
        was_selected: bool,
    },
    Translating(Translating),
    Marquee(Marquee),
    Resizing(Resizing),
    Panning {
        last: ViewPoint,
    },
    Connecting(Connecting),
    Placing(Placing),
}

/// What can be taken hold of beside the boxes themselves.
enum Grip {
    /// The start of a wire from this box.
    Port(BoxKey),
    Handle(BoxKey, Handle),
}

impl Surface {
    /// Does what the input asks for, and says what the host must do.
    pub fn input(&mut self, scene: &Scene, input: Input) -> Vec<Effect> {
        let effects = match input {
            Input::Scroll { dx, dy } => {
                self.view = self.view.panned(-dx, -dy);
                Vec::new()
            }
            Input::Zoom { factor, at } => {
                self.view = self.view.zoomed(factor, at);
                Vec::new()
            }
            Input::Space(down) => {
                self.space = down;
                Vec::new()
            }
            Input::Leave => {
                self.hover = None;
                Vec::new()
            }
            Input::Cancel => self.cancel(),
            Input::Down(pointer) => self.down(scene, pointer),
            Input::Move(pointer) => self.moved(scene, pointer),
            Input::Up(pointer) => self.up(scene, pointer),
            Input::Double(pointer) => self.double(scene, pointer),
        };
        match &self.state {
            State::Idle => {
                self.zone = None;
                IDLE_HINT.clone_into(&mut self.hint);
            }
            State::Marquee(_) => marquee::HINT.clone_into(&mut self.hint),
            State::Resizing(_) => resize::HINT.clone_into(&mut self.hint),
            // The others say what they are over.
            _ => {}
        }
        effects
    }

    /// The view in which `bounds` is seen whole, at most at its natural size: beside what covers the corner, or over
    /// it, whichever shows more.
    pub fn fitting(&self, bounds: Rect, margin: f64) -> View {
        let (left, bottom) = self.cover;
        // The margin is round the design anyway.
        let (left, bottom) = ((left - margin).max(0.0), (bottom - margin).max(0.0));
        let beside = View::fitting(bounds, self.width - left, self.height, margin, 1.0);
        let over = View::fitting(bounds, self.width, self.height - bottom, margin, 1.0);
        if beside.scale > over.scale {
            beside.panned(left, 0.0)
        } else {
            over
        }
    }

    /// The view zoomed by a factor about the middle of the canvas.
    pub fn zoomed(&self, factor: f64) -> View {
        let middle = ViewPoint::new(self.width / 2.0, self.height / 2.0);
        self.view.zoomed(factor, middle)
    }

    /// Starts placing an item of the palette: it follows the pointer from now on.
    pub fn begin_placing(&mut self, item: &'static Item) {
        self.cancel();
        self.state = State::Placing(Placing { item });
        placing::HINT.clone_into(&mut self.hint);
    }

    /// Whether nothing is in progress.
    pub fn is_idle(&self) -> bool {
        matches!(self.state, State::Idle)
    }

    /// Whether a new box follows the pointer.
    pub fn is_placing(&self) -> bool {
        matches!(self.state, State::Placing(_))
    }

    /// The shape of the pointer, by its name in CSS.
    pub fn cursor(&self, scene: &Scene, at: ViewPoint) -> &'static str {
        match &self.state {
            State::Panning { .. } | State::Translating(_) => "grabbing",
            State::Marquee(_) | State::Connecting(_) => "crosshair",
            State::Placing(_) => "copy",
            State::Resizing(resizing) => resizing.cursor(),
            State::Idle | State::Pressing { .. } if self.space || self.hand => "grab",
            State::Idle | State::Pressing { .. } => match self.grip_under(scene, at) {
                Some(Grip::Port(_)) => "crosshair",
                Some(Grip::Handle(_, handle)) => handle.cursor(),
                None => "default",
            },
        }
    }

    /// The session's selection and the region that is selected here, as boxes.
    pub fn selected(&self, selection: &BTreeSet<EntityId>) -> BTreeSet<BoxKey> {
        let records = selection.iter().map(|id| BoxKey::Entity(*id));
        order::set(records.chain(self.region.clone()))
    }

    pub fn is_lifted(&self, index: usize) -> bool {
        self.lift
            .as_ref()
            .is_some_and(|lift| lift.roots.binary_search(&index).is_ok())
    }

    /// Whether a box is lifted, or inside one that is.
    pub fn is_inside_lift(&self, diagram: &Diagram, index: usize) -> bool {
        let Some(lift) = &self.lift else { return false };
        let before = lift.roots.partition_point(|root| *root <= index);
        let root = before.checked_sub(1).and_then(|at| lift.roots.get(at));
        root.and_then(|root| diagram.boxes.get(*root))
            .is_some_and(|root| index < root.end)
    }

    /// Where a box is drawn: a box being resized follows its frame.
    pub fn shown_rect(&self, shown: &DiagramBox) -> Rect {
        match (&self.state, self.ghost) {
            (State::Resizing(resizing), Some(ghost)) if resizing.key == shown.key => ghost,
            _ => shown.rect,
        }
    }

    fn down(&mut self, scene: &Scene, pointer: Pointer) -> Vec<Effect> {
        if let State::Placing(placing) = self.state {
            placing.moved(self, scene, pointer);
            return Vec::new();
        }
        let effects = self.cancel();
        if pointer.button == Button::Middle || self.space || self.hand {
            self.state = State::Panning { last: pointer.at };
            return effects;
        }
        if pointer.button == Button::Secondary {
            return self.menu(scene, pointer);
        }
        let start = self.view.world_from_view(pointer.at);
        match self.grip_under(scene, pointer.at) {
            Some(Grip::Port(from)) => {
                self.state = State::Connecting(Connecting::start(from));
                return effects;
            }
            Some(Grip::Handle(key, handle)) => {
                self.state = State::Resizing(Resizing::start(key, handle, start));
                return effects;
            }
            None => {}
        }
        let target = key_at(scene.diagram, &self.view, pointer.at);
        let was_selected = target
            .as_ref()
            .is_some_and(|key| scene.selection.contains(key));
        self.state = State::Pressing {
            at: pointer.at,
            target: target.clone(),
            was_selected,
        };
        match target {
            // What is selected stays so until it is clear that this is a click and not a drag of all of it.
            Some(_) if was_selected => effects,
            Some(key) => self.choose(scene, key, pointer.modifiers.shift),
            None => effects,
        }
    }

    fn moved(&mut self, scene: &Scene, pointer: Pointer) -> Vec<Effect> {
        match std::mem::take(&mut self.state) {
            State::Idle => {
                let found = key_at(scene.diagram, &self.view, pointer.at);
                if !self.keeps_hover(scene, pointer.at, found.as_ref()) {
                    self.hover = found;
                }
                Vec::new()
            }
            State::Pressing {
                at,
                target,
                was_selected,
            } => {
                if at.distance(pointer.at) < DRAG_THRESHOLD_PX {
                    self.state = State::Pressing {
                        at,
                        target,
                        was_selected,
                    };
                    return Vec::new();
                }
                self.hover = None;
                let start = self.view.world_from_view(at);
                let translating = target.and_then(|_| Translating::start(self, scene, start));
                self.state = match translating {
                    Some(translating) => State::Translating(translating),
                    None => State::Marquee(Marquee::start(self, scene, start)),
                };
                self.moved(scene, pointer)
            }
            State::Translating(translating) => {
                translating.moved(self, scene, pointer);
                self.state = State::Translating(translating);
                Vec::new()
            }
            State::Marquee(marquee) => {
                let effects = marquee.moved(self, scene, pointer);
                self.state = State::Marquee(marquee);
                effects
            }
            State::Resizing(resizing) => {
                resizing.moved(self, scene, pointer);
                self.state = State::Resizing(resizing);
                Vec::new()
            }
            State::Panning { last } => {
                self.view = self
                    .view
                    .panned(pointer.at.x - last.x, pointer.at.y - last.y);
                self.state = State::Panning { last: pointer.at };
                Vec::new()
            }
            State::Connecting(connecting) => {
                connecting.moved(self, scene, pointer);
                self.state = State::Connecting(connecting);
                Vec::new()
            }
            State::Placing(placing) => {
                placing.moved(self, scene, pointer);
                self.state = State::Placing(placing);
                Vec::new()
            }
        }
    }

    fn up(&mut self, scene: &Scene, pointer: Pointer) -> Vec<Effect> {
        match std::mem::take(&mut self.state) {
            State::Idle | State::Panning { .. } => Vec::new(),
            State::Pressing {
                target,
                was_selected,
                ..
            } => match target {
                Some(key) if was_selected => self.choose(scene, key, pointer.modifiers.shift),
                None if !pointer.modifiers.shift => {
                    self.region = None;
                    vec![Effect::Select(BTreeSet::new())]
                }
                _ => Vec::new(),
            },
            State::Translating(translating) => translating.done(self, scene),
            State::Marquee(_) => {
                self.marquee = None;
                Vec::new()
            }
            State::Resizing(resizing) => {
                resizing.moved(self, scene, pointer);
                resizing.done(self, scene)
            }
            State::Connecting(connecting) => {
                connecting.moved(self, scene, pointer);
                connecting.done(self, scene)
            }
            State::Placing(placing) => {
                placing.moved(self, scene, pointer);
                placing.done(self, scene, pointer)
            }
        }
    }

    fn double(&mut self, scene: &Scene, pointer: Pointer) -> Vec<Effect> {
        let effects = self.cancel();
        let inside = box_at(scene.diagram, &self.view, pointer.at, &|_| false);
        let shown = inside.and_then(|index| scene.diagram.boxes.get(index));
        match shown {
            Some(shown) if shown.shape.form != Form::Region => {
                vec![Effect::EditWords(shown.key.clone())]
            }
            _ => effects,
        }
    }

    fn menu(&mut self, scene: &Scene, pointer: Pointer) -> Vec<Effect> {
        let key = key_at(scene.diagram, &self.view, pointer.at);
        let mut effects = match &key {
            Some(key) if !scene.selection.contains(key) => self.choose(scene, key.clone(), false),
            _ => Vec::new(),
        };
        effects.push(Effect::Menu {
            x: pointer.at.x,
            y: pointer.at.y,
            key,
        });
        effects
    }

    /// Selects one, or with shift adds it or takes it away.
    fn choose(&mut self, scene: &Scene, key: BoxKey, toggle: bool) -> Vec<Effect> {
        let BoxKey::Entity(id) = key else {
            self.region = Some(key);
            return vec![Effect::Select(BTreeSet::new())];
        };
        self.region = None;
        let mut chosen = if toggle {
            entities(scene.selection)
        } else {
            BTreeSet::new()
        };
        if !toggle || !chosen.remove(&id) {
            chosen.insert(id);
        }
        vec![Effect::Select(chosen)]
    }

    /// Leaves what is in progress; the design was not touched by it.
    fn cancel(&mut self) -> Vec<Effect> {
        let effects = match std::mem::take(&mut self.state) {
            State::Marquee(marquee) => marquee.cancelled(),
            _ => Vec::new(),
        };
        self.lift = None;
        self.drop_target = None;
        self.guides.clear();
        self.marquee = None;
        self.ghost = None;
        self.new_wire = None;
        self.zone = None;
        effects
    }

    /// Ports lie beside their box: it stays hovered on the way to them, over what holds it.
    fn keeps_hover(&self, scene: &Scene, at: ViewPoint, found: Option<&BoxKey>) -> bool {
        let boxes = &scene.diagram.boxes;
        let place = |key: &BoxKey| scene.diagram.position(key);
        let Some((index, shown)) = (self.hover.as_ref().and_then(place))
            .and_then(|index| Some((index, boxes.get(index)?)))
        else {
            return false;
        };
        let holds_it = found.is_none_or(|key| {
            let holder = place(key).and_then(|holder| Some((holder, boxes.get(holder)?)));
            holder.is_some_and(|(holder, shown)| holder < index && index < shown.end)
        });
        let reach = self.view.world_length(PORTS_PX);
        let point = self.view.world_from_view(at);
        let is_outside = has_ports_outside(&shown.rect, &self.view, shown.shape.form);
        let is_near = is_outside && shown.rect.inflated(reach).has_point(point);
        (is_near && holds_it) || port_at(&shown.rect, &self.view, shown.shape.form, at).is_some()
    }

    /// What a press would take hold of. A corner comes before a port: there is no other place to resize both ways from.
    fn grip_under(&self, scene: &Scene, at: ViewPoint) -> Option<Grip> {
        let handle = self.handle_under(scene, at);
        let is_corner = |(_, handle): &(BoxKey, Handle)| {
            let (x, y) = handle.edges();
            x != 0 && y != 0
        };
        if let Some((key, handle)) = handle.clone().filter(is_corner) {
            return Some(Grip::Handle(key, handle));
        }
        let port = self.port_under(scene, at).map(Grip::Port);
        port.or_else(|| handle.map(|(key, handle)| Grip::Handle(key, handle)))
    }

    /// The box whose ports are shown: the only one selected, else the one under the pointer.
    fn port_under(&self, scene: &Scene, at: ViewPoint) -> Option<BoxKey> {
        let only = scene
            .selection
            .first()
            .filter(|_| scene.selection.len() == 1);
        only.into_iter().chain(self.hover.as_ref()).find_map(|key| {
            let shown = scene.diagram.boxes.get(scene.diagram.position(key)?)?;
            port_at(&shown.rect, &self.view, shown.shape.form, at).map(|_| key.clone())
        })
    }

    fn handle_under(&self, scene: &Scene, at: ViewPoint) -> Option<(BoxKey, Handle)> {
        let key = scene
            .selection
            .first()
            .filter(|_| scene.selection.len() == 1)?;
        let shown = scene.diagram.boxes.get(scene.diagram.position(key)?)?;
        let handle =
            handle_at(&shown.rect, &self.view, at).filter(|_| accept::is_sizable(shown))?;
        Some((key.clone(), handle))
    }
}

#[cfg(test)]
mod tests;
