//! Call parameters as a tree with holes: each hole is filled by the output of another operation.

/// Names an operation of a plan, and with it the one value that it puts out: `vpc-1`, `vpc-1/main-route-table`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(pub String);

impl Key {
    /// Not an operation: a text that differs with each run, for calls that want a reference never used before.
    pub fn run() -> Self {
        Self("run".to_owned())
    }

    /// Whether this is [`Key::run`].
    pub fn is_run(&self) -> bool {
        self.0 == "run"
    }

    /// A further operation about the same record.
    pub fn part(owner: impl std::fmt::Display, part: impl std::fmt::Display) -> Self {
        Self(format!("{owner}/{part}"))
    }

    /// The key as a name that bash and Python both allow: `vpc_1_main_route_table`.
    pub fn variable(&self) -> String {
        self.0
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect()
    }
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Literal(String),
    /// What the named operation put out.
    Output(Key),
    /// The `/64` with this number of the `/56` that the named operation put out.
    Ipv6Subnet(Key, u8),
}

/// A text with holes, such as a query that mentions an id not known yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Piece>);

impl Text {
    #[must_use]
    pub fn then(mut self, literal: &str) -> Self {
        self.0.push(Piece::Literal(literal.to_owned()));
        self
    }

    #[must_use]
    pub fn output(mut self, key: &Key) -> Self {
        self.0.push(Piece::Output(key.clone()));
        self
    }

    #[must_use]
    pub fn ipv6_subnet(mut self, block: &Key, number: u8) -> Self {
        self.0.push(Piece::Ipv6Subnet(block.clone(), number));
        self
    }

    /// The whole text, where it has no holes.
    pub fn literal(&self) -> Option<String> {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Literal(text) => Some(text.as_str()),
                Piece::Output(_) | Piece::Ipv6Subnet(..) => None,
            })
            .collect()
    }

    pub fn needs<'t>(&'t self, visit: &mut dyn FnMut(&'t Key)) {
        for piece in &self.0 {
            match piece {
                Piece::Output(key) | Piece::Ipv6Subnet(key, _) if !key.is_run() => visit(key),
                _ => {}
            }
        }
    }
}

/// Parameters in botocore's member names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tree {
    /// Not sent at all; left out of the structure it stands in.
    Absent,
    Bool(bool),
    Integer(i64),
    Text(Text),
    List(Vec<Tree>),
    Structure(Vec<(String, Tree)>),
}

impl Tree {
    /// Calls `visit` with the operation behind each hole.
    pub fn needs<'t>(&'t self, visit: &mut dyn FnMut(&'t Key)) {
        match self {
            Tree::Absent | Tree::Bool(_) | Tree::Integer(_) => {}
            Tree::Text(text) => text.needs(visit),
            Tree::List(items) => items.iter().for_each(|item| item.needs(visit)),
            Tree::Structure(members) => members.iter().for_each(|(_, member)| member.needs(visit)),
        }
    }

    /// The value at this path of members of structures.
    pub fn inside(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |tree, name| match tree {
            Tree::Structure(members) => members
                .iter()
                .find(|(member, _)| member == name)
                .map(|(_, value)| value),
            _ => None,
        })
    }

    /// A structure of these members, without the absent ones.
    pub fn structure(members: Vec<(&str, Tree)>) -> Self {
        let present = members
            .into_iter()
            .filter(|(_, value)| *value != Tree::Absent);
        Tree::Structure(
            present
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        )
    }

    /// Absent where the list is empty: AWS refuses most empty lists.
    pub fn list_or_absent(items: Vec<Tree>) -> Self {
        if items.is_empty() {
            Tree::Absent
        } else {
            Tree::List(items)
        }
    }
}

impl From<bool> for Tree {
    fn from(value: bool) -> Self {
        Tree::Bool(value)
    }
}

impl From<&str> for Tree {
    fn from(value: &str) -> Self {
        Tree::Text(value.into())
    }
}

impl From<String> for Tree {
    fn from(value: String) -> Self {
        Tree::from(value.as_str())
    }
}

impl From<Text> for Tree {
    fn from(value: Text) -> Self {
        Tree::Text(value)
    }
}

impl From<Key> for Tree {
    fn from(key: Key) -> Self {
        Tree::from(&key)
    }
}

impl From<&Key> for Tree {
    fn from(key: &Key) -> Self {
        Tree::Text(Text::default().output(key))
    }
}

impl<T: Into<Tree>> From<Vec<T>> for Tree {
    fn from(items: Vec<T>) -> Self {
        Tree::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Tree>> From<Option<T>> for Tree {
    fn from(value: Option<T>) -> Self {
        value.map_or(Tree::Absent, Into::into)
    }
}

macro_rules! whole_numbers {
    ($($number:ty),+) => {$(
        impl From<$number> for Tree {
            fn from(value: $number) -> Self {
                Tree::Integer(value.into())
            }
        }
    )+};
}
whole_numbers!(i32, i64, u8, u16, u32);

impl From<&str> for Text {
    fn from(literal: &str) -> Self {
        Text::default().then(literal)
    }
}

impl From<String> for Text {
    fn from(literal: String) -> Self {
        literal.as_str().into()
    }
}

/// A structure of call parameters: `params! { "VpcId" => &vpc, "CidrBlock" => "10.0.0.0/16" }`.
macro_rules! params {
    ($( $name:expr => $value:expr ),* $(,)?) => {
        $crate::plan::tree::Tree::structure(vec![$( ($name, $crate::plan::tree::Tree::from($value)) ),*])
    };
}
pub(crate) use params;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_members_are_not_sent() {
        let tree = params! { "A" => 1, "B" => None::<String>, "C" => Tree::list_or_absent(vec![]) };
        assert_eq!(tree, params! { "A" => 1 });
    }

    #[test]
    fn holes_are_found_wherever_they_are() {
        let (a, b) = (Key("a-1".into()), Key::part("b-1", "dns"));
        let tree =
            params! { "X" => vec![params! { "Y" => &a }], "Z" => Text::from("i/").output(&b) };
        let mut seen = Vec::new();
        tree.needs(&mut |key| seen.push(key.variable()));
        assert_eq!(seen, ["a_1", "b_1_dns"]);
    }
}
