//! From a JSON pointer to the line of a text: findings and errors name the line that a person would look at.

/// The line, from 1, on which the value at `pointer` starts; the nearest enclosing value where it is missing.
/// Nothing where the text is not JSON up to there.
pub fn line_of(text: &str, pointer: &str) -> Option<usize> {
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        at: 0,
    };
    scanner.space();
    let mut start = scanner.at;
    for segment in pointer.split('/').skip(1) {
        let segment = segment.replace("~1", "/").replace("~0", "~");
        if !scanner.enter(&segment)? {
            break;
        }
        start = scanner.at;
    }
    let before = text.as_bytes().get(..start)?;
    Some(before.iter().filter(|byte| **byte == b'\n').count() + 1)
}

/// Reads JSON without building it.
struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Moves to the start of the member or item called `segment`; false, unmoved in effect, where there is none.
    fn enter(&mut self, segment: &str) -> Option<bool> {
        let object = match self.peek()? {
            b'{' => true,
            b'[' => false,
            _ => return Some(false),
        };
        self.at += 1;
        for index in 0_usize.. {
            self.space();
            if matches!(self.peek()?, b'}' | b']') {
                return Some(false);
            }
            let key = if object {
                let key = self.string()?;
                self.space();
                self.at += 1; // the colon
                self.space();
                key
            } else {
                index.to_string()
            };
            if key == segment {
                return Some(true);
            }
            self.skip()?;
            self.space();
            if self.peek()? == b',' {
                self.at += 1;
            }
        }
        None
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        self.skip()?;
        serde_json::Deserializer::from_slice(self.bytes.get(start..self.at)?)
            .into_iter::<String>()
            .next()?
            .ok()
    }

    /// Steps over one value, without recursion: files may nest deep.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            self.space();
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    while self.peek()? != b'"' {
                        self.at += if self.peek()? == b'\\' { 2 } else { 1 };
                    }
                    self.at += 1;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                    continue;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' if depth > 0 => {
                    self.at += 1;
                    continue;
                }
                _ => {
                    while self
                        .peek()
                        .is_some_and(|byte| !b",:]}{[\" \n\r\t".contains(&byte))
                    {
                        self.at += 1;
                    }
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::line_of;

    #[test]
    fn finds_the_line() {
        let text = "{\n \"a\": [1, {\"b\\\"\": 2},\n  {\"c/d\": [\n 3]}],\n \"e\": \"x\"}";
        for (pointer, line) in [
            ("", 1),
            ("/a", 2),
            ("/a/1/b\"", 2),
            ("/a/2", 3),
            ("/a/2/c~1d/0", 4),
            ("/e", 5),
            ("/a/2/missing", 3),
        ] {
            assert_eq!(line_of(text, pointer), Some(line), "{pointer}");
        }
        assert_eq!(line_of("{\"a\": ", "/a/b/c"), None);
    }
}
