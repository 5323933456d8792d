//! Real deployments with known answers, imported: `NETWRIGHT_ORACLE` names the folder that holds them, a folder for
//! each with `snapshot/` and `expect.json`. Without it this says so and passes.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test may read files and stop
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use netwright_core::checks::Checker;
use netwright_core::edit::{Mint, apply};
use netwright_core::import::{self, Options, Source};
use netwright_core::model::{
    Design, Instance, Kind, NetworkInterface, Route, RouteTable, SecurityGroup, SecurityGroupRule,
    Subnet,
};
use serde_json::Value;

/// What the keys of a snapshot hold: the kind of the model, and the field with the identifier.
const LISTS: [(&str, Kind, &str); 24] = [
    ("Addresses", Kind::ElasticIp, "AllocationId"),
    (
        "CustomerGateways",
        Kind::CustomerGateway,
        "CustomerGatewayId",
    ),
    ("DBInstances", Kind::Instance, "DBInstanceIdentifier"),
    ("DomainStatusList", Kind::Instance, "DomainName"),
    ("Instances", Kind::Instance, "InstanceId"),
    (
        "InternetGateways",
        Kind::InternetGateway,
        "InternetGatewayId",
    ),
    (
        "LoadBalancerDescriptions",
        Kind::LoadBalancer,
        "LoadBalancerName",
    ),
    ("LoadBalancers", Kind::LoadBalancer, "LoadBalancerArn"),
    ("NatGateways", Kind::NatGateway, "NatGatewayId"),
    ("NetworkAcls", Kind::NetworkAcl, "NetworkAclId"),
    (
        "NetworkInterfaces",
        Kind::NetworkInterface,
        "NetworkInterfaceId",
    ),
    ("PrefixLists", Kind::PrefixList, "PrefixListId"),
    ("RouteTables", Kind::RouteTable, "RouteTableId"),
    ("SecurityGroups", Kind::SecurityGroup, "GroupId"),
    ("Subnets", Kind::Subnet, "SubnetId"),
    ("TargetGroups", Kind::TargetGroup, "TargetGroupArn"),
    (
        "TransitGatewayAttachments",
        Kind::TgwAttachment,
        "TransitGatewayAttachmentId",
    ),
    (
        "TransitGatewayRouteTables",
        Kind::TgwRouteTable,
        "TransitGatewayRouteTableId",
    ),
    ("TransitGateways", Kind::TransitGateway, "TransitGatewayId"),
    ("VpcEndpoints", Kind::VpcEndpoint, "VpcEndpointId"),
    (
        "VpcPeeringConnections",
        Kind::VpcPeering,
        "VpcPeeringConnectionId",
    ),
    ("Vpcs", Kind::Vpc, "VpcId"),
    ("VpnConnections", Kind::VpnConnection, "VpnConnectionId"),
    ("VpnGateways", Kind::VpnGateway, "VpnGatewayId"),
];

/// A deployment, and what became of it.
struct Case {
    name: String,
    expect: Value,
    /// The values of all files.
    values: Vec<Value>,
    design: Design,
    notes: Vec<String>,
}

#[test]
fn every_snapshot_imports_as_its_data_says() {
    let Some(cases) = cases() else {
        return;
    };
    let mut failures = Vec::new();
    for case in &cases {
        let found = [case.kinds(), case.facts(), case.whole()].concat();
        failures.extend(
            found
                .iter()
                .map(|failure| format!("{}: {failure}", case.name)),
        );
    }
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(
        !cases.is_empty(),
        "NETWRIGHT_ORACLE names a folder without snapshots"
    );
}

fn cases() -> Option<Vec<Case>> {
    let Some(folder) = std::env::var_os("NETWRIGHT_ORACLE") else {
        eprintln!(
            "SKIPPED: NETWRIGHT_ORACLE is not set, so no snapshot of a real deployment was imported"
        );
        return None;
    };
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("snapshot").is_dir())
        .collect();
    folders.sort();
    Some(folders.iter().map(|folder| Case::read(folder)).collect())
}

impl Case {
    fn read(folder: &Path) -> Self {
        let mut files = Vec::new();
        walk(&folder.join("snapshot"), &mut files);
        let sources: Vec<Source> = files
            .iter()
            .map(|(path, bytes)| Source::new(path, bytes))
            .collect();
        let importer = import::find("aws-describe").unwrap();
        let blank = Design::new("");
        let made = importer.take_all(
            &sources,
            &Options::default(),
            &blank,
            &mut Mint::after(&blank),
        );
        let expect = std::fs::read(folder.join("expect.json")).unwrap();
        let values = files
            .iter()
            .filter_map(|(_, bytes)| serde_json::from_slice(bytes).ok());
        Self {
            name: folder.file_name().unwrap().to_string_lossy().into_owned(),
            expect: serde_json::from_slice(&expect).unwrap(),
            values: values.collect(),
            design: apply(&blank, &made.commands).unwrap().design,
            notes: made.notes.iter().map(ToString::to_string).collect(),
        }
    }

    /// Records of each kind against the identifiers that the files list under its key.
    fn kinds(&self) -> Vec<String> {
        let mut left_out: BTreeSet<&str> = BTreeSet::new();
        let unresolved = texts(&self.expect["unresolved_references"]);
        for fact in self.facts_of("ignore") {
            left_out.extend(texts(&fact["ids"]));
        }
        let mut wanted: BTreeMap<Kind, BTreeSet<&str>> = BTreeMap::new();
        for (key, kind, id) in LISTS {
            for record in self.list(key) {
                let vpc = record["VpcId"].as_str().unwrap_or_default();
                let is_adrift = kind == Kind::TargetGroup && unresolved.contains(&vpc);
                let id = record[id].as_str().unwrap_or_default();
                if !left_out.contains(id) && !is_adrift {
                    wanted.entry(kind).or_default().insert(id);
                }
            }
        }
        let mut failures = Vec::new();
        for (kind, ids) in &wanted {
            let made: BTreeSet<&str> = self
                .design
                .rows(*kind)
                .map(|row| row.meta().aws_id.as_str())
                .collect();
            for id in ids.difference(&made) {
                failures.push(format!("{kind} {id} was not imported"));
            }
        }
        for (_, kind, _) in LISTS {
            let none = BTreeSet::new();
            let ids = wanted.get(&kind).unwrap_or(&none);
            for row in self.design.rows(kind) {
                let id = row.meta().aws_id.as_str();
                // What only references tell of says so; so do services that are workloads here.
                let is_told = row
                    .meta()
                    .description
                    .starts_with("Not in the imported data");
                let is_managed = kind == Kind::Instance && !id.starts_with("i-");
                if !ids.contains(id) && !is_told && !is_managed && kind != Kind::TargetGroup {
                    failures.push(format!("{kind} {id} is in no list of the snapshot"));
                }
            }
        }
        failures
    }

    /// What is said of single records.
    fn facts(&self) -> Vec<String> {
        let mut failures = Vec::new();
        let facts = self.expect["facts"].as_array().into_iter().flatten();
        for fact in facts {
            let kind = fact["fact"].as_str().unwrap_or_default();
            let wrong = match kind {
                "ignore" => self.ignored(fact),
                "inconsistent" | "unresolved" | "duplicate-interface-id" => self.noted(fact),
                "dangling" => self.noted_all(&texts(&self.expect["unresolved_references"])),
                "security-group-ingress" => self.rules(fact, "ingress", "source"),
                "security-group-egress" => self.rules(fact, "egress", "destination"),
                "placement" => self.placed(fact),
                "blackhole-route" => self.blackhole(fact),
                "node-counts" => self.counts(fact),
                // About paths and about addresses that other programs make up.
                "edge-counts" | "public" | "unique-addresses" | "stateful-security-groups" => {
                    Vec::new()
                }
                other => {
                    eprintln!("{}: no test of import knows the fact {other:?}", self.name);
                    Vec::new()
                }
            };
            failures.extend(wrong.into_iter().map(|wrong| format!("{kind}: {wrong}")));
        }
        failures
    }

    /// What every import must be.
    fn whole(&self) -> Vec<String> {
        let mut failures = Vec::new();
        if !self.design.dangling().is_empty() {
            failures.push("references dangle".to_owned());
        }
        if !self.design.layout.is_empty() {
            failures.push("places are not left to the layout".to_owned());
        }
        let saved = netwright_core::format::save(&self.design);
        let loaded = netwright_core::format::load(&saved).unwrap().design;
        if loaded != self.design {
            failures.push("the saved design differs".to_owned());
        }
        // Must not panic, whatever it finds.
        let _ = Checker::new(&self.design, "2026-11-23").verdict();
        failures.extend(
            self.notes
                .iter()
                .filter(|note| note.contains('\n'))
                .cloned(),
        );
        failures
    }

    fn ignored(&self, fact: &Value) -> Vec<String> {
        let ids = texts(&fact["ids"]);
        let mut failures = self.noted_all(&ids);
        let made = self.design.records().map(|row| row.meta().aws_id.as_str());
        let made: BTreeSet<&str> = made.collect();
        let still = ids.iter().filter(|id| made.contains(*id));
        failures.extend(still.map(|id| format!("{id} was imported")));
        failures
    }

    fn noted(&self, fact: &Value) -> Vec<String> {
        let mut failures = self.noted_all(&texts(&fact["ids"]));
        if fact["fact"] == "duplicate-interface-id" {
            for id in texts(&fact["ids"]) {
                let mut interfaces = self.design.all::<NetworkInterface>();
                if interfaces.any(|interface| interface.meta.aws_id == id) {
                    failures.push(format!("{id} was given to one of those that claim it"));
                }
            }
        }
        failures
    }

    fn noted_all(&self, ids: &[&str]) -> Vec<String> {
        let is_silent = |id: &&&str| !self.notes.iter().any(|note| note.contains(**id));
        ids.iter()
            .filter(is_silent)
            .map(|id| format!("no note names {id}"))
            .collect()
    }

    fn rules(&self, fact: &Value, direction: &str, far: &str) -> Vec<String> {
        let element = fact["element"].as_str().unwrap_or_default();
        let mut groups = self.design.all::<SecurityGroup>();
        let Some(group) = groups.find(|group| group.meta.aws_id == element) else {
            return vec![format!("{element} was not imported")];
        };
        let rules = self.design.all::<SecurityGroupRule>();
        let rules = rules.filter(|rule| rule.security_group == group.id);
        let made: BTreeSet<String> = rules
            .filter(|rule| rule.direction.word() == direction)
            .map(|rule| {
                let other = rule.source_group.and_then(|id| self.design.get(id));
                let other = other.map(|group| group.meta.aws_id.clone());
                let far = other
                    .or(rule.cidr.map(|block| block.to_string()))
                    .unwrap_or_default();
                let ports = rule
                    .ports
                    .map(|ports| format!("{}-{}", ports.first(), ports.last()));
                format!("{} {} {far}", rule.protocol, ports.unwrap_or_default())
            })
            .collect();
        let wanted: BTreeSet<String> = fact["allows"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|rule| {
                let ports = rule["ports"]
                    .as_array()
                    .map(|ports| format!("{}-{}", ports[0], ports[1]));
                let words =
                    [&rule["protocol"], &rule[far]].map(|word| word.as_str().unwrap_or_default());
                format!("{} {} {}", words[0], ports.unwrap_or_default(), words[1])
            })
            .collect();
        let mut failures = Vec::new();
        if made != wanted {
            failures.push(format!("{element}: expected {wanted:?}, found {made:?}"));
        }
        let members: BTreeSet<&str> = self
            .design
            .all::<Instance>()
            .filter(|host| host.security_groups.contains(&group.id))
            .map(|host| host.meta.aws_id.as_str())
            .collect();
        for key in ["members", "applies_to"] {
            for member in texts(&fact[key]) {
                if !members.contains(member) {
                    failures.push(format!("{member} is no member of {element}: {members:?}"));
                }
            }
        }
        failures
    }

    fn placed(&self, fact: &Value) -> Vec<String> {
        let [element, wanted] =
            ["element", "subnet"].map(|key| fact[key].as_str().unwrap_or_default());
        let hosts = self
            .design
            .all::<Instance>()
            .filter(|host| host.meta.aws_id == element);
        let subnets = hosts.filter_map(|host| self.design.get::<Subnet>(host.subnet));
        let subnets: Vec<&str> = subnets.map(|subnet| subnet.meta.aws_id.as_str()).collect();
        if subnets.contains(&wanted) {
            Vec::new()
        } else {
            vec![format!("{element} is in {subnets:?}, not in {wanted}")]
        }
    }

    fn blackhole(&self, fact: &Value) -> Vec<String> {
        let table = self
            .design
            .all::<RouteTable>()
            .find(|table| fact["element"] == *table.meta.aws_id);
        let table = table.unwrap().id;
        let found = self.design.all::<Route>().any(|route| {
            route.route_table == table
                && route.target.is_none()
                && route.unknown_target.is_empty()
                && route
                    .destination
                    .is_some_and(|block| fact["destination"] == *block.to_string())
        });
        if found {
            self.noted_all(&[fact["target"].as_str().unwrap_or_default()])
        } else {
            vec!["not so".to_owned()]
        }
    }

    /// Counts of what stands in subnets: each once for every subnet.
    fn counts(&self, fact: &Value) -> Vec<String> {
        let hosts = |what: &str| {
            let of = |host: &&Instance| match what {
                "" => host.meta.aws_id.starts_with("i-"),
                what => host.meta.description == what,
            };
            self.design.all::<Instance>().filter(of).count()
        };
        let made = [
            ("vpc", self.design.count(Kind::Vpc)),
            ("subnet", self.design.count(Kind::Subnet)),
            ("ec2", hosts("")),
            ("elasticsearch", hosts("Search domain")),
            ("lambda", hosts("Lambda function")),
            ("ecs", hosts("Container task")),
        ];
        let wrong = made
            .iter()
            .filter(|(what, count)| fact["value"][*what] != *count);
        wrong
            .map(|(what, count)| format!("{what}: {count}"))
            .collect()
    }

    fn facts_of(&self, kind: &str) -> impl Iterator<Item = &Value> {
        let facts = self.expect["facts"].as_array().into_iter().flatten();
        facts.filter(move |fact| fact["fact"] == *kind)
    }

    /// The records under a key in all files.
    fn list(&self, key: &str) -> Vec<&Value> {
        if key == "Instances" {
            let reservations = self.list("Reservations").into_iter();
            return reservations
                .flat_map(|one| one["Instances"].as_array().into_iter().flatten())
                .collect();
        }
        self.values
            .iter()
            .flat_map(|value| value[key].as_array().into_iter().flatten())
            .collect()
    }
}

fn texts(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

fn walk(folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push((
                path.to_string_lossy().into_owned(),
                std::fs::read(&path).unwrap(),
            ));
        }
    }
}
