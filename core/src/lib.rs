//! The pure core of Netwright.

pub mod aws;
pub mod net;
