//! The samples that are served beside the app are what the program writes today, and meet the schema of the file.
//! `NETWRIGHT_UPDATE=1 cargo test -p netwright --test samples` writes them anew.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::Path;

use netwright_core::catalog::Template;
use netwright_core::format::{save, schema, to_json};
use netwright_core::generate::generate;
use netwright_core::model::Design;

fn samples() -> Vec<(&'static str, Design)> {
    let template = |name| Template::find(name).unwrap().design().unwrap();
    vec![
        ("estate-of-30-vpcs.json", generate(30, 1).design),
        ("isolation-failure.json", template("isolation-failure")),
        (
            "prod-and-staging-hub.json",
            template("prod-and-staging-hub"),
        ),
    ]
}

#[test]
fn samples_are_up_to_date_and_meet_the_schema() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/samples");
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let samples = samples();
    for (name, design) in &samples {
        let errors: Vec<_> = validator
            .iter_errors(&to_json(design))
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        let path = folder.join(name);
        if std::env::var_os("NETWRIGHT_UPDATE").is_some() {
            std::fs::write(&path, save(design)).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == save(design),
            "{} is out of date; see the head of this test",
            path.display()
        );
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), samples.len());
}

/// What a student hands in is a file like any other: its mark is in the schema too.
#[test]
fn labs_meet_the_schema() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for lab in netwright_core::catalog::labs::ALL {
        let file = to_json(&lab.design().unwrap());
        assert_eq!(file["lab"]["name"], lab.name);
        let errors: Vec<_> = validator
            .iter_errors(&file)
            .map(|it| it.to_string())
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", lab.name);
    }
}
