//! Health checks. The start of their caller reference finds them.

use super::hosted_zone::tagged;
use crate::model::{HealthCheck, HealthCheckType as Type};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation};
use crate::plan::tree::{Key, Text, Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for check in draft.design.all::<HealthCheck>() {
        let own = key(check.id);
        let account = None;
        let scope = Draft::scope("us-east-1", account);
        let web = matches!(
            check.check_type,
            Type::Http | Type::Https | Type::HttpStrMatch | Type::HttpsStrMatch
        );
        let endpoint = web || check.check_type == Type::Tcp;
        let matching = matches!(check.check_type, Type::HttpStrMatch | Type::HttpsStrMatch);
        let calculated = check.check_type == Type::Calculated;
        if check.check_type == Type::RecoveryControl {
            draft.leave_out(check, "routing controls are not modelled");
            continue;
        }
        if endpoint && check.domain_name.is_empty() && check.ip_address.is_none() {
            draft.leave_out(check, "it names no address and no domain name to ask");
            continue;
        }
        let alarm = match (
            check.check_type,
            check.alarm.and_then(|id| draft.design.get(id)),
        ) {
            (Type::CloudwatchMetric, Some(alarm)) => {
                Some(params! { "Region" => alarm.region.as_str(), "Name" => key(alarm.id) })
            }
            (Type::CloudwatchMetric, None) => {
                draft.leave_out(check, "it names no alarm");
                continue;
            }
            _ => None,
        };
        let text = |text: &str, holds: bool| {
            Some(text.to_owned()).filter(|text| holds && !text.is_empty())
        };
        let children = check
            .children
            .iter()
            .map(|child| Tree::from(key(*child)))
            .collect();
        let config = params! {
            "Type" => check.check_type.word(),
            "IPAddress" => check.ip_address.filter(|_| endpoint).map(|address| address.to_string()),
            "Port" => check.port.filter(|_| endpoint),
            "FullyQualifiedDomainName" => text(&check.domain_name, endpoint),
            "ResourcePath" => text(&check.path, web),
            "SearchString" => text(&check.search_string, matching),
            "RequestInterval" => endpoint.then_some(check.interval_seconds),
            "FailureThreshold" => endpoint.then_some(check.failure_threshold),
            "Inverted" => check.inverted.then_some(true),
            "HealthThreshold" => calculated.then_some(check.healthy_children),
            "ChildHealthChecks" => if calculated { Tree::list_or_absent(children) } else { Tree::Absent },
            "AlarmIdentifier" => alarm,
            "InsufficientDataHealthStatus" => (check.check_type == Type::CloudwatchMetric).then_some("LastKnownStatus"),
        };
        let reference = draft.reference(&check.id.to_string());
        let make = params! {
            "CallerReference" => Text::from(reference.as_str()).output(&Key::run()),
            "HealthCheckConfig" => config,
        };
        let found = format!("HealthChecks[?starts_with(CallerReference, '{reference}')] | [0].Id");
        draft.push(
            Operation::new(own.clone(), title(check), &scope)
                .find(Call::new("route53", "ListHealthChecks", params! {}).query(found))
                .make(Call::new("route53", "CreateHealthCheck", make).query("HealthCheck.Id"))
                .remove(Call::new(
                    "route53",
                    "DeleteHealthCheck",
                    params! { "HealthCheckId" => &own },
                )),
        );
        let tags = draft.tags(check);
        tagged(draft, &own, "healthcheck", &title(check), &scope, &tags);
    }
}
