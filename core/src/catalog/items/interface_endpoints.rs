//! What the items for interface endpoints share: one subnet in each zone, a group that takes HTTPS from the VPC, and the
//! attributes of the VPC that private DNS needs.

use std::collections::BTreeMap;

use serde_json::json;

use super::Kit;
use super::nat_per_zone::is_public;
use crate::model::{EntityId, Kind, SecurityGroup, SecurityGroupRule, Subnet, VpcEndpoint};

/// Interface endpoints for these services of the VPC's region; the first stands for all.
pub(super) fn endpoints(kit: &mut Kit, services: &[&str]) -> Result<EntityId, String> {
    let vpc = kit.vpc()?;
    let design = kit.design();
    let mut subnets: Vec<&Subnet> = design
        .all::<Subnet>()
        .filter(|subnet| subnet.vpc == vpc)
        .collect();
    // What is used from inside stands among the private ones, where there are some.
    subnets.sort_by_key(|subnet| is_public(design, subnet));
    let mut zones: BTreeMap<String, String> = BTreeMap::new();
    for subnet in subnets {
        let zone = zones.entry(subnet.az.clone());
        zone.or_insert_with(|| subnet.id.to_string());
    }
    if zones.is_empty() {
        return Err(
            "An interface endpoint stands in subnets: draw one in the VPC first".to_owned(),
        );
    }
    let Some(record) = kit.design().get(vpc) else {
        return Err("The VPC is gone".to_owned());
    };
    let (region, blocks) = (record.region.clone(), record.cidrs.clone());
    for (field, is_on) in [
        ("dns_support", record.dns_support),
        ("dns_hostnames", record.dns_hostnames),
    ] {
        if !is_on {
            kit.set(vpc, field, true);
        }
    }
    let name = kit.free_name(Kind::SecurityGroup, "endpoints");
    let group = kit.add::<SecurityGroup>(
        vpc.entity(),
        &[
            ("name", json!(name)),
            ("description", json!("HTTPS from the VPC to its endpoints")),
        ],
    );
    for block in blocks {
        kit.add::<SecurityGroupRule>(
            group.entity(),
            &[("ports", json!("443")), ("cidr", json!(block.to_string()))],
        );
    }
    let subnets: Vec<&String> = zones.values().collect();
    let mut first = None;
    for service in services {
        let endpoint = kit.add::<VpcEndpoint>(
            vpc.entity(),
            &[
                ("name", json!(kit.free_name(Kind::VpcEndpoint, service))),
                (
                    "service",
                    json!(format!("com.amazonaws.{region}.{service}")),
                ),
                ("subnets", json!(subnets)),
                ("security_groups", json!([group.to_string()])),
            ],
        );
        first = first.or(Some(endpoint.entity()));
    }
    first.ok_or_else(|| "No service is named".to_owned())
}
