//! `netwright new`: a design from a template.

use std::process::ExitCode;

use netwright_core::catalog::Template;
use netwright_core::catalog::templates::TEMPLATES;
use netwright_core::format;

use crate::failure::Failure;
use crate::identity;
use crate::output;

/// Starts a design from a template.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Name of the template
    #[arg(required_unless_present = "list")]
    template: Option<String>,
    #[command(flatten)]
    identity: identity::IdentityArgument,
    /// Lists the templates, one a line
    #[arg(long, conflicts_with = "template")]
    list: bool,
    /// File to write; standard output where absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Some(name) = &arguments.template else {
        let width = TEMPLATES
            .iter()
            .map(|template| template.name.len())
            .max()
            .unwrap_or(0);
        let line = |template: &Template| format!("{:width$}  {}\n", template.name, template.title);
        output::print(&TEMPLATES.iter().map(line).collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    };
    let template = Template::find(name).ok_or_else(|| {
        Failure::unknown_name(format!(
            "no template is called {name:?}; `netwright new --list` has their names"
        ))
    })?;
    let mut design = template
        .design()
        .map_err(|error| Failure::unreadable(error.to_string()))?;
    design.identity = Some(identity::of(&arguments.identity)?);
    output::write(arguments.output.as_deref(), &format::save(&design))?;
    Ok(ExitCode::SUCCESS)
}
