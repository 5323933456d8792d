//! Colours of a diagram, read from the one file of design tokens, so that canvas and SVG can't drift apart.

use std::collections::BTreeMap;

use super::colour::Ink;
use super::display::WireKind;
use super::shape::Family;
use crate::model::NoteColour;

const TOKENS: &str = include_str!("../../../app/style/theme.css");

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scheme {
    #[default]
    Light,
    Dark,
}

/// Design tokens of one scheme by name, without the leading dashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    pub scheme: Scheme,
    tokens: BTreeMap<&'static str, &'static str>,
}

impl Theme {
    /// The tokens of a scheme: those of the light one, and what the dark one replaces.
    pub fn new(scheme: Scheme) -> Self {
        let mut tokens = block(":root {");
        if scheme == Scheme::Dark {
            tokens.extend(block(":root[data-theme=\"dark\"] {"));
        }
        Self { scheme, tokens }
    }

    /// The value of a token such as `canvas-wire`; a colour that can't be missed where the file has none.
    pub fn get(&self, name: &str) -> &'static str {
        self.tokens.get(name).copied().unwrap_or("#ff00ff")
    }

    /// The colour of a family's icons.
    pub fn family(&self, family: Family) -> &'static str {
        self.get(family_token(family))
    }

    /// The colour of what boxes are coloured by, as CSS. What a file says of a colour is not trusted to be one.
    pub fn ink<'i>(&self, ink: &'i Ink) -> &'i str {
        match ink {
            Ink::Chosen(css) => safe_colour(css),
            Ink::Series(at) => self.get(series_token(*at)),
        }
    }

    /// The colour of a wire.
    pub fn wire(&self, kind: WireKind) -> &'static str {
        self.get(wire_token(kind))
    }
}

/// The token that colours the icons of a family.
pub const fn family_token(family: Family) -> &'static str {
    match family {
        Family::Network | Family::Hub => "category-network",
        Family::Compute => "category-compute",
        Family::Connect => "category-storage",
        Family::Edge => "category-edge",
        Family::Dns => "category-management",
        Family::Security => "category-security",
        Family::OnPremises => "category-premises",
        Family::Note => "category-note",
    }
}

/// The token of one of the series' colours; those beyond its end share the grey of the rest.
pub const fn series_token(at: usize) -> &'static str {
    match at {
        0 => "series-1",
        1 => "series-2",
        2 => "series-3",
        3 => "series-4",
        4 => "series-5",
        5 => "series-6",
        6 => "series-7",
        7 => "series-8",
        _ => "series-rest",
    }
}

/// The tokens that fill and outline a sticky note.
pub const fn note_tokens(colour: NoteColour) -> (&'static str, &'static str) {
    match colour {
        NoteColour::Yellow => ("canvas-note-fill", "canvas-note-line"),
        NoteColour::Green => ("canvas-note-green-fill", "canvas-note-green-line"),
        NoteColour::Blue => ("canvas-note-blue-fill", "canvas-note-blue-line"),
        NoteColour::Violet => ("canvas-note-violet-fill", "canvas-note-violet-line"),
        NoteColour::Pink => ("canvas-note-pink-fill", "canvas-note-pink-line"),
        NoteColour::Grey => ("canvas-note-grey-fill", "canvas-note-grey-line"),
    }
}

/// A colour from a design, or grey where it is not one: it goes into attributes and styles.
pub fn safe_colour(colour: &str) -> &str {
    let digits = colour.strip_prefix('#').unwrap_or_default();
    let is_colour =
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_colour { colour } else { "#808080" }
}

/// The token that colours wires of a kind.
pub const fn wire_token(kind: WireKind) -> &'static str {
    match kind {
        WireKind::Attachment => "canvas-wire-attachment",
        WireKind::Peering => "canvas-wire-peering",
        WireKind::Private => "canvas-wire-private",
        WireKind::PrivateLink => "canvas-wire-privatelink",
        WireKind::Dns => "canvas-wire-dns",
        WireKind::Guard => "canvas-wire-guard",
        WireKind::Placement | WireKind::Target => "canvas-wire",
    }
}

/// The declarations after `selector`, as they stand in the file.
fn block(selector: &str) -> BTreeMap<&'static str, &'static str> {
    let Some((_, rest)) = TOKENS.split_once(selector) else {
        return BTreeMap::new();
    };
    let body = rest.split_once('}').map_or(rest, |(body, _)| body);
    let declarations = body
        .split(';')
        .filter_map(|line| line.rsplit_once("--")?.1.split_once(':'));
    crate::order::map(declarations.map(|(name, value)| (name.trim(), value.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_of_a_diagram_is_in_both_themes() {
        for scheme in [Scheme::Light, Scheme::Dark] {
            let theme = Theme::new(scheme);
            let wires = WireKind::ALL.map(wire_token);
            let families = [
                Family::Hub,
                Family::Compute,
                Family::Connect,
                Family::Edge,
                Family::Dns,
                Family::Security,
            ];
            for token in wires
                .into_iter()
                .chain(families.map(family_token))
                .chain(NoteColour::ALL.iter().map(|colour| note_tokens(*colour).0))
                .chain(NoteColour::ALL.iter().map(|colour| note_tokens(*colour).1))
                .chain(["canvas-text", "canvas-vpc-line"])
            {
                let value = theme.get(token);
                assert!(
                    value.starts_with('#') && value != "#ff00ff",
                    "{token}: {value}"
                );
            }
        }
        let (light, dark) = (Theme::new(Scheme::Light), Theme::new(Scheme::Dark));
        assert_ne!(light.get("canvas-text"), dark.get("canvas-text"));
    }
}
