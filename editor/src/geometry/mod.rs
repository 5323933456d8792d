//! Pure kernels: data in, plan out. Nothing here can reach the session.

pub mod detail;
pub mod resize;
pub mod room;
pub mod snap;
pub mod view;

pub use detail::Detail;
pub use resize::Handle;
pub use view::{View, ViewPoint};
