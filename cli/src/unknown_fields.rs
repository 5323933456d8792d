//! Fields of a file that this version does not know, as a finding: a typo never passes in silence.

use netwright_core::format::Note;
use netwright_core::model::Design;
use serde_json::{Value, json};

use crate::commands::check::Found;
use crate::locations::Locations;

/// The code of these findings. No check of the core has it: the core sees a design, not a file.
pub(crate) const CODE: &str = "FIL101";
pub(crate) const NAME: &str = "unknown-field";
pub(crate) const SUMMARY: &str = "a field of the file is not known";

/// The documentation that `explain` prints.
pub(crate) const DOC: &str = "# FIL101 unknown-field

A field of the file is not known (warning, since 0.1.0).

## What it does
Finds fields and lists of a file that this version of Netwright does not know.

## Why it matters
A field whose name has a typo has no effect: `dns_hostname` in place of `dns_hostnames` leaves the default. The field
may also be of a newer version, and then this version does not check what it says.

## Fix safety
Netwright keeps such fields when it saves, so that nothing is lost. Correct the name, or remove the field.
";

/// One finding for each note of the reader.
pub(crate) fn findings(notes: &[Note], design: &Design, locations: &Locations) -> Vec<Found> {
    notes
        .iter()
        .map(|note| finding(note, design, locations))
        .collect()
}

fn finding(note: &Note, design: &Design, locations: &Locations) -> Found {
    let field = note
        .pointer
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned();
    let id = locations.record_at(&note.pointer);
    let record = id.and_then(|id| design.record(id));
    let aws_id = record
        .map(|record| record.meta().aws_id.clone())
        .filter(|aws_id| !aws_id.is_empty());
    let whose = record.map_or_else(|| "the file".to_owned(), |record| record.id().to_string());
    let message = format!("{whose} has a field {field:?} that is not known; it has no effect");
    let mut subject = json!({"field": field});
    if let Some(record) = record {
        subject = json!({
            "id": record.id().to_string(), "aws_id": aws_id, "kind": record.id().kind.spec().prefix,
            "name": record.name(), "field": field,
        });
    }
    Found {
        file: None,
        place: locations.of_pointer(&note.pointer),
        json: json!({
            "code": CODE, "name": NAME, "severity": "warning", "outcome": "found", "message": message,
            "subject": subject, "related": [], "path": [], "details": [],
            "fingerprint": format!("{CODE}:{}", note.pointer), "fix": Value::Null,
            "docs": format!("netwright explain {CODE}"),
        }),
        suppressed: None,
    }
}
