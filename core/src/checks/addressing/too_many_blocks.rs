//! Check ADR109: a VPC has more blocks than its quota.

use crate::analysis::Facts;
use crate::aws::quotas::{VPC_IPV4_CIDR_BLOCKS, VPC_IPV6_CIDR_BLOCKS};
use crate::checks::quota::over;
use crate::checks::{Findings, declare_check};
use crate::model::Vpc;

declare_check! {
    /// ## What it does
    /// Counts the IPv4 and IPv6 blocks of each VPC against the quotas: five of each by default, fifty at most.
    ///
    /// ## Why it matters
    /// Beyond the default a quota increase must be granted before the script runs; beyond the ceiling it never works.
    ///
    /// ## In production
    /// `associate-vpc-cidr-block` answers `CidrLimitExceeded`. Ask for the quota with `aws service-quotas
    /// list-service-quotas --service-code vpc --query 'Quotas[?contains(QuotaName,`CIDR`)].[QuotaName,Value]'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/20,10.2.0.0/20,10.3.0.0/20,10.4.0.0/20,10.5.0.0/20,10.6.0.0/20
    /// // ^ ADR109
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: ask for the quota, or merge blocks.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>
    TOO_MANY_BLOCKS = "ADR109" "too-many-blocks" {
        summary: "a VPC has more blocks than its quota",
        severity: Warning,
        since: "0.1.0",
        run: Row(Vpc, too_many_blocks),
    }
}

fn too_many_blocks(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let v4 = vpc
        .cidrs
        .iter()
        .filter(|block| block.addr().is_ipv4())
        .count();
    let counts = [
        (v4, VPC_IPV4_CIDR_BLOCKS),
        (vpc.cidrs.len() - v4, VPC_IPV6_CIDR_BLOCKS),
    ];
    for (count, quota) in counts {
        if let Some((severity, text)) = over(count as u64, &quota) {
            let message = format!(
                "VPC {} has {count} {}: {text}",
                facts.label(vpc.id),
                quota.title
            );
            out.report(vpc.id, "cidrs", message).severity(severity);
        }
    }
}
