//! The saved file: JSON with a version, readable in a diff, and nothing lost that this version does not know.

mod fragment;
mod load;
mod locate;
mod once;
mod pieces;
mod save;
mod schema;
pub mod steps;

pub use fragment::{Fragment, MOST_RECORDS, is_ours};
pub use load::{FormatError, Loaded, Note, load};
pub use locate::line_of;
pub use pieces::{Assembly, pieces};
pub use save::{pretty, save, to_json};
pub use schema::schema;

/// The word that makes a JSON file a Netwright design.
pub const FORMAT: &str = "netwright";

/// The version that this program writes; older files are lifted to it step by step.
pub const VERSION: u64 = 1;
