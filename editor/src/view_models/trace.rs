//! The question of the trace tool: two ends, picked on the drawing or typed, and what is lit of the way.

use std::collections::BTreeSet;

use netwright_core::model::{Design, EntityId, Kind};
use netwright_core::simulate::packet::words::{Verdict, can_be_end};

use super::outline::record_label;
use super::picker::{Candidate, candidates};
use super::search::fit;
use crate::analysis::{AskedFlow, Followed, TracedWay};

/// An end of the flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    From,
    To,
}

/// What is asked, as far as it has been given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TraceForm {
    /// The id of a record, an address, `internet` or a name, as it was typed or picked.
    pub from: String,
    pub to: String,
    pub protocol: String,
    pub port: String,
    /// The end that the next click on the drawing gives.
    pub picking: Option<Side>,
    /// The design that the ends are of, by how many were opened before it.
    pub about: u32,
}

/// A line of the list of ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What the end is when it is chosen.
    pub text: String,
    pub label: String,
    /// What holds it, to tell records of one name apart.
    pub place: String,
    pub kind: Option<Kind>,
}

/// What is lit on the drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    pub tone: Tone,
    /// Records on the way there, in order, each once.
    pub steps: Vec<EntityId>,
    /// Records on the way back, and rows that decided: wires may be theirs.
    pub beside: BTreeSet<EntityId>,
    /// Where it stops.
    pub stops: BTreeSet<EntityId>,
}

/// The colour of what is lit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Success,
    Warning,
    Error,
    Info,
}

impl Tone {
    /// Its token in the theme.
    pub const fn token(self) -> &'static str {
        match self {
            Tone::Success => "success",
            Tone::Warning => "warning",
            Tone::Error => "error",
            Tone::Info => "info",
        }
    }
}

impl From<Verdict> for Tone {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Open => Tone::Success,
            Verdict::Blocked => Tone::Error,
            Verdict::Unknown => Tone::Warning,
        }
    }
}

impl TraceForm {
    pub fn end(&self, side: Side) -> &str {
        match side {
            Side::From => &self.from,
            Side::To => &self.to,
        }
    }

    pub fn set_end(&mut self, side: Side, text: &str) {
        let end = match side {
            Side::From => &mut self.from,
            Side::To => &mut self.to,
        };
        text.trim().clone_into(end);
    }

    /// The record that was clicked becomes the end that is picked; then the other one is, while it is not known. Gives
    /// back why not where it can't be an end.
    ///
    /// # Errors
    /// A record that sends and receives nothing, and stands in nothing that does.
    pub fn pick(&mut self, design: &Design, id: EntityId) -> Result<(), String> {
        let Some(side) = self.picking else {
            return Ok(());
        };
        let Some(end) = end_of(design, id) else {
            let label = record_label(design, id);
            return Err(format!(
                "{label} neither sends nor receives: click a workload, a subnet, a VPC, a gateway or a site"
            ));
        };
        self.set_end(side, &end.to_string());
        let other = match side {
            Side::From => Side::To,
            Side::To => Side::From,
        };
        self.picking = Some(other).filter(|other| self.end(*other).is_empty());
        Ok(())
    }

    pub fn swap(&mut self) {
        std::mem::swap(&mut self.from, &mut self.to);
    }

    /// The question; nothing while an end is missing.
    ///
    /// # Errors
    /// A port that is none.
    pub fn asked(&self) -> Result<Option<AskedFlow>, String> {
        let typed = self.port.trim();
        let port = match typed.parse::<u16>() {
            _ if typed.is_empty() => None,
            Ok(port) => Some(port),
            Err(_) => return Err("a port is a number from 0 to 65535".to_owned()),
        };
        let is_whole = !self.from.is_empty() && !self.to.is_empty();
        Ok(is_whole.then(|| AskedFlow {
            from: self.from.clone(),
            to: self.to.clone(),
            protocol: self.protocol.trim().to_owned(),
            port,
        }))
    }
}

/// The record itself, or the nearest that holds it, which can send or receive.
pub fn end_of(design: &Design, id: EntityId) -> Option<EntityId> {
    let holders = std::iter::successors(Some(id), |id| design.parent(*id));
    holders.take(8).find(|id| can_be_end(id.kind))
}

/// How an end is shown: by its name where it is a record.
pub fn shown_end(design: &Design, text: &str) -> String {
    let record = text.parse::<EntityId>().ok();
    match record.filter(|id| design.contains(*id)) {
        Some(id) => record_label(design, id),
        None => text.to_owned(),
    }
}

/// Ends that fit what is typed, best first: workloads and subnets before what holds them.
pub fn offers(design: &Design, typed: &str) -> Vec<Offer> {
    let kinds: Vec<Kind> = Kind::ALL
        .iter()
        .copied()
        .filter(|kind| can_be_end(*kind))
        .collect();
    let mut found = candidates(design, None, &kinds, typed.trim());
    if typed.trim().is_empty() {
        let rank = |candidate: &Candidate| match candidate.id.kind {
            Kind::Instance => 0,
            Kind::Subnet => 1,
            Kind::Vpc => 2,
            Kind::Site => 3,
            _ => 4,
        };
        netwright_core::order::sort_by_key(&mut found, rank);
    }
    let internet = Offer {
        text: "internet".to_owned(),
        label: "Internet".to_owned(),
        place: String::new(),
        kind: None,
    };
    let internet = Some(internet).filter(|offer| fit(typed, &offer.label).is_some());
    let records = found
        .into_iter()
        .map(|Candidate { id, label, place }| Offer {
            text: id.to_string(),
            label,
            place,
            kind: Some(id.kind),
        });
    records.chain(internet).collect()
}

impl Path {
    /// What is lit of a flow that was followed.
    pub fn of(followed: &Followed) -> Self {
        let mut path = Self {
            tone: followed.verdict.into(),
            steps: Vec::new(),
            beside: BTreeSet::new(),
            stops: BTreeSet::new(),
        };
        for hop in &followed.forward.hops {
            if !path.steps.contains(&hop.record.id) {
                path.steps.push(hop.record.id);
            }
        }
        // An answer to what never arrives is no part of it.
        let back = followed.back.as_ref().filter(|_| followed.forward.arrives);
        let stopped = [Some(&followed.forward), back];
        let back = back.into_iter().flat_map(|way| &way.hops);
        path.beside.extend(back.clone().map(|hop| hop.record.id));
        for hop in followed.forward.hops.iter().chain(back) {
            path.beside
                .extend(hop.decided_by.iter().map(|record| record.id));
        }
        let stopped = stopped.into_iter().flatten().find(|way| !way.arrives);
        path.stops = stopped.map(stops).unwrap_or_default();
        path
    }

    /// Whether a wire of this record is on the way.
    pub fn has(&self, id: EntityId) -> bool {
        self.steps.contains(&id) || self.beside.contains(&id)
    }
}

/// The place where a way stops, and what is to blame.
fn stops(way: &TracedWay) -> BTreeSet<EntityId> {
    let last = way.hops.last().map(|hop| hop.record.id);
    let blamed = way.reason.iter().flat_map(|reason| &reason.at);
    last.into_iter()
        .chain(blamed.map(|record| record.id))
        .collect()
}

#[cfg(test)]
mod tests {
    use netwright_core::notation::parse;

    use super::*;
    use crate::analysis::{TracedHop, TracedRecord};

    fn sample() -> Design {
        parse("vpc a\n  subnet s az=a\n    instance web\n  route-table main\nvpc b\n  subnet t az=a\nenv prod\n").expect("a design")
    }

    fn id(text: &str) -> EntityId {
        text.parse().expect("an id")
    }

    #[test]
    fn clicks_give_one_end_after_the_other() {
        let design = sample();
        let mut form = TraceForm {
            picking: Some(Side::From),
            ..TraceForm::default()
        };
        assert_eq!(form.pick(&design, id("instance-1")), Ok(()));
        assert_eq!(
            (form.from.as_str(), form.picking),
            ("instance-1", Some(Side::To))
        );
        let why = form.pick(&design, id("env-1")).unwrap_err();
        assert!(why.starts_with("prod neither sends"), "{why}");
        assert_eq!(form.picking, Some(Side::To), "another click is waited for");
        // A table stands for the VPC that holds it.
        assert_eq!(form.pick(&design, id("route-table-1")), Ok(()));
        assert_eq!((form.to.as_str(), form.picking), ("vpc-1", None));
        assert_eq!(form.pick(&design, id("vpc-2")), Ok(()));
        assert_eq!(form.to, "vpc-1", "nothing is picked any more");
    }

    #[test]
    fn a_question_is_whole_with_both_ends_and_a_port_that_is_one() {
        let mut form = TraceForm::default();
        form.set_end(Side::From, " vpc-1 ");
        assert_eq!(form.asked(), Ok(None));
        form.set_end(Side::To, "10.0.0.9");
        form.port = "443".to_owned();
        let asked = form.asked().unwrap().unwrap();
        assert_eq!(
            (asked.from.as_str(), asked.to.as_str(), asked.port),
            ("vpc-1", "10.0.0.9", Some(443))
        );
        form.swap();
        assert_eq!(form.end(Side::From), "10.0.0.9");
        form.port = "66000".to_owned();
        assert!(form.asked().is_err());
    }

    #[test]
    fn the_list_has_what_can_be_an_end() {
        let design = sample();
        let all = offers(&design, "");
        let labels: Vec<&str> = all.iter().map(|offer| offer.label.as_str()).collect();
        assert_eq!(labels, ["web", "s", "t", "a", "b", "Internet"]);
        assert_eq!(offers(&design, "web")[0].text, "instance-1");
        assert_eq!(shown_end(&design, "instance-1"), "web");
        assert_eq!(shown_end(&design, "10.0.0.9"), "10.0.0.9");
    }

    #[test]
    fn what_is_lit_is_the_way_and_where_it_stops() {
        let hop = |at: &str, by: &str| TracedHop {
            record: TracedRecord {
                id: id(at),
                label: String::new(),
            },
            rows: Vec::new(),
            decided_by: vec![TracedRecord {
                id: id(by),
                label: String::new(),
            }],
        };
        let mut followed = Followed {
            verdict: Verdict::Blocked,
            says: String::new(),
            packet: String::new(),
            carries: String::new(),
            forward: TracedWay {
                arrives: true,
                hops: vec![
                    hop("instance-1", "security-group-1"),
                    hop("vpc-1", "route-1"),
                    hop("instance-1", "route-1"),
                ],
                ..TracedWay::default()
            },
            back: Some(TracedWay {
                hops: vec![hop("vpc-2", "route-2")],
                ..TracedWay::default()
            }),
        };
        let path = Path::of(&followed);
        assert_eq!(path.steps, [id("instance-1"), id("vpc-1")]);
        assert!(path.has(id("route-2")) && path.has(id("vpc-2")) && !path.has(id("vpc-3")));
        assert_eq!(
            path.stops,
            BTreeSet::from([id("vpc-2")]),
            "the answer stops there"
        );
        followed.forward.arrives = false;
        let path = Path::of(&followed);
        assert_eq!(path.stops, BTreeSet::from([id("instance-1")]));
        assert!(!path.has(id("vpc-2")), "nobody answers what never came");
    }
}
