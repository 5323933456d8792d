//! VPC peering: connections, their routes, and when a hub is better.

mod beyond_peer;
mod peering_mesh;
mod peering_pending;
mod peering_quota;
mod peering_twice;
mod peering_unrouted;

use super::Family;

pub(super) const FAMILY: Family = Family {
    prefix: "PEE",
    title: "VPC peering",
    folder: "peering",
    checks: &[
        &peering_unrouted::PEERING_UNROUTED,
        &peering_pending::PEERING_PENDING,
        &peering_mesh::PEERING_MESH,
        &beyond_peer::BEYOND_PEER,
        &peering_twice::PEERING_TWICE,
        &peering_quota::PEERING_QUOTA,
    ],
};
