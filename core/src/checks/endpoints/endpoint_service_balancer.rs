//! Check EPT114: an endpoint service without a balancer that can carry it.

use crate::analysis::Facts;
use crate::checks::{Findings, declare_check};
use crate::model::{EndpointService, EndpointType, LoadBalancer, LoadBalancerType, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Finds endpoint services with no load balancer, with an Application Load Balancer, with Network and Gateway
    /// Load Balancers mixed, or with one in another region; and endpoints whose type does not fit the balancer.
    ///
    /// ## Why it matters
    /// PrivateLink takes connections by a Network Load Balancer (interface endpoints) or packets by a Gateway Load
    /// Balancer (Gateway Load Balancer endpoints). AWS refuses anything else. An Application Load Balancer can be the
    /// target of a Network one.
    ///
    /// ## In production
    /// `create-vpc-endpoint-service-configuration` answers `InvalidParameter` for the load balancer.
    ///
    /// ## Example
    /// ```notation
    /// vpc provider cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer web balancer_type=application subnets=a,b
    /// endpoint-service api load_balancers=web principals=arn:aws:iam::111122223333:root
    /// // ^ EPT114
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc provider cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   load-balancer front balancer_type=network subnets=a,b
    /// endpoint-service api load_balancers=front principals=arn:aws:iam::111122223333:root
    /// ```
    ///
    /// ## Fix safety
    /// Display only: which balancer carries the service is a choice of its owner.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html>
    /// - botocore 1.44.5, CreateVpcEndpointServiceConfiguration
    ENDPOINT_SERVICE_BALANCER = "EPT114" "endpoint-service-balancer" {
        summary: "an endpoint service without a balancer that can carry it",
        severity: Error,
        since: "0.1.0",
        run: Design([EndpointService, LoadBalancer, Vpc, VpcEndpoint], endpoint_service_balancer),
    }
}

fn endpoint_service_balancer(facts: &Facts, out: &mut Findings) {
    for service in facts.all::<EndpointService>() {
        judge(facts, service, out);
    }
}

fn judge(facts: &Facts, service: &EndpointService, out: &mut Findings) {
    let balancers: Vec<&LoadBalancer> = service
        .load_balancers
        .iter()
        .filter_map(|id| facts.get(*id))
        .collect();
    let name = facts.label(service.id);
    let Some(first) = balancers.first() else {
        let message = format!("Endpoint service {name} has no load balancer behind it");
        out.report(service.id, "load_balancers", message);
        return;
    };
    if let Some(web) = balancers.iter().find(|balancer| {
        let kind = balancer.balancer_type;
        matches!(
            kind,
            LoadBalancerType::Application | LoadBalancerType::Classic
        )
    }) {
        let message = format!(
            "{} is an Application Load Balancer; a service needs a Network or Gateway Load Balancer",
            facts.label(web.id)
        );
        out.report(service.id, "load_balancers", message)
            .related([web.id])
            .detail("An Application Load Balancer can be the target of a Network Load Balancer");
        return;
    }
    if balancers
        .iter()
        .any(|balancer| balancer.balancer_type != first.balancer_type)
    {
        let message = format!("Endpoint service {name} mixes Network and Gateway Load Balancers");
        out.report(service.id, "load_balancers", message)
            .related(balancers.iter().map(|balancer| balancer.id));
        return;
    }
    if let Some(far) = balancers
        .iter()
        .find(|balancer| facts.region_of(balancer.id) != service.region)
    {
        let message = format!(
            "Load balancer {} is not in {}, the region of service {name}",
            facts.label(far.id),
            service.region
        );
        out.report(service.id, "load_balancers", message)
            .related([far.id]);
    }
    let wanted = match first.balancer_type {
        LoadBalancerType::Gateway => EndpointType::GatewayLoadBalancer,
        _ => EndpointType::Interface,
    };
    for endpoint in facts
        .referrers::<VpcEndpoint>(service.id)
        .filter(|endpoint| endpoint.endpoint_type != wanted)
    {
        let message = format!(
            "Service {name} takes endpoints of type {wanted}; {} is {}",
            facts.label(endpoint.id),
            endpoint.endpoint_type
        );
        out.report(endpoint.id, "endpoint_type", message)
            .related([service.id]);
    }
}
