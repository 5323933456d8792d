//! Exporters: each prints a plan or a design in one format. To add one: write its file, its `mod` line and its
//! line in [`ALL`], which is sorted.

mod aws_cli;
pub mod billing;
mod boto3;
mod iam_policy;
mod markdown;
mod names;
mod route53;
pub mod svg;
mod verify;

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::model::Design;
use crate::plan::{LeftOut, Plan, tags};

/// What every exporter may look at.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    pub design: &'a Design,
    pub plan: &'a Plan,
    pub header: &'a Header,
}

/// What is said of the design at the top of every export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// SHA-256 of the saved design, in hexadecimal.
    pub sha256: String,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    /// Findings silenced with a reason.
    pub suppressions: usize,
    /// The findings themselves, for exports that list them.
    pub findings: Vec<Finding>,
}

/// A finding as an export shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Finding {
    /// `error`, `warning` or `info`.
    pub severity: String,
    pub code: String,
    /// Id and name of the record it is about; empty where it is about the design.
    pub subject: String,
    pub message: String,
}

impl Header {
    /// The header of a design with this saved text and these findings.
    pub fn new(saved: &str, findings: Vec<Finding>, suppressions: usize) -> Self {
        let count = |severity: &str| {
            findings
                .iter()
                .filter(|one| one.severity == severity)
                .count()
        };
        let mut sha256 = String::with_capacity(64);
        for byte in Sha256::digest(saved.as_bytes()) {
            let _ = write!(sha256, "{byte:02x}");
        }
        Self {
            sha256,
            errors: count("error"),
            warnings: count("warning"),
            notes: count("info"),
            suppressions,
            findings,
        }
    }
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub text: String,
}

/// An export format.
#[derive(Debug, Clone, Copy)]
pub struct Exporter {
    /// The word for `--to`.
    pub id: &'static str,
    pub title: &'static str,
    /// The file, or the first of several.
    pub file_name: &'static str,
    pub media_type: &'static str,
    /// What of this design the format doesn't hold, and why; also printed at the top of the export.
    pub leaves_out: fn(&Source<'_>) -> Vec<LeftOut>,
    pub print: fn(&Source<'_>) -> Vec<File>,
}

/// Every exporter, sorted by id.
pub const ALL: &[Exporter] = &[
    aws_cli::EXPORTER,
    boto3::EXPORTER,
    iam_policy::EXPORTER,
    markdown::EXPORTER,
    route53::EXPORTER,
    route53::CREATE,
    verify::EXPORTER,
];

/// Why a design can't be exported in a format that makes it; nothing where it can. Of two designs without an identity and
/// a name, each would find what the other has made.
pub fn refusal(design: &Design, exporter: &Exporter) -> Option<&'static str> {
    let finds = matches!(exporter.id, "aws-cli" | "boto3" | "iam-policy" | "verify");
    (finds && design.identity.is_none() && design.name.trim().is_empty()).then_some(
        "the design has no name, by which what is made of it is found again; give it one first",
    )
}

/// The exporter with this id.
pub fn find(id: &str) -> Option<&'static Exporter> {
    ALL.iter().find(|exporter| exporter.id == id)
}

/// The lines that start every export, without comment signs: what it is of, what was found, where it acts, what
/// it leaves out. Names are shown with invisible characters escaped.
pub fn header_lines(source: &Source<'_>, leaves_out: &[LeftOut]) -> Vec<String> {
    let header = source.header;
    let mut lines = vec![
        format!("Netwright: {}", names::shown(&source.design.name)),
        format!(
            "Tag: {}={}",
            tags::DESIGN,
            names::shown(&source.plan.design_tag)
        ),
        format!("Design SHA-256: {}", header.sha256),
        format!(
            "Findings: {} errors, {} warnings, {} notes; {} suppressed",
            header.errors, header.warnings, header.notes, header.suppressions
        ),
    ];
    for account in &source.plan.accounts {
        let number = if account.number.is_empty() {
            "number not declared"
        } else {
            &account.number
        };
        lines.push(format!(
            "Account: {} ({number})",
            names::shown(&account.name)
        ));
    }
    lines.push(format!("Regions: {}", source.plan.regions.join(", ")));
    if leaves_out.is_empty() {
        lines.push("Left out: nothing".to_owned());
    } else {
        lines.push("Left out:".to_owned());
        for item in leaves_out {
            lines.push(format!(
                "  {}: {}",
                names::shown(&item.subject),
                names::shown(&item.reason)
            ));
        }
    }
    lines
}

/// The line at the top that says how many steps can stop traffic on a network that is there.
fn gaps_line(source: &Source<'_>) -> Option<String> {
    let gaps = source.plan.operations.iter();
    let count = gaps.filter(|operation| operation.gap.is_some()).count();
    (count > 0).then(|| {
        format!(
            "Gaps in traffic: {count} steps change what a network that is there already sends where; each is marked \"gap\", says so as it is done, and does nothing on a new network"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::every_file_is_listed;

    #[test]
    fn the_header_counts_and_hashes() {
        let finding = |severity: &str| Finding {
            severity: severity.to_owned(),
            ..Finding::default()
        };
        let header = Header::new("abc", vec![finding("error"), finding("info")], 3);
        assert_eq!((header.errors, header.warnings, header.notes), (1, 0, 1));
        // FIPS 180-2, appendix B.1
        assert!(
            header
                .sha256
                .starts_with("ba7816bf8f01cfea414140de5dae2223")
        );
    }

    #[test]
    fn the_list_is_sorted_and_names_every_file() {
        let listed: Vec<_> = ALL.iter().map(|exporter| exporter.id).collect();
        assert!(listed.is_sorted());
        every_file_is_listed("export", &listed, &["billing", "names", "svg"]);
    }
}
