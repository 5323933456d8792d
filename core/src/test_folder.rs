//! For tests alone: whether every file of a folder is in the list that should name it.
//!
//! The compiler ignores a file that no `mod` line names, and an entry that no list names is never used.

/// Fails where a file or folder in `folder`, of this crate's sources, is neither listed nor a helper. Names are as people
/// write them: without an ending, and with hyphens.
#[track_caller]
pub(crate) fn every_file_is_listed<N: AsRef<str>>(folder: &str, listed: &[N], helpers: &[&str]) {
    let path = format!("{}/src/{folder}", env!("CARGO_MANIFEST_DIR"));
    let mut files = 0;
    for entry in std::fs::read_dir(&path).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let (name, ending) = file.split_once('.').unwrap_or((&file, "rs"));
        let name = name.replace('_', "-");
        if ending != "rs" || name == "mod" || helpers.contains(&name.as_str()) {
            continue;
        }
        files += 1;
        let is_listed = listed.iter().any(|listed| listed.as_ref() == name);
        assert!(is_listed, "{folder}/{file} is not listed");
    }
    assert!(files > 0, "{path} is empty");
}
