//! Icons as paths on a grid of 24 by 24, drawn as lines 1.6 wide: our own, one set for canvas, SVG and panels.

/// What an icon stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Icon {
    Alert,
    Api,
    Application,
    Bucket,
    Cluster,
    Cursor,
    Distribution,
    Dns,
    Endpoint,
    EndpointService,
    Firewall,
    Gateway,
    Globe,
    Hand,
    Health,
    Hub,
    Instance,
    Interface,
    LoadBalancer,
    Nat,
    Note,
    Region,
    Resolver,
    RouteTable,
    Shield,
    Site,
    Subnet,
    Text,
    Vpc,
    Vpn,
}

impl Icon {
    pub const ALL: [Icon; 30] = [
        Icon::Alert,
        Icon::Api,
        Icon::Application,
        Icon::Bucket,
        Icon::Cluster,
        Icon::Cursor,
        Icon::Distribution,
        Icon::Dns,
        Icon::Endpoint,
        Icon::EndpointService,
        Icon::Firewall,
        Icon::Gateway,
        Icon::Globe,
        Icon::Hand,
        Icon::Health,
        Icon::Hub,
        Icon::Instance,
        Icon::Interface,
        Icon::LoadBalancer,
        Icon::Nat,
        Icon::Note,
        Icon::Region,
        Icon::Resolver,
        Icon::RouteTable,
        Icon::Shield,
        Icon::Site,
        Icon::Subnet,
        Icon::Text,
        Icon::Vpc,
        Icon::Vpn,
    ];

    /// The path's data, in the syntax of SVG.
    pub const fn path(self) -> &'static str {
        match self {
            Icon::Alert => "M12 4 21 20H3ZM12 10v4.5M12 17.4v.2",
            Icon::Api => "M8 6 3 12l5 6M16 6l5 6-5 6M13.5 5l-3 14",
            Icon::Application => "M3 5h18v14H3ZM3 9.5h18M6 7.3h.1M8.5 7.3h.1",
            Icon::Bucket => "M4.5 6h15l-2 14h-11ZM4.5 6c0-2.6 15-2.6 15 0",
            Icon::Cluster => "M4 4h6v6H4ZM14 4h6v6h-6ZM4 14h6v6H4ZM14 14h6v6h-6Z",
            Icon::Cursor => "M5 3.5 19 10l-6 2.4L10.4 19Z",
            Icon::Distribution => {
                "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6M12 3v3.5M12 17.5V21M3 12h3.5M17.5 12H21M5.6 5.6l2.5 2.5M15.9 15.9l2.5 2.5M5.6 18.4l2.5-2.5M15.9 8.1l2.5-2.5"
            }
            Icon::Dns => "M4 5h16v5H4ZM4 14h16v5H4ZM7.5 7.5h.1M7.5 16.5h.1M11 7.5h6M11 16.5h6",
            Icon::Endpoint => "M3 12h8M15 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M18.5 12H21",
            Icon::EndpointService => "M4 8h7v8H4ZM11 12h4M18 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6",
            Icon::Firewall => "M4 5h16v14H4ZM4 9.7h16M4 14.3h16M9.5 5v4.7M14.5 9.7v4.6M9.5 14.3V19",
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
            Icon::Interface => "M4 5h16v10H4ZM8 15v4M12 15v4M16 15v4M8 9h8",
            Icon::LoadBalancer => {
                "M4 12a2.2 2.2 0 1 0 4.4 0 2.2 2.2 0 1 0-4.4 0M8.4 12H15M9 11l7-5M9 13l7 5M16 4h4v4h-4ZM16 10h4v4h-4ZM16 16h4v4h-4Z"
            }
            Icon::Nat => "M4 8h13M14 5l3 3-3 3M20 16H7M10 13l-3 3 3 3",
            Icon::Note => "M5 4h14v11l-5 5H5ZM19 15h-5v5",
            Icon::Region => {
                "M12 21c-4.5-5-6.5-8-6.5-11a6.5 6.5 0 0 1 13 0c0 3-2 6-6.5 11M12 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5"
            }
            Icon::Resolver => {
                "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.3 15.3 20.5 20.5M8 10.5h5"
            }
            Icon::RouteTable => "M4 5h16v14H4ZM4 9.5h16M10 9.5V19M13 12.5h4M13 15.8h4",
            Icon::Shield => "M12 3.5 19 6v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6Z",
            Icon::Site => {
                "M4 20V7l8-3.5V20M12 9h8v11M2.5 20h19M7 9.5h2M7 13h2M7 16.5h2M15 12.5h2M15 16h2"
            }
            Icon::Subnet => "M4 4h16v16H4ZM4 12h16M12 12v8",
            Icon::Text => "M5 6V4.5h14V6M12 4.5v15M9.5 19.5h5",
            Icon::Vpc => "M7 18.5a4.5 4.5 0 0 1-.5-9 6 6 0 0 1 11.5-.5 4.8 4.8 0 0 1-.5 9.5Z",
            Icon::Vpn => "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5ZM12 14.5v2.5",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
