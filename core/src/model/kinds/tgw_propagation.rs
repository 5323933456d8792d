//! Transit gateway propagation: see [`TgwPropagation`].

use crate::model::record::record;
use crate::model::{FieldSpec, Id, Origin, TgwAttachment, TgwRouteTable};

record! {
    /// Writes the blocks behind an attachment into a route table.
    TgwPropagation, "tgw-propagation", "tgw_propagations", "Transit gateway propagation" {
        /// The attachment.
        attachment: Id<TgwAttachment> = Id::new(0) => FieldSpec::new("Attachment").aws("EnableTransitGatewayRouteTablePropagation.TransitGatewayAttachmentId");
        /// The table.
        route_table: Id<TgwRouteTable> = Id::new(0) => FieldSpec::new("Route table").parent().aws("EnableTransitGatewayRouteTablePropagation.TransitGatewayRouteTableId");
        /// Whether the transit gateway's default made it.
        origin: Origin = Origin::Manual => FieldSpec::new("Origin").advanced();
    }
}
