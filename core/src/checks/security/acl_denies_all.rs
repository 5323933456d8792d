//! Check SEC107: a network ACL lets nothing through.

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{Direction, NetworkAcl, NetworkAclRule, RuleAction, Subnet};

declare_check! {
    /// ## What it does
    /// Finds network ACLs, used by a subnet, that allow nothing in one direction or in both.
    ///
    /// ## Why it matters
    /// A network ACL of your own starts with the rule `*` alone, which denies everything. A subnet that is moved to it goes
    /// silent at once.
    ///
    /// ## In production
    /// Flow logs of the subnet show REJECT for everything. Look with `aws ec2 describe-network-acls --network-acl-ids
    /// acl-… --query 'NetworkAcls[].Entries[]'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24 network_acl=app
    ///   network-acl app
    ///   // ^ SEC107
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24 network_acl=app
    ///   network-acl app
    ///     network-acl-rule in number=100 cidr=10.0.0.0/8
    ///     network-acl-rule out number=100 direction=egress cidr=0.0.0.0/0
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: what may pass is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html>
    ACL_DENIES_ALL = "SEC107" "acl-denies-all" {
        summary: "a network ACL that a subnet uses lets nothing through",
        severity: Warning,
        since: "0.1.0",
        run: Row(NetworkAcl, acl_denies_all),
    }
}

fn acl_denies_all(facts: &Facts, acl: &NetworkAcl, out: &mut Findings) {
    let users: Vec<&Subnet> = facts.referrers(acl.id).collect();
    if users.is_empty() {
        return;
    }
    let allows = |direction: Direction| {
        let mut rules = facts.children::<NetworkAclRule>(acl.id);
        rules.any(|rule| rule.direction == direction && rule.action == RuleAction::Allow)
    };
    let what = match (allows(Direction::Ingress), allows(Direction::Egress)) {
        (true, true) => return,
        (false, false) => "nothing through",
        (false, true) => "nothing in",
        (true, false) => "nothing out, answers included",
    };
    let ids = users.iter().map(|subnet| subnet.id.entity());
    let message = format!(
        "Network ACL {} lets {what} of {}",
        facts.label(acl.id),
        facts.labels(ids.clone(), 3)
    );
    out.report(acl.id, "", message).related(ids);
}
