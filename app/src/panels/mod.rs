//! The panels around the drawing. Each shows a view model of the editor crate and changes the design by commands.

pub(crate) mod act;
mod add;
mod address_plan;
mod commands;
mod dialog;
mod dialogs;
mod export;
mod gallery;
mod help;
mod icon;
mod import_aws;
mod import_notes;
mod inspector;
pub(crate) mod lab;
mod legend;
mod lens;
mod matrix;
pub(crate) mod menu;
pub(crate) mod outline;
mod palette;
mod problems;
mod splitter;
mod summary;
pub(crate) mod theme;
mod top_bar;
pub(crate) mod trace;
pub(crate) mod ui;

pub(crate) use dialogs::{DialogLayer, ReplaceQuestion};
pub(crate) use gallery::Start;
pub(crate) use inspector::Inspector;
pub(crate) use lab::{LabPanel, LabReturn};
pub(crate) use legend::Legend;
pub(crate) use menu::MenuLayer;
pub(crate) use outline::Outline;
pub(crate) use palette::Palette;
pub(crate) use problems::Problems;
pub(crate) use splitter::{LeftSplitter, RightSplitter};
pub(crate) use top_bar::TopBar;
pub(crate) use trace::trace_panel;

/// A function that no optimiser puts into its caller, so that it can come later (app/later.txt) where the caller can't.
pub(crate) fn comes_later<A, V>(make: fn(A) -> V) -> fn(A) -> V {
    std::hint::black_box(make)
}
