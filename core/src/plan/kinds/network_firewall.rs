//! Network Firewalls with the policy that the design names, and the endpoints that routes lead to.

use crate::model::{NetworkFirewall, RouteTable, Subnet};
use crate::plan::draft::{Draft, key, title};
use crate::plan::names;
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tags;
use crate::plan::tree::{Key, Tree, params};

const SERVICE: &str = "network-firewall";

pub(super) fn plan(draft: &mut Draft<'_>) {
    for firewall in draft.design.all::<NetworkFirewall>() {
        let own = key(firewall.id);
        if firewall.policy_arn.is_empty() {
            draft.leave_out(
                firewall,
                "it names no firewall policy, and its rules are not modelled",
            );
            continue;
        }
        let scope = draft.vpc_scope(firewall.vpc);
        let name = draft.service_name(names::BALANCER, firewall);
        let subnets: Vec<Tree> = firewall
            .subnets
            .iter()
            .map(|subnet| params! { "SubnetId" => key(*subnet) })
            .collect();
        let make = params! {
            "FirewallName" => name.as_str(),
            "FirewallPolicyArn" => firewall.policy_arn.as_str(),
            "VpcId" => key(firewall.vpc),
            "SubnetMappings" => subnets,
            "Tags" => tags::list(&draft.tags(firewall)),
        };
        let by_name = params! { "FirewallName" => name.as_str() };
        let describe = Call::new(SERVICE, "DescribeFirewall", by_name.clone());
        let status = describe.clone().query("FirewallStatus.Status");
        draft.push(
            Operation::new(own, title(firewall), &scope)
                .find(describe.clone().query("Firewall.FirewallArn"))
                .make(Call::new(SERVICE, "CreateFirewall", make).query("Firewall.FirewallArn"))
                .wait(Wait::new(status.clone(), &["READY"], &["DELETING"]))
                .remove_slowly(
                    Call::new(SERVICE, "DeleteFirewall", by_name),
                    Wait::new(status, &[], &[]),
                ),
        );
        for subnet in &firewall.subnets {
            let query = format!(
                "FirewallStatus.SyncStates.\"{}\".Attachment.EndpointId",
                zone(draft, *subnet)
            );
            let of = format!("endpoint of {} in {subnet}", title(firewall));
            draft.push(
                Operation::new(Key::part(firewall.id, subnet), of, &scope)
                    .find(describe.clone().query(query))
                    .after(key(firewall.id)),
            );
        }
    }
}

/// The endpoint that the routes of a table lead to: the one in a zone of the table's subnets, else the first.
pub(super) fn endpoint_for(
    draft: &Draft<'_>,
    firewall: &NetworkFirewall,
    table: &RouteTable,
) -> Option<Key> {
    let served = |az: &str| {
        draft
            .referrers::<Subnet>(table.id)
            .any(|subnet| subnet.route_table == Some(table.id) && subnet.az == az)
    };
    let near = firewall.subnets.iter().find(|id| {
        draft
            .design
            .get(**id)
            .is_some_and(|subnet| served(&subnet.az))
    });
    near.or(firewall.subnets.first())
        .map(|subnet| Key::part(firewall.id, subnet))
}

fn zone(draft: &Draft<'_>, subnet: crate::model::Id<Subnet>) -> String {
    let region = draft
        .vpc_of(subnet)
        .map(|vpc| draft.vpc_scope(vpc).region)
        .unwrap_or_default();
    let az = draft
        .design
        .get(subnet)
        .map(|subnet| subnet.az.as_str())
        .unwrap_or_default();
    if az.len() == 1 {
        format!("{region}{az}")
    } else {
        az.to_owned()
    }
}
