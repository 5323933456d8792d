//! One step of a plan: find what is there, make what is missing, wait for it, and how to remove it again.

use super::tree::{Key, Text, Tree};

/// One API call and the value that is wanted of its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The service as botocore and the AWS CLI call it: `ec2`.
    pub service: &'static str,
    /// The operation as the API calls it: `CreateVpc`.
    pub operation: &'static str,
    pub parameters: Tree,
    /// A JMESPath expression over the answer; empty where nothing is wanted.
    pub query: Text,
}

/// Asks again until an answer is among those awaited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    pub call: Call,
    /// Answers that end the waiting well.
    pub until: &'static [&'static str],
    /// Answers that never get better.
    pub never: &'static [&'static str],
}

/// How a made thing is removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    pub call: Call,
    /// Where the removal takes time: asks until the thing is gone. "Not found" always ends it well.
    pub gone: Option<Wait>,
}

/// Where an operation is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scope {
    /// The variable of one of the plan's accounts; empty for the caller's own.
    pub account: String,
    pub region: String,
}

/// A step. It puts out one value under its key: what `find` finds or what `make` answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    pub key: Key,
    /// What it is, for people: kind and name.
    pub title: String,
    pub scope: Scope,
    /// Finds what an earlier run made, by tag or natural key; false, null and empty mean "not there".
    pub find: Option<Call>,
    /// Makes it. Without this the operation only looks up something that others make.
    pub make: Option<Call>,
    /// Looks it up again after `make`, where the answer of `make` doesn't hold the value that is wanted.
    pub find_again: bool,
    pub wait: Option<Wait>,
    pub remove: Option<Removal>,
    /// Looks its value up once more right before it is removed: a version that earlier removals have changed.
    pub renew: bool,
    /// Operations that must come first although no parameter says so.
    pub after: Vec<Key>,
    /// Where making it stops traffic on a network that is there already: what stops, and until when.
    pub gap: Option<&'static str>,
    /// Whether others have made it: without it nothing of the design is made.
    pub given: bool,
    /// Whether it only remembers what another step needs, and says nothing of how things should be.
    pub aside: bool,
}

impl Call {
    pub fn new(service: &'static str, operation: &'static str, parameters: Tree) -> Self {
        Self {
            service,
            operation,
            parameters,
            query: Text::default(),
        }
    }

    #[must_use]
    pub fn query(mut self, query: impl Into<Text>) -> Self {
        self.query = query.into();
        self
    }

    fn needs<'t>(&'t self, visit: &mut dyn FnMut(&'t Key)) {
        self.parameters.needs(visit);
        self.query.needs(visit);
    }
}

impl Wait {
    pub fn new(call: Call, until: &'static [&'static str], never: &'static [&'static str]) -> Self {
        Self { call, until, never }
    }
}

impl Operation {
    pub fn new(key: Key, title: impl Into<String>, scope: &Scope) -> Self {
        Self {
            key,
            title: title.into(),
            scope: scope.clone(),
            find: None,
            make: None,
            find_again: false,
            wait: None,
            remove: None,
            renew: false,
            after: Vec::new(),
            gap: None,
            given: false,
            aside: false,
        }
    }

    #[must_use]
    pub fn find(mut self, call: Call) -> Self {
        self.find = Some(call);
        self
    }

    #[must_use]
    pub fn make(mut self, call: Call) -> Self {
        self.make = Some(call);
        self
    }

    /// As [`Self::make`], and the value is then found by the finding call.
    #[must_use]
    pub fn make_and_find(mut self, call: Call) -> Self {
        self.make = Some(call);
        self.find_again = true;
        self
    }

    #[must_use]
    pub fn wait(mut self, wait: Wait) -> Self {
        self.wait = Some(wait);
        self
    }

    #[must_use]
    pub fn remove(mut self, call: Call) -> Self {
        self.remove = Some(Removal { call, gone: None });
        self
    }

    #[must_use]
    pub fn remove_slowly(mut self, call: Call, gone: Wait) -> Self {
        self.remove = Some(Removal {
            call,
            gone: Some(gone),
        });
        self
    }

    /// As [`Self::remove`], by the version that the thing has by then, which the finding call tells.
    #[must_use]
    pub fn remove_by_version(mut self, call: Call) -> Self {
        self.renew = true;
        self.remove(call)
    }

    #[must_use]
    pub fn gap(mut self, text: &'static str) -> Self {
        self.gap = Some(text);
        self
    }

    #[must_use]
    pub fn given(mut self) -> Self {
        self.given = true;
        self
    }

    #[must_use]
    pub fn aside(mut self) -> Self {
        self.aside = true;
        self
    }

    #[must_use]
    pub fn after(mut self, key: Key) -> Self {
        self.after.push(key);
        self
    }

    /// The operations whose output this one mentions, sorted, without itself.
    pub fn needs(&self) -> Vec<&Key> {
        let mut keys = Vec::new();
        let waits = [
            self.wait.as_ref(),
            self.remove.as_ref().and_then(|r| r.gone.as_ref()),
        ];
        let calls = [
            self.find.as_ref(),
            self.make.as_ref(),
            self.remove.as_ref().map(|r| &r.call),
        ];
        for call in calls
            .into_iter()
            .chain(waits.map(|wait| wait.map(|w| &w.call)))
            .flatten()
        {
            call.needs(&mut |key| keys.push(key));
        }
        keys.retain(|key| **key != self.key);
        keys.sort();
        keys.dedup();
        keys
    }
}
