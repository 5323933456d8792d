//! What the engine costs on a design, in milliseconds: the same figures on this machine and in a browser.
//!
//! The clock is an argument, so that nothing else here knows of time. Every figure is of work that the app does; the
//! yardstick is reading the same bytes as plain JSON, in the same run.

use netwright_core::analysis::Facts;
use netwright_core::diagram::{ColourBy, Drawing, automatic_layout};
use netwright_core::edit::{Command, History, difference};
use netwright_core::format::{load, save};
use netwright_core::model::{
    Design, Id, Instance, Kind, Route, SecurityGroupRule, TgwAssociation, TgwRouteTable, Vpc,
};
use netwright_core::simulate::packet::{EndName, Question, SOURCE_PORT, trace};
use serde_json::{Value, json};

use crate::engine::Inline;
use crate::view_models::census::Census;
use crate::view_models::outline::OutlineIndex;

/// The time now in milliseconds, from any start.
pub type Clock<'c> = &'c dyn Fn() -> f64;

/// Measures everything on the design in `text`: each kind of edit on `edits` records all over it, undone after each.
///
/// # Errors
/// Where the text is no design.
pub fn measure(text: &str, edits: usize, clock: Clock) -> Result<Value, String> {
    let bytes = text.as_bytes();
    let (parsed, parse_ms) = timed(clock, || {
        (0..3).all(|_| serde_json::from_slice::<Value>(bytes).is_ok())
    });
    if !parsed {
        return Err("expected JSON".to_owned());
    }
    let parse_ms = parse_ms / 3.0;
    let (loaded, load_ms) = timed(clock, || load(text));
    let design = loaded.map_err(|error| error.to_string())?.design;

    let (facts, facts_ms) = timed(clock, || Facts::new(&design));
    drop(facts);
    let mut inline = Inline::default();
    let (counts, analysis_ms) = timed(clock, || inline.update(&design, "").counts());
    let (saved, save_ms) = timed(clock, || save(&design));
    let (mut drawing, diagram_ms) = timed(clock, || Drawing::new(&design, &ColourBy::default()));
    let boxes = drawing.diagram().boxes.len();
    let mut panels = Panels::default();
    let panels_ms = timed(clock, || panels.follow(&design)).1;
    let (placed, layout_ms) = timed(clock, || automatic_layout(&design, None).len());

    let trace_ms = traces(&design, edits, clock);
    let mut history = History::new(design.clone());
    let figures = edit_lists(&design, edits).into_iter().map(|(name, lists)| {
        let each = lists
            .iter()
            .map(|commands| {
                let page = (&mut drawing, &mut panels);
                edit(&mut history, &mut inline, page, commands, clock)
            })
            .collect::<Result<Vec<_>, _>>()?;
        let column = |pick: fn(&Step) -> f64| spread(each.iter().map(pick).collect());
        let figures = json!({
            "edits": each.len(),
            "apply_ms": column(|step| step.apply),
            "findings_ms": column(|step| step.findings),
            "difference_ms": column(|step| step.difference),
            "drawing_ms": column(|step| step.drawing),
            "panels_ms": column(|step| step.panels),
            "undo_ms": column(|step| step.undo),
        });
        Ok((name.to_owned(), figures))
    });
    let edits = figures.collect::<Result<serde_json::Map<_, _>, String>>()?;
    Ok(json!({
        "vpcs": design.count(Kind::Vpc),
        "records": design.records().count(),
        "bytes": bytes.len(),
        "saved_bytes": saved.len(),
        "findings": {"errors": counts.errors, "warnings": counts.warnings, "infos": counts.infos},
        "boxes": boxes,
        "placed": placed,
        "parse_ms": parse_ms,
        "load_ms": load_ms,
        "facts_ms": facts_ms,
        "analysis_ms": analysis_ms,
        "analysis_to_parse": analysis_ms / parse_ms,
        "save_ms": save_ms,
        "diagram_ms": diagram_ms,
        "panels_ms": panels_ms,
        "layout_ms": layout_ms,
        "trace_ms": trace_ms,
        "edits": edits,
    }))
}

/// What it costs to follow one packet between workloads all over the design, and its answer.
fn traces(design: &Design, count: usize, clock: Clock) -> Value {
    let facts = Facts::new(design);
    let hosts: Vec<_> = facts.all::<Instance>().map(|host| host.id).collect();
    let step = (hosts.len() / count.max(1)).max(1);
    let far = hosts.iter().rev().step_by(step);
    let pairs = hosts.iter().step_by(step).zip(far);
    let each = pairs.take(count).map(|(from, to)| {
        let end = |id: &Id<Instance>| EndName::Record(id.entity());
        let question = Question {
            protocol: Some(6),
            port: Some(443),
            source_port: Some(SOURCE_PORT),
            ..Question::any(end(from), end(to))
        };
        timed(clock, || trace(&facts, &question).is_ok()).1
    });
    spread(each.collect())
}

/// What one edit cost, in milliseconds.
struct Step {
    apply: f64,
    findings: f64,
    difference: f64,
    drawing: f64,
    panels: f64,
    undo: f64,
}

/// What the page keeps of a design beside the drawing.
#[derive(Default)]
struct Panels {
    outline: OutlineIndex,
    census: Census,
}

impl Panels {
    fn follow(&mut self, design: &Design) {
        self.outline.update(design);
        self.census.follow(design, &mut || true);
    }
}

fn edit(
    history: &mut History,
    inline: &mut Inline,
    (drawing, panels): (&mut Drawing, &mut Panels),
    commands: &[Command],
    clock: Clock,
) -> Result<Step, String> {
    let before = history.design().clone();
    let (applied, apply_ms) = timed(clock, || history.commit("edit", commands).map(drop));
    applied.map_err(|error| error.to_string())?;
    let design = history.design().clone();
    let (_, findings_ms) = timed(clock, || inline.update(&design, "").counts());
    let difference_ms = timed(clock, || drop(difference(&before, &design))).1;
    let by = ColourBy::default();
    let drawing_ms = timed(clock, || drawing.update(&design, &by)).1;
    let panels_ms = timed(clock, || panels.follow(&design)).1;
    let undo_ms = timed(clock, || history.undo()).1;
    inline.update(history.design(), "");
    drawing.update(history.design(), &by);
    panels.follow(history.design());
    Ok(Step {
        apply: apply_ms,
        findings: findings_ms,
        difference: difference_ms,
        drawing: drawing_ms,
        panels: panels_ms,
        undo: undo_ms,
    })
}

/// Lists of commands by the kind of edit, on records spread evenly over the design.
fn edit_lists(design: &Design, edits: usize) -> Vec<(&'static str, Vec<Vec<Command>>)> {
    let cidr = |vpc: &Vpc| {
        let mut cidrs: Vec<String> = vpc.cidrs.iter().map(ToString::to_string).collect();
        cidrs.push("100.127.240.0/20".to_owned());
        vec![Command::set(vpc.id, "cidrs", cidrs)]
    };
    let rename = |vpc: &Vpc| {
        vec![Command::set(
            vpc.id,
            "name",
            format!("{}-renamed", vpc.name),
        )]
    };
    let delete = |vpc: &Vpc| vec![Command::Delete(vec![vpc.id.entity()])];
    let route = |route: &Route| vec![Command::set(route.id, "destination", "198.51.100.0/24")];
    let rule = |rule: &SecurityGroupRule| vec![Command::set(rule.id, "ports", "8443")];
    let association = |association: &TgwAssociation| {
        let table = design.get(association.route_table)?;
        let mut others = design
            .all::<TgwRouteTable>()
            .filter(|other| other.transit_gateway == table.transit_gateway && other.id != table.id);
        let other = others.next()?.id.to_string();
        Some(vec![Command::set(association.id, "route_table", other)])
    };
    let associations = spaced(design.all::<TgwAssociation>().collect(), edits);
    let vpcs = spaced(design.all::<Vpc>().collect(), edits);
    let on_vpcs = |make: &dyn Fn(&Vpc) -> Vec<Command>| vpcs.iter().map(|vpc| make(vpc)).collect();
    vec![
        ("cidr", on_vpcs(&cidr)),
        ("rename", on_vpcs(&rename)),
        ("delete", on_vpcs(&delete)),
        (
            "route",
            spaced(design.all::<Route>().collect(), edits)
                .into_iter()
                .map(route)
                .collect(),
        ),
        (
            "rule",
            spaced(design.all::<SecurityGroupRule>().collect(), edits)
                .into_iter()
                .map(rule)
                .collect(),
        ),
        (
            "association",
            associations.into_iter().filter_map(association).collect(),
        ),
    ]
}

/// At most `count` of `all`, evenly spaced.
fn spaced<T>(all: Vec<T>, count: usize) -> Vec<T> {
    let step = all.len().div_ceil(count.max(1)).max(1);
    all.into_iter().step_by(step).collect()
}

/// Median, 95th percentile and maximum.
fn spread(mut values: Vec<f64>) -> Value {
    values.sort_by(f64::total_cmp);
    let at = |percent: usize| values.get(values.len() * percent / 100).or(values.last());
    json!({"p50": at(50), "p95": at(95), "max": values.last()})
}

fn timed<T>(clock: Clock, work: impl FnOnce() -> T) -> (T, f64) {
    let start = clock();
    let result = work();
    (result, clock() - start)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn every_figure_is_taken() {
        let text = save(&netwright_core::generate::generate(30, 1).design);
        let ticks = Cell::new(0.0);
        let clock = || {
            ticks.set(ticks.get() + 1.0);
            ticks.get()
        };
        let figures = measure(&text, 5, &clock).unwrap();
        assert_eq!(figures["vpcs"], 30);
        assert_eq!(figures["analysis_ms"], 1.0);
        for edit in ["cidr", "rename", "delete", "route", "rule", "association"] {
            assert_eq!(figures["edits"][edit]["findings_ms"]["p95"], 1.0, "{edit}");
        }
        assert!(measure("no design", 5, &clock).is_err());
    }

    #[test]
    fn records_are_taken_from_everywhere() {
        assert_eq!(spaced((0..10).collect(), 3), [0, 4, 8]);
        assert_eq!(spaced((0..2).collect(), 5), [0, 1]);
        assert_eq!(spread(vec![3.0, 1.0, 2.0])["p50"], 2.0);
    }
}
