//! What a rule says, as people write it: `5 working days`, `immediate`, `12`, `none`.

use record::Code;
use record::policy::UNITS;

use crate::nearest::hint;
use crate::read::Sink;
use crate::report::{Report, short};

/// An amount and its unit, which is empty for a number alone; inside, `None` for "there is no such rule".
type Said = Option<(i32, Code)>;

/// What the cell says; `None`, with a finding, if nobody can tell. An empty cell is not "no rule": that is written `none`.
pub(super) fn read(text: &str, at: Report, column: &'static str, sink: &mut dyn Sink) -> Option<Said> {
    let said = parse(text);
    if said.is_none() {
        let what = if text.is_empty() {
            "nothing is stated".to_owned()
        } else {
            format!("`{}` cannot be read", short(text))
        };
        let unit = text.split_once(' ').map_or(text, |(_, unit)| unit);
        let near = hint(unit, UNITS.iter().map(|(word, _)| *word));
        let words = format!("{what} as what the rule says{near}; the row is kept and loosens nothing");
        let remedy =
            "write `5 working_day`, a number alone for a threshold, or `none` where there is no such rule";
        at.doubtful(sink, column, "rule_change.no_value", words, remedy);
    }
    said
}

fn parse(text: &str) -> Option<Said> {
    let text = text.trim().to_ascii_lowercase();
    if text == "none" {
        return Some(None);
    }
    if let Some(unit) = unit(&text).filter(|unit| matches!(*unit, "immediate" | "as_soon_as_practicable")) {
        return Some(Some((0, Code::new(unit))));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (amount, rest) = text.split_at_checked(digits)?;
    let amount: i32 = amount.parse().ok()?;
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(Some((amount, Code::new(""))));
    }
    Some(Some((amount, Code::new(unit(rest)?))))
}

/// The word of a unit, also in the plural and with spaces.
fn unit(text: &str) -> Option<&'static str> {
    let word = text.split_whitespace().collect::<Vec<_>>().join("_");
    let single = word.strip_suffix('s').unwrap_or(&word);
    UNITS.iter().map(|(known, _)| *known).find(|known| *known == word || *known == single)
}

/// The cell of what a rule says.
pub(super) fn written(said: Option<&(i32, Code)>) -> String {
    match said {
        None => "none".to_owned(),
        Some((amount, unit)) if unit.as_str().is_empty() => amount.to_string(),
        Some((amount, unit)) => format!("{amount} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_read_and_nothing_else() {
        let said = |amount, unit: &str| Some(Some((amount, Code::new(unit))));
        for (text, expected) in [
            ("5 working days", said(5, "working_day")),
            ("5 working_day", said(5, "working_day")),
            ("1 Working Day", said(1, "working_day")),
            ("0 immediate", said(0, "immediate")),
            ("immediate", said(0, "immediate")),
            ("48 hours", said(48, "hour")),
            ("12", said(12, "")),
            ("none", Some(None)),
            ("", None),
            ("-1 day", None),
            ("5 fortnights", None),
            ("five days", None),
            ("99999999999 days", None),
            ("soon", None),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
