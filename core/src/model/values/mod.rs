//! Types that fields can have: plain values, references, closed lists of words, texts with a grammar, structures.

pub mod choices;
pub mod grammar;
pub mod intent_end;
pub mod plain;
pub mod references;
pub mod waf_statement;
mod waf_statement_json;

pub use choices::*;
pub use grammar::*;
pub use intent_end::*;
pub use waf_statement::*;
