//! Listener: see [`Listener`].

use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{Certificate, FieldSpec, Id, LoadBalancer, TargetGroup};

record! {
    /// A port on which a load balancer listens, and where it sends what it hears.
    Listener, "listener", "listeners", "Listener" {
        /// The load balancer.
        load_balancer: Id<LoadBalancer> = Id::new(0) => FieldSpec::new("Load balancer").parent().aws("CreateListener.LoadBalancerArn");
        /// Port it listens on.
        port: u16 = 443 => FieldSpec::new("Port").range(1, 65535).aws("CreateListener.Port");
        /// Protocol it speaks.
        protocol: ListenerProtocol = ListenerProtocol::Https => FieldSpec::new("Protocol").aws("CreateListener.Protocol");
        /// Where requests go.
        target_group: Option<Id<TargetGroup>> = None => FieldSpec::new("Target group").aws("CreateListener.DefaultActions");
        /// Certificate of an HTTPS or TLS listener.
        certificate: Option<Id<Certificate>> = None => FieldSpec::new("Certificate").aws("CreateListener.Certificates");
    }
}

choice! {
    /// Protocols of listeners and target groups (botocore 1.44.5, elbv2 ProtocolEnum).
    ListenerProtocol { Https = "HTTPS", Http = "HTTP", Tcp = "TCP", Tls = "TLS", Udp = "UDP", TcpUdp = "TCP_UDP", Geneve = "GENEVE", Quic = "QUIC", TcpQuic = "TCP_QUIC" }
}
