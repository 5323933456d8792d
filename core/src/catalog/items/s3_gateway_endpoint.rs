//! Palette item: the gateway endpoint for S3, which is free, in every route table of a VPC.

use serde_json::json;

use super::{Group, Home, Item, Kit};
use crate::model::{EntityId, Kind, RouteTable};

pub(super) const ITEM: Item = Item {
    name: "s3-gateway-endpoint",
    title: "Gateway endpoint for S3",
    short: "S3 endpoint",
    kind: Kind::VpcEndpoint,
    group: Group::ReadyMade,
    keywords: &["privatelink", "bucket", "free", "prefix list"],
    home: Home::On(&[Kind::Vpc]),
    make,
    ..Item::BASE
};

fn make(kit: &mut Kit) -> Result<EntityId, String> {
    let vpc = kit.vpc()?;
    let region = kit.design().get(vpc).map(|vpc| vpc.region.clone());
    let tables: Vec<String> = kit
        .design()
        .all::<RouteTable>()
        .filter(|table| table.vpc == vpc && table.gateway.is_none())
        .map(|table| table.id.to_string())
        .collect();
    if tables.is_empty() {
        return Err(
            "A gateway endpoint writes routes: draw a route table in the VPC first".to_owned(),
        );
    }
    Ok(kit.main(&[
        ("name", json!(kit.free_name(Kind::VpcEndpoint, "s3"))),
        ("endpoint_type", json!("Gateway")),
        (
            "service",
            json!(format!("com.amazonaws.{}.s3", region.unwrap_or_default())),
        ),
        ("private_dns", json!(false)),
        ("route_tables", json!(tables)),
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::items::tests::{drop_on, refusal};
    use crate::model::VpcEndpoint;

    #[test]
    fn every_table_gets_the_way_to_s3() {
        let text = "vpc a cidrs=10.0.0.0/16\n  route-table r\n  route-table q\nvpc b cidrs=10.1.0.0/16\n  route-table p\n";
        let (design, _) = drop_on(text, &ITEM, Some("vpc-1".parse().unwrap()));
        let endpoint = design.all::<VpcEndpoint>().next().unwrap();
        assert_eq!(endpoint.service, "com.amazonaws.eu-west-1.s3");
        assert_eq!(endpoint.route_tables.len(), 2);
    }

    #[test]
    fn it_needs_a_route_table() {
        assert!(refusal("vpc a\n", &ITEM, "vpc-1").contains("route table"));
    }
}
