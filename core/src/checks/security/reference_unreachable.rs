//! Check SEC108: a rule names a group that can't be named from here.

use crate::analysis::Facts;
use crate::checks::{Findings, Severity, declare_check};
use crate::model::{
    Acceptance, Id, SecurityGroup, SecurityGroupRule, TgwAttachment, TransitGateway, Vpc,
    VpcPeering,
};

declare_check! {
    /// ## What it does
    /// Finds rules that name a security group of another VPC which is neither peered in the same region nor attached to the
    /// same transit gateway with security group referencing on.
    ///
    /// ## Why it matters
    /// A reference works only where AWS knows which interfaces are meant: within the VPC, over a peering of the same
    /// region, and over a transit gateway that allows it on both attachments (in rules for what comes in).
    ///
    /// ## In production
    /// `authorize-security-group-ingress` answers `InvalidGroup.NotFound`; a reference that has become stale shows in `aws ec2
    /// describe-stale-security-groups --vpc-id vpc-…`. Reachability Analyzer says `SG_REFERENCING_SUPPORT`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   security-group web
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web security_groups=web
    /// vpc data cidrs=10.1.0.0/16
    ///   security-group db
    ///     security-group-rule from-web protocol=tcp ports=5432 source_group=web
    ///     // ^ SEC108
    ///   subnet data-a az=a cidrs=10.1.1.0/24
    ///     instance db security_groups=db
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   security-group web
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web security_groups=web
    /// vpc data cidrs=10.1.0.0/16
    ///   security-group db
    ///     security-group-rule from-web protocol=tcp ports=5432 cidr=10.0.1.0/24
    ///   subnet data-a az=a cidrs=10.1.1.0/24
    ///     instance db security_groups=db
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: use the block of the other side, or turn referencing on, which is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html>: same region
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html>: security group referencing, off by default
    REFERENCE_UNREACHABLE = "SEC108" "group-reference-unreachable" {
        summary: "a rule names a security group that can't be named from here",
        severity: Error,
        since: "0.1.0",
        run: Design([
            SecurityGroup, SecurityGroupRule, TgwAttachment, TransitGateway, Vpc, VpcPeering,
        ], reference_unreachable),
    }
}

fn reference_unreachable(facts: &Facts, out: &mut Findings) {
    for rule in facts.all::<SecurityGroupRule>() {
        let Some(named) = rule
            .source_group
            .and_then(|group| facts.get::<SecurityGroup>(group))
        else {
            continue;
        };
        let Some(own) = facts.get::<SecurityGroup>(rule.security_group) else {
            continue;
        };
        if named.vpc == own.vpc
            || own.associated_vpcs.contains(&named.vpc)
            || named.associated_vpcs.contains(&own.vpc)
        {
            continue;
        }
        let why = match (
            peered(facts, own.vpc, named.vpc),
            shared_hub(facts, own.vpc, named.vpc),
        ) {
            (Some(true), _) => continue,
            (_, Some(hub)) if allows(facts, hub, own.vpc, named.vpc) => continue,
            (_, Some(hub)) => format!(
                "security group referencing is off on {} or an attachment",
                facts.label(hub)
            ),
            (Some(false), None) => "the peering joins two regions".to_owned(),
            (None, None) => "the two VPCs are neither peered nor on one transit gateway".to_owned(),
        };
        let message = format!(
            "A rule of {} in {} names {} of {}: {why}",
            facts.label(own.id),
            facts.label(own.vpc),
            facts.label(named.id),
            facts.label(named.vpc)
        );
        out.report(rule.id, "source_group", message)
            .severity(Severity::Error)
            .related([named.id.entity(), named.vpc.entity()]);
    }
}

/// Whether two VPCs are peered, and within one region.
fn peered(facts: &Facts, a: Id<Vpc>, b: Id<Vpc>) -> Option<bool> {
    let mut peerings = facts.referrers::<VpcPeering>(a);
    let joins = |peering: &&VpcPeering| {
        let ends = (peering.requester, peering.accepter);
        peering.state == Acceptance::Accepted && (ends == (a, b) || ends == (b, a))
    };
    peerings.find(joins)?;
    Some(facts.region_of(a) == facts.region_of(b))
}

fn shared_hub(facts: &Facts, a: Id<Vpc>, b: Id<Vpc>) -> Option<Id<TransitGateway>> {
    let of = |vpc: Id<Vpc>| {
        facts
            .referrers::<TgwAttachment>(vpc)
            .map(|attachment| attachment.transit_gateway)
    };
    of(a).find(|hub| of(b).any(|other| other == *hub))
}

fn allows(facts: &Facts, hub: Id<TransitGateway>, a: Id<Vpc>, b: Id<Vpc>) -> bool {
    let on = |vpc: Id<Vpc>| {
        let mut attachments = facts.referrers::<TgwAttachment>(vpc);
        attachments.any(|attachment| {
            attachment.transit_gateway == hub && attachment.security_group_referencing
        })
    };
    facts
        .get(hub)
        .is_some_and(|hub| hub.security_group_referencing)
        && on(a)
        && on(b)
}
