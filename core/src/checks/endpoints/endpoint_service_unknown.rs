//! Check EPT111: an endpoint for a service that is not known.

use super::{is_customer_service, known_service, split_service};
use crate::analysis::Facts;
use crate::aws::endpoint_services;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::VpcEndpoint;

declare_check! {
    /// ## What it does
    /// Finds endpoints that name no service, both a name and a service of this design, or a name that is in no table
    /// of AWS's services. Names of providers' services, `com.amazonaws.vpce.…`, are taken as they are.
    ///
    /// ## Why it matters
    /// A name with a typing error is refused when the script runs. Some services have names that are not their usual
    /// short name: `ecr.dkr`, `ssmmessages`, `monitoring` for CloudWatch.
    ///
    /// ## In production
    /// `create-vpc-endpoint` answers `InvalidServiceName: The Vpc Endpoint Service '…' does not exist`. List the
    /// names of a region with `aws ec2 describe-vpc-endpoint-services --query ServiceNames`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group endpoints
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/16
    ///   vpc-endpoint secrets service=com.amazonaws.eu-west-1.secrets-manager subnets=a,b security_groups=endpoints
    ///   // ^ EPT111
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group endpoints
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/16
    ///   vpc-endpoint secrets service=com.amazonaws.eu-west-1.secretsmanager subnets=a,b security_groups=endpoints
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: takes the one known name that differs by hyphens alone. Without such a name there is no fix.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html>
    /// - moto 5.2.5 and botocore 1.44.5: names of services; a service newer than these is reported though it exists
    ENDPOINT_SERVICE_UNKNOWN = "EPT111" "endpoint-service-unknown" {
        summary: "an endpoint for a service that is not known",
        severity: Warning,
        since: "0.1.0",
        run: Row(VpcEndpoint, endpoint_service_unknown),
    }
}

fn endpoint_service_unknown(facts: &Facts, endpoint: &VpcEndpoint, out: &mut Findings) {
    match (endpoint.service.is_empty(), endpoint.endpoint_service) {
        (true, None) => {
            let message = format!("Endpoint {} names no service", facts.label(endpoint.id));
            out.report(endpoint.id, "service", message)
                .severity(Severity::Error)
                .detail("Name a service of AWS, such as com.amazonaws.eu-west-1.secretsmanager, or one of this design");
        }
        (false, Some(service)) => {
            let message = format!(
                "Endpoint {} names {} and service {} of this design",
                facts.label(endpoint.id),
                endpoint.service,
                facts.label(service)
            );
            out.report(endpoint.id, "service", message)
                .severity(Severity::Error)
                .related([service])
                .fix(
                    "Keep the service of this design",
                    Applicability::Safe,
                    vec![Command::set(endpoint.id, "service", "")],
                );
        }
        (false, None)
            if !is_customer_service(&endpoint.service)
                && known_service(&endpoint.service).is_none() =>
        {
            let message = format!(
                "{} is not among the services of AWS that Netwright knows",
                endpoint.service
            );
            let report = out.report(endpoint.id, "service", message);
            if let Some(name) = near(&endpoint.service) {
                report.fix(
                    format!("Name it {name}"),
                    Applicability::Unsafe,
                    vec![Command::set(endpoint.id, "service", name)],
                );
            }
        }
        _ => {}
    }
}

/// The known name that is the same without hyphens.
fn near(name: &str) -> Option<String> {
    let (region, short) = split_service(name)?;
    let plain = |name: &str| name.replace('-', "");
    let service = endpoint_services::all()
        .into_iter()
        .find(|service| plain(service.name) == plain(&short))?;
    service.service_name(region)
}
