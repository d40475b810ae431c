//! Telephone numbers: `+44`, `0044` and `0` are the same beginning.

/// A number as its national digits; foreign numbers keep their country digits. `None` for what is no number:
/// fewer than seven digits, or one digit over and over.
pub(crate) fn phone(raw: &str) -> Option<String> {
    let digits: String = raw.chars().filter(char::is_ascii_digit).collect();
    let international = raw.trim_start().starts_with('+');
    let national = if let Some(rest) = digits.strip_prefix("0044") {
        with_zero(rest)
    } else if let Some(rest) = digits.strip_prefix("44").filter(|_| international || digits.len() >= 12) {
        with_zero(rest)
    } else if !international && digits.len() == 10 && digits.starts_with('7') {
        // A spreadsheet took the leading zero of a mobile number away.
        with_zero(&digits)
    } else {
        digits
    };
    let first = national.chars().nth(1)?;
    let says_something =
        national.len() >= 7 && national.len() <= 20 && !national.chars().skip(1).all(|c| c == first);
    says_something.then_some(national)
}

/// `+44 (0)7700 …` and `+44 7700 …` are the same number.
fn with_zero(rest: &str) -> String {
    format!("0{}", rest.trim_start_matches('0'))
}
