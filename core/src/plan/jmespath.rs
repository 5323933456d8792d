//! Queries that hold values of the design: literals of JMESPath, with holes for what is known only later.

use std::fmt::Write as _;

use super::tree::{Piece, Text, Tree};

/// A query while it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Text);

impl Query {
    #[must_use]
    pub fn then(mut self, text: &str) -> Self {
        self.push(text);
        self
    }

    #[must_use]
    pub fn query(mut self, other: &Query) -> Self {
        for piece in &other.0.0 {
            match piece {
                Piece::Literal(text) => self.push(text),
                hole => self.0.0.push(hole.clone()),
            }
        }
        self
    }

    /// A value in JSON between backticks, in which only the backtick has to be escaped besides
    /// (<https://jmespath.org/specification.html#literal-expressions>).
    #[must_use]
    pub fn literal(mut self, tree: &Tree) -> Self {
        self.push("`");
        self.json(tree);
        self.push("`");
        self
    }

    fn push(&mut self, text: &str) {
        match self.0.0.last_mut() {
            Some(Piece::Literal(last)) => last.push_str(text),
            _ => self.0.0.push(Piece::Literal(text.to_owned())),
        }
    }

    fn json(&mut self, tree: &Tree) {
        match tree {
            Tree::Absent => self.push("null"),
            Tree::Bool(value) => self.push(&value.to_string()),
            Tree::Integer(number) => self.push(&number.to_string()),
            Tree::Text(text) => {
                self.push("\"");
                for piece in &text.0 {
                    match piece {
                        Piece::Literal(literal) => self.push(&inside(literal)),
                        hole => self.0.0.push(hole.clone()),
                    }
                }
                self.push("\"");
            }
            Tree::List(items) => {
                self.push("[");
                for (place, item) in items.iter().enumerate() {
                    self.push(if place == 0 { "" } else { ", " });
                    self.json(item);
                }
                self.push("]");
            }
            Tree::Structure(members) => {
                self.push("{");
                for (place, (name, member)) in members.iter().enumerate() {
                    let comma = if place == 0 { "" } else { ", " };
                    self.push(&format!("{comma}\"{}\": ", inside(name)));
                    self.json(member);
                }
                self.push("}");
            }
        }
    }
}

/// A text as the inside of a JSON string, in ASCII.
fn inside(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' if c != '`' => out.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out
}

impl From<&str> for Query {
    fn from(text: &str) -> Self {
        Self::default().then(text)
    }
}

impl From<String> for Query {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<Query> for Text {
    fn from(query: Query) -> Self {
        query.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::{Key, params};
    use super::*;

    #[test]
    fn values_become_literals_with_their_holes() {
        let hole = Key("web-acl-1".to_owned());
        let tree = params! { "A" => vec![&hole], "B" => "x`\"\u{202e}", "C" => 7, "D" => true };
        let text: Text = Query::from("X==").literal(&tree).into();
        let pieces = [
            Piece::Literal("X==`{\"A\": [\"".to_owned()),
            Piece::Output(hole),
            Piece::Literal(
                "\"], \"B\": \"x\\u0060\\\"\\u202e\", \"C\": 7, \"D\": true}`".to_owned(),
            ),
        ];
        assert_eq!(text.0, pieces);
    }
}
