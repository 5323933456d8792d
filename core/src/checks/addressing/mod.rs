//! Addressing: blocks of VPCs and subnets, their bounds and their overlaps.

mod block_size;
mod host_bits;
mod hub_overlap;
mod peering_overlap;
mod private_address;
mod reserved_range;
mod secondary_block_refused;
mod single_zone;
mod subnet_blocks;
mod subnet_full;
mod subnet_outside_vpc;
mod subnet_overlap;
mod too_many_blocks;
mod unknown_region;
mod unknown_zone;
mod vpc_blocks_overlap;
mod vpc_without_block;
mod vpcs_over_quota;
mod vpn_gateway_overlap;

use super::Family;

pub(super) const FAMILY: Family = Family {
    prefix: "ADR",
    title: "Addressing",
    folder: "addressing",
    checks: &[
        &subnet_overlap::SUBNET_OVERLAP,
        &subnet_outside_vpc::SUBNET_OUTSIDE_VPC,
        &vpc_blocks_overlap::VPC_BLOCKS_OVERLAP,
        &block_size::BLOCK_SIZE,
        &host_bits::HOST_BITS,
        &subnet_full::SUBNET_FULL,
        &secondary_block_refused::SECONDARY_BLOCK_REFUSED,
        &reserved_range::RESERVED_RANGE,
        &too_many_blocks::TOO_MANY_BLOCKS,
        &peering_overlap::PEERING_OVERLAP,
        &hub_overlap::HUB_OVERLAP,
        &vpn_gateway_overlap::VPN_GATEWAY_OVERLAP,
        &unknown_region::UNKNOWN_REGION,
        &unknown_zone::UNKNOWN_ZONE,
        &subnet_blocks::SUBNET_BLOCKS,
        &private_address::PRIVATE_ADDRESS,
        &single_zone::SINGLE_ZONE,
        &vpc_without_block::VPC_WITHOUT_BLOCK,
        &vpcs_over_quota::VPCS_OVER_QUOTA,
    ],
};
