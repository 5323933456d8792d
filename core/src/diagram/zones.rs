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

/// How far a column reaches round its subnets: at the sides, over them for its name, and under them.
const BESIDE: i32 = 8;
const ABOVE: i32 = 26;
const BELOW: i32 = 8;

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
    let mut subnets: Vec<(&str, Rect)> = Vec::new();
    for (place, subnet) in (at + 1..).zip(boxes.get(at + 1..vpc.end).unwrap_or_default()) {
        if subnet.shape.form == Form::Subnet {
            let rect = subnet.rect.moved(-vpc.rect.x, -vpc.rect.y);
            subnets.push((zone_of(place), rect));
        }
    }
    let mut zones: BTreeMap<&str, Rect> = BTreeMap::new();
    for (zone, rect) in &subnets {
        let all = zones.entry(zone).or_insert(*rect);
        *all = all.union(rect);
    }
    let top = subnets.iter().map(|(_, rect)| rect.y).min();
    let framed = |zone: &str, rect: &Rect| {
        let high = Rect {
            y: top.unwrap_or(rect.y),
            height: vpc.rect.height - top.unwrap_or(rect.y) - 2 * BELOW,
            ..*rect
        };
        // As high as the VPC; where zones lie over each other, only as high as its subnets.
        let strangers = subnets.iter().filter(|(other, _)| *other != zone);
        let strangers = strangers.map(|(_, rect)| rect);
        let is_own = |frame: &Rect| {
            frame.height >= rect.height && !strangers.clone().any(|it| frame.overlaps(it))
        };
        let frame = [high, *rect].into_iter().find(is_own)?;
        // Columns close to each other share the room between them.
        let level = strangers.filter(|it| it.y < frame.bottom() && frame.y < it.bottom());
        let room = level.map(|it| (it.x - frame.right()).max(frame.x - it.right()) / 2);
        let beside = room.chain([BESIDE]).min().unwrap_or(BESIDE);
        Some(Rect::new(
            frame.x - beside,
            frame.y - ABOVE,
            frame.width + 2 * beside,
            frame.height + ABOVE + BELOW,
        ))
    };
    let mut columns: Vec<Column> = Vec::new();
    for (zone, rect) in zones.iter().filter(|(zone, _)| !zone.is_empty()) {
        let Some(rect) = framed(zone, rect) else {
            continue;
        };
        if columns.iter().any(|other| other.rect.overlaps(&rect)) {
            continue;
        }
        columns.push(Column {
            rect,
            // A Local Zone or a zone id stands for itself; a letter follows its region.
            label: if zone.len() == 1 {
                format!("{region}{zone}").into()
            } else {
                (*zone).into()
            },
        });
    }
    columns
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::diagram::diagram;
    use crate::model::Rect;
    use crate::notation::parse;

    /// The labels of the columns of a VPC whose subnets stand at these places.
    fn columns(places: &[(&str, Rect)]) -> Vec<(String, Rect)> {
        let mut text = "vpc v region=eu-west-1\n".to_owned();
        for (number, (zone, _)) in places.iter().enumerate() {
            let _ = writeln!(text, "  subnet s{number} az={zone}");
        }
        let mut design = parse(&text).unwrap();
        for (number, (_, rect)) in (1..).zip(places) {
            let key = format!("subnet-{number}").parse().unwrap();
            design.layout.insert(key, *rect);
        }
        let shown = diagram(&design);
        let vpc = shown.boxes[shown.position(&"vpc-1".parse().unwrap()).unwrap()].rect;
        let zones = shown.zones.iter();
        let local = |zone: &crate::diagram::ZoneColumn| zone.rect.moved(-vpc.x, -vpc.y);
        zones
            .map(|zone| (zone.label.to_string(), local(zone)))
            .collect()
    }

    fn labels(places: &[(&str, Rect)]) -> Vec<String> {
        columns(places)
            .into_iter()
            .map(|(label, _)| label)
            .collect()
    }

    fn at(x: i32, y: i32) -> Rect {
        Rect::new(x, y, 208, 64)
    }

    #[test]
    fn columns_are_as_high_as_the_vpc() {
        let found = columns(&[("a", at(24, 110)), ("b", at(264, 110)), ("a", at(24, 300))]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].1.bottom(), found[1].1.bottom());
        // The VPC ends 24 under its lowest subnet, and they 8 above its border.
        assert_eq!(found[1].1.bottom(), 364 + 24 - 8, "{found:?}");
    }

    #[test]
    fn only_the_column_that_holds_a_subnet_of_another_zone_is_left_out() {
        let places = [
            ("a", at(24, 110)),
            ("b", at(264, 110)),
            ("c", at(504, 110)),
            ("a", at(264, 200)),
        ];
        assert_eq!(labels(&places), ["eu-west-1b", "eu-west-1c"]);
        let found = columns(&places);
        assert!(found[0].1.bottom() < 200, "{found:?}");
        assert!(found[1].1.bottom() > 264, "{found:?}");
    }

    #[test]
    fn columns_close_to_each_other_share_the_room_between_them() {
        let found = columns(&[("a", at(24, 110)), ("b", at(242, 110))]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].1.right(), found[1].1.x);
    }

    #[test]
    fn zones_over_each_other_are_as_high_as_their_subnets() {
        let places = [("a", at(24, 110)), ("b", at(24, 240))];
        assert_eq!(labels(&places), ["eu-west-1a", "eu-west-1b"]);
    }
}
