//! Figures said elsewhere, in a report, a speech or a return: one row each, to be held beside the same figure counted again.

use record::{Day, FileId};

use crate::csv_table::CsvTable;
use crate::csv_table::named::{Columns, Named};
use crate::figures::{Step, number, period};
use crate::nearest::report_unknown_headings;
use crate::read::{ReadError, Sink, Source};
use crate::report::{Report, short};

/// The columns; those a file has no use for may be left out.
pub const COLUMNS: [&str; 10] = [
    "said_by",
    "said_on",
    "measure",
    "variant",
    "agency",
    "period",
    "numerator",
    "denominator",
    "percent",
    "source",
];

/// Most rows of one file.
pub const ROWS: usize = 10_000;

/// One figure as it was said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// Its line.
    pub line: u32,
    /// Who said it: an office or a document, as written.
    pub said_by: String,
    /// When, as written.
    pub said_on: String,
    /// The measure by its id; empty where the row names none.
    pub measure: String,
    /// The variant; empty: the main one.
    pub variant: String,
    /// The agency by its id; empty: the only one there is.
    pub agency: String,
    /// The first and the last day of its period, both included.
    pub period: Option<(Day, Day)>,
    /// The period as written.
    pub period_written: String,
    /// Of so many …
    pub numerator: Option<u64>,
    /// … among so many.
    pub denominator: Option<u64>,
    /// The share, in hundredths.
    pub percent: Option<f64>,
    /// Decimals it was given with: how far rounding reaches.
    pub decimals: u8,
    /// Where it was said, as written.
    pub source: String,
}

/// Reads such a table.
///
/// # Errors
/// [`ReadError`] when it cannot be read on, or has neither a measure nor a number in its headings.
pub fn read(source: &mut dyn Source, file: FileId, sink: &mut dyn Sink) -> Result<Vec<Said>, ReadError> {
    let mut table = CsvTable::open(source, file, sink)?;
    if table.find("measure").is_none() {
        return Err(ReadError::Broken {
            problem: "the table has no column `measure`".to_owned(),
            remedy: format!("its headings are: {}", COLUMNS.join(", ")),
        });
    }
    report_unknown_headings(table.headings(), &COLUMNS, Report { file, line: 1 }, sink);
    let columns = Columns::of(&table, &COLUMNS);
    let mut said = Vec::new();
    while let Some(row) = table.next_row(sink)? {
        let at = Report { file, line: row.line() };
        if said.len() == ROWS {
            let words =
                format!("the file has more than {ROWS} rows; this one and those behind it were left out");
            at.skipped(sink, "", "said.many_rows", words, "split the file");
            break;
        }
        said.extend(one(&columns.row(row), at, sink));
    }
    Ok(said)
}

fn one(cells: &Named<'_>, at: Report, sink: &mut dyn Sink) -> Option<Said> {
    let text = |column: &str| cells.get(column).to_owned();
    let (percent, decimals) = percent(cells.get("percent"), at, sink);
    let said = Said {
        line: at.line,
        said_by: text("said_by"),
        said_on: text("said_on"),
        measure: text("measure"),
        variant: text("variant"),
        agency: text("agency"),
        period: days(cells.get("period"), at, sink),
        period_written: text("period"),
        numerator: whole("numerator", cells.get("numerator"), at, sink),
        denominator: whole("denominator", cells.get("denominator"), at, sink),
        percent,
        decimals,
        source: text("source"),
    };
    if said.numerator.is_none() && said.denominator.is_none() && said.percent.is_none() {
        let words = "the row says no number and was left out";
        at.skipped(sink, "", "said.nothing", words, "fill in `numerator` and `denominator`, or `percent`");
        return None;
    }
    if let (Some(some), Some(all)) = (said.numerator, said.denominator)
        && some > all
    {
        let words = format!("{some} of {all}: more than all there are");
        at.doubtful(sink, "numerator", "said.more_than_all", words, "see whether the two were changed over");
    }
    Some(said)
}

/// The days of a period: a month or a year from April to March, a calendar year, a quarter.
fn days(written: &str, at: Report, sink: &mut dyn Sink) -> Option<(Day, Day)> {
    if written.is_empty() {
        return None;
    }
    let unreadable = |words: String, sink: &mut dyn Sink| {
        at.skipped(sink, "period", "said.period", words, "write `2024-25` for April to March, or `2024-05`");
    };
    let found = match period::read_all(&[(at.line, written)]) {
        Ok(found) => found.into_iter().next()?,
        Err(_) => {
            unreadable(format!("`{}` is no period; the row stands without one", short(written)), sink);
            return None;
        }
    };
    let (year, month, months) = match found.step {
        Step::Month => (found.number.div_euclid(12), found.number.rem_euclid(12) + 1, 1),
        Step::Quarter => (found.number.div_euclid(4), found.number.rem_euclid(4) * 3 + 1, 3),
        Step::Year => (found.number, 1, 12),
        Step::FinancialYear => (found.number, 4, 12),
        Step::Point | Step::Day | Step::Week => {
            unreadable(
                format!("`{}` is no month or year; the row stands without a period", short(written)),
                sink,
            );
            return None;
        }
    };
    let first = Day::from_ymd(i32::try_from(year).ok()?, u32::try_from(month).ok()?, 1)?;
    Some((first, first.add_months(months).add_days(-1)))
}

/// A whole number of cases.
fn whole(column: &'static str, written: &str, at: Report, sink: &mut dyn Sink) -> Option<u64> {
    if written.is_empty() {
        return None;
    }
    let refused = |words: &str, sink: &mut dyn Sink| {
        let words = format!("`{}` {words}; it is left out", short(written));
        at.skipped(sink, column, "said.count", words, "write how many there were, as a whole number");
    };
    match number::read(written) {
        Ok(Some(count)) if count >= 0.0 && count.fract() == 0.0 && count < 1e15 => Some(count as u64),
        Ok(Some(_)) => {
            refused("is no whole number of cases", sink);
            None
        }
        Ok(None) => None,
        Err(problem) => {
            refused(problem.words, sink);
            None
        }
    }
}

/// `2.3`, `2.3 %` or `2.3%`, and with how many decimals.
fn percent(written: &str, at: Report, sink: &mut dyn Sink) -> (Option<f64>, u8) {
    if written.is_empty() {
        return (None, 0);
    }
    let digits = written.strip_suffix('%').unwrap_or(written).trim_end();
    let decimals = digits.split_once('.').map_or(0, |(_, behind)| behind.len().min(12)) as u8;
    let remedy = "write `2.3` or `2.3 %`";
    match number::read(digits) {
        Ok(Some(share)) if (0.0..=100.0).contains(&share) => (Some(share), decimals),
        Ok(Some(_)) => {
            let words = format!("`{}` lies outside 0 to 100; it is left out", short(written));
            at.skipped(sink, "percent", "said.percent", words, remedy);
            (None, 0)
        }
        Ok(None) => (None, 0),
        Err(problem) => {
            let words = format!("`{}` {}; it is left out", short(written), problem.words);
            at.skipped(sink, "percent", "said.percent", words, remedy);
            (None, 0)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use record::Finding;

    use super::*;
    use crate::report::kept::Kept;

    fn rows(text: &str) -> (Vec<Said>, Vec<Finding>) {
        let mut sink = Kept::default();
        let said = read(&mut Cursor::new(text.as_bytes().to_vec()), FileId(0), &mut sink).expect("a table");
        (said, sink.findings)
    }

    #[test]
    fn figures_as_people_write_them() {
        let (said, findings) = rows(
            "measure,period,numerator,denominator,percent\nre_referrals,2024-25,\"1,204\",5000,24.1 %\nreferrals,2024-05,41,,\n",
        );
        assert_eq!(findings, []);
        assert_eq!((said[0].numerator, said[0].denominator), (Some(1204), Some(5000)));
        assert_eq!((said[0].percent, said[0].decimals), (Some(24.1), 1));
        let day = |text: &str| Day::parse_iso(text).expect("a date");
        assert_eq!(said[0].period, Some((day("2024-04-01"), day("2025-03-31"))));
        assert_eq!(said[1].period, Some((day("2024-05-01"), day("2024-05-31"))));
    }

    #[test]
    fn what_cannot_be_read_is_left_out_with_line_and_column_and_the_rest_is_kept() {
        let (said, findings) = rows(
            "measure,period,numerator,denominator,percent\nreferrals,spring,7,,\nreferrals,2024-25,-3,40,140\nreferrals,,,,\nreferrals,2024-25,50,40,\n",
        );
        let of: Vec<(u32, String)> =
            findings.iter().map(|finding| (finding.line, finding.rule.to_string())).collect();
        let expected = [
            (2, "said.period"),
            (3, "said.percent"),
            (3, "said.count"),
            (4, "said.nothing"),
            (5, "said.more_than_all"),
        ];
        assert_eq!(of, expected.map(|(line, rule)| (line, rule.to_owned())));
        assert_eq!(said.len(), 3);
        assert_eq!((said[0].numerator, said[0].period), (Some(7), None));
        assert_eq!((said[1].numerator, said[1].denominator, said[1].percent), (None, Some(40), None));
    }

    #[test]
    fn a_table_of_something_else_is_named() {
        let mut sink = Kept::default();
        let error = read(&mut Cursor::new(b"a,b\n1,2\n".to_vec()), FileId(0), &mut sink).unwrap_err();
        assert!(error.to_string().contains("no column `measure`"), "{error}");
    }
}
