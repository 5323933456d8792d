//! How large a packet may be, and how fast one flow goes.

use super::report::{Carrier, Outcome, Reason, Way};
use crate::analysis::Facts;
use crate::aws::{bandwidth, instance_types, mtus};
use crate::model::{EntityId, Id, Instance, Kind, PlacementGroup, PlacementStrategy, Subnet};
use crate::simulate::path_mtu::{Narrowing, Told, told};

use super::packet::Packet;

/// The largest packet that a way carries: the least of its hops.
pub(super) fn mtu_bytes(way: &Way) -> u16 {
    let hops = way.carriers.iter().map(|carrier| carrier.mtu.bytes);
    hops.fold(mtus::VPC.bytes, u16::min)
}

/// The way of a packet that is too large: it ends at the first hop that carries less, and says whether the sender
/// learns of it.
pub(super) fn too_big(
    facts: &Facts,
    way: &Way,
    packet: &Packet,
    size_bytes: u32,
    sender: Option<&Subnet>,
) -> Option<Way> {
    let small = |carrier: &&Carrier| u32::from(carrier.mtu.bytes) < size_bytes;
    let first = way.carriers.iter().find(small);
    let mut cut = way.clone();
    cut.outcome = Outcome::TooBig;
    let (at, text) = match first {
        Some(carrier) => {
            cut.hops.truncate(carrier.after.max(1));
            let narrowing = Narrowing {
                at: carrier.at,
                mtu_bytes: carrier.mtu.bytes,
                hop: carrier.mtu,
            };
            let learns = sender.map(|own| told(facts, own, packet.destination.ip, &narrowing));
            let learns = match learns {
                Some(Told::Yes) => "; it answers, so the sender learns of it",
                Some(Told::Never) => "; it says nothing: the connection hangs",
                Some(Told::StoppedAt(_)) => {
                    "; its answer is stopped by the sender's network ACL: the connection hangs"
                }
                Some(Told::Unknown) | None => "",
            };
            let text = format!(
                "{} ({}) carries {} bytes{learns}",
                facts.label(carrier.at),
                carrier.mtu.hop,
                carrier.mtu.bytes
            );
            (carrier.at, text)
        }
        None if size_bytes > u32::from(mtus::VPC.bytes) => {
            let at = cut.hops.first()?.id;
            cut.hops.truncate(1);
            (at, format!("a VPC carries {} bytes", mtus::VPC.bytes))
        }
        None => return None,
    };
    cut.reason = Some(Reason {
        code: "PATH_MTU_EXCEEDED",
        at: vec![at],
        text,
    });
    Some(cut)
}

/// What one flow gets at most, in Mbps; `None` where a hop's limit is not known.
pub(super) fn flow_mbps(facts: &Facts, way: &Way) -> Option<u32> {
    let ends: Vec<&Instance> = way
        .hops
        .iter()
        .filter_map(|hop| facts.as_kind::<Instance>(hop.id))
        .collect();
    let mut least = match ends.as_slice() {
        [one, .., other] => pair_mbps(facts, one, other),
        _ => bandwidth::SINGLE_FLOW.value,
    };
    for instance in &ends {
        // An unknown type leaves the general limit.
        let own = instance_types::find(&instance.instance_type);
        least = least.min(own.map_or(least, |own| own.peak_mbps));
    }
    for hop in &way.hops {
        match hop.id.kind {
            Kind::VpnConnection => least = least.min(bandwidth::VPN_TUNNEL.value),
            // What a connection carries is not in the design.
            Kind::VirtualInterface | Kind::DirectConnectGateway => return None,
            Kind::VpcEndpoint => least = least.min(bandwidth::ENDPOINT_PER_ZONE.value),
            _ => {}
        }
    }
    Some(least)
}

/// The limit of one flow between two instances.
fn pair_mbps(facts: &Facts, one: &Instance, other: &Instance) -> u32 {
    let zone = |own: &Instance| {
        facts
            .get(own.subnet)
            .map(|subnet| (facts.region_of(subnet.vpc), subnet.az.clone()))
    };
    if one.ena_express && other.ena_express && zone(one) == zone(other) {
        return bandwidth::SINGLE_FLOW_ENA_EXPRESS.value;
    }
    let cluster = |id: Option<Id<PlacementGroup>>| {
        let group = id.and_then(|id| facts.get(id))?;
        (group.strategy == PlacementStrategy::Cluster).then_some(group.id.entity())
    };
    let groups: (Option<EntityId>, _) =
        (cluster(one.placement_group), cluster(other.placement_group));
    if groups.0.is_some() && groups.0 == groups.1 {
        return bandwidth::SINGLE_FLOW_CLUSTER.value;
    }
    bandwidth::SINGLE_FLOW.value
}
