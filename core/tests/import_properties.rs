//! What must hold for every output that is imported, whole, cut or altered: nothing panics, what comes out is a design,
//! the same files make the same bytes in any order, and each bad file is one line.

#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use netwright_core::checks::Checker;
use netwright_core::edit::{Mint, apply};
use netwright_core::import::{self, Options, Source};
use netwright_core::model::{Design, Kind};
use netwright_core::{format, generate};
use proptest::prelude::*;
use serde_json::{Value, json};

const OUTPUT: &str = include_str!("data/describe.json");
const GUIDE: &str = include_str!("../../docs/import.md");

fn import(files: &[(String, Vec<u8>)]) -> (Design, Vec<String>) {
    let sources: Vec<Source> = files
        .iter()
        .map(|(name, bytes)| Source::new(name, bytes))
        .collect();
    let blank = Design::new("");
    let importer = import::find("aws-describe").unwrap();
    let made = importer.take_all(
        &sources,
        &Options::default(),
        &blank,
        &mut Mint::after(&blank),
    );
    let design = apply(&blank, &made.commands).unwrap().design;
    (design, made.notes.iter().map(ToString::to_string).collect())
}

fn one(text: &[u8]) -> (Design, Vec<String>) {
    import(&[("all.json".to_owned(), text.to_vec())])
}

/// One file for each list, as a loop over calls leaves them.
fn split() -> Vec<(String, Vec<u8>)> {
    let Value::Object(lists) = serde_json::from_str(OUTPUT).unwrap() else {
        unreachable!("the sample is an object")
    };
    lists
        .into_iter()
        .map(|(key, list)| {
            (
                format!("{key}.json"),
                json!({ key: list }).to_string().into_bytes(),
            )
        })
        .collect()
}

/// Every place in a value, by its path of keys and indexes.
fn places(value: &Value, here: &str, found: &mut Vec<String>) {
    found.push(here.to_owned());
    match value {
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                places(value, &format!("{here}/{index}"), found);
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                places(value, &format!("{here}/{key}"), found);
            }
        }
        _ => {}
    }
}

/// Something else in place of a value: nothing, a text of another record, a number out of range, another shape.
fn altered(random: &mut generate::Random, all: &[String], whole: &Value) -> Value {
    match random.below(9) {
        0 => Value::Null,
        1 => json!(-1),
        2 => json!(99_999_999_999_i64),
        3 => json!(""),
        4 => json!("\u{202e}\n{}"),
        5 => json!([]),
        6 => json!({"State": "deleted"}),
        7 => json!("tgw-attach-0a6"),
        _ => whole
            .pointer(&all[random.below(all.len())])
            .cloned()
            .unwrap_or_default(),
    }
}

#[test]
fn the_sample_is_imported_whole() {
    let (design, notes) = one(OUTPUT.as_bytes());
    let counts = [
        (Kind::Account, 2),
        (Kind::Alarm, 1),
        (Kind::ApiGateway, 1),
        (Kind::Certificate, 1),
        (Kind::DhcpOptions, 1),
        (Kind::DirectConnectGateway, 1),
        (Kind::Distribution, 1),
        (Kind::ElasticIp, 1),
        (Kind::EndpointService, 1),
        (Kind::Environment, 2),
        (Kind::FlowLog, 1),
        (Kind::HealthCheck, 3),
        (Kind::HostedZone, 1),
        (Kind::Instance, 5),
        (Kind::IpSet, 1),
        (Kind::Listener, 2),
        (Kind::LoadBalancer, 2),
        (Kind::NatGateway, 1),
        (Kind::NetworkAcl, 2),
        (Kind::NetworkAclRule, 3),
        (Kind::NetworkInterface, 5),
        (Kind::PlacementGroup, 1),
        (Kind::PrefixList, 2),
        (Kind::ResourceShare, 1),
        (Kind::Route, 9),
        (Kind::RouteTable, 3),
        (Kind::SecurityGroup, 2),
        (Kind::SecurityGroupRule, 7),
        (Kind::Site, 2),
        (Kind::Subnet, 3),
        (Kind::TargetGroup, 2),
        (Kind::TgwAssociation, 2),
        (Kind::TgwAttachment, 7),
        (Kind::TgwPropagation, 2),
        (Kind::TgwRoute, 4),
        (Kind::TransitGateway, 2),
        (Kind::VirtualInterface, 1),
        (Kind::Vpc, 4),
        (Kind::VpcEndpoint, 3),
        (Kind::VpcPeering, 1),
        (Kind::VpnConnection, 2),
        (Kind::VpnGateway, 1),
        (Kind::WebAcl, 2),
        (Kind::WebAclAssociation, 1),
        (Kind::WebAclRule, 3),
    ];
    for (kind, count) in counts {
        assert_eq!(design.count(kind), count, "{kind}: {notes:#?}");
    }
    for part in [
        "i-0a3 is terminated; left out",
        "i-0a2 is stopped; taken as running",
        "CarrierGateways: 1 record, not analysed",
        "Subnets: the field OutpostArn of 1 record, not analysed",
        "the option ntp-servers is not analysed",
        "tunnel 203.0.113.200 is down; taken as up",
        "tgw-attach-0zz is not in the data; what the route to it does is not known",
        "more routes than one search gives",
        "/RouteTables/0/Routes/2: a propagated route whose connection is not in the data; kept as a route",
        "1 of the stages of API Gateway: nothing leads to them",
        "vpc-0f9 is not in the data; drawn without its content",
    ] {
        assert!(
            notes.iter().any(|note| note.contains(part)),
            "{part}: {notes:#?}"
        );
    }
}

#[test]
fn the_guide_has_the_commands() {
    let block = format!("```sh\n{}```\n", import::COMMANDS);
    assert!(
        GUIDE.contains(&block),
        "docs/import.md has other calls than commands.sh"
    );
}

#[test]
fn files_may_come_in_any_order() {
    let files = split();
    let mut turned = files.clone();
    turned.reverse();
    let saved = |files: &[(String, Vec<u8>)]| format::save(&import(files).0);
    assert_eq!(saved(&files), saved(&turned));
    let (whole, _) = one(OUTPUT.as_bytes());
    let (apart, _) = import(&files);
    assert_eq!(format::save(&whole), format::save(&apart));
}

#[test]
fn any_file_may_be_missing() {
    let files = split();
    for left_out in 0..files.len() {
        let mut some = files.clone();
        some.remove(left_out);
        let (design, _) = import(&some);
        assert!(
            design.dangling().is_empty(),
            "without {}",
            files[left_out].0
        );
        let _ = Checker::new(&design, "2026-11-23").verdict();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_cut_file_is_one_line(at in 0..OUTPUT.len()) {
        let (design, notes) = one(&OUTPUT.as_bytes()[..at]);
        prop_assert!(design.is_empty());
        prop_assert_eq!(notes.len(), 1);
        prop_assert!(!notes[0].contains('\n'));
    }

    #[test]
    fn altered_records_never_panic(seed: u64) {
        let mut random = generate::Random::new(seed);
        let whole: Value = serde_json::from_str(OUTPUT).unwrap();
        let mut all = Vec::new();
        places(&whole, "", &mut all);
        let mut value = whole.clone();
        for _ in 0..=random.below(12) {
            let other = altered(&mut random, &all, &whole);
            if let Some(place) = value.pointer_mut(&all[random.below(all.len())]) {
                *place = other;
            }
        }
        let (design, notes) = one(value.to_string().as_bytes());
        prop_assert!(design.dangling().is_empty());
        prop_assert!(notes.iter().all(|note| !note.contains('\n')));
        let loaded = format::load(&format::save(&design)).unwrap().design;
        prop_assert!(loaded == design);
        let _ = Checker::new(&design, "2026-11-23").verdict();
    }

    #[test]
    fn noise_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let (design, _) = one(&bytes);
        prop_assert!(design.is_empty());
    }
}
