//! Number plates.

/// A plate without spaces and in capitals. `None` when fewer than three letters and digits are left.
///
/// O and 0, I and 1 stay different here: see [`plate_near`].
pub(crate) fn plate(raw: &str) -> Option<String> {
    let plate: String =
        raw.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let says_nothing = matches!(plate.as_str(), "UNKNOWN" | "NONE" | "NOTKNOWN" | "NOTRECORDED" | "TBC");
    (plate.len() >= 3 && !says_nothing).then_some(plate)
}

/// The plate with letters and digits that are taken for each other made one. Two plates that share only this key
/// are possibly the same, never certainly.
pub(crate) fn plate_near(plate: &str) -> String {
    plate
        .chars()
        .map(|c| match c {
            'O' | 'Q' | 'D' => '0',
            'I' | 'L' => '1',
            'Z' => '2',
            'S' => '5',
            'B' => '8',
            other => other,
        })
        .collect()
}
