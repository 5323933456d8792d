//! What was in the files and is not in the design: lists that nothing reads, counted.

use super::collect::Collected;
use super::draft::{Draft, short};

/// Says how many records of which lists were left out.
pub(super) fn note<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for (key, (count, file)) in &all.unknown {
        let records = if *count == 1 { "record" } else { "records" };
        let text = format!("{}: {count} {records}, not analysed", short(key));
        draft.notes.add(file, "", &text);
    }
}
