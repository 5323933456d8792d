//! What must hold of every diagram.

use super::*;
use crate::model::{BoxKey, Design};
use crate::notation::parse;
use std::fmt::Write;

fn example() -> Design {
    parse(include_str!("example.notation")).unwrap()
}

/// Hub and spoke: `count` VPCs of two subnets with a workload each, 500 to a hub.
pub(crate) fn estate(count: usize) -> Design {
    let mut text = String::from("design Estate\n");
    for vpc in 0..count {
        let _ = writeln!(
            text,
            "vpc v{vpc} region=eu-west-1 cidrs=10.{}.{}.0/20",
            vpc / 16 % 256,
            vpc % 16 * 16
        );
        for (zone, third) in [("a", 0), ("b", 8)] {
            let block = format!("10.{}.{}.0/24", vpc / 16 % 256, vpc % 16 * 16 + third);
            let _ = writeln!(text, "  subnet s{vpc}{zone} az={zone} cidrs={block}");
            let _ = writeln!(text, "    instance i{vpc}{zone}");
        }
    }
    for hub in 0..count.div_ceil(500) {
        let _ = writeln!(text, "tgw hub{hub} region=eu-west-1");
        for vpc in hub * 500..count.min((hub + 1) * 500) {
            let _ = writeln!(text, "  tgw-attachment a{vpc} resource=vpc-{}", vpc + 1);
        }
    }
    parse(&text).unwrap()
}

fn check_containment(diagram: &Diagram) {
    for (index, shown) in diagram.boxes.iter().enumerate() {
        assert!(shown.extent.has_rect(&shown.rect));
        let Some(parent) = shown.parent.map(|parent| &diagram.boxes[parent]) else {
            continue;
        };
        if shown.shape.form != Form::Gate {
            assert!(
                parent.rect.has_rect(&shown.rect),
                "{} sticks out of {}",
                shown.key,
                parent.key
            );
        }
        assert!(parent.extent.has_rect(&shown.extent), "{}", shown.key);
        let siblings = diagram
            .children(shown.parent)
            .filter(|other| *other < index);
        for other in siblings.map(|other| &diagram.boxes[other]) {
            let gates = shown.shape.form == Form::Gate || other.shape.form == Form::Gate;
            assert!(
                gates || !other.rect.overlaps(&shown.rect),
                "{} overlaps {}",
                shown.key,
                other.key
            );
        }
    }
}

#[test]
fn boxes_lie_inside_their_containers_and_beside_their_siblings() {
    for design in [example(), estate(1), estate(7), estate(60)] {
        check_containment(&diagram(&design));
    }
}

#[test]
fn wires_of_a_laid_out_design_cross_no_vpc() {
    let shown = diagram(&estate(60));
    assert_eq!(shown.wires.len(), 60);
    let vpcs = shown
        .boxes
        .iter()
        .filter(|shown| shown.shape.form == Form::Vpc)
        .map(|shown| shown.rect);
    let obstacles = obstacles::Obstacles::new(vpcs.collect());
    for wire in &shown.wires {
        let crossed: u32 = wire
            .points
            .windows(2)
            .map(|run| {
                obstacles
                    .met_by(&Rect::between(run[0], run[1]), &[])
                    .through
            })
            .sum();
        assert_eq!(crossed, 0, "{}: {:?}", wire.entity, wire.points);
    }
}

#[test]
fn stored_places_are_kept_and_new_boxes_find_room() {
    let mut design = example();
    let before = diagram(&design);
    let vpc: BoxKey = "vpc-1".parse().unwrap();
    for (key, rect) in automatic_layout(&design, None) {
        design.layout.insert(key, rect);
    }
    assert_eq!(
        diagram(&design).boxes,
        before.boxes,
        "storing the automatic layout changes nothing"
    );
    design.layout.remove(&"subnet-3".parse::<BoxKey>().unwrap());
    let place = design.layout[&vpc];
    design.layout.insert(
        vpc.clone(),
        Rect {
            x: place.x,
            y: place.y + 400,
            ..place
        },
    );
    let after = diagram(&design);
    let region = after.boxes[after.boxes[after.position(&vpc).unwrap()].parent.unwrap()].rect;
    assert_eq!(
        after.boxes[after.position(&vpc).unwrap()].rect.y,
        region.y + place.y + 400
    );
    for shown in &after.boxes {
        let parent = shown.parent.map(|parent| &after.boxes[parent]);
        let inside = parent.is_none_or(|parent| parent.rect.has_rect(&shown.rect));
        assert!(inside || shown.shape.form == Form::Gate, "{}", shown.key);
    }
}

#[test]
fn a_selection_is_laid_out_without_moving_the_rest() {
    let mut design = example();
    for (key, rect) in automatic_layout(&design, None) {
        design.layout.insert(key, rect);
    }
    let subnet: BoxKey = "subnet-2".parse().unwrap();
    let instance: BoxKey = "instance-1".parse().unwrap();
    design
        .layout
        .insert(instance.clone(), Rect::new(300, 200, 160, 48));
    let changes = automatic_layout(&design, Some(std::slice::from_ref(&subnet)));
    assert!(changes.contains_key(&instance) && changes.contains_key(&subnet));
    assert!(!changes.contains_key(&"vpc-1".parse().unwrap()));
    assert_eq!((changes[&instance].x, changes[&instance].y), (16, 38));
}

#[test]
fn tree_order_lets_visits_skip_what_is_not_seen() {
    let shown = diagram(&estate(60));
    let vpc = shown.boxes[shown.position(&"vpc-9".parse().unwrap()).unwrap()].rect;
    let mut seen = Vec::new();
    shown.visible(&vpc.inflated(-4), |index, _| {
        seen.push(index);
        Descend::Inside
    });
    let scanned: Vec<usize> = (0..shown.boxes.len())
        .filter(|index| shown.boxes[*index].extent.touches(&vpc.inflated(-4)))
        .collect();
    assert_eq!(seen, scanned);
    assert_eq!(seen.len(), 6, "the region, the VPC and what it holds");
}

#[test]
fn same_design_same_diagram() {
    assert_eq!(diagram(&example()), diagram(&example()));
}

/// The runs of a wire: how far each goes right and down.
fn runs(wire: &Wire) -> Vec<(i32, i32)> {
    let run = |pair: &[Point]| (pair[1].x - pair[0].x, pair[1].y - pair[0].y);
    wire.points.windows(2).map(run).collect()
}

fn is_opposite((a, b): (i32, i32), (c, d): (i32, i32)) -> bool {
    a.signum() * c.signum() < 0 || b.signum() * d.signum() < 0
}

#[test]
fn wires_of_templates_do_not_double_back_nor_hook_round_their_hub() {
    for template in crate::catalog::templates::TEMPLATES {
        let drawn = diagram(&template.design().unwrap());
        for wire in &drawn.wires {
            let runs = runs(wire);
            let back = runs.windows(2).any(|pair| is_opposite(pair[0], pair[1]));
            assert!(
                !back,
                "{}: {} doubles back: {:?}",
                template.name, wire.entity, wire.points
            );
            let hooks = runs
                .iter()
                .enumerate()
                .any(|(at, run)| runs[at..].iter().any(|later| is_opposite(*run, *later)));
            let is_attachment = wire.kind == WireKind::Attachment;
            assert!(
                !is_attachment || !hooks,
                "{}: {} hooks: {:?}",
                template.name,
                wire.entity,
                wire.points
            );
        }
    }
}

#[test]
fn a_peering_of_hubs_joins_the_route_tables_at_both() {
    let template = crate::catalog::templates::TEMPLATES
        .iter()
        .find(|template| template.name == "two-region-hubs");
    let drawn = diagram(&template.unwrap().design().unwrap());
    let title = |place: usize| drawn.boxes[place].title.as_str();
    let ends: Vec<(&str, &str)> = drawn
        .wires
        .iter()
        .map(|wire| (title(wire.from), title(wire.to)))
        .collect();
    assert!(ends.contains(&("us-peering", "eu-peering")), "{ends:?}");
}
