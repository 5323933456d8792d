//! Load balancers and PrivateLink as hops: listener, target group, zone, and whose address the target sees.

use super::filters::Row;
use super::nics::{self, Nic, Role};
use super::packet::{TCP, UDP};
use super::report::Outcome;
use super::routes::is_imported;
use super::state::{Crossing, End, Leg, Sender, Stop, Walk};
use crate::analysis::Facts;
use crate::model::{
    Acceptance, Direction, Id, Listener, ListenerProtocol, LoadBalancer, LoadBalancerType,
    PortRange, Protocol, TargetGroup, VpcEndpoint,
};

/// A Network Load Balancer before an Application one, twice, with PrivateLink in between.
const MOST_BALANCERS: u8 = 4;

impl<'f> Walk<'f> {
    /// At an interface of a load balancer: an answer goes back to who asked, anything else to a target.
    pub(super) fn at_balancer(&mut self, nic: &Nic<'f>, id: Id<LoadBalancer>) -> Stop<'f> {
        if let Some(leg) = self.remembered_at(nic.key) {
            self.packet = leg.before.reply();
            self.carried = None;
            self.hop(nic.hop, "hands the answer to who asked", Vec::new());
            let first = self.remembered(&self.packet);
            if let Some(leg) = first
                && let Some(consumer) = leg.consumer
            {
                self.packet = leg.before.reply();
                self.hop(consumer.hop, "brings the answer to its VPC", Vec::new());
                return self.leave(consumer.subnet, &Sender::Nic(&consumer));
            }
            return self.leave(nic.subnet, &Sender::Nic(nic));
        }
        let text = format!("takes {} for {}", self.packet.what(), self.label(id));
        self.hop(nic.hop, text, vec![id.entity()]);
        if let Some(stop) = self.through_groups(nic, Direction::Ingress) {
            return stop;
        }
        self.balance(nic, id)
    }

    /// To a target by the listener; of several targets the first that the packet gets to.
    fn balance(&mut self, nic: &Nic<'f>, id: Id<LoadBalancer>) -> Stop<'f> {
        let facts = self.facts;
        let Some(balancer) = facts.get(id) else {
            return Stop::unknown("the load balancer is not in the design", nic.key);
        };
        self.balanced += 1;
        if self.balanced > MOST_BALANCERS {
            let why =
                format!("more than {MOST_BALANCERS} load balancers in a row are not followed");
            return Stop::unknown(why, id);
        }
        let listeners: Vec<&Listener> = facts.children(id).collect();
        for listener in &listeners {
            for protocol in protocols(listener.protocol) {
                self.told.rows.insert(Row {
                    protocol: Protocol::Number(*protocol),
                    ports: Some(PortRange::single(listener.port)),
                    icmp: (None, None),
                });
            }
        }
        let port = self.packet.destination_port();
        let listener = listeners.iter().find(|listener| {
            Some(listener.port) == port
                && protocols(listener.protocol).contains(&self.packet.protocol)
        });
        let Some(listener) = listener else {
            let text = format!(
                "{} has no listener for {}",
                self.label(id),
                self.packet.what()
            );
            return Stop::because(Outcome::Denied, "ELBV2_LISTENERS_MISMATCH", id, text);
        };
        let Some(group) = listener.target_group.and_then(|id| facts.get(id)) else {
            if is_imported(facts, listener.id) || is_imported(facts, id) {
                let why = format!("where {} sends was not read", self.label(listener.id));
                return Stop::unknown(why, listener.id);
            }
            let text = format!("{} sends to no target group", self.label(listener.id));
            let code = "ELBV2_LISTENER_HAS_NO_TG";
            return Stop::because(Outcome::Denied, code, listener.id, text);
        };
        if group.targets.is_empty() && is_imported(facts, group.id) {
            let why = format!("the targets of {} were not read", self.label(group.id));
            return Stop::unknown(why, group.id);
        }
        let mut targets: Vec<Nic<'f>> = Vec::new();
        for target in &group.targets {
            let all = nics::of_record(facts, *target).into_iter();
            targets.extend(all.take(if target.kind.spec().prefix == "load-balancer" {
                8
            } else {
                1
            }));
        }
        let all = targets.len();
        targets.retain(|target| takes(facts, balancer, target));
        if targets.is_empty() && all > 0 {
            let text = format!(
                "{} names load balancers that can't stand behind {}",
                self.label(group.id),
                self.label(id)
            );
            return Stop::because(Outcome::Denied, "CANNOT_ROUTE", group.id, text);
        }
        // An Application Load Balancer always sends across zones.
        let stays = balancer.balancer_type != LoadBalancerType::Application && !balancer.cross_zone;
        targets.retain(|target| !stays || target.subnet.az == nic.subnet.az);
        if targets.is_empty() {
            let text = if all == 0 {
                format!("{} has no targets", self.label(group.id))
            } else {
                format!(
                    "no target is in zone {}, and cross-zone is off",
                    nic.subnet.az
                )
            };
            let code = "ELBV2_NO_TARGETS_IN_AZ";
            return Stop::because(Outcome::Denied, code, group.id, text);
        }
        let mut first: Option<(Self, Stop<'f>)> = None;
        for target in &targets {
            let mut walk = self.clone();
            let text = format!(
                "listener {} {} sends it to port {} of {}, {} of {} targets",
                listener.protocol,
                listener.port,
                group.port,
                walk.label(target.hop),
                if targets.len() == 1 {
                    "the only one"
                } else {
                    "one"
                },
                targets.len()
            );
            walk.add(&text, vec![listener.id.entity(), group.id.entity()]);
            let stop = walk.serve_target(nic, balancer, group, target);
            if stop.outcome.arrives() {
                *self = walk;
                return stop;
            }
            self.told.rows.extend(walk.told.rows.iter().copied());
            first.get_or_insert((walk, stop));
        }
        match first {
            Some((walk, stop)) => {
                *self = walk;
                stop
            }
            None => Stop::unknown("no target was tried", id),
        }
    }

    fn serve_target(
        &mut self,
        nic: &Nic<'f>,
        balancer: &LoadBalancer,
        group: &TargetGroup,
        target: &Nic<'f>,
    ) -> Stop<'f> {
        let v4 = self.packet.destination.is_v4();
        let (Some(to), Some(own)) = (target.address(v4), nic.address(v4)) else {
            return Stop::unknown("the target has no address of this family", target.key);
        };
        let before = self.packet;
        // These end the connection and open one of their own.
        let proxied = matches!(
            balancer.balancer_type,
            LoadBalancerType::Application | LoadBalancerType::Classic
        );
        let private_link = before.source.same(&own);
        let preserved = !proxied && !private_link && group.preserve_client_ip;
        self.packet.destination = to;
        if let Some((from, _)) = self.packet.ports {
            self.packet.ports = Some((from, group.port));
        }
        if preserved {
            self.crossings.push(Crossing::Other);
            self.balancer = Some(nic.clone());
        } else {
            self.packet.source = own;
            self.crossings.clear();
            self.origin = Some(nic.clone());
        }
        self.legs.push(Leg {
            at: nic.key,
            before,
            after: self.packet,
            takes_answer: preserved.then(|| nic.clone()),
            consumer: None,
        });
        if let Some(stop) = self.through_groups(nic, Direction::Egress) {
            return stop;
        }
        self.leave(nic.subnet, &Sender::Nic(nic))
    }

    /// At an interface endpoint: a service of AWS takes it, or one of the design behind a Network Load Balancer.
    pub(super) fn at_endpoint(&mut self, nic: Nic<'f>, id: Id<VpcEndpoint>) -> Stop<'f> {
        let facts = self.facts;
        let Some(endpoint) = facts.get(id) else {
            return Stop::unknown("the endpoint is not in the design", nic.key);
        };
        self.hop(
            nic.hop,
            format!("takes it in {}", self.label(nic.subnet.id)),
            Vec::new(),
        );
        self.carries(nic.hop, crate::aws::mtus::VPC_ENDPOINT);
        let end = End::Nic(Box::new(nic.clone()));
        if let Some(mut stop) = self.through_groups(&nic, Direction::Ingress) {
            stop.end = end;
            return stop;
        }
        if endpoint.state != Acceptance::Accepted {
            let text = format!("the connection to the service is {}", endpoint.state);
            return Stop::because(Outcome::Denied, "BAD_STATE", id, text);
        }
        let Some(service) = endpoint.endpoint_service else {
            self.add(&format!("hands it to {}", endpoint.service), Vec::new());
            return Stop::arrived(Outcome::Delivered, end);
        };
        self.hop(service, "stands in the provider's VPC", Vec::new());
        let balancers = facts.get(service).map(|own| &own.load_balancers[..]);
        let mut nodes: Vec<Nic<'f>> = Vec::new();
        for balancer in balancers.unwrap_or_default() {
            nodes.extend(nics::of_record(facts, balancer.entity()));
        }
        let near = nodes.iter().find(|node| node.subnet.az == nic.subnet.az);
        let Some(node) = near.or(nodes.first()).cloned() else {
            let text = format!("{} has no load balancer", self.label(service));
            let code = "VPCE_SERVICE_NOT_INSTALLED_IN_AZ";
            return Stop::because(Outcome::Denied, code, service, text);
        };
        let (Some(own), Role::Balancer(balancer)) =
            (node.address(self.packet.source.is_v4()), node.role)
        else {
            return Stop::unknown("the load balancer of the service has no address", service);
        };
        let before = self.packet;
        // PrivateLink never shows the provider who asks.
        self.packet.source = own;
        self.packet.destination = own;
        self.legs.push(Leg {
            at: nic.key,
            before,
            after: self.packet,
            takes_answer: None,
            consumer: Some(nic),
        });
        self.crossings.clear();
        self.origin = Some(node.clone());
        let text = format!("takes it from the endpoint for {}", self.label(balancer));
        self.hop(node.hop, text, vec![balancer.entity()]);
        self.balance(&node, balancer)
    }
}

/// Whether a target can stand behind a load balancer: of load balancers an Application one behind a Network one alone
/// (<https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html>).
fn takes(facts: &Facts, balancer: &LoadBalancer, target: &Nic<'_>) -> bool {
    let Role::Balancer(behind) = target.role else {
        return true;
    };
    balancer.balancer_type == LoadBalancerType::Network
        && facts
            .get(behind)
            .is_some_and(|behind| behind.balancer_type == LoadBalancerType::Application)
}

/// IP protocols that a listener hears.
fn protocols(listener: ListenerProtocol) -> &'static [u8] {
    match listener {
        ListenerProtocol::Http
        | ListenerProtocol::Https
        | ListenerProtocol::Tcp
        | ListenerProtocol::Tls => &[TCP],
        ListenerProtocol::Udp | ListenerProtocol::Quic | ListenerProtocol::Geneve => &[UDP],
        ListenerProtocol::TcpUdp | ListenerProtocol::TcpQuic => &[TCP, UDP],
    }
}
