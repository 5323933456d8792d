//! Check LBA102: a load balancer with two subnets in one zone, or a subnet of another VPC.

use std::collections::BTreeSet;

use super::{subnets_of, texts};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{LoadBalancer, LoadBalancerType};

declare_check! {
    /// ## What it does
    /// Finds load balancers that name two subnets of one availability zone, a subnet of another VPC, or a subnet
    /// smaller than /27.
    ///
    /// ## Why it matters
    /// A balancer has one subnet in a zone, all in one VPC, and needs eight free addresses in each, so AWS asks for
    /// /27 or larger.
    ///
    /// ## In production
    /// `create-load-balancer` answers `InvalidConfigurationRequest: A load balancer cannot be attached to multiple
    /// subnets in the same Availability Zone` or `InvalidSubnet: Not enough IP space available`.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet a2 az=a cidrs=10.0.3.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer shop subnets=a,a2,b
    ///   // ^ LBA102
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet a2 az=a cidrs=10.0.3.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer shop subnets=a,b
    /// ```
    ///
    /// ## Fix safety
    /// Safe: keeps the first subnet of each zone and drops those of other VPCs. A subnet that is too small has no fix
    /// here.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html>:
    ///   subnets for your load balancer
    BALANCER_ZONE_TWICE = "LBA102" "balancer-zone-twice" {
        summary: "a load balancer with two subnets in one zone, or a subnet of another VPC",
        severity: Error,
        since: "0.1.0",
        run: Row(LoadBalancer, balancer_zone_twice),
    }
}

/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html>
const LONGEST_PREFIX: u8 = 27;

fn balancer_zone_twice(facts: &Facts, balancer: &LoadBalancer, out: &mut Findings) {
    let name = facts.label(balancer.id);
    let subnets = subnets_of(facts, balancer);
    let mut zones: BTreeSet<&str> = BTreeSet::new();
    let mut kept = Vec::new();
    let mut why = None;
    for subnet in &subnets {
        if subnet.vpc != balancer.vpc {
            why = Some(format!(
                "Subnet {} is in another VPC than load balancer {name}",
                facts.label(subnet.id)
            ));
        } else if zones.insert(&subnet.az) {
            kept.push(subnet.id);
        } else {
            why = Some(format!(
                "Load balancer {name} has two subnets in zone {}",
                subnet.az
            ));
        }
    }
    if let Some(message) = why {
        let dropped: Vec<_> = balancer
            .subnets
            .iter()
            .filter(|id| !kept.contains(id))
            .copied()
            .collect();
        let fix = vec![Command::set(balancer.id, "subnets", texts(kept))];
        out.report(balancer.id, "subnets", message)
            .related(dropped)
            .fix("Keep one subnet of each zone", Applicability::Safe, fix);
    }
    if balancer.balancer_type != LoadBalancerType::Application {
        return;
    }
    for subnet in subnets {
        let small = subnet
            .cidrs
            .iter()
            .find(|block| block.addr().is_ipv4() && block.prefix_len() > LONGEST_PREFIX);
        if let Some(block) = small {
            let message = format!(
                "Subnet {} ({block}) is too small for load balancer {name}, which asks for /27",
                facts.label(subnet.id)
            );
            out.report(balancer.id, "subnets", message)
                .related([subnet.id]);
        }
    }
}
