//! Icons as paths on a grid of 24 by 24, drawn as lines 1.6 wide: our own, one set for canvas, SVG and panels.

use super::shape::shape;
use crate::model::Kind;

/// What an icon stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Icon {
    Account,
    Acl,
    AddressSet,
    Alert,
    Api,
    Application,
    Association,
    Bell,
    Bucket,
    Certificate,
    Cluster,
    Cursor,
    Distribution,
    Dns,
    Elastic,
    Endpoint,
    EndpointService,
    Environment,
    Firewall,
    FlowLog,
    Gateway,
    Globe,
    Hand,
    Health,
    Hub,
    Instance,
    Intent,
    Interface,
    Link,
    Listener,
    LoadBalancer,
    Nat,
    Note,
    Options,
    Policy,
    PrefixList,
    Propagation,
    Record,
    Region,
    Resolver,
    Route,
    RouteTable,
    Rule,
    SecurityGroup,
    Share,
    Shield,
    Site,
    Subnet,
    Suppression,
    Targets,
    Text,
    VirtualInterface,
    Vpc,
    Vpn,
}

impl Icon {
    pub const ALL: [Icon; 54] = [
        Icon::Account,
        Icon::Acl,
        Icon::AddressSet,
        Icon::Alert,
        Icon::Api,
        Icon::Application,
        Icon::Association,
        Icon::Bell,
        Icon::Bucket,
        Icon::Certificate,
        Icon::Cluster,
        Icon::Cursor,
        Icon::Distribution,
        Icon::Dns,
        Icon::Elastic,
        Icon::Endpoint,
        Icon::EndpointService,
        Icon::Environment,
        Icon::Firewall,
        Icon::FlowLog,
        Icon::Gateway,
        Icon::Globe,
        Icon::Hand,
        Icon::Health,
        Icon::Hub,
        Icon::Instance,
        Icon::Intent,
        Icon::Interface,
        Icon::Link,
        Icon::Listener,
        Icon::LoadBalancer,
        Icon::Nat,
        Icon::Note,
        Icon::Options,
        Icon::Policy,
        Icon::PrefixList,
        Icon::Propagation,
        Icon::Record,
        Icon::Region,
        Icon::Resolver,
        Icon::Route,
        Icon::RouteTable,
        Icon::Rule,
        Icon::SecurityGroup,
        Icon::Share,
        Icon::Shield,
        Icon::Site,
        Icon::Subnet,
        Icon::Suppression,
        Icon::Targets,
        Icon::Text,
        Icon::VirtualInterface,
        Icon::Vpc,
        Icon::Vpn,
    ];

    /// The icon of a kind: that of its box, or one for what is no box: relations, lines of tables, what is said of others.
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Account => Icon::Account,
            Kind::Alarm => Icon::Bell,
            Kind::Certificate => Icon::Certificate,
            Kind::DhcpOptions => Icon::Options,
            Kind::ElasticIp => Icon::Elastic,
            Kind::Environment => Icon::Environment,
            Kind::FlowLog => Icon::FlowLog,
            Kind::Intent => Icon::Intent,
            Kind::IpSet => Icon::AddressSet,
            Kind::Listener => Icon::Listener,
            Kind::NetworkAcl => Icon::Acl,
            Kind::NetworkAclRule | Kind::SecurityGroupRule | Kind::WebAclRule => Icon::Rule,
            Kind::PrefixList => Icon::PrefixList,
            Kind::ResolverRule | Kind::Route | Kind::TgwRoute => Icon::Route,
            Kind::ResourceShare => Icon::Share,
            Kind::RouteTable => Icon::RouteTable,
            Kind::SecurityGroup => Icon::SecurityGroup,
            Kind::Suppression => Icon::Suppression,
            Kind::TargetGroup => Icon::Targets,
            Kind::TgwAssociation | Kind::WebAclAssociation => Icon::Association,
            Kind::TgwAttachment | Kind::VpcPeering | Kind::VpnConnection => Icon::Link,
            Kind::TgwPolicyTable => Icon::Policy,
            Kind::TgwPropagation => Icon::Propagation,
            Kind::VirtualInterface => Icon::VirtualInterface,
            _ => shape(kind).map_or(Icon::Record, |shape| shape.icon),
        }
    }

    /// The path's data, in the syntax of SVG.
    pub const fn path(self) -> &'static str {
        match self {
            Icon::Account => {
                "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5"
            }
            Icon::Acl => "M4 4h16v16H4ZM7.5 9h5M7.5 15h5M15 8l2 2M17 8l-2 2M15 15l1.2 1.2L18 14",
            Icon::AddressSet => {
                "M5 4h14v5H5ZM5 9v5h14V9M5 14v5h14v-5M8 6.5h.1M8 11.5h.1M8 16.5h.1M11 6.5h5M11 11.5h5M11 16.5h5"
            }
            Icon::Alert => "M12 4 21 20H3ZM12 10v4.5M12 17.4v.2",
            Icon::Api => "M8 6 3 12l5 6M16 6l5 6-5 6M13.5 5l-3 14",
            Icon::Application => "M3 5h18v14H3ZM3 9.5h18M6 7.3h.1M8.5 7.3h.1",
            Icon::Association => "M4 8h7v8H4ZM11 12h9M17 9l3 3-3 3",
            Icon::Bell => "M6 17V11a6 6 0 0 1 12 0v6ZM4 17h16M10.5 20h3M12 5V3",
            Icon::Bucket => "M4.5 6h15l-2 14h-11ZM4.5 6c0-2.6 15-2.6 15 0",
            Icon::Certificate => {
                "M4 4h16v11h-6M4 4v11h3M7.5 8h9M10.5 11.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M9 17v4l1.5-1 1.5 1v-4"
            }
            Icon::Cluster => "M4 4h6v6H4ZM14 4h6v6h-6ZM4 14h6v6H4ZM14 14h6v6h-6Z",
            Icon::Cursor => "M5 3.5 19 10l-6 2.4L10.4 19Z",
            Icon::Distribution => {
                "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6M12 3v3.5M12 17.5V21M3 12h3.5M17.5 12H21M5.6 5.6l2.5 2.5M15.9 15.9l2.5 2.5M5.6 18.4l2.5-2.5M15.9 8.1l2.5-2.5"
            }
            Icon::Dns => "M4 5h16v5H4ZM4 14h16v5H4ZM7.5 7.5h.1M7.5 16.5h.1M11 7.5h6M11 16.5h6",
            Icon::Elastic => {
                "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M9 9v6M12.5 15V9h2a1.8 1.8 0 0 1 0 3.6h-2"
            }
            Icon::Endpoint => "M3 12h8M15 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M18.5 12H21",
            Icon::EndpointService => "M4 8h7v8H4ZM11 12h4M18 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6",
            Icon::Environment => {
                "M12 3.5 20.5 8 12 12.5 3.5 8ZM3.5 12 12 16.5 20.5 12M3.5 16 12 20.5 20.5 16"
            }
            Icon::Firewall => "M4 5h16v14H4ZM4 9.7h16M4 14.3h16M9.5 5v4.7M14.5 9.7v4.6M9.5 14.3V19",
            Icon::FlowLog => "M5 3.5h10l4 4V20.5H5ZM15 3.5v4h4M8.5 12h7M8.5 15.5h4M8.5 8.5h3",
            Icon::Gateway => "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M8 12h8M13 9l3 3-3 3",
            Icon::Globe => {
                "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M3.5 12h17M12 3.5c-5.5 5-5.5 12 0 17M12 3.5c5.5 5 5.5 12 0 17"
            }
            Icon::Hand => {
                "M7 12V6.5a1.5 1.5 0 0 1 3 0V5a1.5 1.5 0 0 1 3 0v1.5a1.5 1.5 0 0 1 3 0V9a1.5 1.5 0 0 1 3 0v5c0 4-2.5 7-6.5 7-3.5 0-5-2-8-7.5a1.6 1.6 0 0 1 2.5-1.5Z"
            }
            Icon::Health => "M3 12h4l2.5-6 4.5 12 2.5-6H21",
            Icon::Hub => {
                "M12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M12 9.2V3.5M12 14.8v5.7M9.2 12H3.5M14.8 12h5.7M9.5 5.5 12 3l2.5 2.5M9.5 18.5 12 21l2.5-2.5M5.5 9.5 3 12l2.5 2.5M18.5 9.5 21 12l-2.5 2.5"
            }
            Icon::Instance => {
                "M6 6h12v12H6ZM9.5 9.5h5v5h-5ZM9 3v3M15 3v3M9 18v3M15 18v3M3 9h3M3 15h3M18 9h3M18 15h3"
            }
            Icon::Intent => {
                "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 11.9v.2"
            }
            Icon::Interface => "M4 5h16v10H4ZM8 15v4M12 15v4M16 15v4M8 9h8",
            Icon::Link => "M4 12h5M15 12h5M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6",
            Icon::Listener => {
                "M4 12h6M10 8v8M13.5 9.5a4 4 0 0 1 0 5M16.5 7a7.5 7.5 0 0 1 0 10M19.5 4.8a11 11 0 0 1 0 14.4"
            }
            Icon::LoadBalancer => {
                "M4 12a2.2 2.2 0 1 0 4.4 0 2.2 2.2 0 1 0-4.4 0M8.4 12H15M9 11l7-5M9 13l7 5M16 4h4v4h-4ZM16 10h4v4h-4ZM16 16h4v4h-4Z"
            }
            Icon::Nat => "M4 8h13M14 5l3 3-3 3M20 16H7M10 13l-3 3 3 3",
            Icon::Note => "M5 4h14v11l-5 5H5ZM19 15h-5v5",
            Icon::Options => "M4 7h9M17 7h3M15 5v4M4 12h3M11 12h9M9 10v4M4 17h7M15 17h5M13 15v4",
            Icon::Policy => "M4 5h16v14H4ZM4 9.5h16M8 14.5l2.5 2.5 5.5-5",
            Icon::PrefixList => "M9 6h11M9 12h11M9 18h11M4 5.2h1.5v2.5M4 12h2M4 18h2",
            Icon::Propagation => "M13 8h7v8h-7ZM13 12H4M7 9l-3 3 3 3",
            Icon::Record => "M5 5h14v14H5Z",
            Icon::Region => {
                "M12 21c-4.5-5-6.5-8-6.5-11a6.5 6.5 0 0 1 13 0c0 3-2 6-6.5 11M12 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5"
            }
            Icon::Resolver => {
                "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.3 15.3 20.5 20.5M8 10.5h5"
            }
            Icon::Route => "M5 19V9h12M13 5l4 4-4 4",
            Icon::RouteTable => "M4 5h16v14H4ZM4 9.5h16M10 9.5V19M13 12.5h4M13 15.8h4",
            Icon::Rule => "M4 7h10M4 12h10M4 17h10M18 6v12M16 16l2 2 2-2",
            Icon::SecurityGroup => {
                "M12 3.5 19 6v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6ZM9 11h6v4.5H9ZM10 11V9.5a2 2 0 0 1 4 0V11"
            }
            Icon::Share => {
                "M6.5 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M17 4a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M17 15a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M8.8 10.9l6-3.2M8.8 13.1l6 3.2"
            }
            Icon::Shield => "M12 3.5 19 6v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6Z",
            Icon::Site => {
                "M4 20V7l8-3.5V20M12 9h8v11M2.5 20h19M7 9.5h2M7 13h2M7 16.5h2M15 12.5h2M15 16h2"
            }
            Icon::Subnet => "M4 4h16v16H4ZM4 12h16M12 12v8",
            Icon::Suppression => "M4 12s3-5.5 8-5.5 8 5.5 8 5.5-3 5.5-8 5.5S4 12 4 12M5 19 19 5",
            Icon::Targets => {
                "M4 4h5v5H4ZM15 4h5v5h-5ZM4 15h5v5H4ZM15 15h5v5h-5ZM9 6.5h6M6.5 9v6M17.5 9v6M9 17.5h6"
            }
            Icon::Text => "M5 6V4.5h14V6M12 4.5v15M9.5 19.5h5",
            Icon::VirtualInterface => "M3 12h4M17 12h4M7 8h10v8H7ZM10 11v2M14 11v2",
            Icon::Vpc => "M7 18.5a4.5 4.5 0 0 1-.5-9 6 6 0 0 1 11.5-.5 4.8 4.8 0 0 1-.5 9.5Z",
            Icon::Vpn => "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5ZM12 14.5v2.5",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_an_icon_that_says_something() {
        for kind in Kind::ALL {
            assert_ne!(Icon::of(*kind), Icon::Record, "{kind:?}");
        }
    }

    #[test]
    fn paths_stay_on_the_grid() {
        for icon in Icon::ALL {
            let path = icon.path();
            assert!(path.starts_with('M'), "{icon:?}");
            let numbers = path.split(|c: char| !c.is_ascii_digit() && c != '.');
            for number in numbers.filter(|text| !text.is_empty() && *text != ".") {
                let value: f64 = number.trim_end_matches('.').parse().unwrap_or_default();
                assert!(value <= 24.0, "{icon:?}: {number}");
            }
        }
        assert!(Icon::ALL.is_sorted());
    }
}
