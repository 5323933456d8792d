//! What the script asks, and that a shell accepts it.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::*;
use crate::catalog::templates::TEMPLATES;
use crate::export::Header;
use crate::model::Design;

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
