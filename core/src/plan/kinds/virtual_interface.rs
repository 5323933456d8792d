//! Virtual interfaces on a physical connection that is there already.

use crate::analysis::{link_account, link_fault};
use crate::model::{VirtualInterface, VirtualInterfaceType};
use crate::plan::draft::{Draft, key, title};
use crate::plan::names;
use crate::plan::operation::{Call, Operation, Scope, Wait};
use crate::plan::tags;
use crate::plan::tree::{Key, Tree, params};

const SERVICE: &str = "directconnect";
/// MTUs that AWS has (botocore 1.44.5, `NewPrivateVirtualInterface.mtu`).
const MTUS_BYTES: [u32; 2] = [1500, 8500];
/// The largest number that `asn` takes; others go to `asnLong` (botocore 1.44.5, `NewPrivateVirtualInterface.asn`).
const LARGEST_SHORT_ASN: i64 = 65_535;

pub(super) fn plan(draft: &mut Draft<'_>) {
    for interface in draft.design.all::<VirtualInterface>() {
        match unfit(draft, interface) {
            Some(why) => draft.leave_out(interface, why),
            None => make(draft, interface),
        }
    }
}

/// Why an interface can't be made.
fn unfit(draft: &Draft<'_>, interface: &VirtualInterface) -> Option<String> {
    use VirtualInterfaceType as Type;
    let (shared, own) = (interface.direct_connect_gateway, interface.vpn_gateway);
    let why = match interface.interface_type {
        Type::Private if shared.is_none() && own.is_none() => "leads to no gateway",
        Type::Transit if shared.is_none() => "leads to no Direct Connect gateway",
        Type::Public if shared.is_some() || own.is_some() => "is public and ends at no gateway",
        Type::Private | Type::Transit if !MTUS_BYTES.contains(&interface.mtu_bytes) => {
            "has an MTU other than 1500 and 8500 bytes"
        }
        _ => return link_fault(draft.design, interface).map(|fault| format!("it {}", fault.why)),
    };
    Some(format!("it {why}"))
}

fn make(draft: &mut Draft<'_>, interface: &VirtualInterface) {
    let own = key(interface.id);
    let scope = Draft::scope(&interface.region, link_account(draft.design, interface));
    let live = "virtualInterfaceState!='deleted' && virtualInterfaceState!='deleting'";
    let found = format!(
        "virtualInterfaces[?({live}) && {}] | [0].virtualInterfaceId",
        draft.is_tagged_in_lower_case(interface)
    );
    let parameters = parameters(draft, interface);
    // The call for a transit interface wraps its answer, the others do not.
    let (call, member, answer) = match interface.interface_type {
        VirtualInterfaceType::Private => (
            "CreatePrivateVirtualInterface",
            "newPrivateVirtualInterface",
            "virtualInterfaceId",
        ),
        VirtualInterfaceType::Transit => (
            "CreateTransitVirtualInterface",
            "newTransitVirtualInterface",
            "virtualInterface.virtualInterfaceId",
        ),
        VirtualInterfaceType::Public => (
            "CreatePublicVirtualInterface",
            "newPublicVirtualInterface",
            "virtualInterfaceId",
        ),
    };
    let make = params! { "connectionId" => interface.connection_id.as_str(), member => parameters };
    let id = || params! { "virtualInterfaceId" => &own };
    let state = Call::new(SERVICE, "DescribeVirtualInterfaces", id())
        .query("virtualInterfaces[0].virtualInterfaceState");
    // Without BGP on the site's side it stays down, and AWS looks at public prefixes for days: neither is for a script
    // to wait for.
    let usable = Wait::new(
        state.clone(),
        &["available", "down", "verifying"],
        &["deleting", "deleted", "rejected"],
    );
    draft.push(
        Operation::new(own.clone(), title(interface), &scope)
            .find(Call::new(SERVICE, "DescribeVirtualInterfaces", params! {}).query(found))
            .make(Call::new(SERVICE, call, make).query(answer))
            .wait(usable)
            .remove_slowly(
                Call::new(SERVICE, "DeleteVirtualInterface", id()),
                Wait::new(state, &["deleted"], &[]),
            ),
    );
    if interface.interface_type != VirtualInterfaceType::Public {
        mtu(draft, interface, &scope);
    }
}

/// The structure of the three calls, which differ in what they leave out.
fn parameters(draft: &Draft<'_>, interface: &VirtualInterface) -> Tree {
    let is_public = interface.interface_type == VirtualInterfaceType::Public;
    let is_short = interface.asn <= LARGEST_SHORT_ASN;
    let prefixes = interface.route_filter_prefixes.iter();
    let prefixes = prefixes.map(|block| params! { "cidr" => block.to_string() });
    params! {
        "virtualInterfaceName" => draft.service_name(names::COMMON, interface),
        "vlan" => interface.vlan,
        "asn" => is_short.then_some(interface.asn),
        "asnLong" => (!is_short).then_some(interface.asn),
        "mtu" => (!is_public).then_some(interface.mtu_bytes),
        "amazonAddress" => interface.amazon_address.map(|address| address.to_string()),
        "customerAddress" => interface.customer_address.map(|address| address.to_string()),
        "addressFamily" => "ipv4",
        "virtualGatewayId" => interface.vpn_gateway.map(key),
        "directConnectGatewayId" => interface.direct_connect_gateway.map(key),
        "routeFilterPrefixes" => if is_public { Tree::list_or_absent(prefixes.collect()) } else { Tree::Absent },
        "tags" => tags::lower_case_list(&draft.tags(interface)),
    }
}

/// The one setting that can be changed later.
fn mtu(draft: &mut Draft<'_>, interface: &VirtualInterface, scope: &Scope) {
    let own = key(interface.id);
    let bytes = interface.mtu_bytes;
    let found = Call::new(
        SERVICE,
        "DescribeVirtualInterfaces",
        params! { "virtualInterfaceId" => &own },
    )
    .query(format!(
        "virtualInterfaces[?mtu==`{bytes}`] | [0].virtualInterfaceId"
    ));
    let make = params! { "virtualInterfaceId" => &own, "mtu" => bytes };
    draft.push(
        Operation::new(
            Key::part(interface.id, "mtu"),
            format!("MTU of {}", title(interface)),
            scope,
        )
        .find(found)
        .make(Call::new(SERVICE, "UpdateVirtualInterfaceAttributes", make))
        .gap("all interfaces of the physical connection can stop for half a minute while its MTU changes"),
    );
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_call_follows_the_type_and_what_can_not_be_made_is_left_out() {
        let text = "account a\nvpc v cidrs=10.0.0.0/16 account=a\n  vpn-gateway g\ndirect-connect-gateway d account=a\n\
            virtual-interface one connection_id=dxcon-1 interface_type=transit direct_connect_gateway=d asn=4200000000 mtu_bytes=8500\n\
            virtual-interface two connection_id=dxcon-1 vpn_gateway=g vlan=102\n\
            virtual-interface three connection_id=dxcon-1 interface_type=transit vpn_gateway=g\n\
            virtual-interface four connection_id=dxcon-1 direct_connect_gateway=d mtu_bytes=9001\n\
            virtual-interface five direct_connect_gateway=d\n";
        let plan = crate::plan::plan(&crate::notation::parse(text).unwrap());
        let made = |key: &str| {
            let operation = plan.operations.iter().find(|one| one.key.0 == key)?;
            let call = operation.make.as_ref()?;
            Some((
                call.operation,
                format!("{:?}", call.parameters),
                operation.scope.account.as_str(),
            ))
        };
        let (call, sent, account) = made("virtual-interface-1").unwrap();
        assert_eq!(
            (call, account),
            ("CreateTransitVirtualInterface", "account_1")
        );
        assert!(
            sent.contains("asnLong") && !sent.contains("\"asn\""),
            "{sent}"
        );
        let (call, sent, account) = made("virtual-interface-2").unwrap();
        assert_eq!(
            (call, account),
            ("CreatePrivateVirtualInterface", "account_1")
        );
        assert!(
            sent.contains("\"asn\"") && sent.contains("virtualGatewayId"),
            "{sent}"
        );
        for (number, words) in [
            (3, "no Direct Connect gateway"),
            (4, "1500 and 8500"),
            (5, "no physical connection"),
        ] {
            assert_eq!(made(&format!("virtual-interface-{number}")), None);
            let subject = format!("(virtual-interface-{number})");
            let told = plan
                .left_out
                .iter()
                .find(|one| one.subject.contains(&subject));
            assert!(told.unwrap().reason.contains(words), "{:?}", plan.left_out);
        }
    }
}
