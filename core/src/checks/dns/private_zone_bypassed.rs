//! Check DNS133: private zones in a VPC whose instances ask other resolvers.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EntityId, HostedZone, ResolverRule, Vpc};
use crate::simulate::service_name::custom_resolvers;

declare_check! {
    /// ## What it does
    /// Finds VPCs with private zones, Resolver rules or both, whose DHCP option set sends instances to resolvers
    /// other than AWS's.
    ///
    /// ## Why it matters
    /// Private zones and Resolver rules are answered by the VPC's own resolver. Instances that ask another one never
    /// see them, unless that resolver forwards to an inbound Resolver endpoint.
    ///
    /// ## In production
    /// `nslookup` of a name of the private zone answers `NXDOMAIN`; `cat /etc/resolv.conf` shows addresses of your
    /// own.
    ///
    /// ## Example
    /// ```notation
    /// dhcp-options own domain_name_servers=10.0.0.10
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true dhcp_options=own
    /// // ^ DNS133
    /// hosted-zone internal domain=corp.example.com private=true vpcs=app
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    /// hosted-zone internal domain=corp.example.com private=true vpcs=app
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: puts instances back on AWS's resolver. Names that only your resolvers know then need Resolver rules.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html>
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html>: custom
    ///   DNS servers
    PRIVATE_ZONE_BYPASSED = "DNS133" "private-zone-bypassed" {
        summary: "private zones in a VPC whose instances ask other resolvers",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(private_zone_bypassed),
    }
}

fn private_zone_bypassed(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let dhcp = vpc.dhcp_options.and_then(|id| facts.get(id));
    let (Some(servers), Some(dhcp)) = (custom_resolvers(dhcp, vpc), dhcp) else {
        return;
    };
    let zones = facts
        .referrers::<HostedZone>(vpc.id)
        .filter(|zone| zone.private)
        .map(|zone| zone.id.entity());
    let rules = facts
        .referrers::<ResolverRule>(vpc.id)
        .map(|rule| rule.id.entity());
    let hidden: Vec<EntityId> = zones.chain(rules).collect();
    if hidden.is_empty() {
        return;
    }
    let message = format!(
        "Instances of {} ask {}, so they do not see {}",
        facts.label(vpc.id),
        servers.join(", "),
        facts.labels(hidden.iter().copied(), 3)
    );
    let fix = vec![Command::set(
        dhcp.id,
        "domain_name_servers",
        vec!["AmazonProvidedDNS"],
    )];
    out.report(vpc.id, "dhcp_options", message)
        .related([dhcp.id.entity()])
        .related(hidden)
        .fix("Ask AWS's resolver", Applicability::Unsafe, fix);
}
