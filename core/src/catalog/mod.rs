//! The catalog: what a design can start from. Templates open in one click.

pub mod templates;

pub use templates::Template;
