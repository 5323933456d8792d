//! The figures on this machine: `netwright-bench VPCS EDITS` prints them as JSON, `netwright-bench --estate VPCS` the file
//! of the estate that is measured.

use std::time::Instant;

fn main() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1).peekable();
    let is_estate = arguments.next_if(|first| first == "--estate").is_some();
    let mut arguments = arguments.map(|argument| argument.parse().ok());
    let mut number = |default: usize| arguments.next().flatten().unwrap_or(default);
    let (vpcs, edits) = (number(500), number(20));
    if is_estate {
        #[expect(clippy::print_stdout, reason = "the file is what was asked for")]
        {
            print!("{}", netwright_bench::estate(vpcs));
        }
        return Ok(());
    }
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
