//! What an import left open is not guessed.

use super::*;

#[test]
fn an_unknown_list_is_not_guessed() {
    let text = format!(
        "prefix-list partners max_entries=5\n{}",
        vpc(
            OUT,
            "    security-group-rule protocol=tcp ports=443 prefix_list=partners",
            ALL
        )
    );
    assert!(said(&text, "web", "db", "tcp 443").starts_with("unknown UNKNOWN_DESTINATION"));
}

#[test]
fn what_was_imported_without_its_tables_is_unknown() {
    let mut design = notation::parse(&vpc(OUT, IN_443, ALL)).unwrap();
    let ids: Vec<crate::model::EntityId> = design.records().map(crate::model::Record::id).collect();
    for id in ids
        .into_iter()
        .filter(|id| matches!(id.kind.spec().prefix, "vpc" | "subnet"))
    {
        let set = crate::edit::Command::set(id, "aws_id", format!("{id}-read"));
        design = crate::edit::apply(&design, &[set]).unwrap().design;
    }
    let facts = Facts::new(&design);
    let inside = answer(&facts, "web", "db", "tcp 443");
    assert_eq!(inside.forward.outcome, Outcome::Unknown);
    let outside = answer(&facts, "web", "8.8.8.8", "tcp 443");
    let why = outside.forward.reason.map(|reason| reason.text);
    assert_eq!(
        why.as_deref(),
        Some("the route tables of app were not read")
    );
}

#[test]
fn what_has_blocks_that_nobody_knows_leaves_other_routes_open() {
    let text = |route: &str, list: &str, gateway: &str| {
        format!(
            "
prefix-list offices max_entries=5{list}
customer-gateway router ip_address=203.0.113.1
vpn-connection tunnel customer_gateway=router vpn_gateway=vgw
vpn-connection other customer_gateway=router
vpc app cidrs=10.1.0.0/16
  internet-gateway igw vpc=app
  route-table main main=true{gateway}
    route destination=0.0.0.0/0 target=igw
    route {route}
  subnet a cidrs=10.1.1.0/24
    instance one private_address=10.1.1.10 public_address=true
  subnet b cidrs=10.1.2.0/24
    instance two private_address=10.1.2.10
vpn-gateway vgw vpc=app
tgw hub
"
        )
    };
    let ask = |text: &str, to: &str| {
        let said = said(text, "one", to, "tcp 443");
        said.split(' ')
            .next()
            .unwrap()
            .trim_end_matches(',')
            .to_owned()
    };
    let known = text("destination=192.0.2.0/24 target=hub", "", "");
    assert_eq!(ask(&known, "8.8.8.8"), "leaves-network");
    let empty = text("prefix_list=offices target=hub", "", "");
    assert_eq!(ask(&empty, "8.8.8.8"), "leaves-network");
    for open in [
        text("target=hub", "", ""),
        text("prefix_list=offices target=hub", " aws_id=pl-1", ""),
        text(
            "destination=192.0.2.0/24 target=hub",
            "",
            " propagating_gateways=vgw",
        ),
    ] {
        assert_eq!(ask(&open, "8.8.8.8"), "unknown");
        assert_eq!(ask(&open, "two"), "delivered");
    }
}

#[test]
fn a_default_route_of_a_hub_does_not_hide_what_is_learnt() {
    let text = |networks: &str| {
        format!(
            "
site office{networks}
customer-gateway router site=office ip_address=203.0.113.1
vpn-connection tunnel customer_gateway=router
vpc one cidrs=10.1.0.0/16
  route-table main main=true
    route destination=0.0.0.0/0 target=hub
  subnet a cidrs=10.1.1.0/24
vpc two cidrs=10.2.0.0/16
  subnet b cidrs=10.2.1.0/24
tgw hub default_association=false default_propagation=false
  tgw-attachment to-one resource=one subnets=a
  tgw-attachment to-two resource=two subnets=b
  tgw-attachment to-office resource=tunnel
  tgw-route-table table
    tgw-route destination=0.0.0.0/0 attachment=to-two
    tgw-propagation attachment=to-office
tgw-association attachment=to-one route_table=table
"
        )
    };
    let ask = |networks: &str| said(&text(networks), "subnet-1", "192.0.2.1", "tcp 443");
    assert!(ask(" cidrs=192.168.0.0/16").starts_with("no-route"));
    assert_eq!(ask(""), "unknown UNKNOWN_DESTINATION to-office");
}

#[test]
fn where_a_load_balancer_sends_is_not_guessed_from_an_import() {
    let text = balanced("a", true, true);
    let ask = |from: &str, to: &str| said(&text.replace(from, to), "client", "front", "tcp 80");
    assert_eq!(
        ask(" target_group=servers", ""),
        "denied ELBV2_LISTENER_HAS_NO_TG http"
    );
    assert_eq!(
        ask(" target_group=servers", " aws_id=listener/1"),
        "unknown UNKNOWN_DESTINATION http"
    );
    assert_eq!(
        ask(" targets=server", ""),
        "denied ELBV2_NO_TARGETS_IN_AZ servers"
    );
    assert_eq!(
        ask(" targets=server", " aws_id=targetgroup/1"),
        "unknown UNKNOWN_DESTINATION servers"
    );
}
