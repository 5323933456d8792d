//! The address plan of an estate: one /12 of 10.0.0.0/8 for each hub, cut so that blocks never overlap.

use std::net::Ipv4Addr;

use ipnet::{IpNet, Ipv4Net};

/// Blocks of one hub still to be handed out. The /12 is cut by size: a quarter into /20, a quarter into /21, what
/// is left, save the last /20, into /22.
#[derive(Debug, Clone)]
pub(super) struct Blocks {
    base: u32,
    used: [u32; 3],
}

/// Size, first address in the /12 and number of blocks, largest first.
const CUTS: [(u8, u32, u32); 3] = [(20, 0, 64), (21, 64 << 12, 128), (22, 128 << 12, 508)];

impl Blocks {
    /// The blocks of hub number `hub`, 0 to 15.
    pub(super) fn new(hub: usize) -> Self {
        let hub = u32::try_from(hub.min(15)).unwrap_or(0);
        Self {
            base: 0x0a00_0000 + (hub << 20),
            used: [0; 3],
        }
    }

    /// All addresses of the hub.
    pub(super) fn all(&self) -> IpNet {
        block(self.base, 12)
    }

    /// The last /20, which is for shared services.
    pub(super) fn shared(&self) -> IpNet {
        block(self.base + (255 << 12), 20)
    }

    /// A block of about this size: 0 for /20, 1 for /21, 2 for /22; a smaller or larger one where these are gone.
    pub(super) fn take(&mut self, size: usize) -> IpNet {
        let order = (size..CUTS.len()).chain((0..size).rev());
        for index in order {
            let (prefix, first, count) = CUTS[index];
            if self.used[index] < count {
                let address = self.base + first + (self.used[index] << (32 - prefix));
                self.used[index] += 1;
                return block(address, prefix);
            }
        }
        self.all() // 700 blocks for at most 500 VPCs: never reached
    }
}

/// Part `index` of `block` when it is cut into blocks of this prefix length.
pub(super) fn part(whole: IpNet, prefix: u8, index: u32) -> IpNet {
    let IpNet::V4(whole) = whole else {
        return whole;
    };
    block(
        u32::from(whole.network()) + (index << (32 - prefix)),
        prefix,
    )
}

/// The block at this address.
pub(super) fn block(address: u32, prefix: u8) -> IpNet {
    let address = Ipv4Addr::from(address);
    Ipv4Net::new(address, prefix).map_or_else(
        |_| IpNet::V4(Ipv4Net::from(address)),
        |net| IpNet::V4(net.trunc()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_hundred_blocks_never_overlap() {
        let mut blocks = Blocks::new(3);
        let mut taken = vec![blocks.shared()];
        for turn in 0..700 {
            taken.push(blocks.take(turn % 3));
        }
        taken.sort();
        for pair in taken.windows(2) {
            assert!(
                !pair[0].contains(&pair[1]) && pair[0].prefix_len() >= 20,
                "{pair:?}"
            );
        }
        assert!(taken.iter().all(|block| blocks.all().contains(block)));
    }

    #[test]
    fn parts_follow_one_another() {
        let whole = "10.0.16.0/20".parse().unwrap();
        assert_eq!(part(whole, 24, 2).to_string(), "10.0.18.0/24");
    }
}
