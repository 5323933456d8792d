//! Endpoint service: see [`EndpointService`].

use super::default_region;
use crate::model::record::record;
use crate::model::{Account, FieldSpec, Id, LoadBalancer};

record! {
    /// A service offered to other VPCs through PrivateLink, behind Network or Gateway Load Balancers.
    EndpointService, "endpoint-service", "endpoint_services", "Endpoint service" {
        /// Region of the service.
        region: String = default_region() => FieldSpec::new("Region");
        /// Account that offers it.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// Network Load Balancers, or Gateway Load Balancers, behind it.
        load_balancers: Vec<Id<LoadBalancer>> = Vec::new() => FieldSpec::new("Load balancers").aws("CreateVpcEndpointServiceConfiguration.NetworkLoadBalancerArns");
        /// Each connection waits for the provider's consent.
        acceptance_required: bool = true => FieldSpec::new("Acceptance required").aws("CreateVpcEndpointServiceConfiguration.AcceptanceRequired");
        /// ARNs that may connect; `*` for all.
        principals: Vec<String> = Vec::new() => FieldSpec::new("Allowed principals").aws("ModifyVpcEndpointServicePermissions.AddAllowedPrincipals");
        /// Name that consumers may use once it is verified.
        private_dns_name: String = String::new() => FieldSpec::new("Private DNS name").aws("CreateVpcEndpointServiceConfiguration.PrivateDnsName");
    }
}
