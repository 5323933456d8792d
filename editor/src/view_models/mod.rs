//! View models: what the panels show, as values made from the design. No panel works anything out by itself.

pub mod address;
pub mod draft;
pub mod form;
pub mod outline;
pub mod picker;
pub mod search;
