//! Check RTE109: what has a public address has no way to the internet.

use super::nat_without_internet::has_way;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{
    EntityId, Instance, InternetGateway, LoadBalancer, LoadBalancerType, RecordKind, Route, Scheme,
    Subnet, Vpc,
};

declare_check! {
    /// ## What it does
    /// Finds subnets that give out public addresses, and workloads and internet-facing load balancers with public
    /// addresses, in subnets whose route table has no way to the internet.
    ///
    /// ## Why it matters
    /// A public address alone does nothing: what comes in finds no way back. The address is billed all the same.
    ///
    /// ## In production
    /// The host can't be reached from outside and reaches nothing itself. Reachability Analyzer says
    /// `NO_ROUTE_TO_DESTINATION`. Detect it with `aws ec2 describe-route-tables --filters
    /// Name=association.subnet-id,Values=subnet-… --query 'RouteTables[].Routes[?starts_with(GatewayId,`igw-`)]'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   internet-gateway edge
    ///   route-table public
    ///   subnet public-a az=a cidrs=10.0.2.0/24 route_table=public map_public_ip=true
    ///   // ^ RTE109
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   internet-gateway edge
    ///   route-table public
    ///     route destination=0.0.0.0/0 target=edge
    ///   subnet public-a az=a cidrs=10.0.2.0/24 route_table=public map_public_ip=true
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: adds a default route to the VPC's internet gateway to the table of the subnet, which opens a way out, and
    /// in for what has public addresses, for all subnets of that table. Not offered where the VPC has no internet
    /// gateway or the table already has a default route.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html>
    PUBLIC_WITHOUT_GATEWAY = "RTE109" "public-without-gateway" {
        summary: "what has a public address has no way to the internet",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(public_without_gateway),
    }
}

fn public_without_gateway(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for subnet in facts.children::<Subnet>(vpc.id) {
        let Some((id, field, what)) = public_thing(facts, subnet) else {
            continue;
        };
        if has_way(facts, subnet) {
            continue;
        }
        let message = format!(
            "{what}, but {} has no way to the internet",
            facts.label(subnet.id)
        );
        let report = out.report(id, field, message).related([subnet.id]);
        let table = facts
            .routes(vpc.id)
            .and_then(|routes| routes.of_subnet(subnet));
        let default = |table: &crate::analysis::EffectiveTable| {
            table
                .lines
                .iter()
                .any(|line| line.destination.prefix_len() == 0)
        };
        let table = table
            .filter(|table| !default(table))
            .and_then(|table| table.id);
        let gateway = facts.children::<InternetGateway>(vpc.id).next();
        if let (Some(table), Some(gateway)) = (table, gateway) {
            let mut route = Route::new(Mint::after(facts.design()).id());
            route.route_table = table;
            route.destination = "0.0.0.0/0".parse().ok();
            route.target = Some(gateway.id.entity());
            report.fix(
                format!(
                    "Send everything else of {} to {}",
                    facts.label(table),
                    facts.label(gateway.id)
                ),
                Applicability::Unsafe,
                vec![Command::insert(route)],
            );
        }
    }
}

/// What in a subnet has, or gives, public addresses.
fn public_thing(facts: &Facts, subnet: &Subnet) -> Option<(EntityId, &'static str, String)> {
    if subnet.map_public_ip {
        return Some((
            subnet.id.entity(),
            "map_public_ip",
            format!(
                "Subnet {} gives out public addresses",
                facts.label(subnet.id)
            ),
        ));
    }
    let mut hosts = facts.children::<Instance>(subnet.id);
    if let Some(host) = hosts.find(|host| host.public_address || host.elastic_ip.is_some()) {
        return Some((
            host.id.entity(),
            "public_address",
            format!("Workload {} has a public address", facts.label(host.id)),
        ));
    }
    let mut balancers = facts.referrers::<LoadBalancer>(subnet.id);
    let balancer = balancers.find(|balancer| {
        balancer.scheme == Scheme::InternetFacing
            && balancer.balancer_type != LoadBalancerType::Gateway
    })?;
    Some((
        balancer.id.entity(),
        "subnets",
        format!(
            "Load balancer {} faces the internet",
            facts.label(balancer.id)
        ),
    ))
}
