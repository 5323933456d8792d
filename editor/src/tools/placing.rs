//! Placing a new box from the palette: it follows the pointer until it is dropped on a container that takes it.

use netwright_core::catalog::Item;
use netwright_core::catalog::items::Home;
use netwright_core::diagram::{Form, Point, Rect, shape};
use netwright_core::model::{BoxKey, Kind};
use serde_json::Value;

use super::accept::accepts_item;
use super::connect::connection;
use super::effect::{Creation, Effect, WhyNot};
use super::hit::{holder_at, is_between, vpc_touched};
use super::input::Pointer;
use super::landing::{land, taken};
use super::zones::Zone;
use super::{DropTarget, Scene, Surface};
use crate::geometry::snap::to_grid;

/// The hub that a VPC is joined to and what that is called, or why it can't be.
type Joint = Result<(BoxKey, String), WhyNot>;

/// A new box under way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placing {
    pub item: &'static Item,
}

pub const HINT: &str = "Drop it where it belongs. Escape: give up";

impl Placing {
    pub fn moved(self, surface: &mut Surface, scene: &Scene, pointer: Pointer) {
        let at = surface.view.world_from_view(pointer.at);
        let wanted = self.rect(at);
        surface.zone = None;
        surface.ghost = Some(wanted);
        if let Some((vpc, plan)) = self.attachment(scene, at) {
            surface.hint = match &plan {
                Ok((_, label)) => label.clone(),
                Err(reason) => reason.0.clone(),
            };
            surface.drop_target = Some(DropTarget {
                index: Some(vpc),
                refused: plan.err(),
            });
            return;
        }
        let target = self.holder(scene, at);
        let key = target.map(|index| &scene.diagram.boxes[index].key);
        let refused = accepts_item(self.item, key).err();
        let zone = self.zone(scene, target, at, pointer.modifiers.alt);
        if refused.is_none() {
            let landing = self.landing(scene, target, wanted, zone.as_ref());
            surface.zone = zone.as_ref().map(|zone| zone.frame(&landing));
            surface.ghost = Some(landing);
        }
        surface.hint = match (&refused, &zone) {
            (Some(reason), _) => reason.0.clone(),
            (None, Some(zone)) => format!("{} in {}", self.item.title, zone.label),
            (None, None) => self.welcome(scene, target),
        };
        surface.drop_target = Some(DropTarget {
            index: target,
            refused,
        });
    }

    pub fn done(self, surface: &mut Surface, scene: &Scene, pointer: Pointer) -> Vec<Effect> {
        let (Some(rect), Some(target)) = (surface.ghost.take(), surface.drop_target.take()) else {
            return Vec::new();
        };
        surface.zone = None;
        if let Some(reason) = target.refused {
            return vec![Effect::Refuse(reason)];
        }
        let holder = target
            .index
            .map(|index| scene.diagram.boxes[index].key.clone());
        let at = surface.view.world_from_view(pointer.at);
        if let (Some((_, Ok((hub, _)))), Some(vpc)) = (self.attachment(scene, at), &holder) {
            return vec![Effect::Connect {
                from: vpc.clone(),
                to: hub,
            }];
        }
        let zone = self.zone(scene, target.index, at, pointer.modifiers.alt);
        let zone = zone.map(|zone| ("az", Value::from(zone.zone)));
        vec![Effect::Create(Creation {
            item: self.item,
            holder,
            rect,
            fields: zone.into_iter().collect(),
        })]
    }

    /// The box as it follows the pointer, in the world.
    fn rect(self, at: Point) -> Rect {
        let size = shape(self.item.kind).map_or((160, 48), |shape| (shape.width, shape.height));
        let corner = Point::new(
            to_grid(at.x - size.0 / 2),
            to_grid(at.y - size.1.min(64) / 2),
        );
        Rect::new(corner.x, corner.y, size.0, size.1)
    }

    /// Where it comes to rest: what is no box of its own, or sits on a border, is shown under the pointer.
    fn landing(
        self,
        scene: &Scene,
        target: Option<usize>,
        wanted: Rect,
        zone: Option<&Zone>,
    ) -> Rect {
        let form = shape(self.item.kind).map(|shape| shape.form);
        let is_free = matches!(form, None | Some(Form::Gate | Form::Note));
        if is_free || self.item.home != Home::OfKind {
            return wanted;
        }
        let wanted = zone.map_or(wanted, |zone| zone.in_row(wanted));
        let taken = taken(scene.diagram, target, &|_| false, false);
        land(scene.diagram, target, wanted, &taken, zone)
    }

    fn zone(self, scene: &Scene, target: Option<usize>, at: Point, alt: bool) -> Option<Zone> {
        let vpc = target.filter(|_| self.is_subnet())?;
        let zone = Zone::at(scene, vpc, at, None, &|_| false)?;
        Some(Zone {
            is_aligned: zone.is_aligned && !alt,
            ..zone
        })
    }

    fn is_subnet(self) -> bool {
        self.item.kind == Kind::Subnet && self.item.home == Home::OfKind
    }

    /// An attachment that is dropped on a VPC joins it to the only hub there is: that VPC, and the hub with what is done.
    fn attachment(self, scene: &Scene, at: Point) -> Option<(usize, Joint)> {
        if self.item.kind != Kind::TgwAttachment || self.item.home != Home::OfKind {
            return None;
        }
        let boxes = &scene.diagram.boxes;
        let innermost = holder_at(scene.diagram, at, &|_| false);
        let mut above = std::iter::successors(innermost, |at| boxes[*at].parent);
        let vpc = above.find(|at| boxes[*at].shape.form == Form::Vpc)?;
        let mut hubs = scene.design.rows(Kind::TransitGateway);
        let plan = match (hubs.next(), hubs.next()) {
            (Some(hub), None) => {
                let hub = BoxKey::Entity(hub.id());
                connection(scene.design, &boxes[vpc].key, &hub).map(|plan| (hub, plan.label))
            }
            (None, _) => Err(WhyNot::new(
                "An attachment joins a VPC to a transit gateway: draw one first",
            )),
            (Some(_), Some(_)) => Err(WhyNot::new(
                "There are several transit gateways: draw a wire from the VPC to the one that is meant",
            )),
        };
        Some((vpc, plan))
    }

    /// The container under the pointer. Cards and sites dropped on a region that does not hold their kind lie over it.
    fn holder(self, scene: &Scene, at: Point) -> Option<usize> {
        if self.item.kind == Kind::Note {
            return None;
        }
        let innermost = holder_at(scene.diagram, at, &|_| false);
        if self.is_subnet() && is_between(scene.diagram, innermost) {
            let touched = vpc_touched(scene.diagram, &self.rect(at), at, &|_| false);
            if touched.is_some() {
                return touched;
            }
        }
        let Some(innermost) = innermost else {
            return self.nearest_region(scene, at);
        };
        let above = std::iter::successors(Some(innermost), |at| scene.diagram.boxes[*at].parent);
        let takes =
            |at: &usize| accepts_item(self.item, Some(&scene.diagram.boxes[*at].key)).is_ok();
        let found = above.into_iter().find(takes).unwrap_or(innermost);
        let free = matches!(scene.diagram.boxes[found].key, BoxKey::Region(_))
            && !super::accept::has_region(self.item.kind)
            && accepts_item(self.item, None).is_ok();
        (!free).then_some(found)
    }

    /// What stands in a region goes to the nearest where it is dropped outside all of them: that grows to it.
    fn nearest_region(self, scene: &Scene, at: Point) -> Option<usize> {
        if !super::accept::has_region(self.item.kind) || self.item.home != Home::OfKind {
            return None;
        }
        let boxes = &scene.diagram.boxes;
        let regions = scene.diagram.children(None);
        let regions = regions.filter(|index| boxes[*index].shape.form == Form::Region);
        regions.min_by_key(|index| {
            let rect = &boxes[*index].rect;
            let x = (rect.x - at.x).max(at.x - rect.right()).max(0);
            let y = (rect.y - at.y).max(at.y - rect.bottom()).max(0);
            i64::from(x) * i64::from(x) + i64::from(y) * i64::from(y)
        })
    }

    fn welcome(self, scene: &Scene, target: Option<usize>) -> String {
        let label = self.item.title;
        match target.and_then(|index| scene.diagram.boxes.get(index)) {
            Some(holder) => format!("{label} in {}", holder.title),
            None => HINT.to_owned(),
        }
    }
}
