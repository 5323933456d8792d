//! Interaction without a browser.
pub mod geometry;
pub mod journal;
