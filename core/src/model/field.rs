//! Field tables: what a field is called, what it holds, where AWS has it.
//!
//! One table per kind drives the inspector, the JSON Schema, the documentation, the notation and the planner,
//! so a form is never written by hand for one kind.

use std::any::Any;

use serde_json::Value;

use super::id::EntityId;
use super::kinds::Kind;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    Bool,
    /// A whole number; bounds are in [`FieldSpec::min`] and [`FieldSpec::max`].
    Integer,
    Text,
    /// One of a closed list of words, as they stand in the file.
    Choice(&'static [&'static str]),
    /// A text with a grammar of its own, such as a CIDR block: the grammar's name and an example.
    Grammar {
        name: &'static str,
        example: &'static str,
    },
    /// A record of one of these kinds. An empty list means that [`FieldSpec::kinds`] says which.
    Reference(&'static [Kind]),
    Optional(&'static FieldType),
    List(&'static FieldType),
    /// Keys and values, both free text.
    Tags,
    /// A nested value with a structure of its own, described by name.
    Structure(&'static str),
}

impl FieldType {
    /// The type inside an optional one, or the type itself.
    pub fn inner(&'static self) -> &'static FieldType {
        match self {
            FieldType::Optional(inner) => inner,
            other => other,
        }
    }

    /// What to expect, in words that end a sentence: "expected …".
    pub fn expectation(&self) -> String {
        match self {
            FieldType::Bool => "true or false".into(),
            FieldType::Integer => "a whole number".into(),
            FieldType::Text => "a text".into(),
            FieldType::Choice(words) => format!("one of {}", words.join(", ")),
            FieldType::Grammar { name, example } => format!("{name} such as {example}"),
            FieldType::Reference(kinds) => match kinds {
                [kind] => format!("an identifier such as {}-1", kind.spec().prefix),
                _ => "an identifier such as vpc-1".into(),
            },
            FieldType::Optional(inner) => format!("{} or nothing", inner.expectation()),
            FieldType::List(inner) => format!("a list, each {}", inner.expectation()),
            FieldType::Tags => "an object of texts".into(),
            FieldType::Structure(name) => format!("a {name}"),
        }
    }
}

/// One field of a kind, described once for every reader.
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    /// The name in the file and in the notation.
    pub name: &'static str,
    /// The name in the inspector, in sentence case.
    pub label: &'static str,
    /// What it is, from the doc comment.
    pub doc: &'static str,
    pub value_type: FieldType,
    /// The unit of a number, spelt out: `bytes`, `seconds`.
    pub unit: &'static str,
    pub min: Option<i64>,
    pub max: Option<i64>,
    /// Where AWS has it: `CreateVpc.CidrBlock`. Empty where AWS has no such parameter.
    pub aws: &'static str,
    /// Kinds that a reference to any kind may name here.
    pub kinds: &'static [Kind],
    /// The record named here holds this one: it is drawn inside it and deleted with it.
    pub parent: bool,
    /// Must be present in a file.
    pub required: bool,
    /// Shown by the inspector only on demand.
    pub advanced: bool,
}

impl FieldSpec {
    /// A field with this label; the macro that declares a kind fills in name, doc and type.
    pub const fn new(label: &'static str) -> Self {
        Self {
            name: "",
            label,
            doc: "",
            value_type: FieldType::Text,
            unit: "",
            min: None,
            max: None,
            aws: "",
            kinds: &[],
            parent: false,
            required: false,
            advanced: false,
        }
    }

    pub const fn aws(mut self, parameter: &'static str) -> Self {
        self.aws = parameter;
        self
    }

    pub const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    pub const fn range(mut self, min: i64, max: i64) -> Self {
        self.min = Some(min);
        self.max = Some(max);
        self
    }

    pub const fn kinds(mut self, kinds: &'static [Kind]) -> Self {
        self.kinds = kinds;
        self
    }

    pub const fn parent(mut self) -> Self {
        self.parent = true;
        self
    }

    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub const fn advanced(mut self) -> Self {
        self.advanced = true;
        self
    }

    /// Completes the declaration; called by the `record!` macro alone.
    pub const fn declared(
        mut self,
        name: &'static str,
        doc: &'static str,
        value_type: FieldType,
    ) -> Self {
        self.name = name;
        self.doc = doc;
        self.value_type = value_type;
        // A reference that can't be absent has no default to fall back on.
        if matches!(value_type, FieldType::Reference(_)) {
            self.required = true;
        }
        self
    }

    /// The kinds that this field may refer to, or none where it holds no reference.
    pub fn reference_kinds(&self) -> &'static [Kind] {
        fn kinds(value_type: &FieldType) -> Option<&'static [Kind]> {
            match value_type {
                FieldType::Reference(kinds) => Some(kinds),
                FieldType::Optional(inner) | FieldType::List(inner) => kinds(inner),
                _ => None,
            }
        }
        match kinds(&self.value_type) {
            Some([]) => self.kinds,
            Some(kinds) => kinds,
            None => &[],
        }
    }
}

/// A value that a field can't hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}, found {found}")]
pub struct FieldError {
    pub expected: String,
    pub found: String,
}

impl FieldError {
    pub fn new(expected: impl Into<String>, found: &Value) -> Self {
        let mut found = found.to_string();
        if found.chars().count() > 60 {
            found = found.chars().take(59).collect::<String>() + "…";
        }
        Self {
            expected: expected.into(),
            found,
        }
    }
}

/// What happens to a record when one that it refers to is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// Nothing: it did not refer to it.
    None,
    /// The reference was optional and is gone; the record stays.
    Cleared,
    /// The reference was essential: the record goes too.
    Fatal,
}

/// A type that a field can have.
pub trait FieldValue: Clone + PartialEq + std::fmt::Debug + Send + Sync + 'static {
    const TYPE: FieldType;

    fn to_json(&self) -> Value;

    /// The value that `json` stands for.
    ///
    /// # Errors
    /// Says what was expected and what was found.
    fn from_json(json: &Value) -> Result<Self, FieldError>;

    /// Calls `visit` with each reference in this value.
    fn references(&self, _visit: &mut dyn FnMut(EntityId)) {}

    /// Replaces each reference by what `map` says.
    fn remap(&mut self, _map: &dyn Fn(EntityId) -> EntityId) {}

    /// Drops references to records that are `gone`.
    fn forget(&mut self, _gone: &dyn Fn(EntityId) -> bool) -> Loss {
        Loss::None
    }
}

/// [`FieldValue`] without its type, so that one loop serves the fields of every kind.
pub trait AnyField {
    fn to_json(&self) -> Value;
    /// Whether both are of one type and say the same.
    fn equals(&self, other: &dyn AnyField) -> bool;
    fn as_any(&self) -> &dyn Any;
    /// Replaces the value.
    ///
    /// # Errors
    /// As [`FieldValue::from_json`]; the old value stays.
    fn set_json(&mut self, json: &Value) -> Result<(), FieldError>;
    fn references(&self, visit: &mut dyn FnMut(EntityId));
    fn remap(&mut self, map: &dyn Fn(EntityId) -> EntityId);
    fn forget(&mut self, gone: &dyn Fn(EntityId) -> bool) -> Loss;
}

impl<T: FieldValue> AnyField for T {
    fn to_json(&self) -> Value {
        FieldValue::to_json(self)
    }

    fn equals(&self, other: &dyn AnyField) -> bool {
        other.as_any().downcast_ref::<T>() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn set_json(&mut self, json: &Value) -> Result<(), FieldError> {
        *self = T::from_json(json)?;
        Ok(())
    }

    fn references(&self, visit: &mut dyn FnMut(EntityId)) {
        FieldValue::references(self, visit);
    }

    fn remap(&mut self, map: &dyn Fn(EntityId) -> EntityId) {
        FieldValue::remap(self, map);
    }

    fn forget(&mut self, gone: &dyn Fn(EntityId) -> bool) -> Loss {
        FieldValue::forget(self, gone)
    }
}
