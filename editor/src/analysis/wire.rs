//! Findings as JSON between worker and page.

use std::borrow::Cow;
use std::sync::Arc;

use netwright_core::analysis::Hop;
use netwright_core::checks::{Applicability, Entry, Finding, Fix, Outcome, Severity, Subject};
use netwright_core::edit::Command;
use netwright_core::model::EntityId;
use serde_json::{Value, json};

/// A line of the list.
pub(crate) fn entry_to_json(entry: &Entry) -> Value {
    let finding = &entry.finding;
    let fix = finding.fix.as_ref().map(|fix| {
        let commands: Vec<_> = fix.commands.iter().map(Command::to_json).collect();
        json!([fix.title, fix.applicability.word(), commands])
    });
    let hops = finding.path.iter();
    json!({
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.word(),
        "outcome": finding.outcome.word(),
        "message": finding.message,
        "id": finding.subject.id.map(|id| id.to_string()),
        "field": finding.subject.field,
        "related": texts(&finding.related),
        "path": hops.map(|hop| json!([hop.id.to_string(), hop.text])).collect::<Vec<_>>(),
        "details": finding.details,
        "fix": fix,
        "fingerprint": finding.fingerprint,
        "suppressed": entry.suppressed.map(|id| id.to_string()),
    })
}

/// The line that [`entry_to_json`] wrote; nothing where it is none.
pub(super) fn entry_from_json(json: &Value) -> Option<Entry> {
    let text = |key: &str| json.get(key).and_then(Value::as_str);
    let list = |key: &str| json.get(key).and_then(Value::as_array);
    let word = |key: &str| text(key).map(|word| Cow::Owned(word.to_owned()));
    let id = match text("id") {
        Some(id) => Some(id.parse::<EntityId>().ok()?),
        None => None,
    };
    let hop = |hop: &Value| {
        Some(Hop {
            id: hop.get(0)?.as_str()?.parse().ok()?,
            text: hop.get(1)?.as_str()?.to_owned(),
        })
    };
    let finding = Finding {
        code: word("code")?,
        name: word("name")?,
        severity: of_word(
            text("severity")?,
            &[Severity::Error, Severity::Warning, Severity::Info],
            Severity::word,
        )?,
        outcome: of_word(
            text("outcome")?,
            &[Outcome::Found, Outcome::Unknown, Outcome::Pending],
            Outcome::word,
        )?,
        message: text("message")?.to_owned(),
        subject: Subject {
            id,
            field: field_name(id, text("field")?),
        },
        related: list("related")?
            .iter()
            .map(|id| id.as_str()?.parse().ok())
            .collect::<Option<_>>()?,
        path: list("path")?.iter().map(hop).collect::<Option<_>>()?,
        details: list("details")?
            .iter()
            .map(|line| Some(line.as_str()?.to_owned()))
            .collect::<Option<_>>()?,
        fix: match json.get("fix")? {
            Value::Null => None,
            fix => Some(fix_from_json(fix)?),
        },
        fingerprint: text("fingerprint")?.to_owned(),
    };
    let suppressed = match text("suppressed") {
        Some(id) => Some(id.parse::<EntityId>().ok()?.typed()?),
        None => None,
    };
    Some(Entry {
        finding: Arc::new(finding),
        suppressed,
    })
}

fn fix_from_json(json: &Value) -> Option<Fix> {
    let commands = json.get(2)?.as_array()?.iter();
    Some(Fix {
        title: json.get(0)?.as_str()?.to_owned(),
        applicability: of_word(
            json.get(1)?.as_str()?,
            &[
                Applicability::Safe,
                Applicability::Unsafe,
                Applicability::DisplayOnly,
            ],
            Applicability::word,
        )?,
        commands: commands
            .map(|command| Command::from_json(command).ok())
            .collect::<Option<_>>()?,
    })
}

/// A finding names a field by a word that lives as long as the program: the one in the field table.
fn field_name(id: Option<EntityId>, name: &str) -> &'static str {
    let own = id.and_then(|id| id.kind.field(name));
    own.map_or("", |spec| spec.name)
}

fn of_word<T: Copy>(word: &str, all: &[T], to_word: fn(T) -> &'static str) -> Option<T> {
    all.iter().copied().find(|one| to_word(*one) == word)
}

fn texts(ids: &[EntityId]) -> Vec<String> {
    ids.iter().map(EntityId::to_string).collect()
}
