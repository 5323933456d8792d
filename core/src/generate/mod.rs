//! Generated estates, for measuring and testing at size: realistic, and the same bytes for the same seed.
//!
//! Regions have hubs of at most 500 VPCs with a route table for each environment; accounts hold at most four VPCs
//! in a region, which is one below AWS's default quota of five. A quota is never exceeded. From 25 VPCs on, some
//! faults are planted; the estate says which, and so does a note in the design.

mod address;
mod estate;
mod faults;
mod hub;
mod random;
mod vpc;

pub use random::Random;

use crate::model::{Design, EntityId};

/// The smallest and largest number of VPCs.
pub const VPCS: std::ops::RangeInclusive<usize> = 1..=5000;

/// A generated design and what is wrong with it on purpose.
#[derive(Debug, Clone, PartialEq)]
pub struct Estate {
    pub design: Design,
    /// In the order in which they were planted.
    pub faults: Vec<Fault>,
}

/// Something wrong on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The record to blame.
    pub subject: EntityId,
    pub text: String,
}

/// An estate of `vpcs` VPCs, brought within [`VPCS`].
pub fn generate(vpcs: usize, seed: u64) -> Estate {
    let vpcs = vpcs.clamp(*VPCS.start(), *VPCS.end());
    estate::build(vpcs, seed)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::model::*;

    #[test]
    fn same_seed_same_bytes() {
        let text = |seed| crate::format::save(&generate(60, seed).design);
        assert_eq!(text(1), text(1));
        assert_ne!(text(1), text(2));
    }

    #[test]
    fn no_fault_is_listed_twice() {
        let faults = generate(5000, 7).faults;
        let subjects: BTreeSet<_> = faults.iter().map(|fault| fault.subject).collect();
        assert_eq!(subjects.len(), faults.len());
    }

    #[test]
    fn every_size_is_met_and_whole() {
        for vpcs in [1, 2, 3, 7, 12, 24, 25, 130, 900] {
            let estate = generate(vpcs, 11);
            assert_eq!(estate.design.count(Kind::Vpc), vpcs);
            assert!(estate.design.dangling().is_empty(), "{vpcs}");
            assert_eq!(estate.faults.is_empty(), vpcs < 25, "{vpcs}");
            for fault in &estate.faults {
                assert!(estate.design.contains(fault.subject));
            }
        }
        assert_eq!(generate(0, 1).design.count(Kind::Vpc), 1);
    }

    /// AWS_FACTS: defaults that a new account has.
    #[test]
    fn quotas_are_kept_at_full_size() {
        let design = generate(5000, 3).design;
        let mut per_place: BTreeMap<(String, Option<Id<Account>>), usize> = BTreeMap::new();
        for vpc in design.all::<Vpc>() {
            *per_place
                .entry((vpc.region.clone(), vpc.account))
                .or_default() += 1;
            assert!(vpc.cidrs.iter().all(|block| block.prefix_len() >= 20));
        }
        assert!(per_place.values().all(|count| *count <= 5));
        let regions: BTreeSet<_> = design.all::<Vpc>().map(|vpc| &vpc.region).collect();
        assert!(regions.len() >= 4);

        let count = |mut keys: Vec<u32>| {
            keys.sort_unstable();
            keys.chunk_by(|a, b| a == b)
                .map(<[u32]>::len)
                .max()
                .unwrap_or(0)
        };
        let attachments = design.all::<TgwAttachment>();
        let vpc_attachments = attachments.filter(|a| a.resource.kind == Kind::Vpc);
        assert!(
            count(
                vpc_attachments
                    .map(|a| a.transit_gateway.number())
                    .collect()
            ) <= 500
        );
        let tables = design
            .all::<TgwRouteTable>()
            .map(|t| t.transit_gateway.number());
        assert!(count(tables.collect()) <= 20);
        let hub =
            |table: Id<TgwRouteTable>| design.get(table).map_or(0, |t| t.transit_gateway.number());
        let routes = design.all::<TgwPropagation>().map(|p| hub(p.route_table));
        let routes = routes.chain(design.all::<TgwRoute>().map(|r| hub(r.route_table)));
        assert!(count(routes.collect()) <= 10_000);
        assert!(
            count(
                design
                    .all::<Route>()
                    .map(|r| r.route_table.number())
                    .collect()
            ) <= 50
        );
        assert!(
            count(
                design
                    .all::<NetworkAclRule>()
                    .map(|r| r.network_acl.number())
                    .collect()
            ) <= 38
        );
        assert!(
            count(
                design
                    .all::<SecurityGroupRule>()
                    .map(|r| r.security_group.number())
                    .collect()
            ) <= 60
        );
        let place = |vpc: Id<Vpc>| {
            let vpc = design.get(vpc).unwrap();
            (vpc.region.clone(), vpc.account)
        };
        let most = |keys: Vec<(String, Option<Id<Account>>)>| {
            let mut counts: BTreeMap<_, usize> = BTreeMap::new();
            for key in keys {
                *counts.entry(key).or_default() += 1;
            }
            counts.into_values().max().unwrap_or(0)
        };
        let addresses = design.all::<ElasticIp>();
        assert!(most(addresses.map(|e| (e.region.clone(), e.account)).collect()) <= 5);
        let endpoints = |gateway: bool| {
            let all = design.all::<VpcEndpoint>();
            all.filter(move |e| (e.endpoint_type == EndpointType::Gateway) == gateway)
        };
        assert!(most(endpoints(true).map(|e| place(e.vpc)).collect()) <= 20);
        assert!(count(endpoints(false).map(|e| e.vpc.number()).collect()) <= 50);
        let groups = design.all::<SecurityGroup>();
        assert!(most(groups.map(|group| place(group.vpc)).collect()) <= 2500);
        let hubs = design.all::<TransitGateway>();
        assert!(most(hubs.map(|hub| (hub.region.clone(), hub.account)).collect()) <= 5);
        let peerings = design.all::<TgwAttachment>();
        let peerings = peerings.filter(|a| a.resource.kind == Kind::TransitGateway);
        let ends = peerings.flat_map(|a| [a.transit_gateway.number(), a.resource.number]);
        assert!(count(ends.collect()) <= 50);
        let peers = design
            .all::<VpcPeering>()
            .flat_map(|p| [p.requester.number(), p.accepter.number()]);
        assert!(count(peers.collect()) <= 50);
    }

    /// What the work of a network is: all of it is there at every size that has room for it.
    #[test]
    fn an_estate_has_something_of_everything() {
        for (vpcs, seed) in [(50, 1), (50, 9), (500, 2)] {
            let design = generate(vpcs, seed).design;
            let endpoint = |wanted| {
                let all = design.all::<VpcEndpoint>();
                all.filter(|endpoint| endpoint.endpoint_type == wanted)
                    .count()
            };
            let references = design.all::<SecurityGroupRule>();
            for (what, number) in [
                ("peerings", design.count(Kind::VpcPeering)),
                ("network ACLs", design.count(Kind::NetworkAcl)),
                ("gateway endpoints", endpoint(EndpointType::Gateway)),
                ("interface endpoints", endpoint(EndpointType::Interface)),
                ("sites", design.count(Kind::Site)),
                ("VPN connections", design.count(Kind::VpnConnection)),
                (
                    "references to groups",
                    references
                        .filter(|rule| rule.source_group.is_some())
                        .count(),
                ),
            ] {
                assert!(number > 0, "{vpcs} VPCs of seed {seed} have no {what}");
            }
            let regions: BTreeSet<_> = design.all::<Vpc>().map(|vpc| &vpc.region).collect();
            assert!(regions.len() > 1 && design.count(Kind::Account) > 2);
        }
    }

    /// Two VPCs are alike where they look up in the same hub table and have the same routes and filters.
    #[test]
    fn many_classes_at_full_size() {
        let design = generate(5000, 5).design;
        let mut about: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
        let mut say = |vpc: Id<Vpc>, text: String| {
            about.entry(vpc.number()).or_default().insert(text);
        };
        for rule in design.all::<SecurityGroupRule>() {
            if let Some(group) = design.get(rule.security_group) {
                say(
                    group.vpc,
                    format!("{:?} {:?} {:?}", rule.direction, rule.protocol, rule.ports),
                );
            }
        }
        for rule in design.all::<NetworkAclRule>() {
            if let Some(acl) = design.get(rule.network_acl) {
                say(
                    acl.vpc,
                    format!("{} {:?} {:?}", rule.number, rule.direction, rule.ports),
                );
            }
        }
        for route in design.all::<Route>() {
            if let (Some(table), Some(target)) = (design.get(route.route_table), route.target) {
                say(table.vpc, format!("{:?}", target.kind));
            }
        }
        for association in design.all::<TgwAssociation>() {
            if let Some(resource) = design
                .get(association.attachment)
                .and_then(|a| a.resource.typed())
            {
                say(resource, association.route_table.to_string());
            }
        }
        let classes: BTreeSet<_> = about.values().collect();
        assert!(classes.len() >= 200, "{}", classes.len());
    }
}
