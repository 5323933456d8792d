//! Interaction without a browser.
pub mod analysis;
pub mod geometry;
pub mod journal;
pub mod measure;
pub mod session;
pub mod view_models;
