//! Check EPT116: an endpoint service that anyone may use, or nobody.

use std::collections::BTreeSet;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{Account, EndpointService, Id, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Finds endpoint services that allow every principal (`*`) and accept without asking, and services that allow no
    /// principal though consumers are in other accounts.
    ///
    /// ## Why it matters
    /// With `*` and no acceptance, every account of AWS that learns the name can connect. With no principal, only the
    /// provider's own account finds the service.
    ///
    /// ## In production
    /// `aws ec2 describe-vpc-endpoint-service-permissions --service-id vpce-svc-…` shows `*` or an empty list;
    /// consumers of other accounts get `InvalidServiceName`.
    ///
    /// ## Example
    /// ```notation
    /// vpc provider cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer front balancer_type=network subnets=a,b
    /// endpoint-service api load_balancers=front principals=* acceptance_required=false
    /// // ^ EPT116
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc provider cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer front balancer_type=network subnets=a,b
    /// endpoint-service api load_balancers=front principals=* acceptance_required=true
    /// ```
    ///
    /// ## Fix safety
    /// Safe: asks for acceptance of new connections; those that are there stay. For missing principals, it allows the
    /// accounts whose endpoints are drawn.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html>: permissions and
    ///   acceptance
    /// - prowler 5.46.0, vpc_endpoint_services_allowed_principals_trust_boundaries; checkov CKV_AWS_123
    ENDPOINT_SERVICE_OPEN = "EPT116" "endpoint-service-open" {
        summary: "an endpoint service that anyone may use, or nobody",
        severity: Warning,
        since: "0.1.0",
        run: Design([Account, EndpointService, Vpc, VpcEndpoint], endpoint_service_open),
    }
}

fn endpoint_service_open(facts: &Facts, out: &mut Findings) {
    for service in facts.all::<EndpointService>() {
        judge(facts, service, out);
    }
}

fn judge(facts: &Facts, service: &EndpointService, out: &mut Findings) {
    let name = facts.label(service.id);
    if service.principals.iter().any(|principal| principal == "*") && !service.acceptance_required {
        let message =
            format!("Every AWS account may connect to service {name} without being asked");
        out.report(service.id, "acceptance_required", message).fix(
            "Ask for acceptance",
            Applicability::Safe,
            vec![Command::set(service.id, "acceptance_required", true)],
        );
    }
    if !service.principals.is_empty() {
        return;
    }
    let account_of = |endpoint: &VpcEndpoint| facts.get(endpoint.vpc).and_then(|vpc| vpc.account);
    let accounts: BTreeSet<Id<Account>> = facts
        .referrers::<VpcEndpoint>(service.id)
        .filter_map(account_of)
        .filter(|account| Some(*account) != service.account)
        .collect();
    if accounts.is_empty() {
        return;
    }
    let names = facts.labels(accounts.iter().map(|id| id.entity()), 3);
    let message = format!("Service {name} allows no principal, so {names} can't connect to it");
    let arns: Vec<String> = accounts
        .iter()
        .filter_map(|id| facts.get(*id))
        .filter(|account| account.account_id.len() == 12)
        .map(|account| format!("arn:aws:iam::{}:root", account.account_id))
        .collect();
    let complete = arns.len() == accounts.len();
    let report = out
        .report(service.id, "principals", message)
        .severity(Severity::Error)
        .related(accounts);
    if complete {
        report.fix(
            "Allow these accounts",
            Applicability::Safe,
            vec![Command::set(service.id, "principals", arns)],
        );
    }
}
