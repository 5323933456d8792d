//! Identifiers: a kind and a small number, written `vpc-3`.
//!
//! Ids are minted from a counter outside undo, so that an id is never used for two things in one session.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use super::kinds::Kind;
use super::record::RecordKind;

/// The identifier of a record of any kind: `vpc-3`, `tgw-route-table-1`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId {
    pub kind: Kind,
    pub number: u32,
}

/// The identifier of a record of one kind, checked by the compiler.
pub struct Id<T> {
    number: u32,
    kind: PhantomData<fn() -> T>,
}

/// A text that is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected an identifier such as vpc-3, found {0:?}")]
pub struct IdError(pub String);

impl EntityId {
    pub fn new(kind: Kind, number: u32) -> Self {
        Self { kind, number }
    }

    /// The typed form, where the kind is that of `T`.
    pub fn typed<T: RecordKind>(self) -> Option<Id<T>> {
        (self.kind == T::KIND).then(|| Id::new(self.number))
    }
}

impl<T: RecordKind> Id<T> {
    pub fn new(number: u32) -> Self {
        Self {
            number,
            kind: PhantomData,
        }
    }

    pub fn number(self) -> u32 {
        self.number
    }

    pub fn entity(self) -> EntityId {
        EntityId::new(T::KIND, self.number)
    }
}

impl<T: RecordKind> From<Id<T>> for EntityId {
    fn from(id: Id<T>) -> Self {
        id.entity()
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind.spec().prefix, self.number)
    }
}

impl fmt::Debug for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for EntityId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError(text.to_owned());
        let (prefix, number) = text.rsplit_once('-').ok_or_else(wrong)?;
        let kind = Kind::from_prefix(prefix).ok_or_else(wrong)?;
        let canonical = !number.starts_with(['0', '+']);
        match number.parse() {
            Ok(number) if canonical => Ok(Self { kind, number }),
            _ => Err(wrong()),
        }
    }
}

impl<T: RecordKind> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.entity(), f)
    }
}

impl<T: RecordKind> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.entity(), f)
    }
}

// Derives would ask the same of `T`, which is only a marker.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number.cmp(&other.number)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Vpc;

    #[test]
    fn text_and_back() {
        for kind in Kind::ALL {
            let id = EntityId::new(*kind, 12);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        assert_eq!(Id::<Vpc>::new(3).to_string(), "vpc-3");
    }

    #[test]
    fn only_one_spelling() {
        for text in [
            "vpc-03",
            "vpc-0",
            "vpc-+3",
            "vpc-",
            "vpc",
            "-3",
            "pcv-3",
            "vpc-99999999999",
        ] {
            assert!(text.parse::<EntityId>().is_err(), "{text}");
        }
    }
}
