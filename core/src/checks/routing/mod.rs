//! Routing: route tables of VPCs, and what they lead to.

mod addresses_over_quota;
mod blackhole;
mod destination_inside_vpc;
mod duplicate_destination;
mod gateway_twice;
mod hub_not_attached;
mod nat_loop;
mod nat_without_internet;
mod no_return_route;
mod one_table_for_zones;
mod public_without_gateway;
mod route_quota;
mod second_main_table;
mod source_check_on;
mod table_elsewhere;
mod target_elsewhere;
mod unused_attachment;
mod wrong_family;
mod zone_not_attached;

use super::Family;

pub(super) const FAMILY: Family = Family {
    prefix: "RTE",
    title: "Routing",
    folder: "routing",
    checks: &[
        &blackhole::BLACKHOLE,
        &target_elsewhere::TARGET_ELSEWHERE,
        &duplicate_destination::DUPLICATE_DESTINATION,
        &destination_inside_vpc::DESTINATION_INSIDE_VPC,
        &hub_not_attached::HUB_NOT_ATTACHED,
        &zone_not_attached::ZONE_NOT_ATTACHED,
        &nat_without_internet::NAT_WITHOUT_INTERNET,
        &nat_loop::NAT_LOOP,
        &public_without_gateway::PUBLIC_WITHOUT_GATEWAY,
        &gateway_twice::GATEWAY_TWICE,
        &no_return_route::NO_RETURN_ROUTE,
        &unused_attachment::UNUSED_ATTACHMENT,
        &wrong_family::WRONG_FAMILY,
        &second_main_table::SECOND_MAIN_TABLE,
        &table_elsewhere::TABLE_ELSEWHERE,
        &source_check_on::SOURCE_CHECK_ON,
        &route_quota::ROUTE_QUOTA,
        &one_table_for_zones::ONE_TABLE_FOR_ZONES,
        &addresses_over_quota::ADDRESSES_OVER_QUOTA,
    ],
};
