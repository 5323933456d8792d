//! The JSON Schema, held against an outside judge of schemas and against random designs.

#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use netwright_core::format;
use netwright_core::model::{FieldType, Kind};
use proptest::prelude::*;
use serde_json::{Value, json};

mod support;

fn validator() -> jsonschema::Validator {
    jsonschema::draft202012::new(&format::schema()).unwrap()
}

fn sample() -> Value {
    json!({
        "format": "netwright", "version": 1, "name": "x",
        "vpcs": [{ "id": "vpc-1", "name": "prod", "cidrs": ["10.0.0.0/16"], "dns_support": true }],
        "subnets": [{ "id": "subnet-1", "vpc": "vpc-1", "az": "a", "cidrs": ["10.0.0.0/20"] }],
        "layout": { "vpc-1": [0, 0, 400, 300] },
    })
}

#[test]
fn it_is_a_schema() {
    jsonschema::meta::validate(&format::schema()).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_saved_design_is_valid(seed: u64) {
        let history = support::wander(seed, 30);
        let file = format::to_json(history.design());
        let problems: Vec<String> =
            validator().iter_errors(&file).map(|problem| format!("{}: {problem}", problem.instance_path())).collect();
        prop_assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}

#[test]
fn what_a_person_gets_wrong_is_found() {
    let validator = validator();
    assert!(validator.is_valid(&sample()));
    let wrongs: [(&str, Value); 7] = [
        ("/version", json!(99)),
        ("/vpcs/0/dns_support", json!("yes")),
        ("/vpcs/0/id", json!("subnet-1")),
        ("/vpcs/0/cidrs", json!("10.0.0.0/16")),
        ("/subnets/0/vpc", json!("subnet-1")),
        ("/subnets/0/vpc", Value::Null),
        ("/layout/vpc-1", json!([0, 0])),
    ];
    for (pointer, value) in wrongs {
        let mut file = sample();
        *file.pointer_mut(pointer).unwrap() = value;
        assert!(!validator.is_valid(&file), "{pointer} of {file}");
    }
    let mut typo = sample();
    typo["vpcs"][0]["dns_hostname"] = json!(true);
    assert!(!validator.is_valid(&typo), "a field that is not known");
}

/// A structure that the schema does not know would let everything through.
#[test]
fn every_structure_is_described() {
    fn structures(value_type: &FieldType, found: &mut Vec<&'static str>) {
        match value_type {
            FieldType::Structure(name) => found.push(name),
            FieldType::Optional(inner) | FieldType::List(inner) => structures(inner, found),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for spec in Kind::ALL
        .iter()
        .flat_map(|kind| kind.fields())
        .map(|(_, spec)| spec)
    {
        structures(&spec.value_type, &mut found);
    }
    found.sort_unstable();
    found.dedup();
    assert_eq!(
        found,
        ["WAF statement", "intent end", "pair of ports"],
        "describe new ones in core/src/format/schema.rs"
    );
}
