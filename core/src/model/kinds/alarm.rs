//! CloudWatch alarm: see [`Alarm`].

use super::default_region;
use crate::model::record::record;
use crate::model::{Account, FieldSpec, Id};

record! {
    /// A CloudWatch alarm that a health check follows: the only way to watch a private address.
    Alarm, "alarm", "alarms", "CloudWatch alarm" {
        /// Region of the metric.
        region: String = default_region() => FieldSpec::new("Region").aws("PutMetricAlarm");
        /// Account that holds the alarm.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// Such as `AWS/ApplicationELB`.
        namespace: String = String::new() => FieldSpec::new("Metric namespace").aws("PutMetricAlarm.Namespace");
        /// Such as `UnHealthyHostCount`.
        metric: String = String::new() => FieldSpec::new("Metric").aws("PutMetricAlarm.MetricName");
        /// SampleCount, Average, Sum, Minimum or Maximum.
        statistic: String = "Average".to_owned() => FieldSpec::new("Statistic").aws("PutMetricAlarm.Statistic");
        /// How the metric is compared with the threshold.
        comparison: String = "GreaterThanOrEqualToThreshold".to_owned() => FieldSpec::new("Comparison").aws("PutMetricAlarm.ComparisonOperator");
        /// The value that raises the alarm.
        threshold: i64 = 1 => FieldSpec::new("Threshold").aws("PutMetricAlarm.Threshold");
        /// Length of one evaluation period.
        period_seconds: u32 = 60 => FieldSpec::new("Period").unit("seconds").range(10, 86400).aws("PutMetricAlarm.Period");
        /// How many periods must breach.
        evaluation_periods: u32 = 3 => FieldSpec::new("Evaluation periods").range(1, 1440).aws("PutMetricAlarm.EvaluationPeriods");
    }
}
