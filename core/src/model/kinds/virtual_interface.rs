//! Virtual interface: see [`VirtualInterface`].

use ipnet::IpNet;

use super::default_region;
use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{Account, DirectConnectGateway, FieldSpec, Id, Site, VpnGateway};

record! {
    /// A VLAN over Direct Connect between a site and a gateway.
    VirtualInterface, "virtual-interface", "virtual_interfaces", "Virtual interface" {
        /// Private, transit or public.
        interface_type: VirtualInterfaceType = VirtualInterfaceType::Private => FieldSpec::new("Type").aws("CreatePrivateVirtualInterface");
        /// Region of the physical connection.
        region: String = default_region() => FieldSpec::new("Region");
        /// Account that holds the physical connection; where absent, that of the gateway.
        account: Option<Id<Account>> = None => FieldSpec::new("Account").advanced();
        /// The site at its far end.
        site: Option<Id<Site>> = None => FieldSpec::new("Site");
        /// The gateway it ends at.
        direct_connect_gateway: Option<Id<DirectConnectGateway>> = None => FieldSpec::new("Direct Connect gateway").aws("NewPrivateVirtualInterface.directConnectGatewayId");
        /// The gateway of one VPC, in place of a Direct Connect gateway.
        vpn_gateway: Option<Id<VpnGateway>> = None => FieldSpec::new("Virtual private gateway").advanced().aws("NewPrivateVirtualInterface.virtualGatewayId");
        /// Identifier of the physical connection, such as `dxcon-fg1234`.
        connection_id: String = String::new() => FieldSpec::new("Connection").aws("CreatePrivateVirtualInterface.connectionId");
        /// VLAN on the connection.
        vlan: u16 = 101 => FieldSpec::new("VLAN").range(1, 4094).aws("NewPrivateVirtualInterface.vlan");
        /// The site's autonomous system number.
        asn: i64 = 65000 => FieldSpec::new("BGP ASN").range(1, 4_294_967_294).aws("NewPrivateVirtualInterface.asn");
        /// 1500 or 8500.
        mtu_bytes: u32 = 1500 => FieldSpec::new("MTU").unit("bytes").range(1500, 9001).aws("NewPrivateVirtualInterface.mtu");
        /// Amazon's end of the link, an IPv4 address with its prefix length; AWS chooses it where absent, save on a public interface.
        amazon_address: Option<IpNet> = None => FieldSpec::new("Amazon address").advanced().aws("NewPublicVirtualInterface.amazonAddress");
        /// The site's end of the link, in the same block.
        customer_address: Option<IpNet> = None => FieldSpec::new("Site address").advanced().aws("NewPublicVirtualInterface.customerAddress");
        /// Public blocks of the site that a public interface announces.
        route_filter_prefixes: Vec<IpNet> = Vec::new() => FieldSpec::new("Announced prefixes").advanced().aws("NewPublicVirtualInterface.routeFilterPrefixes");
    }
}

choice! {
    /// What a virtual interface reaches.
    VirtualInterfaceType { Private = "private", Transit = "transit", Public = "public" }
}
