//! The plan as one Python module for boto3, with a `main`.

use std::fmt::Write as _;

use super::{Exporter, File, Source, header_lines, names};
use crate::plan::{Call, Operation, Piece, Text, Tree, Wait};

pub(super) const EXPORTER: Exporter = Exporter {
    id: "boto3",
    title: "Python module for boto3",
    file_name: "boto3_design.py",
    media_type: "text/x-python",
    leaves_out: |source| source.plan.left_out.clone(),
    print: |source| {
        vec![File {
            name: EXPORTER.file_name.to_owned(),
            text: module(source),
        }]
    },
};

const RUNTIME: &str = include_str!("boto3_runtime.py");

const IMPORTS: &str = "import argparse
import dataclasses
import ipaddress
import json
import os
import re
import sys
import time
import uuid

import boto3
import jmespath
from botocore.exceptions import BotoCoreError, ClientError

";

fn module(source: &Source<'_>) -> String {
    let mut out = String::from("#!/usr/bin/env python3\n");
    for line in header_lines(source, &source.plan.left_out) {
        let _ = writeln!(out, "# {line}");
    }
    if let Some(line) = super::gaps_line(source) {
        let _ = writeln!(out, "# {line}");
    }
    out.push_str("\"\"\"Makes the design with boto3; see `--help`.\"\"\"\n\n");
    out.push_str(IMPORTS);
    let region = source
        .plan
        .regions
        .first()
        .map_or("us-east-1", String::as_str);
    let _ = writeln!(
        out,
        "FIRST_REGION = {}\nACCOUNTS = {{",
        names::python(region)
    );
    for account in &source.plan.accounts {
        let _ = writeln!(
            out,
            "    {}: {{\"name\": {}, \"number\": {}, \"profile\": {}}},",
            names::python(&account.variable),
            names::python(&names::shown(&account.name)),
            names::python(&account.number),
            names::python(&account.profile),
        );
    }
    out.push_str("}\n\n\n");
    out.push_str(RUNTIME);
    out.push_str("\n\nSTEPS = [\n");
    for operation in &source.plan.operations {
        step(operation, &mut out);
    }
    out.push_str("]\n\n\nif __name__ == \"__main__\":\n    sys.exit(main())\n");
    out
}

fn step(operation: &Operation, out: &mut String) {
    let _ = writeln!(out, "    Step(");
    let _ = writeln!(
        out,
        "        name={},",
        names::python(&operation.key.variable())
    );
    let _ = writeln!(
        out,
        "        title={},",
        names::python(&names::shown(&operation.title))
    );
    let _ = writeln!(
        out,
        "        account={},",
        names::python(&operation.scope.account)
    );
    let _ = writeln!(
        out,
        "        region={},",
        names::python(&operation.scope.region)
    );
    let needs = operation.needs();
    if !needs.is_empty() {
        let list: Vec<String> = needs
            .iter()
            .map(|key| names::python(&key.variable()))
            .collect();
        let _ = writeln!(out, "        needs=({},),", list.join(", "));
    }
    if let Some(find) = &operation.find {
        let find = Call {
            query: operation.finding_query(find),
            ..find.clone()
        };
        let _ = writeln!(out, "        find={},", call(&find, true));
        let fixed: Vec<String> = operation
            .fixed()
            .iter()
            .map(|fixed| {
                let mut wanted = String::new();
                text(&fixed.wanted, &mut wanted);
                format!("({}, {wanted}),", names::python(fixed.what))
            })
            .collect();
        if !fixed.is_empty() {
            let _ = writeln!(out, "        fixed=({}),", fixed.join(" "));
        }
        if operation.is_compared_first() {
            out.push_str("        first=True,\n");
        }
    }
    if operation.given {
        out.push_str("        given=True,\n");
    }
    if let Some(make) = &operation.make {
        let _ = writeln!(out, "        make={},", call(make, !operation.find_again));
    }
    if let Some(gap) = operation.gap {
        let _ = writeln!(out, "        gap={},", names::python(gap));
    }
    if operation.find_again {
        out.push_str("        find_again=True,\n");
    }
    if let Some(wait) = &operation.wait {
        let _ = writeln!(out, "        wait={},", waiting(wait));
    }
    if operation.renew {
        out.push_str("        renew=True,\n");
    }
    if let Some(removal) = &operation.remove {
        let _ = writeln!(out, "        remove={},", call(&removal.call, true));
        if let Some(gone) = &removal.gone {
            let _ = writeln!(out, "        gone={},", waiting(gone));
        }
    }
    out.push_str("    ),\n");
}

fn waiting(wait: &Wait) -> String {
    let words = |words: &[&str]| {
        words
            .iter()
            .map(|word| names::python(word) + ", ")
            .collect::<String>()
    };
    format!(
        "Wait({}, until=({}), never=({}))",
        call(&wait.call, true),
        words(wait.until).trim_end(),
        words(wait.never).trim_end()
    )
}

fn call(call: &Call, with_query: bool) -> String {
    let mut out = format!(
        "Call({}, {}, ",
        names::python(call.service),
        names::python(&names::split_name(call.operation, '_'))
    );
    tree(&call.parameters, 3, &mut out);
    if with_query && !call.query.0.is_empty() {
        out.push_str(", ");
        text(&call.query, &mut out);
    }
    out.push(')');
    out
}

/// A value as a Python expression; the members of structures stand on lines of their own.
fn tree(value: &Tree, depth: usize, out: &mut String) {
    let indent = "    ".repeat(depth);
    match value {
        Tree::Absent => out.push_str("None"),
        Tree::Bool(true) => out.push_str("True"),
        Tree::Bool(false) => out.push_str("False"),
        Tree::Integer(number) => {
            let _ = write!(out, "{number}");
        }
        Tree::Text(value) => text(value, out),
        Tree::List(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push_str(", ");
                }
                tree(item, depth, out);
            }
            out.push(']');
        }
        Tree::Structure(members) if members.is_empty() => out.push_str("{}"),
        Tree::Structure(members) => {
            out.push_str("{\n");
            for (name, member) in members {
                let _ = write!(out, "{indent}{}: ", names::python(name));
                tree(member, depth + 1, out);
                out.push_str(",\n");
            }
            let _ = write!(out, "{}}}", "    ".repeat(depth - 1));
        }
    }
}

fn text(value: &Text, out: &mut String) {
    if let Some(literal) = value.literal() {
        out.push_str(&names::python(&literal));
        return;
    }
    let pieces: Vec<String> = value
        .0
        .iter()
        .map(|piece| match piece {
            Piece::Literal(literal) => names::python(literal),
            Piece::Output(key) => format!("Ref({})", names::python(&key.variable())),
            Piece::Ipv6Subnet(key, number) => {
                format!("Ipv6Subnet({}, {number})", names::python(&key.variable()))
            }
        })
        .collect();
    match pieces.as_slice() {
        [only] => out.push_str(only),
        _ => {
            let _ = write!(out, "Text({})", pieces.join(", "));
        }
    }
}
