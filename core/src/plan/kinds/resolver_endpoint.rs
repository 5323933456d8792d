//! Resolver endpoints. Their name finds them.

use crate::model::{ResolverEndpoint, SecurityGroup};
use crate::plan::draft::{Draft, key, title};
use crate::plan::names;
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tags;
use crate::plan::tree::{Key, Text, Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for endpoint in draft.design.all::<ResolverEndpoint>() {
        let own = key(endpoint.id);
        let scope = draft.vpc_scope(endpoint.vpc);
        let mut addresses: Vec<Tree> = endpoint
            .subnets
            .iter()
            .map(|subnet| params! { "SubnetId" => key(*subnet) })
            .collect();
        // AWS wants two addresses; they may stand in one subnet.
        if let [only] = addresses.as_slice() {
            addresses.push(only.clone());
        }
        if addresses.is_empty() {
            draft.leave_out(endpoint, "it names no subnet");
            continue;
        }
        let groups: Vec<Key> = match endpoint.security_groups.as_slice() {
            [] => vec![default_group(draft, endpoint)],
            groups => groups
                .iter()
                .map(|group: &crate::model::Id<SecurityGroup>| key(*group))
                .collect(),
        };
        let name = draft.service_name(names::COMMON, endpoint);
        let make = params! {
            "CreatorRequestId" => Text::from(draft.reference(&own.0)).output(&Key::run()),
            "Name" => name.as_str(),
            "Direction" => endpoint.direction.word(),
            "SecurityGroupIds" => groups,
            "IpAddresses" => addresses,
            "Tags" => tags::list(&draft.tags(endpoint)),
        };
        let service = "route53resolver";
        let filters = vec![tags::filter("Name", name.as_str())];
        let get = Call::new(
            service,
            "GetResolverEndpoint",
            params! { "ResolverEndpointId" => &own },
        )
        .query("ResolverEndpoint.Status");
        draft.push(
            Operation::new(own.clone(), title(endpoint), &scope)
                .find(
                    Call::new(
                        service,
                        "ListResolverEndpoints",
                        params! { "Filters" => filters },
                    )
                    .query("ResolverEndpoints[?Status!='DELETING'] | [0].Id"),
                )
                .make(
                    Call::new(service, "CreateResolverEndpoint", make).query("ResolverEndpoint.Id"),
                )
                .wait(Wait::new(
                    get.clone(),
                    &["OPERATIONAL"],
                    &["ACTION_NEEDED", "DELETING"],
                ))
                .remove_slowly(
                    Call::new(
                        service,
                        "DeleteResolverEndpoint",
                        params! { "ResolverEndpointId" => &own },
                    ),
                    Wait::new(get, &[], &[]),
                ),
        );
    }
}

fn default_group(draft: &mut Draft<'_>, endpoint: &ResolverEndpoint) -> Key {
    let own = Key::part(endpoint.vpc, "default-group");
    let filters = vec![
        tags::filter("vpc-id", key(endpoint.vpc)),
        tags::filter("group-name", "default"),
    ];
    let find = Call::new(
        "ec2",
        "DescribeSecurityGroups",
        params! { "Filters" => filters },
    );
    let scope = draft.vpc_scope(endpoint.vpc);
    draft.push_once(
        Operation::new(
            own.clone(),
            format!("default security group of {}", endpoint.vpc),
            &scope,
        )
        .find(find.query("SecurityGroups[0].GroupId")),
    );
    own
}
