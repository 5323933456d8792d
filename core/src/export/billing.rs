//! What AWS bills a record by, and how many of each a design has. Counts, not prices.

use std::collections::BTreeMap;

use crate::aws::billing::{Billing, Dimension, find};
use crate::model::{Design, EntityId, Kind};

/// One line of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillingLine {
    pub resource: &'static str,
    /// How many there are.
    pub records: usize,
    /// How many times the hourly or monthly dimension counts: an interface endpoint in three zones counts three times.
    pub units: usize,
    /// `per hour and zone, per GB`, or `free`.
    pub dimensions: String,
    pub is_free: bool,
    /// Where this is said.
    pub source: String,
}

/// What a record is billed by, where that is known.
pub fn billing_of(design: &Design, id: EntityId) -> Option<BillingLine> {
    let billing = find(resource_of(design, id)?)?;
    Some(line(&billing, 1, units_of(design, id, &billing)))
}

/// Everything that is billed, then what is free, by name.
pub fn summary(design: &Design) -> Vec<BillingLine> {
    let mut counted: BTreeMap<&'static str, (Billing, usize, usize)> = BTreeMap::new();
    for record in design.records() {
        let Some(billing) = resource_of(design, record.id()).and_then(find) else {
            continue;
        };
        let entry = counted.entry(billing.resource).or_insert((billing, 0, 0));
        entry.1 += 1;
        entry.2 += units_of(design, record.id(), &billing);
    }
    let mut lines: Vec<BillingLine> = counted
        .into_values()
        .map(|(billing, records, units)| line(&billing, records, units))
        .collect();
    lines.sort_by_key(|line| line.is_free);
    lines
}

fn line(billing: &Billing, records: usize, units: usize) -> BillingLine {
    BillingLine {
        resource: billing.resource,
        records,
        units,
        dimensions: billing.label(),
        is_free: billing.dimensions.is_empty(),
        source: billing.source.reference.to_owned(),
    }
}

/// What AWS calls the resource that a record stands for on its bill.
fn resource_of(design: &Design, id: EntityId) -> Option<&'static str> {
    let word = |field: &str| {
        let value = design.record(id)?.field(field)?;
        value.as_str().map(str::to_owned)
    };
    Some(match id.kind {
        Kind::Vpc => "VPC",
        Kind::Subnet => "subnet",
        Kind::RouteTable => "route table",
        Kind::SecurityGroup => "security group",
        Kind::NetworkAcl => "network ACL",
        Kind::PrefixList => "prefix list",
        Kind::PlacementGroup => "placement group",
        Kind::InternetGateway => "internet gateway",
        Kind::EgressOnlyGateway => "egress-only internet gateway",
        Kind::NatGateway => "NAT gateway",
        Kind::ElasticIp => "Elastic IP address",
        Kind::TransitGateway => "transit gateway",
        Kind::TgwAttachment => match word("resource")?.parse::<EntityId>().ok()?.kind {
            Kind::TransitGateway => "transit gateway peering attachment",
            _ => "transit gateway VPC attachment",
        },
        Kind::VpcPeering => "VPC peering connection",
        Kind::VpnConnection => "Site-to-Site VPN connection",
        Kind::VirtualInterface => "Direct Connect virtual interface",
        Kind::VpcEndpoint => match word("endpoint_type")?.as_str() {
            "Gateway" => "gateway endpoint",
            "GatewayLoadBalancer" => "Gateway Load Balancer endpoint",
            _ => "interface endpoint",
        },
        Kind::LoadBalancer => match word("balancer_type")?.as_str() {
            "network" => "Network Load Balancer",
            "gateway" => "Gateway Load Balancer",
            _ => "Application Load Balancer",
        },
        Kind::NetworkFirewall => "Network Firewall endpoint",
        Kind::ResolverEndpoint => "Resolver endpoint",
        Kind::HostedZone => "hosted zone",
        Kind::HealthCheck => "health check",
        Kind::WebAcl => "web ACL",
        _ => return None,
    })
}

fn units_of(design: &Design, id: EntityId, billing: &Billing) -> usize {
    let per_subnet = billing.dimensions.iter().any(|dimension| {
        matches!(
            dimension,
            Dimension::HourAndZone | Dimension::HourAndInterface
        )
    });
    if billing.dimensions.is_empty() {
        return 0;
    }
    let subnets = design
        .record(id)
        .and_then(|record| record.field("subnets"))
        .and_then(|value| value.as_array().map(Vec::len));
    match subnets {
        Some(subnets) if per_subnet => subnets,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use crate::notation::parse;

    use super::*;

    #[test]
    fn endpoints_are_billed_by_type_and_zone() {
        let design = parse("vpc main\n  subnet a az=a\n  subnet b az=b\n  vpc-endpoint s3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3\n  vpc-endpoint secrets endpoint_type=Interface service=com.amazonaws.eu-west-1.secretsmanager subnets=a,b\n").expect("a design");
        let lines = summary(&design);
        let line = |resource: &str| {
            lines
                .iter()
                .find(|line| line.resource == resource)
                .expect(resource)
        };
        assert!(line("gateway endpoint").is_free);
        assert_eq!(
            (
                line("interface endpoint").records,
                line("interface endpoint").units
            ),
            (1, 2)
        );
        assert_eq!(
            line("interface endpoint").dimensions,
            "per hour and zone, per GB"
        );
        assert!(
            !lines.first().expect("a line").is_free,
            "what costs comes first"
        );
    }

    #[test]
    fn every_resource_word_is_known() {
        // Each kind with a word must find it in the table of facts.
        let mut design = Design::new("all");
        for kind in [
            Kind::Vpc,
            Kind::TransitGateway,
            Kind::ElasticIp,
            Kind::HostedZone,
            Kind::HealthCheck,
            Kind::WebAcl,
            Kind::PlacementGroup,
            Kind::PrefixList,
        ] {
            let record = kind.new_record(1);
            let insert = crate::edit::Command::Insert(record.into());
            design = crate::edit::apply(&design, &[insert])
                .expect("applied")
                .design;
            assert!(
                billing_of(&design, EntityId::new(kind, 1)).is_some(),
                "{kind}"
            );
        }
    }
}
