//! Flow log: see [`FlowLog`].

use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{EntityId, FieldSpec, Kind};

record! {
    /// A record of traffic of a VPC, subnet, interface or transit gateway.
    FlowLog, "flow-log", "flow_logs", "Flow log" {
        /// What is logged.
        resource: EntityId = EntityId::new(Kind::Vpc, 0) => FieldSpec::new("Resource").parent().kinds(&[Kind::Vpc, Kind::Subnet, Kind::NetworkInterface, Kind::TransitGateway]).aws("CreateFlowLogs.ResourceIds");
        /// Which traffic is logged.
        traffic: TrafficType = TrafficType::All => FieldSpec::new("Traffic").aws("CreateFlowLogs.TrafficType");
        /// ARN of the bucket or log group.
        destination: String = String::new() => FieldSpec::new("Destination ARN").aws("CreateFlowLogs.LogDestination");
    }
}

choice! {
    /// Which traffic a flow log records.
    TrafficType { All = "ALL", Accept = "ACCEPT", Reject = "REJECT" }
}
