//! Grading: which tasks of a lab a design has done, by the facts and findings that every design is judged by.
//!
//! Suppressions are taken out and intents put back as they were at the start before anything is judged, so that
//! neither hiding a finding nor withdrawing what is asked for does a task. What must still be there is a task too.

use std::net::IpAddr;

use serde_json::json;

use super::Lab;
use super::goal::{Goal, Sent, Task};
use crate::analysis::Facts;
use crate::checks::{Finding, Outcome as Certainty, Severity, find, run, run_some};
use crate::edit::{Command, Mint, apply};
use crate::model::{
    Design, Direction, DnsRecord, EndpointType, EntityId, HostedZone, Id, Instance, Intent,
    IntentEnd, IntentKind, IntentLevel, IpSet, Kind, LoadBalancer, PortRange, Protocol, Record,
    RecordKind, SecurityGroup, Vpc, VpcEndpoint, WebAcl, WebAclRule,
};
use crate::net::PrefixSet;
use crate::simulate::filters::admitted;
use crate::simulate::service_name::{NameAnswer, ServiceName};
use crate::simulate::waf_verdict::{Outcome, Request, verdict};

/// What the last task of every lab says.
const STANDS: &str = "Everything the lab began with still stands, and no error is left";

/// How far someone is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// In the order of the lab, and last what must still stand.
    pub tasks: Vec<TaskState>,
}

/// A task, and what is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskState {
    pub says: String,
    /// Why it is not done, one sentence each; empty where it is.
    pub missing: Vec<String>,
}

impl Progress {
    pub fn is_solved(&self) -> bool {
        self.tasks.iter().all(TaskState::is_done)
    }

    /// How many tasks are done.
    pub fn done(&self) -> usize {
        self.tasks.iter().filter(|task| task.is_done()).count()
    }
}

impl TaskState {
    pub fn is_done(&self) -> bool {
        self.missing.is_empty()
    }
}

/// Which tasks of `lab` are done in `design`.
pub fn grade(lab: &Lab, design: &Design) -> Progress {
    // A test starts every lab; one that can't start has nothing to compare with.
    let Ok(start) = lab.design() else {
        return Progress::default();
    };
    let judge = Judge::new(&start, design);
    let mut tasks: Vec<TaskState> = lab.tasks.iter().map(|task| judge.task(task)).collect();
    let mut missing = judge.gone(lab.keeps);
    missing.extend(judge.goal(&Goal::NoErrors));
    tasks.push(TaskState {
        says: STANDS.to_owned(),
        missing,
    });
    Progress { tasks }
}

/// A design with what is needed to judge it.
struct Judge<'d> {
    start: &'d Design,
    /// Without suppressions, and with the intents of the start.
    facts: Facts,
    findings: Vec<Finding>,
    /// Intents of the start that can't be put back, because what they speak of is gone.
    lost: Vec<String>,
}

impl<'d> Judge<'d> {
    fn new(start: &'d Design, design: &Design) -> Self {
        let mut plain = without(design, &[Kind::Suppression, Kind::Intent]);
        let mut lost = Vec::new();
        for intent in start.all::<Intent>() {
            match apply(&plain, &[Command::insert(intent.clone())]) {
                Ok(applied) => plain = applied.design,
                Err(_) => lost.push(format!("What {} speaks of is gone", intent.name)),
            }
        }
        Self {
            start,
            findings: run(&plain, "").findings,
            facts: Facts::new(&plain),
            lost,
        }
    }

    fn task(&self, task: &Task) -> TaskState {
        TaskState {
            says: task.says.to_owned(),
            missing: task.goals.iter().flat_map(|goal| self.goal(goal)).collect(),
        }
    }

    /// What is missing for a goal; nothing where it is reached.
    fn goal(&self, goal: &Goal) -> Vec<String> {
        let answer = match *goal {
            Goal::Gone(codes) => return self.findings_of(&|it| codes.contains(&it.code.as_ref())),
            Goal::NoErrors => return self.findings_of(&|it| it.severity == Severity::Error),
            Goal::Opens { from, to, port } => {
                self.flow(IntentKind::Must, IntentLevel::Connectable, from, to, port)
            }
            Goal::Shut { from, to, port } => self.flow(
                IntentKind::MustNot,
                IntentLevel::Connectable,
                from,
                to,
                port,
            ),
            Goal::Apart { from, to } => {
                self.flow(IntentKind::MustNot, IntentLevel::Routed, from, to, 0)
            }
            Goal::LeadsTo {
                name,
                vpc,
                endpoint,
            } => self.leads_to(name, vpc, endpoint),
            Goal::Passes { acl, sent } => self.verdict(acl, sent, Outcome::Allowed),
            Goal::Blocks { acl, sent } => self.verdict(acl, sent, Outcome::Blocked),
            Goal::Says {
                record,
                field,
                value,
            } => self.says(record, field, value),
            Goal::NotOpenToAll { to, port } => self.not_open_to_all(to, port),
        };
        answer.err().into_iter().collect()
    }

    /// Records that are missing or say something else than at the start.
    fn gone(&self, keeps: &[(&str, &[&str])]) -> Vec<String> {
        let mut missing = self.lost.clone();
        for (name, fields) in keeps {
            let record = match self.record(name) {
                Ok(record) => record,
                Err(why) => {
                    missing.push(why);
                    continue;
                }
            };
            let was = named(self.start, name).and_then(|id| self.start.record(id));
            for field in *fields {
                if was.and_then(|was| was.field(field)) != record.field(field) {
                    let label = label_of(record, field);
                    missing.push(format!("{label} of {name} is not what it was"));
                }
            }
        }
        missing
    }

    fn findings_of(&self, wanted: &dyn Fn(&Finding) -> bool) -> Vec<String> {
        let found = self.findings.iter().filter(|finding| wanted(finding));
        let said = found.map(|finding| format!("{}: {}", finding.code, finding.message));
        said.chain(self.lost.iter().cloned()).collect()
    }

    /// Asks the two checks of intents about one intent of our own, in place of those of the design.
    fn flow(
        &self,
        kind: IntentKind,
        level: IntentLevel,
        from: &str,
        to: &str,
        port: u16,
    ) -> Result<(), String> {
        let (from, to) = (self.record(from)?.id(), self.record(to)?.id());
        let asked = without(self.facts.design(), &[Kind::Intent]);
        let mut intent = Intent::new(Mint::after(&asked).id());
        "this task".clone_into(&mut intent.name);
        (intent.kind, intent.level) = (kind, level);
        (intent.from, intent.to) = (IntentEnd::Entity(from), IntentEnd::Entity(to));
        if level == IntentLevel::Connectable {
            intent.protocol = Protocol::TCP;
            let record: &mut dyn Record = &mut intent;
            // A pair of ports is always one of this field.
            let _ = record.set_field("ports", &json!([[port, port]]));
        }
        let asked = apply(&asked, &[Command::insert(intent)]).map_err(|error| error.to_string())?;
        let checks: Vec<_> = ["ISO106", "ISO107"].into_iter().filter_map(find).collect();
        let found = run_some(&Facts::new(&asked.design), &checks);
        found.into_iter().next().map_or(Ok(()), |finding| {
            // Not known is not proved, in either direction.
            let prefix = if finding.outcome == Certainty::Unknown {
                "Not proved: "
            } else {
                ""
            };
            Err(format!("{prefix}{}", finding.message))
        })
    }

    /// Where the name leads, as the checks of endpoints ask it.
    fn leads_to(&self, name: &str, vpc: &str, endpoint: &str) -> Result<(), String> {
        let (vpc, endpoint) = (self.of::<Vpc>(vpc)?, self.of::<VpcEndpoint>(endpoint)?);
        let facts = &self.facts;
        let endpoints: Vec<&VpcEndpoint> = facts
            .children::<VpcEndpoint>(vpc.id)
            .filter(|own| own.endpoint_type == EndpointType::Interface)
            .filter(|own| own.service == endpoint.service)
            .collect();
        let zones: Vec<&HostedZone> = facts.referrers(vpc.id).collect();
        let records: Vec<&DnsRecord> = zones
            .iter()
            .flat_map(|zone| facts.children(zone.id))
            .collect();
        let question = ServiceName {
            name,
            vpc,
            dhcp: vpc.dhcp_options.and_then(|id| facts.get(id)),
            endpoints: &endpoints,
            zones: &zones,
            records: &records,
        };
        let label = facts.label(vpc.id);
        let elsewhere = match question.answer() {
            NameAnswer::PrivateDns(own) if own == endpoint.id => return Ok(()),
            NameAnswer::PrivateZone(_, record)
                if facts
                    .get(record)
                    .is_some_and(|record| record.alias == Some(endpoint.id.entity())) =>
            {
                return Ok(());
            }
            NameAnswer::PrivateDns(own) => format!("to {}", facts.label(own)),
            NameAnswer::PrivateZone(_, record) => format!("where {} says", facts.label(record)),
            NameAnswer::HiddenByZone(zone) => {
                format!("nowhere: zone {} has no such record", facts.label(zone))
            }
            NameAnswer::Public => "to public addresses".to_owned(),
            NameAnswer::NoResolver => "nowhere: DNS support is off".to_owned(),
            NameAnswer::CustomResolver(servers) => {
                format!("where {} say, which is not known", servers.join(", "))
            }
        };
        Err(format!("In {label}, {name} leads {elsewhere}"))
    }

    fn verdict(&self, acl: &str, sent: Sent, wanted: Outcome) -> Result<(), String> {
        let acl = self.of::<WebAcl>(acl)?;
        let rules: Vec<&WebAclRule> = self.facts.children(acl.id).collect();
        let addresses = |id: EntityId| {
            let listed = self.facts.as_kind::<IpSet>(id);
            listed.map(|listed| listed.addresses.as_slice())
        };
        let given = verdict(&rules, acl.default_action, &request(sent), &addresses);
        if given.outcome == wanted {
            return Ok(());
        }
        let by = match (given.rule, &given.managed_rule) {
            (_, Some(rule)) => format!("rule {rule} of the managed group"),
            (Some(rule), None) => format!("rule {}", self.facts.label(rule)),
            (None, None) => "the default action".to_owned(),
        };
        let verb = match given.outcome {
            Outcome::Allowed => "lets it through",
            Outcome::Blocked => "blocks it",
            Outcome::Challenged => "challenges it",
        };
        let body = if sent.has_markup { "markup" } else { "a body" };
        Err(format!(
            "{} {} with {body} of {} bytes: {by} {verb}",
            sent.method, sent.path, sent.body_bytes
        ))
    }

    fn says(&self, name: &str, field: &str, wanted: &str) -> Result<(), String> {
        let record = self.record(name)?;
        let value = record.field(field).unwrap_or_default();
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        if text == wanted {
            return Ok(());
        }
        Err(format!("{} of {name} is {text}", label_of(record, field)))
    }

    fn not_open_to_all(&self, to: &str, port: u16) -> Result<(), String> {
        let id = self.record(to)?.id();
        let facts = &self.facts;
        let balancer = facts.as_kind::<LoadBalancer>(id);
        let instance = facts.as_kind::<Instance>(id);
        let groups: &[Id<SecurityGroup>] = match (balancer, instance) {
            (Some(balancer), _) => &balancer.security_groups,
            (_, Some(instance)) => &instance.security_groups,
            _ => &[],
        };
        let ports = Some(PortRange::single(port));
        let open = admitted(facts, groups, Direction::Ingress, Protocol::TCP, ports);
        if open.addresses.contains_set(&PrefixSet::all_v4()) {
            return Err(format!(
                "The security groups of {} admit every address to port {port}",
                facts.label(id)
            ));
        }
        Ok(())
    }

    fn of<T: RecordKind>(&self, name: &str) -> Result<&T, String> {
        let id = self.record(name)?.id();
        self.facts.as_kind(id).ok_or_else(|| gone(name))
    }

    /// The record that is called so at the start, whatever it is called now; one drawn anew is known by its name.
    fn record(&self, name: &str) -> Result<&dyn Record, String> {
        let design = self.facts.design();
        let same = named(self.start, name).filter(|id| design.contains(*id));
        let id = same.or_else(|| named(design, name));
        id.and_then(|id| design.record(id))
            .ok_or_else(|| gone(name))
    }
}

fn label_of<'f>(record: &dyn Record, field: &'f str) -> &'f str {
    record
        .id()
        .kind
        .field(field)
        .map_or(field, |spec| spec.label)
}

fn gone(name: &str) -> String {
    format!("There is no {name} any more")
}

/// The record of `design` that `vpc prod` means; nothing where there is none or several.
pub(super) fn named(design: &Design, name: &str) -> Option<EntityId> {
    let (kind, name) = name.split_once(' ')?;
    let rows = design.rows(Kind::from_prefix(kind)?);
    let mut found = rows.filter(|record| record.name() == name);
    found
        .next()
        .filter(|_| found.next().is_none())
        .map(Record::id)
}

/// The design without any record of these kinds. Nothing else refers to them.
fn without(design: &Design, kinds: &[Kind]) -> Design {
    let rows = kinds.iter().flat_map(|kind| design.rows(*kind));
    let ids: Vec<EntityId> = rows.map(Record::id).collect();
    apply(design, &[Command::Delete(ids)]).map_or_else(|_| design.clone(), |done| done.design)
}

fn request(sent: Sent) -> Request {
    Request {
        method: sent.method.to_owned(),
        path: sent.path.to_owned(),
        headers: [("content-type".to_owned(), sent.content_type.to_owned())].into(),
        body_bytes: sent.body_bytes,
        body_has_markup: sent.has_markup,
        source: Some(IpAddr::from([203, 0, 113, 7])),
        ..Request::default()
    }
}
