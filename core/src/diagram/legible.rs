//! What makes the wires of a diagram legible, over all templates: one sees which goes where.

use super::*;
use crate::catalog::templates::TEMPLATES;

/// What is wrong with the wires of a diagram, in words.
fn faults(shown: &Diagram) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, wire) in shown.wires.iter().enumerate() {
        let runs = |wire: &Wire| {
            let points = wire.points.clone();
            let pair = |at: usize| Rect::between(points[at], points[at + 1]);
            (0..points.len().saturating_sub(1))
                .map(pair)
                .collect::<Vec<Rect>>()
        };
        let ports = |wire: &Wire| {
            [
                (wire.from, wire.points.first().copied()),
                (wire.to, wire.points.last().copied()),
            ]
        };
        for other in &shown.wires[index + 1..] {
            if ports(wire).iter().any(|port| ports(other).contains(port)) {
                continue;
            }
            for (a, b) in runs(wire)
                .iter()
                .flat_map(|a| runs(other).into_iter().map(move |b| (*a, b)))
            {
                let shared = shared(&a, &b, 3);
                if shared > 10 {
                    faults.push(format!(
                        "{} lies on {} for {shared}: {a:?}",
                        wire.entity, other.entity
                    ));
                }
            }
        }
        for (place, around) in shown.boxes.iter().enumerate() {
            let holds = |end: usize| place <= end && end < around.end;
            for run in runs(wire) {
                let is_through = run.x < around.rect.right()
                    && run.right() > around.rect.x
                    && run.y < around.rect.bottom()
                    && run.bottom() > around.rect.y;
                if around.shape.form == Form::Gate && is_through {
                    faults.push(format!("{} goes through {}", wire.entity, around.key));
                }
                let is_inside_subnet =
                    around.shape.form == Form::Subnet && (holds(wire.from) || holds(wire.to));
                if place == wire.from || place == wire.to || is_inside_subnet {
                    continue;
                }
                let rect = around.rect;
                let borders = [
                    Rect { height: 0, ..rect },
                    Rect { width: 0, ..rect },
                    Rect {
                        y: rect.bottom(),
                        height: 0,
                        ..rect
                    },
                    Rect {
                        x: rect.right(),
                        width: 0,
                        ..rect
                    },
                ];
                for border in borders {
                    let shared = shared(&run, &border, 5);
                    if shared > 20 {
                        faults.push(format!(
                            "{} follows the border of {} for {shared}: {run:?}",
                            wire.entity, around.key
                        ));
                    }
                }
            }
        }
    }
    faults
}

/// How far two lines run beside each other, no further apart than `reach`.
fn shared(a: &Rect, b: &Rect, reach: i32) -> i32 {
    let across = a.height == 0 && b.height == 0 && (a.y - b.y).abs() <= reach;
    let upright = a.width == 0 && b.width == 0 && (a.x - b.x).abs() <= reach;
    if across {
        a.right().min(b.right()) - a.x.max(b.x)
    } else if upright {
        a.bottom().min(b.bottom()) - a.y.max(b.y)
    } else {
        0
    }
}

#[test]
fn wires_of_templates_are_told_apart_from_each_other_and_from_borders() {
    let mut all = Vec::new();
    for template in TEMPLATES {
        let shown = diagram(&template.design().unwrap());
        all.extend(
            faults(&shown)
                .into_iter()
                .map(|fault| format!("{}: {fault}", template.name)),
        );
    }
    assert!(all.is_empty(), "{}:\n{}", all.len(), all.join("\n"));
}

#[test]
fn regions_of_templates_are_as_large_as_what_they_hold() {
    for template in TEMPLATES {
        let shown = diagram(&template.design().unwrap());
        for (place, region) in shown.boxes.iter().enumerate() {
            if region.shape.form != Form::Region {
                continue;
            }
            let held = shown
                .children(Some(place))
                .map(|child| shown.boxes[child].rect);
            let held = Rect::around(held).unwrap();
            let (_, side) = Form::Region.padding();
            let free = (
                region.rect.right() - held.right(),
                region.rect.bottom() - held.bottom(),
            );
            assert_eq!(free, (side, side), "{}: {}", template.name, region.key);
        }
    }
}
