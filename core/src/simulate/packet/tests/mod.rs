//! Every sentence of what a packet meets, on designs of a few lines.

mod ends;
mod filters;
mod hub;
mod hybrid;
mod inspection;
mod internet;
mod peering;
mod services;
mod unknown;

use super::*;
use crate::analysis::Facts;
use crate::net::Protocol;
use crate::notation;

/// What a trace says in one line: outcome, whether it works, and the code with the record where it stops.
fn said(text: &str, from: &str, to: &str, what: &str) -> String {
    let facts = Facts::new(&notation::parse(text).unwrap());
    let answer = answer(&facts, from, to, what);
    let works = if answer.works { ", works" } else { "" };
    let reason = answer
        .forward
        .reason
        .as_ref()
        .map_or_else(String::new, |reason| {
            let at: Vec<String> = reason.at.iter().map(|id| facts.label(*id)).collect();
            format!(" {} {}", reason.code, at.join(","))
        });
    format!("{}{works}{reason}", answer.forward.outcome.word())
}

/// How the answer fares.
fn said_back(text: &str, from: &str, to: &str, what: &str) -> String {
    let facts = Facts::new(&notation::parse(text).unwrap());
    let Some(back) = answer(&facts, from, to, what).back else {
        return "nothing".to_owned();
    };
    let reason = back.reason.as_ref().map_or_else(String::new, |reason| {
        let at: Vec<String> = reason.at.iter().map(|id| facts.label(*id)).collect();
        format!(" {} {}", reason.code, at.join(","))
    });
    format!("{}{reason}", back.outcome.word())
}

/// The hops, by name.
fn path(text: &str, from: &str, to: &str, what: &str) -> String {
    let facts = Facts::new(&notation::parse(text).unwrap());
    let hops = answer(&facts, from, to, what).forward.hops;
    let names: Vec<String> = hops.iter().map(|hop| facts.label(hop.id)).collect();
    names.join(" ")
}

/// `what` is `tcp 443`, `icmp`, `any`, `0`, with `size=N` or `from=PORT` behind.
fn answer(facts: &Facts, from: &str, to: &str, what: &str) -> Trace {
    let end = |text: &str, receives| EndName::find(facts, text, receives).unwrap();
    let mut question = Question::any(end(from, false), end(to, true));
    for word in what.split(' ') {
        if let Some(size) = word.strip_prefix("size=") {
            question.size_bytes = size.parse().ok();
        } else if let Some(port) = word.strip_prefix("from=") {
            question.source_port = port.parse().ok();
        } else if question.protocol.is_some() {
            question.port = word.parse().ok();
        } else if word != "any" {
            question.protocol = word.parse::<Protocol>().unwrap().number();
        }
    }
    trace(facts, &question).unwrap()
}

/// Two subnets of one VPC; `{web}` and `{db}` are rules of groups, `{acl}` those of the ACL of the second subnet.
const VPC: &str = "
vpc app cidrs=10.0.0.0/16
  security-group web
{web}
  security-group db
{db}
  network-acl db
{acl}
  subnet a cidrs=10.0.1.0/24
    instance web private_address=10.0.1.10 security_groups=web
    instance twin private_address=10.0.1.11 security_groups=db
  subnet b cidrs=10.0.2.0/24 network_acl=db
    instance db private_address=10.0.2.10 security_groups=db
";
const OUT: &str = "    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0";
const IN_443: &str = "    security-group-rule protocol=tcp ports=443 cidr=10.0.1.0/24";
const ALL: &str = "    network-acl-rule number=100 direction=ingress action=allow protocol=all cidr=0.0.0.0/0\n    network-acl-rule number=100 direction=egress action=allow protocol=all cidr=0.0.0.0/0";

fn vpc(web: &str, db: &str, acl: &str) -> String {
    VPC.replace("{web}", web)
        .replace("{db}", db)
        .replace("{acl}", acl)
}

/// A VPC with the internet: a public and a private subnet, and a NAT gateway.
const PUBLIC: &str = "
elastic-ip front public_address=198.51.100.7
elastic-ip out public_address=198.51.100.8
vpc shop cidrs=10.0.0.0/16 block_public_access={bpa}
  internet-gateway igw vpc=shop
  security-group front
    security-group-rule protocol=tcp ports=443 cidr=0.0.0.0/0
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  route-table public main=true
    route destination=0.0.0.0/0 target=igw
  route-table private
    route destination=0.0.0.0/0 target=nat
  subnet public cidrs=10.0.1.0/24
    instance front private_address=10.0.1.10 elastic_ip=front security_groups=front
    instance hidden private_address=10.0.1.11 security_groups=front
    nat-gateway nat elastic_ip=out private_address=10.0.1.200
  subnet private cidrs=10.0.2.0/24 route_table=private
    instance back private_address=10.0.2.10 security_groups=front
";

fn public(bpa: &str) -> String {
    PUBLIC.replace("{bpa}", bpa)
}

/// Three VPCs in a row of peerings, and groups that name each other.
const PEERS: &str = "
vpc one cidrs=10.1.0.0/16 region={region}
  route-table one main=true
    route destination=10.0.0.0/8 target=first
  security-group one
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  subnet one cidrs=10.1.1.0/24
    instance one private_address=10.1.1.10 security_groups=one
vpc two cidrs=10.2.0.0/16
  route-table two main=true
    route destination=10.1.0.0/16 target=first
    route destination=10.3.0.0/16 target=second
  security-group two
    security-group-rule protocol=tcp ports=443 source_group=one
  subnet two cidrs=10.2.1.0/24
    instance two private_address=10.2.1.10 security_groups=two
vpc three cidrs=10.3.0.0/16
  subnet three cidrs=10.3.1.0/24
    instance three private_address=10.3.1.10
vpc-peering first requester=one accepter=two state={state}
vpc-peering second requester=two accepter=three
";

fn peers(region: &str, state: &str) -> String {
    PEERS.replace("{region}", region).replace("{state}", state)
}

/// A Network Load Balancer in two zones with a target in the second.
const BALANCED: &str = "
vpc shop cidrs=10.0.0.0/16
  security-group client
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  security-group target
    security-group-rule protocol=tcp ports=22 cidr=10.0.3.0/24
  subnet a az=a cidrs=10.0.1.0/24
  subnet b az=b cidrs=10.0.2.0/24
    instance server private_address=10.0.2.10 security_groups=target
  subnet c az=a cidrs=10.0.3.0/24
    instance client private_address=10.0.3.10 security_groups=client
  load-balancer front balancer_type=network subnets={subnets} cross_zone={cross}
    listener http port=80 protocol=TCP target_group=servers
  target-group servers protocol=TCP port=22 targets=server preserve_client_ip={preserve}
";

fn balanced(subnets: &str, cross: bool, preserve: bool) -> String {
    BALANCED
        .replace("{subnets}", subnets)
        .replace("{cross}", &cross.to_string())
        .replace("{preserve}", &preserve.to_string())
}
