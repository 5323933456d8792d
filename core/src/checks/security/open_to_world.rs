//! Check SEC101: a security group lets the whole internet in where it should not.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{Direction, SecurityGroupRule};
use crate::net::{PortRange, PortSet, Protocol};

declare_check! {
    /// ## What it does
    /// Finds rules that let every address (0.0.0.0/0 or ::/0) in on ports of administration (SSH, RDP, WinRM, Telnet), of
    /// databases and caches, or on all ports. Web ports are not reported. It is a warning while nothing that uses the group
    /// has a public address.
    ///
    /// ## Why it matters
    /// An address range of AWS is scanned within minutes. Such a rule waits for the first public address, the first stolen
    /// key, or the next hole in the service behind it.
    ///
    /// ## In production
    /// Failed logins from all over the world. Detect it with `aws ec2 describe-security-groups --filters
    /// Name=ip-permission.cidr,Values=0.0.0.0/0 Name=ip-permission.from-port,Values=22`; Security Hub controls EC2.18 and
    /// EC2.19.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web security_groups=web
    ///   security-group web
    ///     security-group-rule ssh protocol=tcp ports=22 cidr=0.0.0.0/0
    ///     // ^ SEC101
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web security_groups=web
    ///   security-group web
    ///     security-group-rule https protocol=tcp ports=443 cidr=0.0.0.0/0
    ///     security-group-rule ssh protocol=tcp ports=22 cidr=10.0.0.0/8
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: removes the rule, and with it whoever uses it today. Session Manager needs no open port at all.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html>: EC2.18, EC2.19
    /// - checkov CKV_AWS_24, CKV_AWS_25; prowler ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22
    OPEN_TO_WORLD = "SEC101" "open-to-world" {
        summary: "a security group lets the whole internet in on a port that should be closed",
        severity: Error,
        since: "0.1.0",
        run: Vpc(open_to_world),
    }
}

/// Ports that are not meant for the public: first the way in, then what holds data.
const SENSITIVE: &[(u16, &str)] = &[
    (22, "SSH"),
    (23, "Telnet"),
    (3389, "RDP"),
    (5985, "WinRM"),
    (5986, "WinRM"),
    (445, "SMB"),
    (1433, "SQL Server"),
    (1521, "Oracle"),
    (3306, "MySQL"),
    (5432, "PostgreSQL"),
    (6379, "Redis"),
    (9042, "Cassandra"),
    (9092, "Kafka"),
    (9200, "Elasticsearch"),
    (11211, "memcached"),
    (27017, "MongoDB"),
];

fn open_to_world(facts: &Facts, vpc: &crate::model::Vpc, out: &mut Findings) {
    for group in facts.children::<crate::model::SecurityGroup>(vpc.id) {
        for rule in facts.children::<SecurityGroupRule>(group.id) {
            let world = rule.cidr.is_some_and(|block| block.prefix_len() == 0);
            if rule.direction != Direction::Ingress || !world {
                continue;
            }
            let Some(what) = opened(rule) else { continue };
            let public = has_public_address(facts, group);
            let message = format!(
                "Security group {} lets the whole internet in on {what}{}",
                facts.label(group.id),
                if public {
                    ""
                } else {
                    "; nothing that uses it has a public address yet"
                }
            );
            out.report(rule.id, "cidr", message)
                .severity(if public {
                    Severity::Error
                } else {
                    Severity::Warning
                })
                .related([group.id])
                .fix(
                    "Remove the rule",
                    Applicability::Unsafe,
                    vec![Command::Delete(vec![rule.id.entity()])],
                );
        }
    }
}

/// What a rule opens that it should not, in words.
fn opened(rule: &SecurityGroupRule) -> Option<String> {
    let ports = PortSet::from(rule.ports.unwrap_or(PortRange::ALL));
    match rule.protocol {
        Protocol::All => return Some("every port of every protocol".to_owned()),
        Protocol::TCP | Protocol::UDP if ports.is_all() => {
            return Some(format!("every {} port", rule.protocol));
        }
        Protocol::TCP => {}
        Protocol::Number(_) => return None,
    }
    let (port, service) = SENSITIVE.iter().find(|(port, _)| ports.contains(*port))?;
    Some(format!("port {port} ({service})"))
}

fn has_public_address(facts: &Facts, group: &crate::model::SecurityGroup) -> bool {
    use crate::model::{Instance, LoadBalancer, NetworkInterface, Scheme, Subnet};
    let mut hosts = facts.referrers::<Instance>(group.id);
    let mut interfaces = facts.referrers::<NetworkInterface>(group.id);
    let mut balancers = facts.referrers::<LoadBalancer>(group.id);
    hosts.any(|host| {
        let mapped = facts
            .get::<Subnet>(host.subnet)
            .is_some_and(|subnet| subnet.map_public_ip);
        host.public_address || host.elastic_ip.is_some() || mapped
    }) || interfaces.any(|interface| interface.elastic_ip.is_some())
        || balancers.any(|balancer| balancer.scheme == Scheme::InternetFacing)
}
