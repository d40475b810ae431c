//! Normalising: one written form for values that different agencies write differently.
//!
//! A normaliser returns `None` where the value says nothing ("not known", "n/a"): a missing value is never evidence.
//! Near forms (a plate with O for 0) are separate keys; they never make two values equal.

mod identifier;
mod name;
mod phone;
mod place;
mod plate;
mod postcode;

pub(crate) use identifier::{nhs_number, upn};
pub(crate) use name::{name, squashed};
pub(crate) use phone::phone;
pub(crate) use place::{business, online_name, place};
pub(crate) use plate::{plate, plate_near};
pub(crate) use postcode::{outward, postcode};

/// A letter in lower case without its accents; some become two letters.
fn folded(c: char) -> &'static str {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŉ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => "",
    }
}

/// Lower-case words of letters and digits, accents and apostrophes dropped; everything else parts words.
fn words(raw: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in raw.chars().flat_map(char::to_lowercase) {
        let is_mark =
            ('\u{300}'..='\u{36f}').contains(&c) || matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '.');
        if is_mark {
            continue;
        }
        let Some(word) = words.last_mut() else { continue };
        match folded(c) {
            "" if c.is_alphanumeric() => word.push(c),
            "" if word.is_empty() => {}
            "" => words.push(String::new()),
            letters => word.push_str(letters),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Does the value only say that nothing is known?
fn says_nothing(words: &[String]) -> bool {
    const NOTHING: &[&str] = &[
        "",
        "unknown",
        "unk",
        "nk",
        "n k",
        "na",
        "n a",
        "none",
        "nil",
        "null",
        "tbc",
        "not known",
        "not recorded",
        "not given",
        "not stated",
        "not disclosed",
        "not applicable",
        "no name",
        "refused",
        "anon",
        "anonymous",
        "no fixed abode",
        "nfa",
        "no fixed address",
        "various",
        "x",
        "xx",
        "xxx",
    ];
    NOTHING.contains(&words.join(" ").as_str())
}

#[cfg(test)]
mod tests;
