//! `cargo xtask serve`: the app on this machine, rebuilt on change.

use std::net::TcpListener;

use crate::run::{self, Outcome};
use crate::split;
use crate::tools::{self, Tool};

const ADDRESS: &str = "127.0.0.1";
/// Quick to build again, and quick enough for a large estate: see `Cargo.toml`.
const PROFILE: &str = "serve";

/// Installs what is missing, builds, serves, prints the address.
pub(crate) fn serve(arguments: &[String]) -> Outcome {
    let options = Options::parse(arguments)?;
    set_up(&options)?;
    // Trunk would find out only after the build.
    TcpListener::bind((ADDRESS, options.port)).map_err(|why| {
        format!(
            "port {} on {ADDRESS} cannot be had ({why}): `cargo xtask serve --port {}`",
            options.port,
            options.port + 1
        )
    })?;
    println!(
        "Netwright will be at http://{ADDRESS}:{}/ as soon as it is built (Ctrl-C ends it)",
        options.port
    );

    // Trunk refuses to leave a folder alone that is not there, and a fresh copy has no bundle yet.
    let bundle = run::at_root("dist");
    std::fs::create_dir_all(&bundle)
        .map_err(|why| format!("cannot make {}: {why}", bundle.display()))?;

    let mut serve = tools::command("trunk");
    serve
        .args([
            "serve",
            "--skip-version-check",
            "--offline",
            "--address",
            ADDRESS,
            "--port",
        ])
        .arg(options.port.to_string())
        // A folder of its own: `dist/` stays the optimised bundle that `cargo xtask dist` made. Not one that is called as
        // the profile is: Cargo keeps there what it builds for this machine, and Trunk empties its folder.
        .arg("--dist")
        .arg(run::at_root("target/served-page"));
    if options.is_release {
        split::with_full_names(&mut serve).arg("--release");
    } else {
        serve.args(["--cargo-profile", PROFILE]);
    }
    run::run(&mut serve)
}

/// Tools, and on a first run the app as well: building Trunk leaves a core idle much of the time.
fn set_up(options: &Options) -> Outcome {
    tools::ensure(Tool::WasmTarget)?;
    if options.is_release {
        tools::ensure(Tool::Node)?; // `wasm-opt` comes from there
    }
    if tools::is_there(Tool::Trunk) && tools::is_there(Tool::WasmBindgen) {
        return Ok(());
    }
    std::thread::scope(|scope| {
        // What goes wrong here, Trunk says again, and better.
        let _ahead = scope.spawn(|| {
            let profile = if options.is_release { "web" } else { PROFILE };
            let mut build = run::words(&[
                "cargo",
                "build",
                "--package",
                "netwright-app",
                "--profile",
                profile,
            ]);
            if options.is_release {
                split::with_full_names(&mut build);
            }
            run::run(build.args(["--target", "wasm32-unknown-unknown"]))
        });
        tools::ensure_all(&[Tool::WasmBindgen, Tool::Trunk])
    })
}

struct Options {
    port: u16,
    is_release: bool,
}

impl Options {
    fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self {
            port: 8080,
            is_release: false,
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--release" => options.is_release = true,
                "--port" => {
                    let port = rest.next().and_then(|port| port.parse().ok());
                    options.port = port.ok_or("--port wants a number from 1 to 65535")?;
                }
                other => return Err(format!("`serve` knows --port and --release, not `{other}`")),
            }
        }
        Ok(options)
    }
}
