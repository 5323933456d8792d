//! Check COST105: an Elastic IP address that nothing uses.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{ElasticIp, Kind};

declare_check! {
    /// ## What it does
    /// Finds Elastic IP addresses that no NAT gateway, workload or interface has.
    ///
    /// ## Why it matters
    /// Every public IPv4 address bills per hour, in use or idle.
    ///
    /// ## In production
    /// `aws ec2 describe-addresses --query 'Addresses[?AssociationId==null]'` lists it; the bill has
    /// `PublicIPv4:IdleAddress`.
    ///
    /// ## Example
    /// ```notation
    /// elastic-ip spare
    /// // ^ COST105
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   internet-gateway igw
    ///   route-table main main=true
    ///     route destination=0.0.0.0/0 target=igw
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance web elastic_ip=spare
    /// elastic-ip spare
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: removes it. An address that partners have in their lists is gone for good.
    ///
    /// ## Evidence
    /// - <https://aws.amazon.com/vpc/pricing/>: public IPv4 addresses
    /// - checkov CKV2_AWS_19; prowler 5.46.0, ec2_elastic_ip_unassigned
    ELASTIC_IP_IDLE = "COST105" "elastic-ip-idle" {
        summary: "an Elastic IP address that nothing uses",
        severity: Warning,
        since: "0.1.0",
        run: Row(ElasticIp, elastic_ip_idle),
    }
}

fn elastic_ip_idle(facts: &Facts, address: &ElasticIp, out: &mut Findings) {
    if facts
        .index()
        .referrers(address.id.entity())
        .iter()
        .any(|id| id.kind != Kind::Suppression)
    {
        return;
    }
    let message = format!(
        "Nothing uses Elastic IP address {}, and it bills every hour",
        facts.label(address.id)
    );
    let fix = vec![Command::Delete(vec![address.id.entity()])];
    out.report(address.id, "", message)
        .fix("Remove it", Applicability::Unsafe, fix);
}
