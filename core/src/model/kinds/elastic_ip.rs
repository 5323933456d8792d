//! Elastic IP address: see [`ElasticIp`].

use std::net::IpAddr;

use super::default_region;
use crate::model::record::record;
use crate::model::{Account, FieldSpec, Id};

record! {
    /// A public IPv4 address that stays.
    ElasticIp, "elastic-ip", "elastic_ips", "Elastic IP address" {
        /// Region of the address.
        region: String = default_region() => FieldSpec::new("Region");
        /// Account that holds it.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// Known once it is allocated.
        public_address: Option<IpAddr> = None => FieldSpec::new("Public address").advanced();
    }
}
