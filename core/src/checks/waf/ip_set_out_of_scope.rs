//! Check WAF114: a rule that names an IP set of another scope, region or account.

use std::collections::BTreeSet;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EntityId, IpSet, WafStatement, WebAclRule};

declare_check! {
    /// ## What it does
    /// Finds rules whose IP set has another scope, region or account than their web ACL.
    ///
    /// ## Why it matters
    /// A web ACL can name only IP sets of its own scope, region and account. AWS refuses the reference.
    ///
    /// ## In production
    /// `update-web-acl` answers `WAFNonexistentItemException` or `WAFInvalidParameterException: … field:
    /// IP_SET_REFERENCE`.
    ///
    /// ## Example
    /// ```notation
    /// ip-set office addresses=203.0.113.0/24
    /// web-acl edge scope=CLOUDFRONT region=us-east-1
    ///   web-acl-rule office priority=1 action=allow statement={"type":"ip-set","ip_set":"ip-set-1"}
    ///   // ^ WAF114
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// ip-set office scope=CLOUDFRONT region=us-east-1 addresses=203.0.113.0/24
    /// web-acl edge scope=CLOUDFRONT region=us-east-1
    ///   web-acl-rule office priority=1 action=allow statement={"type":"ip-set","ip_set":"ip-set-1"}
    /// ```
    ///
    /// ## Fix safety
    /// Safe where no other web ACL names the set: it gets the web ACL's scope, region and account. Otherwise no fix:
    /// the other web ACL needs it where it is.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/waf-ip-set-managing.html>
    IP_SET_OUT_OF_SCOPE = "WAF114" "ip-set-out-of-scope" {
        summary: "a rule that names an IP set of another scope, region or account",
        severity: Error,
        since: "0.1.0",
        run: Design([IpSet, WebAcl, WebAclRule], ip_set_out_of_scope),
    }
}

fn ip_set_out_of_scope(facts: &Facts, out: &mut Findings) {
    for rule in facts.all::<WebAclRule>() {
        judge(facts, rule, out);
    }
}

fn judge(facts: &Facts, rule: &WebAclRule, out: &mut Findings) {
    let (Some(acl), Some(statement)) = (facts.get(rule.web_acl), &rule.statement) else {
        return;
    };
    let mut named: BTreeSet<EntityId> = BTreeSet::new();
    statement.walk(&mut |inner| {
        if let WafStatement::IpSet { ip_set } = inner {
            named.extend(ip_set.parse::<EntityId>().ok());
        }
    });
    for set in named
        .into_iter()
        .filter_map(|id| facts.as_kind::<IpSet>(id))
    {
        if (set.scope, &set.region, set.account) == (acl.scope, &acl.region, acl.account) {
            continue;
        }
        let message = format!(
            "IP set {} ({}, {}) is not where web ACL {} is ({}, {})",
            facts.label(set.id),
            set.scope,
            set.region,
            facts.label(acl.id),
            acl.scope,
            acl.region
        );
        let report = out.report(rule.id, "statement", message).related([set.id]);
        if facts
            .referrers::<WebAclRule>(set.id)
            .all(|other| other.web_acl == acl.id)
        {
            let account = acl
                .account
                .map_or(serde_json::Value::Null, |id| id.to_string().into());
            let fix = vec![
                Command::set(set.id, "scope", acl.scope.word()),
                Command::set(set.id, "region", acl.region.as_str()),
                Command::set(set.id, "account", account),
            ];
            report.fix("Put the set where the web ACL is", Applicability::Safe, fix);
        }
    }
}
