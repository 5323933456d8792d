//! Direct Connect, and what is known of a site by propagated routes alone.

use super::*;
use crate::analysis::link_fault;
use crate::model::{Account, Route, RouteTable, Site, TgwRoute, VirtualInterface};

/// A private interface to a gateway of the account 111122223333, owned by this one.
fn interface(owner: &str) -> Value {
    json!({
        "virtualInterfaceId": "dxvif-a", "virtualInterfaceType": "private", "virtualInterfaceState": "available",
        "ownerAccount": owner, "region": "eu-west-2", "location": "EqLD5", "connectionId": "dxcon-a1", "vlan": 7,
        "asn": 0, "asnLong": 4_200_000_001_i64, "mtu": 8500, "directConnectGatewayId": "dxgw-a",
        "amazonAddress": "169.254.7.1/30", "customerAddress": "169.254.7.2/30",
        "routeFilterPrefixes": [{"cidr": "198.51.100.0/24"}, {"cidr": "203.0.113.0/24"}],
    })
}

fn taken(interface: &Value) -> (Design, Vec<String>) {
    import(&[(
        "all.json",
        json!({
            "directConnectGateways": [{"directConnectGatewayId": "dxgw-a", "ownerAccount": "111122223333"}],
            "virtualInterfaces": [interface],
        }),
    )])
}

#[test]
fn a_virtual_interface_is_what_its_output_says() {
    let (design, notes) = taken(&interface("111122223333"));
    let line: &VirtualInterface = of(&design, "dxvif-a").downcast().unwrap();
    assert_eq!((&*line.region, line.asn), ("eu-west-2", 4_200_000_001));
    let ends = [line.amazon_address, line.customer_address];
    let ends = ends.map(|end| end.map(|end| end.to_string()).unwrap_or_default());
    assert_eq!(ends, ["169.254.7.1/30", "169.254.7.2/30"]);
    let announced = line.route_filter_prefixes.iter();
    let announced: Vec<String> = announced.map(ToString::to_string).collect();
    assert_eq!(announced, ["198.51.100.0/24", "203.0.113.0/24"]);
    let account: &Account = line.account.and_then(|id| design.get(id)).unwrap();
    assert_eq!(account.account_id, "111122223333");
    assert!(link_fault(&design, line).is_none(), "{notes:#?}");
    assert!(
        !notes.iter().any(|note| note.contains("assumed")),
        "{notes:#?}"
    );
}

#[test]
fn a_virtual_interface_of_another_account_or_over_ipv6_is_no_fault() {
    let mut far = interface("444455556666");
    far["asn"] = json!(65_010);
    far["asnLong"] = Value::Null;
    far["amazonAddress"] = json!("2001:db8::1/125");
    far["customerAddress"] = json!("2001:db8::2/125");
    let (design, notes) = taken(&far);
    let line: &VirtualInterface = of(&design, "dxvif-a").downcast().unwrap();
    assert_eq!((line.account, line.asn), (None, 65_010));
    assert!(line.amazon_address.is_none() && line.customer_address.is_none());
    assert!(link_fault(&design, line).is_none());
    let said = "are no two IPv4 addresses of a link";
    assert!(notes.iter().any(|note| note.contains(said)), "{notes:#?}");
}

#[test]
fn a_public_virtual_interface_has_its_own_account() {
    let mut public = interface("444455556666");
    public["virtualInterfaceType"] = json!("public");
    public["directConnectGatewayId"] = json!("");
    let (design, _) = taken(&public);
    let line: &VirtualInterface = of(&design, "dxvif-a").downcast().unwrap();
    let account: &Account = line.account.and_then(|id| design.get(id)).unwrap();
    assert_eq!(account.account_id, "444455556666");
    assert!(link_fault(&design, line).is_none());
}

/// A VPC whose virtual private gateway propagates 192.168.0.0/16, with these lists besides.
fn propagating(besides: &[(&str, Value)], further: &[Value]) -> (Design, Vec<String>) {
    let learnt = json!({"DestinationCidrBlock": "192.168.0.0/16", "GatewayId": "vgw-a", "Origin": "EnableVgwRoutePropagation", "State": "active"});
    let routes: Vec<Value> = [learnt].iter().chain(further).cloned().collect();
    let mut all = json!({
        "Vpcs": [vpc("vpc-a", "10.0.0.0/16")],
        "VpnGateways": [{"VpnGatewayId": "vgw-a", "State": "available", "VpcAttachments": [{"VpcId": "vpc-a", "State": "attached"}]}],
        "RouteTables": [{
            "RouteTableId": "rtb-a", "VpcId": "vpc-a", "PropagatingVgws": [{"GatewayId": "vgw-a"}],
            "Associations": [{"Main": true, "AssociationState": {"State": "associated"}}], "Routes": routes,
        }],
    });
    for (list, items) in besides {
        all[*list] = items.clone();
    }
    import(&[("eu-west-2/all.json", all)])
}

fn is_kept(notes: &[String]) -> bool {
    notes
        .iter()
        .any(|note| note.ends_with(super::super::announced::KEPT))
}

#[test]
fn a_propagated_route_that_nothing_drawn_announces_is_kept() {
    let associated = json!([{
        "directConnectGatewayId": "dxgw-far", "associationState": "associated",
        "associatedGateway": {"id": "vgw-a", "type": "virtualPrivateGateway"},
    }]);
    let by_static_routes = json!([{
        "VpnConnectionId": "vpn-a", "State": "available", "CustomerGatewayId": "cgw-a", "VpnGatewayId": "vgw-a",
        "Options": {"StaticRoutesOnly": true}, "Routes": [{"DestinationCidrBlock": "172.16.0.0/12", "State": "available"}],
    }]);
    for besides in [
        vec![],
        vec![("directConnectGatewayAssociations", associated)],
        vec![("VpnConnections", by_static_routes)],
    ] {
        let (design, notes) = propagating(&besides, &[]);
        let routes: Vec<&Route> = design.all().collect();
        assert_eq!(routes.len(), 1, "{besides:?}: {notes:#?}");
        assert_eq!(routes[0].target, Some(of(&design, "vgw-a").id()));
        let block = routes[0].destination.map(|block| block.to_string());
        assert_eq!(block.as_deref(), Some("192.168.0.0/16"));
        assert!(is_kept(&notes), "{besides:?}: {notes:#?}");
        let table: &RouteTable = of(&design, "rtb-a").downcast().unwrap();
        assert_eq!(table.propagating_gateways.len(), 1);
    }
}

#[test]
fn a_propagated_route_that_something_drawn_announces_is_a_block_of_its_site() {
    let by_bgp = json!([{"VpnConnectionId": "vpn-a", "State": "available", "CustomerGatewayId": "cgw-a", "VpnGatewayId": "vgw-a"}]);
    let mut own = interface("111122223333");
    own["directConnectGatewayId"] = json!("");
    own["virtualGatewayId"] = json!("vgw-a");
    let shared = json!([{
        "directConnectGatewayId": "dxgw-a", "associationState": "associated",
        "associatedGateway": {"id": "vgw-a", "type": "virtualPrivateGateway"},
    }]);
    for besides in [
        vec![("VpnConnections", by_bgp)],
        vec![("virtualInterfaces", json!([own]))],
        vec![
            ("virtualInterfaces", json!([interface("111122223333")])),
            ("directConnectGatewayAssociations", shared),
        ],
    ] {
        let (design, notes) = propagating(&besides, &[]);
        assert_eq!(design.count(Kind::Route), 0, "{besides:?}");
        let site: Vec<&Site> = design.all().collect();
        assert_eq!(site[0].cidrs.len(), 1, "{besides:?}");
        assert!(!is_kept(&notes), "{notes:#?}");
    }
}

#[test]
fn a_static_route_stands_before_a_propagated_one_that_is_kept() {
    let besides = json!({"DestinationCidrBlock": "192.168.0.0/16", "GatewayId": "igw-a", "Origin": "CreateRoute", "State": "active"});
    let (design, notes) = propagating(&[], &[besides]);
    let routes: Vec<&Route> = design.all().collect();
    assert_eq!(routes.len(), 1);
    assert_eq!(routes[0].target, Some(of(&design, "igw-a").id()));
    assert!(!is_kept(&notes), "{notes:#?}");
}

#[test]
fn a_hub_keeps_what_a_direct_connect_gateway_without_interfaces_propagates() {
    let hub = |interfaces: &[Value]| {
        import(&[(
            "eu-west-2/tgw-rtb-a.json",
            json!({
                "TransitGateways": [{"TransitGatewayId": "tgw-a", "OwnerId": "111122223333", "State": "available"}],
                "TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-a", "TransitGatewayId": "tgw-a", "State": "available"}],
                "TransitGatewayAttachments": [{
                    "TransitGatewayAttachmentId": "tgw-attach-a", "TransitGatewayId": "tgw-a", "ResourceType": "direct-connect-gateway",
                    "ResourceId": "dxgw-a", "State": "available",
                }],
                "virtualInterfaces": interfaces,
                "Routes": [{
                    "DestinationCidrBlock": "192.168.0.0/16", "Type": "propagated", "State": "active",
                    "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-a", "ResourceType": "direct-connect-gateway"}],
                }],
                "AdditionalRoutesAvailable": false,
            }),
        )])
    };
    let (design, notes) = hub(&[]);
    let routes: Vec<&TgwRoute> = design.all().collect();
    assert_eq!(routes.len(), 1, "{notes:#?}");
    let over = routes[0].attachment.map(crate::model::Id::entity);
    assert_eq!(over, Some(of(&design, "tgw-attach-a").id()));
    assert!(is_kept(&notes), "{notes:#?}");
    let mut transit = interface("111122223333");
    transit["virtualInterfaceType"] = json!("transit");
    let (design, notes) = hub(&[transit]);
    assert_eq!(design.count(Kind::TgwRoute), 0, "{notes:#?}");
    let sites: Vec<&Site> = design.all().collect();
    assert_eq!(sites[0].cidrs.len(), 1);
    assert!(!is_kept(&notes), "{notes:#?}");
}
