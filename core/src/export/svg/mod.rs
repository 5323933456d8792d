//! The SVG painter: a diagram as a picture that stands alone, light or dark, with legend and title block.

mod boxes;
mod pen;

use std::fmt::Write;

use self::pen::{escaped, rounded_path};

use crate::diagram::text::{fitted, width_hundredths, wrapped};
use crate::diagram::{
    ColourBy, Diagram, Form, Point, Rect, Scheme, Theme, Wire, WireKind, diagram,
};
use crate::model::{Design, Kind};

/// What to print with the picture.
#[derive(Debug, Clone, Copy)]
pub struct SvgOptions {
    pub scheme: Scheme,
    /// What the lines and colours mean.
    pub legend: bool,
    /// The design's name and description.
    pub title_block: bool,
}

impl Default for SvgOptions {
    fn default() -> Self {
        Self {
            scheme: Scheme::Light,
            legend: true,
            title_block: true,
        }
    }
}

const MARGIN: i32 = 48;
const CORNER: i32 = 8;
/// From one line of the title block to the next.
const LINE: i32 = 18;

/// A design as an SVG document.
pub fn svg(design: &Design, options: SvgOptions) -> String {
    paint(design, &diagram(design), options)
}

/// A diagram, made from `design` beforehand, as an SVG document.
pub fn paint(design: &Design, diagram: &Diagram, options: SvgOptions) -> String {
    let mut painter = Painter {
        theme: Theme::new(options.scheme),
        out: String::new(),
    };
    let content = diagram.bounds().unwrap_or(Rect::new(0, 0, 640, 160));
    let mut page = content.inflated(MARGIN);
    if options.title_block {
        let lines = described(design, page.width - 2 * MARGIN).len();
        let height = 72 + LINE * i32::try_from(lines).unwrap_or(0);
        page.y -= height;
        page.height += height;
    }
    let legend_top = page.bottom();
    let entries = painter.legend_entries(diagram);
    let columns = (page.width / 240).max(1);
    if options.legend && !entries.is_empty() {
        let rows = (i32::try_from(entries.len()).unwrap_or(1) + columns - 1) / columns;
        page.height += 24 + 24 * rows;
    }
    painter.open(design, &page);
    if options.title_block {
        painter.title_block(design, &page);
    }
    painter.boxes(diagram, &[Form::Region, Form::Vpc]);
    painter.zones(diagram);
    painter.boxes(diagram, &[Form::Subnet]);
    for wire in &diagram.wires {
        painter.wire(wire);
    }
    painter.titles(diagram);
    painter.boxes(
        diagram,
        &[Form::Group, Form::Card, Form::Row, Form::Gate, Form::Note],
    );
    if options.legend {
        painter.legend(&entries, Point::new(page.x + MARGIN, legend_top), columns);
    }
    painter.out.push_str("</svg>\n");
    painter.out
}

/// The lines of a design's description, as long as the page is wide.
fn described(design: &Design, room: i32) -> Vec<String> {
    if design.description.is_empty() {
        return Vec::new();
    }
    wrapped(&design.description, 13, room, 3)
}

struct Painter {
    theme: Theme,
    out: String,
}

/// A line of the legend: its words, its colour, and whether it is a line, broken or full, or a patch.
type LegendEntry = (String, String, Option<bool>);

impl Painter {
    fn open(&mut self, design: &Design, page: &Rect) {
        let background = self.theme.get("canvas-background");
        let font = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";
        let _ = write!(
            self.out,
            concat!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{x} {y} {w} {h}\" width=\"{w}\" height=\"{h}\" ",
                "font-family=\"{font}\" role=\"img\">\n<title>{title}</title>\n",
                "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{background}\"/>\n"
            ),
            x = page.x,
            y = page.y,
            w = page.width,
            h = page.height,
            title = escaped(&design.name),
            font = font,
            background = background,
        );
    }

    fn title_block(&mut self, design: &Design, page: &Rect) {
        let counts = [
            Kind::Vpc,
            Kind::Subnet,
            Kind::TransitGateway,
            Kind::VpcEndpoint,
        ];
        let words: Vec<String> = counts
            .iter()
            .filter(|kind| design.count(**kind) > 0)
            .map(|kind| {
                let count = design.count(*kind);
                let label = kind.spec().label;
                let plural = if count == 1 { "" } else { "s" };
                // "VPC endpoint" and "VPC" keep their capitals, "Subnet" does not start a sentence here.
                let label = if label.starts_with("VPC") {
                    label.to_owned()
                } else {
                    label.to_lowercase()
                };
                format!("{count} {label}{plural}")
            })
            .collect();
        let (x, y) = (page.x + MARGIN, page.y + MARGIN);
        let room = page.width - 2 * MARGIN;
        // A long name on a narrow page is set smaller before it is cut.
        let fits = |size: &i32| width_hundredths(&design.name) * size <= room * 100;
        let size = [26, 22, 18].into_iter().find(fits).unwrap_or(16);
        self.text(
            Point::new(x, y + 10),
            &fitted(&design.name, size, room),
            size,
            700,
            "canvas-text",
        );
        let mut lines = described(design, room);
        lines.push(words.join(", "));
        for (line, y) in lines.iter().zip((0..).map(|line| y + 34 + LINE * line)) {
            let line = fitted(line, 13, room);
            self.text(Point::new(x, y), &line, 13, 400, "canvas-text-secondary");
        }
    }

    fn boxes(&mut self, diagram: &Diagram, forms: &[Form]) {
        for shown in diagram
            .boxes
            .iter()
            .filter(|shown| forms.contains(&shown.shape.form))
        {
            let tint = shown.tint.and_then(|tint| diagram.tints.get(tint));
            let tint = tint.map(|tint| self.theme.ink(&tint.ink).to_owned());
            let _ = write!(
                self.out,
                "<g data-entity=\"{}\">",
                escaped(&shown.key.to_string())
            );
            match shown.shape.form {
                Form::Region => self.region(shown),
                Form::Vpc => self.vpc(shown, tint.as_deref()),
                Form::Subnet => self.subnet(diagram, shown, tint.as_deref()),
                Form::Group => self.group(diagram, shown, tint.as_deref()),
                Form::Note => self.note(shown),
                Form::Card | Form::Row | Form::Gate => self.card(diagram, shown, tint.as_deref()),
            }
            self.out.push_str("</g>\n");
        }
    }

    fn wire(&mut self, wire: &Wire) {
        let colour = self.theme.wire(wire.kind);
        let dash = match (wire.pending, wire.kind.is_dashed()) {
            (true, _) => " stroke-dasharray=\"2 5\"",
            (false, true) => " stroke-dasharray=\"5 4\"",
            (false, false) => "",
        };
        let _ = writeln!(
            self.out,
            "<path data-entity=\"{}\" d=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"{dash}/>",
            wire.entity,
            rounded_path(&wire.points, CORNER),
        );
    }

    fn legend_entries(&self, diagram: &Diagram) -> Vec<LegendEntry> {
        let used = |kind: &WireKind| diagram.wires.iter().any(|wire| wire.kind == *kind);
        let wires = WireKind::ALL.into_iter().filter(used);
        let wires = wires.map(|kind| {
            (
                kind.label().to_owned(),
                self.theme.wire(kind).to_owned(),
                Some(kind.is_dashed()),
            )
        });
        let tints = diagram.tints.iter();
        let tints = tints.map(|tint| {
            let colour = self.theme.ink(&tint.ink).to_owned();
            let words = match &diagram.colour_by {
                ColourBy::Environment => tint.name.clone(),
                by => format!("{}: {}", by.label(), tint.name),
            };
            (words, colour, None)
        });
        tints.chain(wires).collect()
    }

    fn legend(&mut self, entries: &[LegendEntry], corner: Point, columns: i32) {
        for (index, (words, colour, line)) in (0..).zip(entries) {
            let at = Point::new(
                corner.x + index % columns * 240,
                corner.y + 12 + index / columns * 24,
            );
            match line {
                None => self.rect(
                    &Rect::new(at.x, at.y - 10, 24, 12),
                    3,
                    colour,
                    colour,
                    1,
                    None,
                ),
                Some(dashed) => {
                    let dash = if *dashed {
                        " stroke-dasharray=\"5 4\""
                    } else {
                        ""
                    };
                    let _ = writeln!(
                        self.out,
                        "<path d=\"M{} {}h24\" stroke=\"{colour}\" stroke-width=\"1.5\"{dash}/>",
                        at.x,
                        at.y - 4
                    );
                }
            }
            self.text(
                Point::new(at.x + 34, at.y),
                &fitted(words, 12, 196),
                12,
                400,
                "canvas-text-secondary",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::diagram_by;
    use crate::notation::parse;

    fn example() -> Design {
        parse(include_str!("../../diagram/example.notation"))
            .unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn every_name_is_in_the_picture_in_both_schemes() {
        let design = example();
        for scheme in [Scheme::Light, Scheme::Dark] {
            let picture = svg(
                &design,
                SvgOptions {
                    scheme,
                    ..SvgOptions::default()
                },
            );
            for name in ["prod", "staging", "hub", "web-a", "10.0.0.0/16"] {
                assert!(picture.contains(&format!(">{name}</text>")), "{name}");
            }
            assert!(picture.contains(Theme::new(scheme).get("canvas-background")));
        }
    }

    #[test]
    fn names_are_text() {
        let mut design = example();
        design.name = "<script>\u{202e}\u{2028}\"&".to_owned();
        let picture = svg(&design, SvgOptions::default());
        assert!(picture.contains("&lt;script&gt;\\u{202e}\\u{2028}&quot;&amp;"));
        assert!(!picture.contains("<script") && !picture.contains('\u{202e}'));
    }

    #[test]
    fn same_design_same_bytes() {
        assert_eq!(
            svg(&example(), SvgOptions::default()),
            svg(&example(), SvgOptions::default())
        );
    }

    #[test]
    fn the_picture_and_its_legend_follow_what_boxes_are_coloured_by() {
        let design = parse("vpc a owner=\"pay & go\"\nvpc b owner=ops\n").unwrap();
        let shown = diagram_by(&design, &ColourBy::Owner);
        let picture = paint(&design, &shown, SvgOptions::default());
        assert!(picture.contains(">Owner: pay &amp; go</text>"));
        let theme = Theme::new(Scheme::Light);
        for series in ["series-1", "series-2"] {
            let line = format!("stroke=\"{}\" stroke-width=\"2\"", theme.get(series));
            assert!(picture.contains(&line), "{series}");
        }
    }

    #[test]
    fn an_empty_design_is_a_picture() {
        let picture = svg(&Design::new("Empty"), SvgOptions::default());
        assert!(picture.contains(">Empty</text>") && picture.ends_with("</svg>\n"));
    }
}
