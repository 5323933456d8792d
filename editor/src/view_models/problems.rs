//! The problems panel: findings counted, filtered and explained.

use std::collections::BTreeSet;

use netwright_core::checks::{Finding, Severity};
use netwright_core::model::{Design, EntityId};
use netwright_core::order;

use super::outline::record_label;
use super::trace::{Path, Tone};

/// How many findings there are of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
}

impl Counts {
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => counts.infos += 1,
            }
        }
        counts
    }

    /// `2 errors, 1 warning`; `no problems` where there are none.
    pub fn text(&self) -> String {
        let part = |count: usize, word: &str| match count {
            0 => None,
            1 => Some(format!("1 {word}")),
            _ => Some(format!("{count} {word}s")),
        };
        let parts: Vec<String> = [
            part(self.errors, "error"),
            part(self.warnings, "warning"),
            part(self.infos, "note"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() {
            "no problems".to_owned()
        } else {
            parts.join(", ")
        }
    }
}

/// Which findings are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub hide_errors: bool,
    pub hide_warnings: bool,
    pub hide_infos: bool,
    /// Words in the message, the code or a name.
    pub text: String,
    /// Only findings that a selected record takes part in.
    pub only: Vec<EntityId>,
}

impl Filter {
    pub fn shows(&self, design: &Design, finding: &Finding) -> bool {
        let hidden = match finding.severity {
            Severity::Error => self.hide_errors,
            Severity::Warning => self.hide_warnings,
            Severity::Info => self.hide_infos,
        };
        if hidden || !self.only.is_empty() && !takes_part(finding, &self.only) {
            return false;
        }
        let wanted = self.text.trim().to_lowercase();
        wanted.is_empty() || {
            let name = finding
                .subject
                .id
                .map(|id| record_label(design, id))
                .unwrap_or_default();
            let text = format!(
                "{} {} {} {name}",
                finding.code, finding.name, finding.message
            )
            .to_lowercase();
            wanted.split_whitespace().all(|word| text.contains(word))
        }
    }
}

fn takes_part(finding: &Finding, ids: &[EntityId]) -> bool {
    let subject = finding.subject.id.is_some_and(|id| ids.contains(&id));
    subject || finding.related.iter().any(|id| ids.contains(id))
}

/// What is lit on the drawing for a finding that several records take part in: its way hop by hop, and who else.
pub fn path_of(finding: &Finding) -> Option<Path> {
    let mut steps: Vec<EntityId> = Vec::new();
    for hop in &finding.path {
        if !steps.contains(&hop.id) {
            steps.push(hop.id);
        }
    }
    if steps.is_empty() && finding.related.is_empty() {
        return None;
    }
    let beside = finding.related.iter().copied().chain(finding.subject.id);
    Some(Path {
        tone: match finding.severity {
            Severity::Error => Tone::Error,
            Severity::Warning => Tone::Warning,
            Severity::Info => Tone::Info,
        },
        beside: order::set(beside),
        stops: BTreeSet::new(),
        steps,
    })
}

/// What tells a finding from every other of the same run: two may share a fingerprint, such as the two directions of
/// one path. Can stand in an attribute of an element.
pub fn problem_key(finding: &Finding) -> String {
    // FNV-1a: small, and the same everywhere.
    let hash = finding.message.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("{}-{hash:x}", finding.fingerprint)
}

/// A paragraph, an item of a list or an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Text(Vec<Span>),
    Item(Vec<Span>),
    Code(String),
}

/// A run of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    Plain(String),
    Code(String),
    Strong(String),
    Link(String),
}

/// The little of Markdown that documentation of checks uses: paragraphs, lists, fenced code, `code`, **strong**, links.
pub fn blocks_of(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph = String::new();
    let mut is_item = false;
    let mut code: Option<String> = None;
    let flush = |paragraph: &mut String, is_item: bool, blocks: &mut Vec<Block>| {
        let text = std::mem::take(paragraph);
        if !text.is_empty() {
            let spans = spans_of(&text);
            blocks.push(if is_item {
                Block::Item(spans)
            } else {
                Block::Text(spans)
            });
        }
    };
    for line in markdown.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") {
            flush(&mut paragraph, is_item, &mut blocks);
            match code.take() {
                Some(text) => blocks.push(Block::Code(text.trim_end().to_owned())),
                None => code = Some(String::new()),
            }
        } else if let Some(text) = &mut code {
            text.push_str(line.strip_prefix(' ').unwrap_or(line));
            text.push('\n');
        } else if trimmed.is_empty() {
            flush(&mut paragraph, is_item, &mut blocks);
            is_item = false;
        } else if let Some(item) = trimmed.strip_prefix("- ") {
            flush(&mut paragraph, is_item, &mut blocks);
            is_item = true;
            paragraph.push_str(item);
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(trimmed);
        }
    }
    flush(&mut paragraph, is_item, &mut blocks);
    blocks
}

/// What opens a run of text, what closes it, and what is made of what is between.
type Mark = (&'static str, &'static str, fn(&str) -> Span);

fn spans_of(text: &str) -> Vec<Span> {
    const MARKS: [Mark; 3] = [
        ("`", "`", |text| Span::Code(text.to_owned())),
        ("**", "**", |text| Span::Strong(text.to_owned())),
        ("<http", ">", |rest| Span::Link(format!("http{rest}"))),
    ];
    let mut spans = Vec::new();
    let mut rest = text;
    loop {
        let next = MARKS.iter().filter_map(|mark| {
            let start = rest.find(mark.0)?;
            let inner = start + mark.0.len();
            let length = rest[inner..].find(mark.1)?;
            Some((start, inner, inner + length, mark))
        });
        let Some((start, inner, end, (_, close, make))) = next.min_by_key(|found| found.0) else {
            break;
        };
        if start > 0 {
            spans.push(Span::Plain(rest[..start].to_owned()));
        }
        spans.push(make(&rest[inner..end]));
        rest = &rest[end + close.len()..];
    }
    if !rest.is_empty() {
        spans.push(Span::Plain(rest.to_owned()));
    }
    spans
}

#[cfg(test)]
mod tests {
    use netwright_core::checks::run;
    use netwright_core::notation::parse;

    use super::*;

    fn overlapping() -> (Design, Vec<Finding>) {
        let design = parse("vpc prod cidrs=10.0.0.0/16\n  subnet app-a az=a cidrs=10.0.1.0/24\n  subnet app-b az=b cidrs=10.0.1.128/25\n").expect("a design");
        let findings = run(&design, "").findings;
        (design, findings)
    }

    #[test]
    fn findings_are_counted_and_filtered() {
        let (design, findings) = overlapping();
        assert!(Counts::of(&findings).errors >= 1);
        let shown = |filter: &Filter| {
            findings
                .iter()
                .filter(|finding| filter.shows(&design, finding))
                .count()
        };
        let by_text = |text: &str| Filter {
            text: text.to_owned(),
            ..Filter::default()
        };
        assert_eq!(shown(&Filter::default()), findings.len());
        assert!(shown(&by_text("adr101 APP-B")) >= 1);
        assert_eq!(shown(&by_text("nothing says this")), 0);
        let hidden = Filter {
            hide_errors: true,
            ..Filter::default()
        };
        assert!(shown(&hidden) < findings.len());
    }

    #[test]
    fn counts_are_said_in_words() {
        let counts = Counts {
            errors: 2,
            warnings: 1,
            infos: 0,
        };
        assert_eq!(counts.text(), "2 errors, 1 warning");
        assert_eq!(Counts::default().text(), "no problems");
    }

    #[test]
    fn documentation_becomes_blocks() {
        let blocks = blocks_of(
            "One `line`\nand more.\n\n- an item <https://a.b/c>: why\n\n```notation\nvpc a\n  subnet b\n```\n",
        );
        assert_eq!(
            blocks,
            [
                Block::Text(vec![
                    Span::Plain("One ".to_owned()),
                    Span::Code("line".to_owned()),
                    Span::Plain(" and more.".to_owned())
                ]),
                Block::Item(vec![
                    Span::Plain("an item ".to_owned()),
                    Span::Link("https://a.b/c".to_owned()),
                    Span::Plain(": why".to_owned())
                ]),
                Block::Code("vpc a\n subnet b".to_owned()),
            ]
        );
    }
}
