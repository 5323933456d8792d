//! Where a host that runs the script may be said to be.

use std::collections::BTreeSet;

use crate::model::{Design, EntityId, Id, Instance, Kind, Site, Subnet, Vpc};

/// A record and all that stands in it, as far as a host may be said to be there.
pub(super) fn places(design: &Design, id: EntityId) -> BTreeSet<EntityId> {
    let mut found = BTreeSet::from([id]);
    if id.kind == Kind::Environment {
        let mine = |environment: Option<EntityId>| environment == Some(id);
        let vpcs = design
            .all::<Vpc>()
            .filter(|vpc| mine(vpc.environment.map(Id::entity)));
        found.extend(vpcs.map(|vpc| vpc.id.entity()));
        let sites = design
            .all::<Site>()
            .filter(|site| mine(site.environment.map(Id::entity)));
        found.extend(sites.map(|site| site.id.entity()));
    }
    let subnets = design
        .all::<Subnet>()
        .filter(|subnet| found.contains(&subnet.vpc.entity()));
    let subnets: Vec<_> = subnets.map(|subnet| subnet.id.entity()).collect();
    found.extend(subnets);
    let instances = design
        .all::<Instance>()
        .filter(|instance| found.contains(&instance.subnet.entity()));
    let instances: Vec<_> = instances.map(|instance| instance.id.entity()).collect();
    found.extend(instances);
    found
}

pub(super) fn ids(places: &BTreeSet<EntityId>) -> String {
    places
        .iter()
        .map(EntityId::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}
