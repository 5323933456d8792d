//! Elastic IP addresses.

use crate::model::ElasticIp;
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Scope};
use crate::plan::tags;
use crate::plan::tree::{Key, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for address in draft.design.all::<ElasticIp>() {
        let scope = Draft::scope(&address.region, address.account);
        let tags = draft.tags(address);
        allocate(draft, key(address.id), title(address), &scope, &tags);
    }
}

/// Allocates an address under this key, which is also its `netwright:id`.
pub(super) fn allocate(
    draft: &mut Draft<'_>,
    own: Key,
    title: String,
    scope: &Scope,
    tags: &std::collections::BTreeMap<String, String>,
) {
    let make = params! { "Domain" => "vpc", "TagSpecifications" => tags::specification("elastic-ip", tags) };
    let remove = Call::new("ec2", "ReleaseAddress", params! { "AllocationId" => &own });
    let find = draft.find_tagged_as(&own.0, "DescribeAddresses", "Addresses[0].AllocationId");
    draft.push(
        Operation::new(own, title, scope)
            .find(find)
            .make(Call::new("ec2", "AllocateAddress", make).query("AllocationId"))
            .remove(remove),
    );
}
