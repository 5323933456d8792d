//! API Gateway stage: see [`ApiGateway`].

use super::default_region;
use crate::model::record::record;
use crate::model::{Account, FieldSpec, Id};

record! {
    /// A stage of an API Gateway REST API, which others make: a web ACL is put in front of it, an alias or a distribution leads to it.
    ApiGateway, "api", "api_gateways", "API Gateway stage" {
        /// Region of the API.
        region: String = default_region() => FieldSpec::new("Region");
        /// Account that holds the API.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// Identifier of the REST API, such as `a1b2c3d4e5`.
        rest_api_id: String = String::new() => FieldSpec::new("REST API").aws("GetStage.restApiId");
        /// Name of the stage; letters, digits, hyphens and underscores.
        stage_name: String = String::new() => FieldSpec::new("Stage").aws("GetStage.stageName");
        /// The custom or regional domain name that an alias points at.
        domain_name: String = String::new() => FieldSpec::new("Domain name").aws("GetDomainNames.items");
    }
}
