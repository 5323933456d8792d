//! Check DNS135: a private zone has more VPCs, or an account more health checks, than a new account may have.

use crate::analysis::Facts;
use crate::aws::quotas::{HEALTH_CHECKS, ZONE_VPCS};
use crate::checks::quota::{judge, judge_places};
use crate::checks::{Findings, declare_check};
use crate::model::{HealthCheck, HostedZone};

declare_check! {
    /// ## What it does
    /// Counts the VPCs of each private hosted zone against the quota of 100, and health checks against that of 200.
    ///
    /// ## Why it matters
    /// A zone that every VPC of an estate is associated with meets the quota as the estate grows, and the VPC that comes next
    /// gets public answers, or none, for private names. A Route 53 Profile, or Resolver rules, scale further.
    ///
    /// ## In production
    /// `aws route53 associate-vpc-with-hosted-zone` answers `LimitsExceeded`, `create-health-check` answers
    /// `TooManyHealthChecks`. Look with `aws route53 get-hosted-zone-limit --hosted-zone-id Z… --type
    /// MAX_VPCS_ASSOCIATED_BY_ZONE`.
    ///
    /// ## Example
    /// ```notation
    /// vpc v1 cidrs=10.1.0.0/16 dns_hostnames=true
    /// vpc v2 cidrs=10.2.0.0/16 dns_hostnames=true
    /// vpc v3 cidrs=10.3.0.0/16 dns_hostnames=true
    /// vpc v4 cidrs=10.4.0.0/16 dns_hostnames=true
    /// vpc v5 cidrs=10.5.0.0/16 dns_hostnames=true
    /// vpc v6 cidrs=10.6.0.0/16 dns_hostnames=true
    /// vpc v7 cidrs=10.7.0.0/16 dns_hostnames=true
    /// vpc v8 cidrs=10.8.0.0/16 dns_hostnames=true
    /// vpc v9 cidrs=10.9.0.0/16 dns_hostnames=true
    /// vpc v10 cidrs=10.10.0.0/16 dns_hostnames=true
    /// vpc v11 cidrs=10.11.0.0/16 dns_hostnames=true
    /// vpc v12 cidrs=10.12.0.0/16 dns_hostnames=true
    /// vpc v13 cidrs=10.13.0.0/16 dns_hostnames=true
    /// vpc v14 cidrs=10.14.0.0/16 dns_hostnames=true
    /// vpc v15 cidrs=10.15.0.0/16 dns_hostnames=true
    /// vpc v16 cidrs=10.16.0.0/16 dns_hostnames=true
    /// vpc v17 cidrs=10.17.0.0/16 dns_hostnames=true
    /// vpc v18 cidrs=10.18.0.0/16 dns_hostnames=true
    /// vpc v19 cidrs=10.19.0.0/16 dns_hostnames=true
    /// vpc v20 cidrs=10.20.0.0/16 dns_hostnames=true
    /// vpc v21 cidrs=10.21.0.0/16 dns_hostnames=true
    /// vpc v22 cidrs=10.22.0.0/16 dns_hostnames=true
    /// vpc v23 cidrs=10.23.0.0/16 dns_hostnames=true
    /// vpc v24 cidrs=10.24.0.0/16 dns_hostnames=true
    /// vpc v25 cidrs=10.25.0.0/16 dns_hostnames=true
    /// vpc v26 cidrs=10.26.0.0/16 dns_hostnames=true
    /// vpc v27 cidrs=10.27.0.0/16 dns_hostnames=true
    /// vpc v28 cidrs=10.28.0.0/16 dns_hostnames=true
    /// vpc v29 cidrs=10.29.0.0/16 dns_hostnames=true
    /// vpc v30 cidrs=10.30.0.0/16 dns_hostnames=true
    /// vpc v31 cidrs=10.31.0.0/16 dns_hostnames=true
    /// vpc v32 cidrs=10.32.0.0/16 dns_hostnames=true
    /// vpc v33 cidrs=10.33.0.0/16 dns_hostnames=true
    /// vpc v34 cidrs=10.34.0.0/16 dns_hostnames=true
    /// vpc v35 cidrs=10.35.0.0/16 dns_hostnames=true
    /// vpc v36 cidrs=10.36.0.0/16 dns_hostnames=true
    /// vpc v37 cidrs=10.37.0.0/16 dns_hostnames=true
    /// vpc v38 cidrs=10.38.0.0/16 dns_hostnames=true
    /// vpc v39 cidrs=10.39.0.0/16 dns_hostnames=true
    /// vpc v40 cidrs=10.40.0.0/16 dns_hostnames=true
    /// vpc v41 cidrs=10.41.0.0/16 dns_hostnames=true
    /// vpc v42 cidrs=10.42.0.0/16 dns_hostnames=true
    /// vpc v43 cidrs=10.43.0.0/16 dns_hostnames=true
    /// vpc v44 cidrs=10.44.0.0/16 dns_hostnames=true
    /// vpc v45 cidrs=10.45.0.0/16 dns_hostnames=true
    /// vpc v46 cidrs=10.46.0.0/16 dns_hostnames=true
    /// vpc v47 cidrs=10.47.0.0/16 dns_hostnames=true
    /// vpc v48 cidrs=10.48.0.0/16 dns_hostnames=true
    /// vpc v49 cidrs=10.49.0.0/16 dns_hostnames=true
    /// vpc v50 cidrs=10.50.0.0/16 dns_hostnames=true
    /// vpc v51 cidrs=10.51.0.0/16 dns_hostnames=true
    /// vpc v52 cidrs=10.52.0.0/16 dns_hostnames=true
    /// vpc v53 cidrs=10.53.0.0/16 dns_hostnames=true
    /// vpc v54 cidrs=10.54.0.0/16 dns_hostnames=true
    /// vpc v55 cidrs=10.55.0.0/16 dns_hostnames=true
    /// vpc v56 cidrs=10.56.0.0/16 dns_hostnames=true
    /// vpc v57 cidrs=10.57.0.0/16 dns_hostnames=true
    /// vpc v58 cidrs=10.58.0.0/16 dns_hostnames=true
    /// vpc v59 cidrs=10.59.0.0/16 dns_hostnames=true
    /// vpc v60 cidrs=10.60.0.0/16 dns_hostnames=true
    /// vpc v61 cidrs=10.61.0.0/16 dns_hostnames=true
    /// vpc v62 cidrs=10.62.0.0/16 dns_hostnames=true
    /// vpc v63 cidrs=10.63.0.0/16 dns_hostnames=true
    /// vpc v64 cidrs=10.64.0.0/16 dns_hostnames=true
    /// vpc v65 cidrs=10.65.0.0/16 dns_hostnames=true
    /// vpc v66 cidrs=10.66.0.0/16 dns_hostnames=true
    /// vpc v67 cidrs=10.67.0.0/16 dns_hostnames=true
    /// vpc v68 cidrs=10.68.0.0/16 dns_hostnames=true
    /// vpc v69 cidrs=10.69.0.0/16 dns_hostnames=true
    /// vpc v70 cidrs=10.70.0.0/16 dns_hostnames=true
    /// vpc v71 cidrs=10.71.0.0/16 dns_hostnames=true
    /// vpc v72 cidrs=10.72.0.0/16 dns_hostnames=true
    /// vpc v73 cidrs=10.73.0.0/16 dns_hostnames=true
    /// vpc v74 cidrs=10.74.0.0/16 dns_hostnames=true
    /// vpc v75 cidrs=10.75.0.0/16 dns_hostnames=true
    /// vpc v76 cidrs=10.76.0.0/16 dns_hostnames=true
    /// vpc v77 cidrs=10.77.0.0/16 dns_hostnames=true
    /// vpc v78 cidrs=10.78.0.0/16 dns_hostnames=true
    /// vpc v79 cidrs=10.79.0.0/16 dns_hostnames=true
    /// vpc v80 cidrs=10.80.0.0/16 dns_hostnames=true
    /// vpc v81 cidrs=10.81.0.0/16 dns_hostnames=true
    /// vpc v82 cidrs=10.82.0.0/16 dns_hostnames=true
    /// vpc v83 cidrs=10.83.0.0/16 dns_hostnames=true
    /// vpc v84 cidrs=10.84.0.0/16 dns_hostnames=true
    /// vpc v85 cidrs=10.85.0.0/16 dns_hostnames=true
    /// vpc v86 cidrs=10.86.0.0/16 dns_hostnames=true
    /// vpc v87 cidrs=10.87.0.0/16 dns_hostnames=true
    /// vpc v88 cidrs=10.88.0.0/16 dns_hostnames=true
    /// vpc v89 cidrs=10.89.0.0/16 dns_hostnames=true
    /// vpc v90 cidrs=10.90.0.0/16 dns_hostnames=true
    /// vpc v91 cidrs=10.91.0.0/16 dns_hostnames=true
    /// vpc v92 cidrs=10.92.0.0/16 dns_hostnames=true
    /// vpc v93 cidrs=10.93.0.0/16 dns_hostnames=true
    /// vpc v94 cidrs=10.94.0.0/16 dns_hostnames=true
    /// vpc v95 cidrs=10.95.0.0/16 dns_hostnames=true
    /// vpc v96 cidrs=10.96.0.0/16 dns_hostnames=true
    /// vpc v97 cidrs=10.97.0.0/16 dns_hostnames=true
    /// vpc v98 cidrs=10.98.0.0/16 dns_hostnames=true
    /// vpc v99 cidrs=10.99.0.0/16 dns_hostnames=true
    /// vpc v100 cidrs=10.100.0.0/16 dns_hostnames=true
    /// vpc v101 cidrs=10.101.0.0/16 dns_hostnames=true
    /// hosted-zone z domain=corp.internal private=true vpcs=v1,v2,v3,v4,v5,v6,v7,v8,v9,v10,v11,v12,v13,v14,v15,v16,v17,v18,v19,v20,v21,v22,v23,v24,v25,v26,v27,v28,v29,v30,v31,v32,v33,v34,v35,v36,v37,v38,v39,v40,v41,v42,v43,v44,v45,v46,v47,v48,v49,v50,v51,v52,v53,v54,v55,v56,v57,v58,v59,v60,v61,v62,v63,v64,v65,v66,v67,v68,v69,v70,v71,v72,v73,v74,v75,v76,v77,v78,v79,v80,v81,v82,v83,v84,v85,v86,v87,v88,v89,v90,v91,v92,v93,v94,v95,v96,v97,v98,v99,v100,v101
    /// // ^ DNS135
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc v1 cidrs=10.1.0.0/16 dns_hostnames=true
    /// hosted-zone z domain=corp.internal private=true vpcs=v1
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: ask for the quota in time, or use another account.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html>: VPCs per private hosted zone, health
    ///   checks per account
    ZONES_OVER_QUOTA = "DNS135" "zones-over-quota" {
        summary: "a private zone has more VPCs, or an account more health checks, than the quota",
        severity: Warning,
        since: "0.1.0",
        run: Design([HealthCheck, HostedZone, Vpc], zones_over_quota),
    }
}

fn zones_over_quota(facts: &Facts, out: &mut Findings) {
    for zone in facts.all::<HostedZone>().filter(|zone| zone.private) {
        let vpcs = zone.vpcs.len();
        judge(facts, zone.id.entity(), "vpcs", vpcs, &ZONE_VPCS, out);
    }
    let checks = facts
        .all::<HealthCheck>()
        .map(|check| ((None, String::new()), check.id.entity()));
    judge_places(facts, checks, &HEALTH_CHECKS, out);
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::said;

    #[test]
    fn health_checks_count_over_the_account() {
        let one = "health-check domain_name=www.example.com path=/health\n";
        assert_eq!(said(&one.repeat(200), "DNS135"), Vec::<String>::new());
        assert_eq!(
            said(&one.repeat(201), "DNS135"),
            [
                "info health-check-201: The account has 201 health checks: the quota is 200 per account until it is raised"
            ]
        );
    }
}
