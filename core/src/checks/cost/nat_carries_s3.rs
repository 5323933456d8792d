//! Check COST101: traffic to S3 that pays for a NAT gateway.

use std::collections::BTreeSet;

use super::{gateway_endpoints, may_hold_workloads};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{
    EndpointType, Id, Kind, RecordKind, Route, RouteTable, Subnet, Vpc, VpcEndpoint,
};
use crate::simulate::path_mtu::table_of;

declare_check! {
    /// ## What it does
    /// Finds route tables of workload subnets whose default route goes to a NAT gateway and which no gateway endpoint
    /// for S3 serves.
    ///
    /// ## Why it matters
    /// A NAT gateway bills every gigabyte that it carries. A gateway endpoint for S3 is free, and takes the same
    /// traffic off it: images of containers, packages, logs and backups are often most of what a NAT gateway carries.
    /// The same holds for DynamoDB where it is used.
    ///
    /// ## In production
    /// `NatGateway-Bytes` leads the bill. Flow logs of the NAT gateway's interface show prefixes of S3; `aws ec2
    /// describe-vpc-endpoints --filters Name=vpc-id,Values=vpc-…` shows no endpoint for S3.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    /// // ^ COST101
    ///   internet-gateway igw
    ///   route-table public
    ///     route destination=0.0.0.0/0 target=igw
    ///   route-table private
    ///     route destination=0.0.0.0/0 target=nat
    ///   subnet out az=a cidrs=10.0.0.0/24 route_table=public
    ///     nat-gateway nat
    ///   subnet a az=a cidrs=10.0.1.0/24 route_table=private
    ///     instance web
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   internet-gateway igw
    ///   route-table public
    ///     route destination=0.0.0.0/0 target=igw
    ///   route-table private
    ///     route destination=0.0.0.0/0 target=nat
    ///   subnet out az=a cidrs=10.0.0.0/24 route_table=public
    ///     nat-gateway nat
    ///   subnet a az=a cidrs=10.0.1.0/24 route_table=private
    ///     instance web
    ///   vpc-endpoint s3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=private
    /// ```
    ///
    /// ## Fix safety
    /// Safe: adds the free endpoint, or the tables to the one that is there. Connections to S3 that are open at that
    /// moment break and are opened again; bucket policies that name the NAT gateway's address must name the endpoint
    /// too.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html>: gateway endpoints for S3 are
    ///   free
    /// - <https://aws.amazon.com/vpc/pricing/>: a NAT gateway bills per GB
    NAT_CARRIES_S3 = "COST101" "nat-carries-s3" {
        summary: "traffic to S3 that pays for a NAT gateway",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(nat_carries_s3),
    }
}

fn nat_carries_s3(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let endpoints = gateway_endpoints(facts, vpc, "s3");
    let mut tables: BTreeSet<Id<RouteTable>> = BTreeSet::new();
    for subnet in facts
        .children::<Subnet>(vpc.id)
        .filter(|subnet| may_hold_workloads(facts, subnet))
    {
        let Some(table) = table_of(facts, subnet) else {
            continue;
        };
        let by_nat = facts.children::<Route>(table.id).any(|route| {
            route
                .destination
                .is_some_and(|block| block.prefix_len() == 0 && block.addr().is_ipv4())
                && route
                    .target
                    .is_some_and(|target| target.kind == Kind::NatGateway)
        });
        if by_nat
            && !endpoints
                .iter()
                .any(|endpoint| endpoint.route_tables.contains(&table.id))
        {
            tables.insert(table.id);
        }
    }
    if tables.is_empty() {
        return;
    }
    let names = facts.labels(tables.iter().map(|id| id.entity()), 3);
    let message = format!(
        "What {} sends to S3 by route table {names} pays for a NAT gateway; a gateway endpoint is free",
        facts.label(vpc.id)
    );
    let fix = if let Some(endpoint) = endpoints.first() {
        let all = endpoint
            .route_tables
            .iter()
            .chain(&tables)
            .map(ToString::to_string)
            .collect::<Vec<_>>();
        Command::set(endpoint.id, "route_tables", all)
    } else {
        let mut endpoint = VpcEndpoint::new(Mint::after(facts.design()).id());
        endpoint.vpc = vpc.id;
        (endpoint.endpoint_type, endpoint.private_dns) = (EndpointType::Gateway, false);
        endpoint.service = format!("com.amazonaws.{}.s3", vpc.region);
        "s3".clone_into(&mut endpoint.name);
        endpoint.route_tables = tables.iter().copied().collect();
        Command::insert(endpoint)
    };
    out.report(vpc.id, "", message).related(tables).fix(
        "Serve S3 by a gateway endpoint",
        Applicability::Safe,
        vec![fix],
    );
}
