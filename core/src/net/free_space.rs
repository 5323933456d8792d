//! Free room inside a parent prefix: the next block that fits, how full the parent is, splitting and joining blocks.

use super::PrefixSet;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{Ipv4Addr, Ipv6Addr};

/// How full a parent prefix is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParentUse {
    /// The used addresses inside the parent.
    pub used: PrefixSet,
    /// The free addresses inside the parent.
    pub free: PrefixSet,
    /// Used addresses that lie outside the parent: not counted in `used`.
    pub outside: PrefixSet,
}

impl ParentUse {
    /// The used share in thousandths, rounded down: 1000 only when nothing is free.
    pub fn used_permille(&self) -> u16 {
        // A size that does not fit is the whole of IPv6, so the other half of the parent is empty.
        let Some(used) = self.used.size() else {
            return 1000;
        };
        let Some(free) = self.free.size() else {
            return 0;
        };
        let total = used.saturating_add(free);
        if total == 0 {
            return 0;
        }
        let permille = used
            .checked_mul(1000)
            .map_or_else(|| used / (total / 1000), |scaled| scaled / total);
        let most = if free == 0 { 1000 } else { 999 };
        u16::try_from(permille.min(most)).unwrap_or(1000)
    }
}

/// A block that cannot be split or joined as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlockError {
    #[error(
        "expected a prefix length from {shortest} to {longest} to split {block}, found {found}"
    )]
    SplitLength {
        block: IpNet,
        shortest: u8,
        longest: u8,
        found: u8,
    },
    #[error("expected at most {MOST_PARTS} parts, but {block} holds {parts} blocks of /{length}")]
    TooManyParts {
        block: IpNet,
        parts: u128,
        length: u8,
    },
    #[error("expected the two halves of one block, found {0} and {1}")]
    NotHalves(IpNet, IpNet),
}

/// The most blocks one split returns.
const MOST_PARTS: u128 = 65_536;

/// The lowest free block of `prefix_length` inside `parent`, or `None` when none is left or the length is not one
/// inside the parent (shorter than the parent's, or longer than the family's addresses).
pub fn next_free_block(parent: IpNet, used: &PrefixSet, prefix_length: u8) -> Option<IpNet> {
    if prefix_length < parent.prefix_len() || prefix_length > parent.max_prefix_len() {
        return None;
    }
    let free = PrefixSet::from(parent).difference(used);
    let (v4, v6) = free.by_family();
    match parent {
        IpNet::V4(_) => v4.intervals().iter().find_map(|&(first, last)| {
            let aligned = aligned_start(u128::from(first), u128::from(last), 32 - prefix_length)?;
            let address = Ipv4Addr::from_bits(u32::try_from(aligned).ok()?);
            Ipv4Net::new(address, prefix_length).ok().map(IpNet::V4)
        }),
        IpNet::V6(_) => v6.intervals().iter().find_map(|&(first, last)| {
            let aligned = aligned_start(first, last, 128 - prefix_length)?;
            Ipv6Net::new(Ipv6Addr::from_bits(aligned), prefix_length)
                .ok()
                .map(IpNet::V6)
        }),
    }
}

/// The largest free block inside `parent`, the lowest of them if several are that large.
pub fn largest_free_block(parent: IpNet, used: &PrefixSet) -> Option<IpNet> {
    (parent.prefix_len()..=parent.max_prefix_len())
        .find_map(|length| next_free_block(parent, used, length))
}

/// What of `parent` is used and free.
pub fn use_of_parent(parent: IpNet, used: &PrefixSet) -> ParentUse {
    let whole = PrefixSet::from(parent);
    ParentUse {
        used: whole.intersection(used),
        free: whole.difference(used),
        outside: used.difference(&whole),
    }
}

/// The blocks of `prefix_length` that make up `block`, ascending.
pub fn split_block(block: IpNet, prefix_length: u8) -> Result<Vec<IpNet>, BlockError> {
    let (shortest, longest) = (block.prefix_len().saturating_add(1), block.max_prefix_len());
    if prefix_length < shortest || prefix_length > longest {
        return Err(BlockError::SplitLength {
            block,
            shortest,
            longest,
            found: prefix_length,
        });
    }
    let parts = 1u128
        .checked_shl(u32::from(prefix_length - block.prefix_len()))
        .unwrap_or(u128::MAX);
    if parts > MOST_PARTS {
        return Err(BlockError::TooManyParts {
            block,
            parts,
            length: prefix_length,
        });
    }
    block
        .subnets(prefix_length)
        .map(Iterator::collect)
        .map_err(|_| BlockError::SplitLength {
            block,
            shortest,
            longest,
            found: prefix_length,
        })
}

/// The two halves of `block`.
pub fn split_block_in_half(block: IpNet) -> Result<Vec<IpNet>, BlockError> {
    split_block(block, block.prefix_len().saturating_add(1))
}

/// The block whose halves are `one` and `other`, in either order.
pub fn join_blocks(one: IpNet, other: IpNet) -> Result<IpNet, BlockError> {
    let refused = BlockError::NotHalves(one, other);
    match (one.supernet(), other.supernet()) {
        (Some(above_one), Some(above_other))
            if one.trunc() != other.trunc()
                && one.prefix_len() == other.prefix_len()
                && above_one.trunc() == above_other.trunc() =>
        {
            Ok(above_one.trunc())
        }
        _ => Err(refused),
    }
}

/// The first address in `first..=last` where a whole block of 2^`host_bits` addresses starts and fits.
fn aligned_start(first: u128, last: u128, host_bits: u8) -> Option<u128> {
    let mask = 1u128
        .checked_shl(u32::from(host_bits))
        .map_or(u128::MAX, |size| size - 1);
    let start = first.checked_add(mask)? & !mask;
    let end = start.checked_add(mask)?;
    // With all 128 bits free the rounding above overflows unless it starts at zero, which it then must.
    (end <= last).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn net(text: &str) -> IpNet {
        text.parse().expect("a prefix")
    }

    fn set(text: &str) -> PrefixSet {
        text.parse().expect("a set")
    }

    #[test]
    fn takes_the_lowest_gap_that_fits() {
        let used = set("10.0.0.0/24,10.0.2.0/23");
        assert_eq!(
            next_free_block(net("10.0.0.0/16"), &used, 24),
            Some(net("10.0.1.0/24"))
        );
        assert_eq!(
            next_free_block(net("10.0.0.0/16"), &used, 23),
            Some(net("10.0.4.0/23"))
        );
        assert_eq!(next_free_block(net("10.0.0.0/22"), &used, 23), None);
        assert_eq!(next_free_block(net("10.0.0.0/16"), &used, 15), None);
        assert_eq!(next_free_block(net("10.0.0.0/16"), &used, 33), None);
        assert_eq!(
            next_free_block(net("::/0"), &PrefixSet::empty(), 0),
            Some(net("::/0"))
        );
        assert_eq!(next_free_block(net("::/0"), &set("::/128"), 0), None);
        assert_eq!(
            next_free_block(net("ff00::/8"), &set("ff00::/9"), 9),
            Some(net("ff80::/9"))
        );
        assert_eq!(
            largest_free_block(net("10.0.0.0/16"), &used),
            Some(net("10.0.128.0/17"))
        );
        assert_eq!(largest_free_block(net("10.0.0.0/24"), &used), None);
    }

    #[test]
    fn counts_the_use_of_a_parent() {
        let usage = use_of_parent(net("10.0.0.0/16"), &set("10.0.0.0/18,10.1.0.0/24"));
        assert_eq!(usage.used.size(), Some(16_384));
        assert_eq!(usage.free.size(), Some(49_152));
        assert_eq!(usage.outside, set("10.1.0.0/24"));
        assert_eq!(usage.used_permille(), 250);
        assert_eq!(
            use_of_parent(net("::/0"), &PrefixSet::full()).used_permille(),
            1000
        );
        assert_eq!(
            use_of_parent(net("::/0"), &PrefixSet::empty()).used_permille(),
            0
        );
        assert_eq!(
            use_of_parent(net("::/0"), &set("8000::/1")).used_permille(),
            500
        );
        assert_eq!(
            use_of_parent(net("::/0"), &PrefixSet::full().difference(&set("::/128")))
                .used_permille(),
            999
        );
    }

    #[test]
    fn refuses_impossible_splits_and_joins() {
        let error = split_block(net("10.0.0.0/24"), 24).expect_err("nothing to split");
        assert_eq!(
            error.to_string(),
            "expected a prefix length from 25 to 32 to split 10.0.0.0/24, found 24"
        );
        let error = split_block(net("::/0"), 128).expect_err("too many");
        assert!(
            error
                .to_string()
                .starts_with("expected at most 65536 parts"),
            "{error}"
        );
        assert!(split_block_in_half(net("10.0.0.1/32")).is_err());
        assert!(join_blocks(net("10.0.1.0/24"), net("10.0.2.0/24")).is_err());
        assert!(join_blocks(net("10.0.0.0/24"), net("10.0.0.0/24")).is_err());
        assert!(join_blocks(net("10.0.0.0/24"), net("10.0.1.0/25")).is_err());
        assert!(join_blocks(net("0.0.0.0/0"), net("::/0")).is_err());
    }

    proptest! {
        #[test]
        fn a_free_block_is_free_aligned_and_the_lowest(
            used in prop::collection::vec((any::<u8>(), 24u8..=32), 0..10),
            length in 24u8..=32,
        ) {
            let parent = net("10.0.0.0/24");
            let used: PrefixSet = used
                .into_iter()
                .map(|(host, length)| IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(10, 0, 0, host), length)).trunc())
                .collect();
            let expected = parent
                .subnets(length)
                .expect("a length inside the parent")
                .find(|block| !used.overlaps(&PrefixSet::from(*block)));
            prop_assert_eq!(next_free_block(parent, &used, length), expected);
        }

        #[test]
        fn joining_undoes_halving(bits: u32, length in 0u8..32) {
            let block = IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::from_bits(bits), length)).trunc();
            let halves = split_block_in_half(block).expect("room for two");
            prop_assert_eq!(halves.len(), 2);
            prop_assert_eq!(join_blocks(halves[1], halves[0]), Ok(block));
        }
    }
}
