//! Check SEC112: a flow log that AWS can't write.

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{FlowLog, Kind, TrafficType};

declare_check! {
    /// ## What it does
    /// Finds flow logs whose destination is none that AWS writes to: no ARN at all, or one of something else than a
    /// bucket or a folder in it, a log group or a delivery stream; a folder called `AWSLogs`, which AWS keeps for
    /// itself; and logs of a transit gateway that ask for a part of the traffic, which are only made of all of it.
    ///
    /// ## Why it matters
    /// `CreateFlowLogs` is refused, so nothing is recorded, and who looks for a connection after an incident finds
    /// nothing.
    ///
    /// ## In production
    /// `aws ec2 describe-flow-logs --filter Name=resource-id,Values=vpc-…` answers with nothing, or with
    /// `DeliverLogsStatus` FAILED and the reason in `DeliverLogsErrorMessage`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   flow-log all destination=flow-log-bucket
    ///   // ^ SEC112
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   flow-log all destination=arn:aws:s3:::flow-log-bucket/prod
    /// ```
    ///
    /// ## Fix safety
    /// There is no fix: only you know where the logs should go.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html>: the forms of a destination,
    ///   and what is not taken
    FLOW_LOG_NOWHERE = "SEC112" "flow-log-nowhere" {
        summary: "a flow log that AWS can't write",
        severity: Error,
        since: "0.1.0",
        run: Row(FlowLog, flow_log_nowhere),
    }
}

fn flow_log_nowhere(facts: &Facts, log: &FlowLog, out: &mut Findings) {
    let label = facts.label(log.id);
    if let Some(wrong) = wrong(log.destination.trim()) {
        let message = format!("Flow log {label} {wrong}");
        out.report(log.id, "destination", message);
    }
    if log.resource.kind == Kind::TransitGateway && log.traffic != TrafficType::All {
        let message = format!(
            "Flow log {label} is of a transit gateway, which takes no choice of traffic: it is logged as a whole"
        );
        out.report(log.id, "traffic", message);
    }
}

/// What is wrong with a destination, after the name of the log.
fn wrong(destination: &str) -> Option<String> {
    if destination.is_empty() {
        return Some("names no destination, so nothing is recorded".to_owned());
    }
    let parts: Vec<&str> = destination.splitn(6, ':').collect();
    let [scheme, partition, service, region, account, resource] = parts[..] else {
        return Some(format!("is written to {destination}, which is no ARN"));
    };
    if scheme != "arn" || !partition.starts_with("aws") {
        return Some(format!("is written to {destination}, which is no ARN"));
    }
    let placed = !region.is_empty() && !account.is_empty();
    let known = match service {
        "s3" => region.is_empty() && account.is_empty() && !resource.is_empty(),
        "logs" => placed && resource.starts_with("log-group:"),
        "firehose" => placed && resource.starts_with("deliverystream"),
        _ => false,
    };
    if !known {
        return Some(format!(
            "is written to {destination}, which is no bucket, no log group and no delivery stream"
        ));
    }
    let reserved = service == "s3" && resource.split('/').skip(1).any(|part| part == "AWSLogs");
    reserved.then(|| "is written to a folder called AWSLogs, a name that AWS keeps".to_owned())
}

#[cfg(test)]
mod tests {
    use super::wrong;
    use crate::checks::harness::said;

    #[test]
    fn each_kind_of_destination_is_known() {
        for right in [
            "arn:aws:s3:::bucket",
            "arn:aws-cn:s3:::bucket/a/b/",
            "arn:aws:logs:eu-west-1:111122223333:log-group:flow",
            "arn:aws:firehose:eu-west-1:111122223333:deliverystream/flow",
        ] {
            assert_eq!(wrong(right), None, "{right}");
        }
        for bad in [
            "",
            "bucket",
            "arn:aws:s3:::",
            "arn:aws:s3:::bucket/AWSLogs/x",
            "arn:aws:sqs:eu-west-1:111122223333:queue",
            "arn:aws:logs:::log-group:flow",
            "x:y:s3:::bucket",
        ] {
            assert!(wrong(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn a_hub_is_logged_as_a_whole() {
        let text = |traffic: &str| {
            format!("tgw hub\n  flow-log all destination=arn:aws:s3:::logs traffic={traffic}\n")
        };
        assert_eq!(said(&text("ALL"), "SEC112"), Vec::<String>::new());
        assert_eq!(said(&text("REJECT"), "SEC112").len(), 1);
    }
}
