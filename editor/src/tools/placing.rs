//! Placing a new box from the palette: it follows the pointer until it is dropped on a container that takes it.

use netwright_core::catalog::Item;
use netwright_core::diagram::{Point, Rect, shape};
use netwright_core::model::{BoxKey, Kind};

use super::accept::accepts_item;
use super::effect::{Creation, Effect};
use super::hit::holder_at;
use super::input::Pointer;
use super::place::inside;
use super::{DropTarget, Scene, Surface};
use crate::geometry::snap::to_grid;

/// A new box under way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placing {
    pub item: &'static Item,
}

pub const HINT: &str = "Drop it where it belongs. Escape: give up";

impl Placing {
    pub fn moved(self, surface: &mut Surface, scene: &Scene, pointer: Pointer) {
        let at = surface.view.world_from_view(pointer.at);
        let size = shape(self.item.kind).map_or((160, 48), |shape| (shape.width, shape.height));
        let corner = Point::new(
            to_grid(at.x - size.0 / 2),
            to_grid(at.y - size.1.min(64) / 2),
        );
        surface.ghost = Some(Rect::new(corner.x, corner.y, size.0, size.1));
        let target = self.holder(scene, at);
        let key = target.map(|index| &scene.diagram.boxes[index].key);
        let refused = accepts_item(self.item, key).err();
        surface.hint = refused
            .as_ref()
            .map_or_else(|| self.welcome(scene, target), |reason| reason.0.clone());
        surface.drop_target = Some(DropTarget {
            index: target,
            refused,
        });
    }

    pub fn done(self, surface: &mut Surface, scene: &Scene) -> Vec<Effect> {
        let (Some(ghost), Some(target)) = (surface.ghost.take(), surface.drop_target.take()) else {
            return Vec::new();
        };
        if let Some(reason) = target.refused {
            return vec![Effect::Refuse(reason)];
        }
        let holder = target
            .index
            .map(|index| scene.diagram.boxes[index].key.clone());
        let rect = inside(scene.diagram, target.index, ghost);
        vec![Effect::Create(Creation {
            item: self.item,
            holder,
            rect,
        })]
    }

    /// The container under the pointer. Cards and sites dropped on a region that does not hold their kind lie over it.
    fn holder(self, scene: &Scene, at: Point) -> Option<usize> {
        if self.item.kind == Kind::Note {
            return None;
        }
        let innermost = holder_at(scene.diagram, at, &|_| false)?;
        let above = std::iter::successors(Some(innermost), |at| scene.diagram.boxes[*at].parent);
        let takes =
            |at: &usize| accepts_item(self.item, Some(&scene.diagram.boxes[*at].key)).is_ok();
        let found = above.into_iter().find(takes).unwrap_or(innermost);
        let free = matches!(scene.diagram.boxes[found].key, BoxKey::Region(_))
            && !super::accept::has_region(self.item.kind)
            && accepts_item(self.item, None).is_ok();
        (!free).then_some(found)
    }

    fn welcome(self, scene: &Scene, target: Option<usize>) -> String {
        let label = self.item.title;
        match target.and_then(|index| scene.diagram.boxes.get(index)) {
            Some(holder) => format!("{label} in {}", holder.title),
            None => HINT.to_owned(),
        }
    }
}
