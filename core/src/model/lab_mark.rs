//! Which lab a design is the work of. It stands in the file beside the records, and no step of the history changes it:
//! taking back an edit must not take back a hint that was read.

use serde_json::{Value, json};

/// A design is someone's work on a lab.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabMark {
    /// Name of the lab; one that this program does not know is kept.
    pub lab: String,
    /// How many of its hints have been read.
    pub hints: u32,
}

impl LabMark {
    pub fn to_json(&self) -> Value {
        json!({"name": self.lab, "hints": self.hints})
    }

    /// What [`LabMark::to_json`] wrote; nothing where it is something else.
    pub fn from_json(json: &Value) -> Option<Self> {
        let hints = json.get("hints").and_then(Value::as_u64).unwrap_or(0);
        Some(Self {
            lab: json.get("name")?.as_str()?.to_owned(),
            hints: u32::try_from(hints).ok()?,
        })
    }
}
