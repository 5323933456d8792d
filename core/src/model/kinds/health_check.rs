//! Health check: see [`HealthCheck`].

use std::net::IpAddr;

use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{Alarm, EntityId, FieldSpec, Id, Kind};

record! {
    /// A Route 53 health check: an endpoint asked from the internet, other checks counted, or an alarm followed.
    HealthCheck, "health-check", "health_checks", "Health check" {
        /// What is checked.
        check_type: HealthCheckType = HealthCheckType::Https => FieldSpec::new("Type").aws("HealthCheckConfig.Type");
        /// Name that is asked, at most 255 characters.
        domain_name: String = String::new() => FieldSpec::new("Domain name").aws("HealthCheckConfig.FullyQualifiedDomainName");
        /// Public address that is asked; private ones can't be reached by the checkers.
        ip_address: Option<IpAddr> = None => FieldSpec::new("Address").aws("HealthCheckConfig.IPAddress");
        /// Port that is asked.
        port: Option<u16> = None => FieldSpec::new("Port").range(1, 65535).aws("HealthCheckConfig.Port");
        /// Path that is asked: one that fails when the service does, such as `/health/deep`.
        path: String = "/".to_owned() => FieldSpec::new("Path").aws("HealthCheckConfig.ResourcePath");
        /// Text that must be in the first 5,120 bytes.
        search_string: String = String::new() => FieldSpec::new("Search text").aws("HealthCheckConfig.SearchString");
        /// 10 or 30; can't be changed later.
        interval_seconds: u32 = 30 => FieldSpec::new("Interval").unit("seconds").range(10, 30).aws("HealthCheckConfig.RequestInterval");
        /// Failures in a row that make it unhealthy.
        failure_threshold: u32 = 3 => FieldSpec::new("Failure threshold").range(1, 10).aws("HealthCheckConfig.FailureThreshold");
        /// Healthy means unhealthy.
        inverted: bool = false => FieldSpec::new("Inverted").advanced().aws("HealthCheckConfig.Inverted");
        /// Checks that a calculated check counts.
        children: Vec<Id<HealthCheck>> = Vec::new() => FieldSpec::new("Children").advanced().aws("HealthCheckConfig.ChildHealthChecks");
        /// Children that must be healthy.
        healthy_children: u32 = 1 => FieldSpec::new("Healthy children needed").range(0, 256).advanced().aws("HealthCheckConfig.HealthThreshold");
        /// Alarm that decides: the way to watch something private.
        alarm: Option<Id<Alarm>> = None => FieldSpec::new("Alarm").advanced().aws("HealthCheckConfig.AlarmIdentifier");
        /// The record of this design behind the name or address, so that its security groups can be checked.
        target: Option<EntityId> = None => FieldSpec::new("Watches").kinds(&[Kind::LoadBalancer, Kind::Instance]);
    }
}

choice! {
    /// What a health check looks at (botocore 1.44.5, HealthCheckType).
    HealthCheckType { Http = "HTTP", Https = "HTTPS", HttpStrMatch = "HTTP_STR_MATCH", HttpsStrMatch = "HTTPS_STR_MATCH", Tcp = "TCP", Calculated = "CALCULATED", CloudwatchMetric = "CLOUDWATCH_METRIC", RecoveryControl = "RECOVERY_CONTROL" }
}
