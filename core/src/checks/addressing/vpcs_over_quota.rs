//! Check ADR119: an account has more VPCs in a Region than a new one may have.

use crate::analysis::Facts;
use crate::aws::quotas::VPC_PER_REGION;
use crate::checks::quota::judge_places;
use crate::checks::{Findings, declare_check};
use crate::model::Vpc;

declare_check! {
    /// ## What it does
    /// Counts VPCs by account and Region against the quota of a new account, 5.
    ///
    /// ## Why it matters
    /// The quota is raised on request, which takes from minutes to days. A rollout that stops at the sixth VPC is half a
    /// network.
    ///
    /// ## In production
    /// `aws ec2 create-vpc` answers `VpcLimitExceeded`. Ask first: `aws service-quotas get-service-quota --service-code vpc
    /// --quota-code L-F678F1CE`.
    ///
    /// ## Example
    /// ```notation
    /// vpc v1 cidrs=10.1.0.0/16
    /// vpc v2 cidrs=10.2.0.0/16
    /// vpc v3 cidrs=10.3.0.0/16
    /// vpc v4 cidrs=10.4.0.0/16
    /// vpc v5 cidrs=10.5.0.0/16
    /// vpc v6 cidrs=10.6.0.0/16
    /// // ^ ADR119
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc v1 cidrs=10.1.0.0/16
    /// vpc v2 cidrs=10.2.0.0/16
    /// vpc v3 cidrs=10.3.0.0/16
    /// vpc v4 cidrs=10.4.0.0/16
    /// vpc v5 cidrs=10.5.0.0/16
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: ask for the quota in time, or use another account.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>: VPCs per Region
    /// - <https://docs.aws.amazon.com/general/latest/gr/vpc-service.html>
    VPCS_OVER_QUOTA = "ADR119" "vpcs-over-quota" {
        summary: "more VPCs in a Region than a new account may have",
        severity: Info,
        since: "0.1.0",
        run: Design([Account, Vpc], vpcs_over_quota),
    }
}

fn vpcs_over_quota(facts: &Facts, out: &mut Findings) {
    let vpcs = facts
        .all::<Vpc>()
        .map(|vpc| ((vpc.account, vpc.region.clone()), vpc.id.entity()));
    judge_places(facts, vpcs, &VPC_PER_REGION, out);
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::checks::harness::said;

    #[test]
    fn each_account_and_region_counts_for_itself() {
        let mut text =
            "account a account_id=111111111111\naccount b account_id=222222222222\n".to_owned();
        for vpc in 0..12 {
            let account = if vpc % 2 == 0 { "a" } else { "b" };
            let region = if vpc == 10 { "eu-west-1" } else { "us-east-1" };
            writeln!(
                text,
                "vpc v{vpc} account={account} region={region} cidrs=10.{vpc}.0.0/16"
            )
            .unwrap();
        }
        assert_eq!(
            said(&text, "ADR119"),
            [
                "info vpc-12: b has 6 VPCs in us-east-1: the quota is 5 per account and Region until it is raised"
            ]
        );
    }
}
