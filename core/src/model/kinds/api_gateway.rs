//! API Gateway stage: see [`ApiGateway`].

use super::default_region;
use crate::model::record::record;
use crate::model::{Account, FieldSpec, Id};

record! {
    /// A stage of an API Gateway REST API, as far as a web ACL or an alias needs it.
    ApiGateway, "api", "api_gateways", "API Gateway stage" {
        /// Region of the API.
        region: String = default_region() => FieldSpec::new("Region");
        /// Account that holds the API.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// The custom or regional domain name that an alias points at.
        domain_name: String = String::new() => FieldSpec::new("Domain name");
    }
}
