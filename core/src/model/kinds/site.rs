//! On-premises site: see [`Site`].

use ipnet::IpNet;

use crate::model::record::record;
use crate::model::{Environment, FieldSpec, Id};

record! {
    /// A network of your own outside AWS.
    Site, "site", "sites", "On-premises site" {
        /// Environment it belongs to.
        environment: Option<Id<Environment>> = None => FieldSpec::new("Environment");
        /// Its networks.
        cidrs: Vec<IpNet> = Vec::new() => FieldSpec::new("CIDR blocks");
        /// Domains that its resolvers forward to inbound Resolver endpoints.
        forwards_domains: Vec<String> = Vec::new() => FieldSpec::new("Forwarded domains");
    }
}
