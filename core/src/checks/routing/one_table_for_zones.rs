//! Check RTE119: one route table for several zones leads to one endpoint of a firewall that has one in each.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{Id, NetworkFirewall, Record, Route, RouteTable, Subnet, Vpc, VpcEndpoint};

declare_check! {
    /// ## What it does
    /// Finds route tables that serve subnets of several zones and lead to a Network Firewall that has an endpoint in
    /// more than one of them. A route has one target, so all that the table serves goes to the endpoint of one zone.
    ///
    /// ## Why it matters
    /// What stands in the other zones pays for crossing, and loses its way when that one zone fails, although an
    /// endpoint, and often a NAT gateway behind it, stands ready beside it and bills each hour.
    ///
    /// ## In production
    /// Metric `ReceivedPackets` of namespace `AWS/NetworkFirewall` is near zero in all zones but one. `aws ec2
    /// describe-route-tables` shows one table with subnets of several zones and one `vpce-…` as its target.
    ///
    /// ## Example
    /// ```notation
    /// vpc inspection cidrs=10.0.0.0/16
    ///   route-table hub
    ///   // ^ RTE119
    ///     route destination=0.0.0.0/0 target=egress
    ///   route-table inside main=true
    ///   subnet hub-a az=a cidrs=10.0.1.0/28 route_table=hub
    ///   subnet hub-b az=b cidrs=10.0.1.16/28 route_table=hub
    ///   subnet firewall-a az=a cidrs=10.0.2.0/28
    ///   subnet firewall-b az=b cidrs=10.0.2.16/28
    ///   network-firewall egress subnets=firewall-a,firewall-b
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc inspection cidrs=10.0.0.0/16
    ///   route-table hub-a
    ///     route destination=0.0.0.0/0 target=egress
    ///   route-table hub-b
    ///     route destination=0.0.0.0/0 target=egress
    ///   route-table inside main=true
    ///   subnet hub-a az=a cidrs=10.0.1.0/28 route_table=hub-a
    ///   subnet hub-b az=b cidrs=10.0.1.16/28 route_table=hub-b
    ///   subnet firewall-a az=a cidrs=10.0.2.0/28
    ///   subnet firewall-b az=b cidrs=10.0.2.16/28
    ///   network-firewall egress subnets=firewall-a,firewall-b
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: gives each further zone a table of its own with the same routes, so that each zone uses its own
    /// endpoint. Both ways of a connection must meet the same one: give the tables on the other side of the firewall
    /// a zone each too.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/network-firewall/latest/developerguide/arch-two-zone-igw.html>: a table for
    ///   each zone, which leads to the endpoint of that zone
    ONE_TABLE_FOR_ZONES = "RTE119" "one-table-for-zones" {
        summary: "a route table of several zones leads to a firewall endpoint in one of them",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(one_table_for_zones),
    }
}

fn one_table_for_zones(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for table in facts.children::<RouteTable>(vpc.id) {
        let mut zones: BTreeMap<&str, Vec<Id<Subnet>>> = BTreeMap::new();
        for subnet in facts.children::<Subnet>(vpc.id) {
            let uses = subnet
                .route_table
                .map_or(table.main, |chosen| chosen == table.id);
            if uses {
                zones.entry(&subnet.az).or_default().push(subnet.id);
            }
        }
        let firewalls: BTreeSet<Id<NetworkFirewall>> = facts
            .children::<Route>(table.id)
            .filter_map(|route| route.target?.typed())
            .collect();
        for firewall in firewalls.iter().filter_map(|id| facts.get(*id)) {
            let mut served = firewall
                .subnets
                .iter()
                .filter_map(|id| Some(facts.get(*id)?.az.as_str()))
                .filter(|zone| zones.contains_key(zone));
            // The endpoint that the exports route to.
            let (Some(near), Some(_)) = (served.next(), served.next()) else {
                continue;
            };
            let others: Vec<&str> = zones.keys().copied().filter(|zone| *zone != near).collect();
            let message = format!(
                "{} serves zones {near} and {}, and its route to {} leads to the endpoint of one: the others cross to zone {near}",
                facts.label(table.id),
                others.join(" and "),
                facts.label(firewall.id),
            );
            out.report(table.id, "", message)
                .related([firewall.id.entity()])
                .fix(
                    "Give each zone a route table of its own",
                    Applicability::Unsafe,
                    split(facts, table, &zones, near),
                );
        }
    }
}

/// A copy of the table for each zone but the one that keeps it.
fn split(
    facts: &Facts,
    table: &RouteTable,
    zones: &BTreeMap<&str, Vec<Id<Subnet>>>,
    keeps: &str,
) -> Vec<Command> {
    let mut mint = Mint::after(facts.design());
    let mut commands = Vec::new();
    let mut copies = Vec::new();
    for (zone, subnets) in zones.iter().filter(|(zone, _)| **zone != keeps) {
        let mut copy = table.clone();
        copy.set_id(mint.id::<RouteTable>().number());
        (copy.main, copy.gateway) = (false, None);
        copy.name = format!("{}-{zone}", facts.label(table.id));
        commands.push(Command::insert(copy.clone()));
        for route in facts.children::<Route>(table.id) {
            let mut same = route.clone();
            same.set_id(mint.id::<Route>().number());
            same.route_table = copy.id;
            commands.push(Command::insert(same));
        }
        for subnet in subnets {
            commands.push(Command::set(*subnet, "route_table", copy.id.to_string()));
        }
        copies.push(copy.id);
    }
    // Gateway endpoints write their routes into the tables that they name.
    for endpoint in facts.referrers::<VpcEndpoint>(table.id) {
        let all = endpoint.route_tables.iter().chain(&copies);
        let all: Vec<String> = all.map(ToString::to_string).collect();
        commands.push(Command::set(endpoint.id, "route_tables", all));
    }
    commands
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::{findings, said};
    use crate::edit::apply;
    use crate::model::VpcEndpoint;
    use crate::notation;

    const TWO_ZONES: &str = "vpc v cidrs=10.0.0.0/16\n  route-table main main=true\n    route destination=0.0.0.0/0 target=fw\n  \
        route-table quiet\n  subnet a az=a cidrs=10.0.1.0/24\n  subnet b az=b cidrs=10.0.2.0/24\n  \
        subnet fa az=a cidrs=10.0.3.0/28 route_table=quiet\n  subnet fb az=b cidrs=10.0.3.16/28 route_table=quiet\n  \
        vpc-endpoint s3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=main\n  ";

    #[test]
    fn a_firewall_in_one_zone_leaves_no_choice() {
        let text = format!("{TWO_ZONES}network-firewall fw subnets=fa\n");
        assert_eq!(said(&text, "RTE119"), Vec::<String>::new());
    }

    #[test]
    fn the_main_table_counts_and_gateway_endpoints_follow() {
        let text = format!("{TWO_ZONES}network-firewall fw subnets=fa,fb\n");
        let design = notation::parse(&text).unwrap();
        let found = findings(&text);
        let found = found
            .iter()
            .find(|finding| finding.code == "RTE119")
            .unwrap();
        let fix = found.fix.clone().unwrap();
        let after = apply(&design, &fix.ready(&design)).unwrap().design;
        assert_eq!(
            said(&notation::print(&after), "RTE119"),
            Vec::<String>::new()
        );
        let endpoint = after.all::<VpcEndpoint>().next().unwrap();
        assert_eq!(endpoint.route_tables.len(), 2);
    }
}
