//! Addresses of one holder: what is used and free in it, and the next free block for something new.

use ipnet::IpNet;
pub use netwright_core::catalog::room::{blocks_of, next_subnet_block, next_vpc_block, subnets_of};
use netwright_core::model::{Design, EntityId, Kind};
use netwright_core::net::{PrefixSet, use_of_parent};

/// The first four addresses and the last one of a subnet are AWS's own
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>).
pub const RESERVED_BY_AWS: u128 = 5;

/// How full one block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockUse {
    pub block: IpNet,
    /// Addresses, all of them.
    pub total: u128,
    /// Given to subnets (of a VPC's block), or to drawn interfaces (of a subnet's block).
    pub used: u128,
    /// Neither used nor reserved.
    pub free: u128,
    /// Kept by AWS in each subnet.
    pub reserved: u128,
    /// The used share in thousandths.
    pub used_permille: u16,
}

/// The use of each block of a VPC or a subnet; nothing for other kinds.
pub fn block_use(design: &Design, id: EntityId) -> Vec<BlockUse> {
    let blocks = blocks_of(design, id);
    match id.kind {
        Kind::Vpc => {
            let subnets: Vec<IpNet> = subnets_of(design, id)
                .flat_map(|subnet| subnet.cidrs.clone())
                .collect();
            let used: PrefixSet = subnets.iter().copied().collect();
            let of = |block: IpNet| {
                let inside = subnets
                    .iter()
                    .filter(|subnet| block.contains(*subnet))
                    .count();
                let usage = use_of_parent(block, &used);
                BlockUse {
                    block,
                    total: size(block),
                    used: usage.used.size().unwrap_or(u128::MAX),
                    free: usage.free.size().unwrap_or(u128::MAX),
                    reserved: reserved(block) * u128::try_from(inside).unwrap_or_default(),
                    used_permille: usage.used_permille(),
                }
            };
            blocks.into_iter().map(of).collect()
        }
        Kind::Subnet => {
            let hosts = hosts_in(design, id);
            let of = |block: IpNet| {
                let (total, reserved) = (size(block), reserved(block).min(size(block)));
                let used = if matches!(block, IpNet::V4(_)) {
                    hosts.min(total - reserved)
                } else {
                    hosts
                };
                let filled = (used + reserved).saturating_mul(1000) / total.max(1);
                BlockUse {
                    block,
                    total,
                    used,
                    free: total - reserved - used,
                    reserved,
                    used_permille: u16::try_from(filled).unwrap_or(1000),
                }
            };
            blocks.into_iter().map(of).collect()
        }
        _ => Vec::new(),
    }
}

/// The next free block for the `cidrs` of a record, where that can be told.
pub fn next_block_for(design: &Design, id: EntityId) -> Option<IpNet> {
    match id.kind {
        Kind::Vpc | Kind::Site => next_vpc_block(design, None),
        Kind::Subnet => next_subnet_block(design, design.parent(id)?, None),
        _ => None,
    }
}

/// How many addresses a block has; the greatest number where they can't be counted.
pub fn size(block: IpNet) -> u128 {
    1_u128
        .checked_shl(u32::from(block.max_prefix_len() - block.prefix_len()))
        .unwrap_or(u128::MAX)
}

fn reserved(block: IpNet) -> u128 {
    if matches!(block, IpNet::V4(_)) {
        RESERVED_BY_AWS
    } else {
        0
    }
}

/// Records that take an address in a subnet, one each: what is drawn, not what will run.
fn hosts_in(design: &Design, subnet: EntityId) -> u128 {
    const HOSTS: [Kind; 7] = [
        Kind::Instance,
        Kind::NetworkInterface,
        Kind::NatGateway,
        Kind::VpcEndpoint,
        Kind::LoadBalancer,
        Kind::ResolverEndpoint,
        Kind::TgwAttachment,
    ];
    let referrers = design.referrers(subnet);
    let hosts = referrers.iter().filter(|id| HOSTS.contains(&id.kind));
    // A workload stands for as many as its count says.
    let count = |id: &EntityId| {
        let record = design.record(*id);
        record
            .and_then(|record| record.field("count")?.as_u64())
            .unwrap_or(1)
    };
    hosts.map(|id| u128::from(count(id))).sum()
}

/// A count of addresses with a thin space between thousands: `65 536`; beyond a billion as a power of two.
pub fn count_text(count: u128) -> String {
    if count > 1_000_000_000 {
        return format!("2^{}", count.ilog2());
    }
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use netwright_core::notation::parse;

    use super::*;

    fn first(design: &Design, kind: Kind) -> EntityId {
        design.rows(kind).next().expect("a record").id()
    }

    #[test]
    fn a_vpc_is_used_by_its_subnets() {
        let design = parse("vpc main cidrs=10.0.0.0/16\n  subnet a az=a cidrs=10.0.0.0/20\n  subnet b az=b cidrs=10.0.16.0/20\n").expect("a design");
        let usage = block_use(&design, first(&design, Kind::Vpc));
        assert_eq!(
            (
                usage[0].total,
                usage[0].used,
                usage[0].free,
                usage[0].reserved
            ),
            (65_536, 8_192, 57_344, 10)
        );
        assert_eq!(usage[0].used_permille, 125);
        assert_eq!(
            next_subnet_block(&design, first(&design, Kind::Vpc), None)
                .map(|block| block.to_string())
                .as_deref(),
            Some("10.0.32.0/20")
        );
        assert_eq!(
            next_vpc_block(&design, None)
                .map(|block| block.to_string())
                .as_deref(),
            Some("10.1.0.0/16")
        );
    }

    #[test]
    fn a_subnet_keeps_five_for_aws() {
        let design = parse(
            "vpc main cidrs=10.0.0.0/16\n  subnet a az=a cidrs=10.0.0.0/28\n    nat-gateway out\n",
        )
        .expect("a design");
        let usage = block_use(&design, first(&design, Kind::Subnet));
        assert_eq!(
            (
                usage[0].total,
                usage[0].reserved,
                usage[0].used,
                usage[0].free
            ),
            (16, 5, 1, 10)
        );
    }

    #[test]
    fn counts_are_read_easily() {
        assert_eq!(count_text(65_536), "65\u{202f}536");
        assert_eq!(count_text(16), "16");
        assert_eq!(count_text(1 << 72), "2^72");
    }
}
