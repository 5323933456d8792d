//! Route: see [`Route`].

use ipnet::IpNet;

use crate::model::record::record;
use crate::model::{EntityId, FieldSpec, Id, Kind, PrefixList, RouteTable};

record! {
    /// One line of a route table. The local routes of a VPC are not drawn: they follow from its blocks.
    Route, "route", "routes", "Route" {
        /// The table.
        route_table: Id<RouteTable> = Id::new(0) => FieldSpec::new("Route table").parent().aws("CreateRoute.RouteTableId");
        /// Addresses it matches; the longest prefix wins.
        destination: Option<IpNet> = None => FieldSpec::new("Destination").aws("CreateRoute.DestinationCidrBlock");
        /// A list of destinations in place of one block.
        prefix_list: Option<Id<PrefixList>> = None => FieldSpec::new("Destination prefix list").advanced().aws("CreateRoute.DestinationPrefixListId");
        /// The next hop; a route without one drops what it matches (blackhole).
        target: Option<EntityId> = None => FieldSpec::new("Target").kinds(&[Kind::InternetGateway, Kind::EgressOnlyGateway, Kind::NatGateway, Kind::TransitGateway, Kind::VpcPeering, Kind::VpnGateway, Kind::VpcEndpoint, Kind::NetworkFirewall, Kind::NetworkInterface, Kind::Instance]);
        /// Identifier of an imported target that is not in the design: where this sends is unknown, and it drops nothing.
        unknown_target: String = String::new() => FieldSpec::new("Unknown target").advanced();
    }
}
