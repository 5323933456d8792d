//! The address plan: regions, VPCs and subnets with what is used and free; split and join; CSV in and out.

use std::collections::BTreeMap;

use ipnet::IpNet;
use netwright_core::edit::{Command, Mint};
use netwright_core::import::COLUMNS;
use netwright_core::model::{Design, EntityId, Kind, Subnet, Vpc};
use netwright_core::net::{join_blocks, split_block_in_half};
use netwright_core::order;
use serde_json::json;

use super::address::{size, subnets_of};

/// A region of the table. Sums are of IPv4: of IPv6 there is always enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRegion {
    pub region: String,
    /// Addresses in the blocks of its VPCs.
    pub total: u128,
    /// Of these, given to subnets.
    pub used: u128,
    /// VPCs, each followed by its subnets.
    pub rows: Vec<PlanRow>,
}

/// A VPC or a subnet. How full it is costs more to tell ([`super::address::block_use`]), and is asked of what is in view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    pub id: EntityId,
    pub name: String,
    /// The letter of a subnet's zone.
    pub zone: String,
    pub blocks: Vec<IpNet>,
}

impl PlanRegion {
    /// `2 VPCs, 1 subnet`.
    pub fn text(&self) -> String {
        let vpcs = self.rows.iter().filter(|row| row.id.kind == Kind::Vpc);
        let vpcs = vpcs.count();
        let of = |count: usize, what: &str| {
            let several = if count == 1 { "" } else { "s" };
            format!("{count} {what}{several}")
        };
        let subnets = self.rows.len() - vpcs;
        format!("{}, {}", of(vpcs, "VPC"), of(subnets, "subnet"))
    }
}

/// Regions by name, their VPCs by block and name, each followed by its subnets by block.
pub fn plan(design: &Design) -> Vec<PlanRegion> {
    let mut vpcs: Vec<&Vpc> = design.all::<Vpc>().collect();
    order::sort_by(&mut vpcs, |left, right| {
        left.region
            .cmp(&right.region)
            .then_with(|| left.cidrs.first().cmp(&right.cidrs.first()))
            .then_with(|| left.name.cmp(&right.name))
    });
    let mut inside: BTreeMap<EntityId, Vec<&Subnet>> = BTreeMap::new();
    for subnet in design.all::<Subnet>() {
        inside.entry(subnet.vpc.entity()).or_default().push(subnet);
    }
    let mut regions: Vec<PlanRegion> = Vec::new();
    for vpc in vpcs {
        let id = vpc.id.entity();
        if regions.last().is_none_or(|last| last.region != vpc.region) {
            regions.push(PlanRegion {
                region: vpc.region.clone(),
                total: 0,
                used: 0,
                rows: Vec::new(),
            });
        }
        let Some(region) = regions.last_mut() else {
            continue;
        };
        region.total += ipv4_addresses(&vpc.cidrs);
        region.rows.push(PlanRow {
            id,
            name: vpc.name.clone(),
            zone: String::new(),
            blocks: vpc.cidrs.clone(),
        });
        let mut subnets = inside.remove(&id).unwrap_or_default();
        order::sort_by(&mut subnets, |left, right| {
            let first = left.cidrs.first().cmp(&right.cidrs.first());
            first.then_with(|| left.name.cmp(&right.name))
        });
        for subnet in subnets {
            region.used += ipv4_addresses(&subnet.cidrs);
            region.rows.push(PlanRow {
                id: subnet.id.entity(),
                name: subnet.name.clone(),
                zone: subnet.az.clone(),
                blocks: subnet.cidrs.clone(),
            });
        }
    }
    regions
}

fn ipv4_addresses(blocks: &[IpNet]) -> u128 {
    let ipv4 = blocks.iter().filter(|block| matches!(block, IpNet::V4(_)));
    ipv4.map(|block| size(*block)).sum()
}

/// Commands that cut a subnet's IPv4 block in two: it keeps the lower half, a new subnet beside it gets the upper one.
///
/// # Errors
/// Says why there is nothing to cut.
pub fn split(design: &Design, mint: &mut Mint, id: EntityId) -> Result<Vec<Command>, String> {
    let subnet = id
        .typed::<Subnet>()
        .and_then(|id| design.get(id))
        .ok_or_else(|| format!("expected a subnet, found {id}"))?;
    let (at, block) = to_split(subnet)?;
    let halves = split_block_in_half(block).map_err(|error| error.to_string())?;
    let mut upper = subnet.clone();
    upper.id = mint.id();
    upper.name = format!("{}-2", subnet.name);
    upper.cidrs = vec![halves[1]];
    upper.meta.aws_id.clear();
    upper.meta.arn.clear();
    let mut blocks = subnet.cidrs.clone();
    blocks[at] = halves[0];
    Ok(vec![set_blocks(id, &blocks), Command::insert(upper)])
}

/// Why a subnet can't be split, where it can't.
pub fn why_whole(design: &Design, id: EntityId) -> Option<String> {
    to_split(design.get(id.typed::<Subnet>()?)?).err()
}

fn to_split(subnet: &Subnet) -> Result<(usize, IpNet), String> {
    let (at, block) = ipv4_of(subnet)?;
    if block.prefix_len() >= 28 {
        return Err(format!("a subnet is /28 or larger: {block} can't be split"));
    }
    Ok((at, block))
}

/// Commands that join two halves of a block: the first subnet gets the whole, the second one goes.
///
/// # Errors
/// Says why the two can't be one.
pub fn join(design: &Design, one: EntityId, other: EntityId) -> Result<Vec<Command>, String> {
    let subnet = |id: EntityId| {
        id.typed::<Subnet>()
            .and_then(|id| design.get(id))
            .ok_or_else(|| format!("expected a subnet, found {id}"))
    };
    let (first, second) = (subnet(one)?, subnet(other)?);
    if first.vpc != second.vpc || first.az != second.az {
        return Err("subnets are joined within one VPC and zone".to_owned());
    }
    let ((at, block), (_, other_block)) = (ipv4_of(first)?, ipv4_of(second)?);
    let whole = join_blocks(block, other_block).map_err(|error| error.to_string())?;
    let in_use: Vec<EntityId> = design.referrers(other);
    if let Some(user) = in_use.first() {
        return Err(format!(
            "{} is in use by {user}",
            if second.name.is_empty() {
                other.to_string()
            } else {
                second.name.clone()
            }
        ));
    }
    let mut blocks = first.cidrs.clone();
    blocks[at] = whole;
    Ok(vec![Command::Delete(vec![other]), set_blocks(one, &blocks)])
}

/// The subnet that `id` can be joined with, if there is one.
pub fn other_half(design: &Design, id: EntityId) -> Option<EntityId> {
    let subnet = design.get(id.typed::<Subnet>()?)?;
    let (_, block) = ipv4_of(subnet).ok()?;
    let others = subnets_of(design, subnet.vpc.entity())
        .filter(|other| other.id != subnet.id && other.az == subnet.az);
    let mut fits = others
        .filter(|other| ipv4_of(other).is_ok_and(|(_, other)| join_blocks(block, other).is_ok()));
    fits.next().map(|other| other.id.entity())
}

fn ipv4_of(subnet: &Subnet) -> Result<(usize, IpNet), String> {
    let found = subnet
        .cidrs
        .iter()
        .position(|block| matches!(block, IpNet::V4(_)));
    found
        .map(|at| (at, subnet.cidrs[at]))
        .ok_or_else(|| format!("{} has no IPv4 block", subnet.id))
}

fn set_blocks(id: EntityId, blocks: &[IpNet]) -> Command {
    let texts: Vec<String> = blocks.iter().map(ToString::to_string).collect();
    Command::set(id, "cidrs", json!(texts))
}

/// The plan as CSV: one line a VPC and one a subnet; several blocks are separated by spaces.
pub fn to_csv(design: &Design) -> String {
    let mut text = format!("{COLUMNS}\n");
    let mut vpc = String::new();
    for (region, row) in plan(design)
        .iter()
        .flat_map(|region| region.rows.iter().map(|row| (&region.region, row)))
    {
        let blocks: Vec<String> = row.blocks.iter().map(ToString::to_string).collect();
        let is_vpc = row.id.kind == Kind::Vpc;
        if is_vpc {
            vpc.clone_from(&row.name);
        }
        let cells = [
            region.as_str(),
            &vpc,
            if is_vpc { "" } else { &row.name },
            &row.zone,
            &blocks.join(" "),
        ];
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        text += &cells.join(",");
        text.push('\n');
    }
    text
}

/// A cell that no spreadsheet takes for a formula, quoted where it must be.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t']);
    let cell = if formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use netwright_core::edit::History;
    use netwright_core::import::{self, Source};
    use netwright_core::notation::parse;

    use super::*;
    use crate::view_models::address::block_use;

    fn sample() -> History {
        History::new(parse("vpc main region=eu-west-1 cidrs=10.0.0.0/16\n  subnet a az=a cidrs=10.0.0.0/20\n  subnet b az=b cidrs=10.0.16.0/20\nvpc east region=eu-central-1 cidrs=10.1.0.0/16\n").expect("a design"))
    }

    fn subnet(design: &Design, name: &str) -> EntityId {
        design
            .all::<Subnet>()
            .find(|subnet| subnet.name == name)
            .expect(name)
            .id
            .entity()
    }

    #[test]
    fn rows_are_by_region_and_block() {
        let history = sample();
        let regions = plan(history.design());
        let rows = regions.iter().flat_map(|region| &region.rows);
        let names: Vec<_> = rows.map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["east", "main", "a", "b"]);
        let sums: Vec<_> = regions
            .iter()
            .map(|region| (region.text(), region.total, region.used))
            .collect();
        assert_eq!(sums[0], ("1 VPC, 0 subnets".to_owned(), 65_536, 0));
        assert_eq!(sums[1], ("1 VPC, 2 subnets".to_owned(), 65_536, 8192));
    }

    #[test]
    fn splitting_and_joining_are_inverse() {
        let mut history = sample();
        let a = subnet(history.design(), "a");
        let design = history.design().clone();
        let commands = split(&design, &mut history.mint, a).expect("split");
        history.commit("Split", &commands).expect("applied");
        let design = history.design().clone();
        let upper = subnet(&design, "a-2");
        assert_eq!(
            block_use(&design, upper)[0].block.to_string(),
            "10.0.8.0/21"
        );
        assert_eq!(other_half(&design, a), Some(upper));
        history
            .commit("Join", &join(&design, a, upper).expect("join"))
            .expect("applied");
        assert_eq!(
            block_use(history.design(), a)[0].block.to_string(),
            "10.0.0.0/20"
        );
        assert!(
            join(&design, a, subnet(&design, "b")).is_err(),
            "another zone"
        );
    }

    #[test]
    fn csv_out_and_in_changes_nothing() {
        let mut history = sample();
        let text = to_csv(history.design());
        assert_eq!(text.lines().nth(3), Some("eu-west-1,main,a,a,10.0.0.0/20"));
        let design = history.design().clone();
        let source = Source::new("plan.csv", text.as_bytes());
        let import = import::import(&source, None, &design, &mut history.mint).expect("recognised");
        assert_eq!((import.commands, import.notes), (Vec::new(), Vec::new()));
    }

    #[test]
    fn the_smallest_subnet_stays_whole() {
        let design = parse("vpc main cidrs=10.0.0.0/16\n  subnet a az=a cidrs=10.0.0.0/28\n  subnet b az=a cidrs=10.0.1.0/27\n")
            .expect("a design");
        let why = why_whole(&design, subnet(&design, "a")).expect("a reason");
        assert!(why.contains("10.0.0.0/28 can't be split"), "{why}");
        assert_eq!(why_whole(&design, subnet(&design, "b")), None);
    }

    #[test]
    fn names_are_never_formulas() {
        assert_eq!(quoted("=1+1"), "'=1+1");
    }
}
