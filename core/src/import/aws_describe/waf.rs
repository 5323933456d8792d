//! WAF: IP sets, web ACLs with their rules, and what they stand in front of.

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::item::{Item, arn_parts};
use super::waf_statements::{action, statement};
use crate::model::{EntityId, Kind, Record, WebAcl};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in all.list("IPSet") {
        if let Some(inner) = item.child("IPSet") {
            ip_set(draft, &inner);
        }
    }
    for item in all.list("WebACL") {
        if let Some(inner) = item.child("WebACL") {
            web_acl(draft, &inner);
        }
    }
    for item in all.list("WebAclResources") {
        associations(draft, item);
    }
}

fn ip_set<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>) {
    let Some(mut record) = start(draft, Kind::IpSet, item) else {
        return;
    };
    let addresses = item.list("Addresses");
    let addresses: Vec<(Item, &str)> = addresses
        .iter()
        .map(|address| (address.clone(), address.word()))
        .collect();
    draft.set_list(&mut record, "addresses", &addresses);
    draft.put(record);
}

/// A record with what both kinds share. An ARN names the region, and says `global` for what is of CloudFront.
fn start<'a>(draft: &mut Draft<'a, '_>, kind: Kind, item: &Item<'a>) -> Option<Box<dyn Record>> {
    let mut record = draft.start(kind, item, "ARN")?;
    let arn = item.text("ARN");
    draft.copy(&mut record, item, "ARN", "arn");
    draft.name_by(&mut record, item, "Name");
    draft.copy(&mut record, item, "Description", "description");
    draft.locate(&mut record, item);
    if let Some((region, account)) = arn_parts(arn) {
        if !region.is_empty() {
            draft.set(&mut record, item, "region", Value::from(region));
        }
        if let Some(account) = draft.account(account) {
            let value = Value::from(account.to_string());
            draft.set(&mut record, item, "account", value);
        }
    }
    let scope = if arn.contains(":global/") {
        "CLOUDFRONT"
    } else {
        "REGIONAL"
    };
    draft.set(&mut record, item, "scope", Value::from(scope));
    Some(record)
}

fn web_acl<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>) {
    let Some(mut record) = start(draft, Kind::WebAcl, item) else {
        return;
    };
    if item.get("DefaultAction.Block").is_some() {
        draft.set(&mut record, item, "default_action", Value::from("block"));
    }
    let limits = item.get("AssociationConfig.RequestBody");
    let limit = limits.and_then(|limits| {
        let mut limits = limits.as_object()?.values();
        let words = limits.next()?.get("DefaultSizeInspectionLimit")?.as_str()?;
        words.strip_prefix("KB_")?.parse::<i64>().ok()
    });
    if let Some(limit) = limit {
        draft.set(&mut record, item, "body_limit_kb", Value::from(limit));
    }
    let acl = draft.put(record);
    for item in item.list("Rules") {
        rule(draft, acl, &item);
    }
    for (list, what) in [
        ("PreProcessFirewallManagerRuleGroups", "before"),
        ("PostProcessFirewallManagerRuleGroups", "after"),
    ] {
        for group in item.list(list) {
            let name = short(group.text("Name"));
            let text =
                format!("{name}, which Firewall Manager puts {what} the rules, is not analysed");
            draft.note(&group, &text);
        }
    }
}

fn rule<'a>(draft: &mut Draft<'a, '_>, acl: EntityId, item: &Item<'a>) {
    let mut record = draft.part(Kind::WebAclRule);
    draft.set(&mut record, item, "web_acl", Value::from(acl.to_string()));
    draft.copy(&mut record, item, "Name", "name");
    draft.copy(&mut record, item, "Priority", "priority");
    if let Some(api) = item.get("Statement") {
        let found = |arn: &str| {
            let id = draft.find(arn).filter(|id| id.kind == Kind::IpSet);
            id.map(|id| id.to_string())
        };
        let made = statement(api, &found);
        draft.set(&mut record, item, "statement", made);
    }
    for (path, field) in [("Action", "action"), ("OverrideAction", "override_action")] {
        let Some(api) = item.child(path) else {
            continue;
        };
        // A response or a header of one's own goes with some actions.
        let word = action(api.value).or_else(|| {
            let members = api.value.as_object()?;
            let name = members.keys().next()?.to_ascii_lowercase();
            let text = "what goes with an action, such as a response of its own, is not analysed";
            draft.note(&api, text);
            Some(name)
        });
        if let Some(word) = word {
            draft.set(&mut record, &api, field, Value::from(word));
        }
    }
    let labels = item.list("RuleLabels");
    let labels: Vec<(Item, &str)> = labels
        .iter()
        .map(|label| (label.clone(), label.text("Name")))
        .collect();
    draft.set_list(&mut record, "add_labels", &labels);
    draft.put(record);
}

/// Which resources one web ACL is in front of: the name of the file says which ACL.
fn associations<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>) {
    let arn = match item.text("WebACLArn") {
        "" => item.arn_in_path().unwrap_or_default(),
        arn => arn.to_owned(),
    };
    let Some(acl) = draft.find_kind::<WebAcl>(&arn) else {
        let text = match arn.as_str() {
            "" => "which web ACL these are protected by can't be told: name the file after its ARN; left out".to_owned(),
            arn => format!("{}, so what it protects is left out", draft.absence(arn)),
        };
        draft.note(item, &text);
        return;
    };
    for resource in item.list("ResourceArns") {
        let Some(id) = draft.find(resource.word()) else {
            let text = draft.absence(resource.word());
            draft.note(&resource, &text);
            continue;
        };
        let twin =
            |other: &&crate::model::WebAclAssociation| other.web_acl == acl && other.resource == id;
        if draft.design.all().any(|other| twin(&other)) {
            continue;
        }
        let mut record = draft.part(Kind::WebAclAssociation);
        let ends = [("web_acl", acl.entity()), ("resource", id)];
        for (field, id) in ends {
            draft.set(&mut record, &resource, field, Value::from(id.to_string()));
        }
        draft.put(record);
    }
}
