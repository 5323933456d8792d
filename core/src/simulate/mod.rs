//! Simulators: one file per question a person asks of a design, each answered with its trace and with what it
//! can't know. They read a design and change nothing.

pub mod filters;
pub mod packet;
pub mod path_mtu;
pub mod service_name;
pub mod waf_verdict;
