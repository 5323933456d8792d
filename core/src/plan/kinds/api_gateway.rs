//! API Gateway stages: others make them; the exports look them up before they make anything.

use crate::analysis::api_stage;
use crate::model::{ApiGateway, DnsRecord};
use crate::net::DnsName;
use crate::plan::draft::{Draft, key, title};
use crate::plan::jmespath::Query;
use crate::plan::operation::{Call, Operation, Scope};
use crate::plan::tree::{Key, params};

const SERVICE: &str = "apigateway";

pub(super) fn plan(draft: &mut Draft<'_>) {
    for api in draft.design.all::<ApiGateway>() {
        let scope = scope(api);
        match api_stage(api) {
            Ok(stage) => {
                draft.leave_out(
                    api,
                    "the API itself: others make it, and these exports look it up",
                );
                let named = params! {
                    "restApiId" => api.rest_api_id.as_str(),
                    "stageName" => api.stage_name.as_str(),
                };
                // The ARN by which WAF knows the stage is in no answer of API Gateway.
                let query = format!("(stageName=='{}' && '{}')", api.stage_name, stage.arn);
                let find = Call::new(SERVICE, "GetStage", named).query(query);
                draft.push(
                    Operation::new(key(api.id), title(api), &scope)
                        .find(find)
                        .given(),
                );
            }
            Err((_, why)) => draft.leave_out(api, why),
        }
        let is_aliased = draft
            .referrers::<DnsRecord>(api.id)
            .any(|record| record.alias == Some(api.id.entity()));
        if is_aliased && let Ok(name) = api.domain_name.parse::<DnsName>() {
            domain(draft, api, &name, &scope);
        }
    }
}

pub(super) fn scope(api: &ApiGateway) -> Scope {
    Draft::scope(&api.region, api.account)
}

/// What an alias to an API needs, zone and name; nothing where the API has no name of its own.
pub(super) fn alias_of(api: &ApiGateway) -> Option<(Key, Key)> {
    api.domain_name.parse::<DnsName>().ok()?;
    Some((
        Key::part(api.id, "zone"),
        Key::part(api.id, "regional-name"),
    ))
}

/// A custom domain name has a name and a zone of AWS behind it, by which aliases reach it.
fn domain(draft: &mut Draft<'_>, api: &ApiGateway, name: &DnsName, scope: &Scope) {
    let Some((zone, regional)) = alias_of(api) else {
        return;
    };
    let name = name.as_str().into();
    let found = Query::from("items[?domainName==")
        .literal(&name)
        .then(" || regionalDomainName==")
        .literal(&name)
        .then(" || distributionDomainName==")
        .literal(&name)
        .then("] | [0]");
    // A domain name for the whole world has a distribution in place of a regional name.
    for (own, words, member, other) in [
        (
            zone,
            "zone of",
            "regionalHostedZoneId",
            "distributionHostedZoneId",
        ),
        (
            regional,
            "custom domain name of",
            "regionalDomainName",
            "distributionDomainName",
        ),
    ] {
        let query = found.clone().then(&format!(" | ({member} || {other})"));
        let find = Call::new(SERVICE, "GetDomainNames", params! {}).query(query);
        draft.push(
            Operation::new(own, format!("{words} {}", title(api)), scope)
                .find(find)
                .given(),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::Plan;

    fn planned(api: &str) -> Plan {
        let text = format!(
            "vpc v cidrs=10.0.0.0/16\napi orders {api}\nweb-acl front\n  web-acl-association resource=orders\nhosted-zone z domain=example.com\n  dns-record r record_name=api.example.com alias=orders\n"
        );
        crate::plan::plan(&crate::notation::parse(&text).unwrap())
    }

    fn keys(plan: &Plan) -> Vec<&str> {
        plan.operations
            .iter()
            .map(|one| one.key.0.as_str())
            .collect()
    }

    #[test]
    fn what_others_make_is_looked_up_first_and_never_removed() {
        let plan = planned("rest_api_id=a1b2c3d4e5 stage_name=prod domain_name=api.example.com");
        let keys = keys(&plan);
        assert_eq!(keys[..3], ["api-1", "api-1/zone", "api-1/regional-name"]);
        assert!(keys.contains(&"web-acl-association-1") && keys.contains(&"dns-record-1"));
        let given = plan.operations.iter().filter(|one| one.given);
        assert_eq!(
            given
                .filter(|one| one.make.is_none() && one.remove.is_none())
                .count(),
            3
        );
    }

    #[test]
    fn what_needs_a_stage_without_a_name_is_left_out() {
        let plan = planned("rest_api_id=a1b2c3d4e5");
        let keys = keys(&plan);
        assert!(!keys.iter().any(|key| key.starts_with("api-1")
            || key.contains("association")
            || key.contains("dns-record")));
        for (subject, words) in [
            ("(api-1)", "the name of its stage"),
            ("(web-acl-association-1)", "stage"),
            ("(dns-record-1)", "custom domain name"),
        ] {
            let told = plan
                .left_out
                .iter()
                .find(|one| one.subject.contains(subject));
            assert!(told.unwrap().reason.contains(words), "{:?}", plan.left_out);
        }
    }
}
