//! The many ways in which one name, number or handle is written.

use crate::draw::Draws;
use crate::names::Name;

/// Other forms of given names: short, phonetic and transliterated ones.
const FORMS: &[(&str, &[&str])] = &[
    ("Mohammed", &["Muhammad", "Mohamed", "Mohammad", "Mo"]),
    ("Yusuf", &["Yousef", "Yousuf", "Joseph"]),
    ("Aisha", &["Ayesha", "Aysha"]),
    ("Ayesha", &["Aisha"]),
    ("Fatima", &["Fatimah", "Fatema"]),
    ("Zofia", &["Sofia", "Zosia"]),
    ("Wiktoria", &["Victoria", "Viktoria"]),
    ("Jakub", &["Jacob", "Kuba"]),
    ("Szymon", &["Simon"]),
    ("Olivia", &["Liv", "Livvy"]),
    ("Elizabeth", &["Lizzie", "Beth", "Eliza"]),
    ("Katherine", &["Kate", "Catherine", "Kathryn"]),
    ("Rebecca", &["Becky", "Rebekah"]),
    ("Charlotte", &["Charlie", "Lottie"]),
    ("Jessica", &["Jess", "Jessie"]),
    ("Megan", &["Meghan", "Meg"]),
    ("Keira", &["Kiera", "Keera"]),
    ("Caitlin", &["Kaitlyn", "Kate"]),
    ("Thomas", &["Tom", "Tomas"]),
    ("Daniel", &["Dan", "Danny"]),
    ("Samuel", &["Sam", "Sammy"]),
    ("Alexander", &["Alex", "Aleksander", "Sasha"]),
    ("Benjamin", &["Ben"]),
    ("Matthew", &["Matt", "Mathew"]),
    ("Michael", &["Mike", "Micheal"]),
    ("William", &["Will", "Billy"]),
    ("James", &["Jamie", "Jim"]),
    ("Joshua", &["Josh"]),
    ("Christopher", &["Chris"]),
    ("Hassan", &["Hasan"]),
    ("Hussain", &["Hussein", "Husain"]),
    ("Ahmed", &["Ahmad"]),
    ("Chowdhury", &["Choudhury", "Chaudhry"]),
    ("Kowalski", &["Kowalska"]),
    ("Singh", &["Sing"]),
    ("Thompson", &["Thomson"]),
    ("Clarke", &["Clark"]),
    ("Davies", &["Davis"]),
    ("Philips", &["Phillips"]),
    ("O'Brien", &["OBrien", "O Brien"]),
    ("Zainab", &["Zaynab", "Zeinab"]),
    ("Maryam", &["Mariam", "Miriam"]),
    ("Amina", &["Aminah", "Ameena"]),
    ("Yasmin", &["Yasmeen", "Jasmin"]),
    ("Natalia", &["Nataliya", "Natalya"]),
    ("Nadia", &["Nadiya", "Nadya"]),
    ("Ibrahim", &["Ebrahim", "Ibraheem"]),
    ("Hamza", &["Hamzah"]),
    ("Omar", &["Umar", "Omer"]),
    ("Bilal", &["Belal", "Billal"]),
    ("Tariq", &["Tarik", "Tareq"]),
    ("Andrei", &["Andrey", "Andre"]),
    ("Ali", &["Aly", "Alee"]),
    ("Khan", &["Kahn", "Khaan"]),
    ("Begum", &["Begam", "Begom"]),
    ("Kaur", &["Kour", "Kor"]),
    ("Nowak", &["Novak"]),
    ("Shah", &["Sha"]),
    ("Miah", &["Mia", "Meah"]),
    ("Rahman", &["Rehman", "Rahmaan"]),
    ("Popescu", &["Popesku"]),
    ("Mensah", &["Mensa"]),
];

/// A name as it comes out of a system: rightly, or in another form.
pub(super) fn written_name(
    name: Name,
    step: Option<&str>,
    error: f64,
    draws: &mut Draws,
) -> (String, String) {
    let (mut given, mut family) = (name.given.to_owned(), name.family.to_owned());
    if draws.chance(error) {
        match draws.among(&[0.45, 0.25, 0.08, 0.12, 0.10]) {
            0 => given = other_form(&given, draws),
            1 => family = other_form(&family, draws),
            2 => core::mem::swap(&mut given, &mut family),
            3 => family = step.map_or_else(|| other_form(&family, draws), str::to_owned),
            _ => family = format!("{family}-{}", step.unwrap_or("Reed")),
        }
    } else if let Some(step) = step
        && draws.chance(0.15)
    {
        family = step.to_owned();
    }
    (given, family)
}

/// A short or other form where one is known, else a slip of the keyboard.
pub(super) fn other_form(name: &str, draws: &mut Draws) -> String {
    if let Some((_, forms)) = FORMS.iter().find(|(known, _)| *known == name) {
        return forms[draws.below(forms.len() as u64) as usize].to_owned();
    }
    let mut letters: Vec<char> = name.chars().collect();
    let at = 1 + draws.below(letters.len().saturating_sub(2).max(1) as u64) as usize;
    if at + 1 < letters.len() {
        match draws.below(3) {
            0 => letters.swap(at, at + 1),
            1 => drop(letters.remove(at)),
            _ => letters.insert(at, letters[at]),
        }
    }
    letters.into_iter().collect()
}

pub(super) fn one_digit_wrong(text: &str, draws: &mut Draws) -> String {
    let digits: Vec<usize> =
        text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let Some(at) = digits.get(draws.below(digits.len() as u64) as usize) else { return text.to_owned() };
    let wrong = char::from(b'0' + draws.below(10) as u8);
    let mut out = text.to_owned();
    out.replace_range(*at..at + 1, wrong.encode_utf8(&mut [0; 4]));
    out
}

/// A name used online in another way: other joints, capitals, a sign before it.
pub(super) fn other_handle(handle: &str, draws: &mut Draws) -> String {
    match draws.below(5) {
        0 => format!("@{handle}"),
        1 => handle.replace('_', "."),
        2 => handle.replace('_', ""),
        3 => handle.to_uppercase(),
        _ => format!("{handle}x"),
    }
}

/// An address as some write it: the flat or the house left out, or the street shortened.
pub(super) fn other_address(address: &str, draws: &mut Draws) -> String {
    let street = address
        .trim_start_matches("Flat ")
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == ',' || c == ' ');
    match draws.below(3) {
        0 => address.split_once(", ").map_or(address, |(_, rest)| rest).to_owned(),
        1 => address.replace("Road", "Rd").replace("Street", "St"),
        _ => street.to_owned(),
    }
}
