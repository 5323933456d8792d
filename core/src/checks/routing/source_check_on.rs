//! Check RTE117: an appliance drops what it should forward.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Instance, Kind, NetworkInterface, Route};

declare_check! {
    /// ## What it does
    /// Finds routes to a workload or a network interface whose source/destination check is on.
    ///
    /// ## Why it matters
    /// The check drops every packet that is neither from nor to the interface's own address: an appliance can't forward.
    ///
    /// ## In production
    /// Packets vanish at the appliance; its own capture shows nothing. Reachability Analyzer says
    /// `ENI_SOURCE_DEST_CHECK_RESTRICTION`. Detect it with `aws ec2 describe-network-interfaces --query
    /// 'NetworkInterfaces[?SourceDestCheck].NetworkInterfaceId'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=192.168.0.0/16 target=proxy
    ///   route-table edge
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   subnet proxy-a az=a cidrs=10.0.2.0/24 route_table=edge
    ///     instance proxy
    ///     // ^ RTE117
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=192.168.0.0/16 target=proxy
    ///     route destination=172.16.0.0/12 target=proxy-spare
    ///   route-table edge
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   subnet proxy-a az=a cidrs=10.0.2.0/24 route_table=edge
    ///     instance proxy source_dest_check=false
    ///     network-interface proxy-spare source_dest_check=false
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: turns the check off, which lets the appliance forward for others.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html>: disable source/destination checks
    SOURCE_CHECK_ON = "RTE117" "source-check-on-appliance" {
        summary: "an appliance that routes lead to drops what it should forward",
        severity: Error,
        since: "0.1.0",
        run: Row(Route, source_check_on),
    }
}

fn source_check_on(facts: &Facts, route: &Route, out: &mut Findings) {
    let Some(target) = route.target else { return };
    let on = match target.kind {
        Kind::Instance => facts
            .as_kind::<Instance>(target)
            .is_some_and(|host| host.source_dest_check),
        Kind::NetworkInterface => facts
            .as_kind::<NetworkInterface>(target)
            .is_some_and(|interface| interface.source_dest_check),
        _ => false,
    };
    if on {
        let message = format!(
            "{} drops what {} leads to it: its source/destination check is on",
            facts.label(target),
            facts.label(route.route_table)
        );
        out.report(target, "source_dest_check", message)
            .related([route.id.entity(), route.route_table.entity()])
            .fix(
                "Turn the check off",
                Applicability::Unsafe,
                vec![Command::set(target, "source_dest_check", false)],
            );
    }
}
