//! Check DNS103: Route 53's health checkers are kept out by a security group.

use std::collections::BTreeSet;

use ipnet::IpNet;

use crate::analysis::Facts;
use crate::aws::{health_checkers, prefix_lists, quotas};
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{
    Direction, DnsRecord, ElasticIp, EntityId, HealthCheck, HealthCheckType, Id, Instance, Kind,
    LoadBalancer, LoadBalancerType, NetworkInterface, PortRange, PrefixList, Protocol, RecordKind,
    RoutingPolicy, Scheme, SecurityGroup, SecurityGroupRule, Vpc,
};
use crate::net::PrefixSet;
use crate::simulate::filters::admitted;
use crate::simulate::service_name::normal;

declare_check! {
    /// ## What it does
    /// Finds health checks whose target has security groups that do not admit Route 53's checkers to the port; a
    /// warning where the groups admit copied ranges of the checkers rather than AWS's managed prefix list. A target
    /// that names no group has the default group of its VPC, which admits its own members alone. The target is what
    /// the check says that it watches, else what has the Elastic IP address that it asks, else what the name that it
    /// asks is an alias of. Where a check that a load balancer's record follows says nothing of this, the answer is
    /// not known, which is a note.
    ///
    /// ## Why it matters
    /// Checkers come from public addresses of AWS. Kept out, the check is unhealthy from the start: a failover goes
    /// to the secondary at once and stays there, or, where both are unhealthy, Route 53 answers as if both were
    /// healthy and the failover never fires. Copied ranges go stale when AWS adds checkers.
    ///
    /// ## In production
    /// `aws route53 get-health-check-status --health-check-id …` says `Failure: Connection timed out` from every
    /// region, while the site is up. `aws ec2 describe-managed-prefix-lists --filters
    /// Name=prefix-list-name,Values=com.amazonaws.eu-west-1.route53-healthchecks` shows the list to allow.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   internet-gateway igw
    ///   route-table public main=true
    ///     route destination=0.0.0.0/0 target=igw
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group front
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/8
    ///   load-balancer shop scheme=internet-facing subnets=a,b security_groups=front
    ///   // ^ DNS103
    /// health-check deep check_type=HTTPS domain_name=origin.shop.example.com port=443 path=/health/deep target=shop
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// prefix-list checkers managed_name=com.amazonaws.eu-west-1.route53-healthchecks max_entries=25
    /// vpc web cidrs=10.0.0.0/16
    ///   internet-gateway igw
    ///   route-table public main=true
    ///     route destination=0.0.0.0/0 target=igw
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group front
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/8
    ///     security-group-rule protocol=tcp ports=443 prefix_list=checkers
    ///   load-balancer shop scheme=internet-facing subnets=a,b security_groups=front
    /// health-check deep check_type=HTTPS domain_name=origin.shop.example.com port=443 path=/health/deep target=shop
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: admits the checkers' managed prefix list to the port, in the target's first security group, or in a
    /// new one where the list's weight would take the group over the quota of 60 rules. Whatever else has the group
    /// is opened to the checkers too. None is offered for a target without a group: the first group that it is given
    /// takes the default one's place, so a person must say whom else it admits.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-router-firewall-rules.html>: routers
    ///   and firewalls must let the checkers in
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html>: the list and
    ///   its weight of 25
    HEALTH_CHECKERS_SHUT_OUT = "DNS103" "health-checkers-shut-out" {
        summary: "Route 53's health checkers are kept out by a security group",
        severity: Error,
        since: "0.1.0",
        run: Design([
            DnsRecord, ElasticIp, HealthCheck, Instance, LoadBalancer, NetworkInterface, PrefixList, SecurityGroup,
            SecurityGroupRule, Subnet, Vpc,
        ], health_checkers_shut_out),
    }
}

fn health_checkers_shut_out(facts: &Facts, out: &mut Findings) {
    for check in facts.all::<HealthCheck>() {
        let Some(ports) = port_of(check).map(PortRange::single) else {
            continue;
        };
        let watched = watched(facts, check);
        for target in &watched {
            judge(facts, check, *target, ports, out);
        }
        if watched.is_empty() {
            say_unknown(facts, check, out);
        }
    }
}

/// What a check asks: what it says, else what holds its address, else what its name is an alias of.
fn watched(facts: &Facts, check: &HealthCheck) -> Vec<EntityId> {
    if let Some(target) = check.target {
        return vec![target];
    }
    if let Some(address) = check.ip_address {
        let held = facts
            .all::<ElasticIp>()
            .filter(|held| held.public_address == Some(address));
        let users = held.flat_map(|held| {
            let instances = facts
                .referrers::<Instance>(held.id)
                .map(|user| user.id.entity());
            let interfaces = facts.referrers::<NetworkInterface>(held.id);
            instances.chain(interfaces.map(|user| user.id.entity()))
        });
        return users.collect();
    }
    let name = normal(&check.domain_name);
    let named = facts.all::<DnsRecord>().filter(|record| {
        record.policy == RoutingPolicy::Simple && normal(&record.record_name) == name
    });
    let targets: BTreeSet<EntityId> = named.filter_map(|record| record.alias).collect();
    targets
        .into_iter()
        .filter(|target| matches!(target.kind, Kind::Instance | Kind::LoadBalancer))
        .collect()
}

/// A check that records of a load balancer follow, and that does not say what it asks.
fn say_unknown(facts: &Facts, check: &HealthCheck, out: &mut Findings) {
    if check.ip_address.is_some() {
        return;
    }
    let followers = facts.referrers::<DnsRecord>(check.id);
    let behind: BTreeSet<EntityId> = followers
        .filter_map(|record| record.alias)
        .filter(|target| target.kind == Kind::LoadBalancer)
        .collect();
    let Some(target) = behind.first().filter(|_| behind.len() == 1) else {
        return;
    };
    let (label, name) = (facts.label(check.id), facts.label(*target));
    let message = format!(
        "Whether security groups let Route 53's health checkers ask for {label} is not known: it does not say what it watches"
    );
    out.unknown(check.id, "target", message)
        .related([*target])
        .fix(
            format!("It watches {name}"),
            Applicability::Unsafe,
            vec![Command::set(check.id, "target", target.to_string())],
        );
}

/// The VPC and the security groups of what a check asks.
fn filters_of(facts: &Facts, target: EntityId) -> Option<(&Vpc, &[Id<SecurityGroup>])> {
    let groups = match target.kind {
        Kind::Instance => &facts.as_kind::<Instance>(target)?.security_groups,
        Kind::LoadBalancer => &facts.as_kind::<LoadBalancer>(target)?.security_groups,
        Kind::NetworkInterface => &facts.as_kind::<NetworkInterface>(target)?.security_groups,
        _ => return None,
    };
    Some((facts.vpc_of(target)?, groups))
}

fn judge(
    facts: &Facts,
    check: &HealthCheck,
    target: EntityId,
    ports: PortRange,
    out: &mut Findings,
) {
    let Some((vpc, groups)) = filters_of(facts, target) else {
        return;
    };
    let port = ports.first();
    let (label, name) = (facts.label(check.id), facts.label(target));
    let Some(first) = groups.first() else {
        if has_default_group(facts, target) {
            let message = format!(
                "{name} names no security group, so it has the default group of {}, which admits its own members alone: Route 53's health checkers are kept out of port {port}, and health check {label} always fails",
                facts.label(vpc.id)
            );
            out.report(target, "security_groups", message)
                .related([check.id.entity(), vpc.id.entity()]);
        }
        return;
    };
    let open = admitted(
        facts,
        groups,
        Direction::Ingress,
        Protocol::TCP,
        Some(ports),
    );
    let (list, ranges, everyone) = if check.ip_address.is_some_and(|address| address.is_ipv6()) {
        (
            health_checkers::PREFIX_LIST_IPV6,
            health_checkers::RANGES_IPV6,
            PrefixSet::full().difference(&PrefixSet::all_v4()),
        )
    } else {
        (
            health_checkers::PREFIX_LIST_IPV4,
            health_checkers::RANGES_IPV4,
            PrefixSet::all_v4(),
        )
    };
    let list_name = list.name_in(&vpc.region);
    let by_list = open
        .managed_lists
        .iter()
        .filter_map(|id| facts.get(*id))
        .any(|held| held.managed_name == list_name);
    if by_list || open.addresses.contains_set(&everyone) {
        return;
    }
    let ranges: PrefixSet = ranges
        .value
        .iter()
        .filter_map(|range| range.parse::<IpNet>().ok())
        .collect();
    let (severity, message) = if open.addresses.overlaps(&ranges) {
        (
            Severity::Warning,
            format!(
                "The security groups of {name} admit copied ranges to port {port}; checkers that AWS adds to {label} are kept out"
            ),
        )
    } else {
        (
            Severity::Error,
            format!(
                "The security groups of {name} keep Route 53's health checkers out of port {port}, so health check {label} always fails"
            ),
        )
    };
    let fix = admit(facts, vpc, target, groups, *first, &list_name, ports);
    out.report(target, "security_groups", message)
        .severity(severity)
        .related([check.id.entity(), first.entity()])
        .fix(
            "Admit the checkers' prefix list",
            Applicability::Unsafe,
            fix,
        );
}

/// Whether AWS gives a target that names no group its VPC's default group, and checkers could reach it otherwise. A
/// Network or Gateway Load Balancer without groups filters nothing.
fn has_default_group(facts: &Facts, target: EntityId) -> bool {
    match target.kind {
        Kind::LoadBalancer => facts.as_kind::<LoadBalancer>(target).is_some_and(|it| {
            it.balancer_type == LoadBalancerType::Application && it.scheme == Scheme::InternetFacing
        }),
        _ => true,
    }
}

/// The port that the checkers ask, where the check asks an endpoint at all.
fn port_of(check: &HealthCheck) -> Option<u16> {
    match check.check_type {
        HealthCheckType::Http | HealthCheckType::HttpStrMatch => Some(check.port.unwrap_or(80)),
        HealthCheckType::Https | HealthCheckType::HttpsStrMatch => Some(check.port.unwrap_or(443)),
        HealthCheckType::Tcp => check.port,
        _ => None,
    }
}

/// A rule for the list in the first group, or in a new group where the first has no room for its weight.
fn admit(
    facts: &Facts,
    vpc: &Vpc,
    target: EntityId,
    groups: &[Id<SecurityGroup>],
    first: Id<SecurityGroup>,
    list_name: &str,
    ports: PortRange,
) -> Vec<Command> {
    let mut mint = Mint::after(facts.design());
    let mut commands = Vec::new();
    let weight = prefix_lists::ROUTE53_HEALTH_CHECKS.weight;
    let rules = facts
        .children::<SecurityGroup>(vpc.id)
        .flat_map(|group| facts.children::<SecurityGroupRule>(group.id));
    let there = rules
        .filter_map(|rule| facts.get(rule.prefix_list?))
        .find(|list| list.managed_name == list_name);
    let list = if let Some(list) = there {
        list.id
    } else {
        let mut list = PrefixList::new(mint.id());
        list.region.clone_from(&vpc.region);
        (list.account, list.max_entries) = (vpc.account, u32::from(weight));
        list_name.clone_into(&mut list.managed_name);
        "route53-healthchecks".clone_into(&mut list.name);
        let id = list.id;
        commands.push(Command::insert(list));
        id
    };
    let ingress = facts
        .children::<SecurityGroupRule>(first)
        .filter(|rule| rule.direction == Direction::Ingress);
    let used: u32 = ingress.map(|rule| rule_weight(facts, rule)).sum();
    let group = if u64::from(used + u32::from(weight)) > quotas::SECURITY_GROUP_RULES.default {
        let mut group = SecurityGroup::new(mint.id());
        group.vpc = vpc.id;
        "health-checkers".clone_into(&mut group.name);
        let id = group.id;
        commands.push(Command::insert(group));
        let all: Vec<_> = groups
            .iter()
            .chain([&id])
            .map(ToString::to_string)
            .collect();
        commands.push(Command::set(target, "security_groups", all));
        id
    } else {
        first
    };
    let mut rule = SecurityGroupRule::new(mint.id());
    (rule.security_group, rule.ports, rule.prefix_list) = (group, Some(ports), Some(list));
    commands.push(Command::insert(rule));
    commands
}

/// What a rule counts as: one, or the entries of the list that it names.
fn rule_weight(facts: &Facts, rule: &SecurityGroupRule) -> u32 {
    let Some(list) = rule.prefix_list.and_then(|id| facts.get(id)) else {
        return 1;
    };
    let managed = prefix_lists::find(&list.managed_name, &list.region);
    managed.map_or(list.max_entries, |managed| u32::from(managed.weight))
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::{findings, said};

    fn text(rules: &str) -> String {
        format!(
            "vpc web cidrs=10.0.0.0/16\n  security-group front\n{rules}  subnet a cidrs=10.0.1.0/24\n  \
               load-balancer shop scheme=internet-facing subnets=a security_groups=front\n\
             health-check deep check_type=HTTPS domain_name=o.example.com path=/health/deep target=shop\n"
        )
    }

    #[test]
    fn copied_ranges_are_a_warning() {
        let copied = "    security-group-rule protocol=tcp ports=443 cidr=15.177.0.0/18\n";
        assert!(said(&text(copied), "DNS103")[0].starts_with("warning"));
        let all = "    security-group-rule protocol=tcp ports=443 cidr=0.0.0.0/0\n";
        assert_eq!(said(&text(all), "DNS103"), Vec::<String>::new());
    }

    #[test]
    fn a_public_range_that_no_checker_is_in_keeps_them_out() {
        for range in ["8.8.8.8/32", "198.51.100.0/24"] {
            let rule = format!("    security-group-rule protocol=tcp ports=443 cidr={range}\n");
            assert!(
                said(&text(&rule), "DNS103")[0].starts_with("error"),
                "{range}"
            );
        }
        let one_region = "    security-group-rule protocol=tcp ports=443 cidr=54.228.16.0/26\n";
        assert!(said(&text(one_region), "DNS103")[0].starts_with("warning"));
    }

    #[test]
    fn without_a_group_the_default_one_keeps_them_out() {
        let open = "    security-group-rule protocol=tcp ports=443 cidr=0.0.0.0/0\n";
        let none = text(open).replace(" security_groups=front", "");
        assert!(
            said(&none, "DNS103")[0].contains("default group of web, which admits its own members"),
            "{:?}",
            said(&none, "DNS103")
        );
        let network = none.replace("scheme=", "balancer_type=network scheme=");
        assert_eq!(said(&network, "DNS103"), Vec::<String>::new());
        let host = "
vpc web cidrs=10.0.0.0/16
  subnet a cidrs=10.0.1.0/24
    instance host elastic_ip=outside
elastic-ip outside public_address=203.0.113.10
health-check deep check_type=HTTPS ip_address=203.0.113.10 port=443 path=/health/deep
";
        assert!(
            said(host, "DNS103")[0].starts_with("error instance-1: host names no security group")
        );
    }

    #[test]
    fn the_target_is_found_by_address_and_by_name() {
        let shut = "    security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/8\n";
        let by_name = text(shut).replace(" target=shop", "")
            + "hosted-zone z domain=example.com\n  dns-record record_name=o.example.com alias=shop\n";
        assert_eq!(said(&by_name, "DNS103").len(), 1);
        let follows = text(shut).replace(" target=shop", "")
            + "hosted-zone z domain=example.com\n  dns-record record_name=www.example.com alias=shop health_check=deep\n";
        assert!(said(&follows, "DNS103")[0].contains("is not known"));
        let by_address = "
vpc web cidrs=10.0.0.0/16
  security-group front
    security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/8
  subnet a cidrs=10.0.1.0/24
    instance host security_groups=front elastic_ip=outside
elastic-ip outside public_address=203.0.113.10
health-check deep check_type=HTTPS ip_address=203.0.113.10 port=443 path=/health/deep
";
        assert!(said(by_address, "DNS103")[0].starts_with("error instance-1"));
        let elsewhere = by_address.replace("ip_address=203.0.113.10", "ip_address=203.0.113.11");
        assert_eq!(said(&elsewhere, "DNS103"), Vec::<String>::new());
    }

    #[test]
    fn a_full_group_is_not_filled_over_its_quota() {
        let fix = |count: u8| {
            let rule =
                |n| format!("    security-group-rule protocol=tcp ports=443 cidr=10.9.{n}.0/24\n");
            let rules: Vec<String> = (0..count).map(rule).collect();
            let found = findings(&text(&rules.concat()));
            let finding = found
                .into_iter()
                .find(|finding| finding.code == "DNS103")
                .unwrap();
            finding.fix.unwrap().commands.len()
        };
        assert_eq!(
            (fix(35), fix(36)),
            (2, 4),
            "the list, and the rule; beyond, a group of their own"
        );
    }
}
