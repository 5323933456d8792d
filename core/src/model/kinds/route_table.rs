//! Route table: see [`RouteTable`].

use crate::model::record::record;
use crate::model::{EntityId, FieldSpec, Id, Kind, Vpc, VpnGateway};

record! {
    /// Where the subnets, or a gateway, of a VPC send packets.
    RouteTable, "route-table", "route_tables", "Route table" {
        /// The VPC that holds it.
        vpc: Id<Vpc> = Id::new(0) => FieldSpec::new("VPC").parent().aws("CreateRouteTable.VpcId");
        /// The table of subnets that name none. Where a VPC has none drawn, AWS's holds only the local routes.
        main: bool = false => FieldSpec::new("Main");
        /// Gateway whose arriving traffic this table routes.
        gateway: Option<EntityId> = None => FieldSpec::new("Edge association").advanced().kinds(&[Kind::InternetGateway, Kind::VpnGateway]).aws("AssociateRouteTable.GatewayId");
        /// Virtual private gateways that write their routes into it.
        propagating_gateways: Vec<Id<VpnGateway>> = Vec::new() => FieldSpec::new("Propagating gateways").advanced().aws("EnableVgwRoutePropagation.GatewayId");
    }
}
