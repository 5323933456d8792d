//! Records: one row of a table, seen with its type or without.
//!
//! A kind is declared with `record!`: its struct, its field table and the access by name and by index all come
//! from the one declaration. Every record has a name, a description, an owner, tags and, if it was imported,
//! the identifiers that AWS gave it.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::Debug;

use serde_json::Value;

use super::field::{AnyField, FieldError, FieldSpec, FieldType, Loss};
use super::id::EntityId;
use super::kinds::Kind;

/// What every record has besides its own fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    pub description: String,
    pub owner: String,
    pub tags: BTreeMap<String, String>,
    /// The identifier that AWS gave an imported record, such as `vpc-0a1b2c3d`.
    pub aws_id: String,
    pub arn: String,
}

/// What is known of a kind without any record of it.
#[derive(Debug, Clone, Copy)]
pub struct KindSpec {
    /// The word before the number in an identifier, and the kind's name in the notation: `tgw-route-table`.
    pub prefix: &'static str,
    /// The key of the kind's list in the file: `tgw_route_tables`.
    pub plural: &'static str,
    /// What people call it, in sentence case: `Transit gateway route table`.
    pub label: &'static str,
    /// What it is, from the doc comment.
    pub doc: &'static str,
    /// The kind's own fields, in the order of the inspector.
    pub fields: &'static [FieldSpec],
}

/// Fields that every kind has: the name comes first in a file, the others last.
pub const META_FIELDS: &[FieldSpec] = &[
    FieldSpec::new("Name").declared(
        "name",
        "What people call it; free text, need not be unique.",
        FieldType::Text,
    ),
    FieldSpec::new("Description").advanced().declared(
        "description",
        "What it is for.",
        FieldType::Text,
    ),
    FieldSpec::new("Owner").advanced().declared(
        "owner",
        "The team or person who answers for it.",
        FieldType::Text,
    ),
    FieldSpec::new("Tags").advanced().declared(
        "tags",
        "AWS tags: keys and values.",
        FieldType::Tags,
    ),
    FieldSpec::new("AWS identifier").advanced().declared(
        "aws_id",
        "The identifier AWS gave an imported record.",
        FieldType::Text,
    ),
    FieldSpec::new("ARN").advanced().declared(
        "arn",
        "The Amazon Resource Name of an imported record.",
        FieldType::Text,
    ),
];

/// A record of any kind.
pub trait Record: Any + Debug + Send + Sync {
    fn id(&self) -> EntityId;
    fn set_id(&mut self, number: u32);
    fn name(&self) -> &str;
    fn meta(&self) -> &Meta;
    /// Field `index` of `META_FIELDS` followed by the kind's own fields.
    fn value(&self, index: usize) -> Option<&dyn AnyField>;
    fn value_mut(&mut self, index: usize) -> Option<&mut dyn AnyField>;
    fn cloned(&self) -> Box<dyn Record>;
    fn as_any(&self) -> &dyn Any;
}

/// A kind known to the compiler.
pub trait RecordKind: Record + Clone + PartialEq + Sized {
    const KIND: Kind;
    const SPEC: KindSpec;

    /// A record with every field at its default. References that a kind can't do without are left dangling and
    /// must be set before the record is inserted.
    fn new(id: super::id::Id<Self>) -> Self;
}

impl PartialEq for dyn Record {
    fn eq(&self, other: &Self) -> bool {
        equal(self, other)
    }
}

/// Whether two records are of one kind, have one id and the same values.
pub(crate) fn equal(one: &dyn Record, other: &dyn Record) -> bool {
    one.id() == other.id()
        && one
            .specs()
            .all(|(index, _)| match (one.value(index), other.value(index)) {
                (Some(one), Some(other)) => one.equals(other),
                (one, other) => one.is_none() && other.is_none(),
            })
}

/// A record as a file would have it.
pub(crate) fn debug(record: &dyn Record, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    write!(
        f,
        "{}",
        Value::Object(super::record_json::record_to_json(record))
    )
}

impl dyn Record {
    /// Whether the two are of one kind, have one id and the same values.
    pub fn equals(&self, other: &dyn Record) -> bool {
        equal(self, other)
    }

    /// The record as its own type, where that is `T`.
    pub fn downcast<T: RecordKind>(&self) -> Option<&T> {
        self.as_any().downcast_ref()
    }

    /// All fields of this record's kind with their index for [`Record::value`], in file order.
    pub fn specs(&self) -> impl Iterator<Item = (usize, &'static FieldSpec)> + use<> {
        self.id().kind.fields()
    }

    /// The value of the field called `name`.
    pub fn field(&self, name: &str) -> Option<Value> {
        let index = self.id().kind.field_index(name)?;
        self.value(index).map(AnyField::to_json)
    }

    /// Sets the field called `name`, within the bounds of its field table.
    ///
    /// # Errors
    /// Says what was expected and what was found; the record stays as it was.
    pub fn set_field(&mut self, name: &str, json: &Value) -> Result<(), FieldError> {
        let kind = self.id().kind;
        let unknown = || {
            FieldError::new(
                format!("a field of {}", kind.spec().label),
                &Value::from(name),
            )
        };
        let mut fields = kind.fields();
        let field = fields.find(|(_, spec)| spec.name == name);
        let (index, spec) = field.ok_or_else(unknown)?;
        self.set_field_at(index, spec, json)
    }

    /// Sets the field of this index and description.
    pub(crate) fn set_field_at(
        &mut self,
        index: usize,
        spec: &FieldSpec,
        json: &Value,
    ) -> Result<(), FieldError> {
        check_bounds(spec, json)?;
        match self.value_mut(index) {
            Some(value) => value.set_json(json),
            None => Err(FieldError::new("a field", json)),
        }
    }

    /// Calls `visit` with each reference that this record holds and the field that holds it.
    pub fn references(&self, visit: &mut dyn FnMut(&'static FieldSpec, EntityId)) {
        for (index, spec) in self.id().kind.reference_fields() {
            if let Some(value) = self.value(*index) {
                value.references(&mut |id| visit(spec, id));
            }
        }
    }

    /// The record that holds this one, by the field marked as parent.
    pub fn parent(&self) -> Option<EntityId> {
        let fields = self.id().kind.reference_fields();
        let (index, _) = fields.iter().find(|(_, spec)| spec.parent)?;
        let mut parent = None;
        self.value(*index)?.references(&mut |id| parent = Some(id));
        parent
    }

    /// Replaces each reference by what `map` says.
    pub fn remap(&mut self, map: &dyn Fn(EntityId) -> EntityId) {
        for (index, _) in self.specs() {
            if let Some(value) = self.value_mut(index) {
                value.remap(map);
            }
        }
    }

    /// Drops references to records that are `gone`, and says what that did to this one.
    pub fn forget(&mut self, gone: &dyn Fn(EntityId) -> bool) -> Loss {
        let mut worst = Loss::None;
        for (index, spec) in self.specs() {
            let mut loss = self
                .value_mut(index)
                .map_or(Loss::None, |value| value.forget(gone));
            if spec.parent && loss == Loss::Cleared {
                loss = Loss::Fatal; // what is inside goes with what holds it
            }
            worst = match (worst, loss) {
                (Loss::Fatal, _) | (_, Loss::Fatal) => Loss::Fatal,
                (Loss::Cleared, _) | (_, Loss::Cleared) => Loss::Cleared,
                _ => Loss::None,
            };
        }
        worst
    }
}

/// Refuses numbers outside the bounds of the field table.
fn check_bounds(spec: &FieldSpec, json: &Value) -> Result<(), FieldError> {
    let Some(number) = json.as_i64() else {
        return Ok(());
    };
    let low = spec.min.is_some_and(|min| number < min);
    let high = spec.max.is_some_and(|max| number > max);
    if !low && !high {
        return Ok(());
    }
    let expected = match (spec.min, spec.max) {
        (Some(min), Some(max)) => format!("a whole number from {min} to {max}"),
        (Some(min), None) => format!("a whole number of at least {min}"),
        (_, max) => format!("a whole number of at most {}", max.unwrap_or_default()),
    };
    let unit = if spec.unit.is_empty() {
        String::new()
    } else {
        format!(" ({})", spec.unit)
    };
    Err(FieldError::new(expected + &unit, json))
}

/// The default of field `index` of a kind, as it would stand in a file.
pub fn default_json<T: RecordKind>(index: usize) -> Value {
    T::new(super::id::Id::new(0))
        .value(index)
        .map_or(Value::Null, AnyField::to_json)
}

/// Declares a kind: the struct, its field table, and access to the fields by index.
///
/// Each field is `name: Type = default => FieldSpec::new("Label")…;` under its doc comment.
macro_rules! record {
    (
        $(#[doc = $kind_doc:literal])+
        $kind:ident, $prefix:literal, $plural:literal, $label:literal {
            $( $(#[doc = $doc:literal])+ $field:ident : $ty:ty = $default:expr => $spec:expr; )*
        }
    ) => {
        $(#[doc = $kind_doc])+
        #[derive(Clone)]
        pub struct $kind {
            pub id: $crate::model::Id<$kind>,
            pub name: String,
            $( $(#[doc = $doc])+ pub $field: $ty, )*
            pub meta: $crate::model::record::Meta,
        }

        impl $crate::model::RecordKind for $kind {
            const KIND: $crate::model::Kind = $crate::model::Kind::$kind;
            const SPEC: $crate::model::KindSpec = $crate::model::KindSpec {
                prefix: $prefix,
                plural: $plural,
                label: $label,
                doc: concat!($($kind_doc, "\n"),+),
                fields: &[
                    $( $spec.declared(
                        stringify!($field),
                        concat!($($doc, "\n"),+),
                        <$ty as $crate::model::FieldValue>::TYPE,
                    ), )*
                ],
            };

            fn new(id: $crate::model::Id<Self>) -> Self {
                Self { id, name: String::new(), $( $field: $default, )* meta: Default::default() }
            }
        }

        // Written once for all kinds, on their fields: what derives would make of 58 kinds is a good part of the
        // bundle.
        impl std::fmt::Debug for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::model::record::debug(self, f)
            }
        }

        impl PartialEq for $kind {
            fn eq(&self, other: &Self) -> bool {
                $crate::model::record::equal(self, other)
            }
        }

        impl $crate::model::Record for $kind {
            fn id(&self) -> $crate::model::EntityId {
                self.id.entity()
            }

            fn set_id(&mut self, number: u32) {
                self.id = $crate::model::Id::new(number);
            }

            fn name(&self) -> &str {
                &self.name
            }

            fn meta(&self) -> &$crate::model::record::Meta {
                &self.meta
            }

            #[allow(unused_assignments, reason = "the last field has none after it")]
            fn value(&self, index: usize) -> Option<&dyn $crate::model::field::AnyField> {
                match index {
                    0 => return Some(&self.name),
                    1..=5 => return self.meta.value(index),
                    _ => {}
                }
                let mut rest = index - 6;
                $(
                    if rest == 0 {
                        return Some(&self.$field);
                    }
                    rest -= 1;
                )*
                None
            }

            #[allow(unused_assignments, reason = "the last field has none after it")]
            fn value_mut(&mut self, index: usize) -> Option<&mut dyn $crate::model::field::AnyField> {
                match index {
                    0 => return Some(&mut self.name),
                    1..=5 => return self.meta.value_mut(index),
                    _ => {}
                }
                let mut rest = index - 6;
                $(
                    if rest == 0 {
                        return Some(&mut self.$field);
                    }
                    rest -= 1;
                )*
                None
            }

            fn cloned(&self) -> Box<dyn $crate::model::Record> {
                Box::new(self.clone())
            }

            fn as_any(&self) -> &dyn std::any::Any {
                self
            }
        }
    };
}
pub(crate) use record;

impl Meta {
    pub(crate) fn value(&self, index: usize) -> Option<&dyn AnyField> {
        let fields: [&dyn AnyField; 5] = [
            &self.description,
            &self.owner,
            &self.tags,
            &self.aws_id,
            &self.arn,
        ];
        fields.get(index.checked_sub(1)?).copied()
    }

    pub(crate) fn value_mut(&mut self, index: usize) -> Option<&mut dyn AnyField> {
        match index {
            1 => Some(&mut self.description),
            2 => Some(&mut self.owner),
            3 => Some(&mut self.tags),
            4 => Some(&mut self.aws_id),
            5 => Some(&mut self.arn),
            _ => None,
        }
    }
}
