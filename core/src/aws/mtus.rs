//! The largest packet each kind of hop carries, in bytes, and where path-MTU discovery works.

use super::{CatalogueEntry, Source};

/// The MTU of one kind of hop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HopMtu {
    /// The kind of hop.
    pub hop: &'static str,
    pub bytes: u16,
    pub discovery: PathMtuDiscovery,
    pub source: Source,
}

/// What happens to a packet that is too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathMtuDiscovery {
    /// The hop answers with ICMP type 3 code 4 or ICMPv6 type 2, which network ACLs must let back in.
    Supported,
    /// Dropped without an answer.
    Unsupported,
    /// The sources do not say.
    Unknown,
}

use PathMtuDiscovery::{Supported, Unknown, Unsupported};

const EC2: Source = Source::documented(
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html",
    "2026-11",
);
const EC2_2023: Source = Source::documented(
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html",
    "2023-06",
);
const TGW: Source = Source::documented(
    "https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html",
    "2026-11",
);
const ENDPOINTS: Source = Source::documented(
    "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html",
    "2026-11",
);
const DIRECT_CONNECT: Source = Source::packaged("botocore 1.44.5", "2026-11-23");

/// Inside a VPC.
pub const VPC: HopMtu = hop("inside a VPC", 9001, Unknown, EC2_2023);
/// VPC peering inside a Region.
pub const PEERING_SAME_REGION: HopMtu = hop("VPC peering inside a Region", 9001, Unknown, EC2_2023);
/// VPC peering between Regions.
pub const PEERING_INTER_REGION: HopMtu = hop(
    "VPC peering between Regions",
    8500,
    Unknown,
    EC2.note("the page of 2022 said 1500"),
);
/// Between Regions other than by peering or transit gateway.
pub const INTER_REGION_OTHER: HopMtu = hop("between Regions otherwise", 1500, Unknown, EC2);
/// An internet gateway.
pub const INTERNET_GATEWAY: HopMtu = hop("internet gateway", 1500, Unknown, EC2);
/// A transit gateway, from a VPC attachment.
pub const TGW_VPC: HopMtu = hop(
    "transit gateway, arriving from a VPC",
    8500,
    Supported,
    TGW.note("the page of 2023 said larger packets are dropped"),
);
/// A transit gateway, from a Connect attachment.
pub const TGW_CONNECT: HopMtu = hop(
    "transit gateway, arriving from Connect",
    8500,
    Supported,
    TGW,
);
/// A transit gateway, from a peering attachment, in or between Regions.
pub const TGW_PEERING: HopMtu = hop(
    "transit gateway, arriving from peering",
    8500,
    Unsupported,
    TGW,
);
/// A transit gateway, from a Direct Connect gateway.
pub const TGW_DIRECT_CONNECT: HopMtu = hop(
    "transit gateway, arriving from Direct Connect",
    8500,
    Unsupported,
    TGW,
);
/// A transit gateway, from a VPN attachment.
pub const TGW_VPN: HopMtu = hop(
    "transit gateway, arriving from VPN",
    1500,
    Unsupported,
    TGW.note("the VPN itself carries less"),
);
/// A Site-to-Site VPN tunnel.
pub const SITE_TO_SITE_VPN: HopMtu = hop(
    "Site-to-Site VPN tunnel",
    1446,
    Unsupported,
    Source::documented(
        "https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-best-practice.html",
        "2026-11",
    )
    .note("the largest TCP segment is 1406 bytes"),
);
/// A VPC endpoint (PrivateLink).
pub const VPC_ENDPOINT: HopMtu = hop("VPC endpoint", 8500, Unsupported, ENDPOINTS);
/// A Gateway Load Balancer.
pub const GATEWAY_LOAD_BALANCER: HopMtu = hop(
    "Gateway Load Balancer",
    8500,
    Unknown,
    Source::unconfirmed(
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/gateway-load-balancers.html",
        "2026-11",
    ),
);
/// A private virtual interface of Direct Connect with jumbo frames.
pub const PRIVATE_VIF_JUMBO: HopMtu = hop(
    "private virtual interface, jumbo frames",
    8500,
    Unknown,
    DIRECT_CONNECT.note("the model text says 1500 or 8500; older copies say 9001"),
);
/// A transit virtual interface of Direct Connect with jumbo frames.
pub const TRANSIT_VIF_JUMBO: HopMtu = hop(
    "transit virtual interface, jumbo frames",
    8500,
    Unknown,
    DIRECT_CONNECT,
);
/// Any virtual interface of Direct Connect as it comes.
pub const VIF_DEFAULT: HopMtu = hop("virtual interface, default", 1500, Unknown, DIRECT_CONNECT);
/// A Wavelength Zone: inside, and privately to its Region.
pub const WAVELENGTH: HopMtu = hop(
    "Wavelength Zone",
    1300,
    Unknown,
    EC2_2023.note("1500 through the carrier gateway"),
);

/// Every kind of hop.
pub const ALL: &[HopMtu] = &[
    VPC,
    PEERING_SAME_REGION,
    PEERING_INTER_REGION,
    INTER_REGION_OTHER,
    INTERNET_GATEWAY,
    TGW_VPC,
    TGW_CONNECT,
    TGW_PEERING,
    TGW_DIRECT_CONNECT,
    TGW_VPN,
    SITE_TO_SITE_VPN,
    VPC_ENDPOINT,
    GATEWAY_LOAD_BALANCER,
    PRIVATE_VIF_JUMBO,
    TRANSIT_VIF_JUMBO,
    VIF_DEFAULT,
    WAVELENGTH,
];

/// Instance families of previous generations that still send jumbo frames.
pub const PREVIOUS_GENERATION_JUMBO_FAMILIES: &[&str] = &["a1", "c3", "g2", "i2", "m3", "r3"];

pub(super) fn catalogue() -> Vec<CatalogueEntry> {
    let mut entries: Vec<CatalogueEntry> = ALL
        .iter()
        .map(|hop| CatalogueEntry {
            family: "mtus",
            name: hop.hop.to_owned(),
            value: match hop.discovery {
                Supported => format!("{} bytes, path-MTU discovery works", hop.bytes),
                Unsupported => format!("{} bytes, no path-MTU discovery", hop.bytes),
                Unknown => format!("{} bytes", hop.bytes),
            },
            source: hop.source,
        })
        .collect();
    entries.push(CatalogueEntry {
        family: "mtus",
        name: "previous generations with jumbo frames".to_owned(),
        value: PREVIOUS_GENERATION_JUMBO_FAMILIES.join(" "),
        source: EC2_2023,
    });
    entries
}

const fn hop(hop: &'static str, bytes: u16, discovery: PathMtuDiscovery, source: Source) -> HopMtu {
    HopMtu {
        hop,
        bytes,
        discovery,
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::Mtu;

    #[test]
    fn spot_values_hold() {
        assert_eq!(
            [
                VPC.bytes,
                TGW_VPC.bytes,
                VPC_ENDPOINT.bytes,
                INTERNET_GATEWAY.bytes
            ],
            [9001, 8500, 8500, 1500]
        );
        assert_eq!(
            [
                SITE_TO_SITE_VPN.bytes,
                PEERING_INTER_REGION.bytes,
                WAVELENGTH.bytes
            ],
            [1446, 8500, 1300]
        );
        assert_eq!(
            (TGW_VPC.discovery, VPC_ENDPOINT.discovery),
            (Supported, Unsupported)
        );
    }

    #[test]
    fn every_mtu_is_one() {
        for hop in ALL {
            assert!(
                Mtu::new(hop.bytes).is_ok_and(|mtu| mtu >= Mtu::IPV6_MINIMUM),
                "{hop:?}"
            );
        }
    }
}
