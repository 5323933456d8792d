//! Packet sizes: where large packets die, and whether the sender is told.

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
    ],
};
