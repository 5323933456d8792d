//! Check RTE120: more NAT gateways in a zone, or public addresses in a Region, than a new account may have.

use crate::analysis::Facts;
use crate::aws::quotas::{ELASTIC_IPS, NAT_GATEWAYS_PER_ZONE};
use crate::checks::quota::judge_places;
use crate::checks::{Findings, declare_check};
use crate::model::{Connectivity, ElasticIp, NatAvailability, NatGateway};

declare_check! {
    /// ## What it does
    /// Counts NAT gateways by account and zone, and Elastic IP addresses by account and Region, those included that the
    /// exports allocate for public NAT gateways, against the quotas of a new account: 5 of each.
    ///
    /// ## Why it matters
    /// Two zones in three VPCs with a NAT gateway each need six addresses, one more than a new account may have. The last
    /// gateway is refused, and its zone has no way out.
    ///
    /// ## In production
    /// `aws ec2 allocate-address` answers `AddressLimitExceeded`, `create-nat-gateway` answers `NatGatewayLimitExceeded`. Ask
    /// first: `aws service-quotas get-service-quota --service-code ec2 --quota-code L-0263D0A3`.
    ///
    /// ## Example
    /// ```notation
    /// elastic-ip one
    /// elastic-ip two
    /// elastic-ip three
    /// elastic-ip four
    /// elastic-ip five
    /// elastic-ip six
    /// // ^ RTE120
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// elastic-ip one
    /// elastic-ip two
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: ask for the quota in time, or use another account.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>: Elastic IP addresses per Region, NAT
    ///   gateways per Availability Zone
    ADDRESSES_OVER_QUOTA = "RTE120" "addresses-over-quota" {
        summary: "more NAT gateways in a zone, or public addresses in a Region, than a new account may have",
        severity: Info,
        since: "0.1.0",
        run: Design([Account, ElasticIp, NatGateway, Subnet, Vpc], addresses_over_quota),
    }
}

fn addresses_over_quota(facts: &Facts, out: &mut Findings) {
    let gateways = facts.all::<NatGateway>().filter_map(|gateway| {
        let vpc = facts.vpc_of(gateway.id)?;
        let zone = format!("{} zone {}", vpc.region, facts.get(gateway.subnet)?.az);
        let zonal = gateway.availability == NatAvailability::Zonal;
        zonal.then_some(((vpc.account, zone), gateway.id.entity()))
    });
    judge_places(facts, gateways, &NAT_GATEWAYS_PER_ZONE, out);
    let drawn = facts
        .all::<ElasticIp>()
        .map(|held| ((held.account, held.region.clone()), held.id.entity()));
    let allocated = facts.all::<NatGateway>().filter_map(|gateway| {
        let vpc = facts.vpc_of(gateway.id)?;
        let asks = gateway.connectivity == Connectivity::Public
            && gateway.availability == NatAvailability::Zonal
            && gateway.elastic_ip.is_none();
        asks.then_some(((vpc.account, vpc.region.clone()), gateway.id.entity()))
    });
    judge_places(facts, drawn.chain(allocated), &ELASTIC_IPS, out);
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::checks::harness::said;

    fn judged(zones: &[&str], connectivity: &str) -> Vec<String> {
        let mut text = "vpc app cidrs=10.0.0.0/16\n".to_owned();
        for (number, zone) in zones.iter().enumerate() {
            write!(text, "  subnet s{number} az={zone} cidrs=10.0.{number}.0/24\n    nat-gateway n{number} connectivity={connectivity}\n")
                .unwrap();
        }
        said(&text, "RTE120")
    }

    #[test]
    fn gateways_count_by_zone_and_their_addresses_by_region() {
        let spread = judged(&["a", "b", "c", "a", "b", "c"], "public");
        assert_eq!(spread.len(), 1, "{spread:?}");
        assert!(
            spread[0].contains("has 6 Elastic IP addresses in"),
            "{spread:?}"
        );
        assert_eq!(
            judged(&["a", "b", "c", "a", "b", "c"], "private"),
            Vec::<String>::new()
        );
        let crowded = judged(&["a"; 6], "private");
        assert_eq!(crowded.len(), 1, "{crowded:?}");
        assert!(crowded[0].contains("has 6 NAT gateways in"), "{crowded:?}");
    }
}
