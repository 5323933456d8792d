//! Check PLC110: a workload in a placement group of another region or account.

use std::collections::BTreeSet;

use super::members;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Account, Id, Instance, PlacementGroup, Vpc};

declare_check! {
    /// ## What it does
    /// Finds workloads whose VPC is in another region or account than their placement group.
    ///
    /// ## Why it matters
    /// A placement group is a thing of one account in one region; AWS looks for its name there and finds nothing.
    ///
    /// ## In production
    /// `run-instances` answers `InvalidPlacementGroup.Unknown`.
    ///
    /// ## Example
    /// ```notation
    /// placement-group critical strategy=spread region=us-east-1
    /// vpc app region=eu-west-1 cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance one placement_group=critical
    ///     // ^ PLC110
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// placement-group critical strategy=spread region=eu-west-1
    /// vpc app region=eu-west-1 cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance one placement_group=critical
    /// ```
    ///
    /// ## Fix safety
    /// Safe where all members of the group are in one region and account: the group moves there. Otherwise no fix.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-groups.html>: rules and limitations
    GROUP_IN_OTHER_REGION = "PLC110" "group-in-other-region" {
        summary: "a workload in a placement group of another region or account",
        severity: Error,
        since: "0.1.0",
        run: Design([Instance, PlacementGroup, Subnet, Vpc], group_in_other_region),
    }
}

fn group_in_other_region(facts: &Facts, out: &mut Findings) {
    for group in facts.all::<PlacementGroup>() {
        let homes: Vec<(&Instance, &Vpc)> = members(facts, group)
            .into_iter()
            .filter_map(|(member, subnet)| Some((member, facts.get(subnet.vpc)?)))
            .collect();
        let places: BTreeSet<(&str, Option<Id<Account>>)> = homes
            .iter()
            .map(|(_, vpc)| (vpc.region.as_str(), vpc.account))
            .collect();
        for (member, vpc) in &homes {
            if vpc.region == group.region && vpc.account == group.account {
                continue;
            }
            let what = if vpc.region == group.region {
                "account".to_owned()
            } else {
                format!("region ({})", group.region)
            };
            let message = format!(
                "{} is in another {what} than its placement group {}",
                facts.label(member.id),
                facts.label(group.id)
            );
            let report = out
                .report(member.id, "placement_group", message)
                .related([group.id]);
            if places.len() == 1 {
                let account = vpc
                    .account
                    .map_or(serde_json::Value::Null, |id| id.to_string().into());
                let fix = vec![
                    Command::set(group.id, "region", vpc.region.as_str()),
                    Command::set(group.id, "account", account),
                ];
                report.fix(
                    "Put the group where its members are",
                    Applicability::Safe,
                    fix,
                );
            }
        }
    }
}
