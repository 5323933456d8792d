//! VPN connection: see [`VpnConnection`].

use std::net::IpAddr;

use ipnet::IpNet;

use crate::model::record::record;
use crate::model::{CustomerGateway, FieldSpec, Id, VpnGateway};

record! {
    /// A Site-to-Site VPN of two tunnels, to a virtual private gateway or, by an attachment, a transit gateway.
    VpnConnection, "vpn-connection", "vpn_connections", "VPN connection" {
        /// The far end.
        customer_gateway: Id<CustomerGateway> = Id::new(0) => FieldSpec::new("Customer gateway").aws("CreateVpnConnection.CustomerGatewayId");
        /// The near end, where it is not a transit gateway.
        vpn_gateway: Option<Id<VpnGateway>> = None => FieldSpec::new("Virtual private gateway").aws("CreateVpnConnection.VpnGatewayId");
        /// Static routes in place of BGP.
        static_routes_only: bool = false => FieldSpec::new("Static routing").aws("Options.StaticRoutesOnly");
        /// Networks behind the far end, with static routing.
        static_routes: Vec<IpNet> = Vec::new() => FieldSpec::new("Static routes").aws("CreateVpnConnectionRoute.DestinationCidrBlock");
        /// Public addresses of its tunnels on the AWS side; known once it is made.
        tunnel_addresses: Vec<IpAddr> = Vec::new() => FieldSpec::new("Tunnel addresses").advanced();
        /// Goes through Global Accelerator; transit gateway only.
        acceleration: bool = false => FieldSpec::new("Acceleration").advanced().aws("Options.EnableAcceleration");
    }
}
