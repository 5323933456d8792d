//! Words of the product inside a sentence.

use netwright_core::model::Kind;

/// A kind in the middle of a sentence: `route table`, `VPC`, `NAT gateway`.
pub fn lower_label(kind: Kind) -> String {
    in_sentence(kind.spec().label)
}

/// A title in the middle of a sentence: names and acronyms keep their capitals.
pub fn in_sentence(title: &str) -> String {
    let first_word = title.split_whitespace().next().unwrap_or_default();
    let capitals = first_word.chars().filter(|letter| letter.is_uppercase());
    // A second word with a capital is of a name, such as Network Firewall, unless it is an acronym.
    let second_word = title.split_whitespace().nth(1).unwrap_or_default();
    let mut letters = second_word.chars();
    let is_name = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase);
    if capitals.count() > 1 || is_name || first_word == "Elastic" {
        return title.to_owned();
    }
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().collect::<String>() + letters.as_str()
    })
}

/// Words by themselves, as in a table: with a capital.
pub fn sentence_case(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_and_names_keep_their_capitals() {
        assert_eq!(lower_label(Kind::Vpc), "VPC");
        assert_eq!(lower_label(Kind::RouteTable), "route table");
        assert_eq!(in_sentence("Add VPC"), "add VPC");
        assert_eq!(in_sentence("Elastic IP"), "Elastic IP");
        assert_eq!(in_sentence("Network Firewall"), "Network Firewall");
        assert_eq!(
            in_sentence("Direct Connect gateway"),
            "Direct Connect gateway"
        );
        assert_eq!(in_sentence("Network ACL"), "network ACL");
        assert_eq!(in_sentence(""), "");
        assert_eq!(sentence_case("per hour"), "Per hour");
    }
}
