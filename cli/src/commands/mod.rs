//! The commands, one file each.

pub(crate) mod check;
pub(crate) mod convert;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod generate;
pub(crate) mod import;
pub(crate) mod lab;
pub(crate) mod new;
pub(crate) mod reach;
pub(crate) mod reference;
pub(crate) mod render;
mod sarif;
pub(crate) mod schema;
pub(crate) mod trace;
