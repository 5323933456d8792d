//! Check PEE105: two VPCs are peered twice, or one with itself.

use std::collections::BTreeMap;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EntityId, Id, Route, Vpc, VpcPeering};

declare_check! {
    /// ## What it does
    /// Finds a second peering connection between the same two VPCs, and connections of a VPC with itself.
    ///
    /// ## Why it matters
    /// AWS takes one connection for each pair of VPCs.
    ///
    /// ## In production
    /// `create-vpc-peering-connection` answers with the connection that exists, or with `InvalidParameterValue`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.1.0.0/16
    ///   subnet data-a az=a cidrs=10.1.1.0/24
    /// vpc-peering first requester=app accepter=data
    /// vpc-peering second requester=data accepter=app
    /// // ^ PEE105
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.1.0.0/16
    ///   subnet data-a az=a cidrs=10.1.1.0/24
    /// vpc-peering first requester=app accepter=data
    /// ```
    ///
    /// ## Fix safety
    /// Safe: leads the routes of the later connection to the earlier one and removes the later.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html>: one connection between two VPCs
    PEERING_TWICE = "PEE105" "peering-twice" {
        summary: "two VPCs are peered twice, or one with itself",
        severity: Error,
        since: "0.1.0",
        run: Design([Route, Vpc, VpcPeering], peering_twice),
    }
}

fn peering_twice(facts: &Facts, out: &mut Findings) {
    let mut first: BTreeMap<(Id<Vpc>, Id<Vpc>), EntityId> = BTreeMap::new();
    for peering in facts.all::<VpcPeering>() {
        let id = peering.id.entity();
        let ends = (
            peering.requester.min(peering.accepter),
            peering.requester.max(peering.accepter),
        );
        if ends.0 == ends.1 {
            let message = format!(
                "Peering {} joins {} with itself",
                facts.label(id),
                facts.label(ends.0)
            );
            let gone = vec![Command::Delete(vec![id])];
            out.report(id, "accepter", message)
                .fix("Remove it", Applicability::Unsafe, gone);
            continue;
        }
        let earlier = *first.entry(ends).or_insert(id);
        if earlier == id {
            continue;
        }
        let message = format!(
            "{} and {} are peered twice",
            facts.label(ends.0),
            facts.label(ends.1)
        );
        let moved = facts
            .referrers::<Route>(id)
            .map(|route| Command::set(route.id, "target", earlier.to_string()));
        let mut commands: Vec<Command> = moved.collect();
        commands.push(Command::Delete(vec![id]));
        out.report(id, "", message).related([earlier]).fix(
            "Keep the earlier connection",
            Applicability::Safe,
            commands,
        );
    }
}
