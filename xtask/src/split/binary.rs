//! Reading and writing the binary format of WebAssembly, as far as the page of a bundle uses it.

use crate::run::Outcome;

/// Where one reads in a piece of a module.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.bytes.len()
    }

    pub(super) fn byte(&mut self) -> Outcome<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;
        byte.ok_or_else(|| "the module ends in the middle".to_owned())
    }

    pub(super) fn take(&mut self, count: usize) -> Outcome<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.saturating_add(count));
        self.at += count;
        taken.ok_or_else(|| "the module ends in the middle".to_owned())
    }

    /// A number without a sign; of one with a sign, the bytes are passed over by `skip_number`.
    pub(super) fn number(&mut self) -> Outcome<u32> {
        let mut number = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return u32::try_from(number).map_err(|_| "a number is too large".to_owned());
            }
        }
        Err("a number is too long".to_owned())
    }

    pub(super) fn size(&mut self) -> Outcome<usize> {
        self.number().map(|number| number as usize)
    }

    pub(super) fn skip_number(&mut self) -> Outcome {
        while self.byte()? & 0x80 != 0 {}
        Ok(())
    }

    /// What is preceded by its length.
    pub(super) fn sized(&mut self) -> Outcome<&'a [u8]> {
        let size = self.size()?;
        self.take(size)
    }

    pub(super) fn name(&mut self) -> Outcome<String> {
        Ok(String::from_utf8_lossy(self.sized()?).into_owned())
    }

    /// What has been read since `start`.
    pub(super) fn since(&self, start: &Self) -> &'a [u8] {
        self.bytes.get(start.at..self.at).unwrap_or_default()
    }
}

/// Appends a number without a sign.
pub(super) fn number(out: &mut Vec<u8>, number: usize) {
    let mut left = number;
    loop {
        #[expect(clippy::cast_possible_truncation, reason = "seven bits")]
        let byte = (left & 0x7f) as u8;
        left >>= 7;
        if left == 0 {
            out.push(byte);
            return;
        }
        out.push(byte | 0x80);
    }
}

/// Appends a number that instructions read with a sign, and that has none.
pub(super) fn signed(out: &mut Vec<u8>, number: usize) {
    let mut left = number;
    loop {
        #[expect(clippy::cast_possible_truncation, reason = "seven bits")]
        let byte = (left & 0x7f) as u8;
        left >>= 7;
        if left == 0 && byte & 0x40 == 0 {
            out.push(byte);
            return;
        }
        out.push(byte | 0x80);
    }
}

/// Appends bytes after their length.
pub(super) fn sized(out: &mut Vec<u8>, bytes: &[u8]) {
    number(out, bytes.len());
    out.extend_from_slice(bytes);
}

/// Appends a section, unless it is empty.
pub(super) fn section(out: &mut Vec<u8>, id: u8, content: &[u8]) {
    if !content.is_empty() {
        out.push(id);
        sized(out, content);
    }
}

/// A count, and that many items one after the other; nothing where there are none.
pub(super) fn list<Item: AsRef<[u8]>>(items: &[Item]) -> Vec<u8> {
    let mut out = Vec::new();
    if !items.is_empty() {
        number(&mut out, items.len());
        for item in items {
            out.extend_from_slice(item.as_ref());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_were_written() {
        for wanted in [0, 1, 63, 64, 127, 128, 300, 8191, 8192, 1 << 20, u32::MAX] {
            let mut out = Vec::new();
            number(&mut out, wanted as usize);
            assert_eq!(Reader::new(&out).number(), Ok(wanted));
        }
    }

    #[test]
    fn a_number_with_a_sign_is_not_taken_for_a_negative_one() {
        for (wanted, bytes) in [
            (63, vec![63]),
            (64, vec![0xc0, 0]),
            (8192, vec![0x80, 0xc0, 0]),
        ] {
            let mut out = Vec::new();
            signed(&mut out, wanted);
            assert_eq!(out, bytes);
        }
    }
}
