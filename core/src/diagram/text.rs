//! Fitting text where no font can be measured: widths are estimated from a table for a sans-serif face.

use std::borrow::Cow;

use crate::model::NoteStyle;

/// Faces differ: so many hundredths of the estimated width are wide enough.
const SPARE_HUNDREDTHS: i32 = 110;

/// The estimated width of `text` in hundredths of its font size.
pub fn width_hundredths(text: &str) -> i32 {
    text.chars().map(char_width).sum()
}

/// The room that `text` is given at `size`, in world units: some more than is estimated, as faces differ.
pub fn width(text: &str, size: i32) -> i32 {
    (width_hundredths(text) * SPARE_HUNDREDTHS / 100 * size + 99) / 100
}

/// A name for a line of `width` world units at `size`: without what one of its `holders` is called, the innermost
/// first, where all of it does not fit. What tells siblings apart stands at the end of their names.
pub fn name<'t, 'h>(
    title: &'t str,
    holders: impl IntoIterator<Item = &'h str>,
    size: i32,
    room: i32,
) -> Cow<'t, str> {
    if width(title, size) <= room {
        return Cow::Borrowed(title);
    }
    let rest = holders.into_iter().find_map(|holder| {
        let rest = title.strip_prefix(holder).filter(|_| !holder.is_empty())?;
        let rest = rest.strip_prefix(['-', '_', '.', '/', ' '])?;
        (!rest.is_empty()).then_some(rest)
    });
    rest.map_or(Cow::Borrowed(title), |rest| Cow::Owned(format!("…{rest}")))
}

/// `text` cut in the middle to fit `width` world units at `size`, with an ellipsis where something was cut.
pub fn fitted_in_the_middle(text: &str, size: i32, width: i32) -> String {
    let room = width.saturating_mul(100) / size.max(1);
    if width_hundredths(text) <= room {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let joined = |kept: usize| {
        let (head, tail) = (kept.div_ceil(2), kept / 2);
        let head: String = letters.iter().take(head).collect();
        let tail: String = letters.iter().skip(letters.len() - tail).collect();
        format!("{}…{}", head.trim_end(), tail.trim_start())
    };
    let mut kept = letters.len().saturating_sub(1);
    while kept > 0 && width_hundredths(&joined(kept)) > room {
        kept -= 1;
    }
    joined(kept)
}

/// `text` cut to fit `width` world units at `size`, with an ellipsis where something was cut.
pub fn fitted(text: &str, size: i32, width: i32) -> String {
    let room = width.saturating_mul(100) / size.max(1);
    if width_hundredths(text) <= room {
        return text.to_owned();
    }
    let mut used = char_width('…');
    let mut kept = String::new();
    for letter in text.chars() {
        used += char_width(letter);
        if used > room {
            break;
        }
        kept.push(letter);
    }
    kept.truncate(kept.trim_end().len());
    kept + "…"
}

/// The type of a note, in world units.
pub fn note_size(style: NoteStyle) -> i32 {
    if style == NoteStyle::Heading { 22 } else { 13 }
}

/// `text` in lines of at most `width` world units at `size`, broken at spaces; at most `most` lines. Lines are broken
/// rather too early: where a face is wider than is estimated, they fit all the same.
pub fn wrapped(text: &str, size: i32, width: i32, most: usize) -> Vec<String> {
    let room = width.saturating_mul(100) / size.max(1) * 100 / SPARE_HUNDREDTHS;
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let longer = width_hundredths(&line) + char_width(' ') + width_hundredths(word);
            if !line.is_empty() && longer > room {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines.iter().map(|line| fitted(line, size, width)).collect()
}

fn char_width(letter: char) -> i32 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '|' | '!' | '\'' => 27,
        'f' | 'r' | 't' | ' ' | '(' | ')' | '[' | ']' | '/' | '-' => 36,
        'm' | 'w' | 'M' | 'W' | '@' | '…' => 88,
        '0'..='9' => 58,
        'A'..='Z' => 67,
        ' '..='~' => 56,
        _ => 100,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn fitted_text_fits_or_is_an_ellipsis(text in ".{0,60}", width in 0..400) {
            let cut = fitted(&text, 12, width);
            prop_assert!(width_hundredths(&cut) <= width * 100 / 12 || cut == "…");
        }
    }

    #[test]
    fn a_name_is_cut_where_it_says_what_its_holder_says() {
        let holders = ["shared", "shared-services", "eu-west-1"];
        let cut = |title, room| name(title, holders, 12, room).into_owned();
        assert_eq!(cut("shared-services-hub-a", 60), "…services-hub-a");
        assert_eq!(cut("shared-services-hub-a", 600), "shared-services-hub-a");
        assert_eq!(cut("sharedservices", 20), "sharedservices");
        assert_eq!(cut("shared-", 20), "shared-");
    }

    #[test]
    fn a_cut_in_the_middle_keeps_both_ends() {
        let names = ["staging-application-a", "staging-application-b"];
        let cut = names.map(|name| fitted_in_the_middle(name, 12, 90));
        assert_ne!(cut[0], cut[1]);
        assert!(
            cut[0].starts_with("stag") && cut[0].ends_with("n-a"),
            "{cut:?}"
        );
        assert!(cut.iter().all(|cut| width_hundredths(cut) <= 90 * 100 / 12));
        assert_eq!(fitted_in_the_middle("web", 12, 90), "web");
        assert_eq!(fitted_in_the_middle("web", 12, 0), "…");
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(
            wrapped("ask the payments team\nfirst", 10, 70, 9),
            ["ask the", "payments", "team", "first"]
        );
        assert_eq!(wrapped("a b c", 10, 10, 2).len(), 2);
    }
}
