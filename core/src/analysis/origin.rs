//! What a CloudFront distribution asks: the origin that follows from a design, or why it has none.

use super::api_stage::api_stage;
use crate::model::{
    ApiGateway, Certificate, Design, Distribution, EntityId, Id, Listener, ListenerProtocol,
    LoadBalancer, LoadBalancerType, Scheme,
};
use crate::net::DnsName;

/// The origin of a distribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub name: OriginName,
    /// In front of every request's path; empty, or with a leading slash.
    pub path: String,
    /// Whether CloudFront asks over TLS.
    pub is_tls: bool,
    pub port: u16,
    /// What the origin shows, where it is one of the design.
    pub certificate: Option<Id<Certificate>>,
}

/// By which name an origin is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OriginName {
    Given(DnsName),
    /// The name that AWS gives this load balancer.
    Balancer(Id<LoadBalancer>),
}

/// Ports on which CloudFront asks, from 1024 to 65535 besides
/// (CloudFront API Reference, `CustomOriginConfig`, read 2026-11).
const LOW_PORTS: [u16; 2] = [80, 443];

/// The origin of a distribution.
///
/// # Errors
/// Says in words what is missing, to stand behind "the distribution is left out:".
pub fn origin_of(design: &Design, distribution: &Distribution) -> Result<Origin, String> {
    let given = match distribution.origin_domain_name.trim() {
        "" => None,
        text => Some(
            text.parse::<DnsName>()
                .map_err(|_| "the name of its origin is no domain name".to_owned())?,
        ),
    };
    if let Some(balancer) = distribution
        .origin
        .and_then(EntityId::typed::<LoadBalancer>)
    {
        let balancer = design.get(balancer).ok_or("its origin is not drawn")?;
        return balancer_origin(design, balancer, given);
    }
    if let Some(name) = given {
        return Ok(tls_origin(name, String::new()));
    }
    let api = distribution.origin.and_then(EntityId::typed::<ApiGateway>);
    match api.and_then(|id| design.get(id)) {
        Some(api) => {
            let stage = api_stage(api).map_err(|(_, why)| {
                format!("its origin is an API stage that is not named: {why}")
            })?;
            Ok(tls_origin(stage.domain, format!("/{}", api.stage_name)))
        }
        None => Err("it has no origin: draw one, or give the name of its origin".to_owned()),
    }
}

fn tls_origin(name: DnsName, path: String) -> Origin {
    Origin {
        name: OriginName::Given(name),
        path,
        is_tls: true,
        port: 443,
        certificate: None,
    }
}

/// Every name that the origin's certificate must cover one of, so that CloudFront trusts it: the name that is asked, or
/// where that is AWS's own, a name that viewers ask and CloudFront hands on.
pub fn trusted_names(distribution: &Distribution, origin: &Origin) -> Vec<DnsName> {
    match &origin.name {
        OriginName::Given(name) => vec![name.clone()],
        OriginName::Balancer(_) => distribution
            .aliases
            .iter()
            .filter_map(|alias| alias.parse().ok())
            .collect(),
    }
}

fn balancer_origin(
    design: &Design,
    balancer: &LoadBalancer,
    given: Option<DnsName>,
) -> Result<Origin, String> {
    if balancer.balancer_type == LoadBalancerType::Gateway {
        return Err("its origin is a Gateway Load Balancer, which answers no requests".to_owned());
    }
    if balancer.scheme == Scheme::Internal {
        return Err(
            "its origin is internal; CloudFront reaches that by a VPC origin, which is not modelled"
                .to_owned(),
        );
    }
    let listeners = design
        .all::<Listener>()
        .filter(|listener| listener.load_balancer == balancer.id);
    let mut usable: Vec<(bool, &Listener)> = listeners
        .filter(|listener| LOW_PORTS.contains(&listener.port) || listener.port >= 1024)
        .filter_map(|listener| Some((speaks_tls(listener)?, listener)))
        .collect();
    usable.sort_by_key(|(is_tls, listener)| (!is_tls, listener.port, listener.id));
    let Some((is_tls, listener)) = usable.first() else {
        return Err(
            "its origin has no listener that CloudFront can ask: HTTP or HTTPS on port 80, 443 or 1024 to 65535"
                .to_owned(),
        );
    };
    Ok(Origin {
        name: given.map_or(OriginName::Balancer(balancer.id), OriginName::Given),
        path: String::new(),
        is_tls: *is_tls,
        port: listener.port,
        certificate: listener.certificate,
    })
}

/// Whether a listener answers requests over TLS; nothing where it answers none.
fn speaks_tls(listener: &Listener) -> Option<bool> {
    listener.target_group?;
    match listener.protocol {
        ListenerProtocol::Https | ListenerProtocol::Tls => listener.certificate.map(|_| true),
        ListenerProtocol::Http => Some(false),
        // What passes through is told by its port alone.
        ListenerProtocol::Tcp => Some(listener.port == 443),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(listeners: &str, distribution: &str) -> Result<(OriginName, bool, u16), String> {
        let text = format!(
            "certificate c domain_names=o.example.com\nvpc v cidrs=10.0.0.0/16\n  load-balancer web scheme=internet-facing\n{listeners}  load-balancer inside\n  target-group t\napi unnamed\ndistribution d {distribution}\n"
        );
        let design = crate::notation::parse(&text).unwrap();
        let distribution = design.all::<Distribution>().next().unwrap();
        origin_of(&design, distribution).map(|origin| (origin.name, origin.is_tls, origin.port))
    }

    #[test]
    fn the_listener_says_how_it_is_asked() {
        let both = "    listener port=80 protocol=HTTP target_group=t\n    listener port=8443 protocol=HTTPS target_group=t certificate=c\n";
        let own = OriginName::Balancer(Id::new(1));
        assert_eq!(asked(both, "origin=web"), Ok((own.clone(), true, 8443)));
        let plain = "    listener port=80 protocol=HTTP target_group=t\n    listener port=443 protocol=HTTPS target_group=t\n";
        assert_eq!(asked(plain, "origin=web"), Ok((own, false, 80)));
        let given = OriginName::Given("o.example.com".parse().unwrap());
        assert_eq!(
            asked(both, "origin=web origin_domain_name=O.example.com."),
            Ok((given.clone(), true, 8443))
        );
        assert_eq!(
            asked("", "origin_domain_name=o.example.com"),
            Ok((given, true, 443))
        );
    }

    #[test]
    fn an_api_is_asked_for_its_stage() {
        let text = "api orders rest_api_id=a1b2c3 stage_name=prod\ndistribution d origin=orders\n";
        let design = crate::notation::parse(text).unwrap();
        let origin = origin_of(&design, design.all::<Distribution>().next().unwrap()).unwrap();
        let name = "a1b2c3.execute-api.eu-west-1.amazonaws.com";
        assert_eq!(origin.name, OriginName::Given(name.parse().unwrap()));
        assert_eq!((origin.path.as_str(), origin.is_tls), ("/prod", true));
    }

    #[test]
    fn what_is_missing_is_said() {
        for (listeners, distribution, words) in [
            ("", "", "no origin"),
            ("", "origin=web", "no listener"),
            (
                "    listener port=81 protocol=HTTP target_group=t\n",
                "origin=web",
                "no listener",
            ),
            ("", "origin=inside", "internal"),
            ("", "origin=unnamed", "the identifier of its REST API"),
            ("", "origin_domain_name=\"a b\"", "no domain name"),
        ] {
            let why = asked(listeners, distribution).unwrap_err();
            assert!(why.contains(words), "{why}");
        }
    }
}
