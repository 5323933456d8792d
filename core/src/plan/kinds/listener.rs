//! Listeners: the port is their natural key.

use crate::model::{Listener, ListenerProtocol, LoadBalancer, LoadBalancerType};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation};
use crate::plan::tags;
use crate::plan::tree::params;

pub(super) fn plan(draft: &mut Draft<'_>) {
    for listener in draft.design.all::<Listener>() {
        let Some(balancer) = draft.design.get::<LoadBalancer>(listener.load_balancer) else {
            continue;
        };
        if balancer.balancer_type == LoadBalancerType::Classic {
            draft.leave_out(listener, "its Classic Load Balancer is left out");
            continue;
        }
        let Some(group) = listener.target_group else {
            draft.leave_out(listener, "it names no target group");
            continue;
        };
        let secure = matches!(
            listener.protocol,
            ListenerProtocol::Https | ListenerProtocol::Tls
        );
        if secure && listener.certificate.is_none() {
            draft.leave_out(
                listener,
                format!(
                    "{} needs a certificate, and it names none",
                    listener.protocol
                ),
            );
            continue;
        }
        // A gateway load balancer listens to everything; its listener has neither port nor protocol.
        let plain = balancer.balancer_type != LoadBalancerType::Gateway;
        let certificate = listener.certificate.filter(|_| secure);
        let make = params! {
            "LoadBalancerArn" => key(balancer.id),
            "Port" => plain.then_some(listener.port),
            "Protocol" => plain.then_some(listener.protocol.word()),
            "Certificates" => certificate.map(|id| vec![params! { "CertificateArn" => key(id) }]),
            "DefaultActions" => vec![params! { "Type" => "forward", "TargetGroupArn" => key(group) }],
            "Tags" => tags::list(&draft.tags(listener)),
        };
        let all = Call::new(
            "elbv2",
            "DescribeListeners",
            params! { "LoadBalancerArn" => key(balancer.id) },
        );
        let query = if plain {
            format!(
                "Listeners[?to_string(Port)=='{}'] | [0].ListenerArn",
                listener.port
            )
        } else {
            "Listeners[0].ListenerArn".to_owned()
        };
        let own = key(listener.id);
        draft.push(
            Operation::new(
                own.clone(),
                format!("{} of {}", title(listener), title(balancer)),
                &draft.vpc_scope(balancer.vpc),
            )
            .find(all.query(query))
            .make(Call::new("elbv2", "CreateListener", make).query("Listeners[0].ListenerArn"))
            .remove(Call::new(
                "elbv2",
                "DeleteListener",
                params! { "ListenerArn" => own },
            )),
        );
    }
}
