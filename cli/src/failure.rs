//! Why a command gives up: one line and an exit code.

/// A command that could not answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub code: u8,
    /// One line: what is wrong, where, what was expected.
    pub message: String,
}

impl Failure {
    /// The input can't be read, or the output not written.
    pub(crate) fn unreadable(message: impl Into<String>) -> Self {
        Self {
            code: 2,
            message: message.into(),
        }
    }

    /// A name that nothing has, or that several things have.
    pub(crate) fn unknown_name(message: impl Into<String>) -> Self {
        Self {
            code: 3,
            message: message.into(),
        }
    }
}
