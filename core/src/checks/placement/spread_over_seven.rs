//! Check PLC102: a spread placement group with more than seven instances in a zone.

use std::collections::BTreeMap;

use super::members;
use crate::analysis::Facts;
use crate::aws::quotas::SPREAD_INSTANCES_PER_ZONE;
use crate::checks::{Findings, declare_check};
use crate::model::{PlacementGroup, PlacementStrategy, SpreadLevel};

declare_check! {
    /// ## What it does
    /// Counts the running instances of a rack-level spread group in each availability zone: more than seven is an
    /// error.
    ///
    /// ## Why it matters
    /// Each instance of a spread group has a rack of its own, and AWS keeps seven of them in a zone for a group. The
    /// eighth is refused.
    ///
    /// ## In production
    /// `run-instances` answers `InstanceLimitExceeded` or `InsufficientInstanceCapacity` for the group; an auto
    /// scaling group stays below its desired size.
    ///
    /// ## Example
    /// ```notation
    /// placement-group critical strategy=spread
    /// // ^ PLC102
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance nodes count=8 placement_group=critical
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// placement-group critical strategy=spread
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance nodes-a count=4 placement_group=critical
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///     instance nodes-b count=4 placement_group=critical
    /// ```
    ///
    /// ## Fix safety
    /// No fix: use more zones, a second group, or a partition group for many nodes; which, is a decision about the
    /// application.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html>: seven running instances in
    ///   a zone for a group
    SPREAD_OVER_SEVEN = "PLC102" "spread-over-seven" {
        summary: "a spread placement group with more than seven instances in a zone",
        severity: Error,
        since: "0.1.0",
        run: Design([Instance, PlacementGroup, Subnet], spread_over_seven),
    }
}

fn spread_over_seven(facts: &Facts, out: &mut Findings) {
    let spread = |group: &&PlacementGroup| {
        group.strategy == PlacementStrategy::Spread && group.spread_level == SpreadLevel::Rack
    };
    let most = SPREAD_INSTANCES_PER_ZONE.default;
    for group in facts.all::<PlacementGroup>().filter(spread) {
        // A zone's letter means one zone in one region and account, which a group does not leave.
        let mut zones: BTreeMap<&str, u64> = BTreeMap::new();
        let members = members(facts, group);
        for (member, subnet) in &members {
            *zones.entry(&subnet.az).or_default() += u64::from(member.count);
        }
        let over: Vec<String> = zones
            .iter()
            .filter(|(_, count)| **count > most)
            .map(|(zone, count)| format!("{count} in zone {zone}"))
            .collect();
        if !over.is_empty() {
            let message = format!(
                "Spread group {} has {}; {most} are allowed in a zone",
                facts.label(group.id),
                over.join(" and ")
            );
            out.report(group.id, "strategy", message)
                .related(members.iter().map(|(member, _)| member.id));
        }
    }
}
