//! What is in the list, without a browser to look at it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use netwright_core::diagram::{Diagram, Scheme, Theme, diagram};
use netwright_core::notation::parse;

use super::list::small;
use super::*;
use crate::view_models::trace::Tone;

fn estate(count: usize) -> Diagram {
    let mut text = String::new();
    for vpc in 0..count {
        let _ = writeln!(text, "vpc v{vpc} region=eu-west-1 cidrs=10.{vpc}.0.0/16");
        let _ = writeln!(
            text,
            "  subnet s{vpc} az=a cidrs=10.{vpc}.0.0/24\n    instance i{vpc}"
        );
    }
    diagram(&parse(&text).unwrap())
}

fn painted(
    diagram: &Diagram,
    view: View,
    badges: &BTreeMap<EntityId, Badge>,
) -> (Painter, Vec<f32>) {
    let mut surface = Surface::default();
    surface.view = view;
    (surface.width, surface.height) = (1440.0, 900.0);
    let selection = BTreeSet::new();
    let picture = Picture {
        diagram,
        surface: &surface,
        selection: &selection,
        badges,
        spotlight: &BTreeSet::new(),
        path: None,
        pixel_ratio: 2.0,
    };
    let mut painter = Painter::new(Theme::new(Scheme::Light));
    let list = painter.paint(&picture).to_vec();
    (painter, list)
}

#[test]
fn only_what_is_in_view_is_painted() {
    let diagram = estate(100);
    let view = View {
        scale: 1.0,
        x: 0.0,
        y: 0.0,
    };
    let (near, _) = painted(&diagram, view, &BTreeMap::new());
    let (away, _) = painted(
        &diagram,
        View {
            x: 90_000.0,
            ..view
        },
        &BTreeMap::new(),
    );
    assert!(near.list.count(Op::Rects) > 0);
    assert_eq!(away.list.count(Op::Rects), 0);
    assert!(
        near.strings.len() < 60,
        "{} of 300 titles",
        near.strings.len()
    );
}

#[test]
fn zooming_out_draws_less_of_each_box() {
    let diagram = estate(40);
    let bounds = diagram.bounds().unwrap();
    let counts = [0.02, 0.2, 0.4].map(|scale| {
        let (painter, _) = painted(
            &diagram,
            View::centred(bounds, scale, 1440.0, 900.0),
            &BTreeMap::new(),
        );
        (
            painter.list.count(Op::Rects) / 4,
            painter.list.count(Op::Icons),
        )
    });
    assert_eq!(
        counts[0],
        (41, 0),
        "the region and its VPCs as plain blocks"
    );
    assert!(counts[1].0 >= 81 && counts[1].1 == 0, "{counts:?}");
    assert!(counts[2].1 > 0, "{counts:?}");
}

#[test]
fn thin_lines_fall_on_whole_device_pixels() {
    let diagram = estate(4);
    let (_, list) = painted(
        &diagram,
        View {
            scale: 0.77,
            x: 13.3,
            y: 7.9,
        },
        &BTreeMap::new(),
    );
    let mut at = 0;
    while at < list.len() {
        let (op, size, count) = (list[at], list[at + 3], list[at + 6]);
        let items = &list[at + 8..]
            [..usize::try_from(crate::geometry::view::whole(f64::from(count))).unwrap()];
        if (op, size) == (1.0, 2.0) {
            for corner in items.chunks(4) {
                // A line of two device pixels lies with its middle on a whole one.
                assert!(
                    corner[0].fract() == 0.0 && corner[1].fract() == 0.0,
                    "{corner:?}"
                );
            }
        }
        at += 8 + items.len();
    }
}

#[test]
fn findings_are_counted_on_their_box() {
    let diagram = estate(1);
    let badge = Badge {
        errors: 3,
        warnings: 1,
        infos: 2,
    };
    let badges = BTreeMap::from([("vpc-1".parse().unwrap(), badge)]);
    let view = View {
        scale: 1.0,
        x: 60.0,
        y: 60.0,
    };
    let (with, list) = painted(&diagram, view, &badges);
    // The number is painted over its disc.
    let op = crate::geometry::view::whole(f64::from(list[last_group(&list)]));
    assert_eq!(op, Op::Texts as i32);
    let (without, _) = painted(&diagram, view, &BTreeMap::new());
    assert_eq!(
        with.list.count(Op::Circles),
        without.list.count(Op::Circles) + 3 * 3,
        "a disc for each severity"
    );
    let far = View { scale: 0.2, ..view };
    let (far_with, _) = painted(&diagram, far, &badges);
    let (far_without, _) = painted(&diagram, far, &BTreeMap::new());
    assert_eq!(
        far_with.list.count(Op::Circles),
        far_without.list.count(Op::Circles) + 2 * 3,
        "notes are not told from afar"
    );
    let mut strings = with.strings;
    let told = strings.take_fresh();
    assert!(
        ["3", "2", "1"]
            .iter()
            .all(|count| told.contains(&(*count).to_owned()))
    );
}

#[test]
fn what_is_not_in_the_light_is_veiled() {
    let diagram = estate(6);
    let mut surface = Surface::default();
    surface.view = View::fitting(diagram.bounds().unwrap(), 1440.0, 900.0, 20.0, 1.0);
    (surface.width, surface.height) = (1440.0, 900.0);
    let lit = diagram
        .boxes
        .iter()
        .find(|shown| shown.shape.form == Form::Vpc)
        .unwrap()
        .key
        .clone();
    let veils = |spotlight: BTreeSet<BoxKey>| {
        let picture = Picture {
            diagram: &diagram,
            surface: &surface,
            selection: &BTreeSet::new(),
            badges: &BTreeMap::new(),
            spotlight: &spotlight,
            path: None,
            pixel_ratio: 1.0,
        };
        let mut painter = Painter::new(Theme::new(Scheme::Light));
        painter.paint(&picture);
        painter.list.count(Op::Rects)
    };
    let plain = veils(BTreeSet::new());
    let veiled = veils([lit].into());
    assert!(veiled > plain, "{veiled} rectangles against {plain}");
}

#[test]
fn the_way_of_a_packet_is_lit_in_the_colour_of_its_verdict() {
    let design = parse("vpc a region=r cidrs=10.0.0.0/16\n  subnet s az=a cidrs=10.0.0.0/24\nvpc b region=r cidrs=10.1.0.0/16\ntgw hub region=r\n  tgw-attachment join resource=a\n").unwrap();
    let diagram = diagram(&design);
    let mut surface = Surface::default();
    surface.view = View::fitting(diagram.bounds().unwrap(), 1440.0, 900.0, 20.0, 1.0);
    (surface.width, surface.height) = (1440.0, 900.0);
    let paint = |path: Option<&Path>| {
        let picture = Picture {
            diagram: &diagram,
            surface: &surface,
            selection: &BTreeSet::new(),
            badges: &BTreeMap::new(),
            spotlight: &BTreeSet::new(),
            path,
            pixel_ratio: 1.0,
        };
        let mut painter = Painter::new(Theme::new(Scheme::Light));
        painter.paint(&picture);
        let counts = [Op::Rects, Op::Lines, Op::Circles].map(|op| painter.list.count(op));
        let colours: Vec<String> = painter.colours.take_fresh();
        (counts, colours)
    };
    let (plain, before) = paint(None);
    for (tone, token) in [
        (Tone::Success, "success"),
        (Tone::Error, "error"),
        (Tone::Warning, "warning"),
    ] {
        let path = Path {
            tone,
            steps: vec![
                "subnet-1".parse().unwrap(),
                "vpc-1".parse().unwrap(),
                "tgw-attachment-1".parse().unwrap(),
            ],
            beside: BTreeSet::new(),
            stops: BTreeSet::new(),
        };
        let (lit, colours) = paint(Some(&path));
        let css = Theme::new(Scheme::Light).get(token).to_owned();
        assert!(!before.contains(&css) && colours.contains(&css), "{token}");
        assert_eq!(lit[0], plain[0] + 2 * 4, "two boxes are framed");
        assert!(lit[1] > plain[1], "the wire of the attachment is lit");
        assert_eq!(lit[2], plain[2] + 2 * 3, "and both boxes numbered");
    }
}

/// Where the last group of a list starts.
fn last_group(list: &[f32]) -> usize {
    let (mut at, mut start) = (0, 0);
    while at < list.len() {
        start = at;
        at += 8 + usize::try_from(crate::geometry::view::whole(f64::from(list[at + 6]))).unwrap();
    }
    start
}

/// The layers of the groups that have an item which begins with this number.
fn layers(list: &[f32], is_item: &dyn Fn(f32, &[f32]) -> bool) -> Vec<f32> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < list.len() {
        let from = at + 8;
        let is_end = |end: &usize| small(end - from) >= list[at + 6];
        let end = (from..list.len()).find(is_end).unwrap_or(list.len());
        if is_item(list[at], &list[from..end]) {
            found.push(list[at + 7]);
        }
        at = end;
    }
    found
}

/// Whether two whole numbers of a list are the same.
fn is(one: f32, other: f32) -> bool {
    (one - other).abs() < 0.5
}

#[test]
fn of_two_vpcs_that_a_file_puts_over_each_other_the_second_covers_all_of_the_first() {
    let mut design = parse(
        "vpc one region=r\n  subnet under az=a\nvpc two region=r\n  subnet over az=a\nvpc three region=r\n",
    )
    .unwrap();
    for (key, rect) in [
        ("vpc-1", Rect::new(40, 60, 400, 200)),
        ("vpc-2", Rect::new(60, 90, 400, 200)),
        ("vpc-3", Rect::new(600, 90, 400, 200)),
    ] {
        design.layout.insert(key.parse().unwrap(), rect);
    }
    let diagram = diagram(&design);
    let view = View {
        scale: 1.0,
        x: 0.0,
        y: 0.0,
    };
    let (mut painter, list) = painted(&diagram, view, &BTreeMap::new());
    let layer_of = |painter: &mut Painter, name: &str| {
        let string = f32::from(u16::try_from(painter.strings.number(name)).unwrap());
        let words = layers(&list, &|op, items| {
            is(op, f32::from(Op::Texts as u8)) && items.chunks(4).any(|item| is(item[0], string))
        });
        words[0]
    };
    let (under, over) = (
        layer_of(&mut painter, "under"),
        layer_of(&mut painter, "over"),
    );
    assert!(over - under >= f32::from(layer::BAND), "{under} {over}");
    let vpcs = diagram.boxes[diagram.position(&"vpc-2".parse().unwrap()).unwrap()].rect;
    let fills = layers(&list, &|op, items| {
        is(op, f32::from(Op::Rects as u8))
            && items
                .chunks(4)
                .any(|item| (item[0] / 2.0 - px(f64::from(vpcs.x))).abs() < 1.0)
    });
    assert!(
        fills.iter().any(|fill| *fill > under),
        "its ground hides what lies under it"
    );
    let (one, three) = (
        layer_of(&mut painter, "one"),
        layer_of(&mut painter, "three"),
    );
    assert!(
        is(one, three),
        "who is clear of the others is in the lowest band"
    );
}
