//! Packet sizes: where large packets die, and whether the sender is told.

mod endpoint_drops_large_datagrams;
mod large_packets_lost;
mod path_mtu_discovery_blocked;
mod two_ways_two_sizes;
mod vpn_drops_large_packets;

use super::Family;

pub(super) const FAMILY: Family = Family {
    prefix: "MTU",
    title: "Packet sizes",
    folder: "mtu",
    checks: &[
        &path_mtu_discovery_blocked::PATH_MTU_DISCOVERY_BLOCKED,
        &two_ways_two_sizes::TWO_WAYS_TWO_SIZES,
        &vpn_drops_large_packets::VPN_DROPS_LARGE_PACKETS,
        &endpoint_drops_large_datagrams::ENDPOINT_DROPS_LARGE_DATAGRAMS,
        &large_packets_lost::LARGE_PACKETS_LOST,
    ],
};
