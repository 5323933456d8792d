//! Endpoint services behind Network or Gateway Load Balancers.

use super::vpc_endpoint::service_name;
use crate::model::{EndpointService, LoadBalancer, LoadBalancerType};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tree::{Key, Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for service in draft.design.all::<EndpointService>() {
        let own = key(service.id);
        let scope = Draft::scope(&service.region, service.account);
        let arns = |kind: LoadBalancerType| {
            let of_kind = |id: &&crate::model::Id<LoadBalancer>| {
                draft
                    .design
                    .get(**id)
                    .is_some_and(|balancer| balancer.balancer_type == kind)
            };
            Tree::list_or_absent(
                service
                    .load_balancers
                    .iter()
                    .filter(of_kind)
                    .map(|id| key(*id).into())
                    .collect(),
            )
        };
        let (network, gateway) = (
            arns(LoadBalancerType::Network),
            arns(LoadBalancerType::Gateway),
        );
        if network == Tree::Absent && gateway == Tree::Absent {
            draft.leave_out(
                service,
                "it has no Network or Gateway Load Balancer behind it",
            );
            continue;
        }
        let make = params! {
            "AcceptanceRequired" => service.acceptance_required,
            "NetworkLoadBalancerArns" => network,
            "GatewayLoadBalancerArns" => gateway,
            "PrivateDnsName" => Some(service.private_dns_name.as_str()).filter(|name| !name.is_empty()),
            "TagSpecifications" => draft.tag_specification(service, "vpc-endpoint-service"),
        };
        let describe = "DescribeVpcEndpointServiceConfigurations";
        let described = Call::new("ec2", describe, params! { "ServiceIds" => vec![&own] });
        let live = "ServiceState=='Available' || ServiceState=='Pending'";
        let found = format!("ServiceConfigurations[?{live}] | [0].ServiceId");
        draft.push(
            Operation::new(own.clone(), title(service), &scope)
                .find(draft.find_tagged(service, describe, &found))
                .make(
                    Call::new("ec2", "CreateVpcEndpointServiceConfiguration", make)
                        .query("ServiceConfiguration.ServiceId"),
                )
                .wait(Wait::new(
                    described
                        .clone()
                        .query("ServiceConfigurations[0].ServiceState"),
                    &["Available"],
                    &["Failed", "Deleting", "Deleted"],
                ))
                .remove(Call::new(
                    "ec2",
                    "DeleteVpcEndpointServiceConfigurations",
                    params! { "ServiceIds" => vec![&own] },
                )),
        );
        let name = described.query("ServiceConfigurations[0].ServiceName");
        draft.push(
            Operation::new(
                service_name(service),
                format!("name of {}", title(service)),
                &scope,
            )
            .find(name),
        );
        for (place, principal) in service.principals.iter().enumerate() {
            let part = if place == 0 {
                "principals".to_owned()
            } else {
                format!("principals-{place}")
            };
            let id = params! { "ServiceId" => &own };
            let query = format!(
                "AllowedPrincipals[?Principal=='{}'] | [0].Principal",
                principal.replace('\'', "")
            );
            let make =
                params! { "ServiceId" => &own, "AddAllowedPrincipals" => vec![principal.as_str()] };
            draft.push(
                Operation::new(
                    Key::part(service.id, part),
                    format!("{principal} may use {}", title(service)),
                    &scope,
                )
                .find(Call::new("ec2", "DescribeVpcEndpointServicePermissions", id).query(query))
                .make(Call::new(
                    "ec2",
                    "ModifyVpcEndpointServicePermissions",
                    make,
                )),
            );
        }
    }
}
