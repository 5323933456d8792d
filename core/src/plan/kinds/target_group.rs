//! Target groups and the targets in them.

use super::instance::{made, nth};
use crate::model::{EntityId, Instance, Kind, ListenerProtocol, TargetGroup, TargetType};
use crate::plan::draft::{Draft, first_where, key, title};
use crate::plan::names;
use crate::plan::operation::{Call, Operation, Scope};
use crate::plan::tags;
use crate::plan::tree::{Key, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for group in draft.design.all::<TargetGroup>() {
        let (own, scope) = (key(group.id), draft.vpc_scope(group.vpc));
        let name = draft.service_name(names::BALANCER, group);
        let web = matches!(
            group.protocol,
            ListenerProtocol::Http | ListenerProtocol::Https
        ) || group.target_type == TargetType::Alb;
        let health_path = Some(group.health_path.as_str()).filter(|path| web && !path.is_empty());
        let make = params! {
            "Name" => name.as_str(),
            "Protocol" => group.protocol.word(),
            "Port" => group.port,
            "VpcId" => key(group.vpc),
            "TargetType" => group.target_type.word(),
            "HealthCheckPath" => health_path,
            "Tags" => tags::list(&draft.tags(group)),
        };
        let by_name = Call::new(
            "elbv2",
            "DescribeTargetGroups",
            params! { "Names" => vec![name] },
        );
        draft.push(
            Operation::new(own.clone(), title(group), &scope)
                .find(by_name.query("TargetGroups[0].TargetGroupArn"))
                .make(
                    Call::new("elbv2", "CreateTargetGroup", make)
                        .query("TargetGroups[0].TargetGroupArn"),
                )
                .remove(Call::new(
                    "elbv2",
                    "DeleteTargetGroup",
                    params! { "TargetGroupArn" => &own },
                )),
        );
        preserve_client_addresses(draft, group, &scope);
        for target in &group.targets {
            if let Some(instance) = target
                .typed::<Instance>()
                .and_then(|id| draft.design.get(id))
            {
                for number in 1..=made(instance) {
                    let id = nth(instance, number);
                    let id = if group.target_type == TargetType::Ip {
                        address(draft, &id, &scope)
                    } else {
                        id
                    };
                    register(draft, group, &scope, &id, &nth(instance, number));
                }
            } else {
                behind(draft, group, *target, &scope);
            }
        }
    }
}

/// A load balancer behind a network one must have its listener first.
fn behind(draft: &mut Draft<'_>, group: &TargetGroup, target: EntityId, scope: &Scope) {
    if target.kind == Kind::LoadBalancer {
        register(draft, group, scope, &key(target), &key(target));
    }
}

fn register(draft: &mut Draft<'_>, group: &TargetGroup, scope: &Scope, id: &Key, target: &Key) {
    let own = key(group.id);
    let both = params! { "TargetGroupArn" => &own, "Targets" => vec![params! { "Id" => id }] };
    let health = Call::new(
        "elbv2",
        "DescribeTargetHealth",
        params! { "TargetGroupArn" => &own },
    );
    let mut operation = Operation::new(
        Key::part(group.id, &target.0),
        format!("target {} of {}", target.0, title(group)),
        scope,
    )
    .find(health.query(first_where(
        "TargetHealthDescriptions",
        "Target.Id",
        id,
        "Target.Id",
    )))
    .make(Call::new("elbv2", "RegisterTargets", both.clone()))
    .remove(Call::new("elbv2", "DeregisterTargets", both));
    if let Ok(balancer) = target.0.parse::<EntityId>() {
        for listener in draft.referrers::<crate::model::Listener>(balancer) {
            if listener.load_balancer.entity() == balancer {
                operation = operation.after(key(listener.id));
            }
        }
    }
    draft.push(operation);
}

/// The private address of an instance, for groups that name their targets by address.
fn address(draft: &mut Draft<'_>, instance: &Key, scope: &Scope) -> Key {
    let own = Key::part(&instance.0, "private-address");
    let find = Call::new(
        "ec2",
        "DescribeInstances",
        params! { "InstanceIds" => vec![instance] },
    )
    .query("Reservations[0].Instances[0].PrivateIpAddress");
    draft.push_once(
        Operation::new(
            own.clone(),
            format!("private address of {}", instance.0),
            scope,
        )
        .find(find),
    );
    own
}

fn preserve_client_addresses(draft: &mut Draft<'_>, group: &TargetGroup, scope: &Scope) {
    // Settable where a Network Load Balancer may do either.
    if !matches!(
        group.protocol,
        ListenerProtocol::Tcp | ListenerProtocol::Tls
    ) || group.target_type == TargetType::Alb
    {
        return;
    }
    let own = key(group.id);
    let (attribute, wanted) = (
        "preserve_client_ip.enabled",
        group.preserve_client_ip.to_string(),
    );
    let query = format!("Attributes[?Key=='{attribute}' && Value=='{wanted}'] | [0].Key");
    let make = params! {
        "TargetGroupArn" => &own,
        "Attributes" => vec![params! { "Key" => attribute, "Value" => wanted }],
    };
    let get = Call::new(
        "elbv2",
        "DescribeTargetGroupAttributes",
        params! { "TargetGroupArn" => &own },
    );
    draft.push(
        Operation::new(
            Key::part(group.id, "client-addresses"),
            format!("client addresses in {}", title(group)),
            scope,
        )
        .find(get.query(query))
        .make(Call::new("elbv2", "ModifyTargetGroupAttributes", make)),
    );
}
