//! Text inside XML.

/// Appends `text` with markup escaped. Characters that XML 1.0 does not have become `U+FFFD`.
pub(crate) fn escape(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let mut copied = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let escaped: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            b'\t' | b'\n' => continue,
            b'\r' => b"&#13;",
            0..0x20 => "\u{fffd}".as_bytes(),
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
            0xbe | 0xbf if at >= 2 && bytes[at - 2..at] == [0xef, 0xbf] => {
                out.extend_from_slice(&bytes[copied..at - 2]);
                out.extend_from_slice("\u{fffd}".as_bytes());
                copied = at + 1;
                continue;
            }
            _ => continue,
        };
        out.extend_from_slice(&bytes[copied..at]);
        out.extend_from_slice(escaped);
        copied = at + 1;
    }
    out.extend_from_slice(&bytes[copied..]);
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_that_xml_forbids_is_left() {
        let mut out = Vec::new();
        escape("a<b>&\"\u{1}\n\u{ffff}c\u{fffe}é", &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "a&lt;b&gt;&amp;&quot;\u{fffd}\n\u{fffd}c\u{fffd}é");
    }
}
