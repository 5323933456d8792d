//! The page's program, section by section. Functions are numbered over imports first, then those with a body.

use super::binary::Reader;
use super::calls::{calls_of, skip_expression};
use crate::run::Outcome;

/// What the split needs to know; the rest as it was.
#[derive(Default)]
pub(super) struct Module<'a> {
    /// Types of functions, as written.
    pub types: Vec<&'a [u8]>,
    /// How many parameters each of them has.
    pub parameters: Vec<usize>,
    pub imports: Vec<Import<'a>>,
    /// The type of each function, imported ones first.
    pub functions: Vec<usize>,
    pub tables: Vec<Table>,
    pub memories: Vec<&'a [u8]>,
    pub globals: Vec<Global<'a>>,
    pub exports: Vec<&'a [u8]>,
    /// Functions that are exported or run at the start.
    pub entries: Vec<usize>,
    pub start: Option<&'a [u8]>,
    pub elements: Vec<Element>,
    pub bodies: Vec<&'a [u8]>,
    /// What each function with a body calls.
    pub calls: Vec<Vec<u32>>,
    pub data_count: &'a [u8],
    pub data: &'a [u8],
    /// By number of the function.
    pub names: Vec<String>,
    /// The section that they are from.
    pub written_names: &'a [u8],
    /// Other custom sections.
    pub customs: Vec<&'a [u8]>,
}

/// An imported function.
pub(super) struct Import<'a> {
    pub name: String,
    pub written: &'a [u8],
}

pub(super) struct Table {
    /// What it holds.
    pub of: u8,
    pub least: usize,
    pub most: Option<usize>,
}

pub(super) struct Global<'a> {
    /// Type and whether it changes, two bytes.
    pub kind: &'a [u8],
    pub written: &'a [u8],
}

/// Functions that the first table holds from a place on.
pub(super) struct Element {
    pub offset: usize,
    pub functions: Vec<usize>,
}

const MAGIC: &[u8] = b"\0asm\x01\0\0\0";

impl<'a> Module<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Outcome<Self> {
        let mut module = Self::default();
        let mut file = Reader::new(bytes);
        if file.take(MAGIC.len())? != MAGIC {
            return Err("not a module of WebAssembly".to_owned());
        }
        while !file.is_done() {
            let id = file.byte()?;
            let content = file.sized()?;
            module.read_section(id, content)?;
        }
        module.names.resize(module.functions.len(), String::new());
        Ok(module)
    }

    /// The type of the function with this number.
    pub(super) fn type_of(&self, function: usize) -> Outcome<usize> {
        let known = self.functions.get(function).copied();
        known.ok_or_else(|| format!("there is no function {function}"))
    }

    fn read_section(&mut self, id: u8, content: &'a [u8]) -> Outcome {
        let mut section = Reader::new(content);
        match id {
            0 => match section.name()?.as_str() {
                "name" => {
                    self.written_names = content;
                    return self.read_names(section);
                }
                _ => self.customs.push(content),
            },
            8 => {
                self.entries.push(section.size()?);
                self.start = Some(content);
            }
            11 => self.data = content,
            12 => self.data_count = content,
            1..=10 => {
                for _ in 0..section.size()? {
                    self.read_item(id, &mut section)?;
                }
            }
            other => return Err(format!("the split does not know sections of kind {other}")),
        }
        Ok(())
    }

    fn read_item(&mut self, id: u8, section: &mut Reader<'a>) -> Outcome {
        let start = *section;
        match id {
            1 => {
                if section.byte()? != 0x60 {
                    return Err("the page has a type that is not a function's".to_owned());
                }
                self.parameters.push(section.sized()?.len());
                section.sized()?; // results
                self.types.push(section.since(&start));
            }
            2 => {
                section.sized()?; // module
                let name = section.name()?;
                if section.byte()? != 0 {
                    return Err(format!(
                        "the page imports `{name}`, which is not a function"
                    ));
                }
                self.functions.push(section.size()?);
                let written = section.since(&start);
                self.imports.push(Import { name, written });
            }
            3 => self.functions.push(section.size()?),
            4 => {
                let of = section.byte()?;
                let is_bounded = section.byte()? == 1;
                let least = section.size()?;
                let most = is_bounded.then(|| section.size()).transpose()?;
                self.tables.push(Table { of, least, most });
            }
            5 => {
                let is_bounded = section.byte()? & 1 == 1;
                section.skip_number()?;
                if is_bounded {
                    section.skip_number()?;
                }
                self.memories.push(section.since(&start));
            }
            6 => {
                let kind = section.take(2)?;
                skip_expression(section)?;
                let written = section.since(&start);
                self.globals.push(Global { kind, written });
            }
            7 => {
                section.sized()?; // name
                let is_function = section.byte()? == 0;
                let number = section.size()?;
                if is_function {
                    self.entries.push(number);
                }
                self.exports.push(section.since(&start));
            }
            9 => self.read_element(section)?,
            _ => {
                let body = section.sized()?;
                self.calls.push(calls_of(body)?);
                self.bodies.push(body);
            }
        }
        Ok(())
    }

    fn read_element(&mut self, section: &mut Reader<'a>) -> Outcome {
        let unknown =
            || "the page fills its table in a way that the split does not know".to_owned();
        if section.number()? != 0 || section.byte()? != 0x41 {
            return Err(unknown());
        }
        // Written with a sign, which no place in a table has.
        let offset = section.size()?;
        if section.byte()? != 0x0b {
            return Err(unknown());
        }
        let functions = (0..section.size()?).map(|_| section.size());
        let functions = functions.collect::<Outcome<_>>()?;
        self.elements.push(Element { offset, functions });
        Ok(())
    }

    fn read_names(&mut self, mut section: Reader<'a>) -> Outcome {
        while !section.is_done() {
            let is_functions = section.byte()? == 1;
            let mut map = Reader::new(section.sized()?);
            if !is_functions {
                continue;
            }
            for _ in 0..map.size()? {
                let number = map.size()?;
                if self.names.len() <= number {
                    self.names.resize(number + 1, String::new());
                }
                self.names[number] = without_hashes(&map.name()?);
            }
        }
        Ok(())
    }
}

/// The name as one would write it: `a::b` for `a[0123456789abcdef]::b`.
fn without_hashes(name: &str) -> String {
    let mut pieces = name.split('[');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once(']') {
            Some((hash, rest)) if is_hash(hash) => out.push_str(rest),
            _ => {
                out.push('[');
                out.push_str(piece);
            }
        }
    }
    out
}

fn is_hash(text: &str) -> bool {
    text.len() > 11 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
