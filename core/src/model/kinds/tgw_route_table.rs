//! Transit gateway route table: see [`TgwRouteTable`].

use crate::model::record::record;
use crate::model::{FieldSpec, Id, TransitGateway};

record! {
    /// A routing domain of a transit gateway.
    TgwRouteTable, "tgw-route-table", "tgw_route_tables", "Transit gateway route table" {
        /// The hub.
        transit_gateway: Id<TransitGateway> = Id::new(0) => FieldSpec::new("Transit gateway").parent().aws("CreateTransitGatewayRouteTable.TransitGatewayId");
    }
}
