//! Every kind that a plan makes, one file each. To add one: write its file, its `mod` line and its line in [`ALL`].

use super::draft::{Draft, has_nothing_to_make};
use crate::model::Kind;

mod alarm;
mod api_gateway;
mod certificate;
mod customer_gateway;
mod dhcp_options;
mod direct_connect_gateway;
mod distribution;
mod dns_record;
mod egress_only_gateway;
mod elastic_ip;
mod endpoint_service;
mod flow_log;
mod health_check;
mod hosted_zone;
mod instance;
mod internet_gateway;
mod ip_set;
mod listener;
mod load_balancer;
mod nat_gateway;
mod network_acl;
mod network_acl_rule;
mod network_firewall;
mod network_interface;
mod placement_group;
mod prefix_list;
mod resolver_endpoint;
mod resolver_rule;
mod resource_share;
mod route;
mod route_table;
mod security_group;
mod security_group_rule;
mod subnet;
mod target_group;
mod tgw_association;
mod tgw_attachment;
mod tgw_propagation;
mod tgw_route;
mod tgw_route_table;
mod transit_gateway;
mod virtual_interface;
mod vpc;
mod vpc_endpoint;
mod vpc_peering;
mod vpn_connection;
mod vpn_gateway;
mod web_acl;
mod web_acl_association;
mod web_acl_rule;

type Planner = fn(&mut Draft<'_>);

/// In the order of making; removal goes the other way.
const ALL: &[(Kind, Planner)] = &[
    // What others have made is asked for before anything is made.
    (Kind::ApiGateway, api_gateway::plan),
    (Kind::Alarm, alarm::plan),
    (Kind::DhcpOptions, dhcp_options::plan),
    (Kind::PrefixList, prefix_list::plan),
    (Kind::PlacementGroup, placement_group::plan),
    (Kind::Vpc, vpc::plan),
    (Kind::InternetGateway, internet_gateway::plan),
    (Kind::EgressOnlyGateway, egress_only_gateway::plan),
    (Kind::CustomerGateway, customer_gateway::plan),
    (Kind::VpnGateway, vpn_gateway::plan),
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
    (Kind::ResourceShare, resource_share::plan),
    (Kind::VpnConnection, vpn_connection::plan),
    (Kind::DirectConnectGateway, direct_connect_gateway::plan),
    (Kind::VirtualInterface, virtual_interface::plan),
    (Kind::TgwAttachment, tgw_attachment::plan),
    // A table is filled before anything is looked up in it: on a network that is there, the gap in traffic is short.
    (Kind::TgwPropagation, tgw_propagation::plan),
    (Kind::TgwRoute, tgw_route::plan),
    (Kind::TgwAssociation, tgw_association::plan),
    (Kind::Instance, instance::plan),
    (Kind::NetworkInterface, network_interface::plan),
    (Kind::HostedZone, hosted_zone::plan),
    (Kind::Certificate, certificate::plan),
    (Kind::LoadBalancer, load_balancer::plan),
    (Kind::TargetGroup, target_group::plan),
    (Kind::Listener, listener::plan),
    (Kind::EndpointService, endpoint_service::plan),
    (Kind::VpcEndpoint, vpc_endpoint::plan),
    (Kind::NetworkFirewall, network_firewall::plan),
    (Kind::Route, route::plan),
    (Kind::FlowLog, flow_log::plan),
    (Kind::ResolverEndpoint, resolver_endpoint::plan),
    (Kind::ResolverRule, resolver_rule::plan),
    (Kind::HealthCheck, health_check::plan),
    (Kind::DnsRecord, dns_record::plan),
    (Kind::IpSet, ip_set::plan),
    (Kind::WebAclRule, web_acl_rule::plan),
    (Kind::WebAcl, web_acl::plan),
    (Kind::WebAclAssociation, web_acl_association::plan),
    (Kind::Distribution, distribution::plan),
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

/// Whether records of a kind are made by the exports.
pub fn makes(kind: Kind) -> bool {
    ALL.iter().any(|(made, _)| *made == kind)
}

/// Why a kind is not made.
fn reason(kind: Kind) -> &'static str {
    match kind {
        Kind::Site => "it is on premises, outside AWS",
        Kind::TgwPolicyTable => "policy tables are kept, not analysed",
        _ => "these exports do not make this kind yet",
    }
}

/// The word of EC2 for an option that is on or off.
fn switch(on: bool) -> &'static str {
    if on { "enable" } else { "disable" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::every_file_is_listed;

    #[test]
    fn every_kind_is_listed() {
        // `TgwRoute` stands in `tgw_route.rs`.
        let file_of = |(kind, _): &(Kind, Planner)| {
            let mut name = String::new();
            for letter in format!("{kind:?}").chars() {
                if letter.is_ascii_uppercase() && !name.is_empty() {
                    name.push('-');
                }
                name.push(letter.to_ascii_lowercase());
            }
            name
        };
        let listed: Vec<String> = ALL.iter().map(file_of).collect();
        every_file_is_listed("plan/kinds", &listed, &[]);
    }
}
