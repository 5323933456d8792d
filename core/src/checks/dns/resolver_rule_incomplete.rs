//! Check DNS132: a Resolver rule that forwards nowhere.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{ResolverDirection, ResolverRule, ResolverRuleType};

declare_check! {
    /// ## What it does
    /// Finds forwarding rules without an outbound endpoint, without targets, or with an inbound endpoint; a warning
    /// for rules that no VPC follows.
    ///
    /// ## Why it matters
    /// A forwarding rule sends questions through an outbound endpoint to resolvers of yours. Without either AWS
    /// refuses it; a rule without VPCs is followed by nobody.
    ///
    /// ## In production
    /// `create-resolver-rule` answers `InvalidParameterException`. Names of the site answer `NXDOMAIN` in the VPC.
    ///
    /// ## Example
    /// ```notation
    /// vpc shared cidrs=10.0.0.0/16
    /// resolver-rule corp domain=corp.example.com targets=192.168.0.10 vpcs=shared
    /// // ^ DNS132
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc shared cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   resolver-endpoint out direction=OUTBOUND subnets=a,b
    /// resolver-rule corp domain=corp.example.com targets=192.168.0.10 vpcs=shared endpoint=out
    /// ```
    ///
    /// ## Fix safety
    /// Safe where the design has exactly one outbound endpoint: the rule uses it. Otherwise the owner must choose.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-rules-managing.html>
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network.html>
    RESOLVER_RULE_INCOMPLETE = "DNS132" "resolver-rule-incomplete" {
        summary: "a Resolver rule that forwards nowhere",
        severity: Error,
        since: "0.1.0",
        run: Row(ResolverRule, resolver_rule_incomplete),
    }
}

fn resolver_rule_incomplete(facts: &Facts, rule: &ResolverRule, out: &mut Findings) {
    let name = facts.label(rule.id);
    if rule.rule_type == ResolverRuleType::Forward {
        let endpoint = rule.endpoint.and_then(|id| facts.get(id));
        let inbound = endpoint.filter(|endpoint| endpoint.direction == ResolverDirection::Inbound);
        if endpoint.is_none() || inbound.is_some() {
            let message = match inbound {
                Some(endpoint) => format!(
                    "Resolver rule {name} forwards through {}, an inbound endpoint",
                    facts.label(endpoint.id)
                ),
                None => format!("Resolver rule {name} forwards through no outbound endpoint"),
            };
            out.report(rule.id, "endpoint", message)
                .related(rule.endpoint);
        }
        if rule.targets.is_empty() {
            out.report(
                rule.id,
                "targets",
                format!("Resolver rule {name} names no resolver to ask"),
            );
        }
    }
    if rule.vpcs.is_empty() {
        let message = format!("No VPC follows Resolver rule {name}");
        let report = out
            .report(rule.id, "vpcs", message)
            .severity(Severity::Warning);
        if let Some(endpoint) = rule.endpoint.and_then(|id| facts.get(id)) {
            let fix = vec![Command::set(
                rule.id,
                "vpcs",
                vec![endpoint.vpc.to_string()],
            )];
            report.fix("Associate the endpoint's VPC", Applicability::Unsafe, fix);
        }
    }
}
