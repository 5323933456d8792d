//! Isolation over whole designs: what the examples of the checks are too small to show.

use crate::checks::harness::said;
use crate::checks::{Finding, run};
use crate::edit::apply;
use crate::model::{Design, Kind};
use crate::notation::parse;

/// Prod, dev, shared services and an office on one hub as AWS makes it.
const OPEN_HUB: &str = "
env prod
env dev
env shared shared=true
vpc prod environment=prod cidrs=10.0.0.0/16
  route-table prod main=true
    route destination=10.0.0.0/8 target=hub
  subnet prod-a az=a cidrs=10.0.1.0/24
vpc dev environment=dev cidrs=10.1.0.0/16
  route-table dev main=true
    route destination=10.0.0.0/8 target=hub
  subnet dev-a az=a cidrs=10.1.1.0/24
vpc tools environment=shared cidrs=10.2.0.0/16
  route-table tools main=true
    route destination=10.0.0.0/8 target=hub
  subnet tools-a az=a cidrs=10.2.1.0/24
tgw hub
  tgw-route-table default
    tgw-association attachment=prod-hub origin=default
    tgw-association attachment=dev-hub origin=default
    tgw-association attachment=tools-hub origin=default
    tgw-propagation attachment=prod-hub origin=default
    tgw-propagation attachment=dev-hub origin=default
    tgw-propagation attachment=tools-hub origin=default
  tgw-attachment prod-hub resource=prod subnets=prod-a
  tgw-attachment dev-hub resource=dev subnets=dev-a
  tgw-attachment tools-hub resource=tools subnets=tools-a
";

fn fixed(design: &Design) -> (Vec<Finding>, Design) {
    fixed_of(design, "ISO101")
}

fn fixed_of(design: &Design, code: &str) -> (Vec<Finding>, Design) {
    let findings = run(design, "").findings;
    let finding = findings
        .iter()
        .find(|finding| finding.code == code)
        .unwrap();
    let commands = &finding.fix.as_ref().unwrap().commands;
    let design = apply(design, commands).unwrap().design;
    (run(&design, "").findings, design)
}

fn reaches(design: &Design, from: u32, to: u32) -> bool {
    let facts = crate::analysis::Facts::new(design);
    !facts
        .routed_between_vpcs(crate::model::Id::new(from), crate::model::Id::new(to))
        .is_empty()
}

#[test]
fn a_pair_is_one_finding_with_its_path_and_rule() {
    let design = parse(OPEN_HUB).unwrap();
    let findings = run(&design, "").findings;
    let found: Vec<_> = findings
        .iter()
        .filter(|finding| finding.code.starts_with("ISO"))
        .collect();
    let [finding] = found.as_slice() else {
        panic!("{found:#?}")
    };
    assert_eq!(
        finding.message,
        "hub lets prod and dev reach each other (prod-a in prod to dev-a in dev)"
    );
    let path: Vec<_> = finding.path.iter().map(|hop| hop.text.as_str()).collect();
    assert_eq!(
        path,
        [
            "prod-a sends 10.0.0.0/8 to hub (static route)",
            "enters hub and is looked up in default",
            "10.1.0.0/16 of default sends it to dev (propagated route)",
            "delivered in dev",
        ]
    );
    assert!(
        finding
            .details
            .iter()
            .any(|text| text.contains("gap in traffic"))
    );
}

#[test]
fn the_fix_parts_environments_and_keeps_what_is_shared() {
    let (findings, design) = fixed(&parse(OPEN_HUB).unwrap());
    assert!(
        findings
            .iter()
            .all(|finding| !finding.code.starts_with("ISO")),
        "{findings:#?}"
    );
    assert_eq!(
        design.count(Kind::TgwAssociation),
        3,
        "one table for each attachment"
    );
    assert!(!reaches(&design, 1, 2) && !reaches(&design, 2, 1));
    for (a, b) in [(1, 3), (2, 3)] {
        assert!(
            reaches(&design, a, b) && reaches(&design, b, a),
            "{a} and {b}"
        );
    }
}

#[test]
fn the_fix_keeps_what_an_intent_asks_for() {
    let text =
        format!("{OPEN_HUB}intent kind=must level=routed from=prod-a to=dev-a reason=deploys\n");
    let design = parse(&text).unwrap();
    // The intent speaks for the pair, so nothing is left to find.
    assert_eq!(said(&text, "ISO101"), Vec::<String>::new());
    assert!(reaches(&design, 1, 2));
    let forbidden = format!("{OPEN_HUB}intent no kind=must-not level=routed from=env-2 to=env-1\n");
    assert_eq!(said(&forbidden, "ISO101").len(), 1);
}

#[test]
fn turning_the_defaults_off_parts_nobody_who_is_attached() {
    let text = OPEN_HUB.replace(
        "tgw hub\n",
        "tgw hub default_association=false default_propagation=false\n",
    );
    let design = parse(&text).unwrap();
    let found = run(&design, "").findings;
    let finding = found
        .iter()
        .find(|finding| finding.code == "ISO101")
        .unwrap();
    assert!(
        finding
            .details
            .iter()
            .any(|text| text.contains("act on new attachments only")),
        "{:?}",
        finding.details
    );
    let (findings, design) = fixed(&design);
    assert!(
        findings
            .iter()
            .all(|finding| !finding.code.starts_with("ISO")),
        "{findings:#?}"
    );
    assert!(!reaches(&design, 1, 2) && reaches(&design, 1, 3));
}

#[test]
fn a_shared_network_with_a_table_of_its_own_stays_known() {
    let text = OPEN_HUB.replace(
        "    tgw-association attachment=tools-hub origin=default\n",
        "",
    );
    let text = text.replace(
        "  tgw-route-table default\n",
        "  tgw-route-table shared\n    tgw-association attachment=tools-hub\n    tgw-propagation attachment=prod-hub\n    tgw-propagation attachment=dev-hub\n  tgw-route-table default\n",
    );
    let (_, design) = fixed(&parse(&text).unwrap());
    assert!(!reaches(&design, 1, 2) && !reaches(&design, 2, 1));
    for (a, b) in [(1, 3), (2, 3)] {
        assert!(
            reaches(&design, a, b) && reaches(&design, b, a),
            "{a} and {b}"
        );
    }
}

#[test]
fn one_table_made_on_purpose_is_divided_and_not_emptied() {
    let text = OPEN_HUB
        .replace(" origin=default", "")
        .replace(
            "tgw hub\n",
            "tgw hub default_association=false default_propagation=false\n",
        )
        .replace("vpc tools environment=shared", "vpc tools environment=prod");
    let (findings, design) = fixed_of(&parse(&text).unwrap(), "ISO102");
    assert!(
        findings
            .iter()
            .all(|finding| !finding.code.starts_with("ISO")),
        "{findings:#?}"
    );
    assert!(!reaches(&design, 1, 2) && !reaches(&design, 3, 2));
    assert!(
        reaches(&design, 1, 3) && reaches(&design, 3, 1),
        "prod keeps itself"
    );
}

#[test]
fn without_routes_in_the_vpcs_it_is_a_warning() {
    let text = OPEN_HUB.replace("    route destination=10.0.0.0/8 target=hub\n", "");
    let said = said(&text, "ISO101");
    assert_eq!(
        said,
        [
            "warning tgw-1: hub would let prod and dev reach each other (prod to dev): only routes in the VPCs are missing"
        ]
    );
}

#[test]
fn a_zone_without_an_attachment_subnet_is_no_way() {
    let text = OPEN_HUB
        .replace("subnet dev-a az=a", "subnet dev-a az=b")
        .replace("subnets=dev-a", "subnets=dev-t");
    let text = text.replace(
        "  subnet dev-a az=b cidrs=10.1.1.0/24\n",
        "  subnet dev-a az=b cidrs=10.1.1.0/24\n  subnet dev-t az=a cidrs=10.1.2.0/28 environment=shared\n",
    );
    let design = parse(&text).unwrap();
    assert!(reaches(&design, 1, 2), "prod still sends");
    let facts = crate::analysis::Facts::new(&design);
    let dev_a = design
        .all::<crate::model::Subnet>()
        .find(|subnet| subnet.name == "dev-a")
        .unwrap();
    let outcomes = facts.walk_from_subnet(dev_a, &"10.0.1.0/24".parse().unwrap());
    assert!(outcomes.iter().all(|outcome| matches!(
        outcome.end,
        crate::analysis::End::Dropped(crate::analysis::Drop::HubZone, _)
    )));
}

#[test]
fn a_blackhole_before_a_propagation_parts_them() {
    let text = OPEN_HUB.replace(
        "  tgw-route-table default\n",
        "  tgw-route-table default\n    tgw-route destination=10.1.0.0/16\n    tgw-route destination=10.0.0.0/16\n",
    );
    assert_eq!(said(&text, "ISO101"), Vec::<String>::new());
}

#[test]
fn a_firewall_on_the_way_is_unproven() {
    let text = "
env prod
env dev
env net shared=true
vpc prod environment=prod cidrs=10.0.0.0/16
  route-table prod main=true
    route destination=10.0.0.0/8 target=hub
  subnet prod-a az=a cidrs=10.0.1.0/24
vpc dev environment=dev cidrs=10.1.0.0/16
  subnet dev-a az=a cidrs=10.1.1.0/24
vpc inspection environment=net cidrs=10.9.0.0/16
  route-table in main=true
    route destination=0.0.0.0/0 target=firewall
  route-table out
    route destination=10.0.0.0/8 target=hub
  subnet transit-a az=a cidrs=10.9.0.0/28
  subnet firewall-a az=a cidrs=10.9.1.0/28 route_table=out
  network-firewall firewall subnets=firewall-a
tgw hub default_association=false default_propagation=false
  tgw-route-table spokes
    tgw-association attachment=prod-hub
    tgw-association attachment=dev-hub
    tgw-route destination=0.0.0.0/0 attachment=inspection-hub
  tgw-route-table inspected
    tgw-association attachment=inspection-hub
    tgw-propagation attachment=prod-hub
    tgw-propagation attachment=dev-hub
  tgw-attachment prod-hub resource=prod subnets=prod-a
  tgw-attachment dev-hub resource=dev subnets=dev-a
  tgw-attachment inspection-hub resource=inspection subnets=transit-a
";
    let said = said(text, "ISO102");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("unless firewall stops it, which is unproven"),
        "{said:?}"
    );
}

#[test]
fn the_way_through_peered_hubs_is_found() {
    let text = "
env prod
env dev
vpc prod environment=prod cidrs=10.0.0.0/16 region=eu-west-1
  route-table prod main=true
    route destination=10.0.0.0/8 target=west
  subnet prod-a az=a cidrs=10.0.1.0/24
vpc dev environment=dev cidrs=10.8.0.0/16 region=us-east-1
  subnet dev-a az=a cidrs=10.8.1.0/24
tgw west region=eu-west-1 default_association=false default_propagation=false
  tgw-route-table west
    tgw-association attachment=prod-west
    tgw-association attachment=link
    tgw-propagation attachment=prod-west
    tgw-route destination=10.8.0.0/16 attachment=link
  tgw-attachment prod-west resource=prod subnets=prod-a
  tgw-attachment link resource=east
tgw east region=us-east-1 default_association=false default_propagation=false
  tgw-route-table east
    tgw-association attachment=link
    tgw-association attachment=dev-east
    tgw-propagation attachment=dev-east
  tgw-attachment dev-east resource=dev subnets=dev-a
";
    let said = said(text, "ISO102");
    assert_eq!(
        said,
        ["error tgw-1: west lets prod reach dev (prod-a in prod to dev-a in dev)"]
    );
    let design = parse(text).unwrap();
    assert!(reaches(&design, 1, 2));
    let (left, fixed) = fixed_of(&design, "ISO102");
    assert!(
        left.iter().all(|finding| finding.code != "ISO102"),
        "{left:#?}"
    );
    assert!(
        !reaches(&fixed, 1, 2),
        "the static route over the peering is gone"
    );
    let wider = text.replace("destination=10.8.0.0/16", "destination=10.0.0.0/8");
    let found = run(&parse(&wider).unwrap(), "").findings;
    let found = found
        .iter()
        .find(|finding| finding.code == "ISO102")
        .unwrap();
    assert!(found.fix.is_none(), "it leads to others too");
}
