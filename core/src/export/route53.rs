//! Change batches for `change-resource-record-sets`, split at the API's limits, and a script that fills in what is
//! known only once it is made and sends them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::aws_cli::{accounts, command, word};
use super::{Exporter, File, Source, header_lines, names};
use crate::model::HostedZone;
use crate::plan::{Key, LeftOut, Operation, Piece, Text, Tree};

/// Batches that make records or change those that are there.
pub(super) const EXPORTER: Exporter = Exporter {
    id: "route53",
    title: "Route 53 change batches, UPSERT",
    file_name: "route53.sh",
    media_type: "text/x-shellscript",
    leaves_out,
    print: |source| print(source, "UPSERT"),
};

/// Batches that make records and refuse where one is there already.
pub(super) const CREATE: Exporter = Exporter {
    id: "route53-create",
    title: "Route 53 change batches, CREATE",
    file_name: "route53.sh",
    media_type: "text/x-shellscript",
    leaves_out,
    print: |source| print(source, "CREATE"),
};

const PRELUDE: &str = include_str!("route53_prelude.sh");

/// Most `ResourceRecord` elements, and most characters of their values, in one batch; an UPSERT counts twice
/// (<https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html>).
const MOST_RECORDS: usize = 1000;
const MOST_CHARACTERS: usize = 32_000;

fn leaves_out(source: &Source<'_>) -> Vec<LeftOut> {
    let mut all = vec![LeftOut {
        subject: "everything but DNS records".to_owned(),
        reason: "zones, health checks, alias targets and validated certificates must be there; the script finds what it names and stops where it is not".to_owned(),
    }];
    let dns = |item: &&LeftOut| {
        item.subject.contains("dns-record-") || item.subject.contains("hosted-zone-")
    };
    all.extend(source.plan.left_out.iter().filter(dns).cloned());
    all
}

/// One batch of one zone.
struct Batch<'p> {
    file: String,
    zone: &'p Key,
    /// The step that makes the zone, whose account owns the records.
    operation: &'p Operation,
    changes: Vec<Tree>,
}

fn print(source: &Source<'_>, action: &str) -> Vec<File> {
    let batches = batches(source, action);
    let mut files = vec![File {
        name: EXPORTER.file_name.to_owned(),
        text: script(source, &batches),
    }];
    let sha256 = source
        .header
        .sha256
        .get(..16)
        .unwrap_or(&source.header.sha256);
    for batch in &batches {
        // At most 256 characters.
        let name: String = names::shown(&source.design.name)
            .chars()
            .take(180)
            .collect();
        let comment = format!("Netwright: {name}, design {sha256}");
        let mut text = String::new();
        let tree = Tree::Structure(vec![
            ("Comment".to_owned(), Tree::from(comment)),
            ("Changes".to_owned(), Tree::List(batch.changes.clone())),
        ]);
        json(&tree, 0, &mut text);
        text.push('\n');
        files.push(File {
            name: batch.file.clone(),
            text,
        });
    }
    files
}

/// The changes of the plan, zone by zone in its order, as many batches as the limits ask for.
fn batches<'p>(source: &Source<'p>, action: &str) -> Vec<Batch<'p>> {
    let factor = if action == "UPSERT" { 2 } else { 1 };
    let mut zones: BTreeMap<&Key, Vec<(&Operation, Tree)>> = BTreeMap::new();
    for operation in &source.plan.operations {
        if let Some((zone, change)) = change(operation, action) {
            zones.entry(zone).or_default().push((operation, change));
        }
    }
    let mut all: Vec<Batch<'p>> = Vec::new();
    for (zone, changes) in zones {
        let (mut records, mut characters, mut part) = (0, 0, 0);
        for (operation, change) in changes {
            let (more_records, more_characters) = size(&change);
            let fits = records + more_records * factor <= MOST_RECORDS
                && characters + more_characters * factor <= MOST_CHARACTERS;
            if part == 0 || !fits {
                part += 1;
                (records, characters) = (0, 0);
                let file = format!("{}-{}-{part}.json", zone.0, domain(source, zone));
                all.push(Batch {
                    file,
                    zone,
                    operation,
                    changes: Vec::new(),
                });
            }
            records += more_records * factor;
            characters += more_characters * factor;
            if let Some(batch) = all.last_mut() {
                batch.changes.push(change);
            }
        }
    }
    all
}

/// The zone and the change of a step that makes a record.
fn change<'p>(operation: &'p Operation, action: &str) -> Option<(&'p Key, Tree)> {
    // Records that prove a certificate's names belong to the scripts that ask for the certificate.
    let drawn = operation.key.0.starts_with("dns-record-");
    let make = operation
        .make
        .as_ref()
        .filter(|make| drawn && make.operation == "ChangeResourceRecordSets")?;
    let zone = match member(&make.parameters, "HostedZoneId")? {
        Tree::Text(text) => text.0.iter().find_map(|piece| match piece {
            Piece::Output(key) | Piece::Ipv6Subnet(key, _) => Some(key),
            Piece::Literal(_) => None,
        })?,
        _ => return None,
    };
    let Tree::List(changes) = member(member(&make.parameters, "ChangeBatch")?, "Changes")? else {
        return None;
    };
    let set = member(changes.first()?, "ResourceRecordSet")?;
    let change = Tree::Structure(vec![
        ("Action".to_owned(), Tree::from(action)),
        ("ResourceRecordSet".to_owned(), set.clone()),
    ]);
    Some((zone, change))
}

fn member<'t>(tree: &'t Tree, name: &str) -> Option<&'t Tree> {
    match tree {
        Tree::Structure(members) => members
            .iter()
            .find(|(member, _)| member == name)
            .map(|(_, value)| value),
        _ => None,
    }
}

/// `ResourceRecord` elements and characters of values. An alias has no element, and is counted as one to be safe.
fn size(change: &Tree) -> (usize, usize) {
    let set = member(change, "ResourceRecordSet");
    let Some(Tree::List(records)) = set.and_then(|set| member(set, "ResourceRecords")) else {
        return (1, 0);
    };
    let characters = |record: &Tree| match member(record, "Value") {
        Some(Tree::Text(text)) => text.literal().map_or(0, |literal| literal.chars().count()),
        _ => 0,
    };
    (records.len().max(1), records.iter().map(characters).sum())
}

/// The domain of a zone as part of a file name.
fn domain(source: &Source<'_>, zone: &Key) -> String {
    let mine = |record: &&HostedZone| record.id.to_string() == zone.0;
    let domain = source
        .design
        .all::<HostedZone>()
        .find(mine)
        .map_or("", |record| record.domain.as_str());
    domain
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || ".-".contains(*c))
        .take(100)
        .collect()
}

fn script(source: &Source<'_>, batches: &[Batch<'_>]) -> String {
    let mut out = String::from("#!/usr/bin/env bash\n");
    for line in header_lines(source, &leaves_out(source)) {
        let _ = writeln!(out, "# {line}");
    }
    out.push_str("#\n# Sends the change batches beside it to Route 53. See --help.\n\n");
    out.push_str("# shellcheck disable=SC2034,SC2154,SC2317,SC2329  # symbols are set by their names\n\nset -euo pipefail\n\n");
    out.push_str(PRELUDE);
    out.push('\n');
    accounts(source, &mut out);
    out.push_str("\npreflight\n");
    let wanted = symbols(source, batches);
    for operation in source
        .plan
        .operations
        .iter()
        .filter(|operation| wanted.contains(&operation.key))
    {
        scope(operation, &mut out);
        let variable = operation.key.variable();
        match &operation.find {
            Some(find) => command(
                &format!("symbol {variable} {}", word(&find.query)),
                find,
                &mut out,
            ),
            None => {
                let _ = writeln!(out, "  symbol {variable}");
            }
        }
    }
    for batch in batches {
        scope(batch.operation, &mut out);
        let _ = writeln!(
            out,
            "  send \"${}\" {}",
            batch.zone.variable(),
            names::bash(&batch.file)
        );
    }
    out.push_str("say 'done'\n");
    out
}

fn scope(operation: &Operation, out: &mut String) {
    let profile = match operation.scope.account.as_str() {
        "" => "''".to_owned(),
        account => format!("\"$profile_{account}\""),
    };
    let title = names::bash(&names::shown(&operation.title));
    let _ = writeln!(
        out,
        "at {profile} {} {title}",
        names::bash(&operation.scope.region)
    );
}

/// The symbols of the batches, and those that finding them asks for.
fn symbols(source: &Source<'_>, batches: &[Batch<'_>]) -> BTreeSet<Key> {
    let mut open: Vec<Key> = batches.iter().map(|batch| batch.zone.clone()).collect();
    for change in batches.iter().flat_map(|batch| &batch.changes) {
        change.needs(&mut |key| open.push(key.clone()));
    }
    let mut all = BTreeSet::new();
    while let Some(key) = open.pop() {
        let operation = source
            .plan
            .operations
            .iter()
            .find(|operation| operation.key == key);
        if !all.insert(key) {
            continue;
        }
        if let Some(find) = operation.and_then(|operation| operation.find.as_ref()) {
            find.parameters.needs(&mut |key| open.push(key.clone()));
            find.query.needs(&mut |key| open.push(key.clone()));
        }
    }
    all
}

/// A tree as indented JSON in ASCII. The sign that starts a symbol is escaped wherever it is only text.
fn json(tree: &Tree, depth: usize, out: &mut String) {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    match tree {
        Tree::Absent => out.push_str("null"),
        Tree::Bool(value) => {
            let _ = write!(out, "{value}");
        }
        Tree::Integer(number) => {
            let _ = write!(out, "{number}");
        }
        Tree::Text(text) => json_text(text, out),
        Tree::List(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                out.push_str(if place > 0 { "," } else { "" });
                line(out, depth + 1);
                json(item, depth + 1, out);
            }
            line(out, depth);
            out.push(']');
        }
        Tree::Structure(members) => {
            out.push('{');
            for (place, (name, value)) in members.iter().enumerate() {
                out.push_str(if place > 0 { "," } else { "" });
                line(out, depth + 1);
                let _ = write!(out, "\"{}\": ", names::json_inside(name));
                json(value, depth + 1, out);
            }
            line(out, depth);
            out.push('}');
        }
    }
}

fn json_text(text: &Text, out: &mut String) {
    out.push('"');
    for piece in &text.0 {
        match piece {
            Piece::Literal(literal) => {
                out.push_str(&names::json_inside(literal).replace('@', "\\u0040"));
            }
            Piece::Output(key) | Piece::Ipv6Subnet(key, _) => {
                let _ = write!(out, "@{{{}}}", key.variable());
            }
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::Header;
    use super::*;
    use crate::model::Design;
    use crate::plan::{Call, Plan, Scope};

    fn structure(members: Vec<(&str, Tree)>) -> Tree {
        Tree::structure(members)
    }

    /// A plan of one zone with these record sets.
    fn plan(sets: Vec<Tree>) -> Plan {
        let scope = Scope {
            account: String::new(),
            region: "us-east-1".to_owned(),
        };
        let zone = Key("hosted-zone-1".to_owned());
        let list =
            Call::new("route53", "ListHostedZones", structure(vec![])).query("HostedZones[0].Id");
        let mut operations = vec![Operation::new(zone.clone(), "zone", &scope).find(list)];
        for (number, set) in sets.into_iter().enumerate() {
            let change = structure(vec![
                ("Action", "UPSERT".into()),
                ("ResourceRecordSet", set),
            ]);
            let batch = structure(vec![("Changes", Tree::List(vec![change]))]);
            let both = structure(vec![
                ("HostedZoneId", (&zone).into()),
                ("ChangeBatch", batch),
            ]);
            let make = Call::new("route53", "ChangeResourceRecordSets", both);
            operations.push(
                Operation::new(Key(format!("dns-record-{number}")), "record", &scope).make(make),
            );
        }
        Plan {
            operations,
            ..Plan::default()
        }
    }

    fn printed(plan: &Plan, action: &str) -> Vec<File> {
        let design =
            crate::notation::parse("design d\nhosted-zone z domain=example.com\n").unwrap();
        print(
            &Source {
                design: &design,
                plan,
                header: &Header::default(),
            },
            action,
        )
    }

    fn values(count: usize, value: &str) -> Tree {
        let records = (0..count)
            .map(|_| structure(vec![("Value", value.into())]))
            .collect();
        structure(vec![
            ("Name", "a.example.com".into()),
            ("ResourceRecords", Tree::List(records)),
        ])
    }

    #[test]
    fn batches_keep_the_limits() {
        // 501 elements count 1,002 as UPSERT.
        let many: Vec<_> = (0..501).map(|_| values(1, "192.0.2.1")).collect();
        assert_eq!(printed(&plan(many.clone()), "UPSERT").len(), 1 + 2);
        assert_eq!(printed(&plan(many), "CREATE").len(), 1 + 1);
        // 9 values of 2,000 characters are 36,000 as UPSERT.
        let long: Vec<_> = (0..9).map(|_| values(1, &"x".repeat(2000))).collect();
        let files = printed(&plan(long), "UPSERT");
        assert_eq!(files.len(), 1 + 2);
        let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "route53.sh",
                "hosted-zone-1-example.com-1.json",
                "hosted-zone-1-example.com-2.json"
            ]
        );
        for file in &files[1..] {
            let batch: Value = serde_json::from_str(&file.text).unwrap();
            assert!(
                batch["Changes"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .all(|change| change["Action"] == "UPSERT")
            );
        }
    }

    #[test]
    fn symbols_are_holes_and_text_never_is() {
        let balancer = Key("load-balancer-1/dns-name".to_owned());
        let alias = structure(vec![(
            "AliasTarget",
            structure(vec![("DNSName", (&balancer).into())]),
        )]);
        let hostile = values(1, "\"@{load_balancer_1_dns_name}\" $(x)'\u{202e}");
        let mut plan = plan(vec![alias, hostile]);
        let find = Call::new("elbv2", "DescribeLoadBalancers", structure(vec![]))
            .query("LoadBalancers[0].DNSName");
        plan.operations.insert(
            0,
            Operation::new(balancer, "its name", &Scope::default()).find(find),
        );
        let files = printed(&plan, "CREATE");
        let batch = &files[1].text;
        assert_eq!(batch.matches("@{").count(), 1);
        assert!(batch.contains("\"DNSName\": \"@{load_balancer_1_dns_name}\"") && batch.is_ascii());
        let back: Value = serde_json::from_str(batch).unwrap();
        assert_eq!(
            back["Changes"][1]["ResourceRecordSet"]["ResourceRecords"][0]["Value"],
            "\"@{load_balancer_1_dns_name}\" $(x)'\u{202e}"
        );
        assert!(
            files[0]
                .text
                .contains("symbol load_balancer_1_dns_name 'LoadBalancers[0].DNSName'")
        );
        assert!(
            files[0]
                .text
                .contains("send \"$hosted_zone_1\" hosted-zone-1-example.com-1.json")
        );
    }

    #[test]
    fn a_design_without_records_has_a_script_that_does_nothing() {
        let design = Design::new("empty");
        let plan = Plan::default();
        let files = print(
            &Source {
                design: &design,
                plan: &plan,
                header: &Header::default(),
            },
            "UPSERT",
        );
        assert_eq!(files.len(), 1);
        assert!(!files[0].text.contains("\n  send "));
    }
}
