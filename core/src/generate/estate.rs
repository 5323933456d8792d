//! The estate as a whole: environments, accounts, regions, hubs and what joins them.

use super::address::block;
use super::faults::plant;
use super::hub::{Hub, Plan};
use super::random::Random;
use super::{Estate, vpc};
use crate::model::{
    Account, Design, Environment, Id, Intent, IntentEnd, IntentKind, IntentLevel, Record,
    RecordKind, ResourceShare, Site, TgwAssociation, TgwAttachment, TgwRoute,
};

/// VPCs that one hub takes at most; the limit asked of an estate is 500.
const VPCS_PER_HUB: usize = 450;

/// VPCs of one account in a region; AWS's default quota is 5, and one is the default VPC.
const VPCS_PER_ACCOUNT: usize = 4;

const REGIONS: [&str; 5] = [
    "eu-west-1",
    "us-east-1",
    "eu-central-1",
    "us-west-2",
    "ap-southeast-1",
];

/// Name, colour, and whether the others may reach it.
const ENVIRONMENTS: [(&str, &str, bool); 6] = [
    ("prod", "#b0413e", false),
    ("staging", "#c98b2b", false),
    ("test", "#76538f", false),
    ("dev", "#4f7f52", false),
    ("shared", "#3f6fa3", true),
    ("corporate", "#5b6b7b", true),
];

/// The design under construction.
pub(super) struct Builder {
    pub design: Design,
    pub random: Random,
    pub environments: Vec<Id<Environment>>,
    pub accounts: Vec<Id<Account>>,
}

impl Builder {
    /// Adds a record with the next number; `fill` sets what is not at its default.
    pub(super) fn add<T: RecordKind>(&mut self, fill: impl FnOnce(&mut T)) -> Id<T> {
        let id = Id::new(self.design.greatest(T::KIND) + 1);
        let mut record = T::new(id);
        fill(&mut record);
        self.put(record);
        id
    }

    /// Puts a changed record back.
    pub(super) fn put<T: RecordKind>(&mut self, record: T) {
        let record: Box<dyn Record> = Box::new(record);
        self.design.put(record.into());
    }

    /// The network account, which holds hubs and what they share.
    pub(super) fn network(&self) -> Option<Id<Account>> {
        self.accounts.first().copied()
    }
}

pub(super) fn build(vpcs: usize, seed: u64) -> Estate {
    let mut design = Design::new(format!("Estate of {vpcs} VPCs, seed {seed}"));
    "Generated for measuring and testing.".clone_into(&mut design.description);
    let mut builder = Builder {
        design,
        random: Random::new(seed),
        environments: Vec::new(),
        accounts: Vec::new(),
    };
    for (name, colour, shared) in ENVIRONMENTS {
        let id = builder.add::<Environment>(|record| {
            name.clone_into(&mut record.name);
            colour.clone_into(&mut record.colour);
            record.shared = shared;
        });
        builder.environments.push(id);
    }
    let plans = plan_hubs(vpcs);
    let regions = 1 + plans
        .iter()
        .map(|plan| plan.region_number)
        .max()
        .unwrap_or(0);
    add_accounts(&mut builder, vpcs.div_ceil(regions));
    let sites = add_sites(&mut builder, vpcs, regions);

    let mut hubs: Vec<Hub> = Vec::new();
    let mut placed = vec![0; regions];
    for plan in plans {
        let mut hub = Hub::new(&mut builder, plan, sites.get(plan.region_number).copied());
        for index in 0..plan.vpcs {
            let already = &mut placed[plan.region_number];
            let account = builder
                .accounts
                .get(1 + *already / VPCS_PER_ACCOUNT)
                .copied();
            vpc::add(&mut builder, &mut hub, index, account);
            if index > 0 {
                *already += 1; // the first is the hub's own, in the network account
            }
        }
        vpc::add_peerings(&mut builder, &hub);
        hubs.push(hub);
    }
    if let Some((centre, others)) = hubs.split_first() {
        for other in others {
            join(&mut builder, centre, other);
        }
    }
    share(&mut builder, &hubs);
    add_intents(&mut builder);
    let faults = if vpcs < 25 {
        Vec::new()
    } else {
        plant(&mut builder, &hubs, vpcs)
    };
    Estate {
        design: builder.design,
        faults,
    }
}

/// How many VPCs stand in which hub of which region.
fn plan_hubs(vpcs: usize) -> Vec<Plan> {
    let regions = match vpcs {
        0..=5 => 1,
        6..=29 => 2,
        30..=199 => 3,
        200..=999 => 4,
        _ => 5,
    };
    let mut plans = Vec::new();
    for (region_number, region) in REGIONS.iter().enumerate().take(regions) {
        let here = vpcs / regions + usize::from(region_number < vpcs % regions);
        let hubs = here.div_ceil(VPCS_PER_HUB).max(1);
        for index in 0..hubs {
            plans.push(Plan {
                number: plans.len(),
                region,
                region_number,
                vpcs: here / hubs + usize::from(index < here % hubs),
            });
        }
    }
    plans
}

/// The network account and as many others as a region's VPCs need; an account has VPCs in every region.
fn add_accounts(builder: &mut Builder, vpcs_per_region: usize) {
    let workloads = vpcs_per_region.div_ceil(VPCS_PER_ACCOUNT);
    for number in 0..=workloads {
        let name = if number == 0 {
            "network".to_owned()
        } else {
            format!("workloads-{number:03}")
        };
        let id = builder.add::<Account>(|record| {
            record.account_id = format!("{:012}", 100_000_000_000_u64 + number as u64);
            record.profile.clone_from(&name);
            record.name = name;
        });
        builder.accounts.push(id);
    }
}

/// A data centre beside each region, where there is a hub to reach it from.
fn add_sites(builder: &mut Builder, vpcs: usize, regions: usize) -> Vec<Id<Site>> {
    let cities = ["dublin", "ashburn", "frankfurt", "portland", "singapore"];
    let corporate = builder.environments.get(5).copied();
    let mut sites = Vec::new();
    for (index, city) in cities
        .iter()
        .enumerate()
        .take(if vpcs < 3 { 0 } else { regions })
    {
        let octet = u32::try_from(index).unwrap_or(0);
        sites.push(builder.add::<Site>(|record| {
            (*city).clone_into(&mut record.name);
            record.environment = corporate;
            record.cidrs = vec![block(0xac10_0000 + (octet << 16), 16)];
            "datacentre".clone_into(&mut record.meta.owner);
        }));
    }
    sites
}

/// Peers two hubs, so that every environment reaches the shared services of both and nothing else.
fn join(builder: &mut Builder, centre: &Hub, other: &Hub) {
    let (Some(near), Some(far)) = (centre.gateway, other.gateway) else {
        return;
    };
    let peering = builder.add::<TgwAttachment>(|record| {
        record.name = format!("{}-{}", centre.name, other.name);
        record.transit_gateway = near;
        record.resource = far.entity();
    });
    for (hub, peer) in [(centre, other), (other, centre)] {
        builder.add::<TgwAssociation>(|record| {
            record.attachment = peering;
            record.route_table = hub.peering_table;
        });
        for table in &hub.environment_tables {
            add_route(builder, *table, peer.blocks.shared(), peering);
        }
        add_route(builder, hub.shared_table, peer.blocks.all(), peering);
    }
}

fn add_route(
    builder: &mut Builder,
    table: Id<crate::model::TgwRouteTable>,
    destination: ipnet::IpNet,
    attachment: Id<TgwAttachment>,
) {
    builder.add::<TgwRoute>(|record| {
        record.route_table = table;
        record.destination = Some(destination);
        record.attachment = Some(attachment);
    });
}

/// Shares the hubs of each region with every other account.
fn share(builder: &mut Builder, hubs: &[Hub]) {
    let account = builder.network();
    let others: Vec<_> = builder.accounts.iter().skip(1).copied().collect();
    for group in hubs.chunk_by(|a, b| a.region == b.region) {
        let resources: Vec<_> = group
            .iter()
            .filter_map(|hub| hub.gateway)
            .map(Id::entity)
            .collect();
        let Some(first) = group.first().filter(|_| !resources.is_empty()) else {
            continue;
        };
        builder.add::<ResourceShare>(|record| {
            record.name = format!("hubs-{}", first.region);
            first.region.clone_into(&mut record.region);
            record.account = account;
            record.resources = resources;
            record.principals.clone_from(&others);
        });
    }
}

/// No environment reaches another, save those marked shared.
fn add_intents(builder: &mut Builder) {
    let apart: Vec<_> = ENVIRONMENTS
        .iter()
        .zip(builder.environments.clone())
        .filter(|(row, _)| !row.2)
        .collect();
    for ((from_name, ..), from) in &apart {
        for ((to_name, ..), to) in apart.iter().filter(|(_, to)| to != from) {
            builder.add::<Intent>(|record| {
                record.name = format!("{from_name}-away-from-{to_name}");
                record.kind = IntentKind::MustNot;
                record.level = IntentLevel::Routed;
                record.from = IntentEnd::Entity(from.entity());
                record.to = IntentEnd::Entity(to.entity());
                "Environments are kept apart".clone_into(&mut record.reason);
            });
        }
    }
}
