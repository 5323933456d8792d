//! The pure core of Netwright.

pub mod aws;
pub mod diagram;
pub mod net;
