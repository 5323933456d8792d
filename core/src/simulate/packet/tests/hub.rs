//! Transit gateways: zones, association and propagation, network ACLs, inspection, peered hubs.

use super::*;

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
