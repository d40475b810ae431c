//! Identifiers that mean the same in every agency.

/// A unique pupil number: a letter, eleven digits, and a digit or (temporary) a letter. `None` for any other shape.
///
/// A wrong check letter is a finding of the importer; the number is still the same number in two files.
pub(crate) fn upn(raw: &str) -> Option<String> {
    let upn: String = raw.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let bytes = upn.as_bytes();
    let shaped = bytes.len() == 13
        && bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && bytes.get(1..12).is_some_and(|middle| middle.iter().all(u8::is_ascii_digit))
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric);
    (shaped && !all_one_digit(&upn[1..12])).then_some(upn)
}

/// An NHS number: ten digits whose last is the check digit (modulus 11). `None` for any other, placeholders included:
/// a mistyped number must not tie two children together.
pub(crate) fn nhs_number(raw: &str) -> Option<String> {
    let digits: String = raw.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let values: Option<Vec<u32>> = digits.chars().map(|c| c.to_digit(10)).collect();
    let values = values.filter(|values| values.len() == 10)?;
    let sum: u32 = values.iter().take(9).zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let check = (11 - sum % 11) % 11;
    (values.last() == Some(&check) && !all_one_digit(&digits)).then_some(digits)
}

fn all_one_digit(digits: &str) -> bool {
    digits.chars().all(|c| digits.starts_with(c))
}
