//! Load balancers. Their names are unique in an account and region, and find them.

use crate::model::{LoadBalancer, LoadBalancerType};
use crate::plan::draft::{Draft, key, title};
use crate::plan::names;
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tags;
use crate::plan::tree::{Key, Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for balancer in draft.design.all::<LoadBalancer>() {
        if balancer.balancer_type == LoadBalancerType::Classic {
            draft.leave_out(
                balancer,
                "Classic Load Balancers are not made any more: draw one of another type",
            );
            continue;
        }
        let (own, scope) = (key(balancer.id), draft.vpc_scope(balancer.vpc));
        let gateway = balancer.balancer_type == LoadBalancerType::Gateway;
        let name = draft.service_name(names::BALANCER, balancer);
        let groups = balancer
            .security_groups
            .iter()
            .map(|group| Tree::from(key(*group)))
            .collect();
        let make = params! {
            "Name" => name.as_str(),
            "Type" => balancer.balancer_type.word(),
            "Scheme" => (!gateway).then_some(balancer.scheme.word()),
            "Subnets" => balancer.subnets.iter().map(|subnet| key(*subnet)).collect::<Vec<_>>(),
            "SecurityGroups" => if gateway { Tree::Absent } else { Tree::list_or_absent(groups) },
            "Tags" => tags::list(&draft.tags(balancer)),
        };
        let by_name = Call::new(
            "elbv2",
            "DescribeLoadBalancers",
            params! { "Names" => vec![name] },
        );
        let by_arn = Call::new(
            "elbv2",
            "DescribeLoadBalancers",
            params! { "LoadBalancerArns" => vec![&own] },
        );
        let mut operation = Operation::new(own.clone(), title(balancer), &scope)
            .find(by_name.query("LoadBalancers[0].LoadBalancerArn"))
            .make(
                Call::new("elbv2", "CreateLoadBalancer", make)
                    .query("LoadBalancers[0].LoadBalancerArn"),
            )
            .wait(Wait::new(
                by_arn.clone().query("LoadBalancers[0].State.Code"),
                &["active", "active_impaired"],
                &["failed"],
            ))
            .remove_slowly(
                Call::new(
                    "elbv2",
                    "DeleteLoadBalancer",
                    params! { "LoadBalancerArn" => &own },
                ),
                Wait::new(by_arn.query("LoadBalancers[0].LoadBalancerArn"), &[], &[]),
            );
        for gateway in draft
            .referrers::<crate::model::InternetGateway>(balancer.vpc)
            .filter(|g| g.vpc == Some(balancer.vpc))
        {
            operation = operation.after(super::internet_gateway::attachment(gateway.id));
        }
        draft.push(operation);
        // An Application Load Balancer always sends across zones; the others start without.
        if balancer.cross_zone && balancer.balancer_type != LoadBalancerType::Application {
            let attribute = "load_balancing.cross_zone.enabled";
            let get = params! { "LoadBalancerArn" => &own };
            let query = format!("Attributes[?Key=='{attribute}' && Value=='true'] | [0].Key");
            let make = params! {
                "LoadBalancerArn" => &own,
                "Attributes" => vec![params! { "Key" => attribute, "Value" => "true" }],
            };
            draft.push(
                Operation::new(
                    Key::part(balancer.id, "cross-zone"),
                    format!("cross-zone of {}", title(balancer)),
                    &scope,
                )
                .find(Call::new("elbv2", "DescribeLoadBalancerAttributes", get).query(query))
                .make(Call::new("elbv2", "ModifyLoadBalancerAttributes", make)),
            );
        }
    }
}

/// A value of a made load balancer that others need, such as its DNS name, as an operation of its own.
pub(super) fn value_of(
    draft: &mut Draft<'_>,
    balancer: &LoadBalancer,
    part: &str,
    member: &str,
) -> Key {
    let own = Key::part(balancer.id, part);
    let arn = params! { "LoadBalancerArns" => vec![key(balancer.id)] };
    let find = Call::new("elbv2", "DescribeLoadBalancers", arn)
        .query(format!("LoadBalancers[0].{member}"));
    let scope = draft.vpc_scope(balancer.vpc);
    draft.push_once(
        Operation::new(
            own.clone(),
            format!("{part} of {}", title(balancer)),
            &scope,
        )
        .find(find),
    );
    own
}
