//! Which functions a function calls: a walk over its instructions.

use super::binary::Reader;
use crate::run::Outcome;

/// The functions that the body calls by their number, in order, repeated where they are.
pub(super) fn calls_of(body: &[u8]) -> Outcome<Vec<u32>> {
    let mut code = Reader::new(body);
    for _ in 0..code.number()? {
        code.skip_number()?; // how many locals
        code.skip_number()?; // of which type
    }
    let mut calls = Vec::new();
    while !code.is_done() {
        if let Some(called) = step(&mut code)? {
            calls.push(called);
        }
    }
    Ok(calls)
}

/// Passes over a constant expression, its end included.
pub(super) fn skip_expression(code: &mut Reader) -> Outcome {
    while code.clone().byte()? != END {
        step(code)?;
    }
    code.byte().map(drop)
}

const END: u8 = 0x0b;

/// Passes over one instruction; the function that it calls, where it calls one.
fn step(code: &mut Reader) -> Outcome<Option<u32>> {
    match code.byte()? {
        0x10 | 0x12 => return code.number().map(Some),
        // Blocks, branches, locals, globals, tables, memory's size, integers, null.
        0x02..=0x04 | 0x0c | 0x0d | 0x20..=0x26 | 0x3f..=0x42 | 0xd0 => code.skip_number()?,
        0x0e => {
            for _ in 0..=code.number()? {
                code.skip_number()?;
            }
        }
        0x11 | 0x13 => {
            code.skip_number()?;
            code.skip_number()?;
        }
        0x1c => {
            for _ in 0..code.number()? {
                code.skip_number()?;
            }
        }
        0x28..=0x3e => {
            // Bit 6 of the alignment: the number of the memory follows.
            if code.number()? & 0x40 != 0 {
                code.skip_number()?;
            }
            code.skip_number()?;
        }
        0x43 => code.take(4).map(drop)?,
        0x44 => code.take(8).map(drop)?,
        0x00 | 0x01 | 0x05 | END | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => {}
        0xfc => match code.number()? {
            0..=7 => {}
            9 | 11 | 13 | 15..=17 => code.skip_number()?,
            8 | 10 | 12 | 14 => {
                code.skip_number()?;
                code.skip_number()?;
            }
            other => return Err(unknown(&format!("fc {other}"))),
        },
        other => return Err(unknown(&format!("{other:02x}"))),
    }
    Ok(None)
}

fn unknown(instruction: &str) -> String {
    format!(
        "the page has the instruction {instruction}, which the split does not know yet (xtask/src/split/calls.rs)"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found_among_instructions_that_look_like_them() {
        // Two locals; i32.const 16, i32.store align 2 offset 16, call 300, br_table 1 0 0, f64.const, call 2.
        let body = [
            &[1, 2, 0x7f, 0x41, 0x10, 0x36, 0x02, 0x10, 0x10, 0xac, 0x02][..],
            &[0x0e, 1, 0, 0, 0x44, 0x10, 1, 0x10, 1, 0x10, 1, 0x10, 1],
            &[0xfc, 10, 0, 0, 0x10, 2, 0x0b],
        ]
        .concat();
        assert_eq!(calls_of(&body), Ok(vec![300, 2]));
    }

    #[test]
    fn an_unknown_instruction_is_refused() {
        assert!(calls_of(&[0, 0xfd, 0, 0x0b]).is_err());
    }
}
