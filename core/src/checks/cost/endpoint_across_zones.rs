//! Check COST102: workloads in zones where the endpoint has no interface.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EndpointType, Id, Instance, Subnet, Vpc, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Finds interface endpoints in several zones, and workloads in another zone of the VPC than these.
    ///
    /// ## Why it matters
    /// Their calls cross to another zone, which bills each gigabyte in both directions and is slower by a
    /// millisecond. A further interface bills per hour: with little traffic it is not worth it.
    ///
    /// ## In production
    /// `DataTransfer-Regional-Bytes` in the bill; the endpoint's name resolves to addresses of other zones only.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   subnet c az=c cidrs=10.0.3.0/24
    ///     instance web
    ///   vpc-endpoint secrets service=com.amazonaws.eu-west-1.secretsmanager subnets=a,b
    ///   // ^ COST102
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   subnet c az=c cidrs=10.0.3.0/24
    ///     instance web
    ///   vpc-endpoint secrets service=com.amazonaws.eu-west-1.secretsmanager subnets=a,b,c
    /// ```
    ///
    /// ## Fix safety
    /// Safe: adds the workloads' subnets, one in each zone. Each interface takes an address and bills per hour.
    ///
    /// ## Evidence
    /// - <https://aws.amazon.com/privatelink/pricing/>: per hour and zone, and per GB
    /// - <https://aws.amazon.com/ec2/pricing/on-demand/>: data transfer between Availability Zones
    ENDPOINT_ACROSS_ZONES = "COST102" "endpoint-across-zones" {
        summary: "workloads in zones where the endpoint has no interface",
        severity: Info,
        since: "0.1.0",
        run: Vpc(endpoint_across_zones),
    }
}

fn endpoint_across_zones(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let mut working: BTreeMap<&str, Id<Subnet>> = BTreeMap::new();
    for subnet in facts.children::<Subnet>(vpc.id) {
        if facts.children::<Instance>(subnet.id).next().is_some() {
            working.entry(&subnet.az).or_insert(subnet.id);
        }
    }
    for endpoint in facts
        .children::<VpcEndpoint>(vpc.id)
        .filter(|endpoint| endpoint.endpoint_type == EndpointType::Interface)
    {
        let zones: BTreeSet<&str> = endpoint
            .subnets
            .iter()
            .filter_map(|id| Some(facts.get(*id)?.az.as_str()))
            .collect();
        let missing: Vec<(&str, Id<Subnet>)> = working
            .iter()
            .filter(|(zone, _)| !zones.contains(*zone))
            .map(|(zone, id)| (*zone, *id))
            .collect();
        // One zone alone is a matter of availability, which another check tells.
        if zones.len() < 2 || missing.is_empty() {
            continue;
        }
        let names: Vec<_> = missing.iter().map(|(zone, _)| *zone).collect();
        let message = format!(
            "Workloads in zone {} pay for crossing to endpoint {}, which is in {}",
            names.join(" and "),
            facts.label(endpoint.id),
            zones.into_iter().collect::<Vec<_>>().join(" and ")
        );
        let all: Vec<String> = endpoint
            .subnets
            .iter()
            .chain(missing.iter().map(|(_, id)| id))
            .map(ToString::to_string)
            .collect();
        out.report(endpoint.id, "subnets", message)
            .related(missing.iter().map(|(_, id)| *id))
            .fix(
                "Add an interface in these zones",
                Applicability::Safe,
                vec![Command::set(endpoint.id, "subnets", all)],
            );
    }
}
