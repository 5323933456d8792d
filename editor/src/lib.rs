//! Interaction without a browser.

pub mod actions;
pub mod analysis;
pub mod engine;
pub mod geometry;
pub mod journal;
pub mod measure;
pub mod paint;
pub mod session;
pub mod tools;
pub mod view_models;

#[cfg(test)]
mod test_editor;
