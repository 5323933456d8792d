//! Sites, and packets that are too large for the way there.

use super::*;

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
