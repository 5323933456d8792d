//! Every template opens without errors, and with no warning that is not listed here with its reason; the one that is
//! made to fail fails as it should.

use netwright_core::catalog::templates::TEMPLATES;
use netwright_core::checks::{self, Severity};

/// Made to be found and fixed.
const BROKEN: &str = "isolation-failure";

/// Warnings that a template keeps on purpose: template, code, reason.
const KEPT: &[(&str, &str, &str)] = &[(
    "prod-and-staging-hub",
    "ISO106",
    "answers need a route back; that security groups stop new connections is not proved yet",
)];

#[test]
fn templates_have_no_errors() {
    let mut wrong = Vec::new();
    for template in TEMPLATES.iter().filter(|template| template.name != BROKEN) {
        let verdict = checks::run(&template.design().unwrap(), "2026-11-23");
        for finding in &verdict.findings {
            let kept = KEPT
                .iter()
                .any(|(name, code, _)| *name == template.name && *code == finding.code);
            if finding.severity == Severity::Error || finding.severity == Severity::Warning && !kept
            {
                wrong.push(format!(
                    "{}: {} {}",
                    template.name, finding.code, finding.message
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_broken_template_lets_dev_reach_prod() {
    let template = TEMPLATES
        .iter()
        .find(|template| template.name == BROKEN)
        .unwrap();
    let verdict = checks::run(&template.design().unwrap(), "2026-11-23");
    let errors: Vec<_> = verdict
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    assert!(
        errors.iter().all(|finding| finding.code == "ISO101"),
        "{errors:#?}"
    );
    assert!(errors.iter().any(
        |finding| finding.message.contains("prod and dev reach each other")
            && !finding.path.is_empty()
    ));
}
