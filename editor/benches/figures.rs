//! Figures of the engine on generated estates, as JSON: `cargo bench -p netwright-editor --bench figures -- 50 500`.
//! `--save FOLDER` also writes the estates, so that a browser can be measured on the same bytes.

#![allow(clippy::print_stdout, reason = "the figures are the output")]

use std::time::Instant;

use netwright_core::format::save;
use netwright_core::generate::generate;
use netwright_editor::measure::measure;
use serde_json::Value;

const SEED: u64 = 1;
const EDITS: usize = 100;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut sizes: Vec<usize> = Vec::new();
    let mut folder = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--save" => folder = arguments.next(),
            "--bench" => {} // Cargo says so to every benchmark.
            size => sizes.push(size.parse()?),
        }
    }
    let start = Instant::now();
    let clock = || start.elapsed().as_secs_f64() * 1000.0;
    let mut all = Vec::new();
    for vpcs in sizes {
        let text = save(&generate(vpcs, SEED).design);
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder)?;
            std::fs::write(format!("{folder}/estate-{vpcs}.json"), &text)?;
        }
        all.push(measure(&text, EDITS, &clock)?);
    }
    println!("{:#}", Value::from(all));
    Ok(())
}
