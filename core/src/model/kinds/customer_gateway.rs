//! Customer gateway: see [`CustomerGateway`].

use std::net::IpAddr;

use super::default_region;
use crate::model::record::record;
use crate::model::{Account, FieldSpec, Id, Site};

record! {
    /// The far end of a VPN connection: a device of a site.
    CustomerGateway, "customer-gateway", "customer_gateways", "Customer gateway" {
        /// Region of the VPN connection.
        region: String = default_region() => FieldSpec::new("Region");
        /// Account that holds it.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// The site behind it.
        site: Option<Id<Site>> = None => FieldSpec::new("Site");
        /// The device's public address.
        ip_address: Option<IpAddr> = None => FieldSpec::new("Public address").aws("CreateCustomerGateway.IpAddress");
        /// The device's autonomous system number.
        asn: i64 = 65000 => FieldSpec::new("BGP ASN").range(1, 4_294_967_294).aws("CreateCustomerGateway.BgpAsn");
    }
}
