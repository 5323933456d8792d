//! Check SEC110: a filter is over a quota.

use crate::analysis::Facts;
use crate::aws::quotas::{NETWORK_ACL_RULES, SECURITY_GROUP_RULES, SECURITY_GROUPS_PER_INTERFACE};
use crate::checks::quota::judge;
use crate::checks::{Findings, declare_check};
use crate::model::{
    Direction, Instance, Kind, NetworkAcl, NetworkAclRule, PrefixList, SecurityGroup,
    SecurityGroupRule, Subnet, Vpc,
};

declare_check! {
    /// ## What it does
    /// Counts rules of security groups and network ACLs by direction and address family (a prefix list counts as its
    /// maximum entries), and the groups of each workload, against their quotas.
    ///
    /// ## Why it matters
    /// A reference to a prefix list counts as its maximum entries: one rule can fill a group. Network ACLs have 20 rules
    /// in each direction, the final deny among them.
    ///
    /// ## In production
    /// `authorize-security-group-ingress` answers `RulesPerSecurityGroupLimitExceeded`, `create-network-acl-entry` answers
    /// `NetworkAclEntryLimitExceeded`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web security_groups=web
    ///   security-group web
    ///   // ^ SEC110
    ///     security-group-rule partners protocol=tcp ports=443 prefix_list=partners
    /// prefix-list partners max_entries=100
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web security_groups=web
    ///   security-group web
    ///     security-group-rule partners protocol=tcp ports=443 prefix_list=partners
    /// prefix-list partners max_entries=20
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: ask for the quota, or merge rules.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>
    FILTER_QUOTA = "SEC110" "filter-over-quota" {
        summary: "a security group or network ACL is over a quota",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(filter_quota),
    }
}

fn filter_quota(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for group in facts.children::<SecurityGroup>(vpc.id) {
        let mut counts = [[0_usize; 2]; 2];
        for rule in facts.children::<SecurityGroupRule>(group.id) {
            let weight = rule
                .prefix_list
                .and_then(|list| facts.get::<PrefixList>(list));
            let weight = weight.map_or(1, |list| {
                usize::try_from(list.max_entries).unwrap_or(usize::MAX)
            });
            let family = usize::from(rule.cidr.is_some_and(|block| block.addr().is_ipv6()));
            counts[direction(rule.direction)][family] += weight;
        }
        let most = counts.into_iter().flatten().max().unwrap_or(0);
        judge(
            facts,
            group.id.entity(),
            "",
            most,
            &SECURITY_GROUP_RULES,
            out,
        );
    }
    for acl in facts.children::<NetworkAcl>(vpc.id) {
        let mut counts = [[0_usize; 2]; 2];
        for rule in facts.children::<NetworkAclRule>(acl.id) {
            let family = usize::from(rule.cidr.is_some_and(|block| block.addr().is_ipv6()));
            counts[direction(rule.direction)][family] += 1;
        }
        // The final deny counts too.
        let most = counts.into_iter().flatten().max().unwrap_or(0) + 1;
        judge(facts, acl.id.entity(), "", most, &NETWORK_ACL_RULES, out);
    }
    for subnet in facts.children::<Subnet>(vpc.id) {
        for id in facts
            .index()
            .children_of_kind(subnet.id.entity(), Kind::Instance)
        {
            let groups = facts
                .as_kind::<Instance>(*id)
                .map_or(0, |host| host.security_groups.len());
            judge(
                facts,
                *id,
                "security_groups",
                groups,
                &SECURITY_GROUPS_PER_INTERFACE,
                out,
            );
        }
    }
}

fn direction(direction: Direction) -> usize {
    usize::from(direction == Direction::Egress)
}
