//! Check LBA107: a listener that its kind of balancer does not speak.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Listener, ListenerProtocol, LoadBalancerType};

declare_check! {
    /// ## What it does
    /// Finds listeners and target groups with a protocol that the load balancer's type does not have, listeners
    /// without a target group, and two listeners on one port.
    ///
    /// ## Why it matters
    /// Application Load Balancers speak HTTP and HTTPS; Network ones TCP, TLS, UDP, QUIC and their pairs; Gateway
    /// ones GENEVE. A listener must say where its requests go. AWS refuses the rest.
    ///
    /// ## In production
    /// `create-listener` answers `InvalidConfigurationRequest` or `ValidationError: Protocol 'TCP' must be one of
    /// 'HTTP, HTTPS'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   target-group pool
    ///   load-balancer shop subnets=a,b
    ///     listener raw port=80 protocol=TCP target_group=pool
    ///     // ^ LBA107
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   target-group pool
    ///   load-balancer shop subnets=a,b
    ///     listener plain port=80 protocol=HTTP target_group=pool
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: gives the listener the plain protocol of the balancer's type (HTTP, TCP, GENEVE). Clients that expect
    /// TLS then fail. Otherwise no fix.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html>
    /// - <https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html>
    /// - botocore 1.44.5, elbv2 ProtocolEnum
    LISTENER_PROTOCOL_WRONG = "LBA107" "listener-protocol-wrong" {
        summary: "a listener that its kind of balancer does not speak",
        severity: Error,
        since: "0.1.0",
        run: Row(Listener, listener_protocol_wrong),
    }
}

fn listener_protocol_wrong(facts: &Facts, listener: &Listener, out: &mut Findings) {
    let Some(balancer) = facts.get(listener.load_balancer) else {
        return;
    };
    let (name, kind) = (facts.label(listener.id), balancer.balancer_type);
    if !speaks(kind, listener.protocol) {
        let plain = match kind {
            LoadBalancerType::Application | LoadBalancerType::Classic => ListenerProtocol::Http,
            LoadBalancerType::Network => ListenerProtocol::Tcp,
            LoadBalancerType::Gateway => ListenerProtocol::Geneve,
        };
        let message = format!(
            "Listener {name} speaks {}, which a load balancer of type {kind} does not",
            listener.protocol
        );
        let mut fix = vec![Command::set(listener.id, "protocol", plain.word())];
        if listener.certificate.is_some() {
            fix.push(Command::set(
                listener.id,
                "certificate",
                serde_json::Value::Null,
            ));
        }
        out.report(listener.id, "protocol", message)
            .related([balancer.id])
            .fix(format!("Speak {plain}"), Applicability::Unsafe, fix);
    }
    match listener.target_group.and_then(|id| facts.get(id)) {
        None => {
            out.report(
                listener.id,
                "target_group",
                format!("Listener {name} sends requests nowhere: it names no target group"),
            );
        }
        Some(group) if !speaks(kind, group.protocol) => {
            let message = format!(
                "Target group {} speaks {}, which a load balancer of type {kind} can't send",
                facts.label(group.id),
                group.protocol
            );
            out.report(listener.id, "target_group", message)
                .related([group.id]);
        }
        Some(_) => {}
    }
    let same_port = facts
        .children::<Listener>(balancer.id)
        .find(|other| other.id < listener.id && other.port == listener.port);
    if let Some(first) = same_port {
        let message = format!(
            "Port {} of {} already has listener {}",
            listener.port,
            facts.label(balancer.id),
            facts.label(first.id)
        );
        out.report(listener.id, "port", message).related([first.id]);
    }
}

fn speaks(kind: LoadBalancerType, protocol: ListenerProtocol) -> bool {
    let application = matches!(protocol, ListenerProtocol::Http | ListenerProtocol::Https);
    match kind {
        LoadBalancerType::Application => application,
        LoadBalancerType::Network => !application && protocol != ListenerProtocol::Geneve,
        LoadBalancerType::Gateway => protocol == ListenerProtocol::Geneve,
        LoadBalancerType::Classic => {
            application || matches!(protocol, ListenerProtocol::Tcp | ListenerProtocol::Tls)
        }
    }
}
