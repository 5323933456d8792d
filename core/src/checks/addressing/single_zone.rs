//! Check ADR117: all of a VPC stands in one availability zone.

use std::collections::BTreeSet;

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{Instance, LoadBalancer, Subnet, Vpc};

declare_check! {
    /// ## What it does
    /// Notes VPCs that run something and have all their subnets in one availability zone.
    ///
    /// ## Why it matters
    /// A zone is what fails together. An Application Load Balancer needs two, and so do most managed databases.
    ///
    /// ## In production
    /// Everything stops when the zone does. Detect it with `aws ec2 describe-subnets --filters
    /// Name=vpc-id,Values=vpc-… --query 'Subnets[].AvailabilityZone'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    /// // ^ ADR117
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web count=2
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web-a
    ///   subnet app-b az=b cidrs=10.0.2.0/24
    ///     instance web-b
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: what moves to another zone is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/use-fault-isolation-to-protect-your-workload.html>
    /// - prowler vpc_subnet_different_az
    SINGLE_ZONE = "ADR117" "single-zone" {
        summary: "all of a VPC stands in one availability zone",
        severity: Info,
        since: "0.1.0",
        run: Vpc(single_zone),
    }
}

fn single_zone(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let subnets: Vec<&Subnet> = facts.children(vpc.id).collect();
    let zones: BTreeSet<&str> = subnets.iter().map(|subnet| subnet.az.as_str()).collect();
    let runs = subnets
        .iter()
        .any(|subnet| facts.children::<Instance>(subnet.id).next().is_some())
        || facts.children::<LoadBalancer>(vpc.id).next().is_some();
    if let (1, Some(zone), true) = (zones.len(), zones.first(), runs) {
        let message = format!(
            "All of {} stands in zone {zone} of {}",
            facts.label(vpc.id),
            vpc.region
        );
        out.report(vpc.id, "", message);
    }
}
