//! The identity of a design that is begun here: drawn, or given so that the same command writes the same bytes.

use std::hash::{BuildHasher, RandomState};

use netwright_core::model::{Identity, identity::EXPECTED};

use crate::failure::Failure;

#[derive(Debug, clap::Args)]
pub(crate) struct IdentityArgument {
    /// What tells the design from all others, whatever it is called; drawn where absent. What is deployed of it carries it
    /// in the tag netwright:design
    #[arg(long, value_name = "TEXT")]
    pub(crate) identity: Option<String>,
}

/// The one that was given, or a new one.
pub(crate) fn of(arguments: &IdentityArgument) -> Result<Identity, Failure> {
    let Some(text) = &arguments.identity else {
        return Ok(drawn());
    };
    Identity::parse(text).ok_or_else(|| {
        Failure::unreadable(format!("--identity: expected {EXPECTED}, found {text:?}"))
    })
}

/// The standard library seeds its hashers from the system's own source of randomness.
pub(crate) fn drawn() -> Identity {
    Identity::drawn(RandomState::new().hash_one("identity"))
}
