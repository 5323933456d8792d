//! Route tables: a VPC's main one is the one that AWS made, others are made.

use crate::model::RouteTable;
use crate::plan::draft::{Draft, first_where, key, title};
use crate::plan::operation::{Call, Operation};
use crate::plan::tags;
use crate::plan::tree::{Key, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for table in draft.design.all::<RouteTable>() {
        let own = key(table.id);
        let scope = draft.vpc_scope(table.vpc);
        if table.main {
            let filters = vec![
                tags::filter("vpc-id", key(table.vpc)),
                tags::filter("association.main", "true"),
            ];
            let find = Call::new(
                "ec2",
                "DescribeRouteTables",
                params! { "Filters" => filters },
            );
            draft.adopt(table, &scope, find.query("RouteTables[0].RouteTableId"));
        } else {
            let make = params! {
                "VpcId" => &key(table.vpc),
                "TagSpecifications" => draft.tag_specification(table, "route-table"),
            };
            draft.push(
                Operation::new(own.clone(), title(table), &scope)
                    .find(draft.find_tagged(
                        table,
                        "DescribeRouteTables",
                        "RouteTables[0].RouteTableId",
                    ))
                    .make(
                        Call::new("ec2", "CreateRouteTable", make).query("RouteTable.RouteTableId"),
                    )
                    .remove(Call::new(
                        "ec2",
                        "DeleteRouteTable",
                        params! { "RouteTableId" => &own },
                    )),
            );
        }
        let described = Call::new(
            "ec2",
            "DescribeRouteTables",
            params! { "RouteTableIds" => vec![&own] },
        );
        if let Some(gateway) = table.gateway {
            let part = Key::part(table.id, "edge");
            let make = params! { "RouteTableId" => &own, "GatewayId" => &key(gateway) };
            let query = first_where(
                "RouteTables[0].Associations",
                "GatewayId",
                &key(gateway),
                "RouteTableAssociationId",
            );
            draft.push(
                Operation::new(
                    part.clone(),
                    format!("edge association of {}", title(table)),
                    &scope,
                )
                .find(described.clone().query(query))
                .make(Call::new("ec2", "AssociateRouteTable", make).query("AssociationId"))
                .remove(Call::new(
                    "ec2",
                    "DisassociateRouteTable",
                    params! { "AssociationId" => &part },
                ))
                .after(Key::part(gateway, "attachment")),
            );
        }
        for gateway in &table.propagating_gateways {
            let make = params! { "RouteTableId" => &own, "GatewayId" => &key(*gateway) };
            let query = first_where(
                "RouteTables[0].PropagatingVgws",
                "GatewayId",
                &key(*gateway),
                "GatewayId",
            );
            draft.push(
                Operation::new(
                    Key::part(table.id, format!("propagation-{gateway}")),
                    format!("propagation into {}", title(table)),
                    &scope,
                )
                .find(described.clone().query(query))
                .make(Call::new("ec2", "EnableVgwRoutePropagation", make.clone()))
                .remove(Call::new("ec2", "DisableVgwRoutePropagation", make))
                .after(Key::part(gateway, "attachment")),
            );
        }
    }
}
