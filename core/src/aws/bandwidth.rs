//! Bandwidth limits of flows and hops, in Mbps unless a name says otherwise.

use super::{CatalogueEntry, Fact, Source};

const EC2: Source = Source::documented(
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-network-bandwidth.html",
    "2026-11",
);
const TGW: Source = Source::documented(
    "https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html",
    "2026-11",
);
const ENDPOINTS: Source = Source::documented(
    "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html",
    "2026-11",
);
const VPN: Source = Source::documented(
    "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html",
    "2026-11",
);

/// One flow (5-tuple) between instances that share no cluster placement group.
pub const SINGLE_FLOW: Fact<u32> = Fact::new(5_000, EC2);
/// One flow between instances of one cluster placement group.
pub const SINGLE_FLOW_CLUSTER: Fact<u32> = Fact::new(10_000, EC2);
/// One flow with ENA Express on both ends, in one Availability Zone.
pub const SINGLE_FLOW_ENA_EXPRESS: Fact<u32> = Fact::new(
    25_000,
    EC2.note("an older copy says one subnet instead of one zone"),
);
/// vCPUs from which a current-generation instance has half its bandwidth out of the Region.
pub const OUT_OF_REGION_LEAST_VCPUS: Fact<u32> = Fact::new(32, EC2);
/// The share of its bandwidth that such an instance has to other Regions, the internet and Direct Connect, in percent.
pub const OUT_OF_REGION_PERCENT: Fact<u32> = Fact::new(50, EC2);
/// What any other instance has to other Regions, the internet and Direct Connect.
pub const OUT_OF_REGION_OTHERWISE: Fact<u32> = Fact::new(5_000, EC2);
/// A transit gateway attachment (VPC, Direct Connect gateway, peering) in one Availability Zone, each direction.
pub const TGW_ATTACHMENT_PER_ZONE: Fact<u32> = Fact::new(100_000, TGW.note("up to"));
/// The same in packets a second.
pub const TGW_ATTACHMENT_PER_ZONE_PACKETS: Fact<u32> = Fact::new(7_500_000, TGW.note("up to"));
/// A Connect peer of a transit gateway.
pub const TGW_CONNECT_PEER: Fact<u32> = Fact::new(5_000, TGW);
/// The same in packets a second.
pub const TGW_CONNECT_PEER_PACKETS: Fact<u32> = Fact::new(300_000, TGW);
/// A Site-to-Site VPN tunnel.
pub const VPN_TUNNEL: Fact<u32> = Fact::new(
    1_250,
    VPN.note(
        "up to; several tunnels share load by ECMP, with dynamic routing on a transit gateway",
    ),
);
/// A VPC endpoint in one Availability Zone, at first.
pub const ENDPOINT_PER_ZONE: Fact<u32> = Fact::new(10_000, ENDPOINTS);
/// A VPC endpoint in one Availability Zone, scaled up.
pub const ENDPOINT_PER_ZONE_SCALED: Fact<u32> = Fact::new(100_000, ENDPOINTS);

pub(super) fn catalogue() -> Vec<CatalogueEntry> {
    let mbps = "Mbps";
    [
        ("single flow", SINGLE_FLOW, mbps),
        (
            "single flow in a cluster placement group",
            SINGLE_FLOW_CLUSTER,
            mbps,
        ),
        (
            "single flow with ENA Express",
            SINGLE_FLOW_ENA_EXPRESS,
            mbps,
        ),
        (
            "least size for a share out of the Region",
            OUT_OF_REGION_LEAST_VCPUS,
            "vCPUs, current generation",
        ),
        (
            "share out of the Region",
            OUT_OF_REGION_PERCENT,
            "% of the instance's bandwidth",
        ),
        ("out of the Region otherwise", OUT_OF_REGION_OTHERWISE, mbps),
        (
            "transit gateway attachment and zone",
            TGW_ATTACHMENT_PER_ZONE,
            mbps,
        ),
        (
            "transit gateway attachment and zone, packets",
            TGW_ATTACHMENT_PER_ZONE_PACKETS,
            "packets a second",
        ),
        ("Connect peer", TGW_CONNECT_PEER, mbps),
        (
            "Connect peer, packets",
            TGW_CONNECT_PEER_PACKETS,
            "packets a second",
        ),
        ("VPN tunnel", VPN_TUNNEL, mbps),
        ("VPC endpoint and zone", ENDPOINT_PER_ZONE, mbps),
        (
            "VPC endpoint and zone, scaled",
            ENDPOINT_PER_ZONE_SCALED,
            mbps,
        ),
    ]
    .into_iter()
    .map(|(name, fact, unit)| CatalogueEntry {
        family: "bandwidth",
        name: name.to_owned(),
        value: format!("{} {unit}", fact.value),
        source: fact.source,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spot_values_hold() {
        assert_eq!(
            [SINGLE_FLOW, SINGLE_FLOW_CLUSTER, SINGLE_FLOW_ENA_EXPRESS].map(|fact| fact.value),
            [5_000, 10_000, 25_000]
        );
        assert_eq!(
            (TGW_ATTACHMENT_PER_ZONE.value, VPN_TUNNEL.value),
            (100_000, 1_250)
        );
    }
}
