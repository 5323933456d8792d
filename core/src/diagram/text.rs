//! Fitting text where no font can be measured: widths are estimated from a table for a sans-serif face.

/// The estimated width of `text` in hundredths of its font size.
pub fn width_hundredths(text: &str) -> i32 {
    text.chars().map(char_width).sum()
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

/// `text` in lines of at most `width` world units at `size`, broken at spaces; at most `most` lines.
pub fn wrapped(text: &str, size: i32, width: i32, most: usize) -> Vec<String> {
    let room = width.saturating_mul(100) / size.max(1);
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
    fn lines_break_at_spaces() {
        assert_eq!(
            wrapped("ask the payments team\nfirst", 10, 70, 9),
            ["ask the", "payments", "team", "first"]
        );
        assert_eq!(wrapped("a b c", 10, 10, 2).len(), 2);
    }
}
