//! Placement groups.

use crate::model::{PlacementGroup, PlacementStrategy};
use crate::plan::draft::{Draft, key, title};
use crate::plan::names;
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tree::params;

pub(super) fn plan(draft: &mut Draft<'_>) {
    for group in draft.design.all::<PlacementGroup>() {
        let own = key(group.id);
        let spread = group.strategy == PlacementStrategy::Spread;
        let partition = group.strategy == PlacementStrategy::Partition;
        let make = params! {
            "GroupName" => draft.service_name(names::COMMON, group),
            "Strategy" => group.strategy.word(),
            "PartitionCount" => group.partition_count.filter(|_| partition),
            "SpreadLevel" => spread.then_some(group.spread_level.word()),
            "TagSpecifications" => draft.tag_specification(group, "placement-group"),
        };
        let described = Call::new(
            "ec2",
            "DescribePlacementGroups",
            params! { "GroupNames" => vec![&own] },
        );
        let found = "PlacementGroups[?State=='available' || State=='pending'] | [0].GroupName";
        draft.push(
            Operation::new(
                own.clone(),
                title(group),
                &Draft::scope(&group.region, group.account),
            )
            .find(draft.find_tagged(group, "DescribePlacementGroups", found))
            .make(Call::new("ec2", "CreatePlacementGroup", make).query("PlacementGroup.GroupName"))
            .wait(Wait::new(
                described.query("PlacementGroups[0].State"),
                &["available"],
                &["deleted"],
            ))
            .remove(Call::new(
                "ec2",
                "DeletePlacementGroup",
                params! { "GroupName" => &own },
            )),
        );
    }
}
