//! Plain values: truth values, numbers, texts, tags, and the two ways to build on another type.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::model::field::{FieldError, FieldType, FieldValue, Loss};
use crate::model::id::EntityId;

impl FieldValue for bool {
    const TYPE: FieldType = FieldType::Bool;

    fn to_json(&self) -> Value {
        Value::Bool(*self)
    }

    fn from_json(json: &Value) -> Result<Self, FieldError> {
        json.as_bool()
            .ok_or_else(|| FieldError::new(Self::TYPE.expectation(), json))
    }
}

macro_rules! whole_number {
    ($($number:ty),+) => {$(
        impl FieldValue for $number {
            const TYPE: FieldType = FieldType::Integer;

            fn to_json(&self) -> Value {
                Value::from(*self)
            }

            fn from_json(json: &Value) -> Result<Self, FieldError> {
                let number = json.as_i64().and_then(|number| <$number>::try_from(number).ok());
                number.ok_or_else(|| {
                    let (min, max) = (<$number>::MIN, <$number>::MAX);
                    FieldError::new(format!("a whole number from {min} to {max}"), json)
                })
            }
        }
    )+};
}
whole_number!(u8, u16, u32, i32, i64);

impl FieldValue for String {
    const TYPE: FieldType = FieldType::Text;

    fn to_json(&self) -> Value {
        Value::String(self.clone())
    }

    fn from_json(json: &Value) -> Result<Self, FieldError> {
        let text = json.as_str().map(str::to_owned);
        text.ok_or_else(|| FieldError::new(Self::TYPE.expectation(), json))
    }
}

impl FieldValue for BTreeMap<String, String> {
    const TYPE: FieldType = FieldType::Tags;

    fn to_json(&self) -> Value {
        Value::Object(
            self.iter()
                .map(|(key, value)| (key.clone(), Value::from(value.as_str())))
                .collect(),
        )
    }

    fn from_json(json: &Value) -> Result<Self, FieldError> {
        let wrong = || FieldError::new(Self::TYPE.expectation(), json);
        let pairs: &Map<String, Value> = json.as_object().ok_or_else(wrong)?;
        let text = |value: &Value| value.as_str().map(str::to_owned).ok_or_else(wrong);
        pairs
            .iter()
            .map(|(key, value)| Ok((key.clone(), text(value)?)))
            .collect()
    }
}

impl<T: FieldValue> FieldValue for Option<T> {
    const TYPE: FieldType = FieldType::Optional(&T::TYPE);

    fn to_json(&self) -> Value {
        self.as_ref().map_or(Value::Null, FieldValue::to_json)
    }

    fn from_json(json: &Value) -> Result<Self, FieldError> {
        if json.is_null() {
            Ok(None)
        } else {
            T::from_json(json).map(Some)
        }
    }

    fn references(&self, visit: &mut dyn FnMut(EntityId)) {
        if let Some(value) = self {
            value.references(visit);
        }
    }

    fn remap(&mut self, map: &dyn Fn(EntityId) -> EntityId) {
        if let Some(value) = self {
            value.remap(map);
        }
    }

    /// What is optional never takes the record with it.
    fn forget(&mut self, gone: &dyn Fn(EntityId) -> bool) -> Loss {
        match self.as_mut().map_or(Loss::None, |value| value.forget(gone)) {
            Loss::Fatal => {
                *self = None;
                Loss::Cleared
            }
            loss => loss,
        }
    }
}

impl<T: FieldValue> FieldValue for Vec<T> {
    const TYPE: FieldType = FieldType::List(&T::TYPE);

    fn to_json(&self) -> Value {
        Value::Array(self.iter().map(FieldValue::to_json).collect())
    }

    fn from_json(json: &Value) -> Result<Self, FieldError> {
        let items = json
            .as_array()
            .ok_or_else(|| FieldError::new(Self::TYPE.expectation(), json))?;
        items.iter().map(T::from_json).collect()
    }

    fn references(&self, visit: &mut dyn FnMut(EntityId)) {
        for value in self {
            value.references(visit);
        }
    }

    fn remap(&mut self, map: &dyn Fn(EntityId) -> EntityId) {
        for value in self {
            value.remap(map);
        }
    }

    /// A list loses the items that are gone and keeps the rest.
    fn forget(&mut self, gone: &dyn Fn(EntityId) -> bool) -> Loss {
        let mut loss = Loss::None;
        self.retain_mut(|value| match value.forget(gone) {
            Loss::Fatal => {
                loss = Loss::Cleared;
                false
            }
            Loss::Cleared => {
                loss = Loss::Cleared;
                true
            }
            Loss::None => true,
        });
        loss
    }
}
