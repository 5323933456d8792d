//! Quotas: how many of a thing AWS allows, whether that can be raised, and what it is counted per.

use super::{CatalogueEntry, Source};

/// One quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// What is counted.
    pub title: &'static str,
    /// What a new account may have.
    pub default: u64,
    pub change: Change,
    /// What it is counted per: `Region`, `VPC`, `transit gateway`.
    pub per: &'static str,
    pub source: Source,
}

/// Whether AWS raises a quota on request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Never raised.
    Hard,
    /// Raised on request; no documented ceiling.
    Adjustable,
    /// Raised on request up to this many.
    AdjustableTo(u64),
    /// The sources do not say.
    Unknown,
}

impl Quota {
    /// The most that AWS ever allows, where that is known.
    pub const fn ceiling(&self) -> Option<u64> {
        match self.change {
            Change::Hard => Some(self.default),
            Change::AdjustableTo(most) => Some(most),
            Change::Adjustable | Change::Unknown => None,
        }
    }
}

macro_rules! quotas {
    ($($name:ident $title:literal $default:literal $change:expr, per $per:literal, $source:expr;)*) => {
        $(#[doc = concat!($title, ", per ", $per, ".")]
        pub const $name: Quota = Quota { title: $title, default: $default, change: $change, per: $per, source: $source };)*

        /// Every quota, by service.
        pub const ALL: &[Quota] = &[$($name),*];
    };
}

use Change::{Adjustable, AdjustableTo, Hard, Unknown};

const TGW: Source = Source::documented(
    "https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html",
    "2026-11",
);
const VPC: Source = Source::documented(
    "https://docs.aws.amazon.com/general/latest/gr/vpc-service.html",
    "2026-11",
);
const VPC_2023: Source = Source::documented(
    "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
    "2023-06",
);
const ENDPOINTS: Source = Source::documented(
    "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html",
    "2026-11",
);
const ROUTE53: Source = Source::documented(
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html",
    "2023-06",
);
const BOTOCORE: Source = Source::packaged("botocore 1.44.5", "2026-11-23");
const WAF: Source = Source::documented(
    "https://docs.aws.amazon.com/waf/latest/developerguide/limits.html",
    "2026-10",
);
const PLACEMENT: Source = Source::documented(
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-groups.html",
    "2023-06",
);

quotas! {
    TGW_PER_REGION "transit gateways" 5 Adjustable, per "account and Region", TGW;
    TGW_CIDR_BLOCKS "CIDR blocks" 5 Hard, per "transit gateway", TGW;
    TGW_ROUTE_TABLES "transit gateway route tables" 20 Adjustable, per "transit gateway", TGW;
    TGW_ROUTES "routes over all route tables" 10_000 Adjustable, per "transit gateway", TGW;
    TGW_CONNECT_ROUTES_IN "routes a virtual router advertises" 1_000 Adjustable, per "Connect peer", TGW;
    TGW_CONNECT_ROUTES_OUT "routes advertised to a virtual router" 5_000 Hard, per "Connect peer", TGW;
    TGW_STATIC_ROUTES_PER_PREFIX "static routes for one prefix" 1 Hard, per "attachment", TGW;
    TGW_ATTACHMENTS "attachments" 5_000 Adjustable, per "transit gateway", TGW.note("an older copy of the page says not adjustable");
    TGW_PER_VPC "transit gateways a VPC is attached to" 5 Hard, per "VPC", TGW;
    TGW_ATTACHMENTS_PER_VPC "attachments of one VPC to one transit gateway" 1 Hard, per "VPC and transit gateway", TGW;
    TGW_PEERINGS "peering attachments" 50 Unknown, per "transit gateway", TGW;
    TGW_PENDING_PEERINGS "pending peering attachments" 10 Unknown, per "transit gateway", TGW;
    TGW_PEERINGS_BETWEEN_TWO "peering attachments between two transit gateways" 1 Unknown, per "pair", TGW;
    TGW_DIRECT_CONNECT_GATEWAYS "Direct Connect gateways" 20 Unknown, per "transit gateway", TGW;
    TGW_PER_DIRECT_CONNECT_GATEWAY "transit gateways" 6 Unknown, per "Direct Connect gateway", TGW.note("was 3");
    TGW_VPN_CONCENTRATORS "VPN concentrators" 5 Unknown, per "transit gateway", TGW;
    TGW_CONNECT_PEERS "Connect peers" 4 Unknown, per "Connect attachment", TGW;

    VPC_PER_REGION "VPCs" 5 Adjustable, per "account and Region", VPC;
    VPC_SUBNETS "subnets" 200 Adjustable, per "VPC", VPC_2023;
    VPC_IPV4_CIDR_BLOCKS "IPv4 CIDR blocks" 5 AdjustableTo(50), per "VPC", VPC;
    VPC_IPV6_CIDR_BLOCKS "IPv6 CIDR blocks" 5 AdjustableTo(50), per "VPC", VPC;
    VPC_ROUTE_TABLES "route tables" 200 Adjustable, per "VPC", VPC_2023;
    ROUTE_TABLE_ROUTES "routes of one address family" 500 AdjustableTo(1_000), per "route table", Source::unconfirmed("https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html", "2025-06").note("reported of June 2025; the page of 2023 says 50, adjustable to 1,000");
    ROUTE_TABLE_PROPAGATED_ROUTES "propagated BGP routes" 100 Hard, per "route table", VPC_2023;
    NETWORK_ACLS "network ACLs" 200 Adjustable, per "VPC", VPC_2023;
    NETWORK_ACL_RULES "rules of one direction and address family, the default deny included" 20 AdjustableTo(40), per "network ACL", VPC_2023;
    SECURITY_GROUPS "security groups" 2_500 Adjustable, per "account and Region", VPC_2023;
    SECURITY_GROUP_RULES "rules of one direction and address family" 60 Adjustable, per "security group", VPC_2023.note("rules per group times groups per interface stay at or under 1,000");
    SECURITY_GROUPS_PER_INTERFACE "security groups" 5 AdjustableTo(16), per "network interface", VPC_2023;
    SECURITY_GROUP_RULES_PER_INTERFACE "security group rules, as groups times rules" 1_000 Hard, per "network interface", VPC_2023;
    VPC_PEERINGS "active peering connections" 50 AdjustableTo(125), per "VPC", VPC;
    VPC_PENDING_PEERINGS "pending peering requests" 25 Adjustable, per "account and Region", VPC_2023;
    VPC_PEERING_EXPIRY_DAYS "days a peering request waits" 7 Hard, per "peering connection", VPC_2023;
    INTERNET_GATEWAYS_PER_VPC "internet gateways" 1 Hard, per "VPC", VPC_2023;
    EGRESS_ONLY_GATEWAYS_PER_VPC "egress-only internet gateways" 1 Hard, per "VPC", VPC_2023;
    NAT_GATEWAYS_PER_ZONE "NAT gateways" 5 Adjustable, per "Availability Zone", VPC_2023;
    ELASTIC_IPS_PER_NAT_GATEWAY "Elastic IP addresses" 2 AdjustableTo(8), per "public NAT gateway", VPC_2023;
    NETWORK_INTERFACES "network interfaces" 5_000 Adjustable, per "account and Region", VPC_2023;
    PREFIX_LISTS "customer-managed prefix lists" 100 Adjustable, per "account and Region", VPC_2023;
    VPC_PARTICIPANTS "participant accounts" 100 Adjustable, per "shared VPC", VPC_2023;
    ELASTIC_IPS "Elastic IP addresses" 5 Adjustable, per "account and Region", VPC_2023;
    PREFIX_LIST_ENTRIES "entries" 1_000 Adjustable, per "prefix list", VPC_2023.note("a reference counts as the list's maximum entries");
    NETWORK_ADDRESS_UNITS "network address units" 64_000 AdjustableTo(256_000), per "VPC", VPC_2023;
    NETWORK_ADDRESS_UNITS_PEERED "network address units with peered VPCs" 128_000 AdjustableTo(512_000), per "VPC", VPC_2023;

    INTERFACE_ENDPOINTS "interface and Gateway Load Balancer endpoints" 50 Adjustable, per "VPC", ENDPOINTS;
    GATEWAY_ENDPOINTS "gateway endpoints" 20 Adjustable, per "account and Region", VPC;
    GATEWAY_ENDPOINTS_PER_VPC "gateway endpoints" 255 Hard, per "VPC", VPC;
    RESOURCE_ENDPOINTS "resource endpoints" 200 Unknown, per "VPC", ENDPOINTS;
    SERVICE_NETWORK_ENDPOINTS "service-network endpoints" 50 Unknown, per "VPC", ENDPOINTS;
    ENDPOINT_POLICY_CHARACTERS "characters" 20_480 Hard, per "endpoint policy", VPC;

    HOSTED_ZONES "hosted zones" 500 Adjustable, per "account", ROUTE53;
    RECORDS "records" 10_000 Adjustable, per "hosted zone", ROUTE53;
    RECORD_VALUES "values" 400 Hard, per "record", ROUTE53;
    HEALTH_CHECKS "health checks" 200 Adjustable, per "account", ROUTE53;
    ZONE_VPCS "VPCs" 100 Adjustable, per "private hosted zone", ROUTE53;
    SET_RECORDS "geolocation, latency, multivalue or weighted records" 100 Hard, per "name and type", ROUTE53;
    GEOPROXIMITY_RECORDS "geoproximity records" 30 Hard, per "name and type", ROUTE53;
    MULTIVALUE_ANSWERS "records in one multivalue answer" 8 Hard, per "answer", BOTOCORE;
    CHANGE_BATCH_RECORDS "resource records, UPSERT counted twice" 1_000 Hard, per "change batch", ROUTE53;
    CHANGE_BATCH_CHARACTERS "characters of values, UPSERT counted twice" 32_000 Hard, per "change batch", ROUTE53;
    ROUTE53_REQUESTS_PER_SECOND "API requests a second" 5 Hard, per "account", ROUTE53;
    RESOLVER_ENDPOINTS "Resolver endpoints" 4 Adjustable, per "account and Region", ROUTE53;
    RESOLVER_ENDPOINT_ADDRESSES "addresses" 6 Unknown, per "Resolver endpoint", ROUTE53;
    RESOLVER_RULES "Resolver rules" 1_000 Adjustable, per "account and Region", ROUTE53;
    RESOLVER_RULE_ADDRESSES "target addresses" 6 Unknown, per "Resolver rule", ROUTE53;
    RESOLVER_RULE_ASSOCIATIONS "associations of Resolver rules and VPCs" 2_000 Adjustable, per "account and Region", ROUTE53;
    RESOLVER_QUERIES_PER_SECOND "queries a second, depending on their kind" 10_000 Unknown, per "address of a Resolver endpoint", ROUTE53;
    RESOLVER_PACKETS_PER_SECOND "packets a second to the VPC resolver" 1_024 Hard, per "network interface", VPC_2023;

    WEB_ACLS "web ACLs" 100 Adjustable, per "account and Region", WAF;
    RULE_GROUPS "rule groups" 100 Adjustable, per "account and Region", WAF;
    IP_SETS "IP sets" 100 Adjustable, per "account and Region", WAF;
    REGEX_SETS "regex pattern sets" 10 Adjustable, per "account and Region", WAF;
    WEB_ACL_REQUESTS_PER_SECOND "requests a second" 100_000 Adjustable, per "web ACL", WAF;
    WEB_ACL_CAPACITY "capacity units (WCU)" 5_000 Hard, per "web ACL", WAF;
    WEB_ACL_BASIC_CAPACITY "capacity units (WCU) in the basic price" 1_500 Hard, per "web ACL", WAF;
    RULE_GROUP_CAPACITY "capacity units (WCU)" 5_000 Hard, per "rule group", WAF;
    WEB_ACL_RATE_RULES "rate-based rules" 10 Hard, per "web ACL", WAF;
    RULE_GROUP_RATE_RULES "rate-based rules" 4 Hard, per "rule group", WAF;
    WEB_ACL_REFERENCES "referenced sets and groups" 50 Hard, per "web ACL", WAF;
    IP_SET_ADDRESSES "addresses" 10_000 Hard, per "IP set", WAF;
    RATE_LIMIT_LEAST "requests, the least rate limit" 10 Hard, per "rate-based rule", BOTOCORE.note("the quota page of 2022 said 100");
    RATE_LIMIT_MOST "requests, the greatest rate limit" 2_000_000_000 Hard, per "rate-based rule", BOTOCORE;

    PLACEMENT_GROUPS "placement groups" 500 Unknown, per "account and Region", PLACEMENT;
    PARTITIONS_PER_ZONE "partitions" 7 Hard, per "partition placement group and Availability Zone", PLACEMENT;
    PARTITIONS_DEDICATED "partitions with Dedicated Instances" 2 Hard, per "partition placement group", PLACEMENT;
    SPREAD_INSTANCES_PER_ZONE "running instances" 7 Hard, per "rack-level spread placement group and Availability Zone", PLACEMENT;
}

pub(super) fn catalogue() -> Vec<CatalogueEntry> {
    let entry = |quota: &Quota| CatalogueEntry {
        family: "quotas",
        name: format!("{} per {}", quota.title, quota.per),
        value: match quota.change {
            Hard => format!("{}, hard", quota.default),
            Adjustable => format!("{}, adjustable", quota.default),
            AdjustableTo(most) => format!("{}, adjustable to {most}", quota.default),
            Unknown => format!("{}, not known whether adjustable", quota.default),
        },
        source: quota.source,
    };
    ALL.iter().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spot_values_hold() {
        assert_eq!(
            (TGW_ROUTE_TABLES.default, TGW_ROUTE_TABLES.change),
            (20, Adjustable)
        );
        assert_eq!(
            (
                TGW_ROUTES.default,
                TGW_ATTACHMENTS.default,
                TGW_PER_VPC.ceiling()
            ),
            (10_000, 5_000, Some(5))
        );
        assert_eq!(
            (VPC_PEERINGS.default, VPC_PEERINGS.ceiling()),
            (50, Some(125))
        );
        assert_eq!(
            (
                SECURITY_GROUP_RULES.default,
                SECURITY_GROUPS_PER_INTERFACE.ceiling()
            ),
            (60, Some(16))
        );
        assert_eq!(
            (ROUTE_TABLE_ROUTES.default, NETWORK_ACL_RULES.ceiling()),
            (500, Some(40))
        );
        assert_eq!(
            (WEB_ACL_CAPACITY.default, WEB_ACL_BASIC_CAPACITY.default),
            (5_000, 1_500)
        );
        assert_eq!(
            (
                PARTITIONS_PER_ZONE.default,
                SPREAD_INSTANCES_PER_ZONE.default
            ),
            (7, 7)
        );
        assert_eq!(
            (RATE_LIMIT_LEAST.default, CHANGE_BATCH_CHARACTERS.default),
            (10, 32_000)
        );
    }

    #[test]
    fn no_quota_is_above_its_ceiling() {
        for quota in ALL {
            assert!(
                quota.default > 0 && quota.ceiling().is_none_or(|most| most >= quota.default),
                "{quota:?}"
            );
        }
    }
}
