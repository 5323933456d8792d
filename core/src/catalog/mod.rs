//! The catalog: what a design can start from and be added to. Templates open in one click; palette items are dropped.

pub mod draft;
pub mod items;
pub mod labs;
pub mod room;
pub mod templates;

pub use items::Item;
pub use labs::Lab;
pub use templates::Template;
