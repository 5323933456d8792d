//! Check EPT115: an endpoint that the service's owner has not accepted.

use super::short_service;
use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{Acceptance, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Finds endpoints that wait for the acceptance of the service's owner, or were rejected.
    ///
    /// ## Why it matters
    /// Until the owner accepts, the endpoint has addresses and takes no connection, and private DNS does not answer.
    ///
    /// ## In production
    /// `aws ec2 describe-vpc-endpoints --query 'VpcEndpoints[].[VpcEndpointId,State]'` says `pendingAcceptance` or
    /// `rejected`. The owner accepts with `aws ec2 accept-vpc-endpoint-connections`.
    ///
    /// ## Example
    /// ```notation
    /// vpc consumer cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   vpc-endpoint api private_dns=false service=com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d subnets=a,b state=pending
    ///   // ^ EPT115
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc consumer cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   vpc-endpoint api private_dns=false service=com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d subnets=a,b state=accepted
    /// ```
    ///
    /// ## Fix safety
    /// Display only: acceptance is the owner's act. A service of this design can be set to accept without asking.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html>: accept or reject
    ///   connection requests
    ENDPOINT_NOT_ACCEPTED = "EPT115" "endpoint-not-accepted" {
        summary: "an endpoint that the service's owner has not accepted",
        severity: Warning,
        since: "0.1.0",
        run: Row(VpcEndpoint, endpoint_not_accepted),
    }
}

fn endpoint_not_accepted(facts: &Facts, endpoint: &VpcEndpoint, out: &mut Findings) {
    let state = match endpoint.state {
        Acceptance::Accepted => return,
        Acceptance::Pending => "waits for acceptance by",
        Acceptance::Rejected => "was rejected by",
    };
    let service = short_service(facts, endpoint);
    let message = format!(
        "Endpoint {} {state} the owner of {service}; no connection passes",
        facts.label(endpoint.id)
    );
    out.report(endpoint.id, "state", message)
        .related(endpoint.endpoint_service);
}
