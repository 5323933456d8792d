//! One record of a `describe-*` output, seen where it stands.

use serde_json::Value;

/// A value of a file with its place.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    pub value: &'a Value,
    pub file: &'a str,
    /// JSON pointer in the file.
    pub pointer: String,
    /// Account and region that the file is about, by index.
    pub scope: usize,
    /// The owner that an enclosing object names, such as a reservation.
    pub owner: &'a str,
}

impl<'a> Item<'a> {
    /// The value at a path of keys joined by dots; absent where it is null.
    pub(super) fn get(&self, path: &str) -> Option<&'a Value> {
        let mut value = self.value;
        for key in path.split('.') {
            value = value.get(key)?;
        }
        Some(value).filter(|value| !value.is_null())
    }

    /// The text at a path, empty where there is none.
    pub(super) fn text(&self, path: &str) -> &'a str {
        self.get(path).and_then(Value::as_str).unwrap_or_default()
    }

    /// The first of these paths that holds a text.
    pub(super) fn first_text(&self, paths: &[&str]) -> &'a str {
        let texts = paths.iter().map(|path| self.text(path));
        texts
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    }

    /// The text that this is itself, as in a list of identifiers.
    pub(super) fn word(&self) -> &'a str {
        self.value.as_str().unwrap_or_default()
    }

    /// A switch: a truth value, or a word such as `enable`.
    pub(super) fn flag(&self, path: &str) -> Option<bool> {
        match self.get(path)? {
            Value::Bool(flag) => Some(*flag),
            Value::String(word) => match word.as_str() {
                "true" | "enable" | "enabled" => Some(true),
                "false" | "disable" | "disabled" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// A whole number, also where it is written as a text.
    pub(super) fn number(&self, path: &str) -> Option<i64> {
        match self.get(path)? {
            Value::String(text) => text.trim().parse().ok(),
            value => value.as_i64(),
        }
    }

    /// The value at a path with its place.
    pub(super) fn child(&self, path: &str) -> Option<Item<'a>> {
        let value = self.get(path)?;
        let pointer = format!("{}/{}", self.pointer, path.replace('.', "/"));
        Some(Item {
            value,
            pointer,
            ..self.clone()
        })
    }

    /// The items of the list at a path, none where it is no list.
    pub(super) fn list(&self, path: &str) -> Vec<Item<'a>> {
        let values = self.get(path).and_then(Value::as_array);
        let at = path.replace('.', "/");
        let item = |(index, value)| Item {
            value,
            pointer: format!("{}/{at}/{index}", self.pointer),
            ..self.clone()
        };
        values.into_iter().flatten().enumerate().map(item).collect()
    }

    /// AWS tags in order, as `Tags`, `TagSet` or, for Direct Connect, `tags` has them.
    pub(super) fn tags(&self) -> Vec<(&'a str, &'a str)> {
        let lists = ["Tags", "TagSet", "tags", "TagList"];
        let mut tags = Vec::new();
        for tag in lists.iter().flat_map(|list| self.list(list)) {
            let key = tag.first_text(&["Key", "key"]);
            if !key.is_empty() {
                tags.push((key, tag.first_text(&["Value", "value"])));
            }
        }
        tags
    }

    /// An identifier that starts with `prefix` in the name of the file, where calls for one resource each keep it.
    pub(super) fn id_in_path(&self, prefix: &str) -> Option<String> {
        let at = self.file.rfind(prefix)?;
        let rest = &self.file[at + prefix.len()..];
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric());
        let rest = &rest[..end.unwrap_or(rest.len())];
        (!rest.is_empty()).then(|| format!("{prefix}{rest}"))
    }

    /// The ARN in the name of the file, its separators written plainly or by number.
    pub(super) fn arn_in_path(&self) -> Option<String> {
        let plain = self
            .file
            .replace("%3A", ":")
            .replace("%3a", ":")
            .replace("%2F", "/")
            .replace("%2f", "/");
        let at = plain.rfind("arn:")?;
        let arn = &plain[at..];
        Some(arn.strip_suffix(".json").unwrap_or(arn).to_owned())
    }
}

/// Region and account of an ARN, each empty where it has none.
pub(super) fn arn_parts(arn: &str) -> Option<(&str, &str)> {
    let mut parts = arn.split(':');
    let start = parts.next()?;
    (start == "arn").then_some(())?;
    let (_partition, _service) = (parts.next()?, parts.next()?);
    Some((parts.next()?, parts.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_found_with_their_place() {
        let value = json!({"A": {"B": ["x", "y"]}, "N": "7", "On": "enable", "Tags": [{"Key": "k", "Value": "v"}]});
        let item = Item {
            value: &value,
            file: "x/tgw-rtb-0ab1.json",
            pointer: "/Things/0".to_owned(),
            scope: 0,
            owner: "",
        };
        let words = item.list("A.B");
        assert_eq!(words[1].word(), "y");
        assert_eq!(words[1].pointer, "/Things/0/A/B/1");
        assert_eq!((item.number("N"), item.flag("On")), (Some(7), Some(true)));
        assert_eq!(item.tags(), [("k", "v")]);
        assert_eq!(item.id_in_path("tgw-rtb-").as_deref(), Some("tgw-rtb-0ab1"));
        let named = Item {
            file: "a/arn%3Aaws%3Ax%3Aeu-west-1%3A123456789012%3Ay%2Fz.json",
            ..item
        };
        let arn = named.arn_in_path().unwrap();
        assert_eq!(arn, "arn:aws:x:eu-west-1:123456789012:y/z");
        assert_eq!(arn_parts(&arn), Some(("eu-west-1", "123456789012")));
    }
}
