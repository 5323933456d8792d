//! Level of detail: what of a box is worth drawing at a zoom.

/// What of the diagram is drawn. Each level includes what the ones before it show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Plain rectangles of the outer containers, one colour each.
    Blocks,
    /// Their titles, and inner containers as plain rectangles.
    Containers,
    /// All boxes, with icons and titles.
    Boxes,
    /// Subtitles, badges and shadows too.
    Full,
}

impl Detail {
    /// The level for a scale: 1 is 100 %.
    pub fn at_scale(scale: f64) -> Self {
        match scale {
            scale if scale < 0.12 => Detail::Blocks,
            scale if scale < 0.35 => Detail::Containers,
            scale if scale < 0.6 => Detail::Boxes,
            _ => Detail::Full,
        }
    }
}

/// Text that would be smaller than this many CSS pixels at its natural size is left out: there is no room for it.
pub const LEAST_TEXT_PX: f64 = 4.0;
/// A box smaller than this many CSS pixels on both sides is not drawn.
pub const LEAST_BOX_PX: f64 = 2.5;
/// A box is given a real element for assistive technology and the keyboard from this width in CSS pixels.
pub const LEAST_ELEMENT_PX: f64 = 24.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_in_never_loses_detail() {
        let levels: Vec<Detail> = (1..400)
            .map(|percent| Detail::at_scale(f64::from(percent) / 100.0))
            .collect();
        assert!(levels.is_sorted());
        assert_eq!(Detail::at_scale(1.0), Detail::Full);
    }
}
