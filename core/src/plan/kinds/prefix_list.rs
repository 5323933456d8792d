//! Prefix lists: those of AWS are looked up, others made.

use ipnet::IpNet;

use crate::model::PrefixList;
use crate::plan::draft::{Draft, key, title};
use crate::plan::names;
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tags;
use crate::plan::tree::{Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for list in draft.design.all::<PrefixList>() {
        let own = key(list.id);
        let scope = Draft::scope(&list.region, list.account);
        let operation = Operation::new(own.clone(), title(list), &scope);
        if !list.managed_name.is_empty() {
            let filters = vec![tags::filter("prefix-list-name", list.managed_name.as_str())];
            let find = Call::new(
                "ec2",
                "DescribeManagedPrefixLists",
                params! { "Filters" => filters },
            );
            draft.push(operation.find(find.query("PrefixLists[0].PrefixListId")));
            continue;
        }
        let ipv6 = list
            .entries
            .iter()
            .any(|entry| matches!(entry, IpNet::V6(_)));
        if ipv6
            && list
                .entries
                .iter()
                .any(|entry| matches!(entry, IpNet::V4(_)))
        {
            draft.leave_out(
                list,
                "a prefix list holds one address family, this one mixes two",
            );
            continue;
        }
        let entries = list
            .entries
            .iter()
            .map(|entry| params! { "Cidr" => entry.to_string() })
            .collect();
        let name = draft.service_name(names::COMMON, list);
        let make = params! {
            "PrefixListName" => name.as_str(),
            "AddressFamily" => if ipv6 { "IPv6" } else { "IPv4" },
            "MaxEntries" => list.max_entries,
            "Entries" => Tree::list_or_absent(entries),
            "TagSpecifications" => draft.tag_specification(list, "prefix-list"),
        };
        let described = Call::new(
            "ec2",
            "DescribeManagedPrefixLists",
            params! { "PrefixListIds" => vec![&own] },
        );
        let filters = vec![tags::filter("prefix-list-name", name.as_str())];
        let found = Call::new(
            "ec2",
            "DescribeManagedPrefixLists",
            params! { "Filters" => filters },
        )
        .query(format!(
            "PrefixLists[?{}] | [0].PrefixListId",
            draft.is_tagged(list)
        ));
        draft.push(
            operation
                .find(found)
                .make(
                    Call::new("ec2", "CreateManagedPrefixList", make)
                        .query("PrefixList.PrefixListId"),
                )
                .wait(Wait::new(
                    described.query("PrefixLists[0].State"),
                    &["create-complete", "modify-complete", "restore-complete"],
                    &["create-failed", "delete-complete"],
                ))
                .remove(Call::new(
                    "ec2",
                    "DeleteManagedPrefixList",
                    params! { "PrefixListId" => &own },
                )),
        );
    }
}
