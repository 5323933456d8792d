//! Suppression: see [`Suppression`].

use crate::model::record::record;
use crate::model::{EntityId, FieldSpec};

record! {
    /// A finding that was accepted, with the reason.
    Suppression, "suppression", "suppressions", "Suppression" {
        /// Code of the check, such as `ADR101`.
        code: String = String::new() => FieldSpec::new("Check");
        /// Only for this record; for all where absent.
        subject: Option<EntityId> = None => FieldSpec::new("Subject");
        /// Why it is accepted.
        reason: String = String::new() => FieldSpec::new("Reason");
        /// Last day it holds, `YYYY-MM-DD`; for ever where empty.
        expires: String = String::new() => FieldSpec::new("Expires");
    }
}
