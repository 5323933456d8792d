//! Goals: what the engine can prove of a design, for the tasks of labs.

/// One thing to reach, as one or more goals that must all hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Task {
    /// What holds when it is done, as a sentence without its final period.
    pub says: &'static str,
    pub goals: &'static [Goal],
}

/// What the engine proves. Records are named by kind and name, as they are called at the start: `vpc prod`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// There is no finding of these codes, suppressed ones counted.
    Gone(&'static [&'static str]),
    /// There is no finding that is an error, suppressed ones counted.
    NoErrors,
    /// A TCP connection to this port can be opened, and answered.
    Opens {
        from: &'static str,
        to: &'static str,
        port: u16,
    },
    /// No TCP connection to this port can be opened.
    Shut {
        from: &'static str,
        to: &'static str,
        port: u16,
    },
    /// No packet can be forwarded from one to the other, whatever filters say.
    Apart {
        from: &'static str,
        to: &'static str,
    },
    /// The public name of a service, asked in the VPC, leads to this endpoint.
    LeadsTo {
        name: &'static str,
        vpc: &'static str,
        endpoint: &'static str,
    },
    /// The web ACL lets this request through.
    Passes { acl: &'static str, sent: Sent },
    /// The web ACL blocks this request.
    Blocks { acl: &'static str, sent: Sent },
    /// A field says this, as in a file.
    Says {
        record: &'static str,
        field: &'static str,
        value: &'static str,
    },
    /// The security groups of a load balancer or instance do not admit every address to this port.
    NotOpenToAll { to: &'static str, port: u16 },
}

/// A request to a web application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    pub method: &'static str,
    pub path: &'static str,
    pub content_type: &'static str,
    pub body_bytes: u64,
    /// The body holds HTML, XML or script text.
    pub has_markup: bool,
}
