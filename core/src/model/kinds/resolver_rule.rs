//! Resolver rule: see [`ResolverRule`].

use std::net::IpAddr;

use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{FieldSpec, Id, ResolverEndpoint, Vpc};

record! {
    /// Sends questions for a domain to resolvers of yours.
    ResolverRule, "resolver-rule", "resolver_rules", "Resolver rule" {
        /// Domain that it matches, with all below it.
        domain: String = String::new() => FieldSpec::new("Domain").aws("CreateResolverRule.DomainName");
        /// Forward, or answer as usual (system).
        rule_type: ResolverRuleType = ResolverRuleType::Forward => FieldSpec::new("Type").aws("CreateResolverRule.RuleType");
        /// The outbound endpoint that forwards.
        endpoint: Option<Id<ResolverEndpoint>> = None => FieldSpec::new("Outbound endpoint").aws("CreateResolverRule.ResolverEndpointId");
        /// Resolvers that answer, on port 53.
        targets: Vec<IpAddr> = Vec::new() => FieldSpec::new("Targets").aws("CreateResolverRule.TargetIps");
        /// VPCs that follow the rule.
        vpcs: Vec<Id<Vpc>> = Vec::new() => FieldSpec::new("VPCs").aws("AssociateResolverRule.VPCId");
    }
}

choice! {
    /// What a Resolver rule does.
    ResolverRuleType { Forward = "FORWARD", System = "SYSTEM" }
}
