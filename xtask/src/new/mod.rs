//! `cargo xtask new`: the skeleton of one file to add, its `mod` line and its line in the list.
//!
//! A skeleton compiles, and its test fails until it is written: nothing half done can land.

mod lists;
mod names;

use std::path::Path;

use crate::run::{self, Outcome};

use names::Names;

/// Something that is added as one file.
struct Kind {
    word: &'static str,
    /// What the name may look like, for the usage text.
    example: &'static str,
    /// The folder; `FAMILY` stands for what is before the `/` in the name.
    folder: &'static str,
    /// How the module is declared.
    declaration: &'static str,
    /// The line where the list opens, and an entry of it; none where the module is found by being declared.
    list: Option<(&'static str, &'static str)>,
    skeleton: &'static str,
}

const KINDS: [Kind; 8] = [
    Kind {
        word: "action",
        example: "zoom-in",
        folder: "editor/src/actions",
        declaration: "pub mod",
        list: Some(("pub const ALL: &[Action] = &[", "SNAKE::ACTION")),
        skeleton: include_str!("../../skeletons/action.rs.txt"),
    },
    Kind {
        word: "check",
        example: "addressing/subnet-overlap",
        folder: "core/src/checks/FAMILY",
        declaration: "mod",
        list: Some(("    checks: &[", "&SNAKE::UPPER")),
        skeleton: include_str!("../../skeletons/check.rs.txt"),
    },
    Kind {
        word: "exporter",
        example: "terraform",
        folder: "core/src/export",
        declaration: "mod",
        list: Some(("pub const ALL: &[Exporter] = &[", "SNAKE::EXPORTER")),
        skeleton: include_str!("../../skeletons/exporter.rs.txt"),
    },
    Kind {
        word: "importer",
        example: "terraform-state",
        folder: "core/src/import",
        declaration: "mod",
        list: Some(("pub const ALL: &[Importer] = &[", "SNAKE::IMPORTER")),
        skeleton: include_str!("../../skeletons/importer.rs.txt"),
    },
    Kind {
        word: "item",
        example: "vpc-three-zones",
        folder: "core/src/catalog/items",
        declaration: "mod",
        list: Some(("pub const ALL: &[Item] = &[", "SNAKE::ITEM")),
        skeleton: include_str!("../../skeletons/item.rs.txt"),
    },
    Kind {
        word: "lab",
        example: "hub-joins-environments",
        folder: "core/src/catalog/labs",
        declaration: "mod",
        list: Some(("pub const ALL: &[Lab] = &[", "SNAKE::LAB")),
        skeleton: include_str!("../../skeletons/lab.rs.txt"),
    },
    Kind {
        word: "simulator",
        example: "packet-trace",
        folder: "core/src/simulate",
        declaration: "pub mod",
        list: None,
        skeleton: include_str!("../../skeletons/simulator.rs.txt"),
    },
    Kind {
        word: "template",
        example: "isolation-failure",
        folder: "core/src/catalog/templates",
        declaration: "mod",
        list: Some(("pub const TEMPLATES: &[Template] = &[", "SNAKE::TEMPLATE")),
        skeleton: include_str!("../../skeletons/template.rs.txt"),
    },
];

/// Writes the file and its lines.
pub(crate) fn new(arguments: &[String]) -> Outcome {
    let [word, name] = arguments else {
        return Err(usage());
    };
    let kind = KINDS
        .iter()
        .find(|kind| kind.word == word)
        .ok_or_else(usage)?;
    let names = Names::parse(name, kind.folder.contains("FAMILY"))?;
    let folder = kind.folder.replace("FAMILY", &names.family);
    let parent_path = run::at_root(&folder).join("mod.rs");
    let parent = run::read(&parent_path)?;
    let path = run::at_root(&folder).join(format!("{}.rs", names.snake));
    if path.exists() {
        return Err(format!("{} is there already", path.display()));
    }
    let names = if kind.word == "check" {
        names.with_code(&next_code(&parent, &run::at_root(&folder))?)
    } else {
        names
    };

    let mut lines = lists::with_module(&parent, kind.declaration, &names.snake)?;
    if let Some((opening, entry)) = kind.list {
        lines = lists::with_entry(&lines, opening, &names.fill(entry))?;
    }
    run::write(&path, &names.fill(kind.skeleton))?;
    run::write(&parent_path, &lines)?;
    let package = if folder.starts_with("editor") {
        "netwright-editor"
    } else {
        "netwright-core"
    };
    run::run(&mut run::words(&["cargo", "fmt", "--package", package]))?;
    println!(
        "wrote {}, and its lines in {}",
        path.display(),
        parent_path.display()
    );
    println!("its test fails until it is written: see CONTRIBUTING.md");
    Ok(())
}

fn usage() -> String {
    let kinds: Vec<_> = KINDS
        .iter()
        .map(|kind| format!("  cargo xtask new {} {}", kind.word, kind.example))
        .collect();
    format!(
        "`new` wants what to add and its name, such as\n{}",
        kinds.join("\n")
    )
}

/// The code after the greatest of a family: codes are never used again, so gaps stay.
fn next_code(family: &str, folder: &Path) -> Outcome<String> {
    let prefix = family
        .split_once("prefix: \"")
        .and_then(|(_, rest)| rest.split('"').next())
        .ok_or("the family has no prefix")?;
    let mut greatest = 100;
    for entry in std::fs::read_dir(folder)
        .map_err(|why| format!("{}: {why}", folder.display()))?
        .flatten()
    {
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        for rest in text.split(&format!("\"{prefix}")).skip(1) {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            greatest = greatest.max(digits.parse().unwrap_or(0));
        }
    }
    Ok(format!("{prefix}{}", greatest + 1))
}
