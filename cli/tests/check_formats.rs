//! The machine forms of `check`, over every template and a generated estate: the JSON keeps its contract, the SARIF
//! meets the standard's own schema.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Runs the command line in a folder of its own and gives its standard output; the exit code must be 0 or 1.
fn netwright(folder: &Path, arguments: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_netwright"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let code = done.status.code();
    assert!(
        matches!(code, Some(0 | 1)),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    String::from_utf8(done.stdout).unwrap()
}

/// A folder with every template, an estate with planted faults, and a file with a typo.
fn designs(name: &str) -> (PathBuf, Vec<String>) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let mut files = Vec::new();
    for line in netwright(&folder, &["new", "--list"]).lines() {
        let template = line.split_whitespace().next().unwrap();
        let file = format!("{template}.json");
        netwright(&folder, &["new", template, "-o", &file]);
        files.push(file);
    }
    netwright(
        &folder,
        &[
            "generate",
            "--vpcs",
            "30",
            "--seed",
            "2",
            "-o",
            "estate.json",
        ],
    );
    let estate = std::fs::read_to_string(folder.join("estate.json")).unwrap();
    let typo = estate.replacen("\"dns_hostnames\"", "\"dns_hostname\"", 1);
    std::fs::write(folder.join("typo.json"), typo).unwrap();
    files.extend(["estate.json".to_owned(), "typo.json".to_owned()]);
    (folder, files)
}

fn check(folder: &Path, files: &[String], format: &str) -> Value {
    let mut arguments = vec!["check", "--format", format];
    arguments.extend(files.iter().map(String::as_str));
    serde_json::from_str(&netwright(folder, &arguments)).unwrap()
}

#[test]
fn json_keeps_its_contract() {
    let (folder, files) = designs("check-json");
    let found = check(&folder, &files, "json");
    let found = found.as_array().unwrap();
    assert!(!found.is_empty());
    for finding in found {
        for key in ["code", "name", "severity", "message", "fingerprint", "docs"] {
            assert!(
                finding[key].as_str().is_some_and(|text| !text.is_empty()),
                "{key}: {finding}"
            );
        }
        assert!(["error", "warning", "info"].contains(&finding["severity"].as_str().unwrap()));
        assert!(finding["related"].is_array(), "{finding}");
        assert!(
            finding["subject"]
                .get("field")
                .is_some_and(Value::is_string),
            "{finding}"
        );
        if let Some(id) = finding["subject"].get("id") {
            for key in ["kind", "name"] {
                assert!(finding["subject"][key].is_string(), "{finding}");
            }
            // The line is that of the record, or of its field.
            let location = &finding["location"];
            let text =
                std::fs::read_to_string(folder.join(location["file"].as_str().unwrap())).unwrap();
            let file: Value = serde_json::from_str(&text).unwrap();
            let pointer = location["pointer"].as_str().unwrap();
            assert!(file.pointer(pointer).is_some(), "{finding}");
            let record = pointer.split('/').take(3).collect::<Vec<_>>().join("/");
            assert_eq!(&file.pointer(&record).unwrap()["id"], id, "{finding}");
            assert!(
                location["line"].as_u64().is_some_and(|line| line >= 1),
                "{finding}"
            );
        }
        let fix = &finding["fix"];
        if !fix.is_null() {
            assert!(
                fix["title"].is_string() && fix["commands"].is_array(),
                "{finding}"
            );
            assert!(
                ["safe", "unsafe", "display-only"]
                    .contains(&fix["applicability"].as_str().unwrap())
            );
        }
    }
    let typo = found
        .iter()
        .filter(|finding| finding["code"] == "FIL101")
        .collect::<Vec<_>>();
    assert_eq!(typo.len(), 1);
    assert_eq!(typo[0]["location"]["pointer"], "/vpcs/0/dns_hostname");
}

#[test]
fn sarif_meets_the_schema_of_the_standard() {
    let (folder, files) = designs("check-sarif");
    let log = check(&folder, &files, "sarif");
    let schema = include_str!("data/sarif-2.1.0.schema.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(&log)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        let rule = &run["tool"]["driver"]["rules"]
            [usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
    }
    // The judge can say no.
    assert!(!validator.is_valid(&serde_json::json!({"version": "2.1.0"})));
}
