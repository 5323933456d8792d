//! Check EPT113: a Gateway Load Balancer endpoint without exactly one subnet.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{EndpointType, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Finds Gateway Load Balancer endpoints that name no subnet or more than one.
    ///
    /// ## Why it matters
    /// Such an endpoint stands in one subnet, and routes of one zone lead to it. Several zones need an endpoint each.
    ///
    /// ## In production
    /// `create-vpc-endpoint` answers `InvalidParameter` and asks for exactly one subnet.
    ///
    /// ## Example
    /// ```notation
    /// vpc inspection cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   vpc-endpoint firewall endpoint_type=GatewayLoadBalancer private_dns=false service=com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d subnets=a,b
    ///   // ^ EPT113
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc inspection cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   vpc-endpoint firewall-a endpoint_type=GatewayLoadBalancer private_dns=false service=com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d subnets=a
    ///   vpc-endpoint firewall-b endpoint_type=GatewayLoadBalancer private_dns=false service=com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d subnets=b
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: keeps the first subnet and makes an endpoint of the same service in each other one. Routes of those
    /// zones must then name the new endpoints.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html>
    /// - botocore 1.44.5, CreateVpcEndpoint.SubnetIds: for a Gateway Load Balancer endpoint, one subnet only
    GATEWAY_LOAD_BALANCER_ENDPOINT_SUBNETS = "EPT113" "gateway-load-balancer-endpoint-subnets" {
        summary: "a Gateway Load Balancer endpoint without exactly one subnet",
        severity: Error,
        since: "0.1.0",
        run: Row(VpcEndpoint, gateway_load_balancer_endpoint_subnets),
    }
}

fn gateway_load_balancer_endpoint_subnets(
    facts: &Facts,
    endpoint: &VpcEndpoint,
    out: &mut Findings,
) {
    if endpoint.endpoint_type != EndpointType::GatewayLoadBalancer || endpoint.subnets.len() == 1 {
        return;
    }
    let message = format!(
        "A Gateway Load Balancer endpoint stands in exactly one subnet, {} in {}",
        facts.label(endpoint.id),
        endpoint.subnets.len()
    );
    let report = out.report(endpoint.id, "subnets", message);
    let [first, others @ ..] = endpoint.subnets.as_slice() else {
        return;
    };
    let mut mint = Mint::after(facts.design());
    let mut fix = vec![Command::set(
        endpoint.id,
        "subnets",
        vec![first.to_string()],
    )];
    for subnet in others {
        let mut copy = endpoint.clone();
        copy.id = mint.id();
        copy.subnets = vec![*subnet];
        copy.name = format!("{} {}", facts.label(endpoint.id), facts.label(*subnet));
        copy.meta.aws_id.clear();
        copy.meta.arn.clear();
        fix.push(Command::insert(copy));
    }
    report.fix(
        "Make an endpoint in each subnet",
        Applicability::Unsafe,
        fix,
    );
}
