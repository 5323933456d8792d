//! Target group: see [`TargetGroup`].

use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{EntityId, FieldSpec, Id, Kind, ListenerProtocol, Vpc};

record! {
    /// Where a load balancer sends what it hears.
    TargetGroup, "target-group", "target_groups", "Target group" {
        /// The VPC of the targets.
        vpc: Id<Vpc> = Id::new(0) => FieldSpec::new("VPC").parent().aws("CreateTargetGroup.VpcId");
        /// Protocol to the targets.
        protocol: ListenerProtocol = ListenerProtocol::Http => FieldSpec::new("Protocol").aws("CreateTargetGroup.Protocol");
        /// Port of the targets.
        port: u16 = 80 => FieldSpec::new("Port").range(1, 65535).aws("CreateTargetGroup.Port");
        /// How targets are named.
        target_type: TargetType = TargetType::Instance => FieldSpec::new("Target type").aws("CreateTargetGroup.TargetType");
        /// Path that health checks ask.
        health_path: String = "/".to_owned() => FieldSpec::new("Health path").aws("CreateTargetGroup.HealthCheckPath");
        /// Workloads, or a load balancer behind a network one.
        targets: Vec<EntityId> = Vec::new() => FieldSpec::new("Targets").kinds(&[Kind::Instance, Kind::LoadBalancer]).aws("RegisterTargets.Targets");
        /// Targets of a Network Load Balancer see the client's address.
        preserve_client_ip: bool = true => FieldSpec::new("Preserve client addresses").advanced().aws("ModifyTargetGroupAttributes.Attributes");
    }
}

choice! {
    /// How targets are named.
    TargetType { Instance = "instance", Ip = "ip", Alb = "alb" }
}
