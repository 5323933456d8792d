//! `netwright generate`: an estate of any size, the same for the same seed.

use std::process::ExitCode;

use netwright_core::format;
use netwright_core::generate::{VPCS, generate};

use crate::failure::Failure;
use crate::output;

/// Generates a realistic estate, the same bytes for the same seed.
///
/// From 25 VPCs on some faults are planted; they are listed on standard error and in a note of the design.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Number of VPCs, 1 to 5000
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=5000))]
    vpcs: u32,
    /// Seed of the generator
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// File to write; standard output where absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let vpcs = usize::try_from(arguments.vpcs).unwrap_or(*VPCS.end());
    let estate = generate(vpcs, arguments.seed);
    output::write(arguments.output.as_deref(), &format::save(&estate.design))?;
    if !estate.faults.is_empty() {
        output::complain(&format!("{} planted faults", estate.faults.len()));
        for fault in &estate.faults {
            output::add(&format!("  {}: {}", fault.subject, fault.text));
        }
    }
    Ok(ExitCode::SUCCESS)
}
