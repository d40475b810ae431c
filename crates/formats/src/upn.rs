//! The check letter of a unique pupil number.

/// What a look at a UPN gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upn {
    /// Thirteen characters of the right kinds, and the letter fits.
    Fits,
    /// The right kinds, but the check letter is another one: somewhere a character is wrong.
    WrongLetter,
    /// Not thirteen characters of the right kinds.
    NoUpn,
}

/// The letters a check letter may be; their places are the remainders modulo 23.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// Checks a UPN: a letter, eleven digits, and a digit or, in a temporary number, a letter.
///
/// A letter at the end counts by its place among the check letters. Case and spaces do not matter.
/// The issuing authority (characters 2 to 4) is not checked against the list of councils.
///
/// # Source
/// Department for Education, "Unique pupil numbers: a guide for schools and local authorities".
pub fn check(text: &str) -> Upn {
    let mut characters = [0u8; 13];
    let mut length = 0;
    for byte in text.bytes().filter(|byte| *byte != b' ') {
        let Some(place) = characters.get_mut(length) else {
            return Upn::NoUpn;
        };
        *place = byte.to_ascii_uppercase();
        length += 1;
    }
    if length != 13 {
        return Upn::NoUpn;
    }
    let [first, middle @ .., last] = characters;
    let last = match last {
        b'0'..=b'9' => Some(usize::from(last - b'0')),
        letter => LETTERS.iter().position(|known| *known == letter),
    };
    let (true, true, Some(last)) = (first.is_ascii_uppercase(), middle.iter().all(u8::is_ascii_digit), last)
    else {
        return Upn::NoUpn;
    };
    let weighted: usize =
        middle.iter().zip(2..).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    let letter = LETTERS[(weighted + last * 13) % LETTERS.len()];
    if letter == first { Upn::Fits } else { Upn::WrongLetter }
}

#[cfg(test)]
mod tests {
    use super::{Upn, check};

    #[test]
    fn one_wrong_digit_or_letter_is_noticed() {
        // Sum of 9*2 + 9*3 + 0*4 + 9*5 + 3*6 + 2*7 + 8*8 + 7*9 + 9*10 + 2*11 + 1*12 + 7*13 = 464; 464 mod 23 = 4: E.
        assert_eq!(check("E990932879217"), Upn::Fits);
        assert_eq!(check(" e990 932879217 "), Upn::Fits);
        assert_eq!(check("F990932879217"), Upn::WrongLetter);
        assert_eq!(check("E990932879218"), Upn::WrongLetter);
        assert_eq!(check("E990932879271"), Upn::WrongLetter);
    }

    #[test]
    fn other_shapes_are_no_upn() {
        for text in
            ["", "E99093287921", "E9909328792170", "1990932879217", "E99X932879217", "E99093287921I", "é"]
        {
            assert_eq!(check(text), Upn::NoUpn, "{text}");
        }
    }

    #[test]
    fn a_temporary_number_ends_with_a_letter() {
        assert_ne!(check("X98765432123B"), Upn::NoUpn);
    }
}
