//! Direct Connect gateway: see [`DirectConnectGateway`].

use ipnet::IpNet;

use crate::model::record::record;
use crate::model::{Account, FieldSpec, Id, VpnGateway};

record! {
    /// A global gateway between virtual interfaces and virtual private or transit gateways.
    DirectConnectGateway, "direct-connect-gateway", "direct_connect_gateways", "Direct Connect gateway" {
        /// Account that holds it.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// Amazon's autonomous system number, private range.
        asn: i64 = 64512 => FieldSpec::new("Amazon side ASN").range(64512, 4_294_967_294).aws("CreateDirectConnectGateway.amazonSideAsn");
        /// Virtual private gateways associated with it; transit gateways use an attachment.
        vpn_gateways: Vec<Id<VpnGateway>> = Vec::new() => FieldSpec::new("Virtual private gateways");
        /// Prefixes announced to the site.
        allowed_prefixes: Vec<IpNet> = Vec::new() => FieldSpec::new("Allowed prefixes").aws("CreateDirectConnectGatewayAssociation.addAllowedPrefixesToDirectConnectGateway");
    }
}
