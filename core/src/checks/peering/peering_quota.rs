//! Check PEE106: a VPC has more peering connections than AWS allows.

use crate::analysis::Facts;
use crate::aws::quotas::VPC_PEERINGS;
use crate::checks::{Findings, declare_check, quota};
use crate::model::{Acceptance, Vpc, VpcPeering};

declare_check! {
    /// ## What it does
    /// Finds VPCs with more active peering connections than the quota of 50, which is a warning since it can be
    /// raised, or than the 125 that AWS allows at most, which is an error.
    ///
    /// ## Why it matters
    /// The connection after the last one is refused. Each also takes a route in every table that uses it, and a table
    /// that grows this long is slow to review.
    ///
    /// ## In production
    /// `accept-vpc-peering-connection` answers `VpcPeeringConnectionLimitExceeded`. Count with `aws ec2
    /// describe-vpc-peering-connections --filters Name=requester-vpc-info.vpc-id,Values=vpc-…
    /// Name=status-code,Values=active --query 'length(VpcPeeringConnections)'`, and the same for `accepter-vpc-info`.
    ///
    /// ## Example
    /// ```notation
    /// vpc shared cidrs=10.0.0.0/16
    /// // ^ PEE106
    /// vpc v1 cidrs=10.1.0.0/16
    /// vpc-peering requester=v1 accepter=shared
    /// vpc v2 cidrs=10.2.0.0/16
    /// vpc-peering requester=v2 accepter=shared
    /// vpc v3 cidrs=10.3.0.0/16
    /// vpc-peering requester=v3 accepter=shared
    /// vpc v4 cidrs=10.4.0.0/16
    /// vpc-peering requester=v4 accepter=shared
    /// vpc v5 cidrs=10.5.0.0/16
    /// vpc-peering requester=v5 accepter=shared
    /// vpc v6 cidrs=10.6.0.0/16
    /// vpc-peering requester=v6 accepter=shared
    /// vpc v7 cidrs=10.7.0.0/16
    /// vpc-peering requester=v7 accepter=shared
    /// vpc v8 cidrs=10.8.0.0/16
    /// vpc-peering requester=v8 accepter=shared
    /// vpc v9 cidrs=10.9.0.0/16
    /// vpc-peering requester=v9 accepter=shared
    /// vpc v10 cidrs=10.10.0.0/16
    /// vpc-peering requester=v10 accepter=shared
    /// vpc v11 cidrs=10.11.0.0/16
    /// vpc-peering requester=v11 accepter=shared
    /// vpc v12 cidrs=10.12.0.0/16
    /// vpc-peering requester=v12 accepter=shared
    /// vpc v13 cidrs=10.13.0.0/16
    /// vpc-peering requester=v13 accepter=shared
    /// vpc v14 cidrs=10.14.0.0/16
    /// vpc-peering requester=v14 accepter=shared
    /// vpc v15 cidrs=10.15.0.0/16
    /// vpc-peering requester=v15 accepter=shared
    /// vpc v16 cidrs=10.16.0.0/16
    /// vpc-peering requester=v16 accepter=shared
    /// vpc v17 cidrs=10.17.0.0/16
    /// vpc-peering requester=v17 accepter=shared
    /// vpc v18 cidrs=10.18.0.0/16
    /// vpc-peering requester=v18 accepter=shared
    /// vpc v19 cidrs=10.19.0.0/16
    /// vpc-peering requester=v19 accepter=shared
    /// vpc v20 cidrs=10.20.0.0/16
    /// vpc-peering requester=v20 accepter=shared
    /// vpc v21 cidrs=10.21.0.0/16
    /// vpc-peering requester=v21 accepter=shared
    /// vpc v22 cidrs=10.22.0.0/16
    /// vpc-peering requester=v22 accepter=shared
    /// vpc v23 cidrs=10.23.0.0/16
    /// vpc-peering requester=v23 accepter=shared
    /// vpc v24 cidrs=10.24.0.0/16
    /// vpc-peering requester=v24 accepter=shared
    /// vpc v25 cidrs=10.25.0.0/16
    /// vpc-peering requester=v25 accepter=shared
    /// vpc v26 cidrs=10.26.0.0/16
    /// vpc-peering requester=v26 accepter=shared
    /// vpc v27 cidrs=10.27.0.0/16
    /// vpc-peering requester=v27 accepter=shared
    /// vpc v28 cidrs=10.28.0.0/16
    /// vpc-peering requester=v28 accepter=shared
    /// vpc v29 cidrs=10.29.0.0/16
    /// vpc-peering requester=v29 accepter=shared
    /// vpc v30 cidrs=10.30.0.0/16
    /// vpc-peering requester=v30 accepter=shared
    /// vpc v31 cidrs=10.31.0.0/16
    /// vpc-peering requester=v31 accepter=shared
    /// vpc v32 cidrs=10.32.0.0/16
    /// vpc-peering requester=v32 accepter=shared
    /// vpc v33 cidrs=10.33.0.0/16
    /// vpc-peering requester=v33 accepter=shared
    /// vpc v34 cidrs=10.34.0.0/16
    /// vpc-peering requester=v34 accepter=shared
    /// vpc v35 cidrs=10.35.0.0/16
    /// vpc-peering requester=v35 accepter=shared
    /// vpc v36 cidrs=10.36.0.0/16
    /// vpc-peering requester=v36 accepter=shared
    /// vpc v37 cidrs=10.37.0.0/16
    /// vpc-peering requester=v37 accepter=shared
    /// vpc v38 cidrs=10.38.0.0/16
    /// vpc-peering requester=v38 accepter=shared
    /// vpc v39 cidrs=10.39.0.0/16
    /// vpc-peering requester=v39 accepter=shared
    /// vpc v40 cidrs=10.40.0.0/16
    /// vpc-peering requester=v40 accepter=shared
    /// vpc v41 cidrs=10.41.0.0/16
    /// vpc-peering requester=v41 accepter=shared
    /// vpc v42 cidrs=10.42.0.0/16
    /// vpc-peering requester=v42 accepter=shared
    /// vpc v43 cidrs=10.43.0.0/16
    /// vpc-peering requester=v43 accepter=shared
    /// vpc v44 cidrs=10.44.0.0/16
    /// vpc-peering requester=v44 accepter=shared
    /// vpc v45 cidrs=10.45.0.0/16
    /// vpc-peering requester=v45 accepter=shared
    /// vpc v46 cidrs=10.46.0.0/16
    /// vpc-peering requester=v46 accepter=shared
    /// vpc v47 cidrs=10.47.0.0/16
    /// vpc-peering requester=v47 accepter=shared
    /// vpc v48 cidrs=10.48.0.0/16
    /// vpc-peering requester=v48 accepter=shared
    /// vpc v49 cidrs=10.49.0.0/16
    /// vpc-peering requester=v49 accepter=shared
    /// vpc v50 cidrs=10.50.0.0/16
    /// vpc-peering requester=v50 accepter=shared
    /// vpc v51 cidrs=10.51.0.0/16
    /// vpc-peering requester=v51 accepter=shared
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc shared cidrs=10.0.0.0/16
    ///   subnet shared-a az=a cidrs=10.0.0.0/24
    /// vpc app cidrs=10.1.0.0/16
    ///   subnet app-a az=a cidrs=10.1.0.0/24
    /// tgw hub
    ///   tgw-attachment shared-hub resource=shared subnets=shared-a
    ///   tgw-attachment app-hub resource=app subnets=app-a
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: raise the quota, or move to a hub; both are for a person to decide.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>: active connections per VPC, 50 and
    ///   at most 125
    PEERING_QUOTA = "PEE106" "peering-quota" {
        summary: "a VPC has more peering connections than AWS allows",
        severity: Warning,
        since: "0.1.0",
        run: Row(Vpc, peering_quota),
    }
}

fn peering_quota(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let active = facts
        .referrers::<VpcPeering>(vpc.id)
        .filter(|peering| peering.state == Acceptance::Accepted)
        .count();
    quota::judge(facts, vpc.id.entity(), "", active, &VPC_PEERINGS, out);
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::checks::harness::said;

    fn star(count: usize) -> Vec<String> {
        let mut text = "vpc shared cidrs=10.0.0.0/16\n".to_owned();
        for vpc in 1..=count {
            writeln!(text, "vpc v{vpc} cidrs=10.{vpc}.0.0/16").unwrap();
            writeln!(text, "vpc-peering requester=v{vpc} accepter=shared").unwrap();
        }
        said(&text, "PEE106")
    }

    #[test]
    fn fifty_are_free_and_more_than_125_never_are() {
        assert_eq!(star(50), Vec::<String>::new());
        assert!(star(51)[0].starts_with("warning vpc-1: shared has 51 active peering connections"));
        assert!(star(126)[0].starts_with("error vpc-1"));
    }
}
