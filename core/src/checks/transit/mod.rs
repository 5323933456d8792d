//! Transit gateways: attachments, associations, propagations and routes of hubs.

mod appliance_mode_off;
mod asn_out_of_range;
mod attachment_pending;
mod attachment_unassociated;
mod attachment_unknown_to_tables;
mod attachment_without_subnets;
mod auto_accept;
mod duplicate_attachment;
mod duplicate_zone;
mod elsewhere;
mod hub_quotas;
mod peering_propagation;
mod peering_unrouted;
mod region_mismatch;
mod route_outranked;
mod second_association;

use super::Family;
pub(super) use attachment_without_subnets::one_subnet_per_zone;

pub(super) const FAMILY: Family = Family {
    prefix: "TGW",
    title: "Transit gateways",
    folder: "transit",
    checks: &[
        &attachment_unassociated::ATTACHMENT_UNASSOCIATED,
        &attachment_unknown_to_tables::ATTACHMENT_UNKNOWN_TO_TABLES,
        &duplicate_attachment::DUPLICATE_ATTACHMENT,
        &duplicate_zone::DUPLICATE_ZONE,
        &attachment_without_subnets::ATTACHMENT_WITHOUT_SUBNETS,
        &elsewhere::ELSEWHERE,
        &route_outranked::ROUTE_OUTRANKED,
        &second_association::SECOND_ASSOCIATION,
        &asn_out_of_range::ASN_OUT_OF_RANGE,
        &attachment_pending::ATTACHMENT_PENDING,
        &region_mismatch::REGION_MISMATCH,
        &peering_propagation::PEERING_PROPAGATION,
        &peering_unrouted::PEERING_UNROUTED,
        &appliance_mode_off::APPLIANCE_MODE_OFF,
        &auto_accept::AUTO_ACCEPT,
        &hub_quotas::HUB_QUOTAS,
    ],
};
