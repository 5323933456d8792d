//! Load balancers: zones, listeners, target groups, public subnets.

mod balancer_in_one_zone;
mod balancer_zone_twice;
mod cross_zone_off;
mod distribution_certificate_region;
mod distribution_origin_unusable;
mod internet_facing_unreachable;
mod listener_protocol_wrong;
mod listener_without_certificate;
mod target_group_elsewhere;

use super::Family;
use crate::analysis::Facts;
use crate::model::{EntityId, Id, LoadBalancer, Subnet, Vpc};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const FAMILY: Family = Family {
    prefix: "LBA",
    title: "Load balancers",
    folder: "balancers",
    checks: &[
        &balancer_in_one_zone::BALANCER_IN_ONE_ZONE,
        &balancer_zone_twice::BALANCER_ZONE_TWICE,
        &cross_zone_off::CROSS_ZONE_OFF,
        &listener_without_certificate::LISTENER_WITHOUT_CERTIFICATE,
        &target_group_elsewhere::TARGET_GROUP_ELSEWHERE,
        &internet_facing_unreachable::INTERNET_FACING_UNREACHABLE,
        &listener_protocol_wrong::LISTENER_PROTOCOL_WRONG,
        &distribution_certificate_region::DISTRIBUTION_CERTIFICATE_REGION,
        &distribution_origin_unusable::DISTRIBUTION_ORIGIN_UNUSABLE,
    ],
};

/// The subnets of a balancer, by number.
fn subnets_of<'f>(facts: &'f Facts, balancer: &LoadBalancer) -> Vec<&'f Subnet> {
    balancer
        .subnets
        .iter()
        .filter_map(|id| facts.get(*id))
        .collect()
}

/// The first subnet of each zone of a VPC that is not in `taken`.
fn subnets_of_other_zones(facts: &Facts, vpc: Id<Vpc>, taken: &BTreeSet<&str>) -> Vec<Id<Subnet>> {
    let mut first: BTreeMap<&str, Id<Subnet>> = BTreeMap::new();
    for subnet in facts
        .children::<Subnet>(vpc)
        .filter(|subnet| !taken.contains(subnet.az.as_str()))
    {
        first.entry(&subnet.az).or_insert(subnet.id);
    }
    first.into_values().collect()
}

/// Ids as a list field takes them.
fn texts(ids: impl IntoIterator<Item = impl Into<EntityId>>) -> Vec<String> {
    ids.into_iter().map(|id| id.into().to_string()).collect()
}
