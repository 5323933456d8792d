//! Resource share: see [`ResourceShare`].

use super::default_region;
use crate::model::record::record;
use crate::model::{Acceptance, Account, EntityId, FieldSpec, Id, Kind};

record! {
    /// An AWS RAM share: what one account lets others use.
    ResourceShare, "resource-share", "resource_shares", "Resource share" {
        /// Region of the share.
        region: String = default_region() => FieldSpec::new("Region");
        /// Account that shares.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// What is shared.
        resources: Vec<EntityId> = Vec::new() => FieldSpec::new("Resources").kinds(&[Kind::TransitGateway, Kind::Subnet, Kind::PrefixList, Kind::ResolverRule]).aws("CreateResourceShare.resourceArns");
        /// Who may use it.
        principals: Vec<Id<Account>> = Vec::new() => FieldSpec::new("Accounts").aws("CreateResourceShare.principals");
        /// Whether the others have accepted.
        state: Acceptance = Acceptance::Accepted => FieldSpec::new("State").advanced();
    }
}
