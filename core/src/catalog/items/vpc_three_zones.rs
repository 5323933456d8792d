//! Palette item: a VPC as most are built: an internet gateway, and in each of three zones a public and a private subnet.

use serde_json::json;

use super::{Group, Item, Kit};
use crate::model::{EntityId, InternetGateway, Kind, Route, RouteTable, Subnet};

pub(super) const ITEM: Item = Item {
    name: "vpc-three-zones",
    title: "VPC with public and private subnets in 3 zones",
    short: "VPC, 3 zones",
    kind: Kind::Vpc,
    group: Group::ReadyMade,
    keywords: &[
        "network",
        "availability zones",
        "public",
        "private",
        "internet",
    ],
    make: |kit| Ok(make(kit)),
    ..Item::BASE
};

const ZONES: [&str; 3] = ["a", "b", "c"];

fn make(kit: &mut Kit) -> EntityId {
    let vpc = kit.main(&[]);
    let gateway = kit.add::<InternetGateway>(vpc, &[]);
    let public = kit.add::<RouteTable>(
        vpc,
        &[("name", json!(kit.free_name(Kind::RouteTable, "public")))],
    );
    kit.add::<Route>(
        public.entity(),
        &[
            ("destination", json!("0.0.0.0/0")),
            ("target", json!(gateway.to_string())),
        ],
    );
    for zone in ZONES {
        let name = kit.free_name(Kind::Subnet, &format!("public-{zone}"));
        kit.add::<Subnet>(
            vpc,
            &[
                ("name", json!(name)),
                ("az", json!(zone)),
                ("route_table", json!(public.to_string())),
            ],
        );
    }
    for zone in ZONES {
        // A table for each zone: a NAT gateway in each is then one route away.
        let name = kit.free_name(Kind::RouteTable, &format!("private-{zone}"));
        let private = kit.add::<RouteTable>(vpc, &[("name", json!(name))]);
        let name = kit.free_name(Kind::Subnet, &format!("private-{zone}"));
        kit.add::<Subnet>(
            vpc,
            &[
                ("name", json!(name)),
                ("az", json!(zone)),
                ("route_table", json!(private.to_string())),
            ],
        );
    }
    vpc
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::items::tests::drop_on;

    #[test]
    fn six_subnets_in_three_zones_and_a_way_out_of_the_public_ones() {
        let (design, _) = drop_on("", &ITEM, None);
        let subnets: Vec<String> = design
            .all::<Subnet>()
            .map(|subnet| format!("{} {} {}", subnet.name, subnet.az, subnet.cidrs[0]))
            .collect();
        assert_eq!(
            subnets,
            [
                "public-a a 10.0.0.0/20",
                "public-b b 10.0.16.0/20",
                "public-c c 10.0.32.0/20",
                "private-a a 10.0.48.0/20",
                "private-b b 10.0.64.0/20",
                "private-c c 10.0.80.0/20"
            ]
        );
        assert_eq!(design.count(Kind::RouteTable), 4);
        assert_eq!(design.count(Kind::Route), 1);
    }
}
