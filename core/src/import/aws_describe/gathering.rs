//! Files on their way in, one after the other: who reads them can say how far it is and stop in between. An archive is
//! the files in it, under its own name.

use std::borrow::Cow;
use std::collections::VecDeque;

use serde_json::Value;

use super::draft::Notes;
use super::zip::{Archive, is_zip};
use super::{collect, files};
use crate::edit::Mint;
use crate::import::{Import, Options};

/// Bytes of all files of archives together that are read at most.
const MOST_BYTES_UNPACKED: usize = 512 << 20;

/// What files of describe calls hold.
#[derive(Debug, Clone, Default)]
pub struct Gathering<'a> {
    read: Vec<Read>,
    /// Archives with the file of each that is next.
    archives: VecDeque<(String, Archive<'a>, usize)>,
    unpacked_bytes: usize,
    has_design: bool,
    is_known: bool,
}

/// A file that was read.
#[derive(Debug, Clone)]
struct Read {
    name: String,
    values: Vec<Value>,
    /// What is wrong with it, in one line.
    wrong: Option<String>,
}

impl<'a> Gathering<'a> {
    /// Takes a file in, an archive by its list of files alone: [`Gathering::step`] reads those.
    pub fn take(&mut self, name: &str, bytes: Cow<'a, [u8]>) {
        if !is_zip(&bytes) {
            self.add(name, &bytes);
            return;
        }
        match Archive::read(bytes) {
            Ok(archive) if archive.len() == 0 => self.miss(name, "expected files, found none"),
            Ok(archive) => self.archives.push_back((name.to_owned(), archive, 0)),
            Err(wrong) => self.miss(name, &wrong),
        }
    }

    /// A file that could not be read, and why.
    pub fn miss(&mut self, name: &str, why: &str) {
        self.read.push(Read {
            name: name.to_owned(),
            values: Vec::new(),
            wrong: Some(why.to_owned()),
        });
    }

    /// Reads the next file of an archive; says how many of that archive are read, and of how many. Nothing where no
    /// archive is left.
    pub fn step(&mut self) -> Option<(usize, usize)> {
        let (archive_name, archive, at) = self.archives.front_mut()?;
        let (index, count) = (*at, archive.len());
        *at += 1;
        let name = format!("{archive_name}/{}", archive.name(index));
        let room = MOST_BYTES_UNPACKED.saturating_sub(self.unpacked_bytes);
        let file = archive.file(index, room.min(files::MOST_BYTES));
        let file = file.map(Cow::into_owned);
        if index + 1 >= count {
            self.archives.pop_front();
        }
        match file {
            Ok(bytes) => {
                self.unpacked_bytes += bytes.len();
                self.add(&name, &bytes);
            }
            Err(wrong) => self.miss(&name, &wrong),
        }
        Some((index + 1, count))
    }

    /// How many files were read, and could not be.
    pub fn count(&self) -> usize {
        self.read.len()
    }

    /// Whether any file is the output of a call that is known, and none is a design.
    pub fn is_known(&self) -> bool {
        self.is_known && !self.has_design
    }

    /// What is made of all of them.
    pub fn finish(mut self, options: &Options, mint: &mut Mint) -> Import {
        while self.step().is_some() {}
        self.read.sort_by(|one, other| one.name.cmp(&other.name));
        let mut notes = Notes::default();
        for read in &self.read {
            if let Some(wrong) = &read.wrong {
                notes.add(&read.name, "", wrong);
            }
        }
        // What tells of no network is counted and need not be kept.
        let files = self.read.iter();
        let files = files.map(|read| (read.name.as_str(), read.values.as_slice()));
        let all = collect::collect(files, &mut notes);
        super::make(&all, notes, options, mint)
    }

    fn add(&mut self, name: &str, bytes: &[u8]) {
        let (values, wrong) = files::values(bytes);
        self.has_design |= values.iter().any(|value| value.get("format").is_some());
        self.is_known |= values.iter().any(collect::is_known);
        let name = name.to_owned();
        self.read.push(Read {
            name,
            values,
            wrong,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::zip::tests::zipped;
    use super::*;
    use crate::edit::apply;
    use crate::model::{Design, Kind};

    const VPCS: &[u8] = br#"{"Vpcs": [{"VpcId": "vpc-0a1", "CidrBlock": "10.0.0.0/16"}]}"#;
    const SUBNETS: &[u8] = br#"{"Subnets": [{"SubnetId": "subnet-0a1", "VpcId": "vpc-0a1", "CidrBlock": "10.0.1.0/24"}]}"#;

    fn finished(gathering: Gathering) -> (Design, Vec<String>) {
        let blank = Design::new("");
        let made = gathering.finish(&Options::default(), &mut Mint::after(&blank));
        let design = apply(&blank, &made.commands).unwrap().design;
        (design, made.notes.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn an_archive_is_the_files_in_it() {
        let place = "out/111122223333/eu-west-3/";
        let (vpcs, subnets) = (format!("{place}vpcs.json"), format!("{place}subnets.json"));
        let bytes = zipped(&[
            (&vpcs, VPCS),
            (&subnets, SUBNETS),
            ("out/cut.json", b"{\"Vpcs\""),
        ]);
        let mut packed = Gathering::default();
        packed.take("all.zip", Cow::Owned(bytes));
        assert!(!packed.is_known());
        assert_eq!(packed.step(), Some((1, 3)));
        assert!(packed.is_known());
        while packed.step().is_some() {}
        assert_eq!(packed.count(), 3);
        let mut plain = Gathering::default();
        for (name, bytes) in [(&vpcs, VPCS), (&subnets, SUBNETS)] {
            plain.take(name, Cow::Borrowed(bytes));
        }
        let ((packed, notes), (plain, _)) = (finished(packed), finished(plain));
        assert_eq!(packed, plain);
        assert_eq!(packed.count(Kind::Subnet), 1);
        assert_eq!(packed.name, "AWS of 111122223333 in eu-west-3");
        let cut = "all.zip/out/cut.json: expected JSON, ";
        assert!(notes.iter().any(|note| note.starts_with(cut)), "{notes:#?}");
    }

    #[test]
    fn what_is_no_output_is_not_known() {
        let known = |bytes: &'static [u8]| {
            let mut gathering = Gathering::default();
            gathering.take("x", Cow::Borrowed(bytes));
            gathering.is_known()
        };
        assert!(known(VPCS));
        assert!(!known(b"{\"format\": \"netwright\", \"Vpcs\": []}"));
        assert!(!known(b"{}") && !known(b"PK\x05\x06") && !known(b"hello"));
    }
}
