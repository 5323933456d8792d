//! `netwright schema`: the JSON Schema of the saved form, made from the field tables. Hidden: it is for the
//! documentation and for editors, and stays out of the wasm.

use std::process::ExitCode;

use netwright_core::format::{pretty, schema};

use crate::failure::Failure;
use crate::output;

/// Prints the JSON Schema of a design file.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// File to write; standard output where absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    output::write(arguments.output.as_deref(), &pretty(&schema()))?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use netwright_core::catalog::templates::TEMPLATES;
    use netwright_core::format::to_json;
    use netwright_core::generate::generate;

    use super::*;
    use serde_json::json;

    #[test]
    fn samples_meet_the_schema() {
        let validator = jsonschema::validator_for(&schema()).unwrap();
        for template in TEMPLATES {
            let file = to_json(&template.design().unwrap());
            let errors: Vec<_> = validator
                .iter_errors(&file)
                .map(|error| error.to_string())
                .collect();
            assert!(errors.is_empty(), "{}: {errors:?}", template.name);
        }
        assert!(validator.is_valid(&to_json(&generate(60, 1).design)));
    }

    #[test]
    fn wrong_files_do_not() {
        let validator = jsonschema::validator_for(&schema()).unwrap();
        for wrong in [
            json!({"format": "netwright", "version": 2}),
            json!({"format": "netwright", "version": 1, "vpcs": [{"id": "subnet-1"}]}),
            json!({"format": "netwright", "version": 1, "subnets": [{"id": "subnet-1"}]}),
            json!({"format": "netwright", "version": 1, "customer_gateways": [{"id": "customer-gateway-1", "asn": 0}]}),
        ] {
            assert!(!validator.is_valid(&wrong), "{wrong}");
        }
    }
}
