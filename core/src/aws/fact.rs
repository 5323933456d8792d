//! What a fact is: a value with where it is from, as of when, and how sure that is.

/// A value with its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    pub value: T,
    pub source: Source,
}

/// Where a fact is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The URL of the documentation, or the name and version of a package.
    pub reference: &'static str,
    /// The day, month or year (`2026-11-23`, `2026-11`, `2023`) up to which the copy that was read is known to hold.
    pub date: &'static str,
    pub confidence: Confidence,
    /// What disagrees, or what an older page said; empty where nothing does.
    pub note: &'static str,
}

/// How sure a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// AWS's own documentation says so.
    Documented,
    /// A package that records or follows AWS's interface says so.
    Packaged,
    /// Widely said, but not confirmed in either: show it as such.
    Unconfirmed,
}

/// One line of the catalogue of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueEntry {
    /// The fact family: `quotas`, `mtus`, ...
    pub family: &'static str,
    /// The name, unique in its family.
    pub name: String,
    /// The value with its unit.
    pub value: String,
    pub source: Source,
}

impl<T> Fact<T> {
    pub const fn new(value: T, source: Source) -> Self {
        Self { value, source }
    }
}

impl Source {
    pub const fn documented(url: &'static str, date: &'static str) -> Self {
        Self {
            reference: url,
            date,
            confidence: Confidence::Documented,
            note: "",
        }
    }

    pub const fn packaged(package: &'static str, date: &'static str) -> Self {
        Self {
            reference: package,
            date,
            confidence: Confidence::Packaged,
            note: "",
        }
    }

    pub const fn unconfirmed(reference: &'static str, date: &'static str) -> Self {
        Self {
            reference,
            date,
            confidence: Confidence::Unconfirmed,
            note: "",
        }
    }

    #[must_use]
    pub const fn note(mut self, note: &'static str) -> Self {
        self.note = note;
        self
    }
}

impl Confidence {
    /// `documented`, `packaged` or `unconfirmed`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Packaged => "packaged",
            Self::Unconfirmed => "unconfirmed",
        }
    }
}
