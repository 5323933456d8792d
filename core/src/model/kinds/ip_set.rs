//! IP set: see [`IpSet`].

use ipnet::IpNet;

use super::default_region;
use crate::model::record::record;
use crate::model::{Account, FieldSpec, Id, WafScope};

record! {
    /// Addresses that a WAF rule matches.
    IpSet, "ip-set", "ip_sets", "IP set" {
        /// Where it applies.
        scope: WafScope = WafScope::Regional => FieldSpec::new("Scope").aws("CreateIPSet.Scope");
        /// Region; us-east-1 for CLOUDFRONT.
        region: String = default_region() => FieldSpec::new("Region");
        /// Account that holds it.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// Up to 10,000 blocks of one family.
        addresses: Vec<IpNet> = Vec::new() => FieldSpec::new("Addresses").aws("CreateIPSet.Addresses");
    }
}
