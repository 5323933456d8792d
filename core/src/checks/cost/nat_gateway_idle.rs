//! Check COST106: a NAT gateway that no route leads to.

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{NatGateway, Route};

declare_check! {
    /// ## What it does
    /// Finds NAT gateways that are the target of no route.
    ///
    /// ## Why it matters
    /// A NAT gateway bills per hour whether it carries anything or not, and its public address too.
    ///
    /// ## In production
    /// `BytesOutToDestination` stays at zero. `aws ec2 describe-route-tables --filters
    /// Name=route.nat-gateway-id,Values=nat-…` finds none.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   internet-gateway igw
    ///   route-table public main=true
    ///     route destination=0.0.0.0/0 target=igw
    ///   subnet out az=a cidrs=10.0.0.0/24
    ///     nat-gateway nat
    ///     // ^ COST106
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   internet-gateway igw
    ///   route-table public main=true
    ///     route destination=0.0.0.0/0 target=igw
    ///   route-table private
    ///     route destination=0.0.0.0/0 target=nat
    ///   subnet out az=a cidrs=10.0.0.0/24
    ///     nat-gateway nat
    ///   subnet a az=a cidrs=10.0.1.0/24 route_table=private
    ///   vpc-endpoint s3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=private
    /// ```
    ///
    /// ## Fix safety
    /// No fix: either a route is missing or the NAT gateway can go, and only the owner knows which.
    ///
    /// ## Evidence
    /// - <https://aws.amazon.com/vpc/pricing/>: NAT gateway hours
    NAT_GATEWAY_IDLE = "COST106" "nat-gateway-idle" {
        summary: "a NAT gateway that no route leads to",
        severity: Warning,
        since: "0.1.0",
        run: Row(NatGateway, nat_gateway_idle),
    }
}

fn nat_gateway_idle(facts: &Facts, nat: &NatGateway, out: &mut Findings) {
    if facts.referrers::<Route>(nat.id).next().is_none() {
        let message = format!(
            "No route leads to NAT gateway {}, and it bills every hour",
            facts.label(nat.id)
        );
        out.report(nat.id, "", message);
    }
}
