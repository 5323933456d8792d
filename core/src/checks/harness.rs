//! Tests that every check passes: its documentation is whole, its examples are true, its fixes work.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, FAMILIES, Finding, HEADINGS, all, find, run};
use crate::edit::{Command, apply};
use crate::model::{Design, EntityId, Kind};
use crate::notation;

/// The findings of a design in notation, of any code.
pub(super) fn findings(text: &str) -> Vec<Finding> {
    let design = notation::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    run(&design, "").findings
}

/// Severity, subject and message of each finding of one code: what tests compare.
pub(super) fn said(text: &str, code: &str) -> Vec<String> {
    let of_code = findings(text)
        .into_iter()
        .filter(|finding| finding.code == code);
    of_code
        .map(|finding| {
            let subject = finding
                .subject
                .id
                .map(|id| id.to_string())
                .unwrap_or_default();
            format!("{} {subject}: {}", finding.severity, finding.message)
        })
        .collect()
}

/// Codes marked under the lines of their subjects.
fn marks(text: &str) -> Vec<(String, Option<EntityId>)> {
    let mut marks = Vec::new();
    let mut counts: BTreeMap<Kind, u32> = BTreeMap::new();
    let mut last = None;
    for line in text.lines().map(str::trim) {
        if let Some(codes) = line.strip_prefix("// ^") {
            marks.extend(codes.split_whitespace().map(|code| (code.to_owned(), last)));
        } else if let Some(kind) = line.split(' ').next().and_then(Kind::from_prefix) {
            let given = line
                .split(' ')
                .find_map(|word| word.strip_prefix('#')?.parse().ok());
            let count = counts.entry(kind).or_default();
            *count = given.unwrap_or(*count + 1);
            last = Some(EntityId::new(kind, *count));
        } else {
            last = None;
        }
    }
    marks.sort();
    marks
}

fn example(check: &Check, heading: &str) -> (String, Design) {
    let text = check
        .notation(heading)
        .unwrap_or_else(|| panic!("{}: no notation under {heading:?}", check.code));
    let design = notation::parse(&text)
        .unwrap_or_else(|error| panic!("{} {heading}: {error}\n{text}", check.code));
    (text, design)
}

fn of_code<'f>(findings: &'f [Finding], check: &Check) -> Vec<&'f Finding> {
    findings
        .iter()
        .filter(|finding| finding.code == check.code)
        .collect()
}

fn errors(findings: &[Finding]) -> BTreeSet<(&str, Option<EntityId>)> {
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == super::Severity::Error);
    errors
        .map(|finding| (&*finding.code, finding.subject.id))
        .collect()
}

/// One check's promises, so that one failure does not hide the others.
fn judge(check: &'static Check) -> Vec<String> {
    let mut wrong = Vec::new();
    let (text, design) = example(check, "Example");
    let found = run(&design, "").findings;
    let marked = marks(&text);
    if !marked.iter().any(|(code, _)| code == check.code) {
        wrong.push("the example marks no finding of this check".to_owned());
    }
    // Errors of other checks must be marked too, so that an example shows one flaw.
    let relevant = |finding: &&Finding| {
        finding.code == check.code
            || finding.severity == super::Severity::Error
            || marked.iter().any(|(code, _)| *code == finding.code)
    };
    let mut got: Vec<_> = found
        .iter()
        .filter(relevant)
        .map(|finding| (finding.code.to_string(), finding.subject.id))
        .collect();
    got.sort();
    if got != marked {
        wrong.push(format!(
            "the example marks {marked:?}, found {got:?}:\n{}",
            listing(&found)
        ));
    }
    let (_, better) = example(check, "Use instead");
    let better = run(&better, "").findings;
    if !of_code(&better, check).is_empty() || !errors(&better).is_empty() {
        wrong.push(format!("\"Use instead\" still has\n{}", listing(&better)));
    }
    for finding in of_code(&found, check) {
        wrong.extend(judge_fix(&design, &found, finding));
    }
    wrong.extend(converge(check, design).err());
    wrong
}

fn judge_fix(design: &Design, before: &[Finding], finding: &Finding) -> Option<String> {
    let fix = finding
        .fix
        .as_ref()
        .filter(|fix| !fix.commands.is_empty())?;
    let applied = match apply(design, &fix.ready(design)) {
        Ok(applied) => applied.design,
        Err(error) => return Some(format!("fix {:?} is refused: {error}", fix.title)),
    };
    let after = run(&applied, "").findings;
    if after
        .iter()
        .any(|other| other.fingerprint == finding.fingerprint)
    {
        return Some(format!(
            "fix {:?} leaves its finding:\n{}",
            fix.title,
            listing(&after)
        ));
    }
    let new: Vec<_> = errors(&after)
        .difference(&errors(before))
        .copied()
        .collect();
    (!new.is_empty()).then(|| format!("fix {:?} brings {new:?}\n{}", fix.title, listing(&after)))
}

/// Applies fix after fix until none of this code is left.
fn converge(check: &Check, mut design: Design) -> Result<(), String> {
    for _ in 0..12 {
        let found = run(&design, "").findings;
        let fixable = |finding: &&Finding| {
            let fix = finding.fix.as_ref();
            finding.code == check.code && fix.is_some_and(|fix| !fix.commands.is_empty())
        };
        let Some(fix) = found
            .iter()
            .find(fixable)
            .and_then(|finding| finding.fix.clone())
        else {
            return Ok(());
        };
        let applied = apply(&design, &fix.ready(&design));
        design = applied
            .map_err(|error| format!("{}: {error}", fix.title))?
            .design;
    }
    Err("fixes do not converge".to_owned())
}

fn listing(findings: &[Finding]) -> String {
    let line = |finding: &Finding| {
        let subject = finding
            .subject
            .id
            .map(|id| id.to_string())
            .unwrap_or_default();
        format!(
            "  {} {} {subject}: {}\n",
            finding.code, finding.severity, finding.message
        )
    };
    findings.iter().map(line).collect()
}

#[test]
fn every_check_keeps_its_promises() {
    let mut wrong = Vec::new();
    for check in all() {
        wrong.extend(
            judge(check)
                .into_iter()
                .map(|text| format!("{check:?}: {text}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_check_is_documented() {
    for check in all() {
        let titles: Vec<_> = check
            .doc
            .split("## ")
            .skip(1)
            .filter_map(|part| part.lines().next())
            .collect();
        let titles: Vec<_> = titles.iter().map(|title| title.trim()).collect();
        assert_eq!(titles, HEADINGS, "{check:?}");
        for heading in HEADINGS {
            assert!(
                check.section(heading).is_some_and(|text| !text.is_empty()),
                "{check:?} {heading}"
            );
        }
        let evidence = check.section("Evidence").unwrap_or_default();
        assert!(
            evidence.contains("https://"),
            "{check:?}: evidence names no source"
        );
        assert!(
            !check.summary.ends_with('.') && !check.summary.is_empty(),
            "{check:?}"
        );
        assert!(
            check
                .markdown()
                .contains(check.summary.get(1..).unwrap_or_default())
        );
    }
}

#[test]
fn codes_and_names_are_unique_sorted_and_found() {
    let codes: Vec<_> = all().map(|check| check.code).collect();
    let mut sorted = codes.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(codes, sorted, "by code, each once");
    let names: BTreeSet<_> = all().map(|check| check.name).collect();
    assert_eq!(names.len(), codes.len());
    for family in FAMILIES {
        for check in family.checks {
            assert!(
                check.code.starts_with(family.prefix)
                    && check.code.len() == family.prefix.len() + 3
            );
            let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(check.name.chars().all(kebab), "{check:?}");
            assert!(std::ptr::eq(*check, find(check.name).unwrap()));
            assert!(std::ptr::eq(
                *check,
                find(&check.code.to_lowercase()).unwrap()
            ));
        }
    }
}

/// A file that declares a check and is in no list would never run.
#[test]
#[expect(
    clippy::disallowed_types,
    reason = "a test about the source files themselves"
)]
fn lists_and_folders_agree() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/src/checks/");
    for family in FAMILIES
        .iter()
        .filter(|family| !family.folder.contains('.'))
    {
        let mut declared = 0;
        for entry in std::fs::read_dir(format!("{root}{}", family.folder)).unwrap() {
            let bytes =
                std::fs::File::open(entry.unwrap().path()).and_then(std::io::read_to_string);
            declared += bytes.unwrap().matches("\ndeclare_check! {").count();
        }
        assert_eq!(declared, family.checks.len(), "{}", family.folder);
    }
}

#[test]
fn suppressed_findings_are_kept_apart() {
    let text =
        "vpc prod cidrs=10.0.0.0/16\n  subnet a cidrs=10.0.1.0/24\n  subnet b cidrs=10.0.1.0/25\n";
    let quiet = format!("{text}suppression code=ADR101 subject=b reason=known");
    let verdict = run(&notation::parse(&quiet).unwrap(), "2026-01-01");
    assert_eq!(verdict.suppressed.len(), 1);
    assert!(
        verdict
            .findings
            .iter()
            .all(|finding| finding.code != "ADR101" && finding.code != "SUP101")
    );
    let expired = format!("{quiet} expires=2025-12-31");
    let verdict = run(&notation::parse(&expired).unwrap(), "2026-01-01");
    assert!(verdict.suppressed.is_empty());
    assert_eq!(
        said(&expired, "SUP101"),
        Vec::<String>::new(),
        "no date, no expiry"
    );
}

#[test]
fn a_fix_is_commands_that_survive_json() {
    for check in all() {
        let (_, design) = example(check, "Example");
        for finding in run(&design, "").findings {
            for command in finding.fix.iter().flat_map(|fix| &fix.commands) {
                assert_eq!(Command::from_json(&command.to_json()).as_ref(), Ok(command));
            }
            assert_eq!(finding.to_json(&design)["code"], *finding.code);
        }
    }
}

/// Where sources of AWS's rules stand; the last is that of a rule about Netwright's own suppressions.
const SOURCES: &[&str] = &[
    "aws.amazon.com",
    "docs.aws.amazon.com",
    "repost.aws",
    "www.rfc-editor.org",
    "docs.astral.sh",
];

#[test]
fn every_check_has_a_source_at_a_known_place() {
    for check in all() {
        let evidence = check.section("Evidence").unwrap_or_default();
        let links: Vec<&str> = evidence
            .split('<')
            .skip(1)
            .filter_map(|rest| rest.split('>').next())
            .collect();
        assert!(!links.is_empty(), "{}: no source", check.code);
        for link in links {
            let host = link
                .strip_prefix("https://")
                .and_then(|rest| rest.split('/').next());
            assert!(
                host.is_some_and(|host| SOURCES.contains(&host)),
                "{}: {link}",
                check.code
            );
        }
    }
}
