//! Intent: see [`Intent`].

use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{FieldSpec, IntentEnd, PortPair, Protocol};

record! {
    /// What must, or must not, be able to talk: what the design is proved against.
    Intent, "intent", "intents", "Intent" {
        /// Whether it must be possible or must not.
        kind: IntentKind = IntentKind::Must => FieldSpec::new("Rule");
        /// `routed` ignores security groups and network ACLs; `connectable` asks for a connection.
        level: IntentLevel = IntentLevel::Connectable => FieldSpec::new("Level");
        /// Who opens.
        from: IntentEnd = IntentEnd::Internet => FieldSpec::new("From");
        /// Who answers.
        to: IntentEnd = IntentEnd::Internet => FieldSpec::new("To");
        /// Protocol of the traffic.
        protocol: Protocol = Protocol::All => FieldSpec::new("Protocol");
        /// Destination ports, as pairs; all where empty.
        ports: Vec<PortPair> = Vec::new() => FieldSpec::new("Ports");
        /// Kinds of hop that the path must take.
        through: Vec<HopKind> = Vec::new() => FieldSpec::new("Through");
        /// Kinds of hop that the path may not take.
        not_through: Vec<HopKind> = Vec::new() => FieldSpec::new("Not through");
        /// Why, for the reviewer.
        reason: String = String::new() => FieldSpec::new("Reason");
    }
}

choice! {
    /// Whether something must be possible.
    IntentKind { Must = "must", MustNot = "must-not" }
}

choice! {
    /// What is asked: that packets can be forwarded, or that a connection can be opened.
    IntentLevel { Connectable = "connectable", Routed = "routed" }
}

choice! {
    /// A kind of hop that a path may be told to take or avoid.
    HopKind { Internet = "internet", NatGateway = "nat-gateway", TransitGateway = "transit-gateway", VpcPeering = "vpc-peering", NetworkFirewall = "network-firewall", VpcEndpoint = "vpc-endpoint", VpnConnection = "vpn-connection", DirectConnect = "direct-connect", LoadBalancer = "load-balancer" }
}
