//! The figures on this machine: `netwright-bench VPCS EDITS` prints them as JSON.

use std::time::Instant;

fn main() -> Result<(), String> {
    let mut arguments = std::env::args()
        .skip(1)
        .map(|argument| argument.parse().ok());
    let mut number = |default: usize| arguments.next().flatten().unwrap_or(default);
    let (vpcs, edits) = (number(500), number(20));
    let start = Instant::now();
    let figures = netwright_bench::run(vpcs, edits, &|| start.elapsed().as_secs_f64() * 1000.0)?;
    #[expect(
        clippy::print_stdout,
        reason = "the figures are what this program is for"
    )]
    {
        println!("{figures}");
    }
    Ok(())
}
