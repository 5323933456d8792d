//! The model: a design is flat tables of records, each kind in a file of its own with its field table.
//!
//! A bad design is a valid value. Nothing here judges: overlap, isolation and MTU trouble are findings of
//! [`crate::checks`](crate). The only thing that can't be is a reference to a record that does not exist.
//!
//! Read [`record`] for how a kind is declared, [`design`] for the tables, [`kinds`] for the kinds themselves.

pub mod design;
pub mod field;
pub mod id;
pub mod identity;
pub mod kinds;
pub mod lab_mark;
pub mod layout;
pub mod record;
pub mod record_json;
pub mod table;
pub mod values;

pub use design::Design;
pub use field::{FieldError, FieldSpec, FieldType, FieldValue};
pub use id::{EntityId, Id};
pub use identity::Identity;
pub use kinds::*;
pub use lab_mark::LabMark;
pub use layout::{BoxKey, Layout, Rect};
pub use record::{KindSpec, Record, RecordKind};
pub use table::Table;
pub use values::*;
