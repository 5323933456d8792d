//! Web ACLs in front of regional resources.

use crate::model::{LoadBalancer, LoadBalancerType, WebAclAssociation};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation};
use crate::plan::tree::params;

pub(super) fn plan(draft: &mut Draft<'_>) {
    for association in draft.design.all::<WebAclAssociation>() {
        let Some(balancer) = association
            .resource
            .typed::<LoadBalancer>()
            .and_then(|id| draft.design.get(id))
        else {
            draft.leave_out(association, "its resource is not made by these exports");
            continue;
        };
        if balancer.balancer_type != LoadBalancerType::Application {
            draft.leave_out(association, "WAF protects Application Load Balancers only");
            continue;
        }
        let arn = params! { "ResourceArn" => key(balancer.id) };
        let both =
            params! { "WebACLArn" => key(association.web_acl), "ResourceArn" => key(balancer.id) };
        draft.push(
            Operation::new(
                key(association.id),
                format!("web ACL of {}", title(balancer)),
                &draft.vpc_scope(balancer.vpc),
            )
            .find(Call::new("wafv2", "GetWebACLForResource", arn.clone()).query("WebACL.ARN"))
            .make(Call::new("wafv2", "AssociateWebACL", both))
            .remove(Call::new("wafv2", "DisassociateWebACL", arn)),
        );
    }
}
