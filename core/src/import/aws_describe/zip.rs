//! Files of a zip archive: its directory at the end, then each file by itself, so that who reads them can stop in
//! between. What an archive says of its sizes is not believed: bounds hold for what comes out.
//!
//! Source: APPNOTE.TXT, the ZIP file format specification, version 6.3.10 (sections 4.3 to 4.5), read 2026-11-23.

use std::borrow::Cow;

use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// Files of one archive that are read at most.
const MOST_FILES: usize = 100_000;
/// The longest comment that may stand after the end record, with the record itself.
const END_BYTES: usize = 22;
const LONGEST_COMMENT: usize = 0xffff;
const UNIX_LINK: u32 = 0o120_000;
const UNIX_KIND: u32 = 0o170_000;

/// The files of an archive, in the order of its directory.
#[derive(Debug, Clone)]
pub(super) struct Archive<'a> {
    bytes: Cow<'a, [u8]>,
    entries: Vec<Entry>,
}

/// A file as the directory has it.
#[derive(Debug, Clone)]
struct Entry {
    name: String,
    is_encrypted: bool,
    method: u16,
    checksum: u32,
    packed_bytes: usize,
    /// Where its own header stands.
    at: usize,
}

/// Whether bytes are those of an archive, an empty one too.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

impl<'a> Archive<'a> {
    /// Reads the directory; folders, links and what is hidden are no files.
    ///
    /// # Errors
    /// One line where the archive is cut off or its directory is broken.
    pub(super) fn read(bytes: Cow<'a, [u8]>) -> Result<Self, String> {
        let cut_off = || "expected a zip archive, found one that is cut off".to_owned();
        let (count, mut at) = end(&bytes).ok_or_else(cut_off)?;
        if count > MOST_FILES {
            return Err(format!(
                "expected at most {MOST_FILES} files, found {count}"
            ));
        }
        let mut entries = Vec::new();
        for _ in 0..count {
            let (entry, next) = Entry::read(&bytes, at)
                .ok_or_else(|| "expected a zip archive, its list of files is broken".to_owned())?;
            entries.extend(entry);
            at = next;
        }
        Ok(Self { bytes, entries })
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn name(&self, index: usize) -> &str {
        self.entries.get(index).map_or("", |entry| &entry.name)
    }

    /// The bytes of a file, at most so many.
    ///
    /// # Errors
    /// One line where it is encrypted, damaged, larger, or packed in a way that is not known.
    pub(super) fn file(&self, index: usize, most_bytes: usize) -> Result<Cow<'_, [u8]>, String> {
        let damaged = || "expected a file of the archive, found it damaged".to_owned();
        let entry = self.entries.get(index).ok_or_else(damaged)?;
        if entry.is_encrypted {
            return Err("expected a file without a password, found it encrypted".to_owned());
        }
        let packed = entry.packed(&self.bytes).ok_or_else(damaged)?;
        let too_large = || {
            let most = most_bytes >> 20;
            format!("expected at most {most} MiB, found more; import fewer regions at a time")
        };
        let found: Cow<[u8]> = match entry.method {
            0 if packed.len() > most_bytes => return Err(too_large()),
            0 => Cow::Borrowed(packed),
            8 => {
                let found = decompress_to_vec_with_limit(packed, most_bytes);
                Cow::Owned(found.map_err(|error| match error.status {
                    miniz_oxide::inflate::TINFLStatus::HasMoreOutput => too_large(),
                    _ => damaged(),
                })?)
            }
            other => {
                return Err(format!(
                    "expected a file that is stored or deflated, found method {other}"
                ));
            }
        };
        if checksum(&found) == entry.checksum {
            Ok(found)
        } else {
            Err(damaged())
        }
    }
}

impl Entry {
    /// The entry at a place of the directory, where it is a file, and the place of the next.
    fn read(bytes: &[u8], at: usize) -> Option<(Option<Self>, usize)> {
        if number(bytes, at, 4)? != 0x0201_4b50 {
            return None;
        }
        let [name, extra, comment] = [28, 30, 32].map(|field| number(bytes, at + field, 2));
        let (name, extra, comment) = (name?, extra?, comment?);
        let name_end = at + 46 + name;
        let extra = bytes.get(name_end..name_end + extra)?;
        let next = name_end + extra.len() + comment;
        let name = String::from_utf8_lossy(bytes.get(at + 46..name_end)?).replace('\\', "/");
        let mut wide = Wide::of(extra);
        // In this order, each only where the field of old is too narrow for it.
        let _ = wide.or(number(bytes, at + 24, 4)?)?;
        let packed_bytes = wide.or(number(bytes, at + 20, 4)?)?;
        let own = wide.or(number(bytes, at + 42, 4)?)?;
        let mode = u32::try_from(number(bytes, at + 40, 2)?).ok()?;
        let is_file = !name.ends_with('/') && mode & UNIX_KIND != UNIX_LINK && !is_hidden(&name);
        let entry = is_file.then_some(Self {
            is_encrypted: number(bytes, at + 8, 2)? & 1 == 1,
            method: u16::try_from(number(bytes, at + 10, 2)?).ok()?,
            checksum: u32::try_from(number(bytes, at + 16, 4)?).ok()?,
            packed_bytes,
            at: own,
            name,
        });
        Some((entry, next))
    }

    fn packed<'b>(&self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        if number(bytes, self.at, 4)? != 0x0403_4b50 {
            return None;
        }
        let name = number(bytes, self.at + 26, 2)?;
        let extra = number(bytes, self.at + 28, 2)?;
        let start = self.at + 30 + name + extra;
        bytes.get(start..start.checked_add(self.packed_bytes)?)
    }
}

/// Numbers that are too wide for the fields of old.
struct Wide<'b>(&'b [u8]);

impl<'b> Wide<'b> {
    fn of(mut extra: &'b [u8]) -> Self {
        while let (Some(id), Some(size)) = (number(extra, 0, 2), number(extra, 2, 2)) {
            let Some(rest) = extra.get(4..) else { break };
            let Some((field, rest)) = rest.split_at_checked(size) else {
                break;
            };
            if id == 1 {
                return Self(field);
            }
            extra = rest;
        }
        Self(&[])
    }

    /// The number of a field, or the next wide one where that says so.
    fn or(&mut self, narrow: usize) -> Option<usize> {
        if narrow != 0xffff_ffff {
            return Some(narrow);
        }
        let found = number(self.0, 0, 8)?;
        self.0 = self.0.get(8..)?;
        Some(found)
    }
}

/// How many entries the directory has, and where it starts.
fn end(bytes: &[u8]) -> Option<(usize, usize)> {
    let last = bytes.len().checked_sub(END_BYTES)?;
    let first = last.saturating_sub(LONGEST_COMMENT);
    let at = (first..=last)
        .rev()
        .find(|at| number(bytes, *at, 4) == Some(0x0605_4b50))?;
    let (count, start) = (number(bytes, at + 10, 2)?, number(bytes, at + 16, 4)?);
    if count != 0xffff && start != 0xffff_ffff {
        return Some((count, start));
    }
    let locator = at.checked_sub(20)?;
    if number(bytes, locator, 4)? != 0x0706_4b50 {
        return Some((count, start));
    }
    let wide = number(bytes, locator + 8, 8)?;
    (number(bytes, wide, 4)? == 0x0606_4b50)
        .then(|| Some((number(bytes, wide + 32, 8)?, number(bytes, wide + 48, 8)?)))?
}

/// The little-endian number of so many bytes at a place.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(size)?)?;
    let wide = bytes
        .iter()
        .rev()
        .fold(0_u64, |wide, byte| wide << 8 | u64::from(*byte));
    // Beyond any file that fits here: no place of it, but no wrong one either.
    usize::try_from(wide).ok()
}

/// What systems leave beside the files of a person.
fn is_hidden(name: &str) -> bool {
    let mut parts = name.split('/');
    parts.any(|part| part.starts_with('.') || part == "__MACOSX")
}

/// CRC-32 as the format has it (section 4.4.7).
fn checksum(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut index = 0;
        while index < 256 {
            #[expect(clippy::cast_possible_truncation, reason = "an index of 256")]
            let mut rest = index as u32;
            let mut bit = 0;
            while bit < 8 {
                rest = if rest & 1 == 1 {
                    0xedb8_8320 ^ (rest >> 1)
                } else {
                    rest >> 1
                };
                bit += 1;
            }
            table[index] = rest;
            index += 1;
        }
        table
    };
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        let [low, ..] = sum.to_le_bytes();
        TABLE[usize::from(low ^ byte)] ^ (sum >> 8)
    })
}

#[cfg(test)]
pub(super) mod tests {
    use miniz_oxide::deflate::compress_to_vec;

    use super::*;

    /// An archive of these files, packed where that makes them smaller.
    pub(in super::super) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = Vec::new();
        let mut directory = Vec::new();
        for (name, bytes) in files {
            let packed = compress_to_vec(bytes, 6);
            let (method, stored) = if packed.len() < bytes.len() {
                (8_u16, packed)
            } else {
                (0, bytes.to_vec())
            };
            let at = archive.len();
            let mut common = Vec::new();
            common.extend(20_u16.to_le_bytes());
            common.extend(0x800_u16.to_le_bytes());
            common.extend(method.to_le_bytes());
            common.extend([0; 4]);
            common.extend(checksum(bytes).to_le_bytes());
            for size in [stored.len(), bytes.len()] {
                common.extend(u32::try_from(size).unwrap().to_le_bytes());
            }
            common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
            common.extend([0; 2]);
            archive.extend(b"PK\x03\x04");
            archive.extend(&common);
            archive.extend(name.as_bytes());
            archive.extend(stored);
            directory.extend(b"PK\x01\x02\x14\x03");
            directory.extend(&common);
            directory.extend([0; 10]);
            directory.extend(u32::try_from(at).unwrap().to_le_bytes());
            directory.extend(name.as_bytes());
        }
        let start = archive.len();
        archive.extend(&directory);
        archive.extend(b"PK\x05\x06\0\0\0\0");
        let count = u16::try_from(files.len()).unwrap().to_le_bytes();
        archive.extend([count, count].concat());
        archive.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
        archive.extend(u32::try_from(start).unwrap().to_le_bytes());
        archive.extend([0; 2]);
        archive
    }

    fn read(bytes: &[u8]) -> Result<Archive<'_>, String> {
        Archive::read(Cow::Borrowed(bytes))
    }

    #[test]
    fn files_come_out_as_they_went_in() {
        let long = "{\"Vpcs\": []} ".repeat(100);
        let archive = zipped(&[
            ("a/", b""),
            ("a/one.json", long.as_bytes()),
            ("a\\two.json", b"{}"),
            ("__MACOSX/a/._one.json", b"x"),
            (".git/config", b"x"),
        ]);
        assert!(is_zip(&archive) && !is_zip(b"{}"));
        let archive = read(&archive).unwrap();
        let names: Vec<&str> = (0..archive.len()).map(|at| archive.name(at)).collect();
        assert_eq!(names, ["a/one.json", "a/two.json"]);
        assert_eq!(archive.file(0, 1 << 20).unwrap(), long.as_bytes());
        assert_eq!(archive.file(1, 1 << 20).unwrap(), b"{}".as_slice());
        assert!(archive.file(2, 1 << 20).is_err());
    }

    #[test]
    fn what_is_too_large_damaged_or_encrypted_is_said() {
        let long = vec![b' '; 3 << 20];
        let bytes = zipped(&[("a", &long)]);
        let wrong = read(&bytes).unwrap().file(0, 1 << 20).unwrap_err();
        assert!(wrong.starts_with("expected at most 1 MiB"), "{wrong}");
        let directory = bytes.windows(4).position(|at| at == b"PK\x01\x02").unwrap();
        let with = |at: usize, byte: u8| {
            let mut bytes = bytes.clone();
            bytes[directory + at] ^= byte;
            let archive = read(&bytes).unwrap();
            archive.file(0, 4 << 20).unwrap_err()
        };
        assert!(with(8, 1).contains("encrypted"));
        assert!(with(16, 1).contains("damaged"));
        assert!(with(10, 4).contains("method 12"));
    }

    #[test]
    fn a_cut_archive_is_one_line_wherever_it_is_cut() {
        let bytes = zipped(&[("a.json", b"{}"), ("b.json", b"{}")]);
        for length in 0..bytes.len() {
            let wrong = read(&bytes[..length]).unwrap_err();
            assert!(wrong.starts_with("expected a zip archive"), "{wrong}");
        }
        // Anything at all in any place does no harm.
        for at in 0..bytes.len() {
            for byte in [0, 0x7f, 0xff] {
                let mut bytes = bytes.clone();
                bytes[at] = byte;
                if let Ok(archive) = read(&bytes) {
                    for index in 0..archive.len() {
                        let _ = archive.file(index, 1 << 20);
                    }
                }
            }
        }
    }

    #[test]
    fn checksums_are_those_of_the_format() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    }
}
