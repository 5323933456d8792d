//! Interaction without a browser.
pub mod geometry;
