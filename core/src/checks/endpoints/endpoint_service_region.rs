//! Check EPT112: an endpoint for a service of another region.

use super::split_service;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::VpcEndpoint;

declare_check! {
    /// ## What it does
    /// Finds endpoints whose service name holds another region than that of their VPC.
    ///
    /// ## Why it matters
    /// The name of a service of AWS holds its region, and `create-vpc-endpoint` looks for it in the VPC's region. A
    /// name copied from another region is refused.
    ///
    /// ## In production
    /// `create-vpc-endpoint` answers `InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-1.kms' does
    /// not exist`. Endpoints to services of other regions exist for some services and need the parameter
    /// `--service-region`, which Netwright does not model.
    ///
    /// ## Example
    /// ```notation
    /// vpc app region=eu-west-1 cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group endpoints
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/16
    ///   vpc-endpoint keys service=com.amazonaws.us-east-1.kms subnets=a,b security_groups=endpoints
    ///   // ^ EPT112
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app region=eu-west-1 cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group endpoints
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/16
    ///   vpc-endpoint keys service=com.amazonaws.eu-west-1.kms subnets=a,b security_groups=endpoints
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: names the service of the VPC's region. Data in the other region is not reached by it.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html>: names hold the
    ///   region
    /// - botocore 1.44.5, CreateVpcEndpoint.ServiceRegion
    ENDPOINT_SERVICE_REGION = "EPT112" "endpoint-service-region" {
        summary: "an endpoint for a service of another region",
        severity: Error,
        since: "0.1.0",
        run: Row(VpcEndpoint, endpoint_service_region),
    }
}

fn endpoint_service_region(facts: &Facts, endpoint: &VpcEndpoint, out: &mut Findings) {
    let own = facts.region_of(endpoint.id);
    if let Some(service) = endpoint.endpoint_service.and_then(|id| facts.get(id))
        && service.region != own
    {
        let message = format!(
            "Service {} is in {}, the endpoint in {own}",
            facts.label(service.id),
            service.region
        );
        out.report(endpoint.id, "endpoint_service", message)
            .related([service.id]);
        return;
    }
    let Some((region, _)) = split_service(&endpoint.service) else {
        return;
    };
    if region == own || own.is_empty() {
        return;
    }
    let message = format!("{} is in {region}, the endpoint in {own}", endpoint.service);
    let name = endpoint.service.replace(region, &own);
    let report = out.report(endpoint.id, "service", message);
    if !endpoint.service.starts_with("com.amazonaws.vpce.") {
        report.fix(
            format!("Name it {name}"),
            Applicability::Unsafe,
            vec![Command::set(endpoint.id, "service", name)],
        );
    }
}
