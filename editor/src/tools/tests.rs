//! Gestures, as a person makes them, with Escape at each state.

use netwright_core::catalog::Item;
use netwright_core::diagram::Form;
use netwright_core::model::{Kind, Subnet, TgwAttachment, VpcEndpoint, VpcPeering};
use proptest::prelude::*;

use super::*;
use crate::geometry::snap::GRID;
use crate::test_editor::{TestEditor, pointer};
use crate::tools::hit::ports;

const TWO_VPCS: &str = "\
vpc prod region=eu-west-1 cidrs=10.0.0.0/16
  subnet app-a az=a cidrs=10.0.0.0/24
    instance web
  subnet app-b az=b cidrs=10.0.1.0/24
vpc dev region=eu-west-1 cidrs=10.1.0.0/16
  subnet dev-a az=a cidrs=10.1.0.0/24
tgw hub region=eu-west-1
site office
";

fn editor() -> TestEditor {
    TestEditor::new(TWO_VPCS)
}

fn by(at: ViewPoint, dx: f64, dy: f64) -> ViewPoint {
    ViewPoint::new(at.x + dx, at.y + dy)
}

#[test]
fn a_click_selects_and_a_click_beside_selects_nothing() {
    let mut editor = editor();
    editor.click(editor.grip("vpc-1"));
    assert_eq!(editor.selected(), ["vpc-1"]);
    editor.click(editor.middle("instance-1"));
    assert_eq!(editor.selected(), ["instance-1"]);
    editor.click(ViewPoint::new(2.0, 2.0));
    assert!(editor.selected().is_empty());
}

#[test]
fn shift_adds_and_takes_away() {
    let mut editor = editor();
    editor.click(editor.grip("vpc-1"));
    let at = editor.grip("vpc-2");
    let shift = Pointer {
        modifiers: Modifiers {
            shift: true,
            ..Modifiers::default()
        },
        ..pointer(at)
    };
    for expected in [vec!["vpc-1", "vpc-2"], vec!["vpc-1"]] {
        editor.input(Input::Down(shift));
        editor.input(Input::Up(shift));
        assert_eq!(editor.selected(), expected);
    }
}

#[test]
fn a_drag_is_one_step_and_moves_nothing_else() {
    let mut editor = editor();
    let (before, other) = (editor.rect("vpc-2"), editor.rect("vpc-1"));
    let start = editor.session.design().clone();
    let grip = editor.grip("vpc-2");
    editor.drag(grip, by(grip, 64.0, 240.0));
    assert_eq!(editor.rect("vpc-2"), before.moved(64, 240));
    assert_eq!(editor.rect("vpc-1"), other);
    assert_eq!(editor.session.labels().0, Some("Move"));
    assert!(editor.session.undo());
    assert_eq!(*editor.session.design(), start);
}

#[test]
fn escape_leaves_the_design_as_it_was_at_each_state() {
    let grips: [(&str, ViewPoint); 4] = {
        let editor = editor();
        let mut selected = TestEditor::new(TWO_VPCS);
        selected.click(selected.grip("vpc-1"));
        let rect = selected.rect("vpc-1");
        let view = selected.surface.view;
        [
            ("translating", editor.grip("vpc-1")),
            ("marquee", ViewPoint::new(6.0, 600.0)),
            (
                "resizing",
                view.view_from_world(Point::new(rect.right(), rect.bottom())),
            ),
            ("connecting", ports(&rect, &view, Form::Vpc)[0].1),
        ]
    };
    for (state, at) in grips {
        let mut editor = editor();
        editor.click(editor.grip("vpc-1"));
        let (design, selection) = (editor.session.design().clone(), editor.selected());
        editor.press(at);
        editor.drag_to(by(at, 120.0, 90.0));
        assert!(!editor.surface.is_idle(), "{state}");
        assert!(!editor.surface.hint.is_empty(), "{state}");
        editor.input(Input::Cancel);
        editor.input(Input::Up(pointer(by(at, 120.0, 90.0))));
        assert_eq!(*editor.session.design(), design, "{state}");
        assert_eq!(editor.selected(), selection, "{state}");
        assert_eq!(editor.session.labels().0, None, "{state}");
    }
}

#[test]
fn a_workload_moves_to_another_subnet_but_not_out_of_subnets() {
    let mut editor = editor();
    let grip = editor.grip("instance-1");
    editor.drag(grip, editor.middle("subnet-2"));
    let holder = editor
        .session
        .design()
        .parent("instance-1".parse().unwrap());
    assert_eq!(holder, Some("subnet-2".parse().unwrap()));
    assert!(editor.rect("subnet-2").has_rect(&editor.rect("instance-1")));

    let design = editor.session.design().clone();
    let grip = editor.grip("instance-1");
    editor.drag(grip, ViewPoint::new(grip.x, 880.0));
    assert_eq!(*editor.session.design(), design);
    assert_eq!(
        editor.said.as_deref(),
        Some("Workload belongs in a subnet: drop it on one")
    );
}

#[test]
fn a_marquee_selects_what_lies_in_it() {
    let mut editor = editor();
    let rect = editor.rect("vpc-2");
    let view = editor.surface.view;
    let from = view.view_from_world(Point::new(rect.x - 20, rect.y - 20));
    editor.drag(
        from,
        view.view_from_world(Point::new(rect.right() + 20, rect.bottom() + 20)),
    );
    assert_eq!(editor.selected(), ["vpc-2"]);
}

#[test]
fn a_wire_from_a_vpc_to_a_hub_attaches_it_in_each_zone() {
    let mut editor = editor();
    editor.click(editor.grip("vpc-1"));
    let port = ports(&editor.rect("vpc-1"), &editor.surface.view, Form::Vpc)[1].1;
    editor.drag(port, editor.grip("tgw-1"));
    let attachment = editor
        .session
        .design()
        .all::<TgwAttachment>()
        .next()
        .cloned()
        .unwrap();
    assert_eq!(attachment.resource.to_string(), "vpc-1");
    assert_eq!(attachment.subnets.len(), 2);
    assert!(
        editor.session.design().count(Kind::TgwAssociation) == 1,
        "the hub's default association is on"
    );
    assert!(
        editor
            .diagram
            .wires
            .iter()
            .any(|wire| wire.entity == attachment.id.entity())
    );
    assert!(editor.session.undo());
    assert_eq!(editor.session.design().count(Kind::TgwAttachment), 0);
}

#[test]
fn a_wire_starts_at_a_card_that_is_only_pointed_at() {
    let mut editor = TestEditor::new(
        "vpc prod region=eu-west-1 cidrs=10.0.0.0/16
  subnet app-a az=a cidrs=10.0.0.0/24
  vpc-endpoint secrets service=secretsmanager
",
    );
    let port = ports(
        &editor.rect("vpc-endpoint-1"),
        &editor.surface.view,
        Form::Card,
    )[2]
    .1;
    for step in [-40.0, -20.0, -12.0, -4.0, 0.0] {
        editor.input(Input::Move(pointer(by(port, step, 0.0))));
    }
    editor.drag(port, editor.grip("subnet-1"));
    let endpoint = editor.session.design().all::<VpcEndpoint>().next();
    assert_eq!(endpoint.unwrap().subnets.len(), 1);
    // Further off it is the VPC that is pointed at.
    editor.input(Input::Move(pointer(by(port, 30.0, 0.0))));
    assert_eq!(editor.surface.hover, "vpc-1".parse().ok());
}

#[test]
fn a_wire_starts_at_the_outer_half_of_a_handle_on_a_border() {
    let mut editor = editor();
    let port = ports(&editor.rect("vpc-1"), &editor.surface.view, Form::Vpc)[2].1;
    editor.input(Input::Move(pointer(editor.grip("vpc-1"))));
    editor.input(Input::Move(pointer(by(port, 4.0, 0.0))));
    editor.drag(by(port, 4.0, 0.0), editor.grip("tgw-1"));
    assert_eq!(editor.session.design().count(Kind::TgwAttachment), 1);
}

#[test]
fn a_wire_between_vpcs_peers_them_once() {
    let mut editor = editor();
    for _ in 0..2 {
        editor.click(editor.grip("vpc-1"));
        let port = ports(&editor.rect("vpc-1"), &editor.surface.view, Form::Vpc)[1].1;
        editor.drag(port, editor.grip("vpc-2"));
    }
    assert_eq!(editor.session.design().all::<VpcPeering>().count(), 1);
    assert_eq!(
        editor.said.as_deref(),
        Some("These VPCs are peered already")
    );
}

#[test]
fn a_wire_to_what_it_can_not_join_says_why() {
    let mut editor = editor();
    editor.surface.view = View {
        scale: 0.6,
        x: 20.0,
        y: 20.0,
    };
    editor.click(editor.grip("site-1"));
    let port = ports(&editor.rect("site-1"), &editor.surface.view, Form::Card)[3].1;
    let design = editor.session.design().clone();
    editor.drag(port, editor.grip("vpc-1"));
    assert_eq!(
        editor.said.as_deref(),
        Some("On-premises site and VPC are not connected directly")
    );
    assert_eq!(*editor.session.design(), design);
}

#[test]
fn a_subnet_from_the_palette_lands_in_the_vpc_under_it() {
    let mut editor = editor();
    editor
        .surface
        .begin_placing(Item::of_kind(Kind::Subnet).unwrap());
    let at = editor.middle("vpc-2");
    editor.input(Input::Move(pointer(at)));
    assert!(
        editor
            .surface
            .drop_target
            .as_ref()
            .is_some_and(|target| target.refused.is_none())
    );
    editor.input(Input::Up(pointer(at)));
    assert_eq!(editor.session.design().count(Kind::Subnet), 4);
    assert_eq!(
        editor.session.design().parent("subnet-4".parse().unwrap()),
        Some("vpc-2".parse().unwrap())
    );
    assert_eq!(editor.selected(), ["subnet-4"]);

    editor
        .surface
        .begin_placing(Item::of_kind(Kind::Subnet).unwrap());
    let outside = ViewPoint::new(4.0, 890.0);
    editor.input(Input::Move(pointer(outside)));
    editor.input(Input::Up(pointer(outside)));
    assert_eq!(
        editor.said.as_deref(),
        Some("Subnet belongs in a VPC: drop it on one")
    );
}

#[test]
fn a_ready_made_item_goes_with_the_vpc_under_it_or_says_where_it_goes() {
    let mut editor = editor();
    let item = Item::find("secrets-manager-endpoint").unwrap();
    editor.surface.begin_placing(item);
    let at = editor.grip("subnet-1");
    editor.input(Input::Move(pointer(at)));
    editor.input(Input::Up(pointer(at)));
    assert_eq!(editor.selected(), ["vpc-endpoint-1"], "{:?}", editor.said);
    assert_eq!(
        editor
            .session
            .design()
            .parent("vpc-endpoint-1".parse().unwrap()),
        editor.session.design().parent("subnet-1".parse().unwrap())
    );
    editor.surface.begin_placing(item);
    let outside = ViewPoint::new(4.0, 890.0);
    editor.input(Input::Move(pointer(outside)));
    editor.input(Input::Up(pointer(outside)));
    assert_eq!(
        editor.said.as_deref(),
        Some("Interface endpoint for Secrets Manager goes with a VPC: drop it on one")
    );
}

#[test]
fn a_vpc_with_subnets_stands_where_it_was_dropped() {
    let mut editor = TestEditor::new("");
    editor
        .surface
        .begin_placing(Item::find("vpc-three-zones").unwrap());
    let at = ViewPoint::new(500.0, 400.0);
    editor.input(Input::Move(pointer(at)));
    editor.input(Input::Up(pointer(at)));
    assert_eq!(editor.session.design().count(Kind::Subnet), 6);
    assert_eq!(editor.selected(), ["vpc-1"]);
    assert!(editor.session.undo());
    assert!(editor.session.design().is_empty(), "it is one step");
}

#[test]
fn a_vpc_on_an_empty_canvas_brings_its_region() {
    let mut editor = TestEditor::new("");
    editor
        .surface
        .begin_placing(Item::of_kind(Kind::Vpc).unwrap());
    let at = ViewPoint::new(500.0, 400.0);
    editor.input(Input::Move(pointer(at)));
    editor.input(Input::Up(pointer(at)));
    assert_eq!(editor.session.design().count(Kind::Vpc), 1);
    assert!(
        editor
            .rect("region:eu-west-1")
            .has_rect(&editor.rect("vpc-1"))
    );
    let middle = editor.middle("vpc-1");
    assert!(
        middle.distance(at) < 160.0,
        "it stands where it was dropped: {middle:?}"
    );
}

#[test]
fn resizing_keeps_what_is_inside_and_where_it_is() {
    let mut editor = editor();
    let grip = editor.grip("vpc-1");
    editor.drag(grip, by(grip, 100.0, 80.0));
    let (vpc, subnet) = (editor.rect("vpc-1"), editor.rect("subnet-1"));
    let corner = editor.surface.view.view_from_world(vpc.corner());
    editor.drag(corner, by(corner, -48.0, -32.0));
    assert!(editor.rect("vpc-1").has_rect(&subnet));
    assert_eq!(
        editor.rect("subnet-1"),
        subnet,
        "the world under the pointer does not move"
    );
    assert_eq!(editor.session.labels().0, Some("Resize"));
}

#[test]
fn a_subnet_is_resized_from_each_corner_and_wired_from_each_side_at_every_zoom() {
    for scale in [0.3, 0.46, 0.7, 1.0, 2.0] {
        let mut editor = editor();
        editor.surface.view = View {
            scale,
            x: 20.0,
            y: 20.0,
        };
        editor.click(by(editor.middle("subnet-2"), 0.0, 2.0));
        assert_eq!(editor.selected(), ["subnet-2"], "{scale}");
        let rect = editor.rect("subnet-2");
        let view = editor.surface.view;
        for handle in &Handle::ALL[..4] {
            let corner = view.view_from_world(handle.point(&rect));
            editor.press(corner);
            assert!(
                matches!(editor.surface.state, State::Resizing(_)),
                "{handle:?} at {scale}: {:?}",
                editor.surface.state
            );
            editor.input(Input::Cancel);
        }
        for (side, port) in ports(&rect, &view, Form::Subnet) {
            editor.press(port);
            assert!(
                matches!(editor.surface.state, State::Connecting(_)),
                "{side:?} at {scale}: {:?}",
                editor.surface.state
            );
            editor.input(Input::Cancel);
        }
    }
}

/// Drops an item of the palette at a point of the world.
fn drop_at(editor: &mut TestEditor, kind: Kind, x: i32, y: i32) {
    editor.surface.begin_placing(Item::of_kind(kind).unwrap());
    let at = editor.surface.view.view_from_world(Point::new(x, y));
    editor.input(Input::Move(pointer(at)));
    editor.input(Input::Up(pointer(at)));
}

/// Boxes of one holder that cover each other, by name. Notes lie over anything, gateways sit on borders, and cards of no
/// region may lie over one.
fn overlaps(editor: &TestEditor) -> BTreeSet<(String, String)> {
    let boxes = &editor.diagram.boxes;
    let solid = |shown: &&DiagramBox| !matches!(shown.shape.form, Form::Note | Form::Gate);
    let mut found = BTreeSet::new();
    for (at, one) in boxes.iter().enumerate().filter(|(_, one)| solid(one)) {
        for other in boxes[at + 1..].iter().filter(solid) {
            let lands = [one, other].map(|shown| shown.shape.form == Form::Region);
            let may = one.parent.is_none() && lands[0] != lands[1];
            if one.parent == other.parent && !may && one.rect.overlaps(&other.rect) {
                found.insert((one.key.to_string(), other.key.to_string()));
            }
        }
    }
    found
}

#[test]
fn two_resources_dropped_at_one_point_stand_beside_each_other() {
    let mut editor = editor();
    let at = editor.rect("subnet-2").center();
    for _ in 0..3 {
        drop_at(&mut editor, Kind::Instance, at.x, at.y);
    }
    assert_eq!(editor.session.design().count(Kind::Instance), 4);
    assert_eq!(overlaps(&editor), BTreeSet::new());
    let holder = editor.rect("subnet-2");
    for key in ["instance-2", "instance-3", "instance-4"] {
        assert!(holder.has_rect(&editor.rect(key)), "{key}");
    }
}

#[test]
fn a_vpc_dragged_onto_another_comes_to_rest_beside_it() {
    let mut editor = editor();
    let onto = editor.rect("vpc-1");
    let (from, to) = (editor.grip("vpc-2"), by(editor.grip("vpc-1"), 30.0, 20.0));
    editor.press(from);
    editor.drag_to(to);
    let landing = editor.surface.ghost.unwrap();
    assert!(!landing.overlaps(&onto), "it is shown where it will stand");
    editor.input(Input::Up(pointer(to)));
    assert_eq!(editor.rect("vpc-2").corner(), landing.corner());
    assert_eq!(overlaps(&editor), BTreeSet::new());
    assert_eq!(editor.rect("vpc-1"), onto);
}

#[test]
fn who_is_made_larger_by_hand_pushes_what_lies_to_the_right_and_stops_at_the_left() {
    let mut editor = editor();
    let (left, right) = (editor.rect("subnet-1"), editor.rect("subnet-2"));
    editor.click(editor.grip("subnet-1"));
    let edge = |editor: &TestEditor, key: &str, handle: Handle| {
        let point = handle.point(&editor.rect(key));
        editor.surface.view.view_from_world(point)
    };
    let at = edge(&editor, "subnet-1", Handle::TopRight);
    editor.drag(at, by(at, 120.0, 0.0));
    assert!(editor.rect("subnet-1").width > left.width + 100);
    assert!(editor.rect("subnet-2").x > right.x + 50);
    assert_eq!(overlaps(&editor), BTreeSet::new());
    assert!(editor.session.undo());
    editor.input(Input::Leave);
    assert_eq!(editor.rect("subnet-2"), right, "both in one step");
    editor.click(editor.grip("subnet-2"));
    let at = edge(&editor, "subnet-2", Handle::TopLeft);
    editor.drag(at, by(at, -300.0, 0.0));
    assert!(editor.rect("subnet-2").width > right.width);
    assert!(editor.rect("subnet-2").x >= left.right());
    assert_eq!(editor.rect("subnet-1"), left);
}

#[test]
fn a_hub_dropped_outside_its_region_stands_there_and_the_region_reaches_it() {
    let mut editor = editor();
    let region = editor.rect("region:eu-west-1");
    let vpc = editor.rect("vpc-1");
    let spots = [
        (region.right() + 300, region.bottom() + 200),
        (region.x + 200, region.y - 300),
    ];
    for (number, (x, y)) in (2..).zip(spots) {
        drop_at(&mut editor, Kind::TransitGateway, x, y);
        let hub = editor.rect(&format!("tgw-{number}"));
        assert!(hub.inflated(GRID).has_point(Point::new(x, y)), "{hub:?}");
        assert!(editor.rect("region:eu-west-1").has_rect(&hub));
        assert_eq!(editor.rect("vpc-1"), vpc, "nothing else moves");
    }
    assert_eq!(overlaps(&editor), BTreeSet::new());
}

#[test]
fn subnets_drawn_from_empty_beside_each_other_are_in_zones_in_turn() {
    let mut editor = TestEditor::new("");
    drop_at(&mut editor, Kind::Vpc, 100, 100);
    let vpc = editor.rect("vpc-1");
    for column in 0..3 {
        drop_at(
            &mut editor,
            Kind::Subnet,
            vpc.x + 140 + 240 * column,
            vpc.y + 130,
        );
    }
    // One more in the column in the middle, a little off.
    let middle = editor.rect("subnet-2");
    drop_at(
        &mut editor,
        Kind::Subnet,
        middle.center().x + 20,
        middle.center().y + 10,
    );
    let zones: Vec<&str> = (editor.diagram.zones.iter())
        .map(|zone| &*zone.label)
        .collect();
    assert_eq!(zones, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    assert_eq!(az(&editor), ["a", "b", "c", "b"]);
    let fourth = editor.rect("subnet-4");
    assert_eq!((fourth.x, fourth.y > middle.y), (middle.x, true));
    assert_eq!(overlaps(&editor), BTreeSet::new());
}

fn az(editor: &TestEditor) -> Vec<String> {
    let subnets = editor.session.design().all::<Subnet>();
    subnets.map(|subnet| subnet.az.clone()).collect()
}

#[test]
fn a_subnet_dragged_to_another_column_changes_its_zone_in_the_same_step() {
    let mut editor = editor();
    let start = editor.session.design().clone();
    let at = editor.grip("subnet-1");
    let under = editor.rect("subnet-2");
    let to = editor
        .surface
        .view
        .view_from_world(Point::new(under.x + 20, under.bottom() + 10));
    editor.press(at);
    editor.drag_to(to);
    assert!(editor.surface.zone.is_some());
    assert!(
        editor.surface.hint.starts_with("Subnet in eu-west-1b"),
        "{}",
        editor.surface.hint
    );
    editor.input(Input::Up(pointer(to)));
    assert_eq!(az(&editor), ["b", "b", "a"]);
    // Beside the last column there is the next zone that the region has.
    let at = editor.grip("subnet-1");
    let vpc = editor.rect("vpc-1");
    let beside = Point::new(vpc.right() - 8, vpc.y + 110);
    editor.drag(at, editor.surface.view.view_from_world(beside));
    assert_eq!(az(&editor), ["a", "b", "a"], "the first that is free again");
    assert_eq!(overlaps(&editor), BTreeSet::new());
    assert!(editor.session.undo() && editor.session.undo());
    assert_eq!(*editor.session.design(), start);
}

#[test]
fn an_attachment_dropped_on_a_vpc_joins_it_to_the_only_hub() {
    let mut editor = editor();
    let at = editor.rect("vpc-1").center();
    drop_at(&mut editor, Kind::TgwAttachment, at.x, at.y);
    assert_eq!(editor.session.labels().0, Some("Attach to transit gateway"));
    let attachment = editor.session.design().all::<TgwAttachment>().next();
    assert_eq!(attachment.unwrap().resource.to_string(), "vpc-1");
    let at = editor.rect("vpc-1").center();
    drop_at(&mut editor, Kind::TgwAttachment, at.x, at.y);
    assert_eq!(editor.said.as_deref(), Some("It is attached already"));
    let mut two = TestEditor::new("vpc v region=r\ntgw a region=r\ntgw b region=r\n");
    let at = two.rect("vpc-1").center();
    drop_at(&mut two, Kind::TgwAttachment, at.x, at.y);
    let said = two.said.unwrap();
    assert!(
        said.starts_with("There are several transit gateways"),
        "{said}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_dropped_moved_or_resized_boxes_of_one_holder_do_not_cover_each_other(
        steps in prop::collection::vec((0..9_u8, 0..100_usize, -300..1500_i32, -300..1100_i32, 0..8_usize), 1..14),
    ) {
        let mut editor = editor();
        for (what, which, x, y, handle) in steps {
            let view = editor.surface.view;
            let keys: Vec<String> = editor.diagram.boxes.iter().map(|shown| shown.key.to_string()).collect();
            let key = &keys[which % keys.len()];
            let to = view.view_from_world(Point::new(x, y));
            match what {
                0 => drop_at(&mut editor, Kind::Instance, x, y),
                1 => drop_at(&mut editor, Kind::Subnet, x, y),
                2 => drop_at(&mut editor, Kind::Vpc, x, y),
                3 => drop_at(&mut editor, Kind::TransitGateway, x, y),
                4 => drop_at(&mut editor, Kind::Site, x, y),
                5 => {
                    editor.click(editor.middle(key));
                    let rect = editor.rect(key);
                    let at = view.view_from_world(Handle::ALL[handle].point(&rect));
                    editor.drag(at, to);
                }
                6 => {
                    let at = editor.middle(key);
                    editor.drag(at, editor.middle(&keys[handle % keys.len()]));
                }
                _ => {
                    let at = editor.grip(key);
                    editor.drag(at, to);
                }
            }
            prop_assert_eq!(overlaps(&editor), BTreeSet::new(), "after {} of {}", what, key);
        }
    }
}

#[test]
fn space_and_the_middle_button_pan() {
    let mut editor = editor();
    let design = editor.session.design().clone();
    editor.input(Input::Space(true));
    let grip = editor.grip("vpc-1");
    let before = editor.surface.view;
    editor.drag(grip, by(grip, 30.0, 20.0));
    assert_ne!(editor.surface.view, before);
    assert_eq!(*editor.session.design(), design);
}

#[test]
fn keys_walk_the_drawing_and_nudge() {
    let mut editor = editor();
    let next = keys::neighbour(&editor.diagram, &BTreeSet::new(), true).unwrap();
    assert_eq!(next.to_string(), "tgw-1");
    let next = keys::neighbour(&editor.diagram, &BTreeSet::from([next]), true).unwrap();
    assert_eq!(next.to_string(), "vpc-1");
    let selection = BTreeSet::from([next]);
    let second = keys::neighbour(&editor.diagram, &selection, true).unwrap();
    assert_eq!(second.to_string(), "subnet-1");
    assert_eq!(
        keys::up_or_down(&editor.diagram, &BTreeSet::from([second]), true),
        selection.first().cloned()
    );

    let design = editor.session.design().clone();
    let before = editor.rect("vpc-1");
    let scene = Scene {
        design: &design,
        diagram: &editor.diagram,
        selection: &selection,
    };
    let effect = keys::nudge(&scene, 8, 16).unwrap();
    perform::perform(&mut editor.session, &editor.diagram, effect);
    editor.input(Input::Leave);
    assert_eq!(editor.rect("vpc-1"), before.moved(8, 16));
}
