//! Direct Connect, and what is known of a site by propagated routes alone.

use super::*;
use crate::analysis::link_fault;
use crate::model::{Account, VirtualInterface};

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
