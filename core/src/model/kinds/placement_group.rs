//! Placement group: see [`PlacementGroup`].

use super::default_region;
use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{Account, FieldSpec, Id};

record! {
    /// How instances are placed on hardware.
    PlacementGroup, "placement-group", "placement_groups", "Placement group" {
        /// Region of the group.
        region: String = default_region() => FieldSpec::new("Region");
        /// Account that holds it.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// Close together, spread apart, or in partitions.
        strategy: PlacementStrategy = PlacementStrategy::Cluster => FieldSpec::new("Strategy").aws("CreatePlacementGroup.Strategy");
        /// Groups of racks inside an AZ, at most 7 in each; partition groups only.
        partition_count: Option<u32> = None => FieldSpec::new("Partitions").range(1, 7).aws("CreatePlacementGroup.PartitionCount");
        /// Rack, or host on Outposts.
        spread_level: SpreadLevel = SpreadLevel::Rack => FieldSpec::new("Spread level").advanced().aws("CreatePlacementGroup.SpreadLevel");
    }
}

choice! {
    /// How instances of a group are placed (botocore 1.44.5, PlacementStrategy).
    PlacementStrategy { Cluster = "cluster", Spread = "spread", Partition = "partition", PrecisionTime = "precision-time" }
}

choice! {
    /// What instances of a spread group do not share.
    SpreadLevel { Rack = "rack", Host = "host" }
}
