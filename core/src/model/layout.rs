//! Where things stand on the canvas: a table of its own, so that moving a box invalidates no analysis.
//!
//! Coordinates are whole world units relative to the parent's corner: moving a region touches one row.

use std::fmt;
use std::str::FromStr;

use imbl::OrdMap;
use serde_json::{Value, json};

use super::field::FieldError;
use super::id::EntityId;

/// A box on the canvas: a record, or a region (which is a value of records, not a record).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoxKey {
    Region(String),
    Entity(EntityId),
}

/// A rectangle in world units; `x` and `y` are relative to the parent's corner.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Rect {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}

/// Places of boxes. A box without a row is placed by automatic layout.
pub type Layout = OrdMap<BoxKey, Rect>;

impl Rect {
    pub fn new(x: i32, y: i32, width: i32, height: i32) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// The form of the file: `[x, y, width, height]`.
    pub fn to_json(self) -> Value {
        json!([self.x, self.y, self.width, self.height])
    }

    /// # Errors
    /// Says what was expected where `json` is not four whole numbers, or the sizes are negative.
    pub fn from_json(json: &Value) -> Result<Self, FieldError> {
        let wrong = || FieldError::new("four whole numbers [x, y, width, height]", json);
        let numbers = json
            .as_array()
            .filter(|numbers| numbers.len() == 4)
            .ok_or_else(wrong)?;
        let at = |index: usize| {
            let number = numbers.get(index).and_then(Value::as_i64);
            // World units beyond this would overflow sums of nested offsets.
            number
                .filter(|n| n.abs() <= 1 << 28)
                .and_then(|n| i32::try_from(n).ok())
                .ok_or_else(wrong)
        };
        let rect = Self::new(at(0)?, at(1)?, at(2)?, at(3)?);
        if rect.width < 0 || rect.height < 0 {
            Err(wrong())
        } else {
            Ok(rect)
        }
    }
}

impl From<EntityId> for BoxKey {
    fn from(id: EntityId) -> Self {
        BoxKey::Entity(id)
    }
}

impl fmt::Display for BoxKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BoxKey::Region(region) => write!(f, "region:{region}"),
            BoxKey::Entity(id) => write!(f, "{id}"),
        }
    }
}

impl FromStr for BoxKey {
    type Err = super::id::IdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix("region:") {
            Some(region) => Ok(BoxKey::Region(region.to_owned())),
            None => text.parse().map(BoxKey::Entity),
        }
    }
}
