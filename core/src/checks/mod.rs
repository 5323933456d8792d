//! Checks: one file each, which explains itself; grouped in families, listed in sorted order.
//!
//! A check reads [`Facts`](crate::analysis::Facts) and reports findings; it never edits. A fix is commands that the
//! reader may apply. To add a check: write its file in the folder of its family, its `mod` line and its line in the
//! family's list. Its documentation is the product's: the example is run by the tests and must give exactly the
//! findings marked in it (`// ^ ADR101` under the line of the subject); "Use instead" must give none of its code.

mod check;
mod checker;
mod circles;
mod finding;
mod listing;
mod scope;
mod suppress;

mod addressing;
mod balancers;
mod cost;
mod dns;
mod endpoints;
mod hybrid;
mod isolation;
mod mtu;
mod peering;
mod placement;
mod quota;
mod routing;
mod security;
mod transit;
mod waf;

#[cfg(test)]
mod harness;

pub(crate) use check::declare_check;
pub use check::{Check, HEADINGS, Run, Severity};
pub use checker::{Checker, Verdict, run, run_some};
pub use finding::{Applicability, Finding, Findings, Fix, Outcome, Report, Subject};
pub use listing::{Entries, Entry, Listed};
pub use scope::{RecordSetKey, ScopeKey};

/// Checks about one subject; their codes share three letters.
#[derive(Debug)]
pub struct Family {
    /// The three letters: `ADR`.
    pub prefix: &'static str,
    /// The subject, in sentence case.
    pub title: &'static str,
    /// Folder of the family, or file of its only check, below `checks/`.
    pub folder: &'static str,
    /// By code.
    pub checks: &'static [&'static Check],
}

/// All families, by prefix.
pub static FAMILIES: &[Family] = &[
    addressing::FAMILY,
    cost::FAMILY,
    dns::FAMILY,
    endpoints::FAMILY,
    hybrid::FAMILY,
    isolation::FAMILY,
    balancers::FAMILY,
    mtu::FAMILY,
    peering::FAMILY,
    placement::FAMILY,
    routing::FAMILY,
    security::FAMILY,
    Family {
        prefix: "SUP",
        title: "Suppressions",
        folder: "suppress.rs",
        checks: &[&suppress::SUPPRESSION_NOT_NEEDED],
    },
    transit::FAMILY,
    waf::FAMILY,
];

/// All checks, by code.
pub fn all() -> impl Iterator<Item = &'static Check> {
    FAMILIES
        .iter()
        .flat_map(|family| family.checks.iter().copied())
}

/// The check with this code (in any case) or this name.
pub fn find(code_or_name: &str) -> Option<&'static Check> {
    all().find(|check| check.code.eq_ignore_ascii_case(code_or_name) || check.name == code_or_name)
}
