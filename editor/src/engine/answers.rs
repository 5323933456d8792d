//! What the engine knows besides findings: documentation, exports, pictures, templates.

use netwright_core::aws::{endpoint_services, instance_types};
use netwright_core::catalog::Template;
use netwright_core::catalog::templates::TEMPLATES;
use netwright_core::checks::{self, Entries};
use netwright_core::diagram::{Scheme, diagram_by};
use netwright_core::edit::{Mint, apply};
use netwright_core::export::svg::{SvgOptions, paint, svg};
use netwright_core::export::{self, Header, Source};
use netwright_core::format::{load, pieces, save, to_json};
use netwright_core::import::{self, Gathering, Matter, Options};
use netwright_core::model::Design;
use netwright_core::plan::plan;
use serde_json::Value;

use super::labs;
use crate::analysis::{
    Answer, Ask, Explained, Exported, ExportedFile, Format, Gathered, Imported, Offered, Opened,
    TemplateCard,
};
use crate::journal::replay;

/// The answer to what needs no design; nothing to other questions, and to what names something that does not exist.
pub(super) fn general(ask: &Ask) -> Option<Answer> {
    let head = match ask {
        Ask::CollectCommands => return Some(text(import::COMMANDS.to_owned())),
        Ask::Explain { code } => explained(code)?.to_json(),
        Ask::Formats => export::ALL
            .iter()
            .map(|exporter| format(exporter).to_json())
            .collect(),
        Ask::InstanceTypes => {
            let types = instance_types::all();
            let values = types.iter().map(instance_types::InstanceType::name);
            let values = values.collect();
            Offered { values }.to_json()
        }
        Ask::Lab { name } => return labs::start(name).map(text),
        Ask::Labs { is_dark } => return Some(labs::cards(of_cards(*is_dark))),
        Ask::Services { region } => services(region).to_json(),
        Ask::Template { name } => {
            let design = Template::find(name)?.design().ok()?;
            return Some(text(to_json(&design).to_string()));
        }
        Ask::Templates { is_dark } => return Some(templates(*is_dark)),
        Ask::Export { .. }
        | Ask::File
        | Ask::Gather
        | Ask::Grade { .. }
        | Ask::Import { .. }
        | Ask::Matrix { .. }
        | Ask::MatrixRow(_)
        | Ask::Picture { .. }
        | Ask::Read { .. }
        | Ask::Trace(_) => return None,
    };
    Some(Answer {
        head,
        ..Answer::default()
    })
}

/// What a saved file and the entries of its journal hold, and the design itself where it can be read.
pub(super) fn read(text: &str, entries: &[String]) -> (Answer, Option<Design>) {
    let found = if entries.is_empty() {
        load(text).map(|loaded| (loaded.design, loaded.notes, 0))
    } else {
        replay(text, entries).map(|found| (found.design, Vec::new(), found.lost_entries))
    };
    match found {
        Ok((design, notes, lost_entries)) => {
            let notes = notes.into_iter().map(|note| (note.pointer, note.text));
            let opened = Opened {
                name: design.name.clone(),
                description: design.description.clone(),
                notes: notes.collect(),
                lost_entries,
                ..Opened::default()
            };
            let answer = Answer {
                head: opened.to_json(),
                texts: pieces(&design),
                ..Answer::default()
            };
            (answer, Some(design))
        }
        Err(error) => {
            let opened = Opened {
                error: error.to_string(),
                ..Opened::default()
            };
            let answer = Answer {
                head: opened.to_json(),
                ..Answer::default()
            };
            (answer, None)
        }
    }
}

/// What files of describe calls hold, and the design that is made of them where there is any.
pub(super) fn gathered(gathering: Gathering) -> (Answer, Option<Design>) {
    let blank = Design::new("");
    let (is_known, files) = (gathering.is_known(), gathering.count());
    let made = gathering.finish(&Options::default(), &mut Mint::after(&blank));
    let lines = made.notes.iter().map(ToString::to_string);
    let notes = lines.map(|line| (Matter::of(&line).word().to_owned(), line));
    let mut opened = Opened {
        notes: notes.collect(),
        ..Opened::default()
    };
    let design = match apply(&blank, &made.commands) {
        Ok(applied) => Some(applied.design).filter(|design| !design.is_empty()),
        Err(error) => {
            opened.error = error.to_string();
            None
        }
    };
    let mut texts = Vec::new();
    if let Some(design) = &design {
        design.name.clone_into(&mut opened.name);
        design.description.clone_into(&mut opened.description);
        texts = pieces(design);
    } else if opened.error.is_empty() {
        opened.error = match opened.notes.as_slice() {
            [] => "there is no network in it".to_owned(),
            [(_, only)] => only.clone(),
            [(_, first), rest @ ..] => format!("{first}; and {} more", rest.len()),
        };
    }
    let head = Gathered {
        is_known,
        files,
        opened,
    };
    let answer = Answer {
        head: head.to_json(),
        texts,
        ..Answer::default()
    };
    (answer, design)
}

/// The answer to a question about `design`, of which `entries` gives the findings; nothing to other questions.
pub(super) fn about(
    ask: &Ask,
    design: &Design,
    entries: impl FnOnce() -> Entries,
) -> Option<Answer> {
    match ask {
        Ask::Export { format } => exported(format, design, &entries()),
        Ask::File => Some(Answer {
            is_file: true,
            ..text(save(design))
        }),
        Ask::Grade { lab } => Some(Answer {
            head: labs::graded(lab, design)?.to_json(),
            ..Answer::default()
        }),
        Ask::Import { name, text } => Some(imported(name, text, design)),
        Ask::Picture { is_dark, colour_by } => {
            let options = SvgOptions {
                scheme: scheme(*is_dark),
                ..SvgOptions::default()
            };
            let diagram = diagram_by(design, colour_by);
            Some(text(paint(design, &diagram, options)))
        }
        _ => None,
    }
}

const fn scheme(is_dark: bool) -> Scheme {
    if is_dark { Scheme::Dark } else { Scheme::Light }
}

fn text(text: String) -> Answer {
    Answer {
        head: Value::Bool(true),
        texts: vec![text],
        ..Answer::default()
    }
}

fn explained(code: &str) -> Option<Explained> {
    const SHOWN: [&str; 5] = [
        "What it does",
        "Why it matters",
        "In production",
        "Fix safety",
        "Evidence",
    ];
    let check = checks::find(code)?;
    let sections = SHOWN.iter().filter_map(|heading| {
        let markdown = check.section(heading)?.trim();
        (!markdown.is_empty()).then(|| ((*heading).to_owned(), markdown.to_owned()))
    });
    Some(Explained {
        sections: sections.collect(),
    })
}

/// The endpoint services of a region, by name.
fn services(region: &str) -> Offered {
    let mut values: Vec<String> = endpoint_services::all()
        .iter()
        .filter_map(|service| service.service_name(region))
        .collect();
    values.sort();
    values.dedup();
    Offered { values }
}

fn exported(format: &str, design: &Design, entries: &Entries) -> Option<Answer> {
    let exporter = export::find(format)?;
    if let Some(why) = export::refusal(design, exporter) {
        let head = Exported {
            left_out: vec![("Everything".to_owned(), why.to_owned())],
            ..Exported::default()
        };
        return Some(Answer {
            head: head.to_json(),
            ..Answer::default()
        });
    }
    let plan = plan(design);
    let source = Source {
        design,
        plan: &plan,
        header: &header(design, entries),
    };
    let files = (exporter.print)(&source);
    let left_out = (exporter.leaves_out)(&source).into_iter();
    let head = Exported {
        media_type: exporter.media_type.to_owned(),
        files: files
            .iter()
            .map(|file| ExportedFile {
                name: file.name.clone(),
                lines: file.text.lines().count(),
            })
            .collect(),
        left_out: left_out.map(|item| (item.subject, item.reason)).collect(),
    };
    Some(Answer {
        head: head.to_json(),
        texts: files.into_iter().map(|file| file.text).collect(),
        ..Answer::default()
    })
}

/// A part is given as changes of `design`; a design of its own as its saved file.
fn imported(name: &str, bytes: &str, design: &Design) -> Answer {
    let source = import::Source::new(name, bytes.as_bytes());
    let Some(importer) = import::recognise(&source) else {
        let takes = import::ALL.iter().map(|importer| importer.takes);
        let known: Vec<&str> = std::iter::once("a saved design").chain(takes).collect();
        let head = Imported {
            notes: vec![format!("expected {}", known.join("; or "))],
            ..Imported::default()
        };
        return Answer {
            head: head.to_json(),
            ..Answer::default()
        };
    };
    let is_whole = importer.whole == import::Whole::Design;
    let blank = Design::new("");
    let onto = if is_whole { &blank } else { design };
    let made = importer.take(&source, onto, &mut Mint::after(onto));
    let mut head = Imported {
        title: importer.title.to_owned(),
        commands: made.commands,
        notes: made.notes.iter().map(ToString::to_string).collect(),
    };
    let mut texts = Vec::new();
    if is_whole && let Ok(applied) = apply(onto, &std::mem::take(&mut head.commands)) {
        texts.push(to_json(&applied.design).to_string());
    }
    Answer {
        head: head.to_json(),
        texts,
        ..Answer::default()
    }
}

/// What every export says at its top.
fn header(design: &Design, entries: &Entries) -> Header {
    let (shown, suppressed): (Vec<_>, Vec<_>) = entries
        .values()
        .partition(|entry| entry.suppressed.is_none());
    let line = |entry: &checks::Entry| {
        let finding = &entry.finding;
        let record = finding.subject.id.and_then(|id| design.record(id));
        export::Finding {
            severity: finding.severity.word().to_owned(),
            code: finding.code.to_string(),
            subject: record.map_or_else(String::new, |record| {
                format!("{} {}", record.id(), record.name())
            }),
            message: finding.message.clone(),
        }
    };
    let findings = shown.into_iter().map(line).collect();
    Header::new(&save(design), findings, suppressed.len())
}

fn format(exporter: &export::Exporter) -> Format {
    Format {
        id: exporter.id.to_owned(),
        title: exporter.title.to_owned(),
        file_name: exporter.file_name.to_owned(),
    }
}

/// The cards with their pictures, which say nothing in words: the card has its title.
fn templates(is_dark: bool) -> Answer {
    let options = of_cards(is_dark);
    let picture = |template: &Template| template.design().map(|design| svg(&design, options));
    Answer {
        head: TEMPLATES
            .iter()
            .map(|template| card(template).to_json())
            .collect(),
        texts: TEMPLATES
            .iter()
            .map(|template| picture(template).unwrap_or_default())
            .collect(),
        ..Answer::default()
    }
}

/// Pictures of cards: the card says the rest.
const fn of_cards(is_dark: bool) -> SvgOptions {
    SvgOptions {
        scheme: scheme(is_dark),
        legend: false,
        title_block: false,
    }
}

fn card(template: &Template) -> TemplateCard {
    TemplateCard {
        name: template.name.to_owned(),
        title: template.title.to_owned(),
        description: template.description.to_owned(),
        tags: template.tags.iter().map(|tag| (*tag).to_owned()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use netwright_core::checks::Checker;
    use netwright_core::generate::generate;

    use super::*;
    use crate::view_models::problems::blocks_of;

    fn head(ask: &Ask) -> Value {
        general(ask).expect("an answer").head
    }

    #[test]
    fn every_check_explains_itself() {
        for check in checks::all() {
            let code = check.code.to_owned();
            let explained = Explained::from_json(&head(&Ask::Explain { code })).expect(check.code);
            assert!(explained.sections.len() >= 3, "{}", check.code);
            let is_said = |(_, markdown): &(String, String)| !blocks_of(markdown).is_empty();
            assert!(explained.sections.iter().all(is_said), "{}", check.code);
        }
        let code = "NON999".to_owned();
        assert_eq!(general(&Ask::Explain { code }), None);
    }

    #[test]
    fn services_and_instance_types_are_offered() {
        let region = "us-east-1".to_owned();
        let services = Offered::from_json(&head(&Ask::Services { region })).expect("services");
        let wanted = "com.amazonaws.us-east-1.secretsmanager".to_owned();
        assert!(services.values.contains(&wanted));
        let types = Offered::from_json(&head(&Ask::InstanceTypes)).expect("types");
        assert!(types.values.contains(&"m7i.large".to_owned()));
    }

    #[test]
    fn every_template_can_be_opened_by_its_card() {
        let answer = general(&Ask::Templates { is_dark: true }).expect("templates");
        let cards = TemplateCard::list_from_json(&answer.head).expect("cards");
        assert_eq!(cards.len(), TEMPLATES.len());
        assert_eq!(cards.len(), answer.texts.len());
        assert!(
            answer
                .texts
                .iter()
                .all(|picture| picture.contains("</svg>"))
        );
        for card in cards {
            let answer = general(&Ask::Template { name: card.name }).expect("a template");
            let design = load(&answer.texts[0]).expect("a design").design;
            assert_eq!(
                (design.name, design.description),
                (card.title, card.description)
            );
        }
    }

    #[test]
    fn a_plan_is_added_to_the_design_and_notation_is_one_of_its_own() {
        let design =
            netwright_core::notation::parse("vpc a cidrs=10.0.0.0/16\n").expect("a design");
        let ask = |name: &str, text: &str| {
            let ask = Ask::Import {
                name: name.to_owned(),
                text: text.to_owned(),
            };
            let answer = about(&ask, &design, Entries::default).expect("an answer");
            let imported = Imported::from_json(&answer.head).expect("an import");
            (imported, answer.texts)
        };
        let (plan, texts) = ask(
            "plan.csv",
            "region,vpc,subnet,zone,cidrs\n,a,s,b,next\n,b,,,ten\n",
        );
        assert_eq!(
            (plan.title.as_str(), plan.commands.len(), texts.len()),
            ("Address plan", 1, 0)
        );
        assert!(plan.notes[0].starts_with("line 3: "), "{:?}", plan.notes);
        let (notation, texts) = ask("x", "design other\nvpc b\n");
        assert_eq!(
            (notation.title.as_str(), notation.commands.len()),
            ("Notation", 0)
        );
        assert_eq!(load(&texts[0]).expect("a design").design.name, "other");
        let (calls, texts) = ask(
            "vpcs.json",
            r#"{"Vpcs": [{"VpcId": "vpc-0a1", "CidrBlock": "10.0.0.0/16"}]}"#,
        );
        assert_eq!(calls.title, "AWS describe calls");
        let design = load(&texts[0]).expect("a design").design;
        let imported = design.all::<netwright_core::model::Vpc>();
        let ids: Vec<&str> = imported.map(|vpc| vpc.meta.aws_id.as_str()).collect();
        assert_eq!(ids, ["vpc-0a1"]);
        let (unknown, _) = ask("x.txt", "hello");
        assert!(
            unknown.title.is_empty() && unknown.notes[0].starts_with("expected a saved design")
        );
    }

    #[test]
    fn every_format_is_printed_with_the_findings() {
        let design = generate(4, 3).design;
        let entries = Checker::new(&design, "").entries().clone();
        let formats = Format::list_from_json(&head(&Ask::Formats)).expect("formats");
        assert_eq!(formats.len(), export::ALL.len());
        for Format { id, .. } in formats {
            let ask = Ask::Export { format: id };
            let answer = about(&ask, &design, || entries.clone()).expect("an export");
            let exported = Exported::from_json(&answer.head).expect("an export");
            assert_eq!(exported.files.len(), answer.texts.len());
            assert_eq!(exported.files[0].lines, answer.texts[0].lines().count());
        }
        let listed = header(&design, &entries).findings.len();
        let shown = entries.values().filter(|entry| entry.suppressed.is_none());
        assert!(listed > 0 && listed == shown.count());
    }
}
