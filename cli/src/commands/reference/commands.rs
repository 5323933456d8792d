//! The page of the command line: its own help, command by command.

use std::fmt::Write as _;

pub(super) fn page(mut program: clap::Command) -> String {
    program.build();
    let mut text = String::from(
        "# Command line\n\nGenerated from the program's own help by `cargo xtask docs`.\n\n\
         Exit codes everywhere: 0 answered; 1 `check` found something at or above `--fail-on`, `export` was asked for a design with \
         errors, or `lab grade` for a lab that is not solved; 2 the input can't be read; 3 a name is unknown or ambiguous.\n",
    );
    sections(&mut program, "##", "", &mut text);
    text
}

/// A section for each command, and one level below it for each command of its own.
fn sections(program: &mut clap::Command, heading: &str, above: &str, text: &mut String) {
    let visible = program
        .get_subcommands_mut()
        .filter(|command| !command.is_hide_set() && command.get_name() != "help");
    for command in visible {
        let name = format!("{above}{}", command.get_name());
        let help = command.render_long_help().to_string();
        let help: Vec<&str> = help.lines().map(str::trim_end).collect();
        let help = help.join("\n");
        let _ = write!(
            text,
            "\n{heading} {name}\n\n```text\n{}\n```\n",
            help.trim_end()
        );
        sections(command, &format!("{heading}#"), &format!("{name} "), text);
    }
}
