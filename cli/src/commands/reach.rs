//! `netwright reach`: who can talk to whom, by environment, VPC or subnet.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::ExitCode;

use netwright_core::analysis::{Facts, ReachBy, ReachCell, ReachFlow, ReachGroup, ReachWitness};
use netwright_core::model::{EntityId, IntentLevel};
use netwright_core::net::{PrefixSet, Protocol};
use netwright_core::simulate::packet::outside_name;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::output::shown;
use crate::{input, output};

/// Says who can talk to whom, with the exact packets and a witness each.
///
/// What is in no environment stands for itself, as sites do. Pairs that are closed are left out.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A design; - for standard input
    file: String,
    /// What rows and columns are
    #[arg(long, value_enum, default_value_t = By::Environment)]
    by: By,
    /// Whether packets are forwarded, or whether connections can be opened through security groups and network ACLs
    #[arg(long, value_enum, default_value_t = Level::Connectable)]
    level: Level,
    /// Only from this one: an id, a unique name or an AWS id
    #[arg(long, value_name = "X")]
    from: Option<String>,
    /// Only to this one
    #[arg(long, value_name = "Y")]
    to: Option<String>,
    /// How to say it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum By {
    Environment,
    Vpc,
    Subnet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Level {
    Routed,
    Connectable,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One line a pair, then its packets
    Text,
    /// One object
    Json,
    /// One line for each part of the packets
    Csv,
}

/// A pair that is not closed.
struct Row {
    cell: ReachCell,
    /// Packets are forwarded there and none back.
    one_way: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let read = input::design(&arguments.file)?;
    let facts = Facts::new(&read.design);
    let by = match arguments.by {
        By::Environment => ReachBy::Environment,
        By::Vpc => ReachBy::Vpc,
        By::Subnet => ReachBy::Subnet,
    };
    let level = match arguments.level {
        Level::Routed => IntentLevel::Routed,
        Level::Connectable => IntentLevel::Connectable,
    };
    let groups = facts.reach_groups(by);
    let from = chosen(&facts, &groups, arguments.from.as_deref(), "from")?;
    let to = chosen(&facts, &groups, arguments.to.as_deref(), "to")?;
    let rows = rows(&facts, level, &from, &to);
    let text = match arguments.format {
        Format::Text => text(&facts, &rows),
        Format::Json => netwright_core::format::pretty(&to_json(&facts, by, level, &groups, &rows)),
        Format::Csv => csv(&facts, level, &rows),
    };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The groups that a name means; all without one.
fn chosen<'g>(
    facts: &Facts,
    groups: &'g [ReachGroup],
    name: Option<&str>,
    flag: &str,
) -> Result<Vec<&'g ReachGroup>, Failure> {
    let Some(name) = name else {
        return Ok(groups.iter().collect());
    };
    let is = |wanted: fn(&Facts, EntityId, &str) -> bool| {
        let found = groups
            .iter()
            .filter(move |group| wanted(facts, group.id, name));
        found.collect::<Vec<_>>()
    };
    let mut found = is(|facts, id, name| id.to_string() == name || outside_name(facts, id) == name);
    if found.is_empty() {
        found = is(|facts, id, name| facts.label(id) == name);
    }
    match found.as_slice() {
        [_] => Ok(found),
        [] => Err(Failure::unknown_name(format!(
            "--{flag}: no row is called {name:?}"
        ))),
        several => {
            let ids: Vec<String> = several.iter().map(|group| group.id.to_string()).collect();
            Err(Failure::unknown_name(format!(
                "--{flag}: {name:?} names several: {}",
                ids.join(", ")
            )))
        }
    }
}

fn rows(facts: &Facts, level: IntentLevel, from: &[&ReachGroup], to: &[&ReachGroup]) -> Vec<Row> {
    let mut cells = Vec::new();
    for from in from {
        for to in to.iter().filter(|to| to.id != from.id) {
            let cell = facts.reach_cell(from.id, to.id, level, None);
            if cell.open > 0 || !cell.unknown.is_empty() {
                cells.push(cell);
            }
        }
    }
    let open: BTreeSet<(EntityId, EntityId)> = cells
        .iter()
        .filter(|cell| cell.open > 0)
        .map(|cell| (cell.from, cell.to))
        .collect();
    let is_asked = |id: EntityId, ends: &[&ReachGroup]| ends.iter().any(|group| group.id == id);
    let answers = |cell: &ReachCell| {
        if is_asked(cell.to, from) && is_asked(cell.from, to) {
            return open.contains(&(cell.to, cell.from));
        }
        facts.reach_cell(cell.to, cell.from, level, None).open > 0
    };
    let one_way =
        |cell: &ReachCell| level == IntentLevel::Routed && cell.open > 0 && !answers(cell);
    let row = |cell: ReachCell| Row {
        one_way: one_way(&cell),
        cell,
    };
    cells.into_iter().map(row).collect()
}

fn text(facts: &Facts, rows: &[Row]) -> String {
    let mut text = String::new();
    for Row { cell, one_way } in rows {
        let (from, to) = (name(facts, cell.from), name(facts, cell.to));
        let way = if *one_way { ", one way" } else { "" };
        let (open, pairs) = (cell.open, cell.pairs);
        let _ = writeln!(
            text,
            "{from} to {to}: {} ({open} of {pairs} pairs{way})",
            cell.state.word()
        );
        for flow in &cell.flows {
            let _ = writeln!(
                text,
                "  {} from {} to {}",
                what(flow),
                flow.source,
                flow.destination
            );
        }
        if let Some(witness) = cell.witness() {
            let (from, to) = (name(facts, witness.from), name(facts, witness.to));
            let _ = writeln!(text, "  witness: {from} to {to}{}", of_witness(witness));
        }
        for why in &cell.unknown {
            let _ = writeln!(text, "  not known: {}", shown(why));
        }
    }
    if rows.is_empty() {
        text.push_str("nobody reaches anybody else\n");
    }
    text
}

fn name(facts: &Facts, id: EntityId) -> String {
    let (id_text, label) = (outside_name(facts, id), facts.label(id));
    if label == id_text {
        shown(&id_text)
    } else {
        shown(&format!("{label} ({id_text})"))
    }
}

/// `tcp 443`, `all traffic`.
fn what(flow: &ReachFlow) -> String {
    let protocol = flow.protocol;
    let word = protocol.to_string();
    if protocol == Protocol::All {
        "all traffic".to_owned()
    } else if protocol.has_ports() && flow.ports.is_all() {
        format!("{word}, all ports,")
    } else if protocol.has_ports() {
        format!("{word} {}", flow.ports)
    } else if word.starts_with(|first: char| first.is_ascii_digit()) {
        format!("protocol {word}")
    } else {
        word
    }
}

fn of_witness(witness: &ReachWitness) -> String {
    match (witness.protocol, witness.port) {
        (Protocol::All, _) => String::new(),
        (protocol, Some(port)) => format!(", {protocol} {port}"),
        (protocol, None) => format!(", {protocol}"),
    }
}

fn to_json(
    facts: &Facts,
    by: ReachBy,
    level: IntentLevel,
    groups: &[ReachGroup],
    rows: &[Row],
) -> Value {
    let id = |id: EntityId| outside_name(facts, id);
    let groups = groups.iter().map(|group| {
        let members: Vec<String> = group.members.iter().copied().map(id).collect();
        json!({ "id": id(group.id), "members": members })
    });
    let prefixes =
        |set: &PrefixSet| -> Vec<String> { set.iter().map(|prefix| prefix.to_string()).collect() };
    let flow = |flow: &ReachFlow| {
        let ranges = flow.ports.ranges();
        let ports: Vec<Value> = ranges
            .map(|range| json!([range.first(), range.last()]))
            .collect();
        json!({
            "source": prefixes(&flow.source),
            "destination": prefixes(&flow.destination),
            "protocol": flow.protocol.to_string(),
            "ports": ports,
        })
    };
    let witness = |witness: &ReachWitness| {
        json!({
            "from": id(witness.from),
            "to": id(witness.to),
            "source": witness.source.map(|address| address.to_string()),
            "destination": witness.destination.map(|address| address.to_string()),
            "protocol": witness.protocol.to_string(),
            "port": witness.port,
        })
    };
    let row = |row: &Row| {
        let cell = &row.cell;
        let flows: Vec<Value> = cell.flows.iter().map(flow).collect();
        json!({
            "from": id(cell.from),
            "to": id(cell.to),
            "level": level_word(level),
            "state": cell.state.word(),
            "flows": flows,
            "witness": cell.witness().map(witness),
            "one_way": row.one_way,
            "unknown": cell.unknown,
        })
    };
    json!({
        "by": by.word(),
        "groups": groups.collect::<Vec<_>>(),
        "rows": rows.iter().map(row).collect::<Vec<_>>(),
    })
}

const fn level_word(level: IntentLevel) -> &'static str {
    match level {
        IntentLevel::Routed => "routed",
        IntentLevel::Connectable => "connectable",
    }
}

fn csv(facts: &Facts, level: IntentLevel, rows: &[Row]) -> String {
    let mut text = String::from("from,to,level,state,protocol,ports,source,destination,one_way\n");
    for Row { cell, one_way } in rows {
        let (from, to) = (outside_name(facts, cell.from), outside_name(facts, cell.to));
        let mut line = |protocol: &str, ports: &str, source: &str, destination: &str| {
            let cells: [&str; 9] = [
                &from,
                &to,
                level_word(level),
                cell.state.word(),
                protocol,
                ports,
                source,
                destination,
                if *one_way { "true" } else { "false" },
            ];
            let cells = cells.map(|cell| cell.replace(',', " "));
            let _ = writeln!(text, "{}", cells.join(","));
        };
        if cell.flows.is_empty() {
            line("", "", "", "");
        }
        for flow in &cell.flows {
            line(
                &flow.protocol.to_string(),
                &flow.ports.to_string(),
                &flow.source.to_string(),
                &flow.destination.to_string(),
            );
        }
    }
    text
}
