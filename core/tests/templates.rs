//! Every template opens without errors and warnings; the one that is made to fail fails as it should.

use netwright_core::catalog::templates::TEMPLATES;
use netwright_core::checks::{self, Severity};

/// Made to be found and fixed.
const BROKEN: &str = "isolation-failure";

#[test]
fn templates_have_no_errors_and_no_warnings() {
    let mut wrong = Vec::new();
    for template in TEMPLATES.iter().filter(|template| template.name != BROKEN) {
        let verdict = checks::run(&template.design().unwrap(), "2026-11-23");
        for finding in &verdict.findings {
            if finding.severity != Severity::Info {
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
