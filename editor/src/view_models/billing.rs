//! What AWS bills a record by; the counting is the core's, which the summary for reviewers shares.

pub use netwright_core::export::billing::{BillingLine, billing_of, summary};
