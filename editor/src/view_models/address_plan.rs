//! The address plan: regions, VPCs and subnets with what is used and free; split and join; CSV in and out.

use std::collections::BTreeMap;

use ipnet::IpNet;
use netwright_core::edit::{Command, Mint};
use netwright_core::model::{Design, EntityId, Kind, RecordKind, Subnet, Vpc};
use netwright_core::net::{join_blocks, split_block_in_half};
use netwright_core::order;
use serde_json::{Value, json};

use super::address::{BlockUse, block_use, next_subnet_block, subnets_of};

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    pub region: String,
    pub id: EntityId,
    pub name: String,
    /// The letter of a subnet's zone.
    pub zone: String,
    pub usage: Vec<BlockUse>,
}

/// VPCs by region, block and name, each followed by its subnets by block.
pub fn plan(design: &Design) -> Vec<PlanRow> {
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
    let mut rows = Vec::new();
    for vpc in vpcs {
        let id = vpc.id.entity();
        rows.push(PlanRow {
            region: vpc.region.clone(),
            id,
            name: vpc.name.clone(),
            zone: String::new(),
            usage: block_use(design, id),
        });
        let mut subnets = inside.remove(&id).unwrap_or_default();
        order::sort_by(&mut subnets, |left, right| {
            let first = left.cidrs.first().cmp(&right.cidrs.first());
            first.then_with(|| left.name.cmp(&right.name))
        });
        for subnet in subnets {
            let id = subnet.id.entity();
            rows.push(PlanRow {
                region: vpc.region.clone(),
                id,
                name: subnet.name.clone(),
                zone: subnet.az.clone(),
                usage: block_use(design, id),
            });
        }
    }
    rows
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
    let (at, block) = ipv4_of(subnet)?;
    if block.prefix_len() >= 28 {
        return Err(format!("a subnet is /28 or larger: {block} can't be split"));
    }
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

const COLUMNS: &str = "region,vpc,subnet,zone,cidrs";

/// The plan as CSV: one line a VPC and one a subnet; several blocks are separated by spaces.
pub fn to_csv(design: &Design) -> String {
    let mut text = format!("{COLUMNS}\n");
    let mut vpc = String::new();
    for row in plan(design) {
        let blocks: Vec<String> = row
            .usage
            .iter()
            .map(|usage| usage.block.to_string())
            .collect();
        let is_vpc = row.id.kind == Kind::Vpc;
        if is_vpc {
            vpc.clone_from(&row.name);
        }
        let cells = [
            row.region.as_str(),
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

/// Commands that bring the design to a plan: VPCs and subnets are found by name, changed where they differ and added
/// where there are none. Nothing is deleted. A block `next` or `/20` takes the next free one of that size.
///
/// # Errors
/// One line that says what is wrong in which line; nothing is changed then.
pub fn from_csv(design: &Design, mint: &mut Mint, text: &str) -> Result<Vec<Command>, String> {
    let mut now = design.clone();
    let mut all = Vec::new();
    let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let header = lines
        .next()
        .map(|(_, line)| line.trim().to_lowercase())
        .unwrap_or_default();
    if header.replace(' ', "") != COLUMNS {
        return Err(format!(
            "line 1: expected the columns {COLUMNS}, found {header:?}"
        ));
    }
    for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let number = index + 1;
        let cells = cells_of(line);
        let [region, vpc, subnet, zone, blocks] = cells.as_slice() else {
            return Err(format!(
                "line {number}: expected 5 cells, found {}",
                cells.len()
            ));
        };
        let commands = row_commands(&now, mint, [region, vpc, subnet, zone, blocks])
            .map_err(|error| format!("line {number}: {error}"))?;
        now = netwright_core::edit::apply(&now, &commands)
            .map_err(|error| format!("line {number}: {error}"))?
            .design;
        all.extend(commands);
    }
    Ok(all)
}

fn row_commands(
    design: &Design,
    mint: &mut Mint,
    [region, vpc, subnet, zone, blocks]: [&str; 5],
) -> Result<Vec<Command>, String> {
    if vpc.is_empty() {
        return Err("expected the name of a VPC".to_owned());
    }
    let mut known = design
        .all::<Vpc>()
        .filter(|known| known.name == vpc && (region.is_empty() || known.region == region));
    let found = known.next();
    if found.is_some() && known.next().is_some() {
        return Err(format!("several VPCs are called {vpc:?}"));
    }
    if subnet.is_empty() {
        let blocks = parse_blocks(blocks, || None)?;
        return Ok(match found {
            Some(found) if found.cidrs == blocks => Vec::new(),
            Some(found) => vec![set_blocks(found.id.entity(), &blocks)],
            None => {
                let mut record = Vpc::new(mint.id());
                vpc.clone_into(&mut record.name);
                if !region.is_empty() {
                    region.clone_into(&mut record.region);
                }
                record.cidrs = blocks;
                vec![Command::insert(record)]
            }
        });
    }
    let found = found.ok_or_else(|| {
        format!("there is no VPC called {vpc:?}; its line goes before those of its subnets")
    })?;
    let mut known = subnets_of(design, found.id.entity()).filter(|known| known.name == subnet);
    let there = known.next();
    if there.is_some() && known.next().is_some() {
        return Err(format!("several subnets of {vpc:?} are called {subnet:?}"));
    }
    let free = || {
        next_subnet_block(
            design,
            found.id.entity(),
            there.map(|subnet| subnet.id.entity()),
        )
    };
    let blocks = parse_blocks(blocks, free)?;
    let Some(there) = there else {
        let mut record = Subnet::new(mint.id());
        subnet.clone_into(&mut record.name);
        record.vpc = found.id;
        if !zone.is_empty() {
            zone.clone_into(&mut record.az);
        }
        record.cidrs = blocks;
        return Ok(vec![Command::insert(record)]);
    };
    let id = there.id.entity();
    let mut commands = Vec::new();
    if there.cidrs != blocks {
        commands.push(set_blocks(id, &blocks));
    }
    if !zone.is_empty() && there.az != zone {
        commands.push(Command::set(id, "az", Value::from(zone)));
    }
    Ok(commands)
}

fn parse_blocks(text: &str, free: impl Fn() -> Option<IpNet>) -> Result<Vec<IpNet>, String> {
    let block = |word: &str| match word {
        "next" => free().ok_or_else(|| "there is no free block left".to_owned()),
        _ => word
            .parse()
            .map_err(|_| format!("expected a CIDR block such as 10.0.0.0/16, found {word:?}")),
    };
    text.split_whitespace().map(block).collect()
}

/// The cells of one line: quoted ones may hold commas and doubled quotes.
fn cells_of(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.trim_end_matches('\r').chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(cell) = cells.last_mut() else { break };
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cell.push(other),
        }
    }
    // The apostrophe that kept a cell from being a formula is not part of it.
    let plain = |cell: String| match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t']) => rest.to_owned(),
        _ => cell.trim().to_owned(),
    };
    cells.into_iter().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use netwright_core::edit::{History, apply};
    use netwright_core::notation::parse;

    use super::*;

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
        let names: Vec<_> = plan(history.design())
            .into_iter()
            .map(|row| row.name)
            .collect();
        assert_eq!(names, ["east", "main", "a", "b"]);
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
        assert_eq!(from_csv(&design, &mut history.mint, &text), Ok(Vec::new()));
    }

    #[test]
    fn csv_adds_and_changes() {
        let mut history = sample();
        let design = history.design().clone();
        let text = "region,vpc,subnet,zone,cidrs\neu-west-1,main,a,c,10.0.32.0/20\neu-west-1,main,new,a,next\neu-west-1,\"third, one\",,,10.7.0.0/16\n";
        let commands = from_csv(&design, &mut history.mint, text).expect("commands");
        let after = apply(&design, &commands).expect("applied").design;
        let added = after
            .get(subnet(&after, "new").typed::<Subnet>().expect("a subnet"))
            .expect("there");
        assert_eq!(
            added.cidrs[0].to_string(),
            "10.0.0.0/20",
            "freed by the line before"
        );
        assert!(after.all::<Vpc>().any(|vpc| vpc.name == "third, one"));
    }

    #[test]
    fn bad_csv_says_which_line() {
        let mut history = sample();
        let design = history.design().clone();
        let mut error =
            |text: &str| from_csv(&design, &mut history.mint, text).expect_err("refused");
        assert!(error("name\n").starts_with("line 1: expected the columns"));
        assert!(
            error("region,vpc,subnet,zone,cidrs\neu-west-1,main,,,ten\n")
                .starts_with("line 2: expected a CIDR block")
        );
        assert!(
            error("region,vpc,subnet,zone,cidrs\n,nowhere,a,a,10.0.0.0/24\n")
                .contains("there is no VPC called")
        );
    }

    #[test]
    fn names_are_never_formulas() {
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(cells_of("'=1+1,\"a \"\"b\"\", c\""), ["=1+1", "a \"b\", c"]);
    }
}
