//! Check ISO101: the default route table of a hub joins environments.

use std::collections::BTreeSet;

use super::crossing_text;
use super::separate::separate;
use crate::analysis::{Crossing, Facts, TgwTableKey};
use crate::checks::{Applicability, Findings, declare_check};
use crate::model::TransitGateway;

declare_check! {
    /// ## What it does
    /// Finds transit gateways whose default route table lets one environment reach another that it must not reach:
    /// default association and default propagation are on, so every attachment is looked up in one table that
    /// knows the blocks of all; or they were turned off after the attachments had been made, which changes nothing
    /// for these. Shows a pair that really reaches each other, the way of the packet and the rule
    /// that is broken. Where the hub allows it and only routes of the VPCs are missing, it is a warning: one more
    /// route opens it. Where the way leads through a firewall whose rules are not analysed, isolation is unproven,
    /// which counts as an error.
    ///
    /// ## Why it matters
    /// Both defaults are on unless someone turns them off. Attaching a VPC is then enough to join it to all others,
    /// and a host in dev opens connections to private addresses of prod. Security groups that allow 10.0.0.0/8 do
    /// not stop it.
    ///
    /// ## In production
    /// A host in dev connects to a private address of prod; flow logs of prod show ACCEPT with source addresses of
    /// dev. Detect it with `aws ec2 describe-transit-gateways --query
    /// 'TransitGateways[].Options.[DefaultRouteTableAssociation,DefaultRouteTablePropagation]'` and
    /// `aws ec2 search-transit-gateway-routes --transit-gateway-route-table-id tgw-rtb-… --filters
    /// Name=state,Values=active`: blocks of both environments stand in one table.
    ///
    /// ## Example
    /// ```notation
    /// env prod
    /// env dev
    /// vpc prod environment=prod cidrs=10.0.0.0/16
    ///   route-table prod main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet prod-a az=a cidrs=10.0.1.0/24
    /// vpc dev environment=dev cidrs=10.1.0.0/16
    ///   route-table dev main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet dev-a az=a cidrs=10.1.1.0/24
    /// tgw hub default_association=true default_propagation=true
    /// // ^ ISO101
    ///   tgw-attachment prod-hub resource=prod subnets=prod-a
    ///   tgw-attachment dev-hub resource=dev subnets=dev-a
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// env prod
    /// env dev
    /// vpc prod environment=prod cidrs=10.0.0.0/16
    ///   route-table prod main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet prod-a az=a cidrs=10.0.1.0/24
    /// vpc dev environment=dev cidrs=10.1.0.0/16
    ///   route-table dev main=true
    ///     route destination=10.0.0.0/8 target=hub
    ///   subnet dev-a az=a cidrs=10.1.1.0/24
    /// tgw hub default_association=false default_propagation=false
    ///   tgw-route-table hub-prod
    ///     tgw-association attachment=prod-hub
    ///     tgw-propagation attachment=prod-hub
    ///   tgw-route-table hub-dev
    ///     tgw-association attachment=dev-hub
    ///     tgw-propagation attachment=dev-hub
    ///   tgw-attachment prod-hub resource=prod subnets=prod-a
    ///   tgw-attachment dev-hub resource=dev subnets=dev-a
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe, and meant to be: turns both defaults off and, since these act on new attachments only, removes the
    /// associations and propagations that exist; makes one route table per environment with one association for
    /// each attachment; propagates only within the environment, to and from shared ones, and where a *must* intent
    /// allows it. Static routes of the old table are carried over where they stay inside these limits. The exports
    /// of the fixed design mend a hub that is there: they turn the defaults off, fill the new tables, and then take
    /// each attachment out of its old table and into its new one. It has none between these two steps, which are
    /// marked as a gap in traffic: run them in a maintenance window.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html>: default association and propagation
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-isolated.html>: isolated VPCs use tables of their own
    /// - botocore 1.44.5, TransitGatewayRequestOptions: both options are enabled by default
    DEFAULT_TABLES_JOIN_ENVIRONMENTS = "ISO101" "default-tables-join-environments" {
        summary: "the default route table of a transit gateway joins environments that must be apart",
        severity: Error,
        since: "0.1.0",
        run: Hub(default_tables_join_environments),
    }
}

fn default_tables_join_environments(facts: &Facts, hub: &TransitGateway, out: &mut Findings) {
    let mut crossings = facts.crossings(hub).to_vec();
    crossings.retain(|crossing| caused_by_defaults(facts, hub, crossing));
    if crossings.is_empty() {
        return;
    }
    let tables: BTreeSet<TgwTableKey> = crossings
        .iter()
        .flat_map(|crossing| crossing.tables.iter().copied())
        .collect();
    let plan = separate(facts, hub, &tables);
    let on = hub.default_association && hub.default_propagation;
    let (why, title) = if on {
        (
            "Default association and propagation put every attachment in one table that knows all blocks",
            "Turn both defaults off and give each environment a route table of its own",
        )
    } else {
        (
            "The defaults that are off act on new attachments only: these are still in the table that the defaults put them in",
            "Take the attachments out of that table and give each environment one of its own",
        )
    };
    for (crossing, back) in crossing_text::pairs(crossings) {
        let mut report =
            crossing_text::report(facts, hub, &crossing, back.as_ref(), out).detail(why);
        for text in plan.told() {
            report = report.detail(text);
        }
        report.fix(title, Applicability::Unsafe, plan.commands.clone());
    }
}

/// Whether a crossing is one of the hub's defaults, which this check explains and repairs: sources and blocks are in
/// the table because a default put them there, be it on by now or off.
pub(super) fn caused_by_defaults(facts: &Facts, hub: &TransitGateway, crossing: &Crossing) -> bool {
    let learnt_by_default = facts.hub_routes(hub.id).is_some_and(|routes| {
        routes
            .propagations()
            .any(|(table, _, why)| crossing.tables.contains(&table) && why.by_default())
    });
    crossing.by_default && (learnt_by_default || hub.default_association && hub.default_propagation)
}
