//! Golden exports: the same design gives the same bytes, and nobody changes them unseen.
//!
//! After a wanted change: `NETWRIGHT_UPDATE_GOLDEN=1 cargo test -p netwright-core --test exports`.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test may read files and stop

use std::path::{Path, PathBuf};

use netwright_core::{export, format, plan};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn exports(design: &str) -> Vec<export::File> {
    let text =
        std::fs::read_to_string(root().join(format!("tests/aws/designs/{design}.json"))).unwrap();
    let design = format::load(&text).unwrap().design;
    let plan = plan::plan(&design);
    let header = export::Header {
        sha256: "0".repeat(64),
        ..export::Header::default()
    };
    let source = export::Source {
        design: &design,
        plan: &plan,
        header: &header,
    };
    ["aws-cli", "boto3"]
        .iter()
        .flat_map(|id| (export::find(id).unwrap().print)(&source))
        .collect()
}

fn golden(design: &str) {
    let folder = root().join("tests/golden").join(design);
    for file in exports(design) {
        let path = folder.join(&file.name);
        if std::env::var_os("NETWRIGHT_UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &file.text).unwrap();
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            expected == file.text,
            "{} changed; see the head of this test",
            path.display()
        );
    }
}

#[test]
fn kinds_that_no_template_uses() {
    golden("edge");
}

#[test]
fn hub() {
    golden("hub");
}

#[test]
fn hostile_names() {
    golden("hostile");
}

#[test]
fn nothing_invisible_is_printed() {
    for file in exports("hostile") {
        for c in file.text.chars().filter(|c| *c != '\n') {
            let hidden = c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
            assert!(!hidden, "{}: {:x}", file.name, u32::from(c));
        }
    }
}
