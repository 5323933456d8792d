//! Resolver rules and the VPCs that follow them.

use crate::model::{ResolverEndpoint, ResolverRule, ResolverRuleType, Vpc};
use crate::plan::draft::{Draft, key, title};
use crate::plan::names;
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tags;
use crate::plan::tree::{Key, Text, Tree, params};

const SERVICE: &str = "route53resolver";

pub(super) fn plan(draft: &mut Draft<'_>) {
    for rule in draft.design.all::<ResolverRule>() {
        let own = key(rule.id);
        let endpoint = rule
            .endpoint
            .and_then(|id| draft.design.get::<ResolverEndpoint>(id));
        let Some(vpc) = endpoint
            .map(|endpoint| endpoint.vpc)
            .or(rule.vpcs.first().copied())
        else {
            draft.leave_out(
                rule,
                "it names neither an endpoint nor a VPC, so its region is not known",
            );
            continue;
        };
        let forward = rule.rule_type == ResolverRuleType::Forward;
        if forward && (endpoint.is_none() || rule.targets.is_empty()) {
            draft.leave_out(rule, "it forwards, but names no endpoint or no target");
            continue;
        }
        let scope = draft.vpc_scope(vpc);
        let name = draft.service_name(names::COMMON, rule);
        let targets = rule.targets.iter().map(|address| {
            let member = if address.is_ipv6() { "Ipv6" } else { "Ip" };
            params! { member => address.to_string(), "Port" => 53 }
        });
        let make = params! {
            "CreatorRequestId" => Text::from(draft.reference(&own.0)).output(&Key::run()),
            "Name" => name.as_str(),
            "RuleType" => rule.rule_type.word(),
            "DomainName" => rule.domain.as_str(),
            "TargetIps" => if forward { Tree::List(targets.collect()) } else { Tree::Absent },
            "ResolverEndpointId" => rule.endpoint.filter(|_| forward).map(key),
            "Tags" => tags::list(&draft.tags(rule)),
        };
        let filters = vec![tags::filter("Name", name.as_str())];
        let found = Call::new(
            SERVICE,
            "ListResolverRules",
            params! { "Filters" => filters },
        );
        draft.push(
            Operation::new(own.clone(), title(rule), &scope)
                .find(found.query("ResolverRules[?Status!='DELETING'] | [0].Id"))
                .make(Call::new(SERVICE, "CreateResolverRule", make).query("ResolverRule.Id"))
                .remove(Call::new(
                    SERVICE,
                    "DeleteResolverRule",
                    params! { "ResolverRuleId" => &own },
                )),
        );
        for vpc in rule
            .vpcs
            .iter()
            .filter_map(|id| draft.design.get::<Vpc>(*id))
        {
            let there = draft.vpc_scope(vpc.id);
            if there != scope {
                draft.leave_out(
                    rule,
                    format!(
                        "{} in another account or region: share the rule first",
                        title(vpc)
                    ),
                );
                continue;
            }
            let both = params! { "ResolverRuleId" => &own, "VPCId" => key(vpc.id) };
            let filters = vec![
                tags::filter("ResolverRuleId", &own),
                tags::filter("VPCId", key(vpc.id)),
            ];
            let list = Call::new(
                SERVICE,
                "ListResolverRuleAssociations",
                params! { "Filters" => filters },
            );
            let status = list.clone().query("ResolverRuleAssociations[0].Status");
            draft.push(
                Operation::new(
                    Key::part(rule.id, vpc.id),
                    format!("{} in {}", title(rule), title(vpc)),
                    &scope,
                )
                .find(list.query("ResolverRuleAssociations[?Status!='DELETING'] | [0].Id"))
                .make(
                    Call::new(SERVICE, "AssociateResolverRule", both.clone())
                        .query("ResolverRuleAssociation.Id"),
                )
                .wait(Wait::new(status.clone(), &["COMPLETE"], &["FAILED"]))
                .remove_slowly(
                    Call::new(SERVICE, "DisassociateResolverRule", both),
                    Wait::new(status, &[], &[]),
                ),
            );
        }
    }
}
