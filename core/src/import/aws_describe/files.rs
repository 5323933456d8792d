//! From bytes to JSON: every encoding that a shell leaves behind, and several outputs one after the other in one file.

use std::borrow::Cow;

use serde_json::Value;

/// Bytes of one file that are read at most.
pub const MOST_BYTES: usize = 128 << 20;

/// The JSON values of a file, and what is wrong with it in one line.
pub(super) fn values(bytes: &[u8]) -> (Vec<Value>, Option<String>) {
    if bytes.len() > MOST_BYTES {
        let text = format!(
            "expected at most {} MiB, found {}; collect each region, or each call, in a file of its own",
            MOST_BYTES >> 20,
            bytes.len() >> 20
        );
        return (Vec::new(), Some(text));
    }
    let bytes = plain(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return (
            Vec::new(),
            Some("expected the output of a describe call, found nothing".to_owned()),
        );
    }
    let mut values = Vec::new();
    let stream = serde_json::Deserializer::from_slice(&bytes).into_iter::<Value>();
    for value in stream {
        match value {
            Ok(value) => values.push(value),
            Err(error) => return (values, Some(format!("expected JSON, {error}"))),
        }
    }
    (values, None)
}

/// UTF-8 without its mark; what Windows shells redirect is UTF-16.
fn plain(bytes: &[u8]) -> Cow<'_, [u8]> {
    let wide = |from: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let units: Vec<u16> = bytes
            .chunks_exact(2)
            .map(|pair| from([pair[0], pair[1]]))
            .collect();
        Cow::Owned(String::from_utf16_lossy(&units).into_bytes())
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => Cow::Borrowed(rest),
        [0xff, 0xfe, rest @ ..] => wide(u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => wide(u16::from_be_bytes, rest),
        _ => Cow::Borrowed(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn outputs_may_stand_one_after_the_other() {
        let (found, wrong) = values(b"\xef\xbb\xbf{\"Vpcs\": []}\n{\"Subnets\": []}\n");
        assert_eq!(found, [json!({"Vpcs": []}), json!({"Subnets": []})]);
        assert_eq!(wrong, None);
    }

    #[test]
    fn what_comes_before_a_cut_is_kept() {
        let (found, wrong) = values(b"{\"Vpcs\": []} {\"Subnets\": [");
        assert_eq!(found, [json!({"Vpcs": []})]);
        let wrong = wrong.unwrap();
        assert!(
            wrong.starts_with("expected JSON, EOF") && !wrong.contains('\n'),
            "{wrong}"
        );
        assert!(values(b" \n").1.unwrap().contains("found nothing"));
        assert!(values("[".repeat(100_000).as_bytes()).1.is_some());
    }

    #[test]
    fn utf_16_is_read() {
        let wide: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("{\"Vpcs\":[]}".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(values(&wide).0, [json!({"Vpcs": []})]);
    }
}
