//! Check SEC111: nothing uses a security group.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Kind, SecurityGroup};

declare_check! {
    /// ## What it does
    /// Notes security groups that no workload, interface, load balancer, endpoint, Resolver endpoint or rule uses.
    ///
    /// ## Why it matters
    /// Unused groups hide the used ones, count against the quota, and get attached one day by someone who did not read
    /// their rules.
    ///
    /// ## In production
    /// `aws ec2 describe-network-interfaces --filters Name=group-id,Values=sg-…` answers with nothing.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   security-group old
    ///   // ^ SEC111
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web security_groups=web
    ///   security-group web
    /// ```
    ///
    /// ## Fix safety
    /// Safe for what is drawn: removes the group. What is not drawn may use it.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html>: EC2.22
    UNUSED_GROUP = "SEC111" "unused-group" {
        summary: "nothing that is drawn uses a security group",
        severity: Info,
        since: "0.1.0",
        run: Row(SecurityGroup, unused_group),
    }
}

fn unused_group(facts: &Facts, group: &SecurityGroup, out: &mut Findings) {
    let own_rule = |id: &crate::model::EntityId| {
        id.kind == Kind::SecurityGroupRule && facts.design().parent(*id) == Some(group.id.entity())
    };
    let used = facts
        .index()
        .referrers(group.id.entity())
        .iter()
        .any(|id| !own_rule(id) && id.kind != Kind::Suppression);
    if !used && group.name != "default" {
        let message = format!("Nothing uses security group {}", facts.label(group.id));
        out.report(group.id, "", message).fix(
            "Remove the group",
            Applicability::Safe,
            vec![Command::Delete(vec![group.id.entity()])],
        );
    }
}
