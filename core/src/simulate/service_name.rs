//! Where does the public name of an AWS service lead, asked from inside a VPC?
//!
//! The answer decides whether an interface endpoint is used at all: it has addresses of its own, but applications
//! ask for the service's public name. See [`ServiceName::answer`] for the order in which AWS decides.

use std::net::IpAddr;

use crate::model::{
    DhcpOptions, DnsRecord, EndpointType, HostedZone, Id, RecordType, Vpc, VpcEndpoint,
};

/// The question, with the part of the design that decides it.
#[derive(Debug, Clone, Copy)]
pub struct ServiceName<'d> {
    /// The public name that is asked: `secretsmanager.eu-west-1.amazonaws.com`.
    pub name: &'d str,
    pub vpc: &'d Vpc,
    /// The DHCP option set of the VPC; AWS's default where absent.
    pub dhcp: Option<&'d DhcpOptions>,
    /// Endpoints of the VPC for the service.
    pub endpoints: &'d [&'d VpcEndpoint],
    /// Private zones associated with the VPC.
    pub zones: &'d [&'d HostedZone],
    /// Records of those zones.
    pub records: &'d [&'d DnsRecord],
}

/// Where the name leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameAnswer {
    /// To the private addresses of this endpoint, by its private DNS.
    PrivateDns(Id<VpcEndpoint>),
    /// To what this record of a private zone says.
    PrivateZone(Id<HostedZone>, Id<DnsRecord>),
    /// Nowhere: this private zone covers the name, has no such record, and hides the public answer.
    HiddenByZone(Id<HostedZone>),
    /// To the service's public addresses.
    Public,
    /// Nowhere: the VPC's resolver is off.
    NoResolver,
    /// To whatever these resolvers answer, which is not in the design; the public address unless they forward the
    /// question to a resolver of AWS inside the VPC.
    CustomResolver(Vec<String>),
}

impl ServiceName<'_> {
    /// Instances ask what DHCP told them; the VPC's resolver answers if DNS support is on; it prefers the most
    /// specific private zone, and private DNS of an endpoint is such a zone, made only where DNS hostnames are on too.
    pub fn answer(&self) -> NameAnswer {
        if let Some(servers) = custom_resolvers(self.dhcp, self.vpc) {
            return NameAnswer::CustomResolver(servers);
        }
        if !self.vpc.dns_support {
            return NameAnswer::NoResolver;
        }
        let by_endpoint = self.endpoints.iter().find(|endpoint| {
            endpoint.endpoint_type == EndpointType::Interface
                && endpoint.vpc == self.vpc.id
                && endpoint.private_dns
                && self.vpc.dns_hostnames
        });
        if let Some(endpoint) = by_endpoint {
            return NameAnswer::PrivateDns(endpoint.id);
        }
        // Private zones answer only where DNS hostnames are on too
        // (<https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html>).
        let covering = self.zones.iter().filter(|zone| {
            self.vpc.dns_hostnames
                && zone.private
                && zone.vpcs.contains(&self.vpc.id)
                && is_within(self.name, &zone.domain)
        });
        let Some(zone) = covering.max_by_key(|zone| zone.domain.len()) else {
            return NameAnswer::Public;
        };
        let record = self.records.iter().find(|record| {
            record.zone == zone.id
                && matches!(record.record_type, RecordType::A | RecordType::Cname)
                && name_matches(&record.record_name, self.name)
        });
        match record {
            Some(record) => NameAnswer::PrivateZone(zone.id, record.id),
            None => NameAnswer::HiddenByZone(zone.id),
        }
    }
}

/// The resolvers that instances ask in place of AWS's, or `None` where they ask AWS's.
///
/// The resolver of a VPC has three names: `AmazonProvidedDNS`, the second address of the VPC's primary block, and
/// 169.254.169.253 (fd00:ec2::253).
/// Source: <https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html>
pub fn custom_resolvers(dhcp: Option<&DhcpOptions>, vpc: &Vpc) -> Option<Vec<String>> {
    let servers = &dhcp?.domain_name_servers;
    if servers.is_empty() || servers.iter().any(|server| is_aws_resolver(server, vpc)) {
        return None;
    }
    Some(servers.clone())
}

/// A resolver of one's own that instances ask before AWS's, where AWS's is among them too.
pub fn own_resolver_first<'d>(dhcp: Option<&'d DhcpOptions>, vpc: &Vpc) -> Option<&'d str> {
    let servers = &dhcp?.domain_name_servers;
    let first = servers
        .first()
        .filter(|first| !is_aws_resolver(first, vpc))?;
    let also_aws = servers.iter().any(|server| is_aws_resolver(server, vpc));
    also_aws.then_some(first)
}

fn is_aws_resolver(server: &str, vpc: &Vpc) -> bool {
    if server.eq_ignore_ascii_case("AmazonProvidedDNS") {
        return true;
    }
    let Ok(address) = server.parse::<IpAddr>() else {
        return false;
    };
    let second = vpc.cidrs.iter().find_map(|block| match block {
        ipnet::IpNet::V4(block) => Some(IpAddr::from(
            (u32::from(block.network()).saturating_add(2)).to_be_bytes(),
        )),
        ipnet::IpNet::V6(_) => None,
    });
    let link_local: [IpAddr; 2] = [
        IpAddr::from([169, 254, 169, 253]),
        IpAddr::from([0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0x253_u16]),
    ];
    Some(address) == second || link_local.contains(&address)
}

/// Whether `name` is `domain` or below it; case and the final dot do not matter.
pub fn is_within(name: &str, domain: &str) -> bool {
    let (name, domain) = (normal(name), normal(domain));
    !domain.is_empty()
        && name
            .strip_suffix(&domain)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// A name as it is compared: lower case, no final dot.
pub fn normal(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}

/// Whether a record of this name answers for `name`; `*.example.com` answers for all below `example.com`.
fn name_matches(record: &str, name: &str) -> bool {
    let (record, name) = (normal(record), normal(name));
    match record.strip_prefix("*.") {
        Some(parent) => name != parent && is_within(&name, parent),
        None => record == name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RecordKind;

    const NAME: &str = "secretsmanager.eu-west-1.amazonaws.com";

    fn vpc(support: bool, hostnames: bool) -> Vpc {
        let mut vpc = Vpc::new(Id::new(1));
        vpc.cidrs = vec!["10.0.0.0/16".parse().unwrap()];
        vpc.dns_support = support;
        vpc.dns_hostnames = hostnames;
        vpc
    }

    fn endpoint(private_dns: bool) -> VpcEndpoint {
        let mut endpoint = VpcEndpoint::new(Id::new(1));
        endpoint.vpc = Id::new(1);
        endpoint.private_dns = private_dns;
        endpoint
    }

    fn ask(
        vpc: &Vpc,
        endpoint: &VpcEndpoint,
        zones: &[&HostedZone],
        records: &[&DnsRecord],
    ) -> NameAnswer {
        ServiceName {
            name: NAME,
            vpc,
            dhcp: None,
            endpoints: &[endpoint],
            zones,
            records,
        }
        .answer()
    }

    #[test]
    fn private_dns_needs_both_attributes() {
        let on = endpoint(true);
        assert_eq!(
            ask(&vpc(true, true), &on, &[], &[]),
            NameAnswer::PrivateDns(on.id)
        );
        assert_eq!(ask(&vpc(true, false), &on, &[], &[]), NameAnswer::Public);
        assert_eq!(
            ask(&vpc(false, true), &on, &[], &[]),
            NameAnswer::NoResolver
        );
        assert_eq!(
            ask(&vpc(true, true), &endpoint(false), &[], &[]),
            NameAnswer::Public
        );
    }

    #[test]
    fn the_most_specific_zone_decides_and_hides_the_public_answer() {
        let vpc = vpc(true, true);
        let mut zone = HostedZone::new(Id::new(1));
        (zone.domain, zone.private, zone.vpcs) = (NAME.to_owned(), true, vec![vpc.id]);
        let mut broad = HostedZone::new(Id::new(2));
        (broad.domain, broad.private, broad.vpcs) = ("amazonaws.com".into(), true, vec![vpc.id]);
        let mut record = DnsRecord::new(Id::new(1));
        (record.zone, record.record_name) = (zone.id, format!("{}.", NAME.to_uppercase()));
        let off = endpoint(false);
        let zones = [&broad, &zone];
        assert_eq!(
            ask(&vpc, &off, &zones, &[&record]),
            NameAnswer::PrivateZone(zone.id, record.id)
        );
        assert_eq!(
            ask(&vpc, &off, &zones, &[]),
            NameAnswer::HiddenByZone(zone.id)
        );
        zone.vpcs.clear();
        assert_eq!(ask(&vpc, &off, &[&zone], &[&record]), NameAnswer::Public);
    }

    #[test]
    fn resolvers_of_aws_have_several_names() {
        let vpc = vpc(true, true);
        let mut dhcp = DhcpOptions::new(Id::new(1));
        for server in [
            "AmazonProvidedDNS",
            "10.0.0.2",
            "169.254.169.253",
            "fd00:ec2::253",
        ] {
            dhcp.domain_name_servers = vec![server.into()];
            assert_eq!(custom_resolvers(Some(&dhcp), &vpc), None, "{server}");
        }
        dhcp.domain_name_servers = vec!["10.0.0.10".into()];
        assert_eq!(
            custom_resolvers(Some(&dhcp), &vpc),
            Some(vec!["10.0.0.10".into()])
        );
    }
}
