//! Prefix list: see [`PrefixList`].

use ipnet::IpNet;

use super::default_region;
use crate::model::record::record;
use crate::model::{Account, FieldSpec, Id};

record! {
    /// A named list of blocks, yours or managed by AWS.
    PrefixList, "prefix-list", "prefix_lists", "Prefix list" {
        /// Region of the list.
        region: String = default_region() => FieldSpec::new("Region");
        /// Account that holds it.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// Name of a list of AWS's, such as `com.amazonaws.eu-west-1.s3`; empty for a list of yours.
        managed_name: String = String::new() => FieldSpec::new("AWS-managed name");
        /// A reference to the list counts as this many rules or routes.
        max_entries: u32 = 10 => FieldSpec::new("Maximum entries").range(1, 1000).aws("CreateManagedPrefixList.MaxEntries");
        /// The blocks.
        entries: Vec<IpNet> = Vec::new() => FieldSpec::new("Entries").aws("CreateManagedPrefixList.Entries");
    }
}
