//! Placement groups, EFA and ENA Express: zones, limits, instance types.

mod cluster_mixes_types;
mod cluster_over_unpeered_vpcs;
mod cluster_spans_zones;
mod cluster_without_enhanced_networking;
mod efa_group_shut;
mod efa_unsupported;
mod group_in_other_region;
mod group_on_dedicated_hardware;
mod partition_count_wrong;
mod partition_number_wrong;
mod spread_over_seven;
mod type_cannot_join;

use super::Family;
use crate::analysis::Facts;
use crate::aws::instance_types::{self, InstanceType};
use crate::model::{Instance, PlacementGroup, Subnet};
use std::collections::BTreeMap;
use std::sync::OnceLock;

pub(super) const FAMILY: Family = Family {
    prefix: "PLC",
    title: "Placement groups, EFA and ENA Express",
    folder: "placement",
    checks: &[
        &cluster_spans_zones::CLUSTER_SPANS_ZONES,
        &spread_over_seven::SPREAD_OVER_SEVEN,
        &partition_count_wrong::PARTITION_COUNT_WRONG,
        &partition_number_wrong::PARTITION_NUMBER_WRONG,
        &type_cannot_join::TYPE_CANNOT_JOIN,
        &cluster_mixes_types::CLUSTER_MIXES_TYPES,
        &efa_unsupported::EFA_UNSUPPORTED,
        &efa_group_shut::EFA_GROUP_SHUT,
        &group_in_other_region::GROUP_IN_OTHER_REGION,
        &group_on_dedicated_hardware::GROUP_ON_DEDICATED_HARDWARE,
        &cluster_over_unpeered_vpcs::CLUSTER_OVER_UNPEERED_VPCS,
        &cluster_without_enhanced_networking::CLUSTER_WITHOUT_ENHANCED_NETWORKING,
    ],
};

/// What the table of instance types says of one; the table is read once.
fn known_type(name: &str) -> Option<&'static InstanceType> {
    static TABLE: OnceLock<BTreeMap<String, InstanceType>> = OnceLock::new();
    TABLE
        .get_or_init(|| {
            instance_types::all()
                .into_iter()
                .map(|known| (known.name(), known))
                .collect()
        })
        .get(name)
}

/// The workloads of a group, each with its subnet, by number.
fn members<'f>(facts: &'f Facts, group: &PlacementGroup) -> Vec<(&'f Instance, &'f Subnet)> {
    facts
        .referrers::<Instance>(group.id)
        .filter_map(|member| Some((member, facts.get(member.subnet)?)))
        .collect()
}
