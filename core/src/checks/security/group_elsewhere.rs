//! Check SEC109: something uses a security group of another VPC.

use std::collections::BTreeSet;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{
    EntityId, Id, Instance, LoadBalancer, NetworkInterface, SecurityGroup, Subnet, Vpc, VpcEndpoint,
};

declare_check! {
    /// ## What it does
    /// Finds workloads, network interfaces, load balancers and endpoints that use a security group of another VPC which is
    /// not associated with theirs.
    ///
    /// ## Why it matters
    /// An interface takes groups of its own VPC, or groups that are associated with it. AWS refuses others.
    ///
    /// ## In production
    /// `run-instances` answers `InvalidGroup.NotFound`. Associations: `aws ec2 describe-security-group-vpc-associations`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web security_groups=other
    ///     // ^ SEC109
    /// vpc data cidrs=10.1.0.0/16
    ///   security-group other
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   security-group own
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web security_groups=own
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: takes the group out; where none is left the VPC's default group filters.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html>
    GROUP_ELSEWHERE = "SEC109" "group-elsewhere" {
        summary: "something uses a security group of another VPC",
        severity: Error,
        since: "0.1.0",
        run: Vpc(group_elsewhere),
    }
}

fn group_elsewhere(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let mut users: Vec<(EntityId, &[Id<SecurityGroup>])> = Vec::new();
    for subnet in facts.children::<Subnet>(vpc.id) {
        users.extend(
            facts
                .children::<Instance>(subnet.id)
                .map(|host| (host.id.entity(), &host.security_groups[..])),
        );
        let interfaces = facts.children::<NetworkInterface>(subnet.id);
        users.extend(
            interfaces.map(|interface| (interface.id.entity(), &interface.security_groups[..])),
        );
    }
    users.extend(
        facts
            .children::<LoadBalancer>(vpc.id)
            .map(|lb| (lb.id.entity(), &lb.security_groups[..])),
    );
    users.extend(
        facts
            .children::<VpcEndpoint>(vpc.id)
            .map(|ep| (ep.id.entity(), &ep.security_groups[..])),
    );
    for (id, groups) in users {
        let usable = |group: &&Id<SecurityGroup>| {
            facts
                .get(**group)
                .is_some_and(|group| group.vpc == vpc.id || group.associated_vpcs.contains(&vpc.id))
        };
        let foreign: BTreeSet<_> = groups.iter().filter(|group| !usable(group)).collect();
        if foreign.is_empty() {
            continue;
        }
        let ids = foreign.iter().map(|group| group.entity());
        let message = format!(
            "{} uses {} of another VPC",
            facts.label(id),
            facts.labels(ids.clone(), 3)
        );
        let kept: Vec<String> = groups
            .iter()
            .filter(usable)
            .map(ToString::to_string)
            .collect();
        out.report(id, "security_groups", message).related(ids).fix(
            "Take it out",
            Applicability::Unsafe,
            vec![Command::set(id, "security_groups", kept)],
        );
    }
}
