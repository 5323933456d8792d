//! `netwright trace`: one packet, hop by hop, there and back.

use std::fmt::Write as _;
use std::net::IpAddr;
use std::process::ExitCode;

use netwright_core::analysis::Facts;
use netwright_core::simulate::packet::{
    EndName, Hop, NoSuchEnd, Question, Reason, Trace, Way, outside_name, protocol_asked, trace,
};

use crate::failure::Failure;
use crate::output::shown;
use crate::{input, output};

/// Follows a packet from one end to another and its answer back, with the table row that decides at each hop.
///
/// An end is an id, a unique name, an AWS id, an IP address or `internet`: an instance, interface, subnet, VPC, gateway,
/// endpoint or site; the far end may be a DNS name or a service too.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A design; - for standard input
    file: String,
    /// Who sends
    #[arg(long, value_name = "X")]
    from: String,
    /// Who receives
    #[arg(long, value_name = "Y")]
    to: String,
    /// tcp, udp, icmp, the number of an IP protocol, or any: whether at least one packet gets through
    #[arg(long, value_name = "PROTOCOL")]
    protocol: Option<String>,
    /// Destination port; any where absent
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Source port; 49152 where absent
    #[arg(long, value_name = "N")]
    source_port: Option<u16>,
    /// Source address; one of the sender's where absent
    #[arg(long, value_name = "A")]
    source_ip: Option<IpAddr>,
    /// Type of an ICMP packet; an echo request where absent
    #[arg(long, value_name = "T")]
    icmp_type: Option<u8>,
    /// Code of an ICMP packet
    #[arg(long, value_name = "C")]
    icmp_code: Option<u8>,
    /// Size of the whole packet
    #[arg(long, value_name = "N")]
    size_bytes: Option<u32>,
    /// How to say it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One line a hop
    Text,
    /// One object
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let read = input::design(&arguments.file)?;
    let facts = Facts::new(&read.design);
    let unknown = |error: NoSuchEnd| Failure::unknown_name(error.0);
    let end = |text: &str, receives: bool, flag: &str| {
        EndName::find(&facts, text, receives)
            .map_err(|error| Failure::unknown_name(format!("--{flag}: {}", error.0)))
    };
    let question = Question {
        protocol: protocol(arguments)?,
        port: arguments.port,
        source_port: arguments.source_port,
        source_ip: arguments.source_ip,
        icmp_type: arguments.icmp_type,
        icmp_code: arguments.icmp_code,
        size_bytes: arguments.size_bytes,
        ..Question::any(
            end(&arguments.from, false, "from")?,
            end(&arguments.to, true, "to")?,
        )
    };
    let answer = trace(&facts, &question).map_err(unknown)?;
    let text = match arguments.format {
        Format::Json => netwright_core::format::pretty(&answer.to_json(&facts)),
        Format::Text => text(&facts, &answer),
    };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The number of the protocol; `None` for any.
fn protocol(arguments: &Arguments) -> Result<Option<u8>, Failure> {
    let ported = arguments.port.is_some() || arguments.source_port.is_some();
    let typed = arguments.icmp_type.is_some() || arguments.icmp_code.is_some();
    protocol_asked(arguments.protocol.as_deref(), ported, typed)
        .map_err(|error| Failure::unreadable(format!("--protocol: {error}")))
}

fn text(facts: &Facts, answer: &Trace) -> String {
    let mut text = format!("{}\n", answer.says());
    if let Some(packet) = answer.packet_says() {
        let _ = writeln!(text, "packet: {packet}");
    }
    way(facts, &mut text, "forward", &answer.forward);
    match &answer.back {
        Some(back) => way(facts, &mut text, "return", back),
        None => text.push_str("return: nothing to follow\n"),
    }
    if let Some(carries) = answer.carries_says() {
        let _ = writeln!(text, "{carries}");
    }
    text
}

fn way(facts: &Facts, text: &mut String, title: &str, way: &Way) {
    let _ = writeln!(text, "{title}: {}", way.outcome.word());
    let width = way.hops.iter().map(|hop| named(facts, hop).chars().count());
    let width = width.max().unwrap_or_default().min(48);
    for (number, hop) in way.hops.iter().enumerate() {
        let name = named(facts, hop);
        let mut rows = hop.text.split("; ");
        let first = rows.next().unwrap_or_default();
        let _ = writeln!(text, "  {:>2}  {name:width$}  {}", number + 1, shown(first));
        for row in rows {
            let _ = writeln!(text, "      {:width$}  {}", "", shown(row));
        }
    }
    if let Some(Reason {
        code,
        at,
        text: why,
    }) = &way.reason
    {
        let at: Vec<String> = at.iter().map(|id| outside_name(facts, *id)).collect();
        let place = if at.is_empty() {
            String::new()
        } else {
            format!(" at {}", shown(&at.join(", ")))
        };
        let _ = writeln!(text, "  {code}{place}: {}", shown(why));
    }
}

/// A record as people find it: its id outside, and its name.
fn named(facts: &Facts, hop: &Hop) -> String {
    let id = outside_name(facts, hop.id);
    let label = facts.label(hop.id);
    if label == hop.id.to_string() || label == id {
        shown(&id)
    } else {
        shown(&format!("{id} {label}"))
    }
}
