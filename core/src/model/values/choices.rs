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
