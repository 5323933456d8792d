//! Room for something new: the next free block of addresses for a VPC or a subnet.

use std::str::FromStr;

use ipnet::IpNet;
use serde_json::Value;

use crate::model::{Design, EntityId, Id, Kind, Record, Subnet, Vpc};
use crate::net::{PrefixSet, next_free_block};

/// Where new VPCs take their blocks from unless told otherwise (RFC 1918).
const PRIVATE_SPACE: &str = "10.0.0.0/8";

/// The next free block for a new subnet of `vpc`: a sixteenth of the VPC's block or the size of the last subnet.
pub fn next_subnet_block(
    design: &Design,
    vpc: EntityId,
    except: Option<EntityId>,
) -> Option<IpNet> {
    let siblings = || subnets_of(design, vpc).filter(|subnet| Some(subnet.id.entity()) != except);
    let used: PrefixSet = siblings().flat_map(|subnet| subnet.cidrs.clone()).collect();
    let last = siblings().last().and_then(|subnet| {
        subnet
            .cidrs
            .iter()
            .find(|block| matches!(block, IpNet::V4(_)))
    });
    let blocks = blocks_of(design, vpc);
    blocks
        .iter()
        .filter(|block| matches!(block, IpNet::V4(_)))
        .find_map(|block| {
            let usual = last
                .map_or(block.prefix_len() + 4, IpNet::prefix_len)
                .clamp(block.prefix_len().clamp(16, 28), 28);
            (usual..=28).find_map(|length| next_free_block(*block, &used, length))
        })
}

/// The next free block for a new VPC: a /16 of 10.0.0.0/8 that no VPC or site has yet.
pub fn next_vpc_block(design: &Design, except: Option<EntityId>) -> Option<IpNet> {
    let holders = design
        .rows(Kind::Vpc)
        .chain(design.rows(Kind::Site))
        .map(Record::id);
    let used: PrefixSet = holders
        .filter(|id| Some(*id) != except)
        .flat_map(|id| blocks_of(design, id))
        .collect();
    let space = IpNet::from_str(PRIVATE_SPACE).ok()?;
    (16..=28).find_map(|length| next_free_block(space, &used, length))
}

/// The blocks of a record's `cidrs`.
pub fn blocks_of(design: &Design, id: EntityId) -> Vec<IpNet> {
    // Asked about every VPC of a large design at each edit: not by way of JSON.
    let known = id.typed().and_then(|vpc: Id<Vpc>| design.get(vpc));
    if let Some(vpc) = known {
        return vpc.cidrs.clone();
    }
    let value = design.record(id).and_then(|record| record.field("cidrs"));
    let items = value
        .as_ref()
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    items
        .filter_map(|item| item.as_str()?.parse().ok())
        .collect()
}

/// The subnets of a VPC, by number.
pub fn subnets_of(design: &Design, vpc: EntityId) -> impl Iterator<Item = &Subnet> {
    let vpc = vpc.typed::<Vpc>();
    design
        .all::<Subnet>()
        .filter(move |subnet| Some(subnet.vpc) == vpc)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::parse;

    fn first(design: &Design, kind: Kind) -> EntityId {
        design.rows(kind).next().expect("a record").id()
    }

    #[test]
    fn a_full_vpc_offers_smaller_blocks_and_then_none() {
        let mut text = String::from("vpc main cidrs=10.0.0.0/24\n");
        assert_eq!(
            next_subnet_block(
                &parse(&text).expect("a design"),
                first(&parse(&text).expect("a design"), Kind::Vpc),
                None
            )
            .map(|block| block.to_string())
            .as_deref(),
            Some("10.0.0.0/28")
        );
        text += "  subnet a az=a cidrs=10.0.0.0/25\n  subnet b az=b cidrs=10.0.0.128/26\n";
        let design = parse(&text).expect("a design");
        assert_eq!(
            next_subnet_block(&design, first(&design, Kind::Vpc), None)
                .map(|block| block.to_string())
                .as_deref(),
            Some("10.0.0.192/26")
        );
        text += "  subnet c az=c cidrs=10.0.0.192/26\n";
        let design = parse(&text).expect("a design");
        assert_eq!(
            next_subnet_block(&design, first(&design, Kind::Vpc), None),
            None
        );
    }
}
