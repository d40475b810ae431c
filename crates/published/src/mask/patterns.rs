//! What a phone number, number plate, postcode and register number look like, whoever's they are.

/// What a pattern found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// A telephone number of the United Kingdom.
    Phone,
    /// A number plate of Great Britain.
    Plate,
    /// A postcode.
    Postcode,
    /// A pupil number or health-service number.
    Number,
}

/// Whether a code could be taken for a number plate or a postcode.
pub(crate) fn looks_like_plate_or_postcode(code: &str) -> bool {
    let code = code.as_bytes();
    (1..=code.len()).any(|cut| {
        let (front, back) = code.split_at(cut);
        is_plate(front, back) || is_postcode(front, back)
    })
}

fn all(bytes: &[u8], lengths: core::ops::RangeInclusive<usize>, is: fn(&u8) -> bool) -> bool {
    lengths.contains(&bytes.len()) && bytes.iter().all(is)
}

/// Outward and inward half; the last two letters are never C, I, K, M, O or V.
///
/// Source: Royal Mail, Programmers' guide to the Postcode Address File.
pub(super) fn is_postcode(outward: &[u8], inward: &[u8]) -> bool {
    let letters = outward.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (area, district) = outward.split_at(letters);
    let district = match district {
        [first] => first.is_ascii_digit(),
        [first, second] => first.is_ascii_digit() && second.is_ascii_alphanumeric(),
        _ => false,
    };
    let unit = |byte: &u8| byte.is_ascii_alphabetic() && !b"CIKMOV".contains(&byte.to_ascii_uppercase());
    let inward = matches!(inward, [digit, rest @ ..] if digit.is_ascii_digit() && all(rest, 2..=2, unit));
    matches!(area.len(), 1 | 2) && district && inward
}

/// Plates since 2001 (`AB12 CDE`), 1983 (`A123 BCD`) and 1963 (`ABC 123D`), cut where they are written apart.
///
/// Source: Driver and Vehicle Licensing Agency, INF104.
pub(super) fn is_plate(front: &[u8], back: &[u8]) -> bool {
    let letter: fn(&u8) -> bool = u8::is_ascii_alphabetic;
    let digit: fn(&u8) -> bool = u8::is_ascii_digit;
    let since_2001 = matches!(front, [a, b, c, d] if letter(a) && letter(b) && digit(c) && digit(d));
    let since_1983 = matches!(front, [a, rest @ ..] if letter(a) && all(rest, 1..=3, digit));
    let since_1963 = matches!(back, [rest @ .., z] if letter(z) && all(rest, 1..=3, digit));
    ((since_2001 || since_1983) && all(back, 3..=3, letter)) || (since_1963 && all(front, 3..=3, letter))
}

/// The digits of a telephone number as dialled inside the country: `+44 7700…`, `0044 7700…`, `+44 (0)7700…`
/// all become `07700…`.
pub(super) fn national(digits: &str) -> String {
    let rest =
        digits.strip_prefix("0044").or_else(|| digits.strip_prefix("44").filter(|rest| rest.len() >= 9));
    match rest {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        // A spreadsheet that takes a mobile number for a number drops its 0.
        None if digits.len() == 10 && digits.starts_with('7') => format!("0{digits}"),
        None => digits.to_owned(),
    }
}

/// Ten or eleven digits that begin as numbers of the United Kingdom do.
///
/// Source: Ofcom, the National Telephone Numbering Plan.
pub(super) fn is_phone(national: &str) -> bool {
    matches!(national.as_bytes(), [b'0', second, ..] if !b"046".contains(second))
        && (10..=11).contains(&national.len())
}

/// Ten digits whose last is the modulus-11 check digit.
///
/// Source: NHS Data Dictionary, NHS NUMBER.
pub(super) fn is_nhs_number(digits: &str) -> bool {
    let digits: Vec<u32> =
        digits.bytes().filter(u8::is_ascii_digit).map(|byte| u32::from(byte - b'0')).collect();
    let [body @ .., check] = digits.as_slice() else {
        return false;
    };
    if body.len() != 9 {
        return false;
    }
    let sum: u32 = body.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    (11 - sum % 11) % 11 == *check
}

/// A letter, twelve digits; the last may be a letter (temporary numbers).
///
/// Source: Department for Education, Unique pupil numbers guidance.
pub(super) fn is_upn(code: &[u8]) -> bool {
    matches!(code, [first, middle @ .., last] if first.is_ascii_alphabetic()
        && middle.len() == 11
        && middle.iter().all(u8::is_ascii_digit)
        && last.is_ascii_alphanumeric())
}

/// Where e-mail addresses stand in a text.
pub(super) fn emails(text: &str) -> Vec<core::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let local = |byte: u8| byte.is_ascii_alphanumeric() || b"._%+-'".contains(&byte) || byte >= 0x80;
    let domain = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let start = at - bytes[..at].iter().rev().take_while(|byte| local(**byte)).count();
        let mut end = at + 1 + bytes[at + 1..].iter().take_while(|byte| domain(**byte)).count();
        while end > at + 1 && b".-".contains(&bytes[end - 1]) {
            end -= 1;
        }
        // `name@host` is an address, `@name` a name used online; `at 5 @ home` is neither.
        if end > at + 1 {
            found.push(start..end);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plates_and_postcodes_are_known_by_their_form() {
        for plate in ["AB12CDE", "A123BCD", "ABC123D", "A1BCD"] {
            assert!(looks_like_plate_or_postcode(plate), "{plate}");
        }
        for postcode in ["OX12AB", "W1A1AA", "EC1A1BB", "M11AE"] {
            assert!(looks_like_plate_or_postcode(postcode), "{postcode}");
        }
        for other in ["K7F2", "P3QX", "B4MD", "12345", "HELLO", "E14PM"] {
            assert!(!looks_like_plate_or_postcode(other), "{other}");
        }
    }

    #[test]
    fn one_number_written_in_four_ways_is_one() {
        for written in ["07700900123", "447700900123", "00447700900123", "4407700900123"] {
            assert_eq!(national(written), "07700900123");
            assert!(is_phone(&national(written)));
        }
        assert!(!is_phone("12032019"));
    }

    #[test]
    fn register_numbers_are_known_by_their_form() {
        assert!(is_nhs_number("9434765919"));
        assert!(!is_nhs_number("9434765918"));
        assert!(is_upn(b"A123456789012"));
        assert!(!is_upn(b"A12345678901"));
    }

    #[test]
    fn addresses_and_handles_are_found() {
        let text = "wrote to j.doe@example.org. seen as @someone at 5 @ home";
        let found: Vec<&str> = emails(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["j.doe@example.org", "@someone"]);
    }
}
