//! A column per availability zone, where the zones of a VPC lie side by side.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::display::DiagramBox;
use super::rect::Rect;
use super::shape::Form;

/// The part of a VPC that lies in one zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Relative to the VPC's corner.
    pub rect: Rect,
    /// The zone's name, such as `eu-west-1a`.
    pub label: Arc<str>,
}

/// The columns of the VPC at this place; none for what is no VPC. `zone_of` says in which zone a subnet is, by place.
pub(super) fn columns<'z>(
    boxes: &[DiagramBox],
    at: usize,
    zone_of: impl Fn(usize) -> &'z str,
) -> Vec<Column> {
    let Some(vpc) = boxes.get(at).filter(|shown| shown.shape.form == Form::Vpc) else {
        return Vec::new();
    };
    let region = vpc
        .parent
        .and_then(|parent| boxes.get(parent))
        .map_or("", |parent| parent.title.as_str());
    let mut zones: BTreeMap<&str, Rect> = BTreeMap::new();
    for (place, subnet) in (at + 1..).zip(boxes.get(at + 1..vpc.end).unwrap_or_default()) {
        if subnet.shape.form == Form::Subnet {
            let rect = zones.entry(zone_of(place)).or_insert(subnet.rect);
            *rect = rect.union(&subnet.rect);
        }
    }
    let framed = |rect: &Rect| {
        let rect = rect.moved(-vpc.rect.x, -vpc.rect.y);
        Rect::new(rect.x - 8, rect.y - 26, rect.width + 16, rect.height + 34)
    };
    let rects: Vec<Rect> = zones.values().map(framed).collect();
    let mut earlier = rects.iter().enumerate();
    let apart = earlier.all(|(at, rect)| !rects[..at].iter().any(|other| other.overlaps(rect)));
    if !apart {
        return Vec::new();
    }
    let named = zones.keys().zip(rects).filter(|(zone, _)| !zone.is_empty());
    named
        .map(|(zone, rect)| Column {
            rect,
            // A Local Zone or a zone id stands for itself; a letter follows its region.
            label: if zone.len() == 1 {
                format!("{region}{zone}").into()
            } else {
                (*zone).into()
            },
        })
        .collect()
}
