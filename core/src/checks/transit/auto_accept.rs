//! Check TGW115: a shared hub accepts attachments unseen.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{ResourceShare, TransitGateway};

declare_check! {
    /// ## What it does
    /// Finds transit gateways that are shared with other accounts and accept their attachments unseen.
    ///
    /// ## Why it matters
    /// Whoever can make an attachment in one of those accounts joins the network. With default association and
    /// propagation on, that is all it takes.
    ///
    /// ## In production
    /// `aws ec2 describe-transit-gateways --query
    /// 'TransitGateways[?Options.AutoAcceptSharedAttachments==`enable`].TransitGatewayId'`; Security Hub control EC2.23.
    ///
    /// ## Example
    /// ```notation
    /// account core account_id=111111111111
    /// account teams account_id=222222222222
    /// tgw hub account=core auto_accept=true
    /// // ^ TGW115
    /// resource-share hub account=core resources=tgw-1 principals=teams
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// account core account_id=111111111111
    /// account teams account_id=222222222222
    /// tgw hub account=core auto_accept=false
    /// resource-share hub account=core resources=tgw-1 principals=teams
    /// ```
    ///
    /// ## Fix safety
    /// Safe: attachments that exist stay; new ones wait for `accept-transit-gateway-vpc-attachment`.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html>: EC2.23
    /// - checkov CKV_AWS_331
    AUTO_ACCEPT = "TGW115" "auto-accept-shared" {
        summary: "a shared transit gateway accepts attachments unseen",
        severity: Warning,
        since: "0.1.0",
        run: Row(TransitGateway, auto_accept),
    }
}

fn auto_accept(facts: &Facts, hub: &TransitGateway, out: &mut Findings) {
    let shares = facts.referrers::<ResourceShare>(hub.id);
    let others: Vec<_> = shares
        .flat_map(|share| &share.principals)
        .filter(|account| Some(**account) != hub.account)
        .collect();
    if !hub.auto_accept || others.is_empty() {
        return;
    }
    let message = format!(
        "Transit gateway {} accepts every attachment of {} unseen",
        facts.label(hub.id),
        facts.labels(others.iter().map(|account| account.entity()), 3)
    );
    out.report(hub.id, "auto_accept", message)
        .related(others.into_iter().copied())
        .fix(
            "Accept attachments by hand",
            Applicability::Safe,
            vec![Command::set(hub.id, "auto_accept", false)],
        );
}
