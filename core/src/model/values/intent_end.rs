//! One end of an intent: who must, or must not, talk to whom.

use ipnet::IpNet;
use serde_json::{Value, json};

use crate::model::field::{FieldError, FieldType, FieldValue, Loss};
use crate::model::id::EntityId;

/// One end of an intent: records of the design, addresses or the internet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntentEnd {
    /// An environment, VPC, subnet, workload, endpoint, service or site.
    Entity(EntityId),
    Cidr(IpNet),
    Internet,
}

const EXPECTED: &str =
    r#"an end of an intent such as {"environment": "env-1"}, {"cidr": "10.0.0.0/8"} or "internet""#;

impl FieldValue for IntentEnd {
    const TYPE: FieldType = FieldType::Structure("intent end");

    fn to_json(&self) -> Value {
        match self {
            IntentEnd::Entity(id) => json!({ id.kind.reference_word(): id.to_string() }),
            IntentEnd::Cidr(block) => json!({ "cidr": block.to_string() }),
            IntentEnd::Internet => Value::from("internet"),
        }
    }

    fn from_json(json: &Value) -> Result<Self, FieldError> {
        let wrong = || FieldError::new(EXPECTED, json);
        if json.as_str() == Some("internet") {
            return Ok(IntentEnd::Internet);
        }
        // A bare identifier or block is accepted too: it is what a person types.
        let text = match json {
            Value::String(text) => text.as_str(),
            Value::Object(map) if map.len() == 1 => map
                .values()
                .next()
                .and_then(Value::as_str)
                .ok_or_else(wrong)?,
            _ => return Err(wrong()),
        };
        let entity = text.parse().map(IntentEnd::Entity).ok();
        entity
            .or_else(|| text.parse().map(IntentEnd::Cidr).ok())
            .ok_or_else(wrong)
    }

    fn references(&self, visit: &mut dyn FnMut(EntityId)) {
        if let IntentEnd::Entity(id) = self {
            visit(*id);
        }
    }

    fn remap(&mut self, map: &dyn Fn(EntityId) -> EntityId) {
        if let IntentEnd::Entity(id) = self {
            *id = map(*id);
        }
    }

    fn forget(&mut self, gone: &dyn Fn(EntityId) -> bool) -> Loss {
        match self {
            IntentEnd::Entity(id) if gone(*id) => Loss::Fatal,
            _ => Loss::None,
        }
    }
}
