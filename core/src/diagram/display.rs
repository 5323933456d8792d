//! The display list: what a painter draws, in whole world units, parents before what they hold.

use std::sync::Arc;

use super::colour::{ColourBy, Tint};
use super::keyed::Positions;
use super::rect::{Point, Rect};
use super::shape::Shape;
use crate::model::{BoxKey, EntityId, NoteColour, NoteStyle};

/// How a note is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoteLook {
    pub style: NoteStyle,
    pub colour: NoteColour,
}

/// A design made visible. The same value is painted on the canvas and printed as SVG.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diagram {
    /// In tree order: a box, all that it holds, then its next sibling.
    pub boxes: Vec<DiagramBox>,
    pub wires: Vec<Wire>,
    /// Availability zones of VPCs, behind the subnets.
    pub zones: Vec<ZoneColumn>,
    /// What boxes are coloured by.
    pub colour_by: ColourBy,
    /// What the colours of boxes say, for painting and the legend.
    pub tints: Vec<Tint>,
    /// Where each box stands in `boxes`.
    pub positions: Positions,
}

/// One box.
#[derive(Debug, Clone, PartialEq)]
pub struct DiagramBox {
    pub key: BoxKey,
    /// The index of the box that holds it.
    pub parent: Option<usize>,
    /// The index after the last box inside it: `index + 1..end` is what it holds.
    pub end: usize,
    /// In world units, from the world's origin.
    pub rect: Rect,
    /// `rect` and all that it holds, gateways on the border included.
    pub extent: Rect,
    pub shape: Shape,
    pub title: String,
    pub subtitle: String,
    /// Its colour, an index of [`Diagram::tints`].
    pub tint: Option<usize>,
    /// How a note looks.
    pub note: Option<NoteLook>,
}

/// The part of a VPC that lies in one availability zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneColumn {
    /// The index of the VPC.
    pub vpc: usize,
    pub rect: Rect,
    /// The zone's name, such as `eu-west-1a`.
    pub label: Arc<str>,
}

/// What a wire says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WireKind {
    Attachment,
    Peering,
    /// VPN and Direct Connect.
    Private,
    /// An endpoint and the service behind it.
    PrivateLink,
    /// A service and a subnet that it has an address in.
    Placement,
    /// A load balancer and its targets.
    Target,
    /// A record and what it answers with, a zone and its VPCs.
    Dns,
    /// A web ACL and what it protects.
    Guard,
}

impl WireKind {
    pub const ALL: [WireKind; 8] = [
        WireKind::Attachment,
        WireKind::Peering,
        WireKind::Private,
        WireKind::PrivateLink,
        WireKind::Placement,
        WireKind::Target,
        WireKind::Dns,
        WireKind::Guard,
    ];

    /// What the legend calls it.
    pub const fn label(self) -> &'static str {
        match self {
            WireKind::Attachment => "Transit gateway attachment",
            WireKind::Peering => "VPC peering",
            WireKind::Private => "VPN or Direct Connect",
            WireKind::PrivateLink => "PrivateLink",
            WireKind::Placement => "Address in a subnet",
            WireKind::Target => "Target",
            WireKind::Dns => "DNS",
            WireKind::Guard => "Web ACL",
        }
    }

    /// Whether the line is broken rather than full.
    pub const fn is_dashed(self) -> bool {
        matches!(
            self,
            WireKind::Placement | WireKind::Dns | WireKind::Private
        )
    }
}

/// A line between two boxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire {
    /// The record that the wire stands for; several wires may stand for one.
    pub entity: EntityId,
    pub kind: WireKind,
    /// Indexes of the boxes at its ends.
    pub from: usize,
    pub to: usize,
    /// Horizontal and vertical runs; none while the wire waits for its course.
    pub points: Vec<Point>,
    pub bounds: Rect,
    /// Waiting for the other side's consent, or refused.
    pub pending: bool,
}

impl Diagram {
    /// The smallest rectangle that holds everything, or nothing for an empty diagram.
    pub fn bounds(&self) -> Option<Rect> {
        let boxes = self
            .boxes
            .iter()
            .filter(|shown| shown.parent.is_none())
            .map(|shown| shown.extent);
        Rect::around(boxes.chain(self.wires.iter().map(|wire| wire.bounds)))
    }

    /// The index of the box with this key.
    pub fn position(&self, key: &BoxKey) -> Option<usize> {
        self.positions.get(key)
    }

    /// Calls `visit` with each box whose extent touches `area`, parents first, skipping what lies in others.
    pub fn visible<'d>(
        &'d self,
        area: &Rect,
        mut visit: impl FnMut(usize, &'d DiagramBox) -> Descend,
    ) {
        let mut index = 0;
        while let Some(shown) = self.boxes.get(index) {
            let seen = shown.extent.touches(area);
            index = match seen.then(|| visit(index, shown)) {
                Some(Descend::Inside) => index + 1,
                Some(Descend::Past) | None => shown.end,
            };
        }
    }

    /// The boxes directly inside `index`, or the outermost ones.
    pub fn children(&self, index: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        let (mut next, end) = match index {
            Some(index) => (
                index + 1,
                self.boxes.get(index).map_or(0, |shown| shown.end),
            ),
            None => (0, self.boxes.len()),
        };
        std::iter::from_fn(move || {
            let child = next;
            next = self.boxes.get(child).filter(|_| child < end)?.end;
            Some(child)
        })
    }
}

/// Whether a visit goes on to what a box holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Descend {
    Inside,
    Past,
}
