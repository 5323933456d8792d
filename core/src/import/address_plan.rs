//! The address plan as CSV: what a spreadsheet holds of a network, and what the app's own plan writes.

use ipnet::IpNet;
use serde_json::Value;

use super::{Import, Importer, Reader, Source, Whole};
use crate::catalog::room::{next_subnet_block, subnets_of};
use crate::edit::{Command, Mint, apply};
use crate::model::{Design, EntityId, RecordKind, Subnet, Vpc};

pub(super) const IMPORTER: Importer = Importer {
    name: "address-plan",
    title: "Address plan",
    takes: "CSV with the columns region, vpc, subnet, zone and cidrs",
    endings: &[".csv"],
    whole: Whole::Part,
    recognises: |source| {
        source.has_ending(".csv")
            || columns(source.text().lines().next().unwrap_or_default()) == COLUMNS
    },
    read: Reader::Each(read),
};

/// The columns of an address plan, as its first line names them.
pub const COLUMNS: &str = "region,vpc,subnet,zone,cidrs";

fn columns(line: &str) -> String {
    let mut line = line.trim().to_lowercase();
    line.retain(|letter| letter != ' ');
    line
}

/// Brings the design to a plan: VPCs and subnets are found by name, changed where they differ and added where there are
/// none. Nothing is deleted. A block `next` takes the next free one. A line that can't be taken is noted and left out.
fn read(source: &Source, design: &Design, mint: &mut Mint) -> Import {
    let mut import = Import::default();
    let text = source.text();
    let mut lines = text.lines().enumerate();
    let header = lines.next().map(|(_, line)| line).unwrap_or_default();
    if columns(header) != COLUMNS {
        import.note(
            1,
            format!("expected the columns {COLUMNS}, found {:?}", header.trim()),
        );
        return import;
    }
    let mut now = design.clone();
    for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        match line_commands(&now, mint, line) {
            Ok((after, commands)) => {
                now = after;
                import.commands.extend(commands);
            }
            Err(text) => import.note(index + 1, text),
        }
    }
    import
}

fn line_commands(
    design: &Design,
    mint: &mut Mint,
    line: &str,
) -> Result<(Design, Vec<Command>), String> {
    let cells = cells_of(line);
    let [region, vpc, subnet, zone, blocks] = cells.as_slice() else {
        return Err(format!("expected 5 cells, found {}", cells.len()));
    };
    let commands = row_commands(design, mint, [region, vpc, subnet, zone, blocks])?;
    let applied = apply(design, &commands).map_err(|error| error.to_string())?;
    Ok((applied.design, commands))
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

fn set_blocks(id: EntityId, blocks: &[IpNet]) -> Command {
    let blocks: Vec<String> = blocks.iter().map(ToString::to_string).collect();
    Command::set(id, "cidrs", blocks)
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
    use super::*;
    use crate::notation::parse;

    const MAIN: &str = "vpc main region=eu-west-1 cidrs=10.0.0.0/16\n  subnet a az=a cidrs=10.0.0.0/20\n  subnet b az=b cidrs=10.0.16.0/20\n";

    fn import(lines: &str) -> (Design, Vec<String>) {
        let design = parse(MAIN).unwrap();
        let text = format!("Region, VPC, Subnet, Zone, CIDRs\n{lines}");
        let import = read(
            &Source::new("plan.csv", text.as_bytes()),
            &design,
            &mut Mint::after(&design),
        );
        let after = apply(&design, &import.commands).unwrap().design;
        (
            after,
            import.notes.iter().map(ToString::to_string).collect(),
        )
    }

    fn blocks(design: &Design, name: &str) -> String {
        let mut subnets = design.all::<Subnet>();
        let subnet = subnets.find(|subnet| subnet.name == name).unwrap();
        subnet.cidrs[0].to_string()
    }

    #[test]
    fn lines_add_and_change() {
        let (design, notes) = import(
            "eu-west-1,main,a,c,10.0.32.0/20\neu-west-1,main,new,a,next\neu-west-1,\"third, one\",,,10.7.0.0/16\n",
        );
        assert_eq!(notes, Vec::<String>::new());
        assert_eq!(blocks(&design, "a"), "10.0.32.0/20");
        assert_eq!(
            blocks(&design, "new"),
            "10.0.0.0/20",
            "freed by the line before"
        );
        assert!(design.all::<Vpc>().any(|vpc| vpc.name == "third, one"));
    }

    #[test]
    fn a_bad_line_is_noted_and_the_others_are_taken() {
        let (design, notes) = import(
            "eu-west-1,main,,,ten\n,nowhere,a,a,10.0.0.0/24\neu-west-1,main,new,a,10.0.64.0/20\nshort\n",
        );
        assert_eq!(blocks(&design, "new"), "10.0.64.0/20");
        assert_eq!(notes.len(), 3, "{notes:?}");
        assert!(notes[0].starts_with("line 2: expected a CIDR block"));
        assert!(notes[1].starts_with("line 3: there is no VPC called"));
        assert_eq!(notes[2], "line 5: expected 5 cells, found 1");
    }

    #[test]
    fn other_columns_are_one_note() {
        let design = Design::new("");
        let import = read(
            &Source::new("plan.csv", b"name\nx\n"),
            &design,
            &mut Mint::after(&design),
        );
        assert!(import.commands.is_empty());
        assert_eq!(import.notes.len(), 1);
        assert!(
            import.notes[0]
                .to_string()
                .starts_with("line 1: expected the columns")
        );
    }

    #[test]
    fn cells_may_be_quoted_and_are_no_formulas() {
        assert_eq!(cells_of("'=1+1,\"a \"\"b\"\", c\""), ["=1+1", "a \"b\", c"]);
    }
}
