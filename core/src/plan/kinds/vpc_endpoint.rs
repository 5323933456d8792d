//! VPC endpoints: gateway, interface and Gateway Load Balancer.

use crate::model::{Acceptance, EndpointService, EndpointType, VpcEndpoint};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tags;
use crate::plan::tree::{Key, Tree, params};

const HOPELESS: &[&str] = &["failed", "rejected", "expired", "deleted", "deleting"];

pub(super) fn plan(draft: &mut Draft<'_>) {
    for endpoint in draft.design.all::<VpcEndpoint>() {
        let own = key(endpoint.id);
        let scope = draft.vpc_scope(endpoint.vpc);
        let service = endpoint
            .endpoint_service
            .and_then(|id| draft.design.get::<EndpointService>(id));
        let service_name: Tree = match service {
            Some(service) => (&service_name(service)).into(),
            None if endpoint.service.is_empty() => {
                draft.leave_out(endpoint, "it names no service");
                continue;
            }
            None => endpoint.service.as_str().into(),
        };
        if endpoint.state == Acceptance::Rejected {
            draft.leave_out(endpoint, "it is rejected");
            continue;
        }
        let keys = |ids: Vec<Key>| Tree::list_or_absent(ids.into_iter().map(Tree::from).collect());
        let gateway = endpoint.endpoint_type == EndpointType::Gateway;
        let interface = endpoint.endpoint_type == EndpointType::Interface;
        let only = |holds: bool, list: Tree| if holds { list } else { Tree::Absent };
        // A service of the design has a private name only where it was given one.
        let named = service.is_none_or(|service| !service.private_dns_name.is_empty());
        let make = params! {
            "VpcId" => &key(endpoint.vpc),
            "VpcEndpointType" => endpoint.endpoint_type.word(),
            "ServiceName" => service_name,
            "ServiceRegion" => service.filter(|service| service.region != scope.region).map(|service| service.region.as_str()),
            "SubnetIds" => only(!gateway, keys(endpoint.subnets.iter().map(|id| key(*id)).collect())),
            "RouteTableIds" => only(gateway, keys(endpoint.route_tables.iter().map(|id| key(*id)).collect())),
            "SecurityGroupIds" => only(interface, keys(endpoint.security_groups.iter().map(|id| key(*id)).collect())),
            "PrivateDnsEnabled" => interface.then_some(endpoint.private_dns && named),
            "PolicyDocument" => Some(endpoint.policy.as_str()).filter(|policy| !policy.is_empty()),
            "TagSpecifications" => draft.tag_specification(endpoint, "vpc-endpoint"),
        };
        let ids = params! { "VpcEndpointIds" => vec![&own] };
        // AWS writes the states of endpoints now with a capital, now without.
        let live = "State!='deleted' && State!='Deleted' && State!='deleting' && State!='Deleting' && State!='failed'";
        let found = format!("VpcEndpoints[?{live}] | [0].VpcEndpointId");
        let state =
            Call::new("ec2", "DescribeVpcEndpoints", ids.clone()).query("VpcEndpoints[0].State");
        let accepted_here = service.is_some_and(|service| service.acceptance_required);
        let until: &[&str] = if accepted_here || endpoint.state == Acceptance::Pending {
            &[
                "available",
                "Available",
                "pendingAcceptance",
                "PendingAcceptance",
            ]
        } else {
            &["available", "Available"]
        };
        let mut operation = Operation::new(own.clone(), title(endpoint), &scope)
            .find(draft.find_tagged(endpoint, "DescribeVpcEndpoints", &found))
            .make(Call::new("ec2", "CreateVpcEndpoint", make).query("VpcEndpoint.VpcEndpointId"))
            .wait(Wait::new(state.clone(), until, HOPELESS))
            .remove_slowly(
                Call::new("ec2", "DeleteVpcEndpoints", ids),
                Wait::new(state, &["deleted", "Deleted"], &[]),
            );
        for part in ["dns-support", "dns-hostnames"] {
            operation = operation.after(Key::part(endpoint.vpc, part));
        }
        if let Some(service) = service {
            operation = operation.after(Key::part(service.id, "principals"));
        }
        draft.push(operation);
        if let Some(service) = service.filter(|_| accepted_here) {
            accept(draft, endpoint, service);
        }
    }
}

/// The operation that puts out the name under which a service is asked for.
pub(super) fn service_name(service: &EndpointService) -> Key {
    Key::part(service.id, "name")
}

fn accept(draft: &mut Draft<'_>, endpoint: &VpcEndpoint, service: &EndpointService) {
    if endpoint.state == Acceptance::Pending {
        draft.leave_out(endpoint, "its acceptance: it is drawn as pending");
        return;
    }
    let scope = Draft::scope(&service.region, service.account);
    let filters = vec![
        tags::filter("service-id", key(service.id)),
        tags::filter("vpc-endpoint-id", key(endpoint.id)),
    ];
    let connections = Call::new(
        "ec2",
        "DescribeVpcEndpointConnections",
        params! { "Filters" => filters },
    );
    let found = "VpcEndpointConnections[?VpcEndpointState=='available'] | [0].VpcEndpointId";
    let make =
        params! { "ServiceId" => &key(service.id), "VpcEndpointIds" => vec![&key(endpoint.id)] };
    draft.push(
        Operation::new(
            Key::part(endpoint.id, "acceptance"),
            format!("acceptance of {}", title(endpoint)),
            &scope,
        )
        .find(connections.clone().query(found))
        .make(Call::new("ec2", "AcceptVpcEndpointConnections", make))
        .wait(Wait::new(
            connections.query("VpcEndpointConnections[0].VpcEndpointState"),
            &["available"],
            &["rejected", "failed", "deleted"],
        )),
    );
}
