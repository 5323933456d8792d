//! Addressing: blocks of VPCs and subnets, their bounds and their overlaps.

mod subnet_overlap;

use super::Family;

pub(super) const FAMILY: Family = Family {
    prefix: "ADR",
    title: "Addressing",
    folder: "addressing",
    checks: &[&subnet_overlap::SUBNET_OVERLAP],
};
