//! Who is X, and what is Y: the ends of a question, by id, unique name, AWS id, address, `internet` or DNS name.

use std::net::IpAddr;

use ipnet::IpNet;

use super::hybrid::{self, Entry};
use super::names;
use super::nics::{self, Nic, Role};
use super::packet::{Address, Known};
use crate::analysis::Facts;
use crate::model::{
    CustomerGateway, DirectConnectGateway, EntityId, Id, Kind, Record, Site, Subnet, TgwAttachment,
    VirtualInterface, Vpc, VpnConnection, VpnGateway,
};

/// An end as it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndName {
    Internet,
    Address(IpAddr),
    Record(EntityId),
    /// A DNS name; the receiving end alone.
    Name(String),
}

/// A name that nothing has, or that several records have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoSuchEnd(pub String);

/// Where a packet sets out, and with which address.
pub(super) enum Start<'f> {
    Nic(Box<Nic<'f>>, Address),
    Subnet(&'f Subnet, Address),
    /// At the router of a VPC.
    Vpc(&'f Vpc, Address),
    Internet(Address),
    /// Over a gateway or an attachment, by a connection that announces these blocks alone.
    Outside(EntityId, Address, Option<Vec<IpNet>>),
}

/// Kinds that can be an end.
pub(super) const ENDS: &[Kind] = &[
    Kind::CustomerGateway,
    Kind::DirectConnectGateway,
    Kind::EgressOnlyGateway,
    Kind::EndpointService,
    Kind::Instance,
    Kind::InternetGateway,
    Kind::LoadBalancer,
    Kind::NatGateway,
    Kind::NetworkInterface,
    Kind::Site,
    Kind::Subnet,
    Kind::TgwAttachment,
    Kind::TransitGateway,
    Kind::VirtualInterface,
    Kind::Vpc,
    Kind::VpcEndpoint,
    Kind::VpnConnection,
    Kind::VpnGateway,
];

/// An address of the internet where any will do (a public resolver).
pub(super) const SOMEWHERE_V4: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(8, 8, 8, 8));
pub(super) const SOMEWHERE_V6: IpAddr = IpAddr::V6(std::net::Ipv6Addr::new(
    0x2001, 0x4860, 0x4860, 0, 0, 0, 0, 0x8888,
));

impl EndName {
    /// What a text names. `receives` takes DNS names and services too.
    ///
    /// # Errors
    /// Where nothing is called so, or several records are.
    pub fn find(facts: &Facts, text: &str, receives: bool) -> Result<Self, NoSuchEnd> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("internet") {
            return Ok(Self::Internet);
        }
        if let Ok(address) = text.parse() {
            return Ok(Self::Address(address));
        }
        if let Ok(id) = text.parse::<EntityId>()
            && facts.record(id).is_some()
        {
            return if ENDS.contains(&id.kind) {
                Ok(Self::Record(id))
            } else {
                let kind = id.kind.spec().label;
                Err(NoSuchEnd(format!("{text} is no end of a way: {kind}")))
            };
        }
        let is_named = |record: &dyn Record| {
            let meta = record.meta();
            !text.is_empty() && (meta.aws_id == text || meta.arn == text)
        };
        let mut found = all(facts, &is_named);
        if found.is_empty() {
            found = all(facts, &|record| !text.is_empty() && record.name() == text);
        }
        match found.as_slice() {
            [one] => Ok(Self::Record(*one)),
            [] if receives && names::is_known(facts, text) => Ok(Self::Name(text.to_owned())),
            [] => Err(NoSuchEnd(format!(
                "nothing is called {text:?} that could be an end"
            ))),
            several => {
                let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
                let ids = crate::analysis::join_words(&ids, 8);
                Err(NoSuchEnd(format!("{text:?} names several: {ids}")))
            }
        }
    }

    pub(super) fn is_internet(&self) -> bool {
        match self {
            Self::Internet => true,
            Self::Record(id) => id.kind == Kind::InternetGateway,
            Self::Address(_) | Self::Name(_) => false,
        }
    }
}

fn all(facts: &Facts, wanted: &dyn Fn(&dyn Record) -> bool) -> Vec<EntityId> {
    let rows = ENDS.iter().flat_map(|kind| facts.design().rows(*kind));
    rows.filter(|record| wanted(*record))
        .map(Record::id)
        .collect()
}

/// Where packets of `from` to a destination set out.
///
/// # Errors
/// An address that several places have.
pub(super) fn starts<'f>(
    facts: &'f Facts,
    from: &EndName,
    source: Option<IpAddr>,
    to: &Address,
) -> Result<Vec<Start<'f>>, NoSuchEnd> {
    let v4 = to.is_v4();
    let somewhere = Address::exact(source.unwrap_or(if v4 { SOMEWHERE_V4 } else { SOMEWHERE_V6 }));
    Ok(match from {
        EndName::Internet => vec![Start::Internet(somewhere)],
        EndName::Address(ip) => by_address(facts, *ip, source)?,
        EndName::Name(_) => Vec::new(),
        EndName::Record(id) => match id.kind {
            Kind::InternetGateway => vec![Start::Internet(somewhere)],
            Kind::Subnet => {
                let subnet = facts.as_kind::<Subnet>(*id);
                subnet.map_or_else(Vec::new, |subnet| in_subnet(facts, subnet, source, v4))
            }
            Kind::Vpc => {
                let vpc = facts.as_kind::<Vpc>(*id);
                vpc.map_or_else(Vec::new, |vpc| in_vpc(facts, vpc, source, to))
            }
            Kind::Site
            | Kind::CustomerGateway
            | Kind::VpnConnection
            | Kind::VpnGateway
            | Kind::VirtualInterface
            | Kind::DirectConnectGateway
            | Kind::TgwAttachment => outside(facts, *id, source, v4),
            // These answer and never ask.
            Kind::LoadBalancer | Kind::VpcEndpoint => Vec::new(),
            _ => {
                let nics = nics::of_record(facts, *id);
                of_nics(nics, source, v4, *id)
            }
        },
    })
}

fn of_nics(nics: Vec<Nic<'_>>, source: Option<IpAddr>, v4: bool, id: EntityId) -> Vec<Start<'_>> {
    let has = |nic: &Nic<'_>, ip: IpAddr| nic.addresses.iter().any(|own| own.ip == ip);
    if let Some(ip) = source {
        let owner = nics.iter().find(|nic| has(nic, ip)).or(nics.first());
        return owner.map_or_else(Vec::new, |nic| {
            vec![Start::Nic(Box::new(nic.clone()), Address::exact(ip))]
        });
    }
    // A workload sends by its first interface; a NAT gateway has one.
    let first = nics
        .into_iter()
        .find(|nic| nic.address(v4).is_some() && (nic.key == id || nic.hop == id));
    let start = first.and_then(|nic| {
        let own = nic.address(v4)?;
        Some(Start::Nic(Box::new(nic), own))
    });
    start.into_iter().collect()
}

fn in_subnet<'f>(
    facts: &'f Facts,
    subnet: &'f Subnet,
    source: Option<IpAddr>,
    v4: bool,
) -> Vec<Start<'f>> {
    let nics = nics::in_subnet(facts, subnet);
    if let Some(ip) = source {
        let mut nics = nics.into_iter();
        let owner = nics.find(|nic| {
            let mut own = nic.addresses.iter();
            own.any(|own| own.known == Known::Exact && own.ip == ip)
        });
        return vec![match owner {
            Some(nic) => Start::Nic(Box::new(nic), Address::exact(ip)),
            None => Start::Subnet(subnet, Address::exact(ip)),
        }];
    }
    let may_have_more = nics::may_have_more_hosts(subnet, &nics);
    let hosts = nics.into_iter().filter(|nic| nic.role == Role::Host);
    let mut starts: Vec<Start<'f>> = hosts
        .filter_map(|nic| {
            let own = nic.address(v4)?;
            Some(Start::Nic(Box::new(nic), own))
        })
        .collect();
    if (may_have_more || starts.is_empty())
        && let Some(address) = nics::undrawn(subnet, v4)
    {
        starts.push(Start::Subnet(subnet, address));
    }
    starts
}

/// What is meant for the VPC itself is handed to its router; anything else comes out of a subnet.
fn in_vpc<'f>(
    facts: &'f Facts,
    vpc: &'f Vpc,
    source: Option<IpAddr>,
    to: &Address,
) -> Vec<Start<'f>> {
    let subnets: Vec<&Subnet> = facts.children(vpc.id).collect();
    let inside = vpc.cidrs.iter().any(|block| block.contains(&to.ip));
    if inside {
        let first = subnets
            .iter()
            .find_map(|subnet| nics::undrawn(subnet, to.is_v4()));
        let address = source.map(Address::exact).or(first);
        return address
            .map(|own| Start::Vpc(vpc, own))
            .into_iter()
            .collect();
    }
    let holds = |subnet: &&Subnet| {
        source.is_none_or(|ip| subnet.cidrs.iter().any(|block| block.contains(&ip)))
    };
    let subnets = subnets.into_iter().filter(holds);
    subnets
        .flat_map(|subnet| in_subnet(facts, subnet, source, to.is_v4()))
        .collect()
}

fn by_address<'f>(
    facts: &'f Facts,
    ip: IpAddr,
    source: Option<IpAddr>,
) -> Result<Vec<Start<'f>>, NoSuchEnd> {
    let mut starts: Vec<Start<'f>> = Vec::new();
    for subnet in facts.all::<Subnet>() {
        if subnet.cidrs.iter().any(|block| block.contains(&ip)) {
            starts.extend(in_subnet(facts, subnet, Some(ip), ip.is_ipv4()));
        }
    }
    let v4 = ip.is_ipv4();
    for site in facts.all::<Site>() {
        if starts.is_empty() && site.cidrs.iter().any(|block| block.contains(&ip)) {
            starts.extend(outside(facts, site.id.entity(), Some(ip), v4));
            return Ok(starts);
        }
    }
    if starts.len() > 1 {
        return Err(NoSuchEnd(format!(
            "{ip} is in several places: name the workload or the subnet"
        )));
    }
    if starts.is_empty() {
        if let Some(nic) = nics::of_public(facts, ip) {
            let own = nic.address(v4);
            starts.extend(own.map(|own| Start::Nic(Box::new(nic), own)));
        } else if Address::exact(ip).is_public() {
            starts.push(Start::Internet(Address::exact(source.unwrap_or(ip))));
        } else {
            return Err(NoSuchEnd(format!("nothing in the design has {ip}")));
        }
    }
    Ok(starts)
}

/// Connections that come into AWS from a site, a device or a connection.
fn outside(facts: &Facts, id: EntityId, source: Option<IpAddr>, v4: bool) -> Vec<Start<'_>> {
    let mut lines = lines_of(facts, id);
    // A gateway or attachment that has no drawn connection can still be asked about.
    let anywhere = source.map_or_else(|| networks_of(None, v4), Address::exact);
    let over = |entry: &Entry<'_>| match entry {
        Entry::Gateway(gateway) => gateway.id.entity(),
        Entry::Attachment(attachment) => attachment.id.entity(),
    };
    let asked = matches!(id.kind, Kind::VpnGateway | Kind::TgwAttachment);
    let mut starts = Vec::new();
    lines.sort_by_key(|line| (line.source, line.over));
    for line in &lines {
        let own = source.map_or_else(|| networks_of(line.networks.as_deref(), v4), Address::exact);
        for (entry, announced) in hybrid::entries(facts, line) {
            let over = over(&entry);
            if !asked || over == id {
                starts.push(Start::Outside(over, own, announced));
            }
        }
    }
    if starts.is_empty() && asked {
        starts.push(Start::Outside(id, anywhere, None));
    }
    if let Some(shared) = facts
        .as_kind::<DirectConnectGateway>(id)
        .filter(|_| starts.is_empty())
    {
        let announced = Some(shared.allowed_prefixes.clone());
        let announced = announced.filter(|blocks| !blocks.is_empty());
        let attachments = facts.referrers::<TgwAttachment>(shared.id);
        let doors = attachments.map(|attachment| attachment.id.entity());
        let gateways = shared.vpn_gateways.iter().map(|gateway| gateway.entity());
        let doors = doors.chain(gateways);
        starts.extend(doors.map(|over| Start::Outside(over, anywhere, announced.clone())));
    }
    starts
}

pub(super) fn lines_of(facts: &Facts, id: EntityId) -> Vec<hybrid::Line> {
    match id.kind {
        Kind::Site => id
            .typed()
            .map_or_else(Vec::new, |id| hybrid::of_site(facts, id)),
        Kind::CustomerGateway => {
            let device = id.typed::<CustomerGateway>();
            device.map_or_else(Vec::new, |id| hybrid::of_device(facts, id))
        }
        Kind::VpnConnection => {
            let vpn = facts.as_kind::<VpnConnection>(id);
            vpn.map(|vpn| hybrid::of_vpn(facts, vpn))
                .into_iter()
                .collect()
        }
        Kind::VpnGateway => {
            let gateway = id.typed::<VpnGateway>();
            gateway.map_or_else(Vec::new, |id| hybrid::of_gateway(facts, id))
        }
        Kind::TgwAttachment => {
            let attachment = facts.as_kind::<TgwAttachment>(id);
            attachment.map_or_else(Vec::new, |own| hybrid::of_attachment(facts, own))
        }
        Kind::DirectConnectGateway => {
            let interfaces = facts.referrers::<VirtualInterface>(id);
            let sites =
                interfaces.filter_map(|interface| Some((interface.id.entity(), interface.site?)));
            sites
                .flat_map(|(over, site)| {
                    let lines = hybrid::of_site(facts, site).into_iter();
                    lines.filter(move |line| line.over == over)
                })
                .collect()
        }
        Kind::VirtualInterface => {
            let site = facts
                .as_kind::<VirtualInterface>(id)
                .and_then(|own| own.site);
            let lines = site.map_or_else(Vec::new, |site: Id<Site>| hybrid::of_site(facts, site));
            lines.into_iter().filter(|line| line.over == id).collect()
        }
        _ => Vec::new(),
    }
}

/// Some address of networks; of anywhere where they are not known.
pub(super) fn networks_of(networks: Option<&[IpNet]>, v4: bool) -> Address {
    let mut blocks = networks.unwrap_or_default().iter();
    let block = blocks.find(|block| block.addr().is_ipv4() == v4);
    let anywhere = if v4 {
        IpNet::V4(ipnet::Ipv4Net::default())
    } else {
        IpNet::V6(ipnet::Ipv6Net::default())
    };
    let block = block.map_or(anywhere, IpNet::trunc);
    Address {
        ip: block.hosts().next().unwrap_or(block.addr()),
        known: Known::Within(block),
        owner: None,
    }
}
