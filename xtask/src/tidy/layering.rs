//! Which module of the core may use which. Between crates Cargo sees to it; inside one nothing else would.

use super::tree::{Tree, without_tests};

/// Each module with all that it may use, itself apart. What is absent is deliberately absent: see ARCHITECTURE.md.
const CORE: [(&str, &[&str]); 16] = [
    ("analysis", &["aws", "model", "net"]),
    ("aws", &["net"]),
    (
        "catalog",
        &[
            "analysis", "aws", "checks", "edit", "format", "model", "net", "notation", "simulate",
        ],
    ),
    (
        "checks",
        &["analysis", "aws", "edit", "model", "net", "simulate"],
    ),
    ("diagram", &["aws", "model", "net"]),
    ("edit", &["aws", "model", "net"]),
    ("export", &["aws", "diagram", "model", "net", "plan"]),
    ("format", &["aws", "edit", "model", "net"]),
    ("generate", &["aws", "edit", "model", "net"]),
    (
        "import",
        &[
            "aws", "catalog", "edit", "format", "model", "net", "notation",
        ],
    ),
    ("model", &["aws", "net"]),
    ("net", &[]),
    ("notation", &["aws", "edit", "model", "net"]),
    ("order", &[]),
    ("plan", &["analysis", "aws", "model", "net"]),
    ("simulate", &["analysis", "aws", "model", "net"]),
];

/// The module that all others may use: it knows nothing of networks.
const EVERYWHERE: &str = "order";

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    for (path, text) in tree.rust().filter(|(path, _)| !tree.is_test(path)) {
        let Some(module) = module_of(path) else {
            continue;
        };
        let Some((_, allowed)) = CORE.iter().find(|(name, _)| *name == module) else {
            problems.push(format!(
                "{path}: say in xtask/src/tidy/layering.rs what `{module}` may use"
            ));
            continue;
        };
        for (number, line) in without_tests(text).lines().enumerate() {
            for used in used_modules(line) {
                let is_known = CORE.iter().any(|(name, _)| *name == used);
                if is_known && used != module && used != EVERYWHERE && !allowed.contains(&used) {
                    problems.push(format!(
                        "{path}:{}: `{module}` must not use `{used}`",
                        number + 1
                    ));
                }
            }
        }
    }
    problems
}

/// The module of the core a file belongs to; none for `lib.rs`, which sees all.
fn module_of(path: &str) -> Option<&str> {
    let module = path
        .strip_prefix("core/src/")?
        .split('/')
        .next()?
        .trim_end_matches(".rs");
    (module != "lib").then_some(module)
}

/// What follows `crate::` in a line of code, comments left out.
fn used_modules(line: &str) -> Vec<&str> {
    let code = line.split("//").next().unwrap_or(line);
    let identifier = |text: &'_ str| {
        text.find(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .unwrap_or(text.len())
    };
    code.split("crate::")
        .skip(1)
        .flat_map(|rest| match rest.strip_prefix('{') {
            // use crate::{model::Design, net::Cidr};
            Some(group) => group
                .split([',', '}'])
                .map(str::trim)
                .map(|item| &item[..identifier(item)])
                .collect(),
            None => vec![&rest[..identifier(rest)]],
        })
        .filter(|module| !module.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_use_of_a_higher_layer_is_named() {
        let tree = Tree::of(&[
            (
                "core/src/net/cidr.rs",
                "use crate::model::Design;\n// crate::checks is fine here\n",
            ),
            (
                "core/src/model/mod.rs",
                "use crate::{net::Cidr, edit::apply};\n#[cfg(test)]\nmod tests { use crate::checks::X; }\n",
            ),
        ]);
        let found = check(&tree);
        assert_eq!(
            found,
            [
                "core/src/model/mod.rs:1: `model` must not use `edit`",
                "core/src/net/cidr.rs:1: `net` must not use `model`"
            ]
        );
    }

    #[test]
    fn the_table_is_sorted_and_has_no_cycle() {
        assert!(CORE.is_sorted());
        for (module, allowed) in CORE {
            for used in allowed {
                let (_, back) = CORE
                    .iter()
                    .find(|(name, _)| name == used)
                    .expect("every name has a row");
                assert!(
                    !back.contains(&module),
                    "{module} and {used} use each other"
                );
            }
        }
    }
}
