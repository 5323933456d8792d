//! Transit gateway policy table: see [`TgwPolicyTable`].

use crate::model::record::record;
use crate::model::{FieldSpec, Id, TransitGateway};

record! {
    /// A policy table; kept, not analysed.
    TgwPolicyTable, "tgw-policy-table", "tgw_policy_tables", "Transit gateway policy table" {
        /// The hub.
        transit_gateway: Id<TransitGateway> = Id::new(0) => FieldSpec::new("Transit gateway").parent().aws("CreateTransitGatewayPolicyTable.TransitGatewayId");
    }
}
