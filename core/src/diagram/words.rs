//! The words on a box: a title, and a subtitle that says the one thing worth knowing at a glance.

use crate::model::{
    Connectivity, Design, DnsRecord, EndpointService, EndpointType, HealthCheck, HostedZone,
    Instance, InterfaceType, LoadBalancer, LoadBalancerType, NatGateway, NetworkInterface, Note,
    PlacementGroup, Record, ResolverEndpoint, ResolverRule, Scheme, Site, Subnet, TransitGateway,
    Vpc, VpcEndpoint, WebAcl,
};

/// The title: its name, or what stands for one.
pub fn title(record: &dyn Record) -> String {
    if let Some(note) = record
        .downcast::<Note>()
        .filter(|note| !note.text.is_empty())
    {
        return note.text.clone();
    }
    if !record.name().is_empty() {
        return record.name().to_owned();
    }
    if let Some(zone) = record.downcast::<HostedZone>()
        && !zone.domain.is_empty()
    {
        return zone.domain.clone();
    }
    if let Some(entry) = record.downcast::<DnsRecord>()
        && !entry.record_name.is_empty()
    {
        return entry.record_name.clone();
    }
    if let Some(endpoint) = record.downcast::<VpcEndpoint>()
        && !endpoint.service.is_empty()
    {
        return service_word(&endpoint.service).to_owned();
    }
    record.id().to_string()
}

/// The title and subtitle of a region.
pub fn region(name: &str) -> (String, String) {
    (name.to_owned(), String::new())
}

/// The subtitle.
pub fn subtitle(design: &Design, record: &dyn Record) -> String {
    let label = || record.id().kind.spec().label.to_owned();
    if let Some(vpc) = record.downcast::<Vpc>() {
        return blocks(&vpc.cidrs);
    }
    if let Some(subnet) = record.downcast::<Subnet>() {
        return blocks(&subnet.cidrs);
    }
    if let Some(hub) = record.downcast::<TransitGateway>() {
        return format!("Transit gateway, ASN {}", hub.asn);
    }
    if let Some(instance) = record.downcast::<Instance>() {
        let several = if instance.count > 1 {
            format!("{} × ", instance.count)
        } else {
            String::new()
        };
        return several + &instance.instance_type;
    }
    if let Some(endpoint) = record.downcast::<VpcEndpoint>() {
        return endpoint_words(endpoint);
    }
    if let Some(balancer) = record.downcast::<LoadBalancer>() {
        let kind = match balancer.balancer_type {
            LoadBalancerType::Application => "Application LB",
            LoadBalancerType::Network => "Network LB",
            LoadBalancerType::Gateway => "Gateway LB",
            LoadBalancerType::Classic => "Classic LB",
        };
        let facing = if balancer.scheme == Scheme::InternetFacing {
            ", internet-facing"
        } else {
            ""
        };
        return format!("{kind}{facing}");
    }
    if let Some(nat) = record.downcast::<NatGateway>() {
        let public = nat.connectivity == Connectivity::Public;
        return if public {
            "NAT gateway"
        } else {
            "Private NAT gateway"
        }
        .to_owned();
    }
    if let Some(entry) = record.downcast::<DnsRecord>() {
        return format!("{} {}", entry.record_type, entry.policy);
    }
    if let Some(zone) = record.downcast::<HostedZone>() {
        return if zone.private {
            "Private hosted zone"
        } else {
            "Public hosted zone"
        }
        .to_owned();
    }
    if let Some(site) = record.downcast::<Site>()
        && !site.cidrs.is_empty()
    {
        return blocks(&site.cidrs);
    }
    if let Some(check) = record.downcast::<HealthCheck>() {
        return format!("{} {}", check.check_type.label(), check.path)
            .trim()
            .to_owned();
    }
    if let Some(group) = record.downcast::<PlacementGroup>() {
        return format!("Placement group, {}", group.strategy);
    }
    if let Some(interface) = record.downcast::<NetworkInterface>() {
        let is_plain = interface.interface_type == InterfaceType::Interface;
        return if is_plain {
            label()
        } else {
            interface.interface_type.label()
        };
    }
    if let Some(endpoint) = record.downcast::<ResolverEndpoint>() {
        return format!("Resolver, {}", endpoint.direction.word().to_lowercase());
    }
    if let Some(rule) = record.downcast::<ResolverRule>()
        && !rule.domain.is_empty()
    {
        return format!("Forwards {}", rule.domain);
    }
    if let Some(acl) = record.downcast::<WebAcl>() {
        let rules = design
            .all::<crate::model::WebAclRule>()
            .filter(|rule| rule.web_acl == acl.id)
            .count();
        return format!("Web ACL, {rules} rule{}", if rules == 1 { "" } else { "s" });
    }
    if record.downcast::<EndpointService>().is_some() {
        return label();
    }
    if record.downcast::<Note>().is_some() {
        return String::new();
    }
    label()
}

fn endpoint_words(endpoint: &VpcEndpoint) -> String {
    let kind = match endpoint.endpoint_type {
        EndpointType::Gateway => "Gateway endpoint",
        EndpointType::Interface => "Interface endpoint",
        EndpointType::GatewayLoadBalancer => "GWLB endpoint",
    };
    let named = !endpoint.name.is_empty() && !endpoint.service.is_empty();
    if named {
        format!(
            "{}, {}",
            service_word(&endpoint.service),
            kind.to_lowercase()
        )
    } else {
        kind.to_owned()
    }
}

/// `com.amazonaws.eu-west-1.secretsmanager` is `secretsmanager`.
fn service_word(service: &str) -> &str {
    let Some(rest) = service.strip_prefix("com.amazonaws.") else {
        return service;
    };
    rest.split_once('.').map_or(rest, |(_, word)| word)
}

fn blocks(blocks: &[ipnet::IpNet]) -> String {
    match blocks {
        [] => String::new(),
        [only] => only.to_string(),
        [first, second] => format!("{first}, {second}"),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_called_by_its_last_words() {
        assert_eq!(service_word("com.amazonaws.eu-west-1.ecr.api"), "ecr.api");
        assert_eq!(service_word("s3"), "s3");
    }
}
