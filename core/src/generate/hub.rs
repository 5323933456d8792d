//! A hub: the transit gateway of some VPCs of a region, its route tables, and the VPN to the region's site.

use std::net::{IpAddr, Ipv4Addr};

use super::address::Blocks;
use super::estate::Builder;
use crate::model::{
    CustomerGateway, Id, Site, TgwAssociation, TgwAttachment, TgwPropagation, TgwRouteTable,
    TransitGateway, Vpc, VpnConnection,
};

/// Where a hub stands and how many VPCs it takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// Over the whole estate, from 0.
    pub number: usize,
    pub region: &'static str,
    pub region_number: usize,
    pub vpcs: usize,
}

/// A hub and what has been attached to it.
pub(super) struct Hub {
    pub name: String,
    pub region: &'static str,
    pub blocks: Blocks,
    /// Absent where there is a single VPC, which needs none.
    pub gateway: Option<Id<TransitGateway>>,
    /// Prod, staging, test, dev, in the order of the estate's environments.
    pub environment_tables: Vec<Id<TgwRouteTable>>,
    pub shared_table: Id<TgwRouteTable>,
    pub site_table: Id<TgwRouteTable>,
    pub peering_table: Id<TgwRouteTable>,
    /// VPCs with the number of their environment and the attachment.
    pub members: Vec<(Id<Vpc>, usize, Option<Id<TgwAttachment>>)>,
}

impl Hub {
    pub(super) fn new(builder: &mut Builder, plan: Plan, site: Option<Id<Site>>) -> Self {
        let mut hub = Self {
            name: format!("hub-{}-{}", plan.region, plan.number + 1),
            region: plan.region,
            blocks: Blocks::new(plan.number),
            gateway: None,
            environment_tables: Vec::new(),
            shared_table: Id::new(0),
            site_table: Id::new(0),
            peering_table: Id::new(0),
            members: Vec::new(),
        };
        if plan.vpcs < 2 && plan.number == 0 {
            return hub;
        }
        let account = builder.network();
        let gateway = builder.add::<TransitGateway>(|record| {
            record.name.clone_from(&hub.name);
            plan.region.clone_into(&mut record.region);
            record.account = account;
            record.asn = 64512 + i64::try_from(plan.number).unwrap_or(0);
            record.default_association = false;
            record.default_propagation = false;
            "network".clone_into(&mut record.meta.owner);
        });
        hub.gateway = Some(gateway);
        let mut table = |purpose: &str| {
            builder.add::<TgwRouteTable>(|record| {
                record.name = format!("{}-{purpose}", hub.name);
                record.transit_gateway = gateway;
            })
        };
        hub.environment_tables = ["prod", "staging", "test", "dev"].map(&mut table).to_vec();
        hub.shared_table = table("shared");
        hub.site_table = table("site");
        hub.peering_table = table("peering");
        if let Some(site) = site {
            hub.add_vpn(builder, plan, site);
        }
        hub
    }

    /// Attaches the site by VPN: prod and shared services reach it, and it reaches them.
    fn add_vpn(&self, builder: &mut Builder, plan: Plan, site: Id<Site>) {
        let Some(gateway) = self.gateway else { return };
        let account = builder.network();
        let last = u8::try_from(plan.number + 1).unwrap_or(1);
        let customer = builder.add::<CustomerGateway>(|record| {
            record.name = format!("{}-router", self.name);
            plan.region.clone_into(&mut record.region);
            record.account = account;
            record.site = Some(site);
            record.ip_address = Some(IpAddr::V4(Ipv4Addr::new(203, 0, 113, last)));
            record.asn = 65000 + i64::from(last);
        });
        let vpn = builder.add::<VpnConnection>(|record| {
            record.name = format!("{}-vpn", self.name);
            record.customer_gateway = customer;
        });
        let attachment = builder.add::<TgwAttachment>(|record| {
            record.name = format!("{}-vpn", self.name);
            record.transit_gateway = gateway;
            record.resource = vpn.entity();
        });
        builder.add::<TgwAssociation>(|record| {
            record.attachment = attachment;
            record.route_table = self.site_table;
        });
        let prod = self.environment_tables.first().copied();
        for table in prod.into_iter().chain([self.shared_table]) {
            builder.add::<TgwPropagation>(|record| {
                record.attachment = attachment;
                record.route_table = table;
            });
        }
    }
}
