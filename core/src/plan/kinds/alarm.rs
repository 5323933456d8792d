//! CloudWatch alarms. Their name finds them.

use crate::model::Alarm;
use crate::plan::draft::{Draft, key, title};
use crate::plan::names;
use crate::plan::operation::{Call, Operation};
use crate::plan::tags;
use crate::plan::tree::params;

pub(super) fn plan(draft: &mut Draft<'_>) {
    for alarm in draft.design.all::<Alarm>() {
        let name = draft.service_name(names::COMMON, alarm);
        let make = params! {
            "AlarmName" => name.as_str(),
            "Namespace" => alarm.namespace.as_str(),
            "MetricName" => alarm.metric.as_str(),
            "Statistic" => alarm.statistic.as_str(),
            "ComparisonOperator" => alarm.comparison.as_str(),
            "Threshold" => alarm.threshold,
            "Period" => alarm.period_seconds,
            "EvaluationPeriods" => alarm.evaluation_periods,
            "Tags" => tags::list(&draft.tags(alarm)),
        };
        draft.leave_out(
            alarm,
            "the dimensions of its metric are not modelled: it watches the metric as a whole",
        );
        let named = params! { "AlarmNames" => vec![name] };
        draft.push(
            Operation::new(
                key(alarm.id),
                title(alarm),
                &Draft::scope(&alarm.region, alarm.account),
            )
            .find(
                Call::new("cloudwatch", "DescribeAlarms", named.clone())
                    .query("MetricAlarms[0].AlarmName"),
            )
            .make_and_find(Call::new("cloudwatch", "PutMetricAlarm", make))
            .remove(Call::new("cloudwatch", "DeleteAlarms", named)),
        );
    }
}
