//! A summary for reviewers in Markdown: what it is, what was found, the address plan, what must and must not talk,
//! what AWS bills for, and the diagram beside it.

use std::fmt::Write as _;

use ipnet::IpNet;

use super::svg::{SvgOptions, svg};
use super::{Exporter, File, Source, billing, header_lines, names};
use crate::model::{
    Account, Design, EntityId, Environment, Intent, IntentEnd, Kind, Subnet, Suppression, Vpc,
};
use crate::net::{PrefixSet, use_of_parent};
use crate::plan::LeftOut;

pub(super) const EXPORTER: Exporter = Exporter {
    id: "markdown",
    title: "Summary for reviewers, with the diagram",
    file_name: "summary.md",
    media_type: "text/markdown",
    leaves_out,
    print: |source| {
        vec![
            File {
                name: EXPORTER.file_name.to_owned(),
                text: summary(source),
            },
            File {
                name: "diagram.svg".to_owned(),
                text: svg(source.design, SvgOptions::default()),
            },
        ]
    },
};

fn leaves_out(_: &Source<'_>) -> Vec<LeftOut> {
    vec![LeftOut {
        subject: "single rules, routes and prices".to_owned(),
        reason: "the design file and the scripts have them; prices differ by Region and change"
            .to_owned(),
    }]
}

fn summary(source: &Source<'_>) -> String {
    let design = source.design;
    let title = if design.name.is_empty() {
        "Untitled design"
    } else {
        &design.name
    };
    let mut out = format!("# {}\n\n", text(title));
    if !design.description.is_empty() {
        let _ = writeln!(out, "{}\n", text(&design.description));
    }
    for line in header_lines(source, &leaves_out(source)) {
        match line.strip_prefix("  ") {
            Some(item) => {
                let _ = writeln!(out, "  - {}", text(item));
            }
            None => {
                let _ = writeln!(out, "- {}", text(&line));
            }
        }
    }
    out.push_str("\n![Diagram](diagram.svg)\n");
    findings(source, &mut out);
    address_plan(design, &mut out);
    intents(design, &mut out);
    bill(design, &mut out);
    not_made(source, &mut out);
    out
}

fn findings(source: &Source<'_>, out: &mut String) {
    out.push_str("\n## Findings\n\n");
    if source.header.findings.is_empty() {
        out.push_str("None.\n");
    } else {
        head(out, &["Severity", "Check", "Record", "What is wrong"]);
        for finding in &source.header.findings {
            row(
                out,
                &[
                    &finding.severity,
                    &finding.code,
                    &finding.subject,
                    &finding.message,
                ],
            );
        }
    }
    let accepted: Vec<&Suppression> = source.design.all().collect();
    if !accepted.is_empty() {
        out.push_str("\n### Accepted\n\n");
        head(out, &["Check", "Record", "Reason", "Until"]);
        for suppression in accepted {
            let subject = suppression
                .subject
                .map_or_else(|| "all".to_owned(), |id| label(source.design, id));
            row(
                out,
                &[
                    &suppression.code,
                    &subject,
                    &suppression.reason,
                    &suppression.expires,
                ],
            );
        }
    }
}

/// Region, VPC, subnet, with how full each VPC is.
fn address_plan(design: &Design, out: &mut String) {
    let mut vpcs: Vec<&Vpc> = design.all().collect();
    if vpcs.is_empty() {
        return;
    }
    vpcs.sort_by(|a, b| (&a.region, a.id).cmp(&(&b.region, b.id)));
    out.push_str("\n## Address plan\n\n");
    head(
        out,
        &[
            "Region",
            "VPC",
            "Environment",
            "Account",
            "Blocks",
            "In use",
        ],
    );
    for vpc in &vpcs {
        let environment = vpc.environment.and_then(|id| design.get::<Environment>(id));
        let account = vpc.account.and_then(|id| design.get::<Account>(id));
        row(
            out,
            &[
                &vpc.region,
                &label(design, vpc.id.entity()),
                environment.map_or("", |record| record.name.as_str()),
                account.map_or("", |record| record.name.as_str()),
                &blocks(&vpc.cidrs),
                &used(design, vpc),
            ],
        );
    }
    out.push_str("\n### Subnets\n\n");
    head(
        out,
        &["VPC", "Subnet", "Zone", "Blocks", "Addresses for use"],
    );
    for vpc in vpcs {
        for subnet in design.all::<Subnet>().filter(|subnet| subnet.vpc == vpc.id) {
            row(
                out,
                &[
                    &vpc.name,
                    &label(design, subnet.id.entity()),
                    &format!("{}{}", vpc.region, subnet.az),
                    &blocks(&subnet.cidrs),
                    &usable(subnet),
                ],
            );
        }
    }
}

/// The share of a VPC's IPv4 blocks that its subnets take.
fn used(design: &Design, vpc: &Vpc) -> String {
    let subnets = design.all::<Subnet>().filter(|subnet| subnet.vpc == vpc.id);
    let taken: PrefixSet = subnets
        .flat_map(|subnet| subnet.cidrs.iter().copied())
        .collect();
    let shares = vpc
        .cidrs
        .iter()
        .filter(|block| matches!(block, IpNet::V4(_)))
        .map(|block| {
            let permille = use_of_parent(*block, &taken).used_permille();
            format!("{}.{} %", permille / 10, permille % 10)
        });
    shares.collect::<Vec<_>>().join(", ")
}

/// IPv4 addresses of a subnet without those that AWS keeps for itself.
fn usable(subnet: &Subnet) -> String {
    let reserved = crate::aws::addressing::RESERVED_PER_SUBNET.value;
    let block = subnet.cidrs.iter().find_map(|block| match block {
        IpNet::V4(block) => Some(block),
        IpNet::V6(_) => None,
    });
    block.map_or_else(String::new, |block| {
        let all = 1_u64 << (32 - block.prefix_len());
        all.saturating_sub(reserved.into()).to_string()
    })
}

fn intents(design: &Design, out: &mut String) {
    out.push_str("\n## Intents\n\n");
    if design.count(Kind::Intent) == 0 {
        out.push_str(
            "None is stored: environments that are not shared must not reach one another.\n",
        );
        return;
    }
    head(out, &["Intent", "Rule", "From", "To", "Traffic", "Reason"]);
    for intent in design.all::<Intent>() {
        let rule = format!(
            "{} be {}",
            intent.kind.word().replace('-', " "),
            intent.level.word()
        );
        let ports: Vec<_> = intent.ports.iter().map(|pair| pair.0.to_string()).collect();
        let traffic = format!("{} {}", intent.protocol, ports.join(", "));
        row(
            out,
            &[
                if intent.name.is_empty() {
                    ""
                } else {
                    &intent.name
                },
                &rule,
                &end(design, &intent.from),
                &end(design, &intent.to),
                traffic.trim(),
                &intent.reason,
            ],
        );
    }
}

fn end(design: &Design, end: &IntentEnd) -> String {
    match end {
        IntentEnd::Internet => "internet".to_owned(),
        IntentEnd::Cidr(block) => block.to_string(),
        IntentEnd::Entity(id) => label(design, *id),
    }
}

fn bill(design: &Design, out: &mut String) {
    let lines = billing::summary(design);
    if lines.is_empty() {
        return;
    }
    out.push_str("\n## What AWS bills for\n\nCounts, without prices. A unit is what the hourly or monthly charge counts.\n\n");
    head(out, &["Resource", "Number", "Units", "Billed"]);
    for line in lines.iter().filter(|line| !line.is_free) {
        row(
            out,
            &[
                line.resource,
                &line.records.to_string(),
                &line.units.to_string(),
                &line.dimensions,
            ],
        );
    }
    let free: Vec<_> = lines
        .iter()
        .filter(|line| line.is_free)
        .map(|line| format!("{} {}", line.records, line.resource))
        .collect();
    if !free.is_empty() {
        let _ = writeln!(out, "\nFree in themselves: {}.", free.join(", "));
    }
}

/// What the scripts leave out, which a reviewer must see done by other means.
fn not_made(source: &Source<'_>, out: &mut String) {
    if source.plan.left_out.is_empty() {
        return;
    }
    out.push_str("\n## Not made by the scripts\n\n");
    head(out, &["Record", "Reason"]);
    for item in &source.plan.left_out {
        row(out, &[&item.subject, &item.reason]);
    }
}

fn label(design: &Design, id: EntityId) -> String {
    let name = design.record(id).map_or("", |record| record.name());
    if name.is_empty() {
        id.to_string()
    } else {
        format!("{name} ({id})")
    }
}

fn blocks(blocks: &[IpNet]) -> String {
    blocks
        .iter()
        .map(IpNet::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

fn head(out: &mut String, cells: &[&str]) {
    row(out, cells);
    let _ = writeln!(out, "|{}", " --- |".repeat(cells.len()));
}

fn row(out: &mut String, cells: &[&str]) {
    out.push('|');
    for cell in cells {
        let _ = write!(out, " {} |", text(cell));
    }
    out.push('\n');
}

/// A free text that stays text: no markup, no HTML, no link, on one line.
fn text(raw: &str) -> String {
    let mut out = String::new();
    for c in names::shown(raw).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '#' => {
                out.push('\\');
                out.push(c);
            }
            // Some viewers make links of bare addresses.
            ':' => out.push_str(if raw.contains("://") { "&#58;" } else { ":" }),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Finding, Header};
    use super::*;
    use crate::catalog::Template;

    fn printed(design: &Design, header: &Header) -> String {
        let plan = crate::plan::plan(design);
        summary(&Source {
            design,
            plan: &plan,
            header,
        })
    }

    #[test]
    fn a_reviewer_finds_what_matters() {
        let design = Template::find("prod-and-staging-hub")
            .unwrap()
            .design()
            .unwrap();
        let header = Header::new(
            "",
            vec![Finding {
                severity: "warning".into(),
                code: "ISO106".into(),
                subject: "intent-2 x".into(),
                message: "not proved".into(),
            }],
            0,
        );
        let text = printed(&design, &header);
        for expected in [
            "# Prod and staging through a hub\n",
            "![Diagram](diagram.svg)",
            "| warning | ISO106 | intent-2 x | not proved |",
            "| eu-west-1 | prod (vpc-1) | prod | network | 10.0.0.0/16 | 12.5 % |",
            "| prod | prod-app-a (subnet-1) | eu-west-1a | 10.0.0.0/20 | 4091 |",
            "| release-checks | must be connectable | prod-app (instance-1) | staging-app (instance-3) | tcp 443 |",
            "| transit gateway VPC attachment | 2 | 2 | per hour, per GB |",
        ] {
            assert!(text.contains(expected), "{expected}\n{text}");
        }
    }

    #[test]
    fn hostile_names_stay_text() {
        let design = crate::notation::parse(
            "design \"<script>alert(1)</script> | [x](https://evil) `a`\"\nvpc \"a|b\\n# c\" cidrs=10.0.0.0/16\n",
        )
        .unwrap();
        let text = printed(&design, &Header::default());
        assert!(!text.contains("<script>") && !text.contains("x](") && !text.contains("\n# c"));
        let plan_row = text.lines().find(|line| line.contains("vpc-1")).unwrap();
        assert_eq!(
            plan_row.replace("\\|", "").matches('|').count(),
            7,
            "{plan_row}"
        );
    }
}
