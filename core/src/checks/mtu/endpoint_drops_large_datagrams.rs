//! Check MTU104: datagrams over 8500 bytes die in an endpoint, unsaid.

use crate::analysis::Facts;
use crate::aws::mtus::VPC_ENDPOINT;
use crate::checks::{Findings, declare_check};
use crate::model::{EndpointType, Listener, ListenerProtocol, LoadBalancer, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Finds interface endpoints to services that take datagrams (a UDP, TCP_UDP, QUIC or TCP_QUIC listener of the
    /// service's load balancer). TCP is no finding: an endpoint clamps the segment size of every connection.
    ///
    /// ## Why it matters
    /// Instances send up to 9001 bytes, an endpoint carries 8500 and drops the rest without an answer: path MTU
    /// discovery does not work there, so a sender of datagrams never learns why they are lost.
    ///
    /// ## In production
    /// Small messages arrive, large ones never do, and nothing is logged on either side. Find the size with
    /// `tracepath` or `ping -M do -s 8473` to a host behind the same path, and compare the interface's own with
    /// `ip link`.
    ///
    /// ## Example
    /// ```notation
    /// vpc provider cidrs=10.0.0.0/16
    ///   subnet provider-a az=a cidrs=10.0.1.0/24
    ///   subnet provider-b az=b cidrs=10.0.2.0/24
    ///   load-balancer metrics balancer_type=network subnets=provider-a,provider-b
    ///     listener statsd protocol=UDP port=8125 target_group=collectors
    ///   target-group collectors protocol=UDP port=8125
    /// endpoint-service metrics-service load_balancers=metrics principals=arn:aws:iam::111122223333:root
    /// vpc consumer cidrs=10.1.0.0/16
    ///   subnet consumer-a az=a cidrs=10.1.1.0/24
    ///   subnet consumer-b az=b cidrs=10.1.2.0/24
    ///   security-group to-metrics
    ///     security-group-rule protocol=udp ports=8125 cidr=10.1.0.0/16
    ///   vpc-endpoint metrics endpoint_service=metrics-service subnets=consumer-a,consumer-b security_groups=to-metrics private_dns=false
    ///   // ^ MTU104
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc provider cidrs=10.0.0.0/16
    ///   subnet provider-a az=a cidrs=10.0.1.0/24
    ///   subnet provider-b az=b cidrs=10.0.2.0/24
    ///   load-balancer metrics balancer_type=network subnets=provider-a,provider-b
    ///     listener otlp protocol=TCP port=4317 target_group=collectors
    ///   target-group collectors protocol=TCP port=4317
    /// endpoint-service metrics-service load_balancers=metrics principals=arn:aws:iam::111122223333:root
    /// vpc consumer cidrs=10.1.0.0/16
    ///   subnet consumer-a az=a cidrs=10.1.1.0/24
    ///   subnet consumer-b az=b cidrs=10.1.2.0/24
    ///   security-group to-metrics
    ///     security-group-rule protocol=tcp ports=4317 cidr=10.1.0.0/16
    ///   vpc-endpoint metrics endpoint_service=metrics-service subnets=consumer-a,consumer-b security_groups=to-metrics private_dns=false
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: send datagrams of at most 8500 bytes with their headers, or set the interfaces to that size.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html>: 8500 bytes, no path MTU
    ///   discovery, segment size clamped
    ENDPOINT_DROPS_LARGE_DATAGRAMS = "MTU104" "endpoint-drops-large-datagrams" {
        summary: "datagrams over 8500 bytes die in an endpoint, unsaid",
        severity: Info,
        since: "0.1.0",
        run: Design([EndpointService, Listener, LoadBalancer, VpcEndpoint], endpoint_drops_large_datagrams),
    }
}

fn endpoint_drops_large_datagrams(facts: &Facts, out: &mut Findings) {
    for endpoint in facts.all::<VpcEndpoint>() {
        let interface = endpoint.endpoint_type == EndpointType::Interface;
        let service = endpoint.endpoint_service.filter(|_| interface);
        let Some(service) = service.and_then(|service| facts.get(service)) else {
            continue;
        };
        let balancers = service.load_balancers.iter();
        let mut listeners = balancers
            .filter_map(|balancer| facts.get::<LoadBalancer>(*balancer))
            .flat_map(|balancer| facts.children::<Listener>(balancer.id));
        if let Some(listener) = listeners.find(|listener| takes_datagrams(listener.protocol)) {
            let message = format!(
                "Datagrams over {} bytes to port {} of {} die in endpoint {} and their sender is not told",
                VPC_ENDPOINT.bytes,
                listener.port,
                facts.label(service.id),
                facts.label(endpoint.id)
            );
            out.report(endpoint.id, "", message)
                .related([service.id.entity(), listener.id.entity()])
                .detail("TCP is not meant: the endpoint clamps the segment size of connections");
        }
    }
}

fn takes_datagrams(protocol: ListenerProtocol) -> bool {
    matches!(
        protocol,
        ListenerProtocol::Udp
            | ListenerProtocol::TcpUdp
            | ListenerProtocol::Quic
            | ListenerProtocol::TcpQuic
    )
}
