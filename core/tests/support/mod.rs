//! Random designs and edits from a seed, for property tests: the same seed gives the same run.

use netwright_core::edit::{Command, History};
use netwright_core::generate;
use netwright_core::model::{BoxKey, Design, EntityId, FieldSpec, FieldType, Kind, Record, Rect};
use serde_json::{Value, json};

/// The generator of estates, wandering through the model.
pub(crate) struct Random(generate::Random);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(generate::Random::new(seed))
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0.below(bound)
    }

    pub(crate) fn pick<'t, T>(&mut self, from: &'t [T]) -> Option<&'t T> {
        from.get(self.below(from.len()))
    }
}

const TEXTS: &[&str] = &[
    "",
    "prod",
    "none",
    "true",
    "a b",
    "quo\"te",
    "new\nline",
    "$(id)",
    "vpc-1",
    "internet",
    "#1",
    "a,b",
    "[x]",
    "\u{202e}rtl\u{200b}",
    "x=y",
    "//c",
    " lead",
    "10.0.0.0/8",
    "-",
    "é",
];

/// A value that the field may hold, or nothing where it would need a record that is not there.
pub(crate) fn value(
    random: &mut Random,
    design: &Design,
    value_type: &FieldType,
    spec: &FieldSpec,
) -> Option<Value> {
    Some(match value_type {
        FieldType::Bool => Value::Bool(random.below(2) == 0),
        FieldType::Integer => {
            let min = spec.min.unwrap_or(0);
            let width = spec.max.unwrap_or(min + 100) - min + 1;
            let step = i64::try_from(random.below(usize::try_from(width).unwrap())).unwrap();
            json!(min + step)
        }
        FieldType::Text => json!(random.pick(TEXTS)?),
        FieldType::Choice(words) => json!(random.pick(words)?),
        FieldType::Grammar { name, .. } => json!(match *name {
            "a CIDR block" =>
                ["10.0.0.0/16", "10.1.2.0/24", "2001:db8::/56", "0.0.0.0/0"][random.below(4)],
            "an IP address" => ["10.0.0.10", "2001:db8::1"][random.below(2)],
            "a port or a range of ports" => ["443", "1024-65535", "0-0"][random.below(3)],
            "a protocol" => ["all", "tcp", "icmp", "47"][random.below(4)],
            other => panic!("no sample for {other}"),
        }),
        FieldType::Reference(_) => {
            let kinds = spec.reference_kinds();
            let fits = |record: &&dyn Record| kinds.is_empty() || kinds.contains(&record.id().kind);
            let ids: Vec<EntityId> = design
                .records()
                .filter(fits)
                .map(netwright_core::model::Record::id)
                .collect();
            json!(random.pick(&ids)?.to_string())
        }
        FieldType::Optional(inner) => match random.below(3) {
            0 => Value::Null,
            _ => value(random, design, inner, spec).unwrap_or(Value::Null),
        },
        FieldType::List(inner) => (0..random.below(4))
            .filter_map(|_| value(random, design, inner, spec))
            .collect(),
        FieldType::Tags => match random.below(2) {
            0 => json!({}),
            _ => json!({ *random.pick(TEXTS)?: random.pick(TEXTS)? }),
        },
        FieldType::Structure("intent end") => match random.below(3) {
            0 => json!("internet"),
            1 => json!({"cidr": "10.0.0.0/8"}),
            _ => {
                let ids: Vec<_> = design.rows(Kind::Environment).map(Record::id).collect();
                json!({ "environment": random.pick(&ids)?.to_string() })
            }
        },
        FieldType::Structure("pair of ports") => json!([443, 8443]),
        FieldType::Structure("WAF statement") => match random.below(3) {
            0 => json!({"type": "geo", "countries": ["DE", "FR"]}),
            1 => {
                json!({"type": "rate-based", "limit": 2000, "evaluation_window_seconds": 300, "aggregate_key": "IP"})
            }
            _ => {
                let ids: Vec<_> = design.rows(Kind::IpSet).map(Record::id).collect();
                json!({"type": "not", "not": {"type": "ip-set", "ip_set": random.pick(&ids)?.to_string()}})
            }
        },
        FieldType::Structure(other) => panic!("no sample for {other}"),
    })
}

/// A record of a random kind, or nothing where it would need one that is not there.
pub(crate) fn record(random: &mut Random, history: &mut History) -> Option<Box<dyn Record>> {
    let kind = *random.pick(Kind::ALL)?;
    let mut record = kind.new_record(1);
    for (_, spec) in kind.fields() {
        if spec.required || random.below(3) == 0 {
            match value(random, history.design(), &spec.value_type, spec) {
                Some(value) => record.set_field(spec.name, &value).unwrap(),
                None if spec.required => return None,
                None => {}
            }
        }
    }
    record.set_id(history.mint.entity(kind).number);
    Some(record)
}

/// A random step of an editing session.
pub(crate) fn commands(random: &mut Random, history: &mut History) -> Vec<Command> {
    let ids: Vec<EntityId> = history.design().records().map(Record::id).collect();
    match random.below(10) {
        0..=5 => (0..3)
            .filter_map(|_| record(random, history))
            .map(|record| Command::Insert(record.into()))
            .collect(),
        6..=7 => {
            let Some(id) = random.pick(&ids).copied() else {
                return Vec::new();
            };
            let specs: Vec<_> = id.kind.fields().map(|(_, spec)| spec).collect();
            let spec = *random.pick(&specs).unwrap();
            let value = value(random, history.design(), &spec.value_type, spec);
            value
                .map(|value| Command::set(id, spec.name, value))
                .into_iter()
                .collect()
        }
        8 => random
            .pick(&ids)
            .map(|id| Command::Delete(vec![*id]))
            .into_iter()
            .collect(),
        _ => {
            let Some(id) = random.pick(&ids) else {
                return Vec::new();
            };
            let x = i32::try_from(random.below(1000)).unwrap();
            vec![Command::Place {
                key: BoxKey::Entity(*id),
                rect: Some(Rect::new(x, 10, 100, 50)),
            }]
        }
    }
}

/// A design after `steps` random edits.
#[allow(dead_code, reason = "not every suite that shares this file wanders")]
pub(crate) fn wander(seed: u64, steps: usize) -> History {
    let mut random = Random::new(seed);
    let mut history = History::new(Design::new("wander"));
    for step in 0..steps {
        let commands = commands(&mut random, &mut history);
        history.commit(&format!("step {step}"), &commands).unwrap();
    }
    history
}
