//! Postcodes.

/// A postcode, or its outward half alone, without spaces and in capitals: `m37 3pp` is `M373PP`.
///
/// `None` for what has not the shape of a United Kingdom postcode, and for the codes of the returns that stand for
/// no postcode (`ZZ99 …`).
pub(crate) fn postcode(raw: &str) -> Option<String> {
    let code: String =
        raw.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let no_postcode = code.starts_with("ZZ99");
    (!no_postcode && (is_full(&code) || is_outward(&code))).then_some(code)
}

/// The outward half of a normalised postcode: `M37` of `M373PP`, and of `M37` itself.
pub(crate) fn outward(code: &str) -> &str {
    if is_full(code) { &code[..code.len() - 3] } else { code }
}

/// An outward half, then a digit and two letters.
fn is_full(code: &str) -> bool {
    let Some((front, inward)) = code.len().checked_sub(3).and_then(|at| code.split_at_checked(at)) else {
        return false;
    };
    let inward = inward.as_bytes();
    is_outward(front)
        && inward.first().is_some_and(u8::is_ascii_digit)
        && inward.iter().skip(1).all(u8::is_ascii_alphabetic)
}

/// One or two letters, a digit, and perhaps one more letter or digit.
fn is_outward(code: &str) -> bool {
    let letters = code.bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest = code.as_bytes().get(letters..).unwrap_or_default();
    (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest.first().is_some_and(u8::is_ascii_digit)
}
