//! One line of notation, taken apart without knowing any kind.

use serde_json::Value;

/// A line taken apart.
#[derive(Debug, PartialEq)]
pub(super) struct Line {
    /// Spaces before the first word.
    pub indent: usize,
    pub word: String,
    pub name: Option<String>,
    pub number: Option<u32>,
    pub fields: Vec<(String, Token)>,
}

/// A value as it stands in the line.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// Up to the next space.
    Plain(String),
    Json(Value),
}

/// Takes a line apart; nothing where it is empty or a comment.
pub(super) fn split(text: &str) -> Result<Option<Line>, String> {
    let trimmed = text.trim_start_matches(' ');
    let indent = text.len() - trimmed.len();
    let mut rest = trimmed.trim_end();
    if rest.is_empty() || rest.starts_with("//") {
        return Ok(None);
    }
    let word = take_plain(&mut rest).to_owned();
    let mut line = Line {
        indent,
        word,
        name: None,
        number: None,
        fields: Vec::new(),
    };
    loop {
        rest = rest.trim_start_matches(' ');
        if rest.is_empty() {
            return Ok(Some(line));
        }
        if rest.starts_with('"') && line.name.is_none() && line.fields.is_empty() {
            match take_json(&mut rest)? {
                Value::String(name) => line.name = Some(name),
                _ => return Err("expected a name".to_owned()),
            }
        } else if let Some(number) = rest.strip_prefix('#') {
            rest = number;
            let number = take_plain(&mut rest);
            let parsed = number.parse().ok().filter(|number| *number > 0);
            let expected = || format!("expected a number after #, found {number:?}");
            line.number = Some(parsed.ok_or_else(expected)?);
        } else {
            take_word(&mut rest, &mut line)?;
        }
    }
}

/// A `field=value`, or the name.
fn take_word(rest: &mut &str, line: &mut Line) -> Result<(), String> {
    let end = rest.find([' ', '=']).unwrap_or(rest.len());
    let (word, tail) = rest.split_at(end);
    if let Some(value) = tail.strip_prefix('=') {
        *rest = value;
        let token = if value.starts_with(['"', '[', '{']) {
            Token::Json(take_json(rest)?)
        } else {
            Token::Plain(take_plain(rest).to_owned())
        };
        line.fields.push((word.to_owned(), token));
    } else if line.name.is_none() && line.fields.is_empty() {
        *rest = tail;
        line.name = Some(word.to_owned());
    } else {
        return Err(format!("expected field=value, found {word:?}"));
    }
    Ok(())
}

fn take_plain<'t>(rest: &mut &'t str) -> &'t str {
    let end = rest.find(' ').unwrap_or(rest.len());
    let (word, tail) = rest.split_at(end);
    *rest = tail;
    word
}

fn take_json(rest: &mut &str) -> Result<Value, String> {
    let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
    let value = stream
        .next()
        .unwrap_or(Ok(Value::Null))
        .map_err(|error| error.to_string())?;
    let end = stream.byte_offset();
    *rest = rest.get(end..).unwrap_or_default();
    Ok(value)
}
