//! Analysis: what follows from a design, in memoised layers. No opinions here; those are [`crate::checks`].
//!
//! Each layer is a pure function of what it names, keeps the parts that an edit did not touch, and has a
//! from-scratch twin in its tests.

mod changes;
mod facts;
mod index;

pub use changes::Changes;
pub use facts::{Facts, join_words};
pub use index::Index;
