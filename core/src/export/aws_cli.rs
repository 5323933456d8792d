//! The plan as one bash script for the AWS CLI, versions 1 and 2.

use std::fmt::Write as _;

use super::{Exporter, File, Source, header_lines, names};
use crate::plan::{Call, Operation, Piece, Text, Tree, Wait};

pub(super) const EXPORTER: Exporter = Exporter {
    id: "aws-cli",
    title: "AWS CLI script",
    file_name: "aws-cli.sh",
    media_type: "text/x-shellscript",
    leaves_out: |source| source.plan.left_out.clone(),
    print: |source| {
        vec![File {
            name: EXPORTER.file_name.to_owned(),
            text: script(source),
        }]
    },
};

const PRELUDE: &str = include_str!("aws_cli_prelude.sh");

/// Boolean options whose negative form has a name of its own in the CLI.
const NEGATIVES: &[(&str, &str)] = &[("no-egress", "ingress")];

/// Operations that the CLI gives options of its own; their parameters are passed as JSON.
const JSON_ONLY: &[&str] = &["RunInstances"];

fn script(source: &Source<'_>) -> String {
    let mut out = String::from("#!/usr/bin/env bash\n");
    for line in header_lines(source, &source.plan.left_out) {
        let _ = writeln!(out, "# {line}");
    }
    if let Some(line) = super::gaps_line(source) {
        let _ = writeln!(out, "# {line}");
    }
    out.push_str("#\n# Makes the design with the AWS CLI. Needs bash and aws (version 1 or 2) and credentials.\n\n");
    out.push_str(
        "# shellcheck disable=SC2034  # ids are set and read by the name of their step\n\n",
    );
    out.push_str("set -euo pipefail\n\n");
    out.push_str(PRELUDE);
    out.push('\n');
    accounts(source, &mut out);
    for operation in &source.plan.operations {
        step(operation, &mut out);
    }
    out.push_str("\nsteps=(\n");
    for operation in &source.plan.operations {
        let _ = writeln!(out, "  {}", operation.key.variable());
    }
    out.push_str(")\nfirst=(\n");
    let first = source.plan.operations.iter();
    for operation in first.filter(|operation| operation.is_compared_first()) {
        let _ = writeln!(out, "  {}", operation.key.variable());
    }
    out.push_str(")\n\n");
    out.push_str(MAIN);
    out
}

const MAIN: &str = r#"preflight
if [ "$mode" = create ]; then
  mode=compare
  for step in ${first[@]+"${first[@]}"}; do "step_$step"; done
  mode=create
fi
for step in ${steps[@]+"${steps[@]}"}; do "step_$step"; done
if [ "$mode" = scan ]; then
  mode=remove
  for ((place = ${#steps[@]} - 1; place >= 0; place--)); do "step_${steps[place]}"; done
fi
say 'done'
"#;

/// The profile of each account, and the check that the credentials belong to it.
pub(super) fn accounts(source: &Source<'_>, out: &mut String) {
    let region = source
        .plan
        .regions
        .first()
        .map_or("us-east-1", String::as_str);
    for account in &source.plan.accounts {
        let upper = account.variable.to_ascii_uppercase();
        let default = names::bash(&account.profile);
        let default = if account.profile.is_empty() {
            ""
        } else {
            &default
        };
        let _ = writeln!(
            out,
            "profile_{}=${{NETWRIGHT_PROFILE_{upper}-{default}}}",
            account.variable
        );
    }
    out.push_str("\npreflight() {\n");
    for account in &source.plan.accounts {
        let _ = writeln!(
            out,
            "  account \"$profile_{}\" {region} {} {}",
            account.variable,
            names::bash(&account.number),
            names::bash(&names::shown(&account.name)),
        );
    }
    if source.plan.accounts.is_empty() {
        let _ = writeln!(out, "  account '' {region} '' caller");
    }
    out.push_str("}\n");
    for operation in &source.plan.operations {
        let _ = writeln!(out, "{}=''", operation.key.variable());
    }
}

fn step(operation: &Operation, out: &mut String) {
    let variable = operation.key.variable();
    let title = names::bash(&names::shown(&operation.title));
    let profile = match operation.scope.account.as_str() {
        "" => "''".to_owned(),
        account => format!("\"$profile_{account}\""),
    };
    let _ = writeln!(out, "\nstep_{variable}() {{ # {}", operation.key.0);
    let _ = writeln!(
        out,
        "  at {profile} {} {title}",
        names::bash(&operation.scope.region)
    );
    let needs: Vec<String> = operation
        .needs()
        .iter()
        .map(|key| format!("\"${}\"", key.variable()))
        .collect();
    if !needs.is_empty() {
        let _ = writeln!(out, "  needs {} || return 0", needs.join(" "));
    }
    if let Some(find) = &operation.find {
        let verb = match operation {
            operation if operation.given => "given",
            operation if operation.make.is_some() => "lookup",
            _ => "expect",
        };
        let mut query = find.query.clone();
        if verb == "lookup" {
            query = operation.finding_query(find);
            for fixed in operation.fixed() {
                let wanted = word(&fixed.wanted);
                let _ = writeln!(out, "  holds {} {wanted}", names::bash(fixed.what));
            }
        }
        command(&format!("{verb} {variable} {}", word(&query)), find, out);
    }
    if let Some(gap) = operation.gap {
        let _ = writeln!(out, "  gap {variable} {}", names::bash(gap));
    }
    if let Some(make) = &operation.make {
        let query = if operation.find_again {
            "''".to_owned()
        } else {
            word(&make.query)
        };
        command(&format!("create {variable} {query}"), make, out);
    }
    if let (true, Some(find)) = (operation.find_again, &operation.find) {
        command(
            &format!("again {variable} {}", word(&find.query)),
            find,
            out,
        );
    }
    if let Some(Wait { call, until, never }) = &operation.wait {
        let head = format!(
            "await {} {} {}",
            names::bash(&until.join("|")),
            names::bash(&never.join("|")),
            word(&call.query)
        );
        command(&head, call, out);
    }
    if let (true, Some(find)) = (operation.renew, &operation.find) {
        command(
            &format!("renew {variable} {}", word(&find.query)),
            find,
            out,
        );
    }
    if let Some(removal) = &operation.remove {
        command(&format!("remove {variable}"), &removal.call, out);
        if let Some(Wait { call, until, .. }) = &removal.gone {
            let head = format!(
                "gone {variable} {} {}",
                names::bash(&until.join("|")),
                word(&call.query)
            );
            command(&head, call, out);
        }
    }
    out.push_str("}\n");
}

/// One call as a command, an option a line.
pub(super) fn command(head: &str, call: &Call, out: &mut String) {
    let operation = names::split_name(call.operation, '-');
    let _ = write!(out, "  {head} \\\n    {} {operation}", call.service);
    let Tree::Structure(members) = &call.parameters else {
        out.push('\n');
        return;
    };
    let mut rest = Vec::new();
    for (name, value) in members {
        match option(name, value).filter(|_| !JSON_ONLY.contains(&call.operation)) {
            Some(text) => {
                let _ = write!(out, " \\\n    {text}");
            }
            None => rest.push((name.clone(), value.clone())),
        }
    }
    if !rest.is_empty() {
        let _ = write!(
            out,
            " \\\n    --cli-input-json {}",
            json_word(&Tree::Structure(rest))
        );
    }
    out.push('\n');
}

/// A parameter as an option of its own, where no reading of its value by the CLI can change it.
fn option(name: &str, value: &Tree) -> Option<String> {
    let name = names::split_name(name, '-');
    match value {
        Tree::Bool(true) => Some(format!("--{name}")),
        Tree::Bool(false) => {
            let negative = format!("no-{name}");
            let named = NEGATIVES
                .iter()
                .find(|(from, _)| *from == negative)
                .map(|(_, to)| *to);
            Some(format!("--{}", named.unwrap_or(&negative)))
        }
        Tree::Integer(number) if *number >= 0 => Some(format!("--{name} {number}")),
        Tree::Absent | Tree::Integer(_) => None,
        Tree::Text(text) => harmless(text).then(|| format!("--{name} {}", word(text))),
        Tree::List(items) => {
            let words: Option<Vec<String>> = items
                .iter()
                .map(|item| match item {
                    Tree::Text(text) if plain(text) => Some(word(text)),
                    _ => None,
                })
                .collect();
            match words {
                Some(words) if !words.is_empty() => Some(format!("--{name} {}", words.join(" "))),
                _ => Some(format!("--{name} {}", json_word(value))),
            }
        }
        Tree::Structure(_) => Some(format!("--{name} {}", json_word(value))),
    }
}

/// The CLI reads values that start like a file or an address from there, and words with a dash as options.
fn harmless(text: &Text) -> bool {
    let Some(Piece::Literal(first)) = text.0.first() else {
        return true;
    };
    let loaded = ["file:", "fileb:", "http:", "https:"]
        .iter()
        .any(|scheme| first.starts_with(scheme));
    let ascii = text.0.iter().all(|piece| match piece {
        Piece::Literal(literal) => literal.chars().all(|c| matches!(c, ' '..='~')),
        Piece::Output(_) | Piece::Ipv6Subnet(..) => true,
    });
    ascii && !loaded && !first.starts_with(['-', '@']) && !first.is_empty()
}

/// One word of a list, with nothing that shorthand syntax would take apart.
fn plain(text: &Text) -> bool {
    let quiet = |c: char| c.is_ascii_alphanumeric() || "._:/-".contains(c);
    harmless(text)
        && text.0.iter().all(|piece| match piece {
            Piece::Literal(literal) => literal.chars().all(quiet),
            Piece::Output(_) | Piece::Ipv6Subnet(..) => true,
        })
}

/// A text with holes as one bash word.
pub(super) fn word(text: &Text) -> String {
    if let Some(literal) = text.literal() {
        let double = literal.contains('\'') && !literal.contains(['"', '$', '`', '\\']);
        return if double {
            format!("\"{literal}\"")
        } else {
            names::bash(&literal)
        };
    }
    let quotable = text.0.iter().all(|piece| match piece {
        Piece::Literal(literal) => !literal.contains(['"', '$', '`', '\\']),
        Piece::Output(_) | Piece::Ipv6Subnet(..) => true,
    });
    let mut out = String::new();
    for piece in &text.0 {
        match piece {
            Piece::Literal(literal) if quotable => out.push_str(literal),
            Piece::Literal(literal) => out.push_str(&names::bash(literal)),
            hole if quotable => out.push_str(&expansion(hole)),
            hole => {
                let _ = write!(out, "\"{}\"", expansion(hole));
            }
        }
    }
    match text.0.as_slice() {
        [Piece::Output(key)] => format!("\"${}\"", key.variable()),
        _ if quotable => format!("\"{out}\""),
        _ => out,
    }
}

/// A hole as bash fills it, to stand inside double quotes.
fn expansion(hole: &Piece) -> String {
    match hole {
        Piece::Literal(literal) => names::bash(literal),
        Piece::Output(key) => format!("${{{}}}", key.variable()),
        Piece::Ipv6Subnet(key, number) => {
            format!("$(ipv6_subnet \"${{{}}}\" {number})", key.variable())
        }
    }
}

/// A tree as JSON in one single-quoted bash word; holes stand outside the quotes.
fn json_word(tree: &Tree) -> String {
    let mut inside = String::new();
    json(tree, &mut inside);
    format!("'{inside}'")
}

fn json(tree: &Tree, out: &mut String) {
    match tree {
        Tree::Absent => out.push_str("null"),
        Tree::Bool(value) => {
            let _ = write!(out, "{value}");
        }
        Tree::Integer(number) => {
            let _ = write!(out, "{number}");
        }
        Tree::Text(text) => {
            out.push('"');
            for piece in &text.0 {
                match piece {
                    Piece::Literal(literal) => out.push_str(&names::json_inside(literal)),
                    hole => {
                        let _ = write!(out, "'\"{}\"'", expansion(hole));
                    }
                }
            }
            out.push('"');
        }
        Tree::List(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                json(item, out);
            }
            out.push(']');
        }
        Tree::Structure(members) => {
            out.push('{');
            for (place, (name, member)) in members.iter().enumerate() {
                let comma = if place > 0 { "," } else { "" };
                let _ = write!(out, "{comma}\"{}\":", names::json_inside(name));
                json(member, out);
            }
            out.push('}');
        }
    }
}
