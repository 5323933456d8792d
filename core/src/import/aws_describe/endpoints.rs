//! VPC endpoints and the endpoint services of one's own.

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::hosts::set_groups_in;
use super::item::Item;
use super::network::in_vpc;
use super::state::{State, acceptance, state};
use crate::model::{EndpointService, Kind, Vpc};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    services(draft, all);
    for item in all.list("VpcEndpoints") {
        endpoint(draft, item);
    }
}

fn services<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("ServiceConfigurations") {
        let Some(mut record) = draft.start(Kind::EndpointService, item, "ServiceId") else {
            continue;
        };
        draft.locate(&mut record, item);
        for list in ["NetworkLoadBalancerArns", "GatewayLoadBalancerArns"] {
            let arns = item.list(list);
            if !arns.is_empty() {
                draft.refer_all(&mut record, &arns, "load_balancers");
            }
        }
        draft.copy_flag(
            &mut record,
            item,
            "AcceptanceRequired",
            "acceptance_required",
        );
        draft.copy(&mut record, item, "PrivateDnsName", "private_dns_name");
        draft.put(record);
    }
    for item in all.list("AllowedPrincipals") {
        let aws_id = match item.text("ServiceId") {
            "" => item.id_in_path("vpce-svc-").unwrap_or_default(),
            aws_id => aws_id.to_owned(),
        };
        let Some(id) = draft.find_kind::<EndpointService>(&aws_id) else {
            let text = draft.absence(&aws_id);
            draft.note(item, &text);
            continue;
        };
        let Some(service) = draft.design.get(id) else {
            continue;
        };
        let mut principals = service.principals.clone();
        let principal = item.text("Principal").to_owned();
        if !principals.contains(&principal) {
            principals.push(principal);
        }
        draft.change(id.entity(), item, "principals", Value::from(principals));
    }
}

fn endpoint<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>) {
    // A firewall's endpoints are the firewall.
    let named = draft.find(item.text("VpcEndpointId"));
    if named.is_some_and(|id| id.kind == Kind::NetworkFirewall) {
        return;
    }
    // One that was refused is still there, and carries nothing.
    let refused = item.text("State").eq_ignore_ascii_case("rejected");
    let started = match state(item) {
        State::Gone(_) if refused => {
            Some(draft.made(Kind::VpcEndpoint, item, item.text("VpcEndpointId")))
        }
        _ => draft.start(Kind::VpcEndpoint, item, "VpcEndpointId"),
    };
    let Some(mut record) = started else {
        return;
    };
    let kind = match item.text("VpcEndpointType") {
        "" => "Gateway",
        kind => kind,
    };
    if !matches!(kind, "Gateway" | "Interface" | "GatewayLoadBalancer") {
        let text = format!(
            "an endpoint of the type {} is not analysed; left out",
            short(kind)
        );
        draft.note(item, &text);
        return;
    }
    if !in_vpc(draft, &mut record, item, "VpcId") {
        return;
    }
    draft.set(&mut record, item, "endpoint_type", Value::from(kind));
    let service = item.text("ServiceName");
    let own = service.rsplit('.').next().unwrap_or_default();
    match draft.find_kind::<EndpointService>(own) {
        Some(id) => draft.set(
            &mut record,
            item,
            "endpoint_service",
            Value::from(id.to_string()),
        ),
        None => draft.copy(&mut record, item, "ServiceName", "service"),
    }
    draft.refer_all(&mut record, &item.list("SubnetIds"), "subnets");
    draft.refer_all(&mut record, &item.list("RouteTableIds"), "route_tables");
    let vpc = draft.find_kind::<Vpc>(item.text("VpcId"));
    set_groups_in(draft, &mut record, vpc, &item.list("Groups"));
    draft.set(
        &mut record,
        item,
        "private_dns",
        Value::from(item.flag("PrivateDnsEnabled") == Some(true)),
    );
    if !is_full_access(item.text("PolicyDocument")) {
        draft.copy(&mut record, item, "PolicyDocument", "policy");
    }
    draft.set(&mut record, item, "state", Value::from(acceptance(item)));
    let id = draft.put(record);
    for entry in item.list("DnsEntries") {
        draft
            .dns_names
            .insert(entry.text("DnsName").to_ascii_lowercase(), id);
    }
    manage(draft, &item.list("NetworkInterfaceIds"), id);
}

/// Marks interfaces as made by AWS for a record.
pub(super) fn manage(draft: &mut Draft, interfaces: &[Item], holder: crate::model::EntityId) {
    for item in interfaces {
        match draft.find(item.word()) {
            Some(interface) if interface.kind == Kind::NetworkInterface => {
                draft.change(
                    interface,
                    item,
                    "managed_for",
                    Value::from(holder.to_string()),
                );
            }
            _ => {
                let text = draft.absence(item.word());
                draft.note(item, &text);
            }
        }
    }
}

/// Whether a policy is the one that AWS gives an endpoint that is made without.
fn is_full_access(policy: &str) -> bool {
    let Ok(policy) = serde_json::from_str::<Value>(policy) else {
        return policy.is_empty();
    };
    let statements = policy.get("Statement").and_then(Value::as_array);
    let all = Value::from("*");
    statements.is_some_and(|statements| {
        statements.len() == 1
            && statements.iter().all(|statement| {
                statement.get("Effect") == Some(&Value::from("Allow"))
                    && ["Principal", "Action", "Resource"]
                        .iter()
                        .all(|key| statement.get(*key) == Some(&all))
                    && statement.get("Condition").is_none()
            })
    })
}
