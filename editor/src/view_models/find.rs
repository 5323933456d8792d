//! Records found by what is typed: a name, an id, a block, an address, a word of what was written about them.

use std::net::IpAddr;

use ipnet::IpNet;
use netwright_core::model::{Design, EntityId, Kind, Record};
use netwright_core::order;

use super::outline::{detail, record_label};
use super::search::fit;

/// At most this many are offered at a time; typing narrows them down.
const MOST_FOUND: usize = 50;
/// What a block that holds a typed address counts: more than any name that has its digits.
const HOLDS_ADDRESS: i32 = 400;
/// What other words than a name count less.
const BESIDE: i32 = 200;

/// A record that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub id: EntityId,
    pub label: String,
    /// What holds it, to tell records of one name apart.
    pub place: String,
    /// What tells it from others of its kind: blocks, a zone, a target.
    pub detail: String,
    /// How well it fits, on the scale of [`fit`].
    pub score: i32,
}

/// Records that fit `typed`, best first. An address or a block finds the VPCs, subnets and sites that hold it, the
/// longest prefix first, before what has it in its name.
pub fn find(design: &Design, typed: &str) -> Vec<Found> {
    let block = block_of(typed);
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let mut found: Vec<(i32, String, EntityId)> = Vec::new();
    for record in Kind::ALL.iter().flat_map(|kind| design.rows(*kind)) {
        let id = record.id();
        let label = record_label(design, id);
        let by_address = || block.and_then(|block| held_in(record, block));
        let by_name = || fit(typed, &format!("{label} {id}"));
        let by_words = || {
            let beside = words_of(record, &label);
            let has_all = !words.is_empty() && words.iter().all(|word| beside.contains(word));
            has_all.then_some(8 * 12 - BESIDE)
        };
        if let Some(score) = by_address().or_else(by_name).or_else(by_words) {
            found.push((score, label, id));
        }
    }
    order::sort_by(&mut found, |(left, name, a), (right, other, b)| {
        let better = right.cmp(left);
        better.then_with(|| name.cmp(other)).then_with(|| a.cmp(b))
    });
    let offered = found.into_iter().take(MOST_FOUND);
    let shown = offered.filter_map(|(score, label, id)| {
        let record = design.record(id)?;
        let holder = record.parent();
        Some(Found {
            id,
            label,
            place: holder.map_or_else(String::new, |holder| record_label(design, holder)),
            detail: detail(record),
            score,
        })
    });
    shown.collect()
}

/// The block that is typed; an address is a block of one.
fn block_of(typed: &str) -> Option<IpNet> {
    let typed = typed.trim();
    let address = || typed.parse::<IpAddr>().ok().map(IpNet::from);
    typed.parse().ok().or_else(address)
}

/// How well a record's blocks hold `wanted`: the longest prefix best.
fn held_in(record: &dyn Record, wanted: IpNet) -> Option<i32> {
    if !matches!(record.id().kind, Kind::Vpc | Kind::Subnet | Kind::Site) {
        return None;
    }
    let blocks = record.field("cidrs")?;
    let blocks = blocks.as_array()?.iter().filter_map(|block| {
        let block: IpNet = block.as_str()?.parse().ok()?;
        block.contains(&wanted).then(|| block.prefix_len())
    });
    Some(HOLDS_ADDRESS + i32::from(blocks.max()?))
}

/// Everything else that a person may remember of a record, in lower case.
fn words_of(record: &dyn Record, label: &str) -> String {
    let mut words = format!("{label} {} {}", record.id(), detail(record));
    let meta = record.meta();
    for text in [&meta.description, &meta.owner, &meta.aws_id] {
        words.push(' ');
        words.push_str(text);
    }
    for field in ["cidrs", "text", "private_address", "domain"] {
        if let Some(value) = record.field(field) {
            words.push(' ');
            words.push_str(&value.to_string());
        }
    }
    words.to_lowercase()
}

#[cfg(test)]
mod tests {
    use netwright_core::model::{Id, Note, RecordKind};
    use netwright_core::notation::parse;

    use super::*;

    const DESIGN: &str = "vpc prod cidrs=10.0.0.0/16 owner=payments\n  subnet app az=a cidrs=10.0.1.0/24\n\
                          vpc staging cidrs=10.1.0.0/16\n";

    fn names(design: &Design, typed: &str) -> Vec<String> {
        let found = find(design, typed).into_iter();
        found.map(|found| found.label).collect()
    }

    #[test]
    fn an_address_finds_what_holds_it_the_longest_prefix_first() {
        let design = parse(DESIGN).expect("a design");
        assert_eq!(names(&design, "10.0.1.7"), ["app", "prod"]);
        assert_eq!(names(&design, "10.1.3.4"), ["staging"]);
        assert_eq!(names(&design, "10.1.0.0/16"), ["staging"]);
        assert_eq!(names(&design, "10.0.0.0/16"), ["prod"]);
        assert_eq!(names(&design, "192.0.2.1"), Vec::<String>::new());
        assert_eq!(find(&design, "10.1.0.0/16")[0].detail, "10.1.0.0/16");
    }

    #[test]
    fn a_part_of_a_block_an_owner_and_a_note_are_found() {
        let mut design = parse(DESIGN).expect("a design");
        assert_eq!(names(&design, "10.1"), ["staging"]);
        assert_eq!(names(&design, "payments"), ["prod"]);
        let mut note = Note::new(Id::new(1));
        note.text = "Every VPC reaches every other".to_owned();
        let note = netwright_core::edit::Command::insert(note);
        design = netwright_core::edit::apply(&design, &[note])
            .expect("a note")
            .design;
        assert_eq!(find(&design, "every other")[0].id.kind, Kind::Note);
    }

    #[test]
    fn a_name_comes_before_words_beside_it() {
        let design = parse("vpc prod owner=staging\nvpc staging\n").expect("a design");
        assert_eq!(names(&design, "staging"), ["staging", "prod"]);
        assert_eq!(names(&design, "vpc-1")[0], "prod", "ids are found too");
    }
}
