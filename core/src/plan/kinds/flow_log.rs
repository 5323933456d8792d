//! Flow logs into a bucket.

use crate::model::{FlowLog, Kind, NetworkInterface, Subnet, TransitGateway, Vpc};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Scope};
use crate::plan::tree::params;

pub(super) fn plan(draft: &mut Draft<'_>) {
    for log in draft.design.all::<FlowLog>() {
        let own = key(log.id);
        if !log.destination.starts_with("arn:") || log.destination.split(':').nth(2) != Some("s3") {
            draft.leave_out(
                log,
                "only logs into a bucket are made: a log group needs a role, which is not modelled",
            );
            continue;
        }
        let Some((resource_type, scope)) = resource(draft, log) else {
            continue;
        };
        let hub = log.resource.kind == Kind::TransitGateway;
        let make = params! {
            "ResourceIds" => vec![key(log.resource)],
            "ResourceType" => resource_type,
            // A transit gateway logs all that passes.
            "TrafficType" => (!hub).then_some(log.traffic.word()),
            "MaxAggregationInterval" => hub.then_some(60),
            "LogDestinationType" => "s3",
            "LogDestination" => log.destination.as_str(),
            "TagSpecifications" => draft.tag_specification(log, "vpc-flow-log"),
        };
        draft.push(
            Operation::new(own.clone(), title(log), &scope)
                .find(draft.find_tagged(log, "DescribeFlowLogs", "FlowLogs[0].FlowLogId"))
                .make(Call::new("ec2", "CreateFlowLogs", make).query("FlowLogIds[0]"))
                .remove(Call::new(
                    "ec2",
                    "DeleteFlowLogs",
                    params! { "FlowLogIds" => vec![&own] },
                )),
        );
    }
}

fn resource(draft: &Draft<'_>, log: &FlowLog) -> Option<(&'static str, Scope)> {
    let design = draft.design;
    if let Some(vpc) = log.resource.typed::<Vpc>() {
        return Some(("VPC", draft.vpc_scope(vpc)));
    }
    if let Some(subnet) = log.resource.typed::<Subnet>() {
        return Some(("Subnet", draft.vpc_scope(draft.vpc_of(subnet)?)));
    }
    if let Some(interface) = log.resource.typed::<NetworkInterface>() {
        return Some((
            "NetworkInterface",
            draft.vpc_scope(draft.vpc_of(design.get(interface)?.subnet)?),
        ));
    }
    let hub = design.get(log.resource.typed::<TransitGateway>()?)?;
    Some(("TransitGateway", super::transit_gateway::scope(hub)))
}
