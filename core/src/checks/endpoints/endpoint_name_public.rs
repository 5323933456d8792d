//! Check EPT101: an interface endpoint that the service's public name does not lead to.

use std::net::IpAddr;

use super::{of_type, public_name, short_service};
use crate::analysis::{Facts, join_words};
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{DnsRecord, EndpointType, HostedZone, RecordKind, RecordType, Vpc, VpcEndpoint};
use crate::net::PrefixSet;
use crate::simulate::service_name::{
    NameAnswer, ServiceName, custom_resolvers, is_within, own_resolver_first,
};

declare_check! {
    /// ## What it does
    /// Finds interface endpoints whose service's public name, asked from inside the VPC, does not lead to the
    /// endpoint: private DNS is on but the VPC's DNS support or DNS hostnames is off; private DNS is off and no
    /// private zone of the service's name answers in the VPC with the endpoint: by an alias, by addresses inside its
    /// subnets or by one of its own names; or a DHCP option set sends instances to resolvers other
    /// than AWS's (a warning where AWS's is among them, but not the first). Gateway endpoints are never meant: they work by routes, and
    /// their names stay public by design; nor are interface endpoints without private DNS beside one of them.
    ///
    /// ## Why it matters
    /// Applications and SDKs ask for the public name. If it leads to public addresses, traffic leaves by a NAT
    /// gateway or not at all, while the endpoint bills each hour for nothing.
    ///
    /// ## In production
    /// `nslookup secretsmanager.eu-west-1.amazonaws.com` on an instance answers with public addresses, and calls time
    /// out in subnets without a way out. AWS refuses to turn private DNS on with `Enabling private DNS requires both
    /// enableDnsSupport and enableDnsHostnames VPC attributes set to true`. Look with `aws ec2 describe-vpc-attribute
    /// --vpc-id vpc-… --attribute enableDnsHostnames`, `aws ec2 describe-vpc-endpoints --query
    /// 'VpcEndpoints[].[ServiceName,PrivateDnsEnabled]'` and `aws ec2 describe-dhcp-options`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=false
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group endpoints
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/16
    ///   vpc-endpoint secrets service=com.amazonaws.eu-west-1.secretsmanager subnets=a,b security_groups=endpoints
    ///   // ^ EPT101
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
    /// Safe where it turns on DNS attributes or private DNS, associates the private zone that is there, or adds the
    /// missing record. Unsafe where it leads a record elsewhere than it led, or puts instances back on AWS's resolver: names that only your resolvers know
    /// then need Resolver rules.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html>: private DNS needs DNS
    ///   hostnames and DNS support
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html>: names of the VPC's resolver
    /// - botocore 1.44.5, CreateVpcEndpoint.PrivateDnsEnabled
    ENDPOINT_NAME_PUBLIC = "EPT101" "endpoint-name-public" {
        summary: "an interface endpoint that the service's public name does not lead to",
        severity: Error,
        since: "0.1.0",
        run: Vpc(endpoint_name_public),
    }
}

fn endpoint_name_public(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for endpoint in of_type(facts, vpc, EndpointType::Interface) {
        judge(facts, vpc, endpoint, out);
    }
}

fn judge(facts: &Facts, vpc: &Vpc, endpoint: &VpcEndpoint, out: &mut Findings) {
    let service = short_service(facts, endpoint);
    let (own, label) = (facts.label(endpoint.id), facts.label(vpc.id));
    let dhcp = vpc.dhcp_options.and_then(|id| facts.get(id));
    if let (Some(servers), Some(dhcp)) = (custom_resolvers(dhcp, vpc), dhcp) {
        let message = format!(
            "Instances of {label} ask {}, not AWS's resolver, so the name of {service} does not lead to endpoint {own}",
            servers.join(", ")
        );
        let with_aws = Command::set(dhcp.id, "domain_name_servers", vec!["AmazonProvidedDNS"]);
        out.report(endpoint.id, "private_dns", message)
            .related([dhcp.id])
            .detail("It would if those resolvers forward the name to the VPC's resolver; that is not in the design")
            .fix("Ask AWS's resolver", Applicability::Unsafe, vec![with_aws]);
        return;
    }
    if let (Some(first), Some(dhcp)) = (own_resolver_first(dhcp, vpc), dhcp) {
        let message = format!(
            "Instances of {label} ask {first} before AWS's resolver, so whether the name of {service} leads to endpoint {own} depends on who answers"
        );
        let with_aws = Command::set(dhcp.id, "domain_name_servers", vec!["AmazonProvidedDNS"]);
        out.report(endpoint.id, "private_dns", message)
            .severity(Severity::Warning)
            .related([dhcp.id])
            .fix(
                "Ask AWS's resolver alone",
                Applicability::Unsafe,
                vec![with_aws],
            );
    }
    let missing = missing_attributes(vpc);
    if endpoint.private_dns && !missing.is_empty() {
        let words: Vec<_> = missing.iter().map(|(_, word)| *word).collect();
        let off = words.join(" and ");
        let message = format!(
            "Private DNS of endpoint {own} has no effect: {off} of {label} is off, so the name of {service} stays public"
        );
        let fix = missing
            .iter()
            .map(|(field, _)| Command::set(vpc.id, field, true))
            .collect();
        out.report(endpoint.id, "private_dns", message)
            .related([vpc.id])
            .fix(format!("Turn on {off}"), Applicability::Safe, fix);
        return;
    }
    if endpoint.private_dns {
        return;
    }
    // By design: hosts of the VPC take the public name to the gateway endpoint, and those elsewhere ask for the names
    // of the interface endpoint.
    let mut gateways = of_type(facts, vpc, EndpointType::Gateway);
    if gateways.any(|it| it.service == endpoint.service && !it.route_tables.is_empty()) {
        return;
    }
    // A provider's service without a private name is asked by the endpoint's own names: nothing is missing.
    let Some((name, zone_name)) = public_name(facts, endpoint, &vpc.region) else {
        return;
    };
    let zones: Vec<&HostedZone> = facts.referrers::<HostedZone>(vpc.id).collect();
    let records: Vec<&DnsRecord> = zones
        .iter()
        .flat_map(|zone| facts.children::<DnsRecord>(zone.id))
        .collect();
    let siblings: Vec<&VpcEndpoint> = of_type(facts, vpc, EndpointType::Interface)
        .filter(|other| {
            other.service == endpoint.service && other.endpoint_service == endpoint.endpoint_service
        })
        .collect();
    let question = ServiceName {
        name: &name,
        vpc,
        dhcp,
        endpoints: &siblings,
        zones: &zones,
        records: &records,
    };
    match question.answer() {
        NameAnswer::PrivateDns(_) | NameAnswer::CustomResolver(_) => {}
        NameAnswer::PrivateZone(zone, record) => {
            let Some(record) = facts.get(record) else {
                return;
            };
            if leads_to(facts, record, &siblings) {
                return;
            }
            let said = record
                .alias
                .map_or_else(|| join_words(&record.values, 3), |alias| facts.label(alias));
            let message = format!(
                "Private zone {} leads {name} in {label} to {said}, and not to endpoint {own}",
                facts.label(zone)
            );
            let report = out
                .report(endpoint.id, "private_dns", message)
                .related([zone.entity(), record.id.entity()]);
            if record.record_type == RecordType::A {
                let fix = vec![
                    Command::set(record.id, "alias", endpoint.id.to_string()),
                    Command::set(record.id, "values", Vec::<String>::new()),
                    Command::set(record.id, "ttl_seconds", serde_json::Value::Null),
                ];
                report.fix(
                    format!("Make it an alias of {own}"),
                    Applicability::Unsafe,
                    fix,
                );
            }
        }
        NameAnswer::NoResolver => {
            let message = format!(
                "{label} has no resolver, so {name} leads nowhere, and not to endpoint {own}"
            );
            out.report(endpoint.id, "private_dns", message)
                .related([vpc.id])
                .fix(
                    "Turn on DNS support",
                    Applicability::Safe,
                    vec![Command::set(vpc.id, "dns_support", true)],
                );
        }
        NameAnswer::HiddenByZone(zone) => {
            let message = format!(
                "Private zone {} hides {name} in {label} and has no record for it, so the name leads nowhere",
                facts.label(zone)
            );
            let mut record = DnsRecord::new(Mint::after(facts.design()).id());
            (record.zone, record.alias) = (zone, Some(endpoint.id.entity()));
            record.record_name = if name.starts_with("any.") {
                format!("*.{zone_name}")
            } else {
                zone_name
            };
            out.report(endpoint.id, "private_dns", message)
                .related([zone])
                .fix(
                    format!("Add a record for {name}"),
                    Applicability::Safe,
                    vec![Command::insert(record)],
                );
        }
        NameAnswer::Public => {
            let message = format!(
                "Private DNS of endpoint {own} is off and no private zone of {zone_name} answers in {label}, so {name} stays public"
            );
            // A zone whose record already leads to the endpoint needs only the association.
            let ready = facts
                .referrers::<DnsRecord>(endpoint.id)
                .filter_map(|record| facts.get(record.zone))
                .find(|zone| {
                    zone.private
                        && zone
                            .domain
                            .trim_end_matches('.')
                            .eq_ignore_ascii_case(&zone_name)
                });
            let report = out
                .report(endpoint.id, "private_dns", message)
                .related([vpc.id]);
            let associated = ready.is_some_and(|zone| zone.vpcs.contains(&vpc.id));
            if let Some(zone) = ready.filter(|_| associated && !missing.is_empty()) {
                let words: Vec<_> = missing.iter().map(|(_, word)| *word).collect();
                let fix = missing
                    .iter()
                    .map(|(field, _)| Command::set(vpc.id, field, true))
                    .collect();
                let title = format!("Turn on {}", words.join(" and "));
                report
                    .related([zone.id])
                    .fix(title, Applicability::Safe, fix);
            } else if let Some(zone) = ready {
                let vpcs: Vec<_> = zone
                    .vpcs
                    .iter()
                    .chain([&vpc.id])
                    .map(ToString::to_string)
                    .collect();
                let fix = vec![Command::set(zone.id, "vpcs", vpcs)];
                report.fix(
                    format!("Associate zone {} with {label}", facts.label(zone.id)),
                    Applicability::Safe,
                    fix,
                );
            } else {
                let mut fix: Vec<_> = missing
                    .iter()
                    .map(|(field, _)| Command::set(vpc.id, field, true))
                    .collect();
                fix.push(Command::set(endpoint.id, "private_dns", true));
                report.fix("Turn on private DNS", Applicability::Safe, fix);
            }
        }
    }
}

/// Whether a record leads to one of these endpoints: an alias of it, addresses inside its subnets, or one of the names
/// that AWS gives endpoints.
fn leads_to(facts: &Facts, record: &DnsRecord, endpoints: &[&VpcEndpoint]) -> bool {
    if let Some(alias) = record.alias {
        return endpoints
            .iter()
            .any(|endpoint| endpoint.id.entity() == alias);
    }
    let subnets = endpoints.iter().flat_map(|endpoint| &endpoint.subnets);
    let blocks: PrefixSet = subnets
        .filter_map(|subnet| facts.get(*subnet))
        .flat_map(|subnet| &subnet.cidrs)
        .collect();
    let leads = |value: &String| match value.trim().parse::<IpAddr>() {
        Ok(address) => blocks.contains_address(address),
        Err(_) => is_within(value.trim(), "vpce.amazonaws.com"),
    };
    record.values.iter().all(leads)
}

/// The DNS attributes of a VPC that are off, by field and in words.
fn missing_attributes(vpc: &Vpc) -> Vec<(&'static str, &'static str)> {
    let mut missing = Vec::new();
    if !vpc.dns_support {
        missing.push(("dns_support", "DNS support"));
    }
    if !vpc.dns_hostnames {
        missing.push(("dns_hostnames", "DNS hostnames"));
    }
    missing
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::said;

    const SUBNETS: &str = "  subnet a az=a cidrs=10.0.1.0/24\n  subnet b az=b cidrs=10.0.2.0/24\n";
    const SERVICE: &str = "service=com.amazonaws.eu-west-1.secretsmanager subnets=a,b";

    fn design(vpc: &str, endpoint: &str, rest: &str) -> Vec<String> {
        let text = format!(
            "vpc app cidrs=10.0.0.0/16 {vpc}\n{SUBNETS}  vpc-endpoint secrets {SERVICE} {endpoint}\n{rest}"
        );
        said(&text, "EPT101")
    }

    #[test]
    fn each_cause_is_named() {
        assert_eq!(
            design("dns_support=false dns_hostnames=false", "", ""),
            [
                "error vpc-endpoint-1: Private DNS of endpoint secrets has no effect: DNS support and DNS hostnames of app is off, so the name of secretsmanager stays public"
            ]
        );
        let off = design("dns_hostnames=true", "private_dns=false", "");
        assert!(
            off[0].contains("no private zone of secretsmanager.eu-west-1.amazonaws.com answers"),
            "{off:?}"
        );
        let dhcp = "dhcp-options own domain_name_servers=10.0.0.10\n";
        let own = design("dns_hostnames=true dhcp_options=own", "", dhcp);
        assert!(
            own[0].contains("ask 10.0.0.10, not AWS's resolver"),
            "{own:?}"
        );
    }

    #[test]
    fn a_zone_with_its_record_answers_and_one_without_hides() {
        let zone =
            "hosted-zone z domain=secretsmanager.eu-west-1.amazonaws.com private=true vpcs=app\n";
        let hidden = design("dns_hostnames=true", "private_dns=false", zone);
        assert!(hidden[0].contains("hides secretsmanager"), "{hidden:?}");
        let record = format!(
            "{zone}  dns-record record_name=secretsmanager.eu-west-1.amazonaws.com alias=secrets\n"
        );
        assert_eq!(
            design("dns_hostnames=true", "private_dns=false", &record),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_record_that_leads_elsewhere_does_not_answer() {
        let name = "secretsmanager.eu-west-1.amazonaws.com";
        let zone = format!("hosted-zone z domain={name} private=true vpcs=app\n");
        let with = |record: &str| {
            let record = format!("{zone}  dns-record record_name={name} {record}\n");
            design("dns_hostnames=true", "private_dns=false", &record)
        };
        assert_eq!(
            with("ttl_seconds=60 values=192.0.2.1"),
            [
                "error vpc-endpoint-1: Private zone z leads secretsmanager.eu-west-1.amazonaws.com in app to 192.0.2.1, and not to endpoint secrets"
            ]
        );
        assert_eq!(with("ttl_seconds=60 values=10.0.1.7,192.0.2.1").len(), 1);
        assert_eq!(
            with("ttl_seconds=60 values=10.0.1.7,10.0.2.7"),
            Vec::<String>::new()
        );
        let own = "record_type=CNAME ttl_seconds=60 values=vpce-0a1.secretsmanager.eu-west-1.vpce.amazonaws.com";
        assert_eq!(with(own), Vec::<String>::new());
    }

    #[test]
    fn beside_a_gateway_endpoint_the_name_is_meant_to_stay_public() {
        let endpoint = |table: &str| {
            format!(
                "vpc app cidrs=10.0.0.0/16 dns_hostnames=true\n{SUBNETS}  route-table main main=true\n  vpc-endpoint s3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 {table}\n  vpc-endpoint far service=com.amazonaws.eu-west-1.s3 subnets=a,b private_dns=false\n"
            )
        };
        assert_eq!(
            said(&endpoint("route_tables=main"), "EPT101"),
            Vec::<String>::new()
        );
        assert_eq!(
            said(&endpoint(""), "EPT101").len(),
            1,
            "one that serves nobody is no way"
        );
    }

    #[test]
    fn a_zone_answers_only_where_both_attributes_are_on() {
        let zone = "hosted-zone z domain=secretsmanager.eu-west-1.amazonaws.com private=true vpcs=app\n  \
                    dns-record record_name=secretsmanager.eu-west-1.amazonaws.com alias=secrets\n";
        assert_eq!(
            design("dns_hostnames=false", "private_dns=false", zone).len(),
            1
        );
    }

    #[test]
    fn a_resolver_of_ones_own_before_that_of_aws_is_a_warning() {
        let dhcp = "dhcp-options own domain_name_servers=10.0.0.10,AmazonProvidedDNS\n";
        let said = design("dns_hostnames=true dhcp_options=own", "", dhcp);
        assert!(
            said[0].starts_with("warning") && said.len() == 1,
            "{said:?}"
        );
        let behind = "dhcp-options own domain_name_servers=AmazonProvidedDNS,10.0.0.10\n";
        assert_eq!(
            design("dns_hostnames=true dhcp_options=own", "", behind),
            Vec::<String>::new()
        );
    }

    #[test]
    fn gateway_endpoints_are_never_meant() {
        let text = format!(
            "vpc app cidrs=10.0.0.0/16 dns_hostnames=false\n{SUBNETS}  route-table main main=true\n  vpc-endpoint s3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main"
        );
        assert_eq!(said(&text, "EPT101"), Vec::<String>::new());
    }
}
