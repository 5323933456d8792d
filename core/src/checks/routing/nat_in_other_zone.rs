//! Check RTE116: a subnet leaves through a NAT gateway of another zone.

use crate::analysis::{Facts, Next};
use crate::checks::{Findings, declare_check};
use crate::model::{NatAvailability, NatGateway, Subnet, Vpc};

declare_check! {
    /// ## What it does
    /// Finds subnets whose route table sends to a zonal NAT gateway in another availability zone.
    ///
    /// ## Why it matters
    /// When the gateway's zone fails, this one loses its way out with it; until then every byte between zones is
    /// billed in addition. A NAT gateway in each zone, or a regional one, avoids both.
    ///
    /// ## In production
    /// The bill shows `DataTransfer-Regional-Bytes`. Detect it by comparing the zone of `aws ec2 describe-nat-gateways
    /// --query 'NatGateways[].SubnetId'` with the zones of the subnets that route to it.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   internet-gateway edge
    ///   route-table private main=true
    ///     route destination=0.0.0.0/0 target=out
    ///   route-table public
    ///     route destination=0.0.0.0/0 target=edge
    ///   subnet app-b az=b cidrs=10.0.1.0/24
    ///   // ^ RTE116
    ///   subnet public-a az=a cidrs=10.0.2.0/24 route_table=public
    ///     nat-gateway out
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
    /// None is offered: another gateway costs by the hour, so it is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html>: create a NAT gateway in each zone
    NAT_IN_OTHER_ZONE = "RTE116" "nat-in-other-zone" {
        summary: "a subnet leaves through a NAT gateway of another zone",
        severity: Info,
        since: "0.1.0",
        run: Vpc(nat_in_other_zone),
    }
}

fn nat_in_other_zone(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let Some(routes) = facts.routes(vpc.id) else {
        return;
    };
    for subnet in facts.children::<Subnet>(vpc.id) {
        for line in routes
            .of_subnet(subnet)
            .map_or(&[][..], |table| &table.lines)
        {
            let Next::Via(target) = line.next else {
                continue;
            };
            let Some(nat) = facts.as_kind::<NatGateway>(target) else {
                continue;
            };
            let zone = facts
                .get(nat.subnet)
                .map_or("", |holder| holder.az.as_str());
            if nat.availability == NatAvailability::Zonal && zone != subnet.az {
                let message = format!(
                    "Subnet {} in zone {} leaves through NAT gateway {} in zone {zone}",
                    facts.label(subnet.id),
                    subnet.az,
                    facts.label(nat.id)
                );
                out.report(subnet.id, "route_table", message)
                    .related([nat.id]);
            }
        }
    }
}
