//! Findings as SARIF 2.1.0 (OASIS, 2020-03-27), which code scanning reads.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use netwright_core::checks;
use serde_json::{Value, json};

use super::check::{Found, Report};
use crate::unknown_fields;

/// The log of one run over all files.
pub(super) fn log(reports: &[Report]) -> Value {
    let rules = rules();
    let indices: BTreeMap<_, _> = rules
        .iter()
        .enumerate()
        .map(|(index, rule)| (rule.code, index))
        .collect();
    let results = reports.iter().flat_map(|report| {
        report
            .found
            .iter()
            .map(|found| result(found.file(&report.path), found, &indices))
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "netwright",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(Rule::json).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

/// A check as a SARIF rule.
struct Rule {
    code: &'static str,
    name: &'static str,
    summary: &'static str,
    doc: String,
    severity: &'static str,
}

fn rules() -> Vec<Rule> {
    let mut rules: Vec<_> = checks::all()
        .map(|check| Rule {
            code: check.code,
            name: check.name,
            summary: check.summary,
            doc: check.markdown(),
            severity: check.severity.word(),
        })
        .collect();
    rules.push(Rule {
        code: unknown_fields::CODE,
        name: unknown_fields::NAME,
        summary: unknown_fields::SUMMARY,
        doc: unknown_fields::DOC.to_owned(),
        severity: "warning",
    });
    rules.sort_by_key(|rule| rule.code);
    rules
}

impl Rule {
    fn json(&self) -> Value {
        json!({
            "id": self.code,
            "name": self.name,
            "shortDescription": {"text": self.summary},
            "help": {"text": self.doc, "markdown": self.doc},
            "defaultConfiguration": {"level": level(self.severity)},
        })
    }
}

/// SARIF has a word of its own for what is only worth knowing.
fn level(severity: &str) -> &str {
    if severity == "info" { "note" } else { severity }
}

fn result(path: &str, found: &Found, indices: &BTreeMap<&str, usize>) -> Value {
    let subject = found.json.get("subject").cloned().unwrap_or_default();
    let word = |key: &str| subject.get(key).and_then(Value::as_str).unwrap_or_default();
    let mut physical = json!({"artifactLocation": {"uri": uri(path)}});
    if let Some(line) = found.place.line {
        physical["region"] = json!({"startLine": line});
    }
    let mut location = json!({"physicalLocation": physical});
    if !word("id").is_empty() {
        location["logicalLocations"] = json!([{
            "name": if word("name").is_empty() { word("id") } else { word("name") },
            "fullyQualifiedName": word("id"),
            "kind": word("kind"),
        }]);
    }
    let mut result = json!({
        "ruleId": found.text("code"),
        "level": level(found.text("severity")),
        "message": {"text": found.text("message")},
        "locations": [location],
        "partialFingerprints": {"netwright/v1": found.text("fingerprint")},
    });
    if let Some(index) = indices.get(found.text("code")) {
        result["ruleIndex"] = json!(index);
    }
    if let Some(reason) = &found.suppressed {
        result["suppressions"] = json!([{"kind": "inSource", "justification": reason}]);
    }
    result
}

/// A path as a relative or absolute URI reference (RFC 3986).
fn uri(path: &str) -> String {
    if path == "-" {
        return "stdin".to_owned();
    }
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    if path.starts_with('/') {
        format!("file://{out}")
    } else {
        out
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_become_references() {
        assert_eq!(super::uri("a b/ü.json"), "a%20b/%C3%BC.json");
        assert_eq!(super::uri("/a:b"), "file:///a%3Ab");
    }
}
