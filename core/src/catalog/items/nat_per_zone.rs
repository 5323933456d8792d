//! Palette item: a NAT gateway in each zone that has a public subnet, and the routes of the private ones to it.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Group, Home, Item, Kit};
use crate::model::{Design, EntityId, Id, Kind, NatGateway, Route, RouteTable, Subnet, Vpc};

pub(super) const ITEM: Item = Item {
    name: "nat-per-zone",
    title: "NAT gateway in each zone",
    short: "NAT per zone",
    kind: Kind::NatGateway,
    group: Group::ReadyMade,
    keywords: &[
        "egress",
        "internet",
        "private subnets",
        "availability zones",
    ],
    home: Home::On(&[Kind::Vpc]),
    make,
    ..Item::BASE
};

fn make(kit: &mut Kit) -> Result<EntityId, String> {
    let vpc = kit.vpc()?;
    let public = public_subnets(kit.design(), vpc);
    let tables = private_tables(kit.design(), vpc, &public);
    let mut first = None;
    for (zone, subnet) in public {
        let name = kit.free_name(Kind::NatGateway, &format!("nat-{zone}"));
        let gateway = kit.add::<NatGateway>(subnet.entity(), &[("name", json!(name))]);
        first = first.or(Some(gateway.entity()));
        for table in tables.get(&zone).into_iter().flatten() {
            kit.add::<Route>(
                table.entity(),
                &[
                    ("destination", json!("0.0.0.0/0")),
                    ("target", json!(gateway.to_string())),
                ],
            );
        }
    }
    first.ok_or_else(|| {
        "A NAT gateway needs a public subnet: draw one with a route to an internet gateway first".to_owned()
    })
}

/// The first public subnet of each zone.
fn public_subnets(design: &Design, vpc: Id<Vpc>) -> BTreeMap<String, Id<Subnet>> {
    let mut found = BTreeMap::new();
    let of_vpc = design.all::<Subnet>().filter(|subnet| subnet.vpc == vpc);
    for subnet in of_vpc.filter(|subnet| is_public(design, subnet)) {
        found.entry(subnet.az.clone()).or_insert(subnet.id);
    }
    found
}

/// Whether the table of a subnet has a route to an internet gateway.
pub(super) fn is_public(design: &Design, subnet: &Subnet) -> bool {
    let to_internet = |route: &Route| {
        let kind = route.target.map(|target| target.kind);
        kind == Some(Kind::InternetGateway)
    };
    table_of(design, subnet).is_some_and(|table| routes(design, table).any(to_internet))
}

/// By zone, the tables that only subnets of that zone use and that have no default route yet.
fn private_tables(
    design: &Design,
    vpc: Id<Vpc>,
    public: &BTreeMap<String, Id<Subnet>>,
) -> BTreeMap<String, Vec<Id<RouteTable>>> {
    let mut found: BTreeMap<String, Vec<Id<RouteTable>>> = BTreeMap::new();
    for table in design.all::<RouteTable>().filter(|table| table.vpc == vpc) {
        let users: Vec<&Subnet> = design
            .all::<Subnet>()
            .filter(|subnet| subnet.vpc == vpc && table_of(design, subnet) == Some(table.id))
            .collect();
        let Some(zone) = users.first().map(|subnet| &subnet.az) else {
            continue;
        };
        let is_default = |route: &Route| {
            route
                .destination
                .is_some_and(|block| block.prefix_len() == 0)
        };
        let is_open = !routes(design, table.id).any(is_default);
        if is_open && public.contains_key(zone) && users.iter().all(|subnet| subnet.az == *zone) {
            found.entry(zone.clone()).or_default().push(table.id);
        }
    }
    found
}

/// The table of a subnet: its own, or the drawn main one of its VPC.
fn table_of(design: &Design, subnet: &Subnet) -> Option<Id<RouteTable>> {
    let main = || {
        let mut tables = design.all::<RouteTable>();
        tables
            .find(|table| table.vpc == subnet.vpc && table.main)
            .map(|table| table.id)
    };
    subnet.route_table.or_else(main)
}

fn routes(design: &Design, table: Id<RouteTable>) -> impl Iterator<Item = &Route> {
    design
        .all::<Route>()
        .filter(move |route| route.route_table == table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::items::tests::{drop_on, refusal};
    use crate::catalog::items::vpc_three_zones;

    #[test]
    fn each_zone_goes_out_by_its_own() {
        let (design, vpc) = drop_on("", &vpc_three_zones::ITEM, None);
        let (design, _) = drop_on(&crate::notation::print(&design), &ITEM, Some(vpc));
        assert_eq!(design.count(Kind::NatGateway), 3);
        let out: Vec<String> = design
            .all::<Route>()
            .filter_map(|route| {
                let gateway = design.record(route.target?)?;
                let table = design.get(route.route_table)?;
                Some(format!("{} {}", table.name, gateway.name()))
            })
            .collect();
        assert_eq!(
            &out[1..],
            ["private-a nat-a", "private-b nat-b", "private-c nat-c"]
        );
    }

    #[test]
    fn without_a_public_subnet_it_says_what_is_missing() {
        let words = refusal(
            "vpc a cidrs=10.0.0.0/16\n  subnet s az=a cidrs=10.0.0.0/24\n",
            &ITEM,
            "vpc-1",
        );
        assert!(words.contains("public subnet"), "{words}");
    }
}
