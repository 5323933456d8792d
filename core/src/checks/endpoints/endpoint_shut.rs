//! Check EPT110: an interface endpoint that no workload of its VPC may open a connection to.

use super::{is_customer_service, of_type};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{
    Direction, EndpointType, Instance, PortRange, Protocol, RecordKind, SecurityGroupRule, Subnet,
    Vpc, VpcEndpoint,
};
use crate::net::PrefixSet;
use crate::simulate::filters::admitted;

declare_check! {
    /// ## What it does
    /// Finds interface endpoints of AWS's services whose security groups admit neither an address nor a workload of
    /// the VPC to port 443. Services of other providers have ports of their own and are left out.
    ///
    /// ## Why it matters
    /// The endpoint is there, its name leads to it, and every call times out. A security group starts without inbound
    /// rules.
    ///
    /// ## In production
    /// Calls hang until they time out, while `nslookup` answers with private addresses. Look with `aws ec2
    /// describe-security-groups --group-ids sg-… --query 'SecurityGroups[].IpPermissions'`; flow logs of the
    /// endpoint's interfaces say `REJECT`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group endpoints
    ///   vpc-endpoint secrets service=com.amazonaws.eu-west-1.secretsmanager subnets=a,b security_groups=endpoints
    ///   // ^ EPT110
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group endpoints
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/16
    ///   vpc-endpoint secrets service=com.amazonaws.eu-west-1.secretsmanager subnets=a,b security_groups=endpoints
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: admits every address of the VPC to the port in the endpoint's first security group, which also opens
    /// the port on whatever else has that group.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html>: the group must allow
    ///   the traffic from the VPC to the endpoint
    ENDPOINT_SHUT = "EPT110" "endpoint-shut" {
        summary: "an interface endpoint that no workload of its VPC may open a connection to",
        severity: Error,
        since: "0.1.0",
        run: Vpc(endpoint_shut),
    }
}

fn endpoint_shut(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let mut workloads: Vec<&Instance> = Vec::new();
    for subnet in facts.children::<Subnet>(vpc.id) {
        workloads.extend(facts.children::<Instance>(subnet.id));
    }
    for endpoint in of_type(facts, vpc, EndpointType::Interface) {
        // The ports of a provider's service are its own affair.
        if endpoint.endpoint_service.is_none() && !is_customer_service(&endpoint.service) {
            judge(facts, vpc, endpoint, &workloads, 443, out);
        }
    }
}

fn judge(
    facts: &Facts,
    vpc: &Vpc,
    endpoint: &VpcEndpoint,
    workloads: &[&Instance],
    port: u16,
    out: &mut Findings,
) {
    // With none named it has the VPC's default group, whose members the design does not name.
    let Some(group) = endpoint.security_groups.first() else {
        return;
    };
    let Ok(ports) = PortRange::new(port, port) else {
        return;
    };
    let admitted = admitted(
        facts,
        &endpoint.security_groups,
        Direction::Ingress,
        Protocol::TCP,
        Some(ports),
    );
    let open = if workloads.is_empty() {
        let blocks: PrefixSet = vpc.cidrs.iter().copied().collect();
        admitted.addresses.overlaps(&blocks) || !admitted.groups.is_empty()
    } else {
        workloads
            .iter()
            .any(|workload| admitted.admits(facts, workload))
    };
    if open || !admitted.managed_lists.is_empty() {
        return;
    }
    let message = format!(
        "Nothing in {} may open port {port} of endpoint {}: its security groups admit none",
        facts.label(vpc.id),
        facts.label(endpoint.id)
    );
    let mut mint = Mint::after(facts.design());
    let rules = vpc.cidrs.iter().map(|block| {
        let mut rule = SecurityGroupRule::new(mint.id());
        (rule.security_group, rule.ports, rule.cidr) = (*group, Some(ports), Some(*block));
        Command::insert(rule)
    });
    let fix = rules.collect();
    out.report(endpoint.id, "security_groups", message)
        .related(endpoint.security_groups.iter().copied())
        .fix(
            format!("Admit {} to port {port}", facts.label(vpc.id)),
            Applicability::Unsafe,
            fix,
        );
}
