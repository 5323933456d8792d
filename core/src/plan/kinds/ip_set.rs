//! WAF IP sets.

use ipnet::IpNet;

use crate::model::{IpSet, WafScope};
use crate::plan::draft::{Draft, key, title};
use crate::plan::names;
use crate::plan::operation::{Call, Operation, Scope};
use crate::plan::tags;
use crate::plan::tree::{Key, Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for set in draft.design.all::<IpSet>() {
        let scope = waf_scope(set.scope, &set.region, set.account);
        let name = draft.service_name(names::WAF, set);
        let ipv6 = set
            .addresses
            .iter()
            .any(|block| matches!(block, IpNet::V6(_)));
        if ipv6
            && set
                .addresses
                .iter()
                .any(|block| matches!(block, IpNet::V4(_)))
        {
            draft.leave_out(
                set,
                "an IP set holds one address family, this one mixes two",
            );
            continue;
        }
        let make = params! {
            "Name" => name.as_str(),
            "Scope" => set.scope.word(),
            "IPAddressVersion" => if ipv6 { "IPV6" } else { "IPV4" },
            "Addresses" => Tree::List(set.addresses.iter().map(|block| block.to_string().into()).collect()),
            "Tags" => tags::list(&draft.tags(set)),
        };
        let find = Call::new(
            "wafv2",
            "ListIPSets",
            params! { "Scope" => set.scope.word() },
        );
        let make = Call::new("wafv2", "CreateIPSet", make).query("Summary.ARN");
        removable(
            draft,
            &Operation::new(key(set.id), title(set), &scope),
            &find,
            make,
            "IPSet",
            &name,
            set.scope,
        );
    }
}

/// Web ACLs and IP sets of distributions live in us-east-1.
pub(super) fn waf_scope(
    scope: WafScope,
    region: &str,
    account: Option<crate::model::Id<crate::model::Account>>,
) -> Scope {
    Draft::scope(
        if scope == WafScope::CloudFront {
            "us-east-1"
        } else {
            region
        },
        account,
    )
}

/// The operations of a WAF resource: its ARN is what others name; its id and lock token are for removal.
pub(super) fn removable(
    draft: &mut Draft<'_>,
    operation: &Operation,
    list: &Call,
    make: Call,
    noun: &str,
    name: &str,
    waf: WafScope,
) {
    let own = operation.key.clone();
    let members = |member: &str| format!("{noun}s[?Name=='{name}'] | [0].{member}");
    let (id, token) = (Key::part(&own.0, "id"), Key::part(&own.0, "lock-token"));
    let delete = if noun == "IPSet" {
        "DeleteIPSet"
    } else {
        "DeleteWebACL"
    };
    let remove =
        params! { "Name" => name, "Scope" => waf.word(), "Id" => &id, "LockToken" => &token };
    let after = |query: String, part: &Key, word: &str| {
        let title = format!("{word} of {}", operation.title);
        Operation::new(part.clone(), title, &operation.scope)
            .find(list.clone().query(query))
            .after(own.clone())
    };
    let parts = [
        after(members("Id"), &id, "id"),
        after(members("LockToken"), &token, "lock token"),
    ];
    draft.push(
        operation
            .clone()
            .find(list.clone().query(members("ARN")))
            .make(make),
    );
    for part in parts {
        draft.push(part);
    }
    // The removal needs values that exist only once the resource does, so it is a step of its own behind them.
    draft.push(
        Operation::new(
            Key::part(&own.0, "removal"),
            operation.title.clone(),
            &operation.scope,
        )
        .find(list.clone().query(members("ARN")))
        .remove(Call::new("wafv2", delete, remove)),
    );
}
