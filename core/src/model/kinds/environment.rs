//! Environment: see [`Environment`].

use crate::model::FieldSpec;
use crate::model::record::record;

record! {
    /// A group of VPCs and sites that belong together, such as prod. It crosses accounts and regions.
    Environment, "env", "environments", "Environment" {
        /// Colour on the canvas, `#rrggbb`.
        colour: String = "#5b6b7b".to_owned() => FieldSpec::new("Colour");
        /// Other environments may reach it without an intent.
        shared: bool = false => FieldSpec::new("Shared");
    }
}

/// Colours for new environments, told apart also by the colour-blind, on light and dark ground.
pub const ENVIRONMENT_COLOURS: [&str; 8] = [
    "#b0413e", "#b7791f", "#2f6db5", "#5b7f2b", "#7a4fb5", "#1f8a8a", "#b14a86", "#5b6b7b",
];
