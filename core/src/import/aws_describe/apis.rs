//! Stages of API Gateway that something leads to: a name of their own, a distribution or a web ACL. The answers of API
//! Gateway have keys that say nothing, so what is read is in the form that the commands give it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::item::Item;
use crate::model::Kind;

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    let mut mapped: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for item in all.list("ApiMappings") {
        let stage = (item.text("RestApiId"), item.text("Stage"));
        mapped.entry(stage).or_insert(item.text("DomainName"));
    }
    let origins: Vec<(&str, &str)> = all
        .list("DistributionList")
        .iter()
        .flat_map(|item| item.list("DistributionList.Items"))
        .flat_map(|item| item.list("Origins.Items"))
        .map(|origin| (origin.text("DomainName"), origin.text("OriginPath")))
        .collect();
    let mut others = 0;
    for item in all.list("RestApiStages") {
        let (api, stage) = (item.text("RestApiId"), item.text("StageName"));
        let region = draft.region(item);
        let host = format!("{api}.execute-api.{region}.amazonaws.com");
        let is_origin = |(domain, path): &(&str, &str)| {
            let first = path.trim_start_matches('/').split('/').next();
            let is_stage = first.is_none_or(|first| first.is_empty() || first == stage);
            is_stage && domain.eq_ignore_ascii_case(&host)
        };
        let domain = mapped.get(&(api, stage)).copied();
        let is_origin = origins.iter().any(is_origin);
        if domain.is_none() && !is_origin && item.text("WebAclArn").is_empty() {
            others += 1;
            continue;
        }
        let arn = format!("arn:aws:apigateway:{region}::/restapis/{api}/stages/{stage}");
        stage_of(draft, all, item, &arn, domain.unwrap_or_default());
        if let Some(id) = draft.find(&arn).filter(|_| is_origin) {
            draft.dns_names.insert(host, id);
        }
    }
    if others > 0 {
        let text =
            format!("{others} of the stages of API Gateway: nothing leads to them, not drawn");
        draft.notes.add("", "", &text);
    }
}

fn stage_of<'a>(
    draft: &mut Draft<'a, '_>,
    all: &Collected<'a>,
    item: &Item<'a>,
    arn: &str,
    domain: &str,
) {
    if draft.find(arn).is_some() {
        return;
    }
    let mut record = draft.part(Kind::ApiGateway);
    let (api, stage) = (item.text("RestApiId"), item.text("StageName"));
    let mut apis = all.list("RestApis").iter();
    let name = apis.find(|one| one.text("Id") == api);
    let name = name.map_or(api, |one| one.text("Name"));
    for (field, text) in [
        ("name", name),
        ("aws_id", arn),
        ("arn", arn),
        ("rest_api_id", api),
        ("stage_name", stage),
        ("domain_name", domain),
    ] {
        draft.set(&mut record, item, field, Value::from(text));
    }
    draft.locate(&mut record, item);
    let id = draft.put(record);
    let mut names = all.list("ApiDomainNames").iter();
    let Some(behind) = names.find(|one| !domain.is_empty() && one.text("DomainName") == domain)
    else {
        if !domain.is_empty() {
            let text = format!("{} is not in the data", short(domain));
            draft.note(item, &text);
        }
        return;
    };
    for key in ["RegionalDomainName", "DistributionDomainName"] {
        let name = behind.text(key).to_ascii_lowercase();
        if !name.is_empty() {
            draft.dns_names.insert(name, id);
        }
    }
}
