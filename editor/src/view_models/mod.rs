//! View models: what the panels show, as values made from the design. No panel works anything out by itself.

pub mod address;
pub mod address_plan;
pub mod billing;
pub mod census;
pub mod children;
pub mod find;
pub mod form;
pub mod highlight;
pub mod import_report;
pub mod lens;
pub mod outline;
pub mod picker;
pub mod problems;
pub mod search;
pub mod suggest;
pub mod trace;
pub mod words;
