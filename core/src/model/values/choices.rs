//! Closed lists of words. The first of each list is its default.

/// Declares an enum whose variants are words in the file: `Variant = "word"`.
macro_rules! choice {
    (
        $(#[$meta:meta])+
        $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $word:literal ),+ $(,)? }
    ) => {
        $(#[$meta])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$variant_meta])* $variant ),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// What people call this.
            pub fn label(self) -> String {
                $crate::model::choice_label(self.word())
            }

            /// The word that stands for this in the file.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl $crate::model::FieldValue for $name {
            const TYPE: $crate::model::FieldType = $crate::model::FieldType::Choice(Self::WORDS);

            fn to_json(&self) -> serde_json::Value {
                serde_json::Value::from(self.word())
            }

            fn from_json(json: &serde_json::Value) -> Result<Self, $crate::model::FieldError> {
                json.as_str().and_then(Self::from_word)
                    .ok_or_else(|| $crate::model::FieldError::new(Self::TYPE.expectation(), json))
            }
        }
    };
}
pub(crate) use choice;

/// Words that are called otherwise than they are spelt: names and acronyms.
const LABELS: &[(&str, &str)] = &[
    ("alb", "Application Load Balancer"),
    ("CLOUDFRONT", "CloudFront"),
    ("CLOUDWATCH_METRIC", "CloudWatch metric"),
    ("direct-connect", "Direct Connect"),
    ("efa", "EFA"),
    ("efa-only", "EFA only"),
    ("FORWARDED_IP", "Forwarded IP address"),
    ("GatewayLoadBalancer", "Gateway Load Balancer"),
    ("HTTP_STR_MATCH", "HTTP, text in the answer"),
    ("HTTPS_STR_MATCH", "HTTPS, text in the answer"),
    ("internet-facing", "Internet-facing"),
    ("ip", "IP address"),
    ("IP", "IP address"),
    ("ip-based", "IP-based"),
    ("multivalue", "Multivalue answer"),
    ("nat-gateway", "NAT gateway"),
    ("RECOVERY_CONTROL", "Recovery control"),
    ("TCP_QUIC", "TCP and QUIC"),
    ("TCP_UDP", "TCP and UDP"),
    ("vpc-endpoint", "VPC endpoint"),
    ("vpc-peering", "VPC peering"),
    ("vpn-connection", "VPN connection"),
];

/// Words of AWS in capitals that are no acronyms.
const SHOUTED: &[&str] = &[
    "ACCEPT",
    "ALL",
    "CALCULATED",
    "FORWARD",
    "INBOUND",
    "OUTBOUND",
    "PRIMARY",
    "REGIONAL",
    "REJECT",
    "SECONDARY",
    "SYSTEM",
];

/// What people call a word of a closed list, in sentence case: `must-not` is "Must not", `HTTPS` stays.
pub fn choice_label(word: &str) -> String {
    if let Some((_, label)) = LABELS.iter().find(|(known, _)| *known == word) {
        return (*label).to_owned();
    }
    let is_shouted = SHOUTED.contains(&word);
    let mut label = String::with_capacity(word.len());
    for letter in word.chars() {
        label.push(match letter {
            '-' | '_' => ' ',
            _ if label.is_empty() => letter.to_ascii_uppercase(),
            _ if is_shouted => letter.to_ascii_lowercase(),
            _ => letter,
        });
    }
    label
}

choice! {
    /// The way a packet goes through a filter, seen from the resource behind it.
    Direction { Ingress = "ingress", Egress = "egress" }
}

choice! {
    /// What a network ACL does with a packet that a rule matches.
    RuleAction { Allow = "allow", Deny = "deny" }
}

choice! {
    /// Whether something that two sides must agree on is in force.
    Acceptance { Accepted = "accepted", Pending = "pending", Rejected = "rejected" }
}

choice! {
    /// Whether a record was made on purpose or by a default of a transit gateway.
    Origin { Manual = "manual", Default = "default" }
}

choice! {
    /// Where a WAF resource applies. CLOUDFRONT resources live in us-east-1.
    WafScope { Regional = "REGIONAL", CloudFront = "CLOUDFRONT" }
}

choice! {
    /// A switch that a resource may leave to a default.
    Tenancy { Default = "default", Dedicated = "dedicated" }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::{FieldType, Kind};

    #[test]
    fn words_are_shown_in_sentence_case() {
        for (word, label) in [
            ("private", "Private"),
            ("must-not", "Must not"),
            ("block-bidirectional", "Block bidirectional"),
            ("HTTPS", "HTTPS"),
            ("INBOUND", "Inbound"),
            ("Interface", "Interface"),
            ("TCP_UDP", "TCP and UDP"),
        ] {
            assert_eq!(choice_label(word), label);
        }
        assert_eq!(Direction::Ingress.label(), "Ingress");
    }

    #[test]
    fn every_choice_of_every_kind_has_a_label_of_its_own() {
        fn words(value_type: &'static FieldType) -> &'static [&'static str] {
            match value_type {
                FieldType::Choice(words) => words,
                FieldType::Optional(inner) | FieldType::List(inner) => words(inner),
                _ => &[],
            }
        }
        let mut seen = 0;
        for kind in Kind::ALL {
            for (_, spec) in kind.fields() {
                let words = words(&spec.value_type);
                let labels: BTreeSet<_> = words.iter().map(|word| choice_label(word)).collect();
                assert_eq!(labels.len(), words.len(), "{kind}.{}", spec.name);
                seen += words.len();
                for label in labels {
                    let first = label.chars().next();
                    assert!(first.is_some_and(char::is_uppercase), "{label}");
                    assert!(!label.contains(['_', '.']), "{label}");
                }
            }
        }
        assert!(seen > 100, "{seen}");
    }
}
