//! The canvas's own state: the surface with its tools, the diagram of the design, and the painter. One handle for all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use netwright_core::catalog::Item;
use netwright_core::diagram::{ColourBy, Diagram, Draft, Drawing, Ink, Rect, Scheme, Theme};
use netwright_core::model::{BoxKey, Design, EntityId};
use netwright_editor::actions::fit_design::MARGIN_PX;
use netwright_editor::geometry::{View, ViewPoint};
use netwright_editor::paint::{Badge, Painter, Picture};
use netwright_editor::tools::perform::{Rest, perform};
use netwright_editor::tools::{Effect, Input, Scene, Surface};
use netwright_editor::view_models::trace::Path;

use super::screen::Screen;
use crate::platform;
use crate::state::{App, Notice};

/// How long wires are laid in the task of the edit itself, in milliseconds: enough for those of any small design.
const AT_ONCE_MS: f64 = 3.0;

/// Wires are laid for so long before it is shown how far they are, in milliseconds.
const UNSEEN_MS: f64 = 120.0;
/// Room around records that are shown together, in CSS pixels.
const TOGETHER_PX: f64 = 48.0;
/// The scale below which boxes are too small to be told apart.
const LEAST_TOGETHER: f64 = 0.3;

/// A handle to the canvas that can be copied anywhere.
#[derive(Clone, Copy)]
pub(crate) struct Canvas {
    app: StoredValue<App>,
    inner: StoredValue<Inner, LocalStorage>,
    /// Grows when the view, the diagram or the tool's state changed: what lies over the canvas follows it.
    pub frame: RwSignal<u32>,
    /// Grows when the diagram changed: what is made of it is made again.
    pub redrawn: RwSignal<u32>,
    /// The scale, as a whole number of percent.
    pub percent: RwSignal<i32>,
    /// The menu that is open, where, and what it is about.
    pub menu: RwSignal<Option<(f64, f64, Option<BoxKey>)>>,
    /// The box whose words are edited in place.
    pub editing: RwSignal<Option<BoxKey>>,
    /// What the pointer rests on, or has the focus, while nothing is in progress.
    pub hovered: RwSignal<Option<BoxKey>>,
    /// What boxes are coloured by.
    pub colour_by: RwSignal<ColourBy>,
}

pub(super) struct Inner {
    pub(super) surface: Surface,
    drawing: Drawing,
    painter: Painter,
    screen: Option<Screen>,
    pub(super) badges: BTreeMap<EntityId, Badge>,
    spotlight: BTreeSet<BoxKey>,
    path: Option<Path>,
    awaiting_frame: bool,
    /// For how long wires were laid since they were shown last, in milliseconds.
    unseen_ms: f64,
    /// Another drawing is being made.
    is_drafting: bool,
    /// The design is to be fitted once that is there.
    fit_drafted: bool,
    /// More wires are laid in a moment.
    is_laying: bool,
    /// Where the pointer was last, on the canvas.
    pointer: Option<ViewPoint>,
    /// The view as it was fitted last: while it is this, it follows what lies over the drawing.
    fitted: Option<View>,
    /// The design is to be fitted once the size of the canvas is known.
    fit_pending: bool,
}

impl Canvas {
    pub(crate) fn new(app: App) -> Self {
        let scheme = if platform::is_dark() {
            Scheme::Dark
        } else {
            Scheme::Light
        };
        Self {
            app: StoredValue::new(app),
            inner: StoredValue::new_local(Inner {
                surface: Surface::default(),
                drawing: Drawing::default(),
                painter: Painter::new(Theme::new(scheme)),
                screen: None,
                badges: BTreeMap::new(),
                spotlight: BTreeSet::new(),
                path: None,
                awaiting_frame: false,
                unseen_ms: 0.0,
                is_drafting: false,
                fit_drafted: false,
                is_laying: false,
                pointer: None,
                fitted: None,
                fit_pending: true,
            }),
            frame: RwSignal::new(0),
            redrawn: RwSignal::new(0),
            percent: RwSignal::new(100),
            menu: RwSignal::new(None),
            editing: RwSignal::new(None),
            hovered: RwSignal::new(None),
            colour_by: RwSignal::new(ColourBy::default()),
        }
    }

    fn app(self) -> App {
        self.app.get_value()
    }

    /// The diagram as it is shown.
    pub(crate) fn diagram(self) -> Arc<Diagram> {
        self.read(|inner| inner.drawing.diagram())
    }

    pub(crate) fn view(self) -> View {
        self.read(|inner| inner.surface.view)
    }

    /// The colour of what boxes are coloured by, in the theme that is shown.
    pub(crate) fn ink(self, ink: &Ink) -> String {
        self.read(|inner| inner.painter.theme.ink(ink).to_owned())
    }

    /// The size of the canvas in CSS pixels.
    pub(crate) fn size(self) -> (f64, f64) {
        self.read(|inner| (inner.surface.width, inner.surface.height))
    }

    /// The canvas's corner in the window, in CSS pixels.
    pub(super) fn corner(self) -> (f64, f64) {
        self.read(|inner| inner.screen.as_ref().map_or((0.0, 0.0), Screen::corner))
    }

    /// Tells the tools what was done, performs what they ask for, and paints.
    pub(crate) fn input(self, input: Input) {
        let app = self.app();
        let effects = app.design.with_untracked(|design| {
            app.selection.with_untracked(|selection| {
                self.update(|inner| {
                    let selection = inner.surface.selected(selection);
                    let diagram = inner.drawing.diagram();
                    let scene = Scene {
                        design,
                        diagram: &diagram,
                        selection: &selection,
                    };
                    inner.surface.input(&scene, input)
                })
            })
        });
        for effect in effects {
            self.perform(effect);
        }
        if matches!(input, Input::Up(_) | Input::Cancel) {
            platform::mark_placing(self.is_placing());
        }
        let rests = matches!(input, Input::Move(_) | Input::Leave);
        let hovered = self.update(|inner| {
            if let Input::Move(pointer) = input {
                inner.pointer = Some(pointer.at);
            }
            let hovered = inner.surface.hover.clone();
            hovered.filter(|_| rests && inner.surface.is_idle())
        });
        if self.hovered.with_untracked(|before| *before != hovered) {
            self.hovered.set(hovered);
        }
        let hint = self.read(|inner| inner.surface.hint.clone());
        if app.hint.with_untracked(|old| *old != hint) {
            app.hint.set(hint);
        }
        self.repaint();
    }

    /// Does what a tool or a key asks for.
    pub(crate) fn perform(self, effect: Effect) {
        let app = self.app();
        let diagram = self.diagram();
        self.rest(app.with(|session| perform(session, &diagram, effect)));
    }

    /// Does what is left of an effect once the session has done its part.
    pub(crate) fn rest(self, rest: Rest) {
        match rest {
            Rest::Nothing => {}
            Rest::Say(reason) => self.app().notice.set(Some(Notice {
                text: reason.0,
                error: false,
            })),
            Rest::EditWords(key) => self.edit_words(Some(key)),
            Rest::Menu { x, y, key } => self.menu.set(Some((x, y, key))),
        }
    }

    /// What actions see of the canvas.
    pub(crate) fn with_surface<R>(self, read: impl FnOnce(&Surface, &Diagram) -> R) -> R {
        self.read(|inner| read(&inner.surface, &inner.drawing.diagram()))
    }

    /// Where the pointer is, where the drawing is not used by the keyboard alone.
    pub(super) fn pointer(self) -> Option<ViewPoint> {
        self.read(|inner| inner.pointer)
    }

    /// A box has the focus, or lost it.
    pub(super) fn focus_on(self, key: Option<BoxKey>) {
        self.update(|inner| inner.pointer = None);
        self.hovered.set(key);
    }

    /// What the tools see just now.
    pub(super) fn with_scene<R>(self, read: impl FnOnce(&Scene) -> R) -> R {
        let app = self.app();
        app.design.with_untracked(|design| {
            app.selection.with_untracked(|selection| {
                self.read(|inner| {
                    let selection = inner.surface.selected(selection);
                    read(&Scene {
                        design,
                        diagram: &inner.drawing.diagram(),
                        selection: &selection,
                    })
                })
            })
        })
    }

    pub(super) fn is_idle(self) -> bool {
        self.read(|inner| inner.surface.is_idle())
    }

    /// Whether a new box follows the pointer.
    pub(super) fn is_placing(self) -> bool {
        self.read(|inner| inner.surface.is_placing())
    }

    /// Gives up placing a new box, where it was not dropped.
    pub(crate) fn end_placing(self) {
        if self.is_placing() {
            self.input(Input::Cancel);
        }
    }

    /// Every drag pans, or selects again.
    pub(super) fn toggle_hand(self) {
        self.update(|inner| inner.surface.hand = !inner.surface.hand);
    }

    /// Shows these boxes as they are and lets the others step back; all where there are none.
    pub(crate) fn set_spotlight(self, spotlight: BTreeSet<BoxKey>) {
        self.update(|inner| inner.spotlight = spotlight);
        self.repaint();
    }

    /// Lights the way of a packet, or no way any more.
    pub(crate) fn set_path(self, path: Option<Path>) {
        let changed = self.update(|inner| {
            let changed = inner.path != path;
            inner.path = path;
            changed
        });
        if changed {
            self.repaint();
        }
    }

    /// Starts placing a new record of this kind with the pointer.
    pub(crate) fn begin_placing(self, item: &'static Item) {
        self.update(|inner| inner.surface.begin_placing(item));
        platform::mark_placing(true);
        self.repaint();
    }

    /// The shape of the pointer, by its name in CSS.
    pub(super) fn cursor(self, at: ViewPoint) -> &'static str {
        let app = self.app();
        app.design.with_untracked(|design| {
            app.selection.with_untracked(|selection| {
                self.read(|inner| {
                    let selection = inner.surface.selected(selection);
                    let scene = Scene {
                        design,
                        diagram: &inner.drawing.diagram(),
                        selection: &selection,
                    };
                    inner.surface.cursor(&scene, at)
                })
            })
        })
    }

    pub(crate) fn set_view(self, view: View) {
        self.update(|inner| inner.surface.view = view);
        self.repaint();
    }

    /// Shows all of the design, at most at its natural size.
    pub(crate) fn fit(self) {
        self.update(|inner| {
            if inner.is_drafting {
                inner.fit_drafted = true;
                return;
            }
            let surface = &mut inner.surface;
            if let Some(bounds) = inner.drawing.diagram().bounds() {
                surface.view = surface.fitting(bounds, MARGIN_PX);
                inner.fitted = Some(surface.view);
            }
            inner.fit_pending = surface.width < 1.0;
        });
        self.repaint();
    }

    /// Zooms by a factor about the middle of the canvas.
    pub(crate) fn zoom(self, factor: f64) {
        let (width, height) = self.size();
        let middle = ViewPoint::new(width / 2.0, height / 2.0);
        self.set_view(self.view().zoomed(factor, middle));
    }

    /// Brings several records into view, as far off as that takes: not where they would be too small to be told apart,
    /// or where there is one only.
    pub(crate) fn show_together(self, ids: &[EntityId]) -> bool {
        let rects = ids
            .iter()
            .filter_map(|id| self.rect_of(&BoxKey::Entity(*id)));
        let rects: Vec<Rect> = rects.collect();
        let (Some(rect), true) = (Rect::around(rects.iter().copied()), rects.len() > 1) else {
            return false;
        };
        let ((width, height), view) = (self.size(), self.view());
        let fitting = View::fitting(rect, width, height, TOGETHER_PX, 1.0);
        if fitting.scale < LEAST_TOGETHER {
            return false;
        }
        if !view.visible(width, height).has_rect(&rect) || view.scale < LEAST_TOGETHER {
            self.set_view(fitting);
        }
        true
    }

    /// Brings a box into view, and makes it large enough to be read.
    pub(crate) fn reveal(self, key: &BoxKey) {
        let Some(rect) = self.rect_of(key) else {
            return;
        };
        let (width, height) = self.size();
        let view = self.view();
        let visible = view.visible(width, height);
        let readable = view.scale >= 0.5 || f64::from(rect.width) * view.scale >= 160.0;
        if !visible.has_rect(&rect) || !readable {
            let scale = View::fitting(rect, width, height, 96.0, 1.0)
                .scale
                .max(view.scale.min(1.0));
            self.set_view(View::centred(rect, scale, width, height));
        }
    }

    /// Where a box or a wire is, in world units.
    pub(crate) fn rect_of(self, key: &BoxKey) -> Option<Rect> {
        let diagram = self.diagram();
        if let Some(index) = diagram.position(key) {
            return diagram.boxes.get(index).map(|shown| shown.rect);
        }
        let wires = diagram
            .wires
            .iter()
            .filter(|wire| BoxKey::Entity(wire.entity) == *key);
        Rect::around(wires.map(|wire| wire.bounds))
    }

    pub(crate) fn edit_words(self, key: Option<BoxKey>) {
        self.update(|inner| inner.surface.editing.clone_from(&key));
        self.editing.set(key);
        self.repaint();
    }

    /// Shows these counts of findings on the boxes they are about.
    pub(crate) fn set_badges(self, badges: BTreeMap<EntityId, Badge>) {
        self.update(|inner| inner.badges = badges);
        self.repaint();
    }

    pub(super) fn set_screen(self, screen: Screen) {
        self.update(|inner| inner.screen = Some(screen));
    }

    pub(super) fn set_size(self, width: f64, height: f64) {
        let untouched = self.app().labels.with_untracked(|(undo, _)| undo.is_none());
        let fit = self.update(|inner| {
            (inner.surface.width, inner.surface.height) = (width, height);
            // What was fitted stays so while panels open and close, until something is changed.
            inner.fit_pending || untouched && inner.fitted == Some(inner.surface.view)
        });
        if fit { self.fit() } else { self.repaint() }
    }

    /// Says how much of the bottom left corner is covered, in CSS pixels.
    pub(crate) fn set_cover(self, cover: (f64, f64)) {
        let fit = self.update(|inner| {
            let changed = std::mem::replace(&mut inner.surface.cover, cover) != cover;
            changed && inner.fitted == Some(inner.surface.view)
        });
        if fit {
            self.fit();
        }
    }

    /// Follows the design.
    pub(super) fn refresh(self) {
        self.app().design.track();
        self.colour_by.track();
        self.refresh_now();
    }

    fn refresh_now(self) {
        let by = self.colour_by.get_untracked();
        let design = self.app().design;
        let (changed, begins) = design.with_untracked(|design| {
            self.update(|inner| {
                if inner.is_drafting {
                    // The design as it is then is followed once the other drawing is there.
                    return (false, false);
                }
                inner.is_drafting = inner.drawing.is_far_from(design);
                let changed = !inner.is_drafting && inner.drawing.follow(design, &by);
                (changed, inner.is_drafting)
            })
        });
        if changed {
            self.shown_again();
        }
        if begins {
            // What is shown stays until the other drawing is whole.
            spawn_local(async move {
                let drawing = self.draw(&design.get_untracked()).await;
                self.show(drawing);
                self.refresh_now();
                if self.update(|inner| std::mem::take(&mut inner.fit_drafted)) {
                    self.fit();
                }
            });
        }
    }

    /// Draws a design from scratch, a little at a time.
    pub(crate) async fn draw(self, design: &Design) -> Drawing {
        let mut draft = Draft::new(design, &self.colour_by.get_untracked());
        while !draft.work(&mut platform::for_a_moment()) {
            platform::let_go().await;
        }
        draft.finish()
    }

    /// Shows a drawing; what has changed in the design since it was begun is followed by the next refresh.
    pub(crate) fn show(self, drawing: Drawing) {
        self.update(|inner| {
            inner.drawing = drawing;
            inner.is_drafting = false;
        });
        self.shown_again();
    }

    fn shown_again(self) {
        self.redrawn
            .update(|redrawn| *redrawn = redrawn.wrapping_add(1));
        self.repaint();
        self.lay(AT_ONCE_MS);
    }

    /// Whether every wire has its course.
    pub(super) fn is_laid(self) -> bool {
        self.read(|inner| inner.drawing.is_laid())
    }

    /// Lays wires that want another course, a little at a time; they are seen as they are laid. An edit has had its part
    /// of the frame already: little is done at once.
    fn lay(self, time_ms: f64) {
        let before = self.read(|inner| inner.drawing.is_laid());
        let done = self.update(|inner| inner.drawing.lay(&mut platform::for_ms(time_ms)));
        // All of a large design is costly to paint: it is shown now and then how far the wires are.
        let is_shown = self.update(|inner| {
            inner.unseen_ms = if done { 0.0 } else { inner.unseen_ms + time_ms };
            let is_shown = done || inner.unseen_ms > UNSEEN_MS;
            if is_shown {
                inner.unseen_ms = 0.0;
            }
            is_shown
        });
        if !before && is_shown {
            self.repaint();
        }
        let is_waiting = self.update(|inner| std::mem::replace(&mut inner.is_laying, !done));
        if !done && !is_waiting {
            Timeout::new(0, move || {
                self.update(|inner| inner.is_laying = false);
                self.lay(platform::MOMENT_MS);
            })
            .forget();
        }
    }

    /// Follows the theme.
    pub(super) fn retheme(self) {
        let scheme = if platform::is_dark() {
            Scheme::Dark
        } else {
            Scheme::Light
        };
        self.update(|inner| inner.painter.theme = Theme::new(scheme));
        self.repaint();
    }

    /// Paints before the next frame, once however often it is asked for.
    pub(crate) fn repaint(self) {
        let asked = self.update(|inner| std::mem::replace(&mut inner.awaiting_frame, true));
        if !asked {
            platform::before_frame(move || self.paint());
        }
    }

    fn paint(self) {
        let app = self.app();
        let ratio = platform::pixel_ratio();
        app.selection.with_untracked(|selection| {
            self.update(|inner| {
                inner.awaiting_frame = false;
                let Some(screen) = &mut inner.screen else {
                    return;
                };
                let selection = inner.surface.selected(selection);
                let diagram = inner.drawing.diagram();
                let picture = Picture {
                    diagram: &diagram,
                    surface: &inner.surface,
                    selection: &selection,
                    badges: &inner.badges,
                    spotlight: &inner.spotlight,
                    path: inner.path.as_ref(),
                    pixel_ratio: ratio,
                };
                inner.painter.paint(&picture);
                screen.resize(
                    device(inner.surface.width * ratio),
                    device(inner.surface.height * ratio),
                );
                screen.show(&mut inner.painter, ratio);
            });
        });
        self.frame.update(|frame| *frame = frame.wrapping_add(1));
        let percent = netwright_editor::geometry::view::whole(self.view().scale * 100.0).max(1);
        if self.percent.get_untracked() != percent {
            self.percent.set(percent);
        }
    }

    pub(super) fn read<R>(self, read: impl FnOnce(&Inner) -> R) -> R {
        self.inner.try_with_value(read).unwrap_or_else(|| gone())
    }

    pub(super) fn update<R>(self, change: impl FnOnce(&mut Inner) -> R) -> R {
        self.inner
            .try_update_value(change)
            .unwrap_or_else(|| gone())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what a canvas can be"
)]
fn device(pixels: f64) -> u32 {
    pixels.round().clamp(1.0, 16_384.0) as u32
}

/// The canvas lives as long as the page; a call after its end is a bug of the page's own teardown.
fn gone<R>() -> R {
    unreachable!("the canvas lives as long as the page")
}
