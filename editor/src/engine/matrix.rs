//! The matrix of who can talk to whom: what the core says of each cell.

use netwright_core::analysis::{
    Facts, Policy, ReachBy, ReachCell, ReachFlow, ReachPlaces, ReachState, Rule,
};
use netwright_core::model::{EntityId, Environment, IntentLevel};
use netwright_core::net::Protocol;

use crate::analysis::{
    AskedRow, CellState, MatrixCell, MatrixGroup, MatrixGroups, MatrixPlaces, TracedRecord,
};
use crate::view_models::outline::record_label;

/// A cell of more pairs than this is not worked out, so that no edit waits for it: about a second of work.
const MOST_PAIRS: usize = 20_000;

/// As many lines as anybody reads; what is beyond is counted.
const MOST_LINES: usize = 24;

/// Rows and columns: all of the design, or the VPCs and sites of one environment and of another.
pub(super) fn groups(facts: &Facts, within: &[EntityId]) -> MatrixGroups {
    let all = facts.reach_groups(ReachBy::Environment);
    let group = |id: EntityId, members: usize| MatrixGroup {
        record: record(facts, id),
        members,
    };
    let groups = if within.is_empty() {
        all.iter()
            .map(|own| group(own.id, own.members.len()))
            .collect()
    } else {
        let inside = all.iter().filter(|own| within.contains(&own.id));
        inside
            .flat_map(|own| own.members.iter().map(|id| group(*id, 1)))
            .collect()
    };
    MatrixGroups { groups }
}

/// The cells of a row.
pub(super) fn row(facts: &Facts, asked: &AskedRow) -> Vec<MatrixCell> {
    let level = if asked.is_routed {
        IntentLevel::Routed
    } else {
        IntentLevel::Connectable
    };
    let policy = Policy::new(facts);
    let is_forbidden = |to: EntityId| {
        let pair = (asked.from.typed::<Environment>(), to.typed::<Environment>());
        matches!(pair, (Some(from), Some(to)) if policy.rule(from, to) != Rule::May)
    };
    let cell = |to: &EntityId| {
        if *to == asked.from {
            return MatrixCell::default();
        }
        let cell = facts.reach_cell(asked.from, *to, level, Some(MOST_PAIRS));
        MatrixCell {
            is_forbidden: is_forbidden(*to),
            ..told(facts, &cell)
        }
    };
    asked.to.iter().map(cell).collect()
}

fn told(facts: &Facts, cell: &ReachCell) -> MatrixCell {
    let mut ports: Vec<String> = Vec::new();
    for flow in &cell.flows {
        let what = what(flow);
        if !ports.contains(&what) {
            ports.push(what);
        }
    }
    let flows: Vec<String> = cell
        .flows
        .iter()
        .map(|flow| {
            format!(
                "{} from {} to {}",
                what(flow),
                flow.source,
                flow.destination
            )
        })
        .collect();
    MatrixCell {
        state: match cell.state {
            ReachState::Open => CellState::Open,
            ReachState::Partly => CellState::Partly,
            ReachState::Closed => CellState::Closed,
            ReachState::Unknown => CellState::Unknown,
        },
        open: cell.open,
        pairs: cell.pairs,
        ports,
        flows: shortened(flows),
        places: cell.places.iter().map(|own| places(facts, own)).collect(),
        unknown: cell.unknown.iter().cloned().collect(),
        is_forbidden: false,
    }
}

fn shortened(mut lines: Vec<String>) -> Vec<String> {
    let rest = lines.len().saturating_sub(MOST_LINES);
    if rest > 0 {
        lines.truncate(MOST_LINES);
        lines.push(format!(
            "and {rest} more: `netwright reach` prints them all"
        ));
    }
    lines
}

fn places(facts: &Facts, places: &ReachPlaces) -> MatrixPlaces {
    let witness = &places.witness;
    let protocol = match witness.protocol {
        Protocol::All => String::new(),
        Protocol::Number(number) => Protocol::Number(number).to_string(),
    };
    MatrixPlaces {
        from: record(facts, places.from),
        to: record(facts, places.to),
        open: places.open,
        witness_from: record(facts, witness.from),
        witness_to: record(facts, witness.to),
        protocol,
        port: witness.port,
    }
}

fn what(flow: &ReachFlow) -> String {
    let protocol = flow.protocol;
    if protocol == Protocol::All {
        "all traffic".to_owned()
    } else if protocol.has_ports() {
        format!("{protocol} {}", flow.ports)
    } else if protocol == Protocol::Number(253) {
        // No rule names it: it stands for every protocol that none does.
        "other protocols".to_owned()
    } else {
        protocol.to_string()
    }
}

fn record(facts: &Facts, id: EntityId) -> TracedRecord {
    TracedRecord {
        id,
        label: record_label(facts.design(), id),
    }
}

#[cfg(test)]
mod tests {
    use netwright_core::catalog::Template;

    use super::*;

    fn facts() -> Facts {
        let template = Template::find("isolation-failure").expect("a template");
        Facts::new(&template.design().expect("a design"))
    }

    fn id(text: &str) -> EntityId {
        text.parse().expect("an id")
    }

    #[test]
    fn environments_are_rows_and_their_vpcs_inside_them() {
        let facts = facts();
        let names = |groups: MatrixGroups| -> Vec<String> {
            assert_eq!(
                MatrixGroups::from_json(&groups.to_json()),
                Some(groups.clone())
            );
            groups
                .groups
                .into_iter()
                .map(|group| group.record.id.to_string())
                .collect()
        };
        assert_eq!(names(groups(&facts, &[])), ["env-1", "env-2", "env-3"]);
        assert_eq!(names(groups(&facts, &[id("env-3")])), ["vpc-3"]);
    }

    #[test]
    fn a_cell_has_ports_and_a_witness_that_can_be_traced() {
        let facts = facts();
        let asked = AskedRow {
            from: id("env-1"),
            to: vec![id("env-1"), id("env-3")],
            is_routed: false,
        };
        let cells = row(&facts, &asked);
        let json: serde_json::Value = cells.iter().map(MatrixCell::to_json).collect();
        assert_eq!(MatrixCell::row_from_json(&json), Some(cells.clone()));
        let dev = &cells[1];
        assert!(dev.is_forbidden, "no intent lets prod reach dev");
        assert_eq!((dev.state, dev.open, dev.pairs), (CellState::Partly, 4, 16));
        assert_eq!(dev.ports, ["tcp 443"]);
        assert_eq!(dev.flows, ["tcp 443 from 10.0.0.0/19 to 10.2.0.0/19"]);
        let place = &dev.places[0];
        assert_eq!(
            (place.from.label.as_str(), place.to.label.as_str()),
            ("prod", "dev")
        );
        let flow = crate::analysis::AskedFlow {
            from: place.witness_from.id.to_string(),
            to: place.witness_to.id.to_string(),
            protocol: place.protocol.clone(),
            port: place.port,
        };
        let crate::analysis::Traced::Followed(followed) =
            super::super::traces::traced(&flow, &facts)
        else {
            panic!("it can be followed");
        };
        assert_eq!(
            followed.says, "delivered: it works",
            "sets and packets say the same"
        );
    }
}
