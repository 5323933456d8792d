//! A read-only bash script that asks the deployed network whether it is as designed: describe calls, names and a
//! connection for each intent.

mod lookups;
mod places;
mod probes;
mod steps;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use super::aws_cli::accounts;
use super::{Exporter, File, Source, header_lines, names};
use crate::model::{EntityId, Intent, Record};
use crate::plan::{Key, LeftOut};

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

const PRELUDE: &str = include_str!("../verify_prelude.sh");

const MAIN: &str = r#"if [ -n "$ask_aws" ]; then
  preflight
  for step in ${steps[@]+"${steps[@]}"}; do "step_$step"; done
fi
lookups
for probe in ${probes[@]+"${probes[@]}"}; do "probe_$probe"; done
printf '%s ok, %s not ok, %s skipped\n' "$good" "$bad" "$skipped"
[ "$bad" -eq 0 ]
"#;

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
        steps::step(operation, &mut out);
        let _ = writeln!(names, "  {}", operation.key.variable());
    }
    names.push_str(")\n");
    lookups::lookups(source, &mut out);
    names.push_str("probes=(\n");
    for intent in source.design.all::<Intent>() {
        probes::probe(source, intent, &mut out);
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

/// The name of a record, or its id where it has none.
fn named(record: &dyn Record) -> String {
    match record.name() {
        "" => record.id().to_string(),
        name => name.to_owned(),
    }
}
