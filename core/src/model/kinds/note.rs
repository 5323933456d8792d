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
        /// Its paper, where it is a sticky note.
        colour: NoteColour = NoteColour::Yellow => FieldSpec::new("Colour");
    }
}

choice! {
    /// How a note looks.
    NoteStyle { Note = "note", Text = "text", Heading = "heading" }
}

choice! {
    /// The paper of a sticky note; each theme has its own shade of it.
    NoteColour { Yellow = "yellow", Green = "green", Blue = "blue", Violet = "violet", Pink = "pink", Grey = "grey" }
}
