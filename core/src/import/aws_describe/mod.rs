//! Output of AWS's `describe-*`, `list-*` and `get-*` calls: one file for each call or one for all, of one account and
//! region or of many. `docs/import.md` has the calls to make.
//!
//! A file is taken for what its keys say. Records are made family by family, so that what a record can't be without
//! comes first; nothing is refused whole, and what can't be taken is a note with file, place and reason.

mod announced;
mod apis;
mod attachments;
mod balancers;
mod block;
mod classic;
mod collect;
mod direct_connect;
mod draft;
mod edge;
mod endpoints;
mod environments;
mod extras;
mod fields;
mod files;
mod filters;
mod gateways;
mod gathering;
mod hosts;
mod hybrid;
mod item;
mod known;
mod left;
mod managed;
mod matter;
mod names;
mod network;
mod peering;
mod places;
mod routes;
mod shares;
mod sites;
mod state;
mod tables;
mod tags;
mod transit;
mod waf;
mod waf_statements;
mod zip;

use std::borrow::Cow;

use super::{Import, Importer, Options, Reader, Source, Whole};
use crate::edit::{Command, Mint};
use crate::model::{Account, Design, EntityId, Record, Vpc};
use collect::Collected;
use draft::{Draft, Notes};

pub(super) const IMPORTER: Importer = Importer {
    name: "aws-describe",
    title: "AWS describe calls",
    takes: "JSON of aws ec2 describe-vpcs and the like, one file for each call or one for all; folders and zip archives too",
    endings: &[".json", ".zip"],
    whole: Whole::Design,
    recognises,
    read: Reader::Together(read),
};

pub use files::MOST_BYTES;
pub use gathering::Gathering;
pub use matter::Matter;

/// The calls that collect what is imported, for a shell with the AWS CLI. They only read.
pub const COMMANDS: &str = include_str!("commands.sh");

fn recognises(source: &Source) -> bool {
    // An archive is not unpacked to be looked at: nothing else that is imported comes as one.
    if zip::is_zip(source.bytes) {
        return true;
    }
    // Looking at the first bytes would do for most files, but a key may stand anywhere.
    let start = source.bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if !matches!(start, Some(b'{' | b'[' | 0xef | 0xff | 0xfe)) {
        return false;
    }
    let mut gathering = Gathering::default();
    gathering.take(source.name, Cow::Borrowed(source.bytes));
    gathering.is_known()
}

fn read(sources: &[Source], options: &Options, _: &Design, mint: &mut Mint) -> Import {
    let mut gathering = Gathering::default();
    for source in sources {
        gathering.take(source.name, Cow::Borrowed(source.bytes));
    }
    gathering.finish(options, mint)
}

/// Makes records of all that was collected.
fn make(all: &Collected, notes: Notes, options: &Options, mint: &mut Mint) -> Import {
    let mut draft = Draft::new(mint, all.places.clone(), notes);
    let mut learnt = announced::Learnt::default();
    network::read(&mut draft, all);
    block::read(&mut draft, all);
    gateways::read(&mut draft, all);
    hybrid::read(&mut draft, all);
    direct_connect::read(&mut draft, all);
    filters::read(&mut draft, all);
    routes::tables(&mut draft, all);
    extras::placement_groups(&mut draft, all);
    hosts::read(&mut draft, all);
    peering::read(&mut draft, all);
    extras::firewalls(&mut draft, all);
    edge::certificates(&mut draft, all);
    balancers::read(&mut draft, all);
    classic::read(&mut draft, all);
    endpoints::read(&mut draft, all);
    transit::read(&mut draft, all, &mut learnt);
    routes::routes(&mut draft, all, &mut learnt);
    sites::sites(&mut draft, all, &learnt);
    managed::read(&mut draft, all);
    apis::read(&mut draft, all);
    waf::read(&mut draft, all);
    edge::read(&mut draft, all);
    names::read(&mut draft, all);
    edge::origins(&mut draft, all);
    extras::read(&mut draft, all);
    balancers::managed(&mut draft, all);
    shares::read(&mut draft, all);
    if let Some(item) = all.lists().find_map(|(_, items)| items.first()) {
        environments::read(&mut draft, item, options.environment_tag.as_deref());
    }
    tags::read(&mut draft, all);
    left_out(&mut draft);
    left::note(&mut draft, all);
    finish(draft)
}

/// Leaves out what names a record that is not there, or one of a kind that it can't name: where the data contradicts
/// itself, one identifier may stand for two things.
fn left_out(draft: &mut Draft) {
    loop {
        let design = &draft.design;
        let is_wrong = |record: &&dyn Record| {
            let mut is_wrong = false;
            record.references(&mut |spec, id| {
                // A statement of WAF names IP sets from inside, and its field no kinds.
                let kinds = spec.reference_kinds();
                let is_fit = kinds.is_empty() || kinds.contains(&id.kind);
                is_wrong |= !design.contains(id) || !is_fit;
            });
            is_wrong
        };
        let wrong = design.records().filter(is_wrong).map(Record::id);
        let wrong: Vec<EntityId> = wrong.collect();
        if wrong.is_empty() {
            return;
        }
        for id in wrong {
            let Some(row) = draft.design.remove(id) else {
                continue;
            };
            let text = format!(
                "{} {} names what it can't, so it is left out",
                id.kind.spec().label,
                row.meta().aws_id
            );
            draft.notes.add("", "", &text);
        }
    }
}

fn finish(draft: Draft) -> Import {
    let design = &draft.design;
    let mut import = Import::default();
    if !design.is_empty() {
        let name = name_of(design);
        let description = "Imported from the output of AWS describe calls".to_owned();
        import
            .commands
            .push(Command::Describe { name, description });
    }
    let rows = crate::model::Kind::ALL
        .iter()
        .flat_map(|kind| design.table(*kind).values());
    import
        .commands
        .extend(rows.map(|row| Command::Insert(row.clone())));
    for line in draft.notes.into_lines() {
        import.note(0, line);
    }
    import
}

/// What is imported, in a few words: its accounts and regions where they are few.
fn name_of(design: &Design) -> String {
    let few = |mut words: Vec<String>, what: &str| {
        words.sort();
        words.dedup();
        match words.len() {
            0 => String::new(),
            1..=2 => words.join(" and "),
            count => format!("{count} {what}"),
        }
    };
    let accounts = design
        .all::<Account>()
        .map(|account| account.account_id.clone());
    let accounts = few(accounts.collect(), "accounts");
    let regions = few(
        design.all::<Vpc>().map(|vpc| vpc.region.clone()).collect(),
        "regions",
    );
    match (accounts.as_str(), regions.as_str()) {
        ("", "") => "AWS".to_owned(),
        ("", regions) => format!("AWS in {regions}"),
        (accounts, "") => format!("AWS of {accounts}"),
        (accounts, regions) => format!("AWS of {accounts} in {regions}"),
    }
}

#[cfg(test)]
mod tests;
