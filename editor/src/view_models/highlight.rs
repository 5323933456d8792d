//! Colours for a preview: enough to read a script, no more.

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    Plain,
    Comment,
    Keyword,
    String,
    Variable,
    Number,
}

impl Token {
    /// The class of its element.
    pub const fn class(self) -> &'static str {
        match self {
            Token::Plain => "",
            Token::Comment => "code-comment",
            Token::Keyword => "code-keyword",
            Token::String => "code-string",
            Token::Variable => "code-variable",
            Token::Number => "code-number",
        }
    }
}

/// The language of a file, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Bash,
    Python,
    Json,
    Plain,
}

impl Language {
    pub fn of_file(name: &str) -> Self {
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("sh") => Language::Bash,
            Some("py") => Language::Python,
            Some("json") => Language::Json,
            _ => Language::Plain,
        }
    }

    fn keywords(self) -> &'static [&'static str] {
        match self {
            Language::Bash => &[
                "case", "do", "done", "elif", "else", "esac", "exit", "export", "fi", "for",
                "function", "if", "in", "local", "readonly", "return", "set", "then", "until",
                "while",
            ],
            Language::Python => &[
                "and", "as", "class", "def", "elif", "else", "except", "False", "for", "from",
                "if", "import", "in", "is", "lambda", "None", "not", "or", "raise", "return",
                "True", "try", "while", "with", "yield",
            ],
            Language::Json => &["false", "null", "true"],
            Language::Plain => &[],
        }
    }
}

/// One line cut into pieces; joined they are the line again. Strings over several lines are not followed.
pub fn highlight(language: Language, line: &str) -> Vec<(Token, &str)> {
    if language == Language::Plain {
        return vec![(Token::Plain, line)];
    }
    let mut pieces: Vec<(Token, &str)> = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let (token, length) = next(language, line, at);
        match pieces.last_mut() {
            Some((Token::Plain, text)) if token == Token::Plain => {
                let start = at - text.len();
                *text = &line[start..at + length];
            }
            _ => pieces.push((token, &line[at..at + length])),
        }
        at += length;
    }
    pieces
}

fn next(language: Language, line: &str, at: usize) -> (Token, usize) {
    let rest = &line[at..];
    let first = rest.chars().next().unwrap_or(' ');
    let after_space = line[..at]
        .chars()
        .next_back()
        .is_none_or(char::is_whitespace);
    let while_in =
        |accept: fn(char) -> bool| rest.find(|letter| !accept(letter)).unwrap_or(rest.len());
    match first {
        '#' if after_space && language != Language::Json => (Token::Comment, rest.len()),
        '"' | '\'' => (Token::String, string_length(rest, first)),
        '$' if language == Language::Bash => {
            let length = match rest[1..].chars().next() {
                Some('{') => rest.find('}').map_or(rest.len(), |end| end + 1),
                _ => {
                    1 + rest[1..]
                        .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
                        .unwrap_or(rest.len() - 1)
                }
            };
            (Token::Variable, length)
        }
        letter if letter.is_ascii_digit() => {
            let length = while_in(|letter| letter.is_ascii_digit() || letter == '.');
            let before_word = rest[length..].starts_with(|letter: char| {
                letter.is_alphabetic() || letter == '-' || letter == '_' || letter == '/'
            });
            (
                if before_word {
                    Token::Plain
                } else {
                    Token::Number
                },
                length,
            )
        }
        letter if letter.is_alphabetic() || letter == '_' => {
            let length =
                while_in(|letter| letter.is_alphanumeric() || letter == '_' || letter == '-');
            let word = &rest[..length];
            (
                if language.keywords().contains(&word) {
                    Token::Keyword
                } else {
                    Token::Plain
                },
                length,
            )
        }
        letter => (Token::Plain, letter.len_utf8()),
    }
}

fn string_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if letter == '\\' && quote == '"' {
            escaped = true;
        } else if letter == quote {
            return at + letter.len_utf8();
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_script_is_told_apart() {
        let pieces = highlight(Language::Bash, "if aws ec2 --id \"$VPC\" 12; then # why");
        let of = |token: Token| {
            pieces
                .iter()
                .filter(|piece| piece.0 == token)
                .map(|piece| piece.1)
                .collect::<Vec<_>>()
        };
        assert_eq!(of(Token::Keyword), ["if", "then"]);
        assert_eq!(of(Token::String), ["\"$VPC\""]);
        assert_eq!(of(Token::Number), ["12"]);
        assert_eq!(of(Token::Comment), ["# why"]);
    }

    proptest! {
        #[test]
        fn pieces_joined_are_the_line(line in "[ -~é$\"'#{}\\\\]{0,60}") {
            for language in [Language::Bash, Language::Python, Language::Json, Language::Plain] {
                let joined: String = highlight(language, &line).into_iter().map(|piece| piece.1).collect();
                prop_assert_eq!(&joined, &line);
            }
        }
    }
}
