//! Addresses that the receiving end of a question means, as the asking one sees them.

use ipnet::IpNet;

use super::ends::{EndName, SOMEWHERE_V4, SOMEWHERE_V6, lines_of, networks_of};
use super::names;
use super::nics::{self, Nic, Role};
use super::packet::Address;
use super::routes::list_of_service;
use crate::analysis::Facts;
use crate::model::{
    EndpointType, EntityId, Id, Kind, Site, Subnet, Vpc, VpcEndpoint, VpnConnection,
};

/// What is known of the asking end when the receiving one is looked up.
pub(super) struct Asker {
    pub from_internet: bool,
    pub vpc: Option<Id<Vpc>>,
}

impl Asker {
    pub(super) fn of(facts: &Facts, from: &EndName) -> Self {
        let vpc = match from {
            EndName::Record(id) => facts.vpc_of(*id).map(|vpc| vpc.id),
            EndName::Address(ip) => {
                let mut subnets = facts.all::<Subnet>();
                let holds = |subnet: &&Subnet| subnet.cidrs.iter().any(|block| block.contains(ip));
                subnets.find(holds).map(|subnet| subnet.vpc)
            }
            EndName::Internet | EndName::Name(_) => None,
        };
        let outer = match from {
            EndName::Address(ip) => vpc.is_none() && Address::exact(*ip).is_public(),
            _ => false,
        };
        Self {
            from_internet: from.is_internet() || outer,
            vpc,
        }
    }
}

/// Addresses that the receiving end means, in one family; an error says why nobody can know them.
pub(super) fn destinations(
    facts: &Facts,
    to: &EndName,
    asker: &Asker,
    v4: bool,
) -> Result<Vec<Address>, (String, Option<EntityId>)> {
    let somewhere = Address::exact(if v4 { SOMEWHERE_V4 } else { SOMEWHERE_V6 });
    let of_nics = |nics: Vec<Nic<'_>>| -> Vec<Address> {
        let addresses = nics.into_iter().filter_map(|nic| {
            if asker.from_internet && v4 {
                nic.public
            } else {
                nic.address(v4)
            }
        });
        addresses.collect()
    };
    match to {
        EndName::Internet => Ok(vec![somewhere]),
        EndName::Address(ip) => Ok(if ip.is_ipv4() == v4 {
            vec![Address::exact(*ip)]
        } else {
            Vec::new()
        }),
        EndName::Name(name) => {
            let mut all = Vec::new();
            for target in names::resolve(facts, asker.vpc, name).map_err(|why| (why, None))? {
                all.extend(destinations(facts, &target, asker, v4)?);
            }
            Ok(all)
        }
        EndName::Record(id) => match id.kind {
            Kind::InternetGateway | Kind::EgressOnlyGateway => Ok(vec![somewhere]),
            Kind::Subnet => {
                let subnet = facts.as_kind::<Subnet>(*id);
                Ok(subnet.map_or_else(Vec::new, |own| of_subnet(facts, own, asker, v4)))
            }
            Kind::Vpc => {
                let subnets = facts.children::<Subnet>(*id);
                Ok(subnets
                    .flat_map(|subnet| of_subnet(facts, subnet, asker, v4))
                    .collect())
            }
            Kind::VpcEndpoint => of_endpoint(facts, *id, asker, v4),
            Kind::EndpointService => {
                let consumers = facts.referrers::<VpcEndpoint>(*id);
                let mine = consumers.filter(|endpoint| Some(endpoint.vpc) == asker.vpc);
                let nics = mine.flat_map(|endpoint| nics::of_record(facts, endpoint.id.entity()));
                let all = of_nics(nics.collect());
                if all.is_empty() && v4 {
                    let why = format!("no endpoint of {} is in the asking VPC", facts.label(*id));
                    return Err((why, Some(*id)));
                }
                Ok(all)
            }
            Kind::Instance | Kind::NetworkInterface | Kind::LoadBalancer | Kind::NatGateway => {
                Ok(of_nics(nics::of_record(facts, *id)))
            }
            Kind::TransitGateway => {
                let why = "a transit gateway has no address: name what is behind it".to_owned();
                Err((why, Some(*id)))
            }
            _ => behind(facts, *id, asker, v4),
        },
    }
}

fn of_subnet(facts: &Facts, subnet: &Subnet, asker: &Asker, v4: bool) -> Vec<Address> {
    let nics = nics::in_subnet(facts, subnet);
    let more = nics::may_have_more_hosts(subnet, &nics);
    let hosts = nics.iter().filter(|nic| nic.role == Role::Host);
    let mut all: Vec<Address> = hosts
        .filter_map(|nic| {
            if asker.from_internet && v4 {
                nic.public
            } else {
                nic.address(v4)
            }
        })
        .collect();
    if more && !asker.from_internet {
        all.extend(nics::undrawn(subnet, v4));
    }
    all
}

fn of_endpoint(
    facts: &Facts,
    id: EntityId,
    asker: &Asker,
    v4: bool,
) -> Result<Vec<Address>, (String, Option<EntityId>)> {
    let Some(endpoint) = facts.as_kind::<VpcEndpoint>(id) else {
        return Ok(Vec::new());
    };
    match endpoint.endpoint_type {
        EndpointType::GatewayLoadBalancer => {
            let why = "a Gateway Load Balancer endpoint is a hop and no end".to_owned();
            Err((why, Some(id)))
        }
        EndpointType::Gateway => {
            let entries = list_of_service(facts, endpoint).map(|list| &list.entries[..]);
            let entries: Vec<IpNet> = entries
                .unwrap_or_default()
                .iter()
                .filter(|block| block.addr().is_ipv4() == v4)
                .copied()
                .collect();
            if entries.is_empty() {
                return Ok(if v4 {
                    vec![Address::of_service(endpoint.id)]
                } else {
                    Vec::new()
                });
            }
            Ok(vec![networks_of(Some(&entries), v4)])
        }
        EndpointType::Interface => {
            let mut nics = nics::of_record(facts, id);
            // Each zone has one; nearest first where the asker's zone is known is left to DNS.
            if asker.from_internet {
                nics.clear();
            }
            Ok(nics.iter().filter_map(|nic| nic.address(v4)).collect())
        }
    }
}

/// Networks behind a site, a gateway or a connection; from the internet, the tunnels themselves.
fn behind(
    facts: &Facts,
    id: EntityId,
    asker: &Asker,
    v4: bool,
) -> Result<Vec<Address>, (String, Option<EntityId>)> {
    let lines = lines_of(facts, id);
    if asker.from_internet {
        let vpns = lines
            .iter()
            .filter_map(|line| facts.as_kind::<VpnConnection>(line.over));
        let addresses = vpns.flat_map(|vpn| &vpn.tunnel_addresses);
        let all: Vec<Address> = addresses
            .filter(|ip| ip.is_ipv4() == v4)
            .map(|ip| Address::exact(*ip))
            .collect();
        return Ok(all);
    }
    let own = facts.as_kind::<Site>(id).map(|site| site.cidrs.clone());
    let mut blocks: Vec<IpNet> = own.unwrap_or_default();
    for line in &lines {
        blocks.extend(line.networks.iter().flatten());
    }
    blocks.retain(|block| block.addr().is_ipv4() == v4);
    if blocks.is_empty() && v4 {
        let why = format!(
            "the networks behind {} are not in the design: name an address",
            facts.label(id)
        );
        return Err((why, Some(id)));
    }
    Ok(if blocks.is_empty() {
        Vec::new()
    } else {
        vec![networks_of(Some(&blocks), v4)]
    })
}
