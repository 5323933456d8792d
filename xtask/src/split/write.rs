//! The two parts, written.

use super::binary::{list, number, section, signed, sized};
use super::module::Module;
use super::plan::Plan;
use crate::run::Outcome;

/// The import that fetches the later part: `fetchLater` of `app/src/later.js`, called with 1 for "now".
const FETCH: &str = "fetchlater";
/// Under which module the later part imports what the first one exports.
const FROM: &str = "page";

/// The first part: the program's memory, imports and exports, and a flag that says whether the later part is there.
pub(super) fn first(module: &Module, plan: &Plan) -> Outcome<Vec<u8>> {
    let is_fetch = |name: &str| name.replace('_', "").to_lowercase().contains(FETCH);
    let fetch = module
        .imports
        .iter()
        .position(|import| is_fetch(&import.name));
    let fetch = fetch.ok_or("the page does not import `fetchLater`")?;
    // Two functions' worth of what the whole had not: a type, a function with it, a flag.
    let ensure = module.functions.len();
    let flag = module.globals.len();

    let mut out = header(module, &[&[0x60, 0, 0]]);
    let imports: Vec<&[u8]> = module.imports.iter().map(|import| import.written).collect();
    section(&mut out, 2, &list(&imports));
    let types = module.functions[module.imports.len()..].iter().copied();
    section(&mut out, 3, &numbers(types.chain([module.types.len()])));
    section(&mut out, 4, &tables(module, plan));
    section(&mut out, 5, &list(&module.memories));
    let mut globals: Vec<&[u8]> = module.globals.iter().map(|global| global.written).collect();
    globals.push(&[0x7f, 1, 0x41, 0, 0x0b]);
    section(&mut out, 6, &list(&globals));
    let mut exports: Vec<Vec<u8>> = module
        .exports
        .iter()
        .map(|export| export.to_vec())
        .collect();
    for (kind, letter, count) in shared(module) {
        exports
            .extend((0..count).map(|index| export(&plan.shared_name(letter, index), kind, index)));
    }
    exports.push(export("later", 3, flag));
    section(&mut out, 7, &list(&exports));
    section(&mut out, 8, module.start.unwrap_or_default());
    let mut elements: Vec<Vec<u8>> = module
        .elements
        .iter()
        .map(|run| element(run.offset, &run.functions))
        .collect();
    elements.push(element(plan.first_added, &plan.added));
    section(&mut out, 9, &list(&elements));
    section(&mut out, 12, module.data_count);
    let mut bodies = bodies(module, plan, false, Some(ensure))?;
    // Unless the flag is set: fetch, now.
    let mut body = vec![0, 0x23];
    number(&mut body, flag);
    body.extend([0x45, 0x04, 0x40, 0x41, 1, 0x10]);
    number(&mut body, fetch);
    body.extend([0x0b, 0x0b]);
    bodies.push(with_size(&body));
    section(&mut out, 10, &list(&bodies));
    section(&mut out, 11, module.data);
    for custom in module.customs.iter().chain([&module.written_names]) {
        section(&mut out, 0, custom);
    }
    Ok(out)
}

/// The later part: nothing of its own but functions, which it puts into the table.
pub(super) fn later(module: &Module, plan: &Plan) -> Outcome<Vec<u8>> {
    let mut out = header(module, &[]);
    let mut imports = Vec::new();
    for (index, table) in module.tables.iter().enumerate() {
        let mut kind = vec![1];
        kind.extend(limits(table.of, grown(index, table.least, plan), None));
        imports.push(import(&plan.shared_name('t', index), &kind));
    }
    for (index, memory) in module.memories.iter().enumerate() {
        imports.push(import(
            &plan.shared_name('m', index),
            &[&[2][..], memory].concat(),
        ));
    }
    for (index, global) in module.globals.iter().enumerate() {
        imports.push(import(
            &plan.shared_name('g', index),
            &[&[3][..], global.kind].concat(),
        ));
    }
    section(&mut out, 2, &list(&imports));
    section(&mut out, 3, &numbers(module.functions.iter().copied()));
    section(&mut out, 9, &list(&brought(module, plan)));
    section(&mut out, 10, &list(&bodies(module, plan, true, None)?));
    for custom in module.customs.iter().chain([&module.written_names]) {
        section(&mut out, 0, custom);
    }
    Ok(out)
}

fn header(module: &Module, added: &[&[u8]]) -> Vec<u8> {
    let mut out = b"\0asm\x01\0\0\0".to_vec();
    let types: Vec<&[u8]> = module.types.iter().chain(added).copied().collect();
    section(&mut out, 1, &list(&types));
    out
}

/// What the first part exports for the later one: the kind, a letter for the name, how many there are.
fn shared(module: &Module) -> [(u8, char, usize); 3] {
    [
        (1, 't', module.tables.len()),
        (2, 'm', module.memories.len()),
        (3, 'g', module.globals.len()),
    ]
}

/// Bodies of all functions that have one in this part: its own as they are, the other's as far as they are called.
fn bodies(
    module: &Module,
    plan: &Plan,
    is_later: bool,
    ensure: Option<usize>,
) -> Outcome<Vec<Vec<u8>>> {
    let imported = module.imports.len();
    let called = if is_later { &plan.left } else { &plan.entered };
    // In the later part the imported ones have bodies as well.
    let start = if is_later { 0 } else { imported };
    (start..module.functions.len())
        .map(|function| {
            if plan.later[function] == is_later
                && let Some(body) = function.checked_sub(imported)
            {
                return Ok(with_size(module.bodies[body]));
            }
            if called.contains(&function) {
                return through_table(module, plan, function, ensure);
            }
            Ok(with_size(&[0, 0x00, 0x0b]))
        })
        .collect()
}

/// A body that calls what the table has for the function.
fn through_table(
    module: &Module,
    plan: &Plan,
    function: usize,
    ensure: Option<usize>,
) -> Outcome<Vec<u8>> {
    let place = plan
        .places
        .get(&function)
        .ok_or("a function has no place in the table")?;
    let type_of = module.type_of(function)?;
    let mut body = vec![0];
    if let Some(ensure) = ensure {
        body.push(0x10);
        number(&mut body, ensure);
    }
    for parameter in 0..module.parameters[type_of] {
        body.push(0x20);
        number(&mut body, parameter);
    }
    body.push(0x41);
    signed(&mut body, *place);
    body.push(0x11);
    number(&mut body, type_of);
    body.extend([0, 0x0b]);
    Ok(with_size(&body))
}

/// The places of the table that the later part fills, runs of neighbours together.
fn brought(module: &Module, plan: &Plan) -> Vec<Vec<u8>> {
    let whole = module
        .elements
        .iter()
        .map(|element| (element.offset, element.functions.as_slice()));
    let mut runs: Vec<(usize, Vec<usize>)> = Vec::new();
    for (offset, functions) in whole.chain([(plan.first_added, plan.added.as_slice())]) {
        for (place, function) in functions
            .iter()
            .enumerate()
            .filter(|(_, function)| plan.later[**function])
        {
            match runs.last_mut() {
                Some((start, run)) if *start + run.len() == offset + place => run.push(*function),
                _ => runs.push((offset + place, vec![*function])),
            }
        }
    }
    runs.iter()
        .map(|(offset, functions)| element(*offset, functions))
        .collect()
}

fn tables(module: &Module, plan: &Plan) -> Vec<u8> {
    let tables = module.tables.iter().enumerate().map(|(index, table)| {
        let least = grown(index, table.least, plan);
        limits(table.of, least, table.most.map(|most| most.max(least)))
    });
    list(&tables.collect::<Vec<_>>())
}

/// How many places a table has at least: the first one has those that were added.
fn grown(index: usize, least: usize, plan: &Plan) -> usize {
    if index == 0 {
        plan.first_added + plan.added.len()
    } else {
        least
    }
}

fn limits(of: u8, least: usize, most: Option<usize>) -> Vec<u8> {
    let mut out = vec![of, u8::from(most.is_some())];
    number(&mut out, least);
    if let Some(most) = most {
        number(&mut out, most);
    }
    out
}

fn export(name: &str, kind: u8, index: usize) -> Vec<u8> {
    let mut out = Vec::new();
    sized(&mut out, name.as_bytes());
    out.push(kind);
    number(&mut out, index);
    out
}

fn import(name: &str, kind: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    sized(&mut out, FROM.as_bytes());
    sized(&mut out, name.as_bytes());
    out.extend_from_slice(kind);
    out
}

fn element(offset: usize, functions: &[usize]) -> Vec<u8> {
    let mut out = vec![0, 0x41];
    signed(&mut out, offset);
    out.push(0x0b);
    number(&mut out, functions.len());
    for function in functions {
        number(&mut out, *function);
    }
    out
}

fn numbers(all: impl Iterator<Item = usize>) -> Vec<u8> {
    let written: Vec<Vec<u8>> = all
        .map(|one| {
            let mut out = Vec::new();
            number(&mut out, one);
            out
        })
        .collect();
    list(&written)
}

fn with_size(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    sized(&mut out, body);
    out
}
