//! Internet gateways, NAT gateways and instances, Block Public Access.

use super::*;

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
