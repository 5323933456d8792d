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
