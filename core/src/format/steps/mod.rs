//! Steps from one version of the file to the next, on untyped JSON, one file for each.
//!
//! A step is never changed once a release has written its version; its fixture is kept for ever. The first version
//! has no step before it.

use serde_json::Value;

/// Lifts a file of version `from` to `from + 1`.
pub struct Step {
    pub from: u64,
    pub run: fn(Value) -> Value,
}

/// Every step, in order.
pub const STEPS: &[Step] = &[];

/// Lifts `file` from `version` to the current one.
pub fn lift(file: Value, version: u64) -> Value {
    let steps = STEPS.iter().filter(|step| step.from >= version);
    steps.fold(file, |file, step| (step.run)(file))
}

#[cfg(test)]
mod tests {
    use super::STEPS;
    use crate::format::VERSION;

    #[test]
    fn steps_lead_from_the_first_version_to_this_one() {
        let from: Vec<u64> = STEPS.iter().map(|step| step.from).collect();
        assert_eq!(from, (1..VERSION).collect::<Vec<_>>());
    }
}
