//! A design in pieces: each holds some rows as a file does, so that a page can take one in between two frames.

use serde_json::{Map, Value};

use super::load::{FormatError, Reader, Wrong};
use super::save::row_to_json;
use crate::model::{Design, Kind};

/// Rows of one piece: a few milliseconds of work for a browser.
const ROWS: usize = 160;

/// The pieces of a design, in the order in which they are put together again. Its name and description are in none.
pub fn pieces(design: &Design) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut push = |list: &str, rows: Value| {
        let piece = Map::from_iter([(list.to_owned(), rows)]);
        pieces.push(Value::Object(piece).to_string());
    };
    if let Some(identity) = &design.identity {
        push("identity", Value::from(identity.as_str()));
    }
    if let Some(mark) = &design.lab {
        push("lab", mark.to_json());
    }
    for kind in Kind::ALL {
        let rows: Vec<_> = design.rows(*kind).collect();
        for some in rows.chunks(ROWS) {
            let some = some.iter().map(|row| row_to_json(design, *row));
            push(kind.spec().plural, some.collect());
        }
    }
    let mut boxes = design.layout.iter().peekable();
    while boxes.peek().is_some() {
        let some = boxes.by_ref().take(4 * ROWS);
        let some = some.map(|(key, rect)| (key.to_string(), rect.to_json()));
        push("layout", Value::Object(some.collect()));
    }
    if let Some(unknown) = design.unknown.get(&None) {
        pieces.push(Value::Object(unknown.clone()).to_string());
    }
    pieces
}

/// A design that is being put together from its pieces. References are not looked at: whoever cut the pieces has.
#[derive(Debug)]
pub struct Assembly {
    reader: Reader,
}

impl Assembly {
    pub fn new(name: &str, description: &str) -> Self {
        let mut design = Design::new(name);
        description.clone_into(&mut design.description);
        Self {
            reader: Reader::new(design),
        }
    }

    /// Takes in the next piece.
    ///
    /// # Errors
    /// Where the text is no piece of a design.
    pub fn take(&mut self, piece: &str) -> Result<(), FormatError> {
        let wrong = |(pointer, message): Wrong| FormatError {
            message,
            pointer,
            line: None,
        };
        let piece: Value = serde_json::from_str(piece)
            .map_err(|error| wrong((String::new(), error.to_string())))?;
        let none = Map::new();
        self.reader
            .part(piece.as_object().unwrap_or(&none))
            .map_err(wrong)
    }

    /// The design, once all pieces are taken.
    pub fn finish(self) -> Design {
        self.reader.finish().0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    use crate::diagram::automatic_layout;
    use crate::format::{load, save};
    use crate::generate::generate;

    #[test]
    fn pieces_make_the_design_again() {
        let mut design = generate(40, 3).design;
        design.layout = automatic_layout(&design, None).into_iter().collect();
        let mut file: Value = save(&design).parse().unwrap();
        file["vpcs"][0]["future"] = Value::from(1);
        file["futures"] = Value::from(vec![2]);
        file["identity"] = json!("000000000000f00d");
        file["lab"] = json!({"name": "hub-isolation", "hints": 2});
        let design = load(&file.to_string()).unwrap().design;
        assert!(design.lab.is_some() && design.identity.is_some());
        let mut assembly = Assembly::new(&design.name, &design.description);
        let pieces = pieces(&design);
        assert!(pieces.len() > Kind::ALL.len() / 2);
        for piece in pieces {
            assembly.take(&piece).unwrap();
        }
        let again = assembly.finish();
        assert!(again == design);
        assert_eq!(again.lab, design.lab);
        assert_eq!(again.unknown, design.unknown);
        assert!(Assembly::new("", "").take("[").is_err());
        assert!(Assembly::new("", "").take(r#"{"vpcs": [{}]}"#).is_err());
    }
}
