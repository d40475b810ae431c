//! What the line formats share: lines, decimal numbers, base64. Each has one spelling.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::MAX_SIZE;

/// Bytes written in the standard alphabet with padding and with unused bits zero (RFC 4648, section 4).
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

pub(crate) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// A number in ASCII digits without sign or leading zeroes, at most `largest`.
pub(crate) fn decimal(text: &str, largest: u64) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|number| plain && *number <= largest)
}

/// A tree size.
pub(crate) fn size(text: &str) -> Option<u64> {
    decimal(text, MAX_SIZE)
}

/// UTF-8 without ASCII control characters except newline.
pub(crate) fn plain(bytes: &[u8]) -> Option<&str> {
    let controlled = bytes.iter().any(|byte| *byte < b' ' && *byte != b'\n');
    std::str::from_utf8(bytes).ok().filter(|_| !controlled)
}

/// The next line of what is left, without its newline; `None` if no newline is left.
pub(crate) fn next_line<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let (line, after) = rest.split_once('\n')?;
    *rest = after;
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling() {
        assert_eq!(decimal("0", 9), Some(0));
        assert_eq!(decimal("18446744073709551615", u64::MAX), Some(u64::MAX));
        assert_eq!(size("9223372036854775808"), Some(MAX_SIZE));
        for wrong in ["", "00", "01", "+1", "-1", "-0", " 1", "1 ", "1\r", "1_0", "0x1", "١", "1.0", "1e3"] {
            assert_eq!(decimal(wrong, u64::MAX), None, "{wrong:?}");
        }
        assert_eq!(decimal("18446744073709551616", u64::MAX), None);
        assert_eq!(decimal("10", 9), None);
        assert_eq!(size("9223372036854775809"), None);
    }
}
