//! Check DNS127: a health check of something the checkers can't reach.

use std::net::IpAddr;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{
    Alarm, HealthCheck, HealthCheckType, Instance, LoadBalancer, LoadBalancerType, RecordKind,
    Scheme,
};

declare_check! {
    /// ## What it does
    /// Finds health checks that ask an endpoint by a private or special address, and checks that watch an internal
    /// load balancer or a workload without a public address.
    ///
    /// ## Why it matters
    /// Checkers stand in the internet. AWS refuses a private address, and a name that leads to one always fails. What
    /// is private is watched by a CloudWatch alarm that the health check follows.
    ///
    /// ## In production
    /// `create-health-check` answers `InvalidInput: Invalid value for IPAddress`; or the check says `Failure: DNS
    /// resolution failed` or `Connection timed out` from every region.
    ///
    /// ## Example
    /// ```notation
    /// health-check deep check_type=HTTPS ip_address=10.0.1.10 port=443 path=/health/deep
    /// // ^ DNS127
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// alarm unhealthy namespace=AWS/ApplicationELB metric=UnHealthyHostCount
    /// health-check deep check_type=CLOUDWATCH_METRIC alarm=unhealthy
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: makes the health check follow a new CloudWatch alarm on the hosts that the watched load balancer
    /// counts as unhealthy; check threshold, metric and dimensions before use. Without a load balancer that is
    /// watched there is no fix.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-private-hosted-zones.html>: private
    ///   zones are watched by alarms
    /// - botocore 1.44.5, HealthCheckConfig.IPAddress: no local, private, non-routable or multicast addresses
    HEALTH_CHECK_UNREACHABLE = "DNS127" "health-check-unreachable" {
        summary: "a health check of something the checkers can't reach",
        severity: Error,
        since: "0.1.0",
        run: Design([HealthCheck, Instance, LoadBalancer, Vpc], health_check_unreachable),
    }
}

fn health_check_unreachable(facts: &Facts, out: &mut Findings) {
    for check in facts.all::<HealthCheck>() {
        judge(facts, check, out);
    }
}

fn judge(facts: &Facts, check: &HealthCheck, out: &mut Findings) {
    let asks_endpoint = !matches!(
        check.check_type,
        HealthCheckType::Calculated
            | HealthCheckType::CloudwatchMetric
            | HealthCheckType::RecoveryControl
    );
    if !asks_endpoint {
        return;
    }
    let name = facts.label(check.id);
    let balancer: Option<&LoadBalancer> = check.target.and_then(|id| facts.as_kind(id));
    let instance: Option<&Instance> = check.target.and_then(|id| facts.as_kind(id));
    let (field, message) = if let Some(address) =
        check.ip_address.filter(|address| is_special(*address))
    {
        (
            "ip_address",
            format!("Health check {name} asks {address}, which Route 53's checkers can't reach"),
        )
    } else if let Some(balancer) = balancer.filter(|balancer| balancer.scheme == Scheme::Internal) {
        (
            "target",
            format!(
                "Health check {name} watches {}, an internal load balancer that the checkers can't reach",
                facts.label(balancer.id)
            ),
        )
    } else if let Some(instance) =
        instance.filter(|instance| !instance.public_address && instance.elastic_ip.is_none())
    {
        (
            "target",
            format!(
                "Health check {name} watches {}, which has no public address",
                facts.label(instance.id)
            ),
        )
    } else {
        return;
    };
    let report = out.report(check.id, field, message).related(check.target);
    let Some(balancer) = balancer else { return };
    let mut alarm = Alarm::new(Mint::after(facts.design()).id());
    alarm.name = format!("{} unhealthy hosts", facts.label(balancer.id));
    alarm.region = facts.region_of(balancer.id);
    alarm.account = facts.vpc_of(balancer.id).and_then(|vpc| vpc.account);
    let namespace = match balancer.balancer_type {
        LoadBalancerType::Application => "AWS/ApplicationELB",
        LoadBalancerType::Network => "AWS/NetworkELB",
        LoadBalancerType::Gateway => "AWS/GatewayELB",
        LoadBalancerType::Classic => "AWS/ELB",
    };
    namespace.clone_into(&mut alarm.namespace);
    "UnHealthyHostCount".clone_into(&mut alarm.metric);
    let id = alarm.id.to_string();
    let fix = vec![
        Command::insert(alarm),
        Command::set(
            check.id,
            "check_type",
            HealthCheckType::CloudwatchMetric.word(),
        ),
        Command::set(check.id, "alarm", id),
        Command::set(check.id, "ip_address", serde_json::Value::Null),
    ];
    report.fix("Follow a CloudWatch alarm", Applicability::Unsafe, fix);
}

/// Addresses that no checker reaches: private, shared, link-local, loopback, documentation excepted (examples use it).
pub(super) fn is_special(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [first, second, ..] = v4.octets();
            let shared = first == 100 && (64..128).contains(&second); // RFC 6598
            v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_multicast()
                || v4.is_unspecified()
                || shared
        }
        IpAddr::V6(v6) => {
            v6.is_loopback()
                || v6.is_multicast()
                || v6.is_unspecified()
                || (v6.segments()[0] & 0xfe00) == 0xfc00
                || (v6.segments()[0] & 0xffc0) == 0xfe80
        }
    }
}
