//! Check ADR106: a subnet has fewer addresses than what stands in it needs.

use crate::analysis::Facts;
use crate::aws::addressing::RESERVED_PER_SUBNET;
use crate::checks::{Findings, Severity, declare_check};
use crate::model::{
    EndpointType, Instance, LoadBalancer, LoadBalancerType, NatGateway, NetworkFirewall,
    NetworkInterface, Subnet, TgwAttachment, Vpc, VpcEndpoint,
};

declare_check! {
    /// ## What it does
    /// Counts the IPv4 addresses that what is drawn in a subnet takes (workloads, network interfaces, endpoints,
    /// NAT gateways, load balancers, firewalls, transit gateway attachments) against those it has after AWS keeps
    /// its five: the first four and the last. It is a warning from four fifths on.
    ///
    /// ## Why it matters
    /// A subnet can't grow. When it is full nothing starts in it: no instance, no node of a cluster, no scaling of a
    /// load balancer, which wants eight free addresses in each of its subnets.
    ///
    /// ## In production
    /// `run-instances` answers `InsufficientFreeAddressesInSubnet`. Watch `aws ec2 describe-subnets --query
    /// 'Subnets[?AvailableIpAddressCount<`16`].[SubnetId,AvailableIpAddressCount]'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/28
    ///   // ^ ADR106
    ///     instance web count=20
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web count=20
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: the subnet needs another block, which changes every address in it.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>: five reserved addresses
    /// - <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html>: eight free
    ///   addresses in each subnet
    SUBNET_FULL = "ADR106" "subnet-full" {
        summary: "a subnet has fewer addresses than what stands in it needs",
        severity: Error,
        since: "0.1.0",
        run: Vpc(subnet_full),
    }
}

/// Free addresses that an Application Load Balancer wants in each of its subnets.
const ADDRESSES_PER_APPLICATION_LOAD_BALANCER: u64 = 8;

fn subnet_full(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for subnet in facts.children::<Subnet>(vpc.id) {
        let blocks = subnet.cidrs.iter().filter(|block| block.addr().is_ipv4());
        let size: u64 = blocks
            .map(|block| 1_u64 << (32 - u32::from(block.prefix_len()).min(32)))
            .sum();
        if size == 0 {
            continue;
        }
        let usable = size.saturating_sub(u64::from(RESERVED_PER_SUBNET.value));
        let needed = needed(facts, subnet);
        let full = needed > usable;
        if !full && needed * 5 <= usable * 4 {
            continue;
        }
        let message = format!(
            "Subnet {} has {usable} usable addresses and what is drawn in it takes {needed}",
            facts.label(subnet.id)
        );
        let severity = if full {
            Severity::Error
        } else {
            Severity::Warning
        };
        out.report(subnet.id, "cidrs", message)
            .severity(severity)
            .detail("AWS keeps five addresses of each subnet: the first four and the last");
    }
}

fn needed(facts: &Facts, subnet: &Subnet) -> u64 {
    let id = subnet.id;
    let workloads: u64 = facts
        .children::<Instance>(id)
        .map(|workload| u64::from(workload.count))
        .sum();
    let interfaces: usize = facts
        .children::<NetworkInterface>(id)
        .filter(|interface| interface.instance.is_none() && interface.managed_for.is_none())
        .map(|interface| interface.addresses.len().max(1))
        .sum();
    let balancers: u64 = facts
        .referrers::<LoadBalancer>(id)
        .map(|balancer| match balancer.balancer_type {
            LoadBalancerType::Application => ADDRESSES_PER_APPLICATION_LOAD_BALANCER,
            _ => 1,
        })
        .sum();
    let endpoints = facts
        .referrers::<VpcEndpoint>(id)
        .filter(|endpoint| endpoint.endpoint_type != EndpointType::Gateway)
        .count();
    let others = interfaces
        + endpoints
        + facts.children::<NatGateway>(id).count()
        + facts.referrers::<NetworkFirewall>(id).count()
        + facts.referrers::<TgwAttachment>(id).count();
    workloads + balancers + others as u64
}
