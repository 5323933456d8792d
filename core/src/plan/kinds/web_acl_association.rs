//! Web ACLs in front of regional resources.

use super::api_gateway;
use crate::analysis::api_stage;
use crate::model::{ApiGateway, LoadBalancer, LoadBalancerType, WebAclAssociation};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Scope};
use crate::plan::tree::{Text, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for association in draft.design.all::<WebAclAssociation>() {
        let (name, scope) = match protected(draft, association) {
            Ok(protected) => protected,
            Err(why) => {
                draft.leave_out(association, why);
                continue;
            }
        };
        let (acl, resource) = (key(association.web_acl), key(association.resource));
        let arn = params! { "ResourceArn" => &resource };
        let both = params! { "WebACLArn" => &acl, "ResourceArn" => &resource };
        // A resource has one web ACL; another one than this is neither kept nor taken away.
        let query = Text::from("[WebACL] | [?ARN=='")
            .output(&acl)
            .then("'] | [0].ARN");
        draft.push(
            Operation::new(key(association.id), format!("web ACL of {name}"), &scope)
                .find(Call::new("wafv2", "GetWebACLForResource", arn.clone()).query(query))
                .make(Call::new("wafv2", "AssociateWebACL", both))
                .remove(Call::new("wafv2", "DisassociateWebACL", arn)),
        );
    }
}

/// What an association protects, for people, and where that is.
fn protected(
    draft: &Draft<'_>,
    association: &WebAclAssociation,
) -> Result<(String, Scope), String> {
    let balancer = association.resource.typed::<LoadBalancer>();
    if let Some(balancer) = balancer.and_then(|id| draft.design.get(id)) {
        if balancer.balancer_type != LoadBalancerType::Application {
            return Err("WAF protects Application Load Balancers only".to_owned());
        }
        return Ok((title(balancer), draft.vpc_scope(balancer.vpc)));
    }
    let api = association.resource.typed::<ApiGateway>();
    let Some(api) = api.and_then(|id| draft.design.get(id)) else {
        return Err("its resource is not drawn".to_owned());
    };
    match api_stage(api) {
        Ok(_) => Ok((title(api), api_gateway::scope(api))),
        Err((_, why)) => Err(format!("its API Gateway stage can't be found: {why}")),
    }
}
