//! DHCP option sets; VPCs name theirs (see `vpc`).

use crate::model::DhcpOptions;
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation};
use crate::plan::tree::{Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for set in draft.design.all::<DhcpOptions>() {
        let own = key(set.id);
        let scope = Draft::scope(&set.region, set.account);
        let mut configurations: Vec<Tree> = Vec::new();
        let mut add = |name: &str, values: Vec<String>| {
            if !values.is_empty() {
                configurations.push(params! { "Key" => name, "Values" => values });
            }
        };
        add(
            "domain-name",
            Some(set.domain_name.clone())
                .filter(|name| !name.is_empty())
                .into_iter()
                .collect(),
        );
        add("domain-name-servers", set.domain_name_servers.clone());
        if configurations.is_empty() {
            draft.leave_out(set, "it says nothing: AWS takes no empty set");
            continue;
        }
        let make = params! {
            "DhcpConfigurations" => configurations,
            "TagSpecifications" => draft.tag_specification(set, "dhcp-options"),
        };
        draft.push(
            Operation::new(own.clone(), title(set), &scope)
                .find(draft.find_tagged(set, "DescribeDhcpOptions", "DhcpOptions[0].DhcpOptionsId"))
                .make(
                    Call::new("ec2", "CreateDhcpOptions", make).query("DhcpOptions.DhcpOptionsId"),
                )
                .remove(Call::new(
                    "ec2",
                    "DeleteDhcpOptions",
                    params! { "DhcpOptionsId" => &own },
                )),
        );
    }
}
