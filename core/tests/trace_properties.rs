//! The simulator of single packets and the engine of sets, written apart, say the same of random networks.
//!
//! `NETWRIGHT_TRACE_PAIRS` asks for more than the few hundred packets of an ordinary run.

#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use std::fmt::Write as _;
use std::net::IpAddr;

use netwright_core::analysis::{Drop, End, Facts};
use netwright_core::model::{
    Instance, Intent, IntentEnd, Kind, PortPair, RecordKind, Subnet, TgwAttachment, Vpc,
};
use netwright_core::net::{PortRange, PrefixSet, Protocol};
use netwright_core::notation;
use netwright_core::simulate::packet::{EndName, Outcome, Question, Way, forwarded, trace};
use proptest::prelude::*;

#[allow(dead_code, reason = "only the generator of numbers is used here")]
mod support;

use support::Random;

/// Packets that are asked about in one random network.
const PACKETS: usize = 60;

#[allow(clippy::disallowed_methods, reason = "a test may be asked for more")]
fn networks() -> u32 {
    let asked = std::env::var("NETWRIGHT_TRACE_PAIRS").ok();
    let pairs = asked.and_then(|pairs| pairs.parse::<usize>().ok());
    let pairs = pairs.unwrap_or(3_000);
    u32::try_from(pairs.div_ceil(PACKETS)).unwrap_or(u32::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(networks()))]

    #[test]
    fn packets_are_forwarded_as_sets_are(seed: u64) {
        let mut random = Random::new(seed);
        let text = network(&mut random, None);
        let facts = Facts::new(&notation::parse(&text).unwrap());
        let subnets: Vec<&Subnet> = facts.all().collect();
        for _ in 0..PACKETS {
            let from = *random.pick(&subnets).unwrap();
            let to = address(&mut random, &facts);
            let difference = routed_apart(&facts, from, to);
            prop_assert_eq!(difference, None, "from {} to {}\n{}", from.name, to, text);
        }
    }

    #[test]
    fn connections_open_for_packets_as_for_sets(seed: u64) {
        let mut random = Random::new(seed);
        let text = network(&mut random, None);
        let facts = Facts::new(&notation::parse(&text).unwrap());
        let hosts: Vec<&Instance> = facts.all().collect();
        for _ in 0..PACKETS {
            let (Some(from), Some(to)) = (random.pick(&hosts), random.pick(&hosts)) else {
                continue;
            };
            if from.id == to.id {
                continue;
            }
            let (protocol, port) = service(&mut random);
            let difference = connected_apart(&facts, (Some(from), Some(to)), protocol, port);
            prop_assert_eq!(
                difference, None, "protocol {} port {} from {} to {}\n{}", protocol, port, from.name, to.name, text
            );
        }
    }

    #[test]
    fn the_internet_connects_for_packets_as_for_sets(seed: u64) {
        let mut random = Random::new(seed);
        let mut edges = Random::new(!seed);
        let text = network(&mut random, Some(&mut edges));
        let facts = Facts::new(&notation::parse(&text).unwrap());
        let hosts: Vec<&Instance> = facts.all().collect();
        for _ in 0..PACKETS {
            let Some(host) = random.pick(&hosts) else {
                continue;
            };
            let outwards = random.below(2) == 0;
            let ends = if outwards { (Some(*host), None) } else { (None, Some(*host)) };
            let (protocol, port) = service(&mut random);
            let difference = connected_apart(&facts, ends, protocol, port);
            prop_assert_eq!(
                difference, None, "protocol {} port {} outwards {} of {}\n{}", protocol, port, outwards, host.name, text
            );
        }
    }
}

/// A protocol, and a port where it has ports.
fn service(random: &mut Random) -> (u8, u16) {
    let protocol = [6, 6, 6, 17, 1, 47][random.below(6)];
    (protocol, [22, 80, 443, 1024, 8080][random.below(5)])
}

/// What the two say of where a packet goes, where they do not say the same.
fn routed_apart(facts: &Facts, from: &Subnet, to: IpAddr) -> Option<String> {
    let source = nth(from, 20);
    let to_set = PrefixSet::from(ipnet::IpNet::from(to));
    let sets = facts.walk_from_subnet(from, &to_set);
    let way = forwarded(facts, from, source, to)?;
    if way.outcome == Outcome::Unknown || way.outcome == Outcome::Loop && sets.is_empty() {
        return None;
    }
    let mut ends = sets.iter().map(|set| &set.end);
    let same = ends.any(|end| is_same(end, &way));
    let unknown = sets.iter().any(|set| match &set.end {
        End::Unknown(..) => true,
        // Of VPCs with the same blocks an address does not tell whose it is.
        End::Dropped(
            Drop::ForeignToInternetGateway
            | Drop::ForeignToVpnGateway
            | Drop::ForeignToEndpoint
            | Drop::OutsidePeer,
            _,
        ) => overlaps(facts),
        _ => false,
    });
    if same || unknown {
        return None;
    }
    let ends: Vec<&End> = sets.iter().map(|set| &set.end).collect();
    Some(format!("sets: {ends:?}\npackets: {way:#?}"))
}

fn overlaps(facts: &Facts) -> bool {
    let blocks: Vec<_> = facts.all::<Vpc>().flat_map(|vpc| &vpc.cidrs).collect();
    let distinct: std::collections::BTreeSet<_> = blocks.iter().collect();
    distinct.len() < blocks.len()
}

fn is_same(end: &End, way: &Way) -> bool {
    let last = |kinds: &[Kind]| {
        let mut hops = way.hops.iter().rev();
        hops.find(|hop| kinds.contains(&hop.id.kind))
            .map(|hop| hop.id)
    };
    let code = way.reason.as_ref().map_or("", |reason| reason.code);
    match end {
        End::Vpc(vpc) => {
            let arrived = way.outcome == Outcome::Delivered || code == "NO_POSSIBLE_DESTINATION";
            // Inside one subnet the router is not asked.
            let within = last(&[Kind::Vpc]).is_none() && way.hops.len() <= 2;
            arrived && (last(&[Kind::Vpc]) == Some(vpc.entity()) || within)
        }
        End::Site(site) => {
            way.outcome == Outcome::LeavesNetwork && last(&[Kind::Site]) == Some(site.entity())
        }
        End::Internet(gateway) => {
            let left = way.outcome == Outcome::LeavesNetwork || code.starts_with("IGW_");
            left && last(&[
                Kind::InternetGateway,
                Kind::EgressOnlyGateway,
                Kind::NatGateway,
            ]) == Some(*gateway)
        }
        End::Service(endpoint) => {
            way.outcome == Outcome::Delivered && last(&[Kind::VpcEndpoint]) == Some(*endpoint)
        }
        End::Dropped(drop, _) => {
            let told = drop.code();
            // At an internet gateway several things may be wrong at once; a peering has a word of its own.
            let same = code.starts_with("IGW_") && told.starts_with("IGW_")
                || code == "BAD_STATE" && told == "BAD_STATE_ATTACHMENT";
            told == code || same
        }
        End::Unknown(..) => true,
    }
}

/// What the two say of a connection, where they do not say the same.
fn connected_apart(
    facts: &Facts,
    (from, to): (Option<&Instance>, Option<&Instance>),
    protocol: u8,
    port: u16,
) -> Option<String> {
    let mut intent = Intent::new(netwright_core::model::Id::new(1));
    let end = |host: Option<&Instance>| {
        host.map_or(IntentEnd::Internet, |host| {
            IntentEnd::Entity(host.id.entity())
        })
    };
    let named = |host: Option<&Instance>| {
        host.map_or(EndName::Internet, |host| EndName::Record(host.id.entity()))
    };
    intent.from = end(from);
    intent.to = end(to);
    intent.protocol = Protocol::Number(protocol);
    let ported = intent.protocol.has_ports();
    if ported {
        intent.ports = vec![PortPair(PortRange::single(port))];
    }
    let sets = facts.connectable(&intent);
    let question = Question {
        protocol: Some(protocol),
        port: ported.then_some(port),
        ..Question::any(named(from), named(to))
    };
    let answer = trace(facts, &question).unwrap();
    let gets_there = if protocol == 6 {
        answer.works
    } else {
        answer.forward.outcome.arrives()
    };
    // What a service of the design takes did not go to the internet.
    let gets_there =
        gets_there && (to.is_some() || answer.forward.outcome == Outcome::LeavesNetwork);
    let open = !sets.openings.is_empty();
    if gets_there == open {
        return None;
    }
    let back = answer.back.as_ref();
    let unknown = !sets.unknown.is_empty()
        || answer.forward.outcome == Outcome::Unknown
        || protocol == 6 && back.is_some_and(|back| back.outcome == Outcome::Unknown);
    // The engine lets a host without an address have any of its subnet's, and each subnet of an attachment carry.
    let anywhere = |host: &Instance| host.private_address.is_none();
    let vague = from.is_some_and(anywhere) || to.is_some_and(anywhere) || has_several_doors(facts);
    if unknown || open && vague {
        return None;
    }
    Some(format!("sets: {sets:#?}\npackets: {answer:#?}"))
}

fn has_several_doors(facts: &Facts) -> bool {
    facts
        .all::<TgwAttachment>()
        .any(|attachment| attachment.subnets.len() > 1)
}

fn address(random: &mut Random, facts: &Facts) -> IpAddr {
    let subnets: Vec<&Subnet> = facts.all().collect();
    match random.below(10) {
        0 => "8.8.8.8".parse().unwrap(),
        1 => "192.168.3.4".parse().unwrap(),
        2 => "172.16.9.9".parse().unwrap(),
        _ => nth(random.pick(&subnets).unwrap(), 10 + random.below(3)),
    }
}

fn nth(subnet: &Subnet, number: usize) -> IpAddr {
    subnet.cidrs[0].hosts().nth(number).unwrap()
}

/// A random network of a few VPCs, as notation. `edges` are numbers of their own for tables of internet gateways, so that
/// a seed makes the same network with them and without.
fn network(random: &mut Random, mut edges: Option<&mut Random>) -> String {
    let mut text = String::new();
    let vpcs = 2 + random.below(3);
    let hubs = 1 + random.below(2);
    text.push_str("prefix-list own entries=10.0.0.0/16,10.2.0.0/15\nsite office cidrs=192.168.0.0/16\nsite plant cidrs=172.16.0.0/12\n");
    text.push_str("customer-gateway office site=office ip_address=203.0.113.1\ncustomer-gateway plant site=plant ip_address=203.0.113.2\n");
    let mut attachable = Vec::new();
    for vpc in 0..vpcs {
        let block = if random.below(12) == 0 { 0 } else { vpc };
        let region = if random.below(8) == 0 {
            "us-east-1"
        } else {
            "eu-west-1"
        };
        let _ = writeln!(text, "vpc v{vpc} region={region} cidrs=10.{block}.0.0/16");
        let _ = writeln!(text, "  internet-gateway igw{vpc} vpc=v{vpc}");
        for group in 0..2 {
            let _ = writeln!(text, "  security-group g{vpc}{group}");
            for direction in ["ingress", "egress"] {
                for _ in 0..=random.below(2) {
                    group_rule(random, &mut text, direction, vpcs);
                }
            }
        }
        let _ = writeln!(
            text,
            "  network-acl a{vpc} default={}",
            random.below(3) == 0
        );
        for direction in ["ingress", "egress"] {
            for number in 0..=random.below(3) {
                acl_rule(random, &mut text, direction, number, vpcs);
            }
        }
        let mut subnets = Vec::new();
        for subnet in 0..=random.below(3) {
            let zone = ["a", "b"][random.below(2)];
            let table = if random.below(2) == 0 {
                format!(" route_table=r{vpc}1")
            } else {
                String::new()
            };
            let acl = if random.below(3) == 0 {
                format!(" network_acl=a{vpc}")
            } else {
                String::new()
            };
            let _ = writeln!(
                text,
                "  subnet s{vpc}{subnet} az={zone} cidrs=10.{block}.{subnet}.0/24{table}{acl}"
            );
            subnets.push((format!("s{vpc}{subnet}"), zone));
            for host in 0..random.below(3) {
                let fixed = if random.below(5) == 0 {
                    String::new()
                } else {
                    format!(" private_address=10.{block}.{subnet}.{}", 11 + host)
                };
                let groups = [
                    "",
                    &format!(" security_groups=g{vpc}0"),
                    &format!(" security_groups=g{vpc}0,g{vpc}1"),
                ][random.below(3)]
                .to_owned();
                let forwards = if random.below(5) == 0 {
                    " source_dest_check=false"
                } else {
                    ""
                };
                let public = random.below(2) == 0;
                let _ = writeln!(
                    text,
                    "    instance h{vpc}{subnet}{host} public_address={public}{fixed}{groups}{forwards}"
                );
            }
            if subnet == 0 {
                let _ = writeln!(
                    text,
                    "    nat-gateway nat{vpc} private_address=10.{block}.0.200"
                );
            }
        }
        for table in 0..2 {
            let propagates = if random.below(3) == 0 {
                format!(" propagating_gateways=vgw{vpc}")
            } else {
                String::new()
            };
            let _ = writeln!(
                text,
                "  route-table r{vpc}{table} main={}{propagates}",
                table == 0
            );
            for _ in 0..random.below(5) {
                route(random, &mut text, vpc, vpcs, hubs);
            }
        }
        if let Some(edges) = edges.as_deref_mut()
            && edges.below(3) == 0
        {
            let to = edges.below(3);
            let _ = writeln!(
                text,
                "  route-table edge{vpc} gateway=igw{vpc}\n    route destination=10.{block}.{to}.0/24 target=fw{vpc}"
            );
        }
        let _ = writeln!(text, "  network-firewall fw{vpc} subnets=s{vpc}0");
        let _ = writeln!(
            text,
            "  vpc-endpoint s3{vpc} endpoint_type=Gateway service=com.amazonaws.{region}.s3"
        );
        let _ = writeln!(text, "vpn-gateway vgw{vpc} vpc=v{vpc}");
        if random.below(2) == 0 {
            let _ = writeln!(
                text,
                "vpn-connection link{vpc} customer_gateway=office vpn_gateway=vgw{vpc}"
            );
        }
        attachable.push(subnets);
    }
    for (one, other) in [(0, 1), (1, 2), (0, 2)] {
        if other < vpcs {
            let state = if random.below(6) == 0 {
                "pending"
            } else {
                "accepted"
            };
            let _ = writeln!(
                text,
                "vpc-peering p{one}{other} requester=v{one} accepter=v{other} state={state}"
            );
        }
    }
    text.push_str("vpn-connection plant customer_gateway=plant\n");
    for hub in 0..hubs {
        hub_text(random, &mut text, hub, &attachable);
    }
    if hubs == 2 {
        text.push_str("tgw-attachment across transit_gateway=t0 resource=t1\n");
        for hub in 0..2 {
            if random.below(4) != 0 {
                let _ = writeln!(
                    text,
                    "tgw-association attachment=across route_table=t{hub}r{}",
                    random.below(2)
                );
            }
        }
    }
    text
}

fn hub_text(random: &mut Random, text: &mut String, hub: usize, vpcs: &[Vec<(String, &str)>]) {
    let default = random.below(3) == 0;
    let references = random.below(2) == 0;
    let _ = writeln!(
        text,
        "tgw t{hub} default_association={default} default_propagation={default} security_group_referencing={references}"
    );
    let mut attachments = Vec::new();
    for (vpc, subnets) in vpcs.iter().enumerate() {
        if random.below(5) == 0 {
            continue;
        }
        let mut zones: Vec<&str> = Vec::new();
        let mut doors: Vec<&str> = Vec::new();
        for (subnet, zone) in subnets {
            if !zones.contains(zone) && (doors.is_empty() || random.below(2) == 0) {
                zones.push(zone);
                doors.push(subnet);
            }
        }
        let state = if random.below(9) == 0 {
            "pending"
        } else {
            "accepted"
        };
        let _ = writeln!(
            text,
            "  tgw-attachment t{hub}v{vpc} resource=v{vpc} subnets={} state={state}",
            doors.join(",")
        );
        attachments.push(format!("t{hub}v{vpc}"));
    }
    if hub == 0 {
        text.push_str("  tgw-attachment t0plant resource=plant\n");
        attachments.push("t0plant".to_owned());
    }
    for table in 0..2 {
        let _ = writeln!(text, "  tgw-route-table t{hub}r{table}");
        for _ in 0..random.below(3) {
            let block = random.below(vpcs.len() + 1);
            let to = [
                "10.0.0.0/8",
                &format!("10.{block}.0.0/16"),
                "172.16.0.0/12",
                "0.0.0.0/0",
            ][random.below(4)]
            .to_owned();
            let mut targets = attachments.clone();
            if text.contains("tgw-attachment across") {
                targets.push("across".to_owned());
            }
            match random.pick(&targets).filter(|_| random.below(5) != 0) {
                Some(target) => {
                    let _ = writeln!(text, "    tgw-route destination={to} attachment={target}");
                }
                None => {
                    let _ = writeln!(text, "    tgw-route destination={to}");
                }
            }
        }
        for attachment in &attachments {
            if random.below(2) == 0 {
                let _ = writeln!(text, "    tgw-propagation attachment={attachment}");
            }
        }
    }
    for attachment in &attachments {
        if random.below(5) != 0 {
            let _ = writeln!(
                text,
                "tgw-association attachment={attachment} route_table=t{hub}r{}",
                random.below(2)
            );
        }
    }
}

fn route(random: &mut Random, text: &mut String, vpc: usize, vpcs: usize, hubs: usize) {
    let other = random.below(vpcs);
    let to = match random.below(7) {
        0 => "destination=0.0.0.0/0".to_owned(),
        1 => "destination=10.0.0.0/8".to_owned(),
        2 => "destination=192.168.0.0/16".to_owned(),
        3 => "destination=172.16.0.0/12".to_owned(),
        4 => "prefix_list=own".to_owned(),
        5 => format!("destination=10.{other}.{}.0/24", random.below(3)),
        _ => format!("destination=10.{other}.0.0/16"),
    };
    let peer = ["p01", "p12", "p02"][random.below(if vpcs > 2 { 3 } else { 1 })];
    let target = match random.below(11) {
        0 => format!(" target=igw{vpc}"),
        1 => format!(" target=nat{vpc}"),
        2 => format!(" target=vgw{vpc}"),
        3 => format!(" target=fw{vpc}"),
        4 => String::new(),
        5 | 6 => format!(" target={peer}"),
        7 => format!(" target=s3{vpc}"),
        _ => format!(" target=t{}", random.below(hubs)),
    };
    let _ = writeln!(text, "    route {to}{target}");
}

fn group_rule(random: &mut Random, text: &mut String, direction: &str, vpcs: usize) {
    let vpc = random.below(vpcs);
    let far = match random.below(4) {
        0 => "cidr=0.0.0.0/0".to_owned(),
        1 => format!("cidr=10.{vpc}.0.0/16"),
        2 => "prefix_list=own".to_owned(),
        _ => format!("source_group=g{vpc}{}", random.below(2)),
    };
    let what = [
        "protocol=all",
        "protocol=tcp ports=443",
        "protocol=tcp ports=20-1024",
        "protocol=udp",
        "protocol=icmp",
    ][random.below(5)];
    let _ = writeln!(
        text,
        "    security-group-rule direction={direction} {what} {far}"
    );
}

fn acl_rule(random: &mut Random, text: &mut String, direction: &str, number: usize, vpcs: usize) {
    let vpc = random.below(vpcs);
    let far = [
        "0.0.0.0/0",
        "10.0.0.0/8",
        &format!("10.{vpc}.0.0/16"),
        &format!("10.{vpc}.1.0/24"),
    ][random.below(4)]
    .to_owned();
    let what = [
        "protocol=all",
        "protocol=tcp ports=443",
        "protocol=tcp ports=1024-65535",
        "protocol=tcp ports=0-2000",
        "protocol=udp",
    ][random.below(5)];
    let action = if random.below(4) == 0 {
        "deny"
    } else {
        "allow"
    };
    let _ = writeln!(
        text,
        "    network-acl-rule number={} direction={direction} action={action} {what} cidr={far}",
        100 + number
    );
}
