//! DHCP option set: see [`DhcpOptions`].

use super::default_region;
use crate::model::record::record;
use crate::model::{Account, FieldSpec, Id};

record! {
    /// What instances learn by DHCP: above all, which resolver they ask.
    DhcpOptions, "dhcp-options", "dhcp_options_sets", "DHCP option set" {
        /// Region of the set.
        region: String = default_region() => FieldSpec::new("Region");
        /// Account that holds it.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// Search domain.
        domain_name: String = String::new() => FieldSpec::new("Domain name").aws("CreateDhcpOptions.DhcpConfigurations");
        /// `AmazonProvidedDNS`, or up to four addresses of resolvers of your own.
        domain_name_servers: Vec<String> = vec!["AmazonProvidedDNS".to_owned()] => FieldSpec::new("Domain name servers").aws("CreateDhcpOptions.DhcpConfigurations");
    }
}
