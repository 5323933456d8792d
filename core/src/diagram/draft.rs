//! A drawing that is made in small steps, so that a page stays quick while a large design is opened.

use std::sync::Arc;

use super::arrange::{place_outermost, settle};
use super::collect::{Items, drawn_kinds, item_of, parent_of, region_of};
use super::colour::ColourBy;
use super::course::{Shift, stands};
use super::drawing::{Drawing, order, reorder, stand, tint};
use super::patch::Patch;
use super::shape::Form;
use super::wires::GROUPS;
use crate::model::{Design, Kind, Record};

/// Boxes that are taken in in one step: well under a millisecond of work each hundred.
const AT_ONCE: usize = 128;

/// A drawing on its way.
#[derive(Debug, Clone)]
pub struct Draft {
    drawing: Drawing,
    by: ColourBy,
    kinds: Vec<Kind>,
    stage: Stage,
    /// How far the stage has come.
    at: usize,
    /// The number of the last row that was read, where the stage reads tables.
    after: u32,
}

/// What is done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Regions,
    Items,
    Holders,
    Hubs,
    Sizes,
    Boxes,
    Colours,
    Places,
    Zones,
    Links,
    Ends,
    Done,
}

impl Draft {
    /// Begins to draw a design.
    pub fn new(design: &Design, by: &ColourBy) -> Self {
        Self {
            drawing: Drawing::blank(design),
            by: by.clone(),
            kinds: drawn_kinds().collect(),
            stage: Stage::Regions,
            at: 0,
            after: 0,
        }
    }

    /// Draws for as long as `go_on` says so; says whether all but the courses of the wires is drawn.
    pub fn work(&mut self, go_on: &mut dyn FnMut() -> bool) -> bool {
        while self.stage != Stage::Done {
            self.step();
            if !go_on() {
                break;
            }
        }
        self.stage == Stage::Done
    }

    /// The drawing, once it is done. Its wires are laid by [`Drawing::lay`].
    pub fn finish(mut self) -> Drawing {
        self.work(&mut || true);
        self.drawing
    }

    fn next(&mut self, stage: Stage) {
        (self.stage, self.at, self.after) = (stage, 0, 0);
    }

    fn step(&mut self) {
        let drawing = &mut self.drawing;
        match self.stage {
            Stage::Regions => {
                let Some(kind) = self.kinds.get(self.at) else {
                    return self.next(Stage::Items);
                };
                for region in drawing.design.rows(*kind).filter_map(region_of) {
                    drawing.items.name_region(region);
                }
                self.at += 1;
            }
            Stage::Items => self.rows(Stage::Holders, |items, design, record| {
                items.insert(item_of(design, record));
            }),
            Stage::Holders => self.rows(Stage::Hubs, |items, _, record| {
                if let Some(index) = items.positions.entity(record.id()) {
                    items.link(index, parent_of(record).as_ref());
                }
            }),
            Stage::Hubs => {
                drawing.follow_hubs(None, &mut Patch::default());
                (drawing.order, drawing.place_of) = order(&drawing.items);
                drawing.places.grow(&drawing.items);
                self.next(Stage::Sizes);
            }
            Stage::Sizes => {
                // From the end: what a box holds comes before it.
                let left = drawing.order.len() - self.at;
                let from = left.saturating_sub(AT_ONCE);
                let some = drawing.order.get(from..left).unwrap_or_default();
                let layout = &drawing.design.layout;
                let some = some.iter().rev().copied();
                settle(
                    &drawing.items,
                    layout,
                    &drawing.hub_of,
                    &mut drawing.places,
                    some,
                );
                self.at += left - from;
                if from == 0 {
                    place_outermost(&drawing.items, layout, &drawing.hub_of, &mut drawing.places);
                    self.next(Stage::Boxes);
                }
            }
            Stage::Boxes => {
                let diagram = Arc::make_mut(&mut drawing.diagram);
                reorder(diagram, &mut drawing.items, &drawing.order, &[]);
                diagram.positions.numbers = drawing.items.positions.clone();
                diagram.positions.places.clone_from(&drawing.place_of);
                diagram.tints = self.by.tints(&drawing.design);
                diagram.colour_by = self.by.clone();
                self.next(Stage::Colours);
            }
            Stage::Colours => {
                let diagram = Arc::make_mut(&mut drawing.diagram);
                let end = (self.at + AT_ONCE).min(diagram.boxes.len());
                tint(diagram, &drawing.design, self.at..end);
                self.at = end;
                if end == diagram.boxes.len() {
                    stand(&mut diagram.boxes, &drawing.order, &drawing.places.rects);
                    self.next(Stage::Places);
                }
            }
            Stage::Places => {
                let boxes = &drawing.diagram.boxes;
                let some = boxes.iter().zip(&drawing.order).enumerate();
                let mut vpcs = Vec::new();
                for (place, (shown, item)) in some.skip(self.at).take(AT_ONCE) {
                    drawing.courses.stand(*item, stands(boxes, shown));
                    vpcs.extend((shown.shape.form == Form::Vpc).then_some(place));
                }
                let end = boxes.len();
                for place in vpcs {
                    drawing.divide(place);
                }
                self.at += AT_ONCE;
                if self.at >= end {
                    self.next(Stage::Zones);
                }
            }
            Stage::Zones => {
                drawing.show_zones();
                self.next(Stage::Links);
            }
            Stage::Links => {
                drawing.connect(|courses, design, ground, _| {
                    courses.find_group(self.at, None, design, ground);
                });
                self.at += 1;
                if self.at >= GROUPS.len() {
                    self.next(Stage::Ends);
                }
            }
            Stage::Ends => {
                drawing.connect(|courses, _, ground, wires| {
                    courses.tie(ground, true, &Shift::default(), &[], wires);
                });
                self.next(Stage::Done);
            }
            Stage::Done => {}
        }
    }

    /// Takes in some rows of the tables of what is drawn, and goes on to the next stage after the last.
    fn rows(&mut self, next: Stage, take: fn(&mut Items, &Design, &dyn Record)) {
        let Some(kind) = self.kinds.get(self.at) else {
            return self.next(next);
        };
        let kind = *kind;
        let Drawing { design, items, .. } = &mut self.drawing;
        let mut last = None;
        for (number, row) in design.table(kind).after(self.after).take(AT_ONCE) {
            take(items, design, row.as_ref());
            last = Some(number);
        }
        if let Some(number) = last {
            self.after = number;
        } else {
            (self.at, self.after) = (self.at + 1, 0);
        }
    }
}
