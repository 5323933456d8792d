//! The page of the command line: its own help, command by command.

use std::fmt::Write as _;

pub(super) fn page(mut program: clap::Command) -> String {
    program.build();
    let mut text = String::from(
        "# Command line\n\nGenerated from the program's own help by `cargo xtask docs`.\n\n\
         Exit codes everywhere: 0 answered; 1 `check` found something at or above `--fail-on`, or `export` was asked for a design with \
         errors; 2 the input can't be read; 3 a name is unknown or ambiguous.\n",
    );
    let visible = program
        .get_subcommands_mut()
        .filter(|command| !command.is_hide_set() && command.get_name() != "help");
    for command in visible {
        let help = command.render_long_help().to_string();
        let help: Vec<&str> = help.lines().map(str::trim_end).collect();
        let _ = write!(
            text,
            "\n## {}\n\n```text\n{}\n```\n",
            command.get_name(),
            help.join("\n").trim_end()
        );
    }
    text
}
