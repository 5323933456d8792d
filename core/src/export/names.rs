//! Names on their way out: into comments, bash words, JSON and Python literals; and API names as scripts spell them.

use std::fmt::Write as _;

/// Characters that hide or reorder others: controls, bidirectional marks, zero-width characters, other formats.
pub(super) fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A text for people, on one line: invisible characters are shown by number.
pub(super) fn shown(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if invisible(c) {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// A text as the inside of a JSON string, in ASCII and without the single quote, which would end a bash word.
pub(super) fn json_inside(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            ' '..='~' if c != '\'' => out.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out
}

/// A text as a Python literal in ASCII.
pub(super) fn python(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            ' '..='~' => out.push(c),
            _ if u32::from(c) <= 0xffff => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => {
                let _ = write!(out, "\\U{:08x}", u32::from(c));
            }
        }
    }
    out.push('"');
    out
}

/// A text as one bash word without expansions.
pub(super) fn bash(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._:/@%+,-".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// `CreateVpcEndpoint` as `create-vpc-endpoint` or `create_vpc_endpoint`, the way botocore's `xform_name` does it.
pub(super) fn split_name(name: &str, separator: char) -> String {
    let mut name: Vec<char> = name.chars().collect();
    // A plural of capitals, as in ARNs, is one word.
    if name.last() == Some(&'s') {
        let capitals = name
            .iter()
            .rev()
            .skip(1)
            .take_while(|c| c.is_ascii_uppercase())
            .count();
        if capitals >= 2 {
            let start = name.len() - 1 - capitals;
            let word: String = name.drain(start..).collect();
            name.push(separator);
            name.extend(word.to_ascii_lowercase().chars());
        }
    }
    let words = before_capitalised_words(&name, separator);
    let mut out = String::new();
    let mut previous = separator;
    for c in words {
        if c.is_ascii_uppercase() && (previous.is_ascii_lowercase() || previous.is_ascii_digit()) {
            out.push(separator);
        }
        out.push(c.to_ascii_lowercase());
        previous = c;
    }
    out
}

/// Puts the separator between any character and a capital that lower-case letters follow.
fn before_capitalised_words(name: &[char], separator: char) -> Vec<char> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(first) = name.get(at) {
        out.push(*first);
        at += 1;
        let capital = name.get(at).is_some_and(char::is_ascii_uppercase);
        if capital && name.get(at + 1).is_some_and(char::is_ascii_lowercase) {
            out.push(separator);
            out.extend(name.get(at));
            at += 1;
            while let Some(c) = name.get(at).filter(|c| c.is_ascii_lowercase()) {
                out.push(*c);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operation_names_as_botocore_spells_them() {
        for (api, cli) in [
            ("CreateVpc", "create-vpc"),
            (
                "AssociateVPCWithHostedZone",
                "associate-vpc-with-hosted-zone",
            ),
            ("CreateWebACL", "create-web-acl"),
            ("ListWebACLs", "list-web-acls"),
            ("CreateIPSet", "create-ip-set"),
            (
                "AmazonProvidedIpv6CidrBlock",
                "amazon-provided-ipv6-cidr-block",
            ),
            ("Ipv6CidrBlock", "ipv6-cidr-block"),
            ("resourceShareArns", "resource-share-arns"),
            ("LoadBalancerArn", "load-balancer-arn"),
            ("IPAddressVersion", "ip-address-version"),
        ] {
            assert_eq!(split_name(api, '-'), cli);
        }
        assert_eq!(
            split_name("ModifyVpcAttribute", '_'),
            "modify_vpc_attribute"
        );
    }

    #[test]
    fn hostile_texts_stay_data() {
        assert_eq!(shown("a\u{202e}b\n"), "a\\u{202e}b\\u{a}");
        assert_eq!(bash("it's $(x)"), r"'it'\''s $(x)'");
        assert_eq!(
            json_inside("'\"\\\u{200b}😀"),
            "\\u0027\\\"\\\\\\u200b\\ud83d\\ude00"
        );
        assert_eq!(python("'\"\u{202e}😀"), "\"'\\\"\\u202e\\U0001f600\"");
    }
}
