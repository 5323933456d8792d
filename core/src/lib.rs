//! The pure core of Netwright.
