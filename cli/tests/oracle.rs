//! Real networks with known answers: every case, probe and way back of the folder named in `NETWRIGHT_ORACLE`.
//!
//! Each folder there has a `snapshot/`, the output of AWS's describe calls, and an `expect.json`. A trace may have more
//! hops than are named, never in another order.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

#[test]
fn every_answer_is_known() {
    let Some(folder) = std::env::var_os("NETWRIGHT_ORACLE").map(PathBuf::from) else {
        // Past the harness, which keeps what a passing test prints.
        let line = "SKIPPED: NETWRIGHT_ORACLE is unset, so no trace was held against networks with known answers\n";
        let _ = std::io::stderr().write_all(line.as_bytes());
        return;
    };
    let mut cases: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("expect.json").exists())
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "{} holds no cases", folder.display());
    let mut tally = Tally::default();
    for case in &cases {
        tally.snapshot(case);
    }
    let line = format!(
        "oracle: {} of {} answers as expected, from {} snapshots\n",
        tally.asked - tally.wrong.len(),
        tally.asked,
        cases.len()
    );
    let _ = std::io::stderr().write_all(line.as_bytes());
    assert!(tally.wrong.is_empty(), "{}", tally.wrong.join("\n"));
}

#[derive(Default)]
struct Tally {
    asked: usize,
    wrong: Vec<String>,
}

/// A question with all that is expected of its answer.
struct Expected<'e> {
    name: String,
    arguments: Vec<String>,
    outcome: &'e str,
    hops: Vec<&'e str>,
    blocking: Vec<&'e str>,
    /// Tables that must have decided.
    tables: Vec<&'e str>,
    back: Option<Back<'e>>,
}

struct Back<'e> {
    outcome: &'e str,
    hops: Vec<&'e str>,
    blocking: Vec<&'e str>,
}

impl Tally {
    fn snapshot(&mut self, folder: &Path) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let expect = std::fs::read_to_string(folder.join("expect.json")).unwrap();
        let expect: Value = serde_json::from_str(&expect).unwrap();
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("oracle-{name}.json"));
        let done = netwright(&[
            "import".to_owned(),
            folder.join("snapshot").display().to_string(),
            "--from".to_owned(),
            "aws-describe".to_owned(),
            "-o".to_owned(),
            file.display().to_string(),
        ]);
        assert!(
            done.status.success(),
            "{name}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
        for case in list(&expect, "cases") {
            for expected in questions(&name, case) {
                self.ask(&file, &expected);
            }
        }
    }

    fn ask(&mut self, file: &Path, expected: &Expected<'_>) {
        self.asked += 1;
        let mut arguments = vec!["trace".to_owned(), file.display().to_string()];
        arguments.extend(expected.arguments.iter().cloned());
        arguments.extend(["--format".to_owned(), "json".to_owned()]);
        let done = netwright(&arguments);
        let answer: Value = serde_json::from_slice(&done.stdout).unwrap_or(Value::Null);
        let mut wrong = Vec::new();
        let back = &answer["return"];
        differences(
            &mut wrong,
            "",
            &answer,
            expected.outcome,
            &expected.hops,
            &expected.blocking,
        );
        if let Some(wanted) = &expected.back {
            differences(
                &mut wrong,
                "return: ",
                back,
                wanted.outcome,
                &wanted.hops,
                &wanted.blocking,
            );
        }
        let decided = ids(&answer, "decided_by");
        for table in &expected.tables {
            if !decided.iter().any(|id| id == table) {
                wrong.push(format!("{table} did not decide, {decided:?} did"));
            }
        }
        if !wrong.is_empty() {
            let error = String::from_utf8_lossy(&done.stderr);
            let asked = expected.arguments.join(" ");
            self.wrong.push(format!(
                "{} ({asked}): {} {error} {}",
                expected.name,
                wrong.join("; "),
                answer["reason"]
            ));
        }
    }
}

/// All questions that one case asks: by record and by address, as it stands and by its probes.
fn questions<'e>(snapshot: &str, case: &'e Value) -> Vec<Expected<'e>> {
    let from = end(&case["from"]);
    let mut ways: Vec<(String, String)> = Vec::new();
    let address = case["dst_ip"].as_str();
    let record = case.get("to").map(end).filter(|to| to != "internet");
    let addressed = record.as_deref().is_none_or(|to| !to.starts_with("cgw-"));
    if let Some(address) = address {
        ways.push(("address".to_owned(), address.to_owned()));
    }
    // What is meant by a load balancer is one of its addresses; by a site, an address behind it.
    let balanced = case["to"].get("load_balancer").is_some();
    if let Some(record) = record.filter(|_| addressed && !(balanced && address.is_some())) {
        ways.push(("record".to_owned(), record));
    }
    let mut all = Vec::new();
    for (how, to) in &ways {
        let mut base = vec![
            "--from".to_owned(),
            from.clone(),
            "--to".to_owned(),
            to.clone(),
        ];
        if let Some(source) = case["src_ip"].as_str() {
            base.extend(["--source-ip".to_owned(), source.to_owned()]);
        }
        let name = format!("{snapshot}: {} by {how}", text(case, "name"));
        let derived = &case["derived"];
        let back = derived
            .get("return_path")
            .filter(|back| back.get("outcome").is_some());
        let asserted = text(case, "checks") == "forward+return";
        let back = match back {
            Some(back) => Some(Back {
                outcome: text(back, "outcome"),
                hops: strings(back, "hops"),
                blocking: strings(back, "blocking"),
            }),
            None if asserted => Some(Back {
                outcome: "delivered",
                hops: strings(case, "reverse_hops"),
                blocking: Vec::new(),
            }),
            None => None,
        };
        let mut tables = strings(derived, "route_tables");
        tables.extend(strings(derived, "tgw_route_tables"));
        let asked = case.get("aws_outcome").unwrap_or(&case["outcome"]);
        all.push(Expected {
            name: name.clone(),
            arguments: [base.clone(), packet(case)].concat(),
            outcome: asked.as_str().unwrap_or_default(),
            hops: strings(case, "hops"),
            blocking: strings(case, "blocking"),
            tables,
            back,
        });
        for probe in list(derived, "probes") {
            let outcome = text(probe, "outcome");
            let aws = case.get("aws_outcome").and_then(Value::as_str);
            all.push(Expected {
                name: format!("{name}, probe {}", packet(probe).join(" ")),
                arguments: [base.clone(), packet(probe)].concat(),
                outcome: aws
                    .filter(|_| outcome == text(case, "outcome"))
                    .unwrap_or(outcome),
                hops: Vec::new(),
                blocking: strings(probe, "blocking"),
                tables: Vec::new(),
                back: None,
            });
        }
    }
    all
}

/// The flags that make the packet.
fn packet(case: &Value) -> Vec<String> {
    let protocol = match text(case, "protocol") {
        "any" if text(case, "quantifier") == "exists" => "any".to_owned(),
        "any" | "other" => case["ip_protocol_number"].to_string(),
        named => named.to_owned(),
    };
    let mut flags = vec!["--protocol".to_owned(), protocol];
    for (key, flag) in [
        ("dst_port", "--port"),
        ("src_port", "--source-port"),
        ("icmp_type", "--icmp-type"),
    ] {
        if let Some(number) = case.get(key).filter(|number| number.is_u64()) {
            flags.extend([flag.to_owned(), number.to_string()]);
        }
    }
    flags
}

fn end(end: &Value) -> String {
    if end.get("internet").is_some() {
        return "internet".to_owned();
    }
    let keys = [
        "instance",
        "subnet",
        "vpc",
        "on_prem",
        "endpoint",
        "nat_gateway",
        "load_balancer",
        "vpn_gateway",
    ];
    let named = keys.iter().find_map(|key| end.get(*key)?.as_str());
    named.unwrap_or_default().to_owned()
}

fn differences(
    wrong: &mut Vec<String>,
    side: &str,
    way: &Value,
    outcome: &str,
    hops: &[&str],
    blocking: &[&str],
) {
    let found = way["outcome"].as_str().unwrap_or("no answer");
    let fits = match outcome {
        "exits-to-internet" | "exits-to-on-prem" => found == "leaves-network",
        "other:DENIED_IN" => found == "denied",
        // Anything but delivered; where it stops is asked by the hops.
        other if other.starts_with("other:") => {
            !matches!(found, "delivered" | "no answer" | "unknown")
        }
        denied if denied.starts_with("denied") => found == "denied",
        outcome => found == outcome,
    };
    if !fits {
        wrong.push(format!("{side}expected {outcome}, found {found}"));
    }
    let passed = ids(way, "id");
    let mut rest = passed.iter();
    if let Some(missing) = hops.iter().find(|hop| !rest.any(|id| id == *hop)) {
        wrong.push(format!(
            "{side}{missing} is missing, or not in order: {passed:?}"
        ));
    }
    let at: Vec<&str> = strings(&way["reason"], "at");
    for blame in blocking {
        if !at.contains(blame) {
            wrong.push(format!("{side}expected {blame} to stop it, found {at:?}"));
        }
    }
}

/// AWS ids of the hops, or of what decided there.
fn ids(way: &Value, what: &str) -> Vec<String> {
    let hops = list(way, "hops");
    let own = |hop: &Value| match what {
        "id" => vec![text(hop, "aws_id").to_owned()],
        _ => strings(hop, what).into_iter().map(str::to_owned).collect(),
    };
    hops.iter().flat_map(own).collect()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn strings<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    list(value, key).iter().filter_map(Value::as_str).collect()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn netwright(arguments: &[String]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_netwright"))
        .args(arguments)
        .output()
        .unwrap()
}
