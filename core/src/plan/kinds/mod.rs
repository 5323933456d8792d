//! Every kind that a plan makes, one file each. To add one: write its file, its `mod` line and its line in [`ALL`].

use super::draft::{Draft, has_nothing_to_make};
use crate::model::Kind;

mod dhcp_options;
mod egress_only_gateway;
mod elastic_ip;
mod internet_gateway;
mod nat_gateway;
mod network_acl;
mod network_acl_rule;
mod prefix_list;
mod route;
mod route_table;
mod security_group;
mod security_group_rule;
mod subnet;
mod tgw_association;
mod tgw_attachment;
mod tgw_propagation;
mod tgw_route;
mod tgw_route_table;
mod transit_gateway;
mod vpc;
mod vpc_endpoint;
mod vpc_peering;

type Planner = fn(&mut Draft<'_>);

/// In the order of making; removal goes the other way.
const ALL: &[(Kind, Planner)] = &[
    (Kind::DhcpOptions, dhcp_options::plan),
    (Kind::PrefixList, prefix_list::plan),
    (Kind::Vpc, vpc::plan),
    (Kind::InternetGateway, internet_gateway::plan),
    (Kind::EgressOnlyGateway, egress_only_gateway::plan),
    (Kind::RouteTable, route_table::plan),
    (Kind::NetworkAcl, network_acl::plan),
    (Kind::NetworkAclRule, network_acl_rule::plan),
    (Kind::Subnet, subnet::plan),
    (Kind::SecurityGroup, security_group::plan),
    (Kind::SecurityGroupRule, security_group_rule::plan),
    (Kind::ElasticIp, elastic_ip::plan),
    (Kind::NatGateway, nat_gateway::plan),
    (Kind::VpcPeering, vpc_peering::plan),
    (Kind::TransitGateway, transit_gateway::plan),
    (Kind::TgwRouteTable, tgw_route_table::plan),
    (Kind::TgwAttachment, tgw_attachment::plan),
    (Kind::TgwAssociation, tgw_association::plan),
    (Kind::TgwPropagation, tgw_propagation::plan),
    (Kind::TgwRoute, tgw_route::plan),
    (Kind::VpcEndpoint, vpc_endpoint::plan),
    (Kind::Route, route::plan),
];

/// Writes the operations of every kind, and says which kinds of this design nothing here makes.
pub(super) fn plan_all(draft: &mut Draft<'_>) {
    for (_, plan) in ALL {
        plan(draft);
    }
    for kind in Kind::ALL {
        if has_nothing_to_make(*kind) || ALL.iter().any(|(made, _)| made == kind) {
            continue;
        }
        for record in draft.design.rows(*kind) {
            draft.leave_out(record, reason(*kind));
        }
    }
}

/// Why a kind is not made.
fn reason(kind: Kind) -> &'static str {
    match kind {
        Kind::Site => "it is on premises, outside AWS",
        _ => "these exports do not make this kind yet",
    }
}

/// The word of EC2 for an option that is on or off.
fn switch(on: bool) -> &'static str {
    if on { "enable" } else { "disable" }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_file_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/plan/kinds");
        for entry in std::fs::read_dir(folder)
            .expect("the folder of this file")
            .flatten()
        {
            let name = entry.file_name().to_string_lossy().into_owned();
            let module = name.trim_end_matches(".rs");
            let listed = super::ALL
                .iter()
                .any(|(kind, _)| kind.spec().prefix.replace('-', "_") == module)
                || super::ALL.iter().any(|(kind, _)| {
                    format!("{kind:?}").to_ascii_lowercase() == module.replace('_', "")
                });
            assert!(module == "mod" || listed, "{name} is not listed");
        }
    }
}
