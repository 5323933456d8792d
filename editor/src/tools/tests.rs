//! Gestures, as a person makes them, with Escape at each state.

use netwright_core::catalog::Item;
use netwright_core::diagram::Form;
use netwright_core::model::{Kind, TgwAttachment, VpcEndpoint, VpcPeering};

use super::*;
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
