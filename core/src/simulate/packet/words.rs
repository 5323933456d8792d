//! How an answer is said: the same words on the command line and in the app.

use std::fmt::Write as _;

use super::ends::ENDS;
use super::packet::Packet;
use super::report::{Outcome, Trace};
use crate::model::Kind;
use crate::net::Protocol;

/// What an answer comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// There, and the answer back.
    Open,
    Blocked,
    /// It can't be known.
    Unknown,
}

impl Verdict {
    pub const ALL: [Self; 3] = [Self::Open, Self::Blocked, Self::Unknown];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Blocked => "blocked",
            Self::Unknown => "unknown",
        }
    }
}

impl Trace {
    pub fn verdict(&self) -> Verdict {
        let is_unknown = |outcome: Outcome| outcome == Outcome::Unknown;
        let back = self.back.as_ref().map(|back| back.outcome);
        match self.forward.outcome {
            _ if self.works => Verdict::Open,
            outcome if outcome.arrives() && back.is_some_and(is_unknown) => Verdict::Unknown,
            outcome if is_unknown(outcome) => Verdict::Unknown,
            _ => Verdict::Blocked,
        }
    }

    /// The answer in one line: how the way ends, and what that means.
    pub fn says(&self) -> String {
        let outcome = self.forward.outcome;
        let means = match outcome {
            _ if self.works => "it works",
            _ if outcome.arrives() => "it arrives, its answer does not",
            Outcome::Unknown => "it can't be known",
            _ => "it does not arrive",
        };
        format!("{}: {means}", outcome.word())
    }

    /// The packet that was followed, where one was.
    pub fn packet_says(&self) -> Option<String> {
        let said = |packet: &Packet| {
            let (source, destination) = (packet.source, packet.destination);
            format!("{} from {source} to {destination}", packet.what())
        };
        self.witness.as_ref().map(said)
    }

    /// How much the way carries, where it arrives.
    pub fn carries_says(&self) -> Option<String> {
        let mut said = format!("largest packet: {} bytes", self.mtu_bytes?);
        if let Some(mbps) = self.bandwidth_mbps {
            let _ = write!(said, "; one flow: {} Gbps", f64::from(mbps) / 1000.0);
        }
        Some(said)
    }
}

/// Whether records of a kind can be an end of a question.
pub fn can_be_end(kind: Kind) -> bool {
    ENDS.contains(&kind)
}

/// The number of the protocol that is asked about by a word, `any`, or the fields that only one protocol has; `None`
/// for any.
///
/// # Errors
/// What is no protocol, and ports of one that has none; in one line.
pub fn protocol_asked(
    text: Option<&str>,
    has_ports: bool,
    has_types: bool,
) -> Result<Option<u8>, String> {
    let Some(text) = text else {
        return Ok(if has_ports {
            Protocol::TCP.number()
        } else if has_types {
            Protocol::ICMP.number()
        } else {
            None
        });
    };
    if text.eq_ignore_ascii_case("any") {
        return Ok(None);
    }
    let protocol: Protocol = text.parse().map_err(|_| {
        format!("expected tcp, udp, icmp, icmpv6, any or a number from 0 to 255, found {text:?}")
    })?;
    if has_ports && !protocol.has_ports() && protocol != Protocol::All {
        return Err(format!("{protocol} has no ports"));
    }
    Ok(protocol.number())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_protocol_is_a_word_a_number_or_what_its_fields_say() {
        assert_eq!(protocol_asked(None, true, false), Ok(Some(6)));
        assert_eq!(protocol_asked(None, false, true), Ok(Some(1)));
        assert_eq!(protocol_asked(None, false, false), Ok(None));
        assert_eq!(protocol_asked(Some("ANY"), true, false), Ok(None));
        assert_eq!(protocol_asked(Some("udp"), true, false), Ok(Some(17)));
        assert_eq!(protocol_asked(Some("0"), false, false), Ok(Some(0)));
        let refused = protocol_asked(Some("icmp"), true, false).unwrap_err();
        assert_eq!(refused, "icmp has no ports");
        let refused = protocol_asked(Some("http"), true, false).unwrap_err();
        assert!(refused.ends_with("found \"http\""), "{refused}");
    }
}
