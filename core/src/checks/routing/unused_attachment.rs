//! Check RTE112: a VPC is attached to a hub and no route leads there.

use crate::analysis::{Facts, Next};
use crate::checks::{Findings, declare_check};
use crate::model::{Acceptance, Subnet, TgwAttachment, Vpc};

declare_check! {
    /// ## What it does
    /// Finds VPCs that are attached to a transit gateway while no route table of theirs has a route to it.
    ///
    /// ## Why it matters
    /// Attaching changes no route table of the VPC. Nothing can be sent and nothing can be answered, and the attachment
    /// bills by the hour.
    ///
    /// ## In production
    /// CloudWatch `BytesIn` of the attachment stays at 0. Detect it with `aws ec2 describe-route-tables --filters
    /// Name=vpc-id,Values=vpc-… --query 'RouteTables[].Routes[].TransitGatewayId'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub
    ///   tgw-attachment app-hub resource=app subnets=app-a
    ///   // ^ RTE112
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   route-table app main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// tgw hub
    ///   tgw-attachment app-hub resource=app subnets=app-a
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: which destinations go over the hub, and from which subnets, is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-getting-started.html>: add routes to your VPC route tables
    UNUSED_ATTACHMENT = "RTE112" "unused-attachment" {
        summary: "a VPC is attached to a transit gateway and no route leads there",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(unused_attachment),
    }
}

fn unused_attachment(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let Some(routes) = facts.routes(vpc.id) else {
        return;
    };
    let attachments = facts.referrers::<TgwAttachment>(vpc.id);
    for attachment in attachments.filter(|attachment| attachment.state == Acceptance::Accepted) {
        let hub = attachment.transit_gateway.entity();
        let mut lines = routes.tables().flat_map(|table| &table.lines);
        let used = lines.any(|line| line.next == Next::Via(hub));
        if !used && facts.children::<Subnet>(vpc.id).next().is_some() {
            let message = format!(
                "No route of {} leads to {}, which it is attached to",
                facts.label(vpc.id),
                facts.label(hub)
            );
            out.report(attachment.id, "", message)
                .related([vpc.id.entity(), hub]);
        }
    }
}
