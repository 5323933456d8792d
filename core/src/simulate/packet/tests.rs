//! Every sentence of what a packet meets, on designs of a few lines.

use super::*;
use crate::analysis::Facts;
use crate::net::Protocol;
use crate::notation;

/// What a trace says in one line: outcome, whether it works, and the code with the record where it stops.
fn said(text: &str, from: &str, to: &str, what: &str) -> String {
    let facts = Facts::new(&notation::parse(text).unwrap());
    let answer = answer(&facts, from, to, what);
    let works = if answer.works { ", works" } else { "" };
    let reason = answer
        .forward
        .reason
        .as_ref()
        .map_or_else(String::new, |reason| {
            let at: Vec<String> = reason.at.iter().map(|id| facts.label(*id)).collect();
            format!(" {} {}", reason.code, at.join(","))
        });
    format!("{}{works}{reason}", answer.forward.outcome.word())
}

/// How the answer fares.
fn said_back(text: &str, from: &str, to: &str, what: &str) -> String {
    let facts = Facts::new(&notation::parse(text).unwrap());
    let Some(back) = answer(&facts, from, to, what).back else {
        return "nothing".to_owned();
    };
    let reason = back.reason.as_ref().map_or_else(String::new, |reason| {
        let at: Vec<String> = reason.at.iter().map(|id| facts.label(*id)).collect();
        format!(" {} {}", reason.code, at.join(","))
    });
    format!("{}{reason}", back.outcome.word())
}

/// The hops, by name.
fn path(text: &str, from: &str, to: &str, what: &str) -> String {
    let facts = Facts::new(&notation::parse(text).unwrap());
    let hops = answer(&facts, from, to, what).forward.hops;
    let names: Vec<String> = hops.iter().map(|hop| facts.label(hop.id)).collect();
    names.join(" ")
}

/// `what` is `tcp 443`, `icmp`, `any`, `0`, with `size=N` or `from=PORT` behind.
fn answer(facts: &Facts, from: &str, to: &str, what: &str) -> Trace {
    let end = |text: &str, receives| EndName::find(facts, text, receives).unwrap();
    let mut question = Question::any(end(from, false), end(to, true));
    for word in what.split(' ') {
        if let Some(size) = word.strip_prefix("size=") {
            question.size_bytes = size.parse().ok();
        } else if let Some(port) = word.strip_prefix("from=") {
            question.source_port = port.parse().ok();
        } else if question.protocol.is_some() {
            question.port = word.parse().ok();
        } else if word != "any" {
            question.protocol = word.parse::<Protocol>().unwrap().number();
        }
    }
    trace(facts, &question).unwrap()
}

/// Two subnets of one VPC; `{web}` and `{db}` are rules of groups, `{acl}` those of the ACL of the second subnet.
const VPC: &str = "
vpc app cidrs=10.0.0.0/16
  security-group web
{web}
  security-group db
{db}
  network-acl db
{acl}
  subnet a cidrs=10.0.1.0/24
    instance web private_address=10.0.1.10 security_groups=web
    instance twin private_address=10.0.1.11 security_groups=db
  subnet b cidrs=10.0.2.0/24 network_acl=db
    instance db private_address=10.0.2.10 security_groups=db
";
const OUT: &str = "    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0";
const IN_443: &str = "    security-group-rule protocol=tcp ports=443 cidr=10.0.1.0/24";
const ALL: &str = "    network-acl-rule number=100 direction=ingress action=allow protocol=all cidr=0.0.0.0/0\n    network-acl-rule number=100 direction=egress action=allow protocol=all cidr=0.0.0.0/0";

fn vpc(web: &str, db: &str, acl: &str) -> String {
    VPC.replace("{web}", web)
        .replace("{db}", db)
        .replace("{acl}", acl)
}

#[test]
fn security_groups_remember_and_need_no_rule_for_answers() {
    let open = vpc(OUT, IN_443, ALL);
    assert_eq!(said(&open, "web", "db", "tcp 443"), "delivered, works");
    assert_eq!(path(&open, "web", "db", "tcp 443"), "web a app b db");
    assert_eq!(
        said(&open, "web", "db", "tcp 80"),
        "denied ENI_SG_RULES_MISMATCH db"
    );
    assert_eq!(
        said(&open, "db", "web", "tcp 443"),
        "denied ENI_SG_RULES_MISMATCH db"
    );
    // What its receiver would answer is told all the same.
    assert_eq!(said_back(&open, "web", "db", "tcp 80"), "delivered");
    assert_eq!(
        said(&vpc("", IN_443, ALL), "web", "db", "tcp 443"),
        "denied ENI_SG_RULES_MISMATCH web"
    );
}

#[test]
fn network_acls_forget_and_the_lowest_number_decides() {
    let acl = "
    network-acl-rule number=90 direction=ingress action=deny protocol=tcp ports=443 cidr=10.0.1.99/32
    network-acl-rule number=100 direction=ingress action=allow protocol=tcp ports=443 cidr=10.0.0.0/16
    network-acl-rule number=110 direction=ingress action=deny protocol=all cidr=0.0.0.0/0
    network-acl-rule number=100 direction=egress action=allow protocol=tcp ports=50000-65535 cidr=0.0.0.0/0";
    let text = vpc(OUT, IN_443, acl);
    assert_eq!(said(&text, "web", "db", "tcp 443"), "delivered, works");
    assert_eq!(said(&text, "web", "db", "tcp 443 from=49152"), "delivered");
    assert_eq!(
        said_back(&text, "web", "db", "tcp 443 from=49152"),
        "denied SUBNET_ACL_RESTRICTION db"
    );
    let shut = vpc(
        OUT,
        IN_443,
        &acl.replace("=90", "=120")
            .replace("number=110", "number=80"),
    );
    assert_eq!(
        said(&shut, "web", "db", "tcp 443"),
        "denied SUBNET_ACL_RESTRICTION db"
    );
}

#[test]
fn traffic_inside_a_subnet_meets_no_acl() {
    let text = vpc(OUT, IN_443, "").replace(
        "subnet a cidrs=10.0.1.0/24",
        "subnet a cidrs=10.0.1.0/24 network_acl=db",
    );
    assert_eq!(said(&text, "web", "twin", "tcp 443"), "delivered, works");
    assert_eq!(path(&text, "web", "twin", "tcp 443"), "web twin");
    assert_eq!(
        said(&text, "web", "db", "tcp 443"),
        "denied SUBNET_ACL_RESTRICTION db"
    );
}

#[test]
fn any_finds_the_one_packet_that_gets_through() {
    let narrow = "    security-group-rule protocol=udp ports=5000-5010 cidr=10.0.1.0/24";
    let text = vpc(OUT, narrow, ALL);
    let facts = Facts::new(&notation::parse(&text).unwrap());
    let found = answer(&facts, "web", "db", "any");
    assert_eq!(
        found.witness.map(|packet| packet.what()),
        Some("udp 5000".to_owned())
    );
    assert_eq!(
        said(&text, "web", "db", "tcp"),
        "denied ENI_SG_RULES_MISMATCH db"
    );
    assert_eq!(said(&text, "web", "db", "udp"), "delivered, works");
    assert!(answer(&facts, "web", "db", "tcp").witness.is_none());
    // A port between what one rule denies and the next allows.
    let acl = "
    network-acl-rule number=100 direction=ingress action=deny protocol=udp ports=5000-5009 cidr=0.0.0.0/0
    network-acl-rule number=110 direction=ingress action=allow protocol=udp cidr=0.0.0.0/0
    network-acl-rule number=100 direction=egress action=allow protocol=udp cidr=0.0.0.0/0";
    let facts = Facts::new(&notation::parse(&vpc(OUT, narrow, acl)).unwrap());
    let found = answer(&facts, "web", "db", "any");
    assert_eq!(
        found.witness.map(|packet| packet.what()),
        Some("udp 5010".to_owned())
    );
}

#[test]
fn a_protocol_by_number_is_matched_by_rules_for_all_alone() {
    let all = "    security-group-rule protocol=all cidr=10.0.0.0/8";
    assert_eq!(
        said(&vpc(OUT, all, ALL), "web", "db", "0"),
        "delivered, works"
    );
    assert_eq!(
        said(&vpc(OUT, IN_443, ALL), "web", "db", "0"),
        "denied ENI_SG_RULES_MISMATCH db"
    );
}

#[test]
fn icmp_is_told_apart_by_type() {
    let echo = "    security-group-rule protocol=icmp icmp_type=8 icmp_code=-1 cidr=0.0.0.0/0";
    let text = vpc(OUT, echo, ALL);
    assert_eq!(said(&text, "web", "db", "icmp"), "delivered, works");
    let facts = Facts::new(&notation::parse(&text).unwrap());
    let end = |name| EndName::find(&facts, name, true).unwrap();
    let mut question = Question::any(end("web"), end("db"));
    (question.protocol, question.icmp_type) = (Some(1), Some(13));
    let answer = trace(&facts, &question).unwrap();
    assert_eq!(answer.forward.outcome, Outcome::Denied);
}

#[test]
fn an_address_that_nobody_has_is_a_blackhole() {
    let open = vpc(OUT, IN_443, ALL);
    assert_eq!(
        said(&open, "web", "10.0.9.9", "tcp 443"),
        "blackhole NO_POSSIBLE_DESTINATION app"
    );
    assert_eq!(
        said(&open, "web", "10.0.2.77", "tcp 443"),
        "blackhole NO_POSSIBLE_DESTINATION b"
    );
    // Where no workload is drawn, every address is a possible host's.
    let empty = open.replace(
        "    instance db private_address=10.0.2.10 security_groups=db\n",
        "",
    );
    assert_eq!(
        said(&empty, "web", "10.0.2.77", "tcp 443"),
        "delivered, works"
    );
    assert_eq!(said(&empty, "web", "b", "tcp 443"), "delivered, works");
    assert_eq!(
        said(&empty, "web", "10.0.2.1", "tcp 443"),
        "blackhole NO_POSSIBLE_DESTINATION b"
    );
    // A workload without a fixed address may have it or not.
    let some = open.replace(" private_address=10.0.2.10", "");
    assert_eq!(
        said(&some, "web", "10.0.2.77", "tcp 443"),
        "unknown UNKNOWN_DESTINATION db"
    );
    assert_eq!(said(&some, "web", "db", "tcp 443"), "delivered, works");
}

/// A VPC with the internet: a public and a private subnet, and a NAT gateway.
const PUBLIC: &str = "
elastic-ip front public_address=198.51.100.7
elastic-ip out public_address=198.51.100.8
vpc shop cidrs=10.0.0.0/16 block_public_access={bpa}
  internet-gateway igw vpc=shop
  security-group front
    security-group-rule protocol=tcp ports=443 cidr=0.0.0.0/0
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  route-table public main=true
    route destination=0.0.0.0/0 target=igw
  route-table private
    route destination=0.0.0.0/0 target=nat
  subnet public cidrs=10.0.1.0/24
    instance front private_address=10.0.1.10 elastic_ip=front security_groups=front
    instance hidden private_address=10.0.1.11 security_groups=front
    nat-gateway nat elastic_ip=out private_address=10.0.1.200
  subnet private cidrs=10.0.2.0/24 route_table=private
    instance back private_address=10.0.2.10 security_groups=front
";

fn public(bpa: &str) -> String {
    PUBLIC.replace("{bpa}", bpa)
}

#[test]
fn an_internet_gateway_needs_a_public_address() {
    let text = public("off");
    assert_eq!(
        said(&text, "front", "internet", "tcp 443"),
        "leaves-network, works"
    );
    assert_eq!(
        said(&text, "hidden", "internet", "tcp 443"),
        "denied IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS igw"
    );
    assert_eq!(
        said(&text, "front", "192.168.0.1", "tcp 443"),
        "denied IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS igw"
    );
    assert_eq!(
        said(&text, "internet", "front", "tcp 443"),
        "delivered, works"
    );
    assert_eq!(
        path(&text, "internet", "198.51.100.7", "tcp 443"),
        "igw shop public front"
    );
    assert_eq!(
        said(&text, "internet", "front", "tcp 22"),
        "denied ENI_SG_RULES_MISMATCH front"
    );
    assert_eq!(
        said(&text, "internet", "back", "tcp 443"),
        "no-route NO_POSSIBLE_DESTINATION back"
    );
    assert_eq!(
        said(&text, "internet", "10.0.1.10", "tcp 443"),
        "no-route NO_POSSIBLE_DESTINATION "
    );
    assert_eq!(
        said(&text, "internet", "203.0.113.9", "tcp 443"),
        "no-route NO_POSSIBLE_DESTINATION "
    );
}

#[test]
fn a_nat_gateway_lets_out_and_takes_answers_alone() {
    let text = public("off");
    assert_eq!(
        said(&text, "back", "internet", "tcp 443"),
        "leaves-network, works"
    );
    assert_eq!(
        path(&text, "back", "internet", "tcp 443"),
        "back private shop nat public shop igw"
    );
    assert_eq!(
        said(&text, "back", "internet", "47"),
        "denied PROTOCOL_RESTRICTION nat"
    );
    assert_eq!(
        said(&text, "internet", "198.51.100.8", "tcp 443"),
        "denied NO_POSSIBLE_DESTINATION nat"
    );
    assert_eq!(
        said(&text, "front", "nat", "tcp 443"),
        "denied NO_POSSIBLE_DESTINATION nat"
    );
    assert_eq!(path(&text, "front", "nat", "tcp 443"), "front nat");
    assert_eq!(
        said(&text, "nat", "internet", "tcp 443"),
        "leaves-network, works"
    );
}

#[test]
fn block_public_access_stops_the_internet() {
    let blocked = "denied VPC_BLOCK_PUBLIC_ACCESS_ENABLED shop";
    let both = public("block-bidirectional");
    assert_eq!(said(&both, "back", "internet", "tcp 443"), blocked);
    let inward = public("block-ingress");
    assert_eq!(
        said(&inward, "back", "internet", "tcp 443"),
        "leaves-network, works"
    );
    assert_eq!(said(&inward, "front", "internet", "tcp 443"), blocked);
    assert_eq!(said(&inward, "internet", "front", "tcp 443"), blocked);
}

/// Three VPCs in a row of peerings, and groups that name each other.
const PEERS: &str = "
vpc one cidrs=10.1.0.0/16 region={region}
  route-table one main=true
    route destination=10.0.0.0/8 target=first
  security-group one
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  subnet one cidrs=10.1.1.0/24
    instance one private_address=10.1.1.10 security_groups=one
vpc two cidrs=10.2.0.0/16
  route-table two main=true
    route destination=10.1.0.0/16 target=first
    route destination=10.3.0.0/16 target=second
  security-group two
    security-group-rule protocol=tcp ports=443 source_group=one
  subnet two cidrs=10.2.1.0/24
    instance two private_address=10.2.1.10 security_groups=two
vpc three cidrs=10.3.0.0/16
  subnet three cidrs=10.3.1.0/24
    instance three private_address=10.3.1.10
vpc-peering first requester=one accepter=two state={state}
vpc-peering second requester=two accepter=three
";

fn peers(region: &str, state: &str) -> String {
    PEERS.replace("{region}", region).replace("{state}", state)
}

#[test]
fn a_peering_leads_to_the_peer_alone() {
    let text = peers("eu-west-1", "accepted");
    assert_eq!(
        said(&text, "instance-1", "instance-2", "tcp 443"),
        "delivered, works"
    );
    assert_eq!(
        path(&text, "instance-1", "instance-2", "tcp 443"),
        "one one one first two two two"
    );
    assert_eq!(
        said(&text, "instance-1", "instance-3", "tcp 443"),
        "blackhole PCX_REQUIRES_ADDRESS_IN_VPC_CIDR first"
    );
    assert_eq!(
        said(
            &peers("eu-west-1", "pending"),
            "instance-1",
            "instance-2",
            "tcp 443"
        ),
        "blackhole BAD_STATE first"
    );
    // A group is recognised within a Region.
    assert_eq!(
        said(
            &peers("us-east-1", "accepted"),
            "instance-1",
            "instance-2",
            "tcp 443"
        ),
        "denied ENI_SG_RULES_MISMATCH two"
    );
}

/// Spokes on a hub. `a2` has no attachment in its zone.
const HUB: &str = "
vpc va cidrs=10.1.0.0/16
  route-table ra main=true
    route destination=10.0.0.0/8 target=hub
  security-group ga
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
    security-group-rule protocol=all cidr=10.0.0.0/8
  subnet a1 az=a cidrs=10.1.1.0/24
    instance ia1 private_address=10.1.1.10 security_groups=ga
  subnet a2 az=b cidrs=10.1.2.0/24
    instance ia2 private_address=10.1.2.10 security_groups=ga
  subnet a-door az=a cidrs=10.1.9.0/28
vpc vb cidrs=10.2.0.0/16
  route-table rb main=true
    route destination=10.0.0.0/8 target=hub
  security-group gb
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
    security-group-rule protocol=tcp ports=443 {far}
  network-acl door
{door}
  subnet b1 az=a cidrs=10.2.1.0/24
    instance ib1 private_address=10.2.1.10 security_groups=gb
  subnet b-door az=a cidrs=10.2.9.0/28 network_acl=door
tgw hub default_association=false default_propagation=false {hub}
  tgw-attachment a resource=va subnets=a-door
  tgw-attachment b resource=vb subnets=b-door
  tgw-route-table spokes
    {routes}
tgw-association attachment=a route_table=spokes
{association}
";

struct Hub {
    far: &'static str,
    door: &'static str,
    options: &'static str,
    routes: &'static str,
    association: &'static str,
}

const OPEN_HUB: Hub = Hub {
    far: "cidr=10.0.0.0/8",
    door: ALL,
    options: "",
    routes: "tgw-propagation attachment=a\n    tgw-propagation attachment=b",
    association: "tgw-association attachment=b route_table=spokes",
};

impl Hub {
    fn text(&self) -> String {
        HUB.replace("{far}", self.far)
            .replace("{door}", self.door)
            .replace("{hub}", self.options)
            .replace("{routes}", self.routes)
            .replace("{association}", self.association)
    }

    fn said(&self, from: &str) -> String {
        said(&self.text(), from, "instance-3", "tcp 443")
    }
}

const A1: &str = "instance-1";
const A2: &str = "instance-2";

#[test]
fn an_attachment_serves_its_own_zones() {
    let text = OPEN_HUB.text();
    assert_eq!(said(&text, A1, "instance-3", "tcp 443"), "delivered, works");
    assert_eq!(
        path(&text, A1, "instance-3", "tcp 443"),
        "ia1 a1 va a hub b vb b-door b1 ib1"
    );
    assert_eq!(
        said(&text, A2, "instance-3", "tcp 443"),
        "blackhole TGW_ROUTE_AZ_RESTRICTION a"
    );
    // Into such a subnet it arrives; only the way out is missing.
    assert_eq!(said(&text, "instance-3", A2, "tcp 443"), "delivered");
    assert_eq!(
        said_back(&text, "instance-3", A2, "tcp 443"),
        "blackhole TGW_ROUTE_AZ_RESTRICTION a"
    );
}

#[test]
fn association_and_propagation_are_apart() {
    let unassociated = Hub {
        association: "",
        ..OPEN_HUB
    };
    let text = unassociated.text();
    assert_eq!(said(&text, A1, "instance-3", "tcp 443"), "delivered");
    assert_eq!(
        said_back(&text, A1, "instance-3", "tcp 443"),
        "no-route TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION b"
    );
    let unpropagated = Hub {
        routes: "tgw-propagation attachment=a",
        ..OPEN_HUB
    };
    assert_eq!(
        said(&unpropagated.text(), A1, "instance-3", "tcp 443"),
        "no-route TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT spokes"
    );
}

#[test]
fn static_routes_of_a_hub_outrank_propagated_ones() {
    let blackhole = Hub {
        routes: "tgw-propagation attachment=a\n    tgw-propagation attachment=b\n    tgw-route dead destination=10.2.0.0/16",
        ..OPEN_HUB
    };
    assert_eq!(
        said(&blackhole.text(), A1, "instance-3", "tcp 443"),
        "blackhole TGW_RTB_BAD_STATE_ROUTE spokes,dead"
    );
    // A longer prefix outranks both.
    let longer = Hub {
        routes: "tgw-propagation attachment=a\n    tgw-route destination=10.2.0.0/15\n    tgw-propagation attachment=b",
        ..OPEN_HUB
    };
    assert_eq!(
        said(&longer.text(), A1, "instance-3", "tcp 443"),
        "delivered, works"
    );
}

#[test]
fn the_acl_of_the_attachments_subnet_is_on_the_way() {
    let shut = Hub {
        door: "",
        ..OPEN_HUB
    };
    assert_eq!(
        said(&shut.text(), A1, "instance-3", "tcp 443"),
        "denied SUBNET_ACL_RESTRICTION door"
    );
    // In the attachment's own subnet nothing is evaluated on arrival.
    let same = shut.text().replace("subnets=b-door", "subnets=b1");
    assert_eq!(said(&same, A1, "instance-3", "tcp 443"), "delivered, works");
}

#[test]
fn a_group_is_recognised_over_a_hub_that_supports_it() {
    let by_group = Hub {
        far: "source_group=ga",
        ..OPEN_HUB
    };
    assert_eq!(
        said(&by_group.text(), A1, "instance-3", "tcp 443"),
        "denied ENI_SG_RULES_MISMATCH gb"
    );
    let supported = Hub {
        far: "source_group=ga",
        options: "security_group_referencing=true",
        ..OPEN_HUB
    };
    assert_eq!(
        said(&supported.text(), A1, "instance-3", "tcp 443"),
        "delivered, works"
    );
    assert_eq!(supported.said(A2), "blackhole TGW_ROUTE_AZ_RESTRICTION a");
}

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

/// Endpoints of both kinds and a service behind a load balancer of another VPC.
const ENDPOINTS: &str = "
prefix-list s3 managed_name=com.amazonaws.eu-west-1.s3 entries=52.218.0.0/17
vpc app cidrs=10.0.0.0/16 dns_hostnames=true
  security-group app
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  security-group ends
    security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/16
  route-table app main=true
  subnet a cidrs=10.0.1.0/24
    instance app private_address=10.0.1.10 security_groups=app
  vpc-endpoint s3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=app
  vpc-endpoint kms service=com.amazonaws.eu-west-1.kms subnets=a security_groups=ends
  vpc-endpoint saas endpoint_service=saas subnets=a security_groups=ends private_dns=false state={state}
vpc provider cidrs=10.0.0.0/16
  security-group served
    security-group-rule protocol=tcp ports=8443 cidr=10.0.5.0/24
  subnet p cidrs=10.0.5.0/24
  subnet t cidrs=10.0.6.0/24
    instance server private_address=10.0.6.10 security_groups=served
  load-balancer front balancer_type=network subnets=p
    listener listener port=443 protocol=TCP target_group=servers
  target-group servers protocol=TCP port=8443 targets=server
endpoint-service saas load_balancers=front
";

#[test]
fn a_gateway_endpoint_takes_its_own_vpcs_tcp_by_prefix_list() {
    let text = ENDPOINTS.replace("{state}", "accepted");
    assert_eq!(
        said(&text, "instance-1", "52.218.3.4", "tcp 443"),
        "delivered, works"
    );
    assert_eq!(
        path(&text, "instance-1", "vpc-endpoint-1", "tcp 443"),
        "app a app s3"
    );
    assert_eq!(
        said(&text, "instance-1", "52.218.3.4", "udp 443"),
        "denied VPCE_GATEWAY_PROTOCOL_RESTRICTION s3"
    );
    assert_eq!(
        said(&text, "instance-1", "8.8.8.8", "tcp 443"),
        "no-route NO_ROUTE_TO_DESTINATION app"
    );
    // Without the list the service's own address is still its own; any other address may be one.
    let unknown = text.replace(" entries=52.218.0.0/17", "");
    assert_eq!(
        said(&unknown, "instance-1", "vpc-endpoint-1", "tcp 443"),
        "delivered, works"
    );
    assert!(said(&unknown, "instance-1", "52.218.3.4", "tcp 443").starts_with("unknown"));
}

#[test]
fn an_interface_endpoint_has_groups_and_names() {
    let text = ENDPOINTS.replace("{state}", "accepted");
    assert_eq!(
        said(&text, "instance-1", "kms", "tcp 443"),
        "delivered, works"
    );
    assert_eq!(
        said(&text, "instance-1", "kms", "tcp 80"),
        "denied ENI_SG_RULES_MISMATCH ends"
    );
    assert_eq!(
        said(
            &text,
            "instance-1",
            "kms.eu-west-1.amazonaws.com",
            "tcp 443"
        ),
        "delivered, works"
    );
}

#[test]
fn private_link_leads_to_a_target_that_sees_the_balancer() {
    let text = ENDPOINTS.replace("{state}", "accepted");
    assert_eq!(
        said(&text, "instance-1", "vpc-endpoint-3", "tcp 443"),
        "delivered, works"
    );
    assert_eq!(
        path(&text, "instance-1", "endpoint-service-1", "tcp 443"),
        "app saas saas front p provider t server"
    );
    assert_eq!(
        said(&text, "instance-1", "vpc-endpoint-3", "tcp 80"),
        "denied ENI_SG_RULES_MISMATCH ends"
    );
    let pending = ENDPOINTS.replace("{state}", "pending");
    assert_eq!(
        said(&pending, "instance-1", "vpc-endpoint-3", "tcp 443"),
        "denied BAD_STATE saas"
    );
}

/// A Network Load Balancer in two zones with a target in the second.
const BALANCED: &str = "
vpc shop cidrs=10.0.0.0/16
  security-group client
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  security-group target
    security-group-rule protocol=tcp ports=22 cidr=10.0.3.0/24
  subnet a az=a cidrs=10.0.1.0/24
  subnet b az=b cidrs=10.0.2.0/24
    instance server private_address=10.0.2.10 security_groups=target
  subnet c az=a cidrs=10.0.3.0/24
    instance client private_address=10.0.3.10 security_groups=client
  load-balancer front balancer_type=network subnets={subnets} cross_zone={cross}
    listener http port=80 protocol=TCP target_group=servers
  target-group servers protocol=TCP port=22 targets=server preserve_client_ip={preserve}
";

fn balanced(subnets: &str, cross: bool, preserve: bool) -> String {
    BALANCED
        .replace("{subnets}", subnets)
        .replace("{cross}", &cross.to_string())
        .replace("{preserve}", &preserve.to_string())
}

#[test]
fn a_load_balancer_is_a_hop_that_changes_the_port() {
    let text = balanced("a", true, true);
    assert_eq!(said(&text, "client", "front", "tcp 80"), "delivered, works");
    assert_eq!(
        path(&text, "client", "front", "tcp 80"),
        "client c shop a front a shop b server"
    );
    assert_eq!(
        said(&text, "client", "front", "tcp 81"),
        "denied ELBV2_LISTENERS_MISMATCH front"
    );
    assert_eq!(
        said(&balanced("a", false, true), "client", "front", "tcp 80"),
        "denied ELBV2_NO_TARGETS_IN_AZ servers"
    );
    assert_eq!(
        said(&balanced("b", false, true), "client", "front", "tcp 80"),
        "delivered, works"
    );
    // Without the client's address the target sees the balancer's.
    assert_eq!(
        said(&balanced("a", true, false), "client", "front", "tcp 80"),
        "denied ENI_SG_RULES_MISMATCH target"
    );
}

/// A site by VPN to a VPC, and another by Direct Connect to a hub.
const HYBRID: &str = "
site office cidrs=192.168.0.0/16
site plant cidrs=172.16.0.0/16
customer-gateway router site=office ip_address=203.0.113.1
vpn-connection tunnel customer_gateway=router vpn_gateway=vgw tunnel_addresses=198.51.100.50
direct-connect-gateway dx allowed_prefixes={allowed}
virtual-interface fibre direct_connect_gateway=dx site=plant interface_type=transit mtu_bytes=1500
vpc app cidrs=10.0.0.0/16
  route-table main main=true propagating_gateways=vgw
    route destination=172.16.0.0/12 target=hub
  security-group app
    security-group-rule protocol=tcp ports=22 cidr=192.168.0.0/16
    security-group-rule protocol=tcp ports=22 cidr=172.16.0.0/12
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  subnet a cidrs=10.0.1.0/24
    instance app private_address=10.0.1.10 security_groups=app
vpn-gateway vgw vpc=app
tgw hub
  tgw-attachment to-app resource=app subnets=a
  tgw-attachment to-plant resource=dx
";

#[test]
fn sites_are_reached_and_reach_in() {
    let text = HYBRID.replace("{allowed}", "10.0.0.0/16");
    assert_eq!(
        said(&text, "instance-1", "192.168.7.7", "tcp 443"),
        "leaves-network, works"
    );
    assert_eq!(
        path(&text, "instance-1", "192.168.7.7", "tcp 443"),
        "app a app vgw tunnel office"
    );
    assert_eq!(
        said(&text, "office", "instance-1", "tcp 22"),
        "delivered, works"
    );
    assert_eq!(
        path(&text, "router", "instance-1", "tcp 22"),
        "vgw app a app"
    );
    assert_eq!(
        said(&text, "office", "instance-1", "tcp 80"),
        "denied ENI_SG_RULES_MISMATCH app"
    );
    assert_eq!(
        said(&text, "plant", "instance-1", "tcp 22"),
        "delivered, works"
    );
    assert_eq!(
        said(&text, "dx", "instance-1", "tcp 22"),
        "delivered, works"
    );
    assert_eq!(
        said(&text, "instance-1", "site-2", "tcp 443"),
        "leaves-network, works"
    );
    assert_eq!(
        said(&text, "internet", "vgw", "tcp 500"),
        "delivered, works"
    );
    // Nothing passes through a VPC to somewhere else.
    assert_eq!(
        said(&text, "office", "10.9.9.9", "tcp 22"),
        "no-route VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS vgw"
    );
    let unannounced = HYBRID.replace("{allowed}", "10.7.0.0/16");
    assert!(said(&unannounced, "plant", "instance-1", "tcp 22").starts_with("no-route"));
}

#[test]
fn a_packet_that_is_too_large_dies_at_the_first_narrow_hop() {
    let text = HYBRID.replace("{allowed}", "10.0.0.0/16");
    assert_eq!(
        said(&text, "instance-1", "172.16.1.1", "tcp 443 size=8600"),
        "too-big PATH_MTU_EXCEEDED hub"
    );
    assert_eq!(
        said(&text, "instance-1", "172.16.1.1", "tcp 443 size=1501"),
        "too-big PATH_MTU_EXCEEDED fibre"
    );
    assert_eq!(
        said(&text, "instance-1", "172.16.1.1", "tcp 443 size=1500"),
        "leaves-network, works"
    );
    assert_eq!(
        said(&text, "instance-1", "192.168.1.1", "tcp 443 size=9002"),
        "too-big PATH_MTU_EXCEEDED tunnel"
    );
    let facts = Facts::new(&notation::parse(&text).unwrap());
    let to_office = answer(&facts, "instance-1", "192.168.1.1", "tcp 443");
    assert_eq!(
        (to_office.mtu_bytes, to_office.bandwidth_mbps),
        (Some(1446), Some(1250))
    );
}

#[test]
fn a_loop_is_told() {
    let text = "
vpc va cidrs=10.1.0.0/16
  route-table a main=true
    route destination=10.0.0.0/8 target=hub
  subnet sa cidrs=10.1.1.0/24
    instance a private_address=10.1.1.10
tgw hub
  tgw-attachment a resource=va subnets=sa
  tgw-route-table table
    tgw-route destination=10.0.0.0/8 attachment=a
tgw-association attachment=a route_table=table
";
    assert!(
        said(text, "instance-1", "10.7.7.7", "tcp 443").starts_with("loop CYCLIC_PATH_DETECTED")
    );
}

#[test]
fn ends_are_found_by_every_name() {
    let mut design = notation::parse(&public("off")).unwrap();
    let set = crate::edit::Command::set(
        crate::model::EntityId::new(crate::model::Kind::Instance, 1),
        "aws_id",
        "i-0abc",
    );
    design = crate::edit::apply(&design, &[set]).unwrap().design;
    let facts = Facts::new(&design);
    let find = |text: &str| EndName::find(&facts, text, true);
    let front = EndName::Record(crate::model::EntityId::new(crate::model::Kind::Instance, 1));
    for name in ["instance-1", "i-0abc", "front"] {
        assert_eq!(find(name), Ok(front.clone()), "{name}");
    }
    assert_eq!(find("Internet"), Ok(EndName::Internet));
    assert_eq!(
        find("10.0.0.1"),
        Ok(EndName::Address("10.0.0.1".parse().unwrap()))
    );
    assert!(find("nobody").is_err() && find("route-table-1").is_err());
    let two = Facts::new(&notation::parse(&peers("eu-west-1", "accepted")).unwrap());
    let several = EndName::find(&two, "one", true).unwrap_err().0;
    assert_eq!(
        several,
        "\"one\" names several: instance-1, subnet-1 and vpc-1"
    );
}

#[test]
fn names_of_zones_lead_to_records() {
    let text = format!(
        "{}\nhosted-zone corp domain=corp.example private=true vpcs=app\n  dns-record db record_name=db.corp.example values=10.0.2.10\n  dns-record w record_name=w.corp.example policy=weighted weight=1 set_identifier=x values=10.0.2.10\n",
        vpc(OUT, IN_443, ALL)
    );
    assert_eq!(
        said(&text, "web", "db.corp.example", "tcp 443"),
        "delivered, works"
    );
    assert_eq!(
        said(&text, "web", "w.corp.example", "tcp 443"),
        "unknown UNKNOWN_DESTINATION "
    );
}

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
fn a_reference_does_not_hold_past_a_middlebox() {
    let text = "
vpc app cidrs=10.0.0.0/16
  route-table main main=true
  route-table inspected
    route destination=10.0.2.0/24 target=proxy
  security-group web
    security-group-rule direction=egress protocol=tcp ports=443 source_group=db
  security-group db
    security-group-rule protocol=tcp ports=443 source_group=web
  security-group proxy
    security-group-rule protocol=all cidr=0.0.0.0/0
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  subnet a cidrs=10.0.1.0/24{table}
    instance web private_address=10.0.1.10 security_groups=web
  subnet b cidrs=10.0.2.0/24
    instance db private_address=10.0.2.10 security_groups=db
  subnet c cidrs=10.0.3.0/24
    instance proxy private_address=10.0.3.10 security_groups=proxy source_dest_check={check}
";
    let ask = |table: &str, check: &str| {
        let text = text.replace("{table}", table).replace("{check}", check);
        said(&text, "instance-1", "instance-2", "tcp 443")
    };
    assert_eq!(ask("", "false"), "delivered, works");
    assert_eq!(
        ask(" route_table=inspected", "false"),
        "denied SG_REFERENCES_NOT_PRESERVED web"
    );
    assert_eq!(
        ask(" route_table=inspected", "true"),
        "denied ENI_SOURCE_DEST_CHECK_RESTRICTION proxy"
    );
}

#[test]
fn a_nat_instance_may_send_on_under_its_own_address() {
    let text = "
vpc app cidrs=10.1.0.0/16
  internet-gateway igw vpc=app
  route-table private main=true
    route destination=0.0.0.0/0 target=nat
  route-table out
    route destination=0.0.0.0/0 target=igw
  security-group all
    security-group-rule protocol=all cidr=0.0.0.0/0
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  subnet app cidrs=10.1.1.0/24
    instance app private_address=10.1.1.10 security_groups=all
  subnet out cidrs=10.1.2.0/24 route_table=out
    instance nat private_address=10.1.2.10 public_address=true security_groups=all source_dest_check=false
    instance hidden private_address=10.1.2.11 security_groups=all
";
    assert_eq!(
        said(text, "instance-1", "internet", "tcp 443"),
        "unknown IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS igw"
    );
    assert_eq!(
        said(text, "hidden", "internet", "tcp 443"),
        "denied IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS igw"
    );
}

#[test]
fn many_rules_are_asked_about_in_bounded_time() {
    use std::fmt::Write as _;
    let mut rules = String::new();
    for number in 0..60 {
        let port = 2_000 + 10 * number;
        writeln!(rules, "    network-acl-rule number={} direction=ingress action=allow protocol=tcp ports={port} cidr=10.0.1.0/24", number + 1).unwrap();
        writeln!(rules, "    network-acl-rule number={} direction=egress action=deny protocol=tcp ports={}-{} cidr=10.0.1.0/24", number + 1, port + 20_000, port + 20_001).unwrap();
    }
    let text = vpc(
        OUT,
        "    security-group-rule protocol=all cidr=0.0.0.0/0",
        rules.trim_end(),
    );
    let facts = Facts::new(&notation::parse(&text).unwrap());
    let trace = answer(&facts, "web", "db", "any");
    // Answers are never let out; that is not proved beyond the packets that were tried.
    assert!(!trace.works);
    let back = trace.back.unwrap();
    assert_eq!(back.outcome, Outcome::Unknown);
    assert!(back.reason.unwrap().text.contains("1024"));
    let open = format!(
        "{rules}    network-acl-rule number=999 direction=egress action=allow protocol=tcp ports=50000 cidr=10.0.1.0/24"
    );
    let text = vpc(
        OUT,
        "    security-group-rule protocol=all cidr=0.0.0.0/0",
        &open,
    );
    assert_eq!(said(&text, "web", "db", "tcp 2000"), "delivered, works");
}

#[test]
fn of_load_balancers_an_application_one_stands_behind_a_network_one_alone() {
    let two = |front: &str, back: &str| {
        let text = format!(
            "
vpc shop cidrs=10.0.0.0/16
  security-group all
    security-group-rule protocol=all cidr=0.0.0.0/0
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  subnet a az=a cidrs=10.0.1.0/24
    instance server private_address=10.0.1.10 security_groups=all
    instance client private_address=10.0.1.11 security_groups=all
  load-balancer front balancer_type={front} subnets=a security_groups=all
    listener http port=80 protocol={} target_group=inner
  load-balancer inner balancer_type={back} subnets=a security_groups=all
    listener http port=80 protocol={} target_group=servers
  target-group inner protocol=TCP port=80 targets=load-balancer-2
  target-group servers protocol=HTTP port=80 targets=server
",
            if front == "network" { "TCP" } else { "HTTP" },
            if back == "network" { "TCP" } else { "HTTP" },
        );
        said(&text, "client", "load-balancer-1", "tcp 80")
    };
    assert_eq!(two("network", "application"), "delivered, works");
    assert_eq!(two("network", "network"), "denied CANNOT_ROUTE inner");
    assert_eq!(
        two("application", "application"),
        "denied CANNOT_ROUTE inner"
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
fn a_host_that_is_not_drawn_gets_its_answer_from_the_internet() {
    let text = "
vpc app cidrs=10.1.0.0/16,2001:db8:1::/56
  internet-gateway igw vpc=app
  egress-only-gateway eigw vpc=app
  route-table main main=true
    route destination=0.0.0.0/0 target=igw
    route destination=::/0 target=igw
  route-table outward
    route destination=::/0 target=eigw
  subnet four cidrs=10.1.1.0/24 map_public_ip=true
  subnet six cidrs=2001:db8:1::/64
  subnet out cidrs=2001:db8:1:1::/64 route_table=outward
";
    for from in ["four", "six", "out"] {
        assert_eq!(
            said(text, from, "internet", "tcp 443"),
            "leaves-network, works",
            "{from}"
        );
    }
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

#[test]
fn in_the_subnet_of_the_attachment_the_acl_looks_at_what_leaves() {
    let text = |acl: &str| {
        format!(
            "
vpc one cidrs=10.1.0.0/16
  route-table one main=true
    route destination=10.2.0.0/16 target=hub
  network-acl one
{acl}
  subnet a az=a cidrs=10.1.1.0/24 network_acl=one
vpc two cidrs=10.2.0.0/16
  route-table two main=true
    route destination=10.1.0.0/16 target=hub
  subnet b az=a cidrs=10.2.1.0/24
tgw hub
  tgw-attachment to-one resource=one subnets=a
  tgw-attachment to-two resource=two subnets=b
"
        )
    };
    let out = "    network-acl-rule number=100 direction=egress action=allow protocol=all cidr=10.2.0.0/16";
    let own = "\n    network-acl-rule number=100 direction=ingress action=allow protocol=all cidr=10.1.0.0/16";
    let ask = |acl: &str| said(&text(acl), "subnet-1", "subnet-2", "tcp 443");
    assert_eq!(ask(out), "denied SUBNET_ACL_RESTRICTION one");
    // The answer comes out of the hub into the same subnet, where nothing looks at it.
    assert_eq!(ask(&format!("{out}{own}")), "delivered, works");
}
