//! The way of one flow: what the core says of it, with the records to go to.

use netwright_core::analysis::Facts;
use netwright_core::model::EntityId;
use netwright_core::simulate::packet::{EndName, Question, Way, protocol_asked, trace};

use crate::analysis::{
    AskedFlow, AskedPart, Followed, Traced, TracedHop, TracedReason, TracedRecord, TracedWay,
};
use crate::view_models::outline::record_label;

/// Follows a flow there and back.
pub(super) fn traced(asked: &AskedFlow, facts: &Facts) -> Traced {
    follow(asked, facts).unwrap_or_else(|(part, why)| Traced::Refused { part, why })
}

fn follow(asked: &AskedFlow, facts: &Facts) -> Result<Traced, (AskedPart, String)> {
    let end = |text: &str, receives: bool, part: AskedPart| {
        EndName::find(facts, text, receives).map_err(|error| (part, error.0))
    };
    let protocol = Some(asked.protocol.trim()).filter(|text| !text.is_empty());
    let protocol = protocol_asked(protocol, asked.port.is_some(), false)
        .map_err(|why| (AskedPart::Protocol, why))?;
    let question = Question {
        protocol,
        port: asked.port,
        ..Question::any(
            end(&asked.from, false, AskedPart::From)?,
            end(&asked.to, true, AskedPart::To)?,
        )
    };
    let answer = trace(facts, &question).map_err(|error| (AskedPart::From, error.0))?;
    Ok(Traced::Followed(Box::new(Followed {
        verdict: answer.verdict(),
        says: answer.says(),
        packet: answer.packet_says().unwrap_or_default(),
        carries: answer.carries_says().unwrap_or_default(),
        forward: way(facts, &answer.forward),
        back: answer.back.as_ref().map(|back| way(facts, back)),
    })))
}

fn way(facts: &Facts, way: &Way) -> TracedWay {
    let record = |id: &EntityId| TracedRecord {
        id: *id,
        label: record_label(facts.design(), *id),
    };
    TracedWay {
        outcome: way.outcome.word().to_owned(),
        arrives: way.outcome.arrives(),
        hops: way
            .hops
            .iter()
            .map(|hop| TracedHop {
                record: record(&hop.id),
                rows: hop.text.split("; ").map(str::to_owned).collect(),
                decided_by: hop.decided_by.iter().map(record).collect(),
            })
            .collect(),
        reason: way.reason.as_ref().map(|reason| TracedReason {
            code: reason.code.to_owned(),
            at: reason.at.iter().map(record).collect(),
            text: reason.text.clone(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use netwright_core::catalog::Template;
    use netwright_core::simulate::packet::words::Verdict;

    use super::*;

    fn facts() -> Facts {
        let template = Template::find("isolation-failure").expect("a template");
        Facts::new(&template.design().expect("a design"))
    }

    fn asked(from: &str, to: &str) -> AskedFlow {
        AskedFlow {
            from: from.to_owned(),
            to: to.to_owned(),
            ..AskedFlow::default()
        }
    }

    fn followed(asked: &AskedFlow) -> Followed {
        let answer = traced(asked, &facts());
        assert_eq!(Traced::from_json(&answer.to_json()), Some(answer.clone()));
        match answer {
            Traced::Followed(followed) => *followed,
            Traced::Refused { why, .. } => panic!("{why}"),
        }
    }

    #[test]
    fn it_is_what_the_core_says_with_records_to_go_to() {
        let followed = followed(&asked("vpc-1", "vpc-3"));
        assert_eq!(followed.verdict, Verdict::Open);
        assert_eq!(followed.says, "delivered: it works");
        let hops: Vec<&str> = followed
            .forward
            .hops
            .iter()
            .map(|hop| hop.record.label.as_str())
            .collect();
        assert_eq!(hops.first(), Some(&"prod-app"));
        assert_eq!(hops.last(), Some(&"dev-app"));
        let hub = followed
            .forward
            .hops
            .iter()
            .find(|hop| hop.record.label == "hub");
        let hub = hub.expect("the hub is on the way");
        assert!(
            hub.rows[0].starts_with("hub-default: 10.2.0.0/16"),
            "{:?}",
            hub.rows
        );
        let tables: Vec<&str> = hub
            .decided_by
            .iter()
            .map(|record| record.label.as_str())
            .collect();
        assert!(tables.contains(&"hub-default"), "{tables:?}");
        assert!(
            followed
                .back
                .is_some_and(|back| back.arrives && !back.hops.is_empty())
        );
    }

    #[test]
    fn where_it_stops_there_is_the_code_and_the_record_to_blame() {
        let followed = followed(&AskedFlow {
            protocol: "tcp".to_owned(),
            port: Some(23),
            ..asked("instance-1", "instance-5")
        });
        assert_eq!(followed.verdict, Verdict::Blocked);
        let reason = followed.forward.reason.expect("a reason");
        assert_eq!(reason.code, "ENI_SG_RULES_MISMATCH");
        assert!(!reason.at.is_empty());
        assert!(!followed.forward.arrives);
    }

    #[test]
    fn a_part_that_means_nothing_is_named() {
        let part = |asked: &AskedFlow| match traced(asked, &facts()) {
            Traced::Refused { part, why } if !why.is_empty() => Some(part),
            _ => None,
        };
        assert_eq!(part(&asked("nobody", "vpc-1")), Some(AskedPart::From));
        assert_eq!(
            part(&asked("vpc-1", "10.250.0.1")),
            None,
            "an address may be anybody's"
        );
        assert_eq!(part(&asked("vpc-1", "nobody")), Some(AskedPart::To));
        let wrong = AskedFlow {
            protocol: "http".to_owned(),
            ..asked("vpc-1", "vpc-2")
        };
        assert_eq!(part(&wrong), Some(AskedPart::Protocol));
        let answer = traced(&wrong, &facts());
        assert_eq!(Traced::from_json(&answer.to_json()), Some(answer));
    }
}
