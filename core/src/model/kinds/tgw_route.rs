//! Transit gateway route: see [`TgwRoute`].

use ipnet::IpNet;

use crate::model::record::record;
use crate::model::{FieldSpec, Id, PrefixList, TgwAttachment, TgwRouteTable};

record! {
    /// A static route of a transit gateway route table.
    TgwRoute, "tgw-route", "tgw_routes", "Transit gateway route" {
        /// The table.
        route_table: Id<TgwRouteTable> = Id::new(0) => FieldSpec::new("Route table").parent().aws("CreateTransitGatewayRoute.TransitGatewayRouteTableId");
        /// Addresses it matches.
        destination: Option<IpNet> = None => FieldSpec::new("Destination").aws("CreateTransitGatewayRoute.DestinationCidrBlock");
        /// A list of destinations in place of one block.
        prefix_list: Option<Id<PrefixList>> = None => FieldSpec::new("Destination prefix list").advanced().aws("CreateTransitGatewayPrefixListReference.PrefixListId");
        /// Where it sends; a route without one drops what it matches (blackhole).
        attachment: Option<Id<TgwAttachment>> = None => FieldSpec::new("Attachment").aws("CreateTransitGatewayRoute.TransitGatewayAttachmentId");
        /// Identifier of an imported attachment that is not in the design: where this sends is unknown, and it drops nothing.
        unknown_target: String = String::new() => FieldSpec::new("Unknown target").advanced();
    }
}
