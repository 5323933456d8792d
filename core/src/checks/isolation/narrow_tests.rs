//! Intents about single networks, and subnets that are of another environment than their VPC.

use crate::analysis::Facts;
use crate::checks::harness::said;
use crate::checks::run;
use crate::edit::apply;
use crate::model::{Design, Id};
use crate::notation::parse;

/// Two VPCs of prod and one of dev, every one routed to one hub as AWS makes it.
const THREE: &str = "
env prod
env dev
vpc orders environment=prod cidrs=10.0.0.0/16
  route-table orders main=true
    route destination=10.0.0.0/8 target=hub
  subnet orders-a az=a cidrs=10.0.1.0/24
vpc trial environment=dev cidrs=10.1.0.0/16
  route-table trial main=true
    route destination=10.0.0.0/8 target=hub
  subnet trial-a az=a cidrs=10.1.1.0/24
vpc vault environment=prod cidrs=10.2.0.0/16
  route-table vault main=true
    route destination=10.0.0.0/8 target=hub
  subnet vault-a az=a cidrs=10.2.1.0/24
tgw hub
  tgw-attachment orders-hub resource=orders subnets=orders-a
  tgw-attachment trial-hub resource=trial subnets=trial-a
  tgw-attachment vault-hub resource=vault subnets=vault-a
";

/// The same with tables made on purpose: trial knows orders and vault, prod knows trial.
fn tables_on_purpose() -> String {
    THREE.replace(
        "tgw hub\n",
        "tgw hub default_association=false default_propagation=false
  tgw-route-table prod
    tgw-association attachment=orders-hub
    tgw-association attachment=vault-hub
    tgw-propagation attachment=orders-hub
    tgw-propagation attachment=vault-hub
    tgw-propagation attachment=trial-hub
  tgw-route-table dev
    tgw-association attachment=trial-hub
    tgw-propagation attachment=orders-hub
    tgw-propagation attachment=vault-hub
",
    )
}

const DEPLOYS: &str =
    "intent deploys kind=must level=connectable from=trial-a to=orders-a protocol=tcp ports=443\n";

fn reaches(design: &Design, from: u32, to: u32) -> bool {
    let facts = Facts::new(design);
    !facts
        .routed_between_vpcs(Id::new(from), Id::new(to))
        .is_empty()
}

fn fixed(text: &str, code: &str) -> Design {
    let design = parse(text).unwrap();
    let found = run(&design, "").findings;
    let finding = found.iter().find(|finding| finding.code == code).unwrap();
    let commands = &finding.fix.as_ref().unwrap().commands;
    let fixed = apply(&design, commands).unwrap().design;
    let left = run(&fixed, "").findings;
    assert!(
        left.iter().all(|finding| finding.code != code
            && finding.code != "ISO101"
            && finding.code != "ISO102"),
        "{left:#?}"
    );
    fixed
}

#[test]
fn an_intent_about_two_networks_says_nothing_of_their_neighbours() {
    let text = format!("{THREE}{DEPLOYS}");
    assert_eq!(
        said(&text, "ISO101"),
        [
            "error tgw-1: hub lets prod and dev reach each other (vault-a in vault to trial-a in trial)"
        ]
    );
    let of_all = format!("{THREE}intent deploys kind=must level=routed from=env-2 to=env-1\n");
    assert_eq!(
        said(&of_all, "ISO101"),
        Vec::<String>::new(),
        "one between whole environments does"
    );
}

#[test]
fn the_fix_keeps_the_way_asked_for_and_closes_that_of_the_neighbour() {
    for text in [
        format!("{THREE}{DEPLOYS}"),
        format!("{}{DEPLOYS}", tables_on_purpose()),
    ] {
        let code = if text.contains("tgw-route-table") {
            "ISO102"
        } else {
            "ISO101"
        };
        let design = fixed(&text, code);
        let (orders, trial, vault) = (1, 2, 3);
        assert!(reaches(&design, trial, orders) && reaches(&design, orders, trial));
        assert!(!reaches(&design, trial, vault) && !reaches(&design, vault, trial));
        assert!(reaches(&design, orders, vault) && reaches(&design, vault, orders));
    }
}

#[test]
fn a_stored_intent_between_environments_is_broken_inside_a_vpc_too() {
    let text = "
env prod
env dev
vpc both environment=prod cidrs=10.0.0.0/16
  subnet a az=a cidrs=10.0.0.0/24
  subnet b az=b cidrs=10.0.1.0/24 environment=dev
";
    let default = said(text, "ISO108");
    assert_eq!(
        default,
        ["error vpc-1: both lets prod and dev reach each other inside it (a to b)"]
    );
    let stored = format!("{text}intent no kind=must-not level=routed from=env-2 to=env-1\n");
    assert_eq!(said(&stored, "ISO108").len(), 1);
    let asked = format!("{text}intent yes kind=must level=routed from=b to=a\n");
    assert_eq!(said(&asked, "ISO108"), Vec::<String>::new());
    let shared = text.replace("env dev", "env dev shared=true");
    assert_eq!(said(&shared, "ISO108"), Vec::<String>::new());
    // One way alone is forbidden, of a pair of which one is shared.
    let one_way = format!("{shared}intent no kind=must-not level=routed from=env-2 to=env-1\n");
    assert_eq!(
        said(&one_way, "ISO108"),
        ["error vpc-1: both lets dev reach prod inside it (b to a)"]
    );
}

#[test]
fn a_firewall_between_two_subnets_of_a_vpc_is_no_proof() {
    let text = "
env prod
env dev
env net shared=true
vpc both environment=prod cidrs=10.0.0.0/16
  route-table a
    route destination=10.0.1.0/24 target=firewall
  route-table b
    route destination=10.0.0.0/24 target=firewall
  route-table rest main=true
  subnet a az=a cidrs=10.0.0.0/24 route_table=a
  subnet b az=a cidrs=10.0.1.0/24 route_table=b environment=dev
  subnet f az=a cidrs=10.0.2.0/28 environment=net
  network-firewall firewall subnets=f
";
    let said = said(text, "ISO108");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("unless firewall stops it, which is unproven"),
        "{said:?}"
    );
}

#[test]
fn a_peering_joins_what_its_subnets_are_and_not_what_the_vpcs_say() {
    let text = "
env prod
env dev
env tools shared=true
vpc near environment=prod cidrs=10.0.0.0/16
  route-table near main=true
    route destination=10.1.0.0/16 target=link
  subnet near-a cidrs=10.0.1.0/24
vpc far environment=tools cidrs=10.1.0.0/16
  subnet far-a cidrs=10.1.1.0/24 environment=dev
vpc-peering link requester=near accepter=far
";
    assert_eq!(
        said(text, "ISO103"),
        ["error vpc-peering-1: Peering link lets prod reach dev (near to far)"]
    );
    let asked =
        format!("{text}intent kind=must level=connectable from=near-a to=far-a protocol=tcp\n");
    assert_eq!(said(&asked, "ISO103"), Vec::<String>::new());
    let elsewhere = format!(
        "{text}vpc third environment=dev cidrs=10.2.0.0/16\n  subnet third-a cidrs=10.2.1.0/24\nintent kind=must level=routed from=near-a to=third-a\n"
    );
    assert_eq!(said(&elsewhere, "ISO103").len(), 1);
}

#[test]
fn a_gateway_to_a_site_is_judged_by_subnet_and_both_ways() {
    let text = "
env prod
env lab
env office shared=true
site office environment=office cidrs=192.168.0.0/16
customer-gateway router site=office ip_address=203.0.113.10
vpc prod environment=prod cidrs=10.0.0.0/16
  route-table prod main=true
    route destination=192.168.0.0/16 target=gateway
  subnet prod-a cidrs=10.0.1.0/24
  vpn-gateway gateway
vpn-connection vpn customer_gateway=router vpn_gateway=gateway
";
    assert_eq!(said(text, "ISO104"), Vec::<String>::new());
    let forbidden = format!("{text}intent no kind=must-not level=routed from=env-1 to=env-3\n");
    assert_eq!(
        said(&forbidden, "ISO104"),
        ["error vpn-gateway-1: gateway lets prod reach office: prod sends over vpn to site office"]
    );
    let no_route = forbidden.replace("    route destination=192.168.0.0/16 target=gateway\n", "");
    assert_eq!(said(&no_route, "ISO104"), Vec::<String>::new());
    let of_lab = text
        .replace(
            "site office environment=office",
            "site office environment=lab",
        )
        .replace("vpc prod environment=prod", "vpc prod environment=lab")
        .replace("cidrs=10.0.1.0/24", "cidrs=10.0.1.0/24 environment=prod");
    assert_eq!(
        said(&of_lab, "ISO104"),
        [
            "error vpn-gateway-1: gateway lets lab reach prod: site office comes in over vpn to prod-a"
        ]
    );
}
