//! What the bundle still lacks when Trunk has built it: the hashes of inline scripts in the Content-Security-Policy, and
//! the list of files the service worker keeps for use offline.
//!
//! Runs as Trunk's `post_build` hook, so that a bundle served while one works has the policy of the real one.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::run::{self, Outcome};
use crate::split;

const HASHES_PLACE: &str = "'unsafe-inline'";
const VERSION_PLACE: &str = "const VERSION = null;";
const FILES_PLACE: &str = "const FILES = [];";

/// The hook: Trunk names the folder in its environment.
pub(crate) fn seal_from_hook() -> Outcome {
    let variable = |name| {
        std::env::var(name)
            .map_err(|_| format!("{name} is not set: `seal` is called by Trunk's hook"))
    };
    let folder = PathBuf::from(variable("TRUNK_STAGING_DIR")?);
    let is_release = variable("TRUNK_PROFILE")? == "release";
    if is_release {
        split::split_bundle(&folder)?;
    }
    seal(&folder, is_release)
}

fn seal(folder: &Path, is_release: bool) -> Outcome {
    let page_path = folder.join("index.html");
    let page = run::read(&page_path)?;
    run::write(&page_path, &with_script_hashes(&page)?)?;

    // While one works the worker stays without a version, and retires itself: nothing stale is ever served.
    if is_release {
        let worker_path = folder.join("service-worker.js");
        let worker = run::read(&worker_path)?;
        run::write(&worker_path, &with_file_list(&worker, folder)?)?;
    }
    Ok(())
}

/// Puts the hash of each inline script where the policy in the source says `'unsafe-inline'`.
fn with_script_hashes(page: &str) -> Outcome<String> {
    if page.matches(HASHES_PLACE).count() != 1 {
        return Err(format!(
            "index.html must have {HASHES_PLACE} once, in the policy for scripts"
        ));
    }
    let hashes: Vec<String> = inline_scripts(page)
        .map(|script| format!("'sha256-{}'", base64(&Sha256::digest(script.as_bytes()))))
        .collect();
    Ok(page.replace(HASHES_PLACE, &hashes.join(" ")))
}

/// The text of each script element that has no `src`.
fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|element| {
        let (attributes, rest) = element.split_once('>')?;
        let (text, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=") && !text.is_empty()).then_some(text)
    })
}

/// Gives the service worker its files, and a version that changes when any of them does.
fn with_file_list(worker: &str, folder: &Path) -> Outcome<String> {
    for place in [VERSION_PLACE, FILES_PLACE] {
        if !worker.contains(place) {
            return Err(format!("service-worker.js must contain `{place}`"));
        }
    }
    let mut files = Vec::new();
    collect_files(folder, folder, &mut files)?;
    files.sort();

    let mut digest = Sha256::new();
    let mut list = String::from("[");
    for file in files.iter().filter(|file| *file != "service-worker.js") {
        let content =
            std::fs::read(folder.join(file)).map_err(|why| format!("cannot read {file}: {why}"))?;
        digest.update(file.as_bytes());
        digest.update(Sha256::digest(&content));
        let _ = write!(list, "\n  {file:?},");
    }
    list.push_str("\n]");
    let version: String = digest
        .finalize()
        .iter()
        .take(8)
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
    Ok(worker
        .replace(VERSION_PLACE, &format!("const VERSION = \"{version}\";"))
        .replace(FILES_PLACE, &format!("const FILES = {list};")))
}

/// Paths relative to `top`, with `/` between folders.
fn collect_files(folder: &Path, top: &Path, files: &mut Vec<String>) -> Outcome {
    let entries = std::fs::read_dir(folder)
        .map_err(|why| format!("cannot list {}: {why}", folder.display()))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect_files(&path, top, files)?;
        } else if let Ok(relative) = path.strip_prefix(top) {
            let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            files.push(parts.join("/"));
        }
    }
    Ok(())
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk
            .iter()
            .fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = char::from(LETTERS[bits >> (18 - 6 * place) & 63]);
            text.push(if place <= chunk.len() { letter } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_follows_the_rfc() {
        // The vectors of RFC 4648, section 10.
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn every_inline_script_gets_its_hash_and_no_other_does() {
        let page = "<meta content=\"script-src 'self' 'unsafe-inline'\"><script src=\"a.js\"></script>\
                    <script type=\"module\">alert(1)</script>";
        let sealed = with_script_hashes(page).expect("one place for hashes");
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        assert!(
            sealed.contains(
                "script-src 'self' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='\""
            ),
            "{sealed}"
        );
        assert!(!sealed.contains("unsafe-inline"));
    }

    #[test]
    fn a_page_without_a_place_for_hashes_is_refused() {
        assert!(with_script_hashes("<script>1</script>").is_err());
    }
}
