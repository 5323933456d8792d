//! Note: see [`Note`].

use crate::model::FieldSpec;
use crate::model::record::record;
use crate::model::values::choices::choice;

record! {
    /// A note or text box on the canvas.
    Note, "note", "notes", "Note" {
        /// What it says.
        text: String = String::new() => FieldSpec::new("Text");
        /// A sticky note, plain text, or a heading.
        style: NoteStyle = NoteStyle::Note => FieldSpec::new("Style");
    }
}

choice! {
    /// How a note looks.
    NoteStyle { Note = "note", Text = "text", Heading = "heading" }
}
