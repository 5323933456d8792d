//! Check ISO108: subnets of one VPC are of environments that must be apart.

use std::collections::BTreeMap;

use super::crossing_text::rule_text;
use crate::analysis::{Facts, Hop, Next, Policy, Rule};
use crate::checks::{Findings, declare_check};
use crate::model::{EntityId, Environment, Id, Subnet, Vpc};
use crate::net::PrefixSet;

declare_check! {
    /// ## What it does
    /// Finds VPCs in which subnets of one environment reach subnets of another that they must not reach. Every route
    /// table of a VPC has the local route, so subnets of one VPC always reach each other at level routed, unless a
    /// more specific route leads through an appliance: then isolation is unproven, which counts as an error.
    ///
    /// ## Why it matters
    /// The local route can't be removed, so no route table keeps two subnets of a VPC apart. Only security groups and
    /// network ACLs stand between them, rule by rule, and one that allows the VPC's block opens all. Isolation of
    /// environments is a matter of separate VPCs.
    ///
    /// ## In production
    /// Flow logs of the VPC show addresses of the one environment as sources in subnets of the other. Detect it with
    /// `aws ec2 describe-subnets --filters Name=vpc-id,Values=vpc-… --query
    /// 'Subnets[].[SubnetId,Tags[?Key==`Environment`].Value|[0]]'`: one VPC has two values.
    ///
    /// ## Example
    /// ```notation
    /// env prod
    /// env dev
    /// vpc prod environment=prod cidrs=10.0.0.0/16
    /// // ^ ISO108
    ///   subnet prod-a cidrs=10.0.1.0/24
    ///   subnet trial-a cidrs=10.0.2.0/24 environment=dev
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// env prod
    /// env dev
    /// vpc prod environment=prod cidrs=10.0.0.0/16
    ///   subnet prod-a cidrs=10.0.1.0/24
    /// vpc trial environment=dev cidrs=10.1.0.0/16
    ///   subnet trial-a cidrs=10.1.1.0/24
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: whether the subnet moves to a VPC of its own, its environment is wrong, or an intent should
    /// allow the way and filters limit it, is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html>: every route table has the local
    ///   route, which can't be removed
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html>: a more specific route than the
    ///   local one leads traffic between subnets through an appliance
    VPC_JOINS_ENVIRONMENTS = "ISO108" "vpc-joins-environments" {
        summary: "subnets of one VPC are of environments that must be apart",
        severity: Error,
        since: "0.1.0",
        run: Vpc(vpc_joins_environments),
    }
}

fn vpc_joins_environments(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let mut stands: BTreeMap<Id<Environment>, Vec<&Subnet>> = BTreeMap::new();
    for subnet in facts.children::<Subnet>(vpc.id) {
        if let Some(environment) = facts.environment_of(subnet.id) {
            stands.entry(environment.id).or_default().push(subnet);
        }
    }
    if stands.len() < 2 {
        return;
    }
    let policy = Policy::new(facts);
    let here = vpc.id.entity();
    for (near, near_subnets) in &stands {
        for (far, far_subnets) in stands.iter().filter(|(far, _)| near < *far) {
            let mut ways = Vec::new();
            for (from, senders, to, receivers) in [
                (*near, near_subnets, *far, far_subnets),
                (*far, far_subnets, *near, near_subnets),
            ] {
                let rule = policy.rule_between((from, here), (to, here));
                if rule != Rule::May
                    && let Some(way) = way(facts, senders, receivers)
                {
                    ways.push((from, to, rule, way));
                }
            }
            let mutual = ways.len() == 2;
            // What is proved is graver than what an appliance may stop.
            ways.sort_by_key(|(.., way)| way.over.is_some());
            let Some((from, to, rule, way)) = ways.into_iter().next() else {
                continue;
            };
            let names = (facts.label(from), facts.label(to));
            let label = facts.label(here);
            let who = if mutual {
                format!("{} and {} reach each other", names.0, names.1)
            } else {
                format!("{} reach {}", names.0, names.1)
            };
            let unless = way.over.map_or_else(String::new, |over| {
                format!(" unless {} stops it, which is unproven", facts.label(over))
            });
            let pair = (facts.label(way.from), facts.label(way.to));
            let message = format!(
                "{label} lets {who} inside it{unless} ({} to {})",
                pair.0, pair.1
            );
            out.report(here, "", message)
                .related([from.entity(), to.entity()])
                .related([way.from, way.to])
                .related(way.over)
                .detail(rule_text(facts, rule, &names.0, &names.1))
                .path(way.path);
        }
    }
}

/// How a packet gets from one subnet to another of the same VPC.
struct Way {
    from: Id<Subnet>,
    to: Id<Subnet>,
    /// What a route more specific than the local one leads to instead.
    over: Option<EntityId>,
    path: Vec<Hop>,
}

/// A way from one of the senders to one of the receivers, by the local route where one is.
fn way(facts: &Facts, senders: &[&Subnet], receivers: &[&Subnet]) -> Option<Way> {
    let hosts: PrefixSet = receivers.iter().flat_map(|subnet| &subnet.cidrs).collect();
    let mut by_appliance = None;
    for subnet in senders {
        let Some(table) = facts
            .routes(subnet.vpc)
            .and_then(|routes| routes.of_subnet(subnet))
        else {
            continue;
        };
        for (part, line) in table.split(&hosts) {
            let over = match line.map(|line| line.next) {
                Some(Next::Local) => None,
                Some(Next::Via(over)) => Some(over),
                Some(Next::Blackhole) | None => continue,
            };
            let reached = receivers.iter().find(|receiver| {
                let hosts: PrefixSet = receiver.cidrs.iter().collect();
                hosts.overlaps(&part)
            });
            let Some(reached) = reached else { continue };
            let destination = line.map_or_else(String::new, |line| line.destination.to_string());
            let by = over.map_or_else(
                || "by the local route".to_owned(),
                |over| format!("to {}", facts.label(over)),
            );
            let sent = Hop {
                id: subnet.id.entity(),
                text: format!("{} sends {destination} {by}", facts.label(subnet.id)),
            };
            let delivered = Hop {
                id: reached.id.entity(),
                text: format!("delivered in {}", facts.label(reached.id)),
            };
            let way = Way {
                from: subnet.id,
                to: reached.id,
                over,
                path: vec![sent, delivered],
            };
            if over.is_none() {
                return Some(way);
            }
            by_appliance.get_or_insert(way);
        }
    }
    by_appliance
}
