//! Icons of the panels: the diagram's own for kinds, and a few for what one does with them.

use leptos::prelude::*;
use netwright_core::diagram::icon::Icon;
use netwright_core::diagram::shape::{Family, shape};
use netwright_core::model::Kind;

/// What a person does: drawn on the same grid of 24 by 24 as the icons of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glyph {
    Add,
    Addresses,
    Check,
    Chevron,
    Close,
    Copy,
    Delete,
    Down,
    Download,
    Error,
    Export,
    Fix,
    Folder,
    Help,
    Info,
    Matrix,
    Moon,
    Pick,
    Redo,
    Search,
    Share,
    Sun,
    Swap,
    Trace,
    Undo,
    Warning,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Glyph::Add => "M12 5v14M5 12h14",
            Glyph::Addresses => "M4 5h16v4H4ZM4 9v10h6V9M10 19h10V9M14 13h2M14 16h2",
            Glyph::Check => "M5 12.5 9.5 17 19 7.5",
            Glyph::Chevron => "M9 5l7 7-7 7",
            Glyph::Close => "M6 6l12 12M18 6 6 18",
            Glyph::Copy => "M9 9h11v11H9ZM15 9V4H4v11h5",
            Glyph::Delete => "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
            Glyph::Down => "M6 9l6 6 6-6",
            Glyph::Download => "M12 4v11M7.5 11 12 15.5 16.5 11M4 20h16",
            Glyph::Error => "M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7ZM12 8v5M12 16v.2",
            Glyph::Export => "M13 4h7v7M20 4l-9 9M17 14v6H4V7h6",
            Glyph::Fix => {
                "M14.5 6.5a4 4 0 0 1 5-1l-3 3 .5 2.5 2.5.5 3-3a4 4 0 0 1-5.5 5L9 21.5a2.1 2.1 0 0 1-3-3L14 11a4 4 0 0 1 .5-4.5Z"
            }
            Glyph::Folder => "M3.5 18.5v-13h6l2 2.5h9v10.5ZM12 11v4.5M9.8 13.3 12 15.5l2.2-2.2",
            Glyph::Help => {
                "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.8.4-1 .9-1 1.7M12 16.7v.2"
            }
            Glyph::Info => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 11v5.5M12 7.7v.2",
            Glyph::Matrix => "M4 4h16v16H4ZM4 9.3h16M4 14.7h16M9.3 4v16M14.7 4v16",
            Glyph::Moon => "M19.5 14.5A8 8 0 1 1 9.5 4.5a6.5 6.5 0 0 0 10 10Z",
            Glyph::Pick => {
                "M12 6a6 6 0 1 0 0 12 6 6 0 0 0 0-12M12 2.5V9M12 15v6.5M2.5 12H9M15 12h6.5"
            }
            Glyph::Redo => "M15 5l4.5 4.5L15 14M19 9.5H10a5.5 5.5 0 0 0 0 11h3",
            Glyph::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.3 15.3 20.5 20.5",
            Glyph::Share => {
                "M10 14a4 4 0 0 0 5.7 0l3.6-3.6a4 4 0 0 0-5.7-5.7L12.5 6M14 10a4 4 0 0 0-5.7 0l-3.6 3.6a4 4 0 0 0 5.7 5.7l1.1-1.3"
            }
            Glyph::Sun => {
                "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"
            }
            Glyph::Swap => "M8 4v15.5M4.5 16 8 19.5l3.5-3.5M16 20V4.5M12.5 8 16 4.5 19.5 8",
            Glyph::Trace => {
                "M5.5 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4M18.5 16a2 2 0 1 0 0 4 2 2 0 0 0 0-4M7.5 6H15a3 3 0 0 1 0 6H9a3 3 0 0 0 0 6h7.5"
            }
            Glyph::Undo => "M9 5 4.5 9.5 9 14M5 9.5h9a5.5 5.5 0 0 1 0 11h-3",
            Glyph::Warning => "M12 4 21 20H3ZM12 10v4.5M12 17.4v.2",
        }
    }
}

/// A glyph; it says nothing to a screen reader, the control it stands in does.
pub(crate) fn glyph(glyph: Glyph) -> impl IntoView {
    drawn(glyph.path(), "icon")
}

/// The icon of a kind in the colour of its family.
pub(crate) fn kind_icon(kind: Kind) -> impl IntoView {
    let class = shape(kind).map_or("icon family-premises", |shape| family_class(shape.family));
    drawn(Icon::of(kind).path(), class)
}

pub(crate) fn region_icon() -> impl IntoView {
    drawn(Icon::Region.path(), "icon family-premises")
}

fn drawn(path: &'static str, class: &'static str) -> impl IntoView {
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true">
            <path d=path />
        </svg>
    }
    .into_any()
}

const fn family_class(family: Family) -> &'static str {
    match family {
        Family::Network => "icon family-network",
        Family::Hub => "icon family-hub",
        Family::Compute => "icon family-compute",
        Family::Connect => "icon family-connect",
        Family::Edge => "icon family-edge",
        Family::Dns => "icon family-dns",
        Family::Security => "icon family-security",
        Family::OnPremises => "icon family-premises",
        Family::Note => "icon family-note",
    }
}
