//! What stands between: a firewall behind a hub, hubs of two Regions.

use super::*;

/// A spoke, an inspection VPC with a firewall in two zones, and another spoke in the other zone.
const INSPECTED: &str = "
vpc va cidrs=10.1.0.0/16
  route-table ra main=true
    route destination=10.0.0.0/8 target=hub
  subnet sa az=a cidrs=10.1.1.0/24
vpc vb cidrs=10.2.0.0/16
  route-table rb main=true
    route destination=10.0.0.0/8 target=hub
  subnet sb az=b cidrs=10.2.1.0/24
vpc vi cidrs=10.9.0.0/16
  route-table to-firewall
    route destination=0.0.0.0/0 target=firewall
  route-table to-hub
    route destination=10.0.0.0/8 target=hub
  subnet door-a az=a cidrs=10.9.1.0/28 route_table=to-firewall
  subnet door-b az=b cidrs=10.9.1.16/28 route_table=to-firewall
  subnet fw-a az=a cidrs=10.9.2.0/28 route_table=to-hub
  subnet fw-b az=b cidrs=10.9.2.16/28 route_table=to-hub
  network-firewall firewall subnets=fw-a,fw-b
tgw hub default_association=false default_propagation=false
  tgw-attachment a resource=va subnets=sa
  tgw-attachment b resource=vb subnets=sb
  tgw-attachment inspection resource=vi subnets=door-a,door-b appliance_mode={mode}
  tgw-route-table spokes
    tgw-route destination=0.0.0.0/0 attachment=inspection
  tgw-route-table inspected
    tgw-propagation attachment=a
    tgw-propagation attachment=b
tgw-association attachment=a route_table=spokes
tgw-association attachment=b route_table=spokes
tgw-association attachment=inspection route_table=inspected
";

#[test]
fn what_a_hub_brings_is_routed_by_the_attachments_subnet() {
    let text = INSPECTED.replace("{mode}", "true");
    assert_eq!(
        path(&text, "subnet-1", "subnet-2", "tcp 443"),
        "sa va a hub inspection vi door-a vi fw-a firewall fw-a vi inspection hub b vb sb"
    );
    // A firewall's rules are not analysed: nothing is guessed.
    assert_eq!(
        said(&text, "subnet-1", "subnet-2", "tcp 443"),
        "unknown FIREWALL_RULES_RESTRICTION firewall"
    );
    assert_eq!(
        said_back(&text, "subnet-1", "subnet-2", "tcp 443"),
        "unknown FIREWALL_RULES_RESTRICTION firewall"
    );
}

#[test]
fn without_appliance_mode_answers_come_to_another_zone() {
    let text = INSPECTED.replace("{mode}", "false");
    assert_eq!(
        said_back(&text, "subnet-1", "subnet-2", "tcp 443"),
        "denied TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED firewall"
    );
}

/// Hubs of two Regions, each with one VPC; the peering is one record.
const TWO_HUBS: &str = "
vpc va cidrs=10.1.0.0/16
  route-table ra main=true
    route destination=10.2.0.0/16 target=west
  subnet sa cidrs=10.1.1.0/24
vpc vb cidrs=10.2.0.0/16 region=us-east-1
  route-table rb main=true
    route destination=10.1.0.0/16 target=east
  subnet sb cidrs=10.2.1.0/24
tgw west
  tgw-attachment a resource=va subnets=sa
  tgw-attachment across resource=east
  tgw-route-table wt
    tgw-propagation attachment=a
    tgw-route destination=10.2.0.0/16 attachment=across
tgw east region=us-east-1
  tgw-attachment b resource=vb subnets=sb
  tgw-route-table et
    tgw-propagation attachment=b
    {back}
tgw-association attachment=a route_table=wt
tgw-association attachment=across route_table=wt
tgw-association attachment=b route_table=et
tgw-association attachment=across route_table=et
";

#[test]
fn hubs_are_joined_by_static_routes_on_both_sides() {
    let both = TWO_HUBS.replace(
        "{back}",
        "tgw-route destination=10.1.0.0/16 attachment=across",
    );
    assert_eq!(
        said(&both, "subnet-1", "subnet-2", "tcp 443"),
        "delivered, works"
    );
    assert_eq!(
        path(&both, "subnet-1", "subnet-2", "tcp 443"),
        "sa va a west across east b vb sb"
    );
    let one = TWO_HUBS.replace("{back}", "");
    assert_eq!(
        said_back(&one, "subnet-1", "subnet-2", "tcp 443"),
        "no-route TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT et"
    );
}
