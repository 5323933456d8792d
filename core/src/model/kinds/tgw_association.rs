//! Transit gateway association: see [`TgwAssociation`].

use crate::model::record::record;
use crate::model::{FieldSpec, Id, Origin, TgwAttachment, TgwRouteTable};

record! {
    /// The route table in which packets arriving from an attachment are looked up. One for each attachment.
    TgwAssociation, "tgw-association", "tgw_associations", "Transit gateway association" {
        /// The attachment.
        attachment: Id<TgwAttachment> = Id::new(0) => FieldSpec::new("Attachment").aws("AssociateTransitGatewayRouteTable.TransitGatewayAttachmentId");
        /// The table.
        route_table: Id<TgwRouteTable> = Id::new(0) => FieldSpec::new("Route table").parent().aws("AssociateTransitGatewayRouteTable.TransitGatewayRouteTableId");
        /// Whether the transit gateway's default made it.
        origin: Origin = Origin::Manual => FieldSpec::new("Origin").advanced();
    }
}
