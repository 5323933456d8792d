//! What AWS bills a resource by. No prices: they differ by Region and change.

use super::{CatalogueEntry, Source};

/// One thing a resource is billed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// Each hour it exists.
    Hour,
    /// Each hour it exists, in each Availability Zone it is in.
    HourAndZone,
    /// Each hour of each of its network interfaces.
    HourAndInterface,
    /// Each gigabyte it carries or processes.
    Gigabyte,
    /// Each gigabyte that crosses an Availability Zone or Region through it.
    GigabyteAcrossZones,
    /// Each hour of capacity units in use (LCU, NLCU, GLCU).
    CapacityUnitHour,
    /// Each month it exists.
    Month,
    /// Each million requests or queries.
    Requests,
}

/// What one kind of resource is billed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Billing {
    /// The kind, as AWS calls it.
    pub resource: &'static str,
    /// Empty where it is free.
    pub dimensions: &'static [Dimension],
    pub source: Source,
}

use Dimension::{
    CapacityUnitHour, Gigabyte, GigabyteAcrossZones, Hour, HourAndInterface, HourAndZone, Month,
    Requests,
};

const PRIVATELINK: Source =
    Source::documented("https://aws.amazon.com/privatelink/pricing/", "2026-11");
const GATEWAY: Source = Source::documented(
    "https://docs.aws.amazon.com/prescriptive-guidance/latest/aws-startup-security-baseline/wkld-12.html",
    "2026-11",
);
const TGW: Source = Source::documented(
    "https://aws.amazon.com/transit-gateway/pricing/",
    "2026-09-20",
);
const VPC: Source = Source::documented("https://aws.amazon.com/vpc/pricing/", "2026-09-20");
const ELB: Source = Source::documented(
    "https://aws.amazon.com/elasticloadbalancing/pricing/",
    "2026-09-20",
);
const VPC_UNCONFIRMED: Source =
    Source::unconfirmed("https://aws.amazon.com/vpc/pricing/", "2026-11");
const VPN: Source = Source::unconfirmed("https://aws.amazon.com/vpn/pricing/", "2026-11");
const DIRECT_CONNECT: Source =
    Source::unconfirmed("https://aws.amazon.com/directconnect/pricing/", "2026-11");
const ROUTE53: Source = Source::unconfirmed("https://aws.amazon.com/route53/pricing/", "2026-11");
const WAF: Source = Source::unconfirmed("https://aws.amazon.com/waf/pricing/", "2026-11");
const FIREWALL: Source = Source::unconfirmed(
    "https://aws.amazon.com/network-firewall/pricing/",
    "2026-11",
);

/// Every kind with known dimensions, by name.
pub const ALL: &[Billing] = &[
    billed("Application Load Balancer", &[Hour, CapacityUnitHour], ELB),
    billed("Direct Connect virtual interface", &[Gigabyte], DIRECT_CONNECT.note("the port itself bills per hour")),
    billed("egress-only internet gateway", &[], VPC_UNCONFIRMED),
    billed("Elastic IP address", &[Hour], VPC_UNCONFIRMED.note("as every public IPv4 address, in use or idle")),
    billed("gateway endpoint", &[], GATEWAY),
    billed("Gateway Load Balancer", &[HourAndZone, CapacityUnitHour], Source::unconfirmed("https://aws.amazon.com/elasticloadbalancing/pricing/", "2026-11")),
    billed("Gateway Load Balancer endpoint", &[HourAndZone, Gigabyte], PRIVATELINK),
    billed("health check", &[Month], ROUTE53.note("endpoints outside AWS and extra features cost more")),
    billed("hosted zone", &[Month, Requests], ROUTE53),
    billed("interface endpoint", &[HourAndZone, Gigabyte], PRIVATELINK),
    billed("internet gateway", &[], VPC_UNCONFIRMED.note("traffic out to the internet bills per GB")),
    billed("NAT gateway", &[Hour, Gigabyte], VPC),
    billed("network ACL", &[], VPC_UNCONFIRMED),
    billed("Network Firewall endpoint", &[HourAndZone, Gigabyte], FIREWALL),
    billed("Network Load Balancer", &[Hour, CapacityUnitHour], ELB),
    billed("placement group", &[], Source::unconfirmed("https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-groups.html", "2023-06")),
    billed("prefix list", &[], VPC_UNCONFIRMED),
    billed("Resolver endpoint", &[HourAndInterface, Requests], ROUTE53),
    billed("route table", &[], VPC_UNCONFIRMED),
    billed("security group", &[], VPC_UNCONFIRMED),
    billed("Site-to-Site VPN connection", &[Hour], VPN.note("traffic out to the internet bills per GB")),
    billed("subnet", &[], VPC_UNCONFIRMED),
    billed("transit gateway", &[], TGW.note("its attachments are billed")),
    billed("transit gateway peering attachment", &[Hour], TGW.note("data over it bills as traffic between Regions")),
    billed("transit gateway VPC attachment", &[Hour, Gigabyte], TGW),
    billed("VPC", &[], VPC_UNCONFIRMED),
    billed("VPC peering connection", &[GigabyteAcrossZones], VPC_UNCONFIRMED.note("free inside a zone")),
    billed("web ACL", &[Month, Requests], WAF.note("each rule and rule group bills per month; capacity over 1,500 WCU adds to the requests")),
];

/// The billing of a kind of resource.
pub fn find(resource: &str) -> Option<Billing> {
    ALL.iter()
        .find(|known| known.resource.eq_ignore_ascii_case(resource))
        .copied()
}

impl Dimension {
    /// `per hour and zone`.
    pub const fn label(self) -> &'static str {
        match self {
            Hour => "per hour",
            HourAndZone => "per hour and zone",
            HourAndInterface => "per hour and network interface",
            Gigabyte => "per GB",
            GigabyteAcrossZones => "per GB across zones or Regions",
            CapacityUnitHour => "per capacity unit and hour",
            Month => "per month",
            Requests => "per million requests",
        }
    }
}

impl Billing {
    /// `free`, or the dimensions: `per hour, per GB`.
    pub fn label(&self) -> String {
        if self.dimensions.is_empty() {
            return "free".to_owned();
        }
        self.dimensions
            .iter()
            .map(|dimension| dimension.label())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

pub(super) fn catalogue() -> Vec<CatalogueEntry> {
    let entry = |known: &Billing| CatalogueEntry {
        family: "billing",
        name: known.resource.to_owned(),
        value: known.label(),
        source: known.source,
    };
    ALL.iter().map(entry).collect()
}

const fn billed(
    resource: &'static str,
    dimensions: &'static [Dimension],
    source: Source,
) -> Billing {
    Billing {
        resource,
        dimensions,
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gateway_endpoint_is_free_and_an_interface_endpoint_is_not() {
        let label = |resource| find(resource).map(|known| known.label());
        assert_eq!(label("gateway endpoint").as_deref(), Some("free"));
        assert_eq!(
            label("interface endpoint").as_deref(),
            Some("per hour and zone, per GB")
        );
        assert_eq!(label("NAT gateway").as_deref(), Some("per hour, per GB"));
        assert_eq!(label("teapot"), None);
    }

    #[test]
    fn kinds_are_sorted_by_name() {
        assert!(ALL.is_sorted_by_key(|known| known.resource.to_lowercase()));
    }
}
