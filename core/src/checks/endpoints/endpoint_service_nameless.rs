//! Check EPT118: private DNS for a service that has no private name.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EndpointType, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Finds interface endpoints with private DNS on for a service of this design that offers no private DNS name.
    ///
    /// ## Why it matters
    /// Private DNS answers for the name that the provider registered and verified. Without one AWS refuses the
    /// endpoint. Private DNS is on by default, so this is easy to meet.
    ///
    /// ## In production
    /// `create-vpc-endpoint` answers `InvalidParameter: Private DNS can't be enabled because the service
    /// com.amazonaws.vpce.… does not provide a private DNS name`.
    ///
    /// ## Example
    /// ```notation
    /// vpc provider cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer front balancer_type=network subnets=a,b
    /// endpoint-service api load_balancers=front
    /// vpc consumer cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet ca az=a cidrs=10.0.1.0/24
    ///   subnet cb az=b cidrs=10.0.2.0/24
    ///   vpc-endpoint api endpoint_service=endpoint-service-1 subnets=ca,cb
    ///   // ^ EPT118
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc provider cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer front balancer_type=network subnets=a,b
    /// endpoint-service api load_balancers=front
    /// vpc consumer cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet ca az=a cidrs=10.0.1.0/24
    ///   subnet cb az=b cidrs=10.0.2.0/24
    ///   vpc-endpoint api private_dns=false endpoint_service=endpoint-service-1 subnets=ca,cb
    /// ```
    ///
    /// ## Fix safety
    /// Safe: turns private DNS off. Clients use the endpoint's own name.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html>: private DNS names of endpoint
    ///   services
    ENDPOINT_SERVICE_NAMELESS = "EPT118" "endpoint-service-nameless" {
        summary: "private DNS for a service that has no private name",
        severity: Error,
        since: "0.1.0",
        run: Row(VpcEndpoint, endpoint_service_nameless),
    }
}

fn endpoint_service_nameless(facts: &Facts, endpoint: &VpcEndpoint, out: &mut Findings) {
    let service = endpoint.endpoint_service.and_then(|id| facts.get(id));
    let nameless = service.is_some_and(|service| service.private_dns_name.is_empty());
    if endpoint.endpoint_type != EndpointType::Interface || !endpoint.private_dns || !nameless {
        return;
    }
    let message = format!(
        "Private DNS of endpoint {} is on, and its service offers no private DNS name",
        facts.label(endpoint.id)
    );
    out.report(endpoint.id, "private_dns", message)
        .related(endpoint.endpoint_service)
        .fix(
            "Turn private DNS off",
            Applicability::Safe,
            vec![Command::set(endpoint.id, "private_dns", false)],
        );
}
