//! What the painter draws with: rectangles, icons, text, paths, all escaped.

use std::fmt::Write;

use super::Painter;
use crate::diagram::{Icon, Point, Rect};

impl Painter {
    pub(super) fn rect(
        &mut self,
        rect: &Rect,
        corner: i32,
        fill: &str,
        line: &str,
        width: i32,
        dash: Option<&str>,
    ) {
        let dash = dash
            .map(|dash| format!(" stroke-dasharray=\"{dash}\""))
            .unwrap_or_default();
        let Rect {
            x,
            y,
            width: w,
            height: h,
        } = rect;
        let _ = writeln!(
            self.out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{corner}\" fill=\"{fill}\" stroke=\"{line}\" stroke-width=\"{width}\"{dash}/>"
        );
    }

    pub(super) fn icon(&mut self, icon: Icon, corner: Point, size: i32, colour: &str) {
        let _ = writeln!(
            self.out,
            "<svg x=\"{}\" y=\"{}\" width=\"{size}\" height=\"{size}\" viewBox=\"0 0 24 24\"><path d=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>",
            corner.x,
            corner.y,
            icon.path()
        );
    }

    pub(super) fn text(&mut self, at: Point, text: &str, size: i32, weight: i32, colour: &str) {
        let fill = self.theme.get(colour);
        let _ = writeln!(
            self.out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{fill}\">{}</text>",
            at.x,
            at.y,
            escaped(text)
        );
    }

    /// A title with a rim of the colour of its ground; a line below it is in regular weight.
    pub(super) fn rimmed(&mut self, at: Point, text: &str, size: i32, colour: &str, ground: &str) {
        let (fill, rim) = (self.theme.get(colour), self.theme.get(ground));
        let weight = if size > 12 { 600 } else { 400 };
        let _ = writeln!(
            self.out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{fill}\" stroke=\"{rim}\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>",
            at.x,
            at.y,
            escaped(text)
        );
    }

    pub(super) fn text_from_right(&mut self, at: Point, text: &str, size: i32) {
        let fill = self.theme.get("canvas-text-secondary");
        let _ = writeln!(
            self.out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{size}\" text-anchor=\"end\" fill=\"{fill}\">{}</text>",
            at.x,
            at.y,
            escaped(text)
        );
    }
}

/// A wire with its corners rounded by at most `radius`.
pub(super) fn rounded_path(points: &[Point], radius: i32) -> String {
    let mut path = String::new();
    for (index, point) in points.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| points.get(before));
        match (before, points.get(index + 1)) {
            (None, _) => {
                let _ = write!(path, "M{} {}", point.x, point.y);
            }
            (Some(before), Some(after)) => {
                let from = towards(*point, *before, radius);
                let to = towards(*point, *after, radius);
                let _ = write!(
                    path,
                    "L{} {}Q{} {} {} {}",
                    from.x, from.y, point.x, point.y, to.x, to.y
                );
            }
            (Some(_), None) => {
                let _ = write!(path, "L{} {}", point.x, point.y);
            }
        }
    }
    path
}

/// The point `radius` from `corner` towards `end` along a straight run, at most half way.
fn towards(corner: Point, end: Point, radius: i32) -> Point {
    let step = |from: i32, to: i32| (to - from).signum() * radius.min((to - from).abs() / 2);
    Point::new(
        corner.x + step(corner.x, end.x),
        corner.y + step(corner.y, end.y),
    )
}

/// Text for an element or an attribute. What would change the order or the meaning of its neighbours is shown escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(letter));
            }
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {
                out.push(' ');
            }
            letter => out.push(letter),
        }
    }
    out
}
