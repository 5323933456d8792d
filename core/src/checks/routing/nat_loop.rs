//! Check RTE108: a NAT gateway sends to itself.

use crate::analysis::{Facts, Next};
use crate::checks::{Findings, declare_check};
use crate::model::{NatAvailability, NatGateway, Subnet, Vpc};

declare_check! {
    /// ## What it does
    /// Finds NAT gateways whose own subnet has a route to them.
    ///
    /// ## Why it matters
    /// A NAT gateway sends on by the table of its own subnet, so its packets come back to it. It happens when one route
    /// table serves public and private subnets alike.
    ///
    /// ## In production
    /// Everything behind the gateway times out. Detect it with `aws ec2 describe-nat-gateways --query
    /// 'NatGateways[].[NatGatewayId,SubnetId]'` and the route table of that subnet.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   internet-gateway edge
    ///   route-table shared main=true
    ///     route destination=0.0.0.0/0 target=out
    ///   subnet public-a az=a cidrs=10.0.2.0/24
    ///     nat-gateway out
    ///     // ^ RTE108
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   internet-gateway edge
    ///   route-table private main=true
    ///     route destination=0.0.0.0/0 target=out
    ///   route-table public
    ///     route destination=0.0.0.0/0 target=edge
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///   subnet public-a az=a cidrs=10.0.2.0/24 route_table=public
    ///     nat-gateway out
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: the subnet needs a table of its own with a route to the internet gateway.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html>
    NAT_LOOP = "RTE108" "nat-loop" {
        summary: "a NAT gateway sends to itself",
        severity: Error,
        since: "0.1.0",
        run: Vpc(nat_loop),
    }
}

fn nat_loop(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let Some(routes) = facts.routes(vpc.id) else {
        return;
    };
    for subnet in facts.children::<Subnet>(vpc.id) {
        let Some(table) = routes.of_subnet(subnet) else {
            continue;
        };
        for nat in facts.children::<NatGateway>(subnet.id) {
            let back = table
                .lines
                .iter()
                .find(|line| line.next == Next::Via(nat.id.entity()));
            let Some(line) = back.filter(|_| nat.availability == NatAvailability::Zonal) else {
                continue;
            };
            let message = format!(
                "NAT gateway {} sends {} to itself: its own subnet {} uses the table that leads to it",
                facts.label(nat.id),
                line.destination,
                facts.label(subnet.id)
            );
            out.report(nat.id, "subnet", message)
                .related([subnet.id.entity()])
                .related(line.record);
        }
    }
}
