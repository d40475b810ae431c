//! Numbers as people write them in tables.

/// Why a cell is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) rule: &'static str,
    pub(crate) words: &'static str,
    pub(crate) remedy: &'static str,
}

/// Marks that stand for a number that is not there: not known, not applicable, hidden.
const MISSING: [&str; 16] =
    ["-", "–", "—", "..", "...", ":", ".", "*", "c", "x", "z", "na", "n/a", "nan", "null", "#n/a"];

/// Reads a cell that holds something. `Ok(None)`: a mark that stands for no number.
pub(crate) fn read(written: &str) -> Result<Option<f64>, Problem> {
    let text = written.trim();
    if MISSING.contains(&text.to_lowercase().as_str()) {
        return Ok(None);
    }
    let (digits, share) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    };
    let number: f64 = plain(digits)?.parse().map_err(|_| UNREADABLE)?;
    if !number.is_finite() {
        return Err(UNREADABLE);
    }
    Ok(Some(if share { number / 100.0 } else { number }))
}

/// Whether a cell is typed with a percent sign.
pub(crate) fn is_percentage(written: &str) -> bool {
    written.trim().ends_with('%')
}

const UNREADABLE: Problem = Problem {
    rule: "figures.number",
    words: "is no number",
    remedy: "write digits with a point before decimals; leave the cell empty where the figure is not known",
};

const COMMA: Problem = Problem {
    rule: "figures.comma",
    words: "has a comma that does not stand before three digits, so it may be a decimal",
    remedy: "write decimals with a point",
};

/// Digits without the commas between thousands.
fn plain(text: &str) -> Result<String, Problem> {
    let only =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | 'e' | 'E' | ' ' | '\u{a0}');
    if !text.chars().all(only) || !text.contains(|c: char| c.is_ascii_digit()) {
        return Err(UNREADABLE);
    }
    let spaceless: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}')).collect();
    if !spaceless.contains(',') {
        return Ok(spaceless);
    }
    let whole = spaceless.split('.').next().unwrap_or_default();
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next().unwrap_or_default();
    let rest_fits = groups.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()));
    if (1..=3).contains(&first.len()) && rest_fits && !spaceless[whole.len()..].contains(',') {
        Ok(spaceless.replace(',', ""))
    } else {
        Err(COMMA)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (written, number) in
            [("12", 12.0), ("1,234", 1234.0), ("12.5%", 0.125), ("-3", -3.0), ("1,234,567.5", 1_234_567.5)]
        {
            assert_eq!(read(written), Ok(Some(number)), "{written}");
        }
        for mark in ["-", "c", "N/A", "..", ":"] {
            assert_eq!(read(mark), Ok(None), "{mark}");
        }
    }

    #[test]
    fn what_may_mean_two_things_is_not_guessed() {
        assert_eq!(read("12,5"), Err(COMMA));
        assert_eq!(read("1,2345"), Err(COMMA));
        for none in ["twelve", "12 of 30", "inf", "1e999", "=1+1"] {
            assert_eq!(read(none), Err(UNREADABLE), "{none}");
        }
    }
}
