//! A read-only bash script that asks the deployed network whether it is as designed: describe calls, names and a
//! connection for each intent.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::aws_cli::{accounts, command, word};
use super::{Exporter, File, Source, header_lines, names};
use crate::aws::endpoint_services;
use crate::model::{
    Design, DnsRecord, EndpointType, EntityId, HostedZone, Id, Instance, Intent, IntentEnd, Kind,
    Protocol, Record, Site, Subnet, Vpc, VpcEndpoint,
};
use crate::plan::{Call, Key, LeftOut, Operation, Text, Tree, tags};

pub(super) const EXPORTER: Exporter = Exporter {
    id: "verify",
    title: "Read-only script that verifies what is deployed",
    file_name: "verify.sh",
    media_type: "text/x-shellscript",
    leaves_out,
    print: |source| {
        vec![File {
            name: EXPORTER.file_name.to_owned(),
            text: script(source),
        }]
    },
};

const PRELUDE: &str = include_str!("verify_prelude.sh");

const MAIN: &str = r#"if [ -n "$ask_aws" ]; then
  preflight
  for step in ${steps[@]+"${steps[@]}"}; do "step_$step"; done
fi
lookups
for probe in ${probes[@]+"${probes[@]}"}; do "probe_$probe"; done
printf '%s ok, %s not ok, %s skipped\n' "$good" "$bad" "$skipped"
[ "$bad" -eq 0 ]
"#;

/// Settings that are compared where a thing is found by its tags: the call that makes it, the parameter, the member
/// of the answer. All else of such a thing has a step of its own.
const COMPARED: &[(&str, &[&str], &str)] = &[
    (
        "CreateNatGateway",
        &["ConnectivityType"],
        "ConnectivityType",
    ),
    (
        "CreatePrivateVirtualInterface",
        &["connectionId"],
        "connectionId",
    ),
    (
        "CreatePrivateVirtualInterface",
        &["newPrivateVirtualInterface", "vlan"],
        "vlan",
    ),
    (
        "CreatePublicVirtualInterface",
        &["connectionId"],
        "connectionId",
    ),
    (
        "CreatePublicVirtualInterface",
        &["newPublicVirtualInterface", "vlan"],
        "vlan",
    ),
    ("CreateSubnet", &["AvailabilityZone"], "AvailabilityZone"),
    ("CreateSubnet", &["CidrBlock"], "CidrBlock"),
    ("CreateSubnet", &["Ipv6Native"], "Ipv6Native"),
    (
        "CreateTransitGateway",
        &["Options", "AmazonSideAsn"],
        "Options.AmazonSideAsn",
    ),
    (
        "CreateTransitGateway",
        &["Options", "AutoAcceptSharedAttachments"],
        "Options.AutoAcceptSharedAttachments",
    ),
    (
        "CreateTransitGateway",
        &["Options", "DefaultRouteTableAssociation"],
        "Options.DefaultRouteTableAssociation",
    ),
    (
        "CreateTransitGateway",
        &["Options", "DefaultRouteTablePropagation"],
        "Options.DefaultRouteTablePropagation",
    ),
    (
        "CreateTransitGatewayVpcAttachment",
        &["Options", "ApplianceModeSupport"],
        "Options.ApplianceModeSupport",
    ),
    (
        "CreateTransitVirtualInterface",
        &["connectionId"],
        "connectionId",
    ),
    (
        "CreateTransitVirtualInterface",
        &["newTransitVirtualInterface", "vlan"],
        "vlan",
    ),
    ("CreateVpc", &["CidrBlock"], "CidrBlock"),
    (
        "CreateVpcEndpoint",
        &["PrivateDnsEnabled"],
        "PrivateDnsEnabled",
    ),
    ("CreateVpcEndpoint", &["ServiceName"], "ServiceName"),
    ("CreateVpcEndpoint", &["VpcEndpointType"], "VpcEndpointType"),
];

fn leaves_out(source: &Source<'_>) -> Vec<LeftOut> {
    let left_out = |subject: &str, reason: &str| LeftOut {
        subject: subject.to_owned(),
        reason: reason.to_owned(),
    };
    let mut all = vec![
        left_out(
            "what is there besides the design",
            "it asks for what was drawn, not for what was not",
        ),
        left_out(
            "intents about UDP and ICMP",
            "only a TCP connection says by itself that it was opened",
        ),
        left_out(
            "intents that must not be routed",
            "a connection that stays closed does not prove that nothing is routed; `netwright check` does",
        ),
    ];
    for operation in source
        .plan
        .operations
        .iter()
        .filter(|operation| operation.find.is_none())
    {
        all.push(left_out(
            &operation.title,
            "AWS has no call that finds it again",
        ));
    }
    all.extend(source.plan.left_out.iter().cloned());
    all
}

fn script(source: &Source<'_>) -> String {
    let mut out = String::from("#!/usr/bin/env bash\n");
    for line in header_lines(source, &leaves_out(source)) {
        let _ = writeln!(out, "# {line}");
    }
    out.push_str(
        "#\n# Asks whether what is deployed is as designed; changes nothing. See --help.\n\n",
    );
    out.push_str(
        "# shellcheck disable=SC2034,SC2317,SC2329  # ids and steps are reached by their names\n\n",
    );
    out.push_str("set -euo pipefail\n\n");
    out.push_str(PRELUDE);
    out.push('\n');
    accounts(source, &mut out);
    let steps = source
        .plan
        .operations
        .iter()
        .filter(|operation| operation.find.is_some() && !operation.aside);
    let mut names = String::from("\nsteps=(\n");
    for operation in steps {
        step(operation, &mut out);
        let _ = writeln!(names, "  {}", operation.key.variable());
    }
    names.push_str(")\n");
    lookups(source, &mut out);
    names.push_str("probes=(\n");
    for intent in source.design.all::<Intent>() {
        probe(source, intent, &mut out);
        let _ = writeln!(names, "  {}", variable(intent.id.entity()));
    }
    names.push_str(")\n\n");
    out.push_str(&names);
    out.push_str(MAIN);
    out
}

fn variable(id: EntityId) -> String {
    Key(id.to_string()).variable()
}

fn at(account: &str, region: &str, title: &str, out: &mut String) {
    let profile = if account.is_empty() {
        "''".to_owned()
    } else {
        format!("\"$profile_{account}\"")
    };
    let _ = writeln!(
        out,
        "  at {profile} {} {}",
        names::bash(region),
        names::bash(&names::shown(title))
    );
}

fn step(operation: &Operation, out: &mut String) {
    let Some(find) = &operation.find else { return };
    let variable = operation.key.variable();
    let _ = writeln!(out, "\nstep_{variable}() {{ # {}", operation.key.0);
    at(
        &operation.scope.account,
        &operation.scope.region,
        &operation.title,
        out,
    );
    let mut needed = BTreeSet::new();
    let mut need = |key: &Key| {
        if *key != operation.key {
            needed.insert(format!("\"${}\"", key.variable()));
        }
    };
    find.parameters.needs(&mut need);
    find.query.needs(&mut need);
    if !needed.is_empty() {
        let needed: Vec<_> = needed.into_iter().collect();
        let _ = writeln!(out, "  needs {} || return 0", needed.join(" "));
    }
    command(
        &format!("present {variable} {}", word(&find.query)),
        find,
        out,
    );
    let made = operation.make.as_ref().map_or("", |make| make.operation);
    for (_, path, member) in COMPARED.iter().filter(|(call, ..)| *call == made) {
        let wanted = operation
            .make
            .as_ref()
            .and_then(|make| inside(&make.parameters, path))
            .and_then(value);
        let (Some(wanted), Some(query)) = (wanted, beside(&find.query, member)) else {
            continue;
        };
        command(
            &format!("same {variable} {member} {wanted} {}", names::bash(&query)),
            find,
            out,
        );
    }
    out.push_str("}\n");
}

/// The parameter at this path.
fn inside<'t>(tree: &'t Tree, path: &[&str]) -> Option<&'t Tree> {
    path.iter().try_fold(tree, |tree, name| match tree {
        Tree::Structure(members) => members
            .iter()
            .find(|(member, _)| member == name)
            .map(|(_, value)| value),
        _ => None,
    })
}

fn value(tree: &Tree) -> Option<String> {
    match tree {
        Tree::Bool(value) => Some(value.to_string()),
        Tree::Integer(number) => Some(number.to_string()),
        Tree::Text(text) => Some(word(text)),
        _ => None,
    }
}

/// The query of a find call with its last member replaced: from the id of what is found to another of its settings.
fn beside(query: &Text, member: &str) -> Option<String> {
    let query = query.literal()?;
    let (whole, _) = query.rsplit_once('.')?;
    Some(format!("{whole}.{member}"))
}

/// Names that must resolve: private ones from inside, public ones from anywhere.
fn lookups(source: &Source<'_>, out: &mut String) {
    let design = source.design;
    let made: BTreeSet<&str> = source
        .plan
        .operations
        .iter()
        .map(|operation| operation.key.0.as_str())
        .collect();
    out.push_str("\nlookups() {\n  at '' '' names\n");
    for endpoint in design.all::<VpcEndpoint>() {
        let is_made = made.contains(endpoint.id.to_string().as_str());
        if endpoint.endpoint_type != EndpointType::Interface || !endpoint.private_dns || !is_made {
            continue;
        }
        let service = endpoint_services::find(&endpoint.service)
            .filter(endpoint_services::EndpointService::private_dns_is_confirmed);
        let region = design
            .get(endpoint.vpc)
            .map_or("", |vpc| vpc.region.as_str());
        let private = service
            .and_then(|service| service.private_dns_names(region))
            .unwrap_or_default();
        for name in private.iter().filter(|name| !name.starts_with('*')) {
            private_name(design, name, &[endpoint.vpc], &named(endpoint), out);
        }
    }
    for zone in design.all::<HostedZone>() {
        let mut seen = BTreeSet::new();
        let records = design.all::<DnsRecord>().filter(|record| {
            record.zone == zone.id && made.contains(record.id.to_string().as_str())
        });
        for record in records.filter(|record| !record.record_name.starts_with('*')) {
            let address = matches!(record.record_type.word(), "A" | "AAAA");
            if !address || !seen.insert(&record.record_name) {
                continue;
            }
            let to_endpoint = record
                .alias
                .is_some_and(|alias| alias.kind == Kind::VpcEndpoint);
            if zone.private && to_endpoint {
                private_name(design, &record.record_name, &zone.vpcs, &named(zone), out);
            } else if !zone.private {
                let _ = writeln!(out, "  public_name {}", names::bash(&record.record_name));
            }
        }
    }
    out.push_str("}\n");
}

/// The name of a record, or its id where it has none.
fn named(record: &dyn Record) -> String {
    match record.name() {
        "" => record.id().to_string(),
        name => name.to_owned(),
    }
}

fn private_name(design: &Design, name: &str, vpcs: &[Id<Vpc>], what: &str, out: &mut String) {
    let places: BTreeSet<_> = vpcs
        .iter()
        .flat_map(|vpc| places(design, vpc.entity()))
        .collect();
    let _ = writeln!(
        out,
        "  if here {}; then private_name {} {}; fi",
        ids(&places),
        names::bash(name),
        names::bash(&names::shown(what))
    );
}

/// A record and all that stands in it, as far as a host may be said to be there.
fn places(design: &Design, id: EntityId) -> BTreeSet<EntityId> {
    let mut found = BTreeSet::from([id]);
    if id.kind == Kind::Environment {
        let mine = |environment: Option<EntityId>| environment == Some(id);
        let vpcs = design
            .all::<Vpc>()
            .filter(|vpc| mine(vpc.environment.map(Id::entity)));
        found.extend(vpcs.map(|vpc| vpc.id.entity()));
        let sites = design
            .all::<Site>()
            .filter(|site| mine(site.environment.map(Id::entity)));
        found.extend(sites.map(|site| site.id.entity()));
    }
    let subnets = design
        .all::<Subnet>()
        .filter(|subnet| found.contains(&subnet.vpc.entity()));
    let subnets: Vec<_> = subnets.map(|subnet| subnet.id.entity()).collect();
    found.extend(subnets);
    let instances = design
        .all::<Instance>()
        .filter(|instance| found.contains(&instance.subnet.entity()));
    let instances: Vec<_> = instances.map(|instance| instance.id.entity()).collect();
    found.extend(instances);
    found
}

fn ids(places: &BTreeSet<EntityId>) -> String {
    places
        .iter()
        .map(EntityId::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Tries the connection of an intent, where this host is at its source.
fn probe(source: &Source<'_>, intent: &Intent, out: &mut String) {
    let own = variable(intent.id.entity());
    let kind = intent.kind.word();
    let title = named(intent);
    let from = match &intent.from {
        IntentEnd::Internet => "internet".to_owned(),
        IntentEnd::Entity(id) => ids(&places(source.design, *id)),
        IntentEnd::Cidr(_) => String::new(),
    };
    let _ = writeln!(out, "\nprobe_{own}() {{ # {kind}");
    let _ = writeln!(out, "  here {} {from} || return 0", intent.id);
    let (account, region) = target_scope(source, &intent.to);
    at(&account, &region, &title, out);
    if !matches!(intent.protocol, Protocol::All | Protocol::TCP) {
        out.push_str("  skip \"$title: only TCP is tried\"\n}\n");
        return;
    }
    out.push_str("  answer=''\n");
    match target(source, &intent.to) {
        Target::Ask(call) => command(&format!("ask {}", word(&call.query)), &call, out),
        Target::Address(address) => {
            let _ = writeln!(out, "  answer={}", names::bash(&address));
        }
        Target::Unknown => {}
    }
    let ports: Vec<u16> = intent.ports.iter().map(|pair| pair.0.first()).collect();
    let ports = if ports.is_empty() { vec![443] } else { ports };
    for port in ports {
        let _ = writeln!(
            out,
            "  try {} {kind} \"$answer\" {port}",
            own.to_ascii_uppercase()
        );
    }
    out.push_str("}\n");
}

/// How the address of an intent's target is found.
enum Target {
    Ask(Call),
    Address(String),
    /// The person says it.
    Unknown,
}

fn target(source: &Source<'_>, end: &IntentEnd) -> Target {
    let id = match end {
        IntentEnd::Internet => return Target::Address("checkip.amazonaws.com".to_owned()),
        IntentEnd::Cidr(_) => return Target::Unknown,
        IntentEnd::Entity(id) => *id,
    };
    let made = |id: EntityId| {
        source
            .plan
            .operations
            .iter()
            .any(|operation| operation.key.0 == id.to_string())
    };
    let key = Key(id.to_string());
    let tagged = || {
        (
            "Filters".to_owned(),
            Tree::List(tags::filters(&source.plan.design_tag, &id.to_string())),
        )
    };
    let interface_of = |filter: &str, id: EntityId| {
        let filter = tags::filter(filter, Key(id.to_string()));
        let parameters = Tree::Structure(vec![("Filters".to_owned(), Tree::List(vec![filter]))]);
        let call = Call::new("ec2", "DescribeNetworkInterfaces", parameters);
        Target::Ask(call.query("NetworkInterfaces[0].PrivateIpAddress"))
    };
    match id.kind {
        Kind::Instance if made(id) => {
            let call = Call::new("ec2", "DescribeInstances", Tree::Structure(vec![tagged()]));
            Target::Ask(call.query("Reservations[0].Instances[0].PrivateIpAddress"))
        }
        Kind::VpcEndpoint if made(id) => {
            let call = Call::new(
                "ec2",
                "DescribeVpcEndpoints",
                Tree::Structure(vec![tagged()]),
            );
            Target::Ask(call.query("VpcEndpoints[0].DnsEntries[0].DnsName"))
        }
        Kind::LoadBalancer if made(id) => {
            let parameters = Tree::Structure(vec![(
                "LoadBalancerArns".to_owned(),
                Tree::List(vec![(&key).into()]),
            )]);
            let call = Call::new("elbv2", "DescribeLoadBalancers", parameters);
            Target::Ask(call.query("LoadBalancers[0].DNSName"))
        }
        Kind::Vpc if made(id) => interface_of("vpc-id", id),
        Kind::Subnet if made(id) => interface_of("subnet-id", id),
        Kind::Environment => match first_vpc(source.design, id).filter(|vpc| made(*vpc)) {
            Some(vpc) => interface_of("vpc-id", vpc),
            None => Target::Unknown,
        },
        _ => Target::Unknown,
    }
}

fn first_vpc(design: &Design, environment: EntityId) -> Option<EntityId> {
    let mine = |vpc: &&Vpc| vpc.environment.map(Id::entity) == Some(environment);
    design.all::<Vpc>().find(mine).map(|vpc| vpc.id.entity())
}

/// The account and region where the target is asked for.
fn target_scope(source: &Source<'_>, end: &IntentEnd) -> (String, String) {
    let id = match end {
        IntentEnd::Entity(id) if id.kind == Kind::Environment => first_vpc(source.design, *id),
        IntentEnd::Entity(id) => Some(*id),
        _ => None,
    };
    let key = id.map(|id| id.to_string()).unwrap_or_default();
    let operation = source
        .plan
        .operations
        .iter()
        .find(|operation| operation.key.0 == key);
    operation.map_or_else(Default::default, |operation| {
        (
            operation.scope.account.clone(),
            operation.scope.region.clone(),
        )
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    use super::super::Header;
    use super::*;
    use crate::catalog::templates::TEMPLATES;

    fn printed(design: &Design) -> String {
        let plan = crate::plan::plan(design);
        let header = Header::default();
        script(&Source {
            design,
            plan: &plan,
            header: &header,
        })
    }

    /// Every call that the script makes starts with a verb that only reads.
    #[test]
    fn nothing_is_changed() {
        for template in TEMPLATES {
            let text = printed(&template.design().unwrap());
            let mut lines = text.lines();
            while let Some(line) = lines.next() {
                let verb = line.trim_start().split(' ').next().unwrap_or_default();
                if matches!(verb, "present" | "same" | "ask") && line.ends_with('\\') {
                    let call = lines.next().unwrap_or_default().trim_start();
                    let operation = call.split(' ').nth(1).unwrap_or_default();
                    let reads = ["describe-", "get-", "list-", "search-"]
                        .iter()
                        .any(|verb| operation.starts_with(verb));
                    assert!(reads, "{}: {call}", template.name);
                }
            }
        }
    }

    #[test]
    fn the_shell_accepts_every_script() {
        for template in TEMPLATES {
            let text = printed(&template.design().unwrap());
            // Shellcheck takes seconds for each, and templates differ little in form.
            let thorough = template.name.starts_with("pri");
            let judges = [["bash", "-n", "/dev/stdin"], ["shellcheck", "--norc", "-"]];
            for judge in judges.iter().take(if thorough { 2 } else { 1 }) {
                let mut judge_run = Command::new(judge[0]);
                let spawned = judge_run
                    .args(&judge[1..])
                    .stdin(Stdio::piped())
                    .stdout(Stdio::piped())
                    .spawn();
                let Ok(mut child) = spawned else {
                    eprintln!("SKIPPED: {} is not installed", judge[0]);
                    continue;
                };
                child
                    .stdin
                    .take()
                    .unwrap()
                    .write_all(text.as_bytes())
                    .unwrap();
                let done = child.wait_with_output().unwrap();
                assert!(
                    done.status.success(),
                    "{}: {}\n{}",
                    template.name,
                    judge[0],
                    String::from_utf8_lossy(&done.stdout)
                        .lines()
                        .take(30)
                        .collect::<Vec<_>>()
                        .join("\n")
                );
            }
        }
    }

    #[test]
    fn settings_and_intents_are_asked_for() {
        let text = printed(
            &TEMPLATES
                .iter()
                .find(|t| t.name == "private-s3-secrets")
                .unwrap()
                .design()
                .unwrap(),
        );
        for expected in [
            "same vpc_1 CidrBlock 10.8.0.0/16 'Vpcs[0].CidrBlock'",
            "private_name secretsmanager.eu-west-1.amazonaws.com secrets-endpoint",
            "try INTENT_1 must \"$answer\" 443",
            "here intent-1 instance-1 || return 0",
        ] {
            assert!(text.contains(expected), "{expected}");
        }
    }
}
