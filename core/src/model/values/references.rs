//! References to other records, to one kind or to several.
//!
//! What a deletion does follows from the type: a bare reference is essential and takes its record along, an
//! optional one is cleared, a list loses the item.

use serde_json::Value;

use crate::model::field::{FieldError, FieldType, FieldValue, Loss};
use crate::model::id::{EntityId, Id};
use crate::model::record::RecordKind;

impl FieldValue for EntityId {
    const TYPE: FieldType = FieldType::Reference(&[]);

    fn to_json(&self) -> Value {
        Value::String(self.to_string())
    }

    fn from_json(json: &Value) -> Result<Self, FieldError> {
        let id = json.as_str().and_then(|text| text.parse().ok());
        id.ok_or_else(|| FieldError::new(Self::TYPE.expectation(), json))
    }

    fn references(&self, visit: &mut dyn FnMut(EntityId)) {
        visit(*self);
    }

    fn remap(&mut self, map: &dyn Fn(EntityId) -> EntityId) {
        *self = map(*self);
    }

    fn forget(&mut self, gone: &dyn Fn(EntityId) -> bool) -> Loss {
        if gone(*self) { Loss::Fatal } else { Loss::None }
    }
}

impl<T: RecordKind> FieldValue for Id<T> {
    const TYPE: FieldType = FieldType::Reference(&[T::KIND]);

    fn to_json(&self) -> Value {
        Value::String(self.to_string())
    }

    fn from_json(json: &Value) -> Result<Self, FieldError> {
        let id = json.as_str().and_then(|text| text.parse::<EntityId>().ok());
        let id = id.and_then(EntityId::typed);
        id.ok_or_else(|| FieldError::new(Self::TYPE.expectation(), json))
    }

    fn references(&self, visit: &mut dyn FnMut(EntityId)) {
        visit(self.entity());
    }

    fn remap(&mut self, map: &dyn Fn(EntityId) -> EntityId) {
        if let Some(id) = map(self.entity()).typed() {
            *self = id;
        }
    }

    fn forget(&mut self, gone: &dyn Fn(EntityId) -> bool) -> Loss {
        if gone(self.entity()) {
            Loss::Fatal
        } else {
            Loss::None
        }
    }
}
