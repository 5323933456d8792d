//! States of resources: what is deleted is left out, what is not ready is noted.

use super::item::Item;

/// Whether a resource counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State<'a> {
    Live,
    /// It will be there, or waits for the other side: the word for it.
    Pending(&'a str),
    /// It is not there any more, or never was: the word for it.
    Gone(&'a str),
}

/// The state of a resource, wherever its kind keeps it.
pub(super) fn state<'a>(item: &Item<'a>) -> State<'a> {
    of_word(item.first_text(&[
        "State.Name",
        "State.Code",
        "Status.Code",
        "State",
        "ServiceState",
        "directConnectGatewayState",
        "associationState",
        "virtualInterfaceState",
    ]))
}

/// What a word for a state means.
pub(super) fn of_word(word: &str) -> State<'_> {
    match word.to_ascii_lowercase().as_str() {
        "deleted"
        | "deleting"
        | "terminated"
        | "shutting-down"
        | "failed"
        | "failing"
        | "rejected"
        | "rejecting"
        | "expired"
        | "disassociated"
        | "disassociating"
        | "detached"
        | "detaching"
        | "disabled"
        | "disabling"
        | "delete-complete"
        | "delete-in-progress"
        | "create-failed"
        | "deleted-in-progress" => State::Gone(word),
        "pending" | "pendingacceptance" | "pending-acceptance" | "initiating"
        | "initiating-request" | "initiatingrequest" | "provisioning" | "modifying"
        | "modify-in-progress" | "rollingback" | "rolling-back" | "create-in-progress"
        | "associating" | "attaching" | "enabling" | "ordering" | "verifying" | "confirming"
        | "stopped" | "stopping" => State::Pending(word),
        _ => State::Live,
    }
}

/// The word of the model for the state of something that two sides must accept.
pub(super) fn acceptance(item: &Item) -> &'static str {
    match state(item) {
        State::Pending("modifying" | "rollingBack" | "rolling-back") | State::Live => "accepted",
        State::Pending(_) => "pending",
        State::Gone(_) => "rejected",
    }
}

/// Whether a part of a resource, such as an association, is in force or about to be.
pub(super) fn holds(word: &str) -> bool {
    !matches!(of_word(word), State::Gone(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_every_spelling() {
        assert_eq!(of_word("available"), State::Live);
        assert_eq!(
            of_word("pendingAcceptance"),
            State::Pending("pendingAcceptance")
        );
        assert_eq!(
            of_word("pending-acceptance"),
            State::Pending("pending-acceptance")
        );
        assert!(!holds("disassociated") && holds("associated") && holds(""));
    }
}
