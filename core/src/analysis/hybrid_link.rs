//! What AWS asks of a virtual interface, and what of it a design does not say.

use ipnet::IpNet;

use crate::model::{
    Account, Design, DirectConnectGateway, Id, VirtualInterface, VirtualInterfaceType, Vpc,
    VpnGateway,
};

/// Something that a virtual interface can't be made without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkFault {
    /// The field in which it is missing or wrong.
    pub field: &'static str,
    /// In words, to stand behind the interface's name.
    pub why: String,
}

/// The account in which an interface is made: that of its connection, else that of its gateway.
pub fn link_account(design: &Design, interface: &VirtualInterface) -> Option<Id<Account>> {
    interface.account.or(gateway_account(design, interface))
}

/// What keeps an interface with a fitting gateway from being made; the first thing, in the order of its fields.
pub fn link_fault(design: &Design, interface: &VirtualInterface) -> Option<LinkFault> {
    let fault = |field: &'static str, why: &str| {
        Some(LinkFault {
            field,
            why: why.to_owned(),
        })
    };
    if interface.connection_id.trim().is_empty() {
        return fault("connection_id", "names no physical connection");
    }
    if !is_connection(&interface.connection_id) {
        return fault(
            "connection_id",
            "names a connection by no id of AWS, such as dxcon-fg1234 or dxlag-fg1234",
        );
    }
    if interface.direct_connect_gateway.is_some() && interface.vpn_gateway.is_some() {
        return fault("vpn_gateway", "ends at two gateways");
    }
    if interface.account.is_some() && has_gateway(interface) {
        let theirs = gateway_account(design, interface);
        if theirs != interface.account {
            return fault(
                "account",
                "and its gateway are in different accounts; across accounts it is allocated and confirmed by hand",
            );
        }
    }
    if let Some(vpc) = vpc_of(design, interface).filter(|vpc| vpc.region != interface.region) {
        let why = format!(
            "is in {}, and its virtual private gateway in {}",
            interface.region, vpc.region
        );
        return fault("region", &why);
    }
    let ends = [interface.amazon_address, interface.customer_address];
    if interface.interface_type == VirtualInterfaceType::Public {
        if ends.iter().any(Option::is_none) {
            return fault(
                "amazon_address",
                "is public and does not say both addresses of the link",
            );
        }
        if interface.route_filter_prefixes.is_empty() {
            return fault("route_filter_prefixes", "is public and announces no prefix");
        }
    }
    match ends {
        [None, None] => None,
        [Some(near), Some(far)] if are_one_link(near, far) => None,
        _ => fault(
            "customer_address",
            "needs two IPv4 addresses of one block for its link, or none",
        ),
    }
}

fn has_gateway(interface: &VirtualInterface) -> bool {
    interface.direct_connect_gateway.is_some() || interface.vpn_gateway.is_some()
}

fn gateway_account(design: &Design, interface: &VirtualInterface) -> Option<Id<Account>> {
    let shared = interface
        .direct_connect_gateway
        .and_then(|id| design.get::<DirectConnectGateway>(id));
    shared
        .map(|gateway| gateway.account)
        .or_else(|| vpc_of(design, interface).map(|vpc| vpc.account))?
}

fn vpc_of<'a>(design: &'a Design, interface: &VirtualInterface) -> Option<&'a Vpc> {
    let gateway = interface
        .vpn_gateway
        .and_then(|id| design.get::<VpnGateway>(id))?;
    design.get(gateway.vpc?)
}

/// The id of a connection, or of a group of them.
fn is_connection(id: &str) -> bool {
    let rest = id.strip_prefix("dxcon-").or(id.strip_prefix("dxlag-"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn are_one_link(near: IpNet, far: IpNet) -> bool {
    near.addr().is_ipv4() && near.trunc() == far.trunc() && near.addr() != far.addr()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(interface: &str) -> Option<&'static str> {
        let text = format!(
            "account a\naccount b\nvpc v cidrs=10.0.0.0/16 region=eu-west-1 account=a\n  vpn-gateway g\ndirect-connect-gateway d account=b\nvirtual-interface i {interface}\n"
        );
        let design = crate::notation::parse(&text).unwrap();
        let interface = design.all::<VirtualInterface>().next().unwrap();
        link_fault(&design, interface).map(|fault| fault.field)
    }

    #[test]
    fn what_is_missing_is_told_by_its_field() {
        let public = "connection_id=dxcon-1 interface_type=public";
        let link = "amazon_address=192.0.2.1/30 customer_address=192.0.2.2/30";
        for (interface, field) in [
            ("direct_connect_gateway=d".to_owned(), Some("connection_id")),
            ("connection_id=fibre".to_owned(), Some("connection_id")),
            ("connection_id=dxcon-1 direct_connect_gateway=d vpn_gateway=g".to_owned(), Some("vpn_gateway")),
            ("connection_id=dxcon-1 direct_connect_gateway=d account=a".to_owned(), Some("account")),
            ("connection_id=dxcon-1 vpn_gateway=g region=us-east-1".to_owned(), Some("region")),
            ("connection_id=dxlag-1a vpn_gateway=g".to_owned(), None),
            (public.to_owned(), Some("amazon_address")),
            (format!("{public} {link}"), Some("route_filter_prefixes")),
            (format!("{public} {link} route_filter_prefixes=198.51.100.0/24"), None),
            (
                "connection_id=dxcon-1 direct_connect_gateway=d amazon_address=192.0.2.1/30 customer_address=192.0.2.9/30".to_owned(),
                Some("customer_address"),
            ),
        ] {
            assert_eq!(fault(&interface), field, "{interface}");
        }
    }
}
