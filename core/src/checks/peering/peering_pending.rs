//! Check PEE102: a peering waits for acceptance.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Acceptance, Route, VpcPeering};

declare_check! {
    /// ## What it does
    /// Finds peering connections that the accepter has not accepted, or has rejected.
    ///
    /// ## Why it matters
    /// A request expires after seven days. Until it is accepted it carries nothing, routes to it are refused, and the
    /// requester can't add blocks to its VPC.
    ///
    /// ## In production
    /// `aws ec2 describe-vpc-peering-connections --filters Name=status-code,Values=pending-acceptance,rejected,expired`. The
    /// accepter's owner runs `aws ec2 accept-vpc-peering-connection`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.1.0.0/16
    ///   subnet data-a az=a cidrs=10.1.1.0/24
    /// vpc-peering app-data requester=app accepter=data state=pending
    /// // ^ PEE102
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// vpc data cidrs=10.1.0.0/16
    ///   subnet data-a az=a cidrs=10.1.1.0/24
    /// vpc-peering app-data requester=app accepter=data state=accepted
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: draws it as accepted, which lets traffic flow as the routes say; the export accepts it with the profile of
    /// the accepter's account.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html>: lifecycle, expiry after seven days
    PEERING_PENDING = "PEE102" "peering-pending" {
        summary: "a peering connection waits for acceptance and carries nothing",
        severity: Warning,
        since: "0.1.0",
        run: Row(VpcPeering, peering_pending),
    }
}

fn peering_pending(facts: &Facts, peering: &VpcPeering, out: &mut Findings) {
    if peering.state == Acceptance::Accepted {
        return;
    }
    let routes = facts.referrers::<Route>(peering.id).count();
    let also = if routes == 0 {
        String::new()
    } else {
        format!(", and {routes} routes lead to it")
    };
    let message = format!(
        "Peering {} is {}: it carries nothing{also}",
        facts.label(peering.id),
        peering.state
    );
    out.report(peering.id, "state", message)
        .related([peering.requester, peering.accepter])
        .fix(
            "Accept it",
            Applicability::Unsafe,
            vec![Command::set(
                peering.id,
                "state",
                Acceptance::Accepted.word(),
            )],
        );
}
