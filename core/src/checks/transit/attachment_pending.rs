//! Check TGW110: an attachment waits for acceptance.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Acceptance, TgwAttachment};

declare_check! {
    /// ## What it does
    /// Finds transit gateway attachments that the other side has not accepted, or has rejected.
    ///
    /// ## Why it matters
    /// A pending attachment has no association and carries nothing. Routes that point at it drop their packets.
    ///
    /// ## In production
    /// `aws ec2 describe-transit-gateway-attachments --filters Name=state,Values=pendingAcceptance,rejected`. The
    /// owner of the gateway runs `aws ec2 accept-transit-gateway-vpc-attachment`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub
    ///   tgw-attachment prod-hub resource=prod subnets=app-a state=pending
    ///   // ^ TGW110
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub
    ///   tgw-attachment prod-hub resource=prod subnets=app-a state=accepted
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: draws the attachment as accepted, which lets traffic flow as the tables say. The export then accepts it
    /// with the profile of the gateway's account.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html>: attachment states
    ATTACHMENT_PENDING = "TGW110" "attachment-pending" {
        summary: "an attachment waits for acceptance and carries nothing",
        severity: Warning,
        since: "0.1.0",
        run: Row(TgwAttachment, attachment_pending),
    }
}

fn attachment_pending(facts: &Facts, attachment: &TgwAttachment, out: &mut Findings) {
    if attachment.state == Acceptance::Accepted {
        return;
    }
    let message = format!(
        "Attachment {} of {} is {}: it carries nothing",
        facts.label(attachment.id),
        facts.label(attachment.resource),
        attachment.state
    );
    out.report(attachment.id, "state", message)
        .related([attachment.transit_gateway.entity(), attachment.resource])
        .fix(
            "Accept it",
            Applicability::Unsafe,
            vec![Command::set(
                attachment.id,
                "state",
                Acceptance::Accepted.word(),
            )],
        );
}
