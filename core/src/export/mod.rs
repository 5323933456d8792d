//! Exporters: one file per format.

pub mod svg;
