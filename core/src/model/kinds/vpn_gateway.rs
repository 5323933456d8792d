//! Virtual private gateway: see [`VpnGateway`].

use crate::model::record::record;
use crate::model::{FieldSpec, Id, Vpc};

record! {
    /// The VPN and Direct Connect side of one VPC.
    VpnGateway, "vpn-gateway", "vpn_gateways", "Virtual private gateway" {
        /// The VPC it is attached to.
        vpc: Option<Id<Vpc>> = None => FieldSpec::new("VPC").parent().aws("AttachVpnGateway.VpcId");
        /// Amazon's autonomous system number.
        asn: i64 = 64512 => FieldSpec::new("Amazon side ASN").range(64512, 4_294_967_294).aws("CreateVpnGateway.AmazonSideAsn");
    }
}
