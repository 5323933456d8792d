//! What the engine says of labs: the cards of the gallery, the designs to start from, and how far someone is.

use std::fmt::Write as _;

use netwright_core::catalog::Lab;
use netwright_core::catalog::labs::{self, grade};
use netwright_core::export::svg::{SvgOptions, svg};
use netwright_core::format::to_json;
use netwright_core::model::Design;

use crate::analysis::{Answer, LabTask, LabView, TemplateCard};

/// The cards of all labs, each with the drawing of what it starts from.
pub(super) fn cards(options: SvgOptions) -> Answer {
    let card = |lab: &Lab| TemplateCard {
        name: lab.name.to_owned(),
        title: lab.title.to_owned(),
        description: lab.learned.to_owned(),
        tags: vec![format!("{} minutes", lab.minutes)],
    };
    let picture = |lab: &Lab| lab.design().map(|design| svg(&design, options));
    // The short ones first: that is how a course goes.
    let mut all: Vec<&Lab> = labs::ALL.iter().collect();
    all.sort_by_key(|lab| (lab.minutes, lab.name));
    Answer {
        head: all.iter().map(|lab| card(lab).to_json()).collect(),
        texts: all
            .iter()
            .map(|lab| picture(lab).unwrap_or_default())
            .collect(),
        ..Answer::default()
    }
}

/// The saved file of what a lab starts from.
pub(super) fn start(name: &str) -> Option<String> {
    let design = Lab::find(name)?.design().ok()?;
    Some(to_json(&design).to_string())
}

/// How far `design` is; nothing where there is no such lab.
pub(super) fn graded(name: &str, design: &Design) -> Option<LabView> {
    let lab = Lab::find(name)?;
    let progress = grade(lab, design);
    let told = if progress.is_solved() {
        told(lab)
    } else {
        Vec::new()
    };
    let task = |task: labs::TaskState| LabTask {
        says: task.says,
        missing: task.missing,
    };
    Some(LabView {
        title: lab.title.to_owned(),
        minutes: lab.minutes.into(),
        story: lab.story.to_owned(),
        tasks: progress.tasks.into_iter().map(task).collect(),
        hints: lab.hints.iter().map(|hint| (*hint).to_owned()).collect(),
        told,
    })
}

/// What is worth knowing afterwards.
fn told(lab: &Lab) -> Vec<(String, String)> {
    let mut mistakes = String::new();
    for mistake in lab.mistakes {
        let _ = writeln!(mistakes, "- **{}.** {}", mistake.what, mistake.why);
    }
    let mut more = String::new();
    for code in lab.codes {
        let _ = writeln!(more, "- `netwright explain {code}`");
    }
    vec![
        ("What it was".to_owned(), lab.explanation.to_owned()),
        ("What would not have helped".to_owned(), mistakes),
        ("More".to_owned(), more),
    ]
}

#[cfg(test)]
mod tests {
    use netwright_core::checks::run;
    use netwright_core::edit::apply;
    use netwright_core::format::load;

    use super::*;
    use crate::view_models::problems::{Block, blocks_of};

    #[test]
    fn every_lab_can_be_started_by_its_card_and_is_not_solved_then() {
        let answer = cards(SvgOptions::default());
        let all = TemplateCard::list_from_json(&answer.head).expect("cards");
        assert_eq!(
            (all.len(), answer.texts.len()),
            (labs::ALL.len(), all.len())
        );
        assert!(answer.texts.iter().all(|svg| svg.contains("</svg>")));
        for card in all {
            let design = load(&start(&card.name).expect("a start")).expect("a design");
            assert_eq!(
                design.design.lab.as_ref().map(|mark| mark.lab.as_str()),
                Some(&*card.name)
            );
            let view = graded(&card.name, &design.design).expect("a view");
            assert!(view.done() < view.tasks.len() && view.told.is_empty());
            assert!(
                blocks_of(&view.story)
                    .iter()
                    .any(|block| matches!(block, Block::Item(_)))
            );
        }
        assert_eq!(graded("no-such-lab", &Design::new("")), None);
    }

    #[test]
    fn what_it_was_is_told_when_it_is_solved() {
        let name = "hub-joins-environments";
        let design = load(&start(name).expect("a start"))
            .expect("a design")
            .design;
        let fix = run(&design, "")
            .findings
            .into_iter()
            .find(|finding| finding.code == "ISO101")
            .and_then(|finding| finding.fix)
            .expect("a fix");
        let solved = apply(&design, &fix.ready(&design)).expect("applied").design;
        let view = graded(name, &solved).expect("a view");
        assert!(view.is_solved(), "{view:?}");
        assert_eq!(view.told.len(), 3);
    }
}
