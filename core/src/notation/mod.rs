//! A tiny text form of a design: one line a record, what is inside indented below it.
//!
//! ```text
//! env prod colour=#b0413e
//! vpc prod region=eu-west-1 environment=prod cidrs=10.0.0.0/16
//!   subnet app-a az=a cidrs=10.0.1.0/24
//! tgw hub
//!   tgw-attachment prod resource=prod subnets=app-a
//! ```
//!
//! A line is the kind, then a name (quoted where it is not a plain word), then `#3` for the number in the id, then
//! `field=value`. References are names, or ids such as `vpc-1`. The field that names the parent is left out under it.
//! A value is a plain word, plain words with commas for a list, or JSON. `design "Name"` names the design; `//`
//! starts a comment at the start of a line. Layout and unknown fields have no notation.
//!
//! For tests, examples in the documentation of checks, the clipboard and bug reports.

mod line;
mod parse;
mod print;

pub use parse::{NotationError, parse};
pub use print::print;
