//! Periods as people write them: months, quarters, years, days, weeks, or the number of a point.

use record::Day;
use record::time::month_of_name;

use super::broken;
use crate::dates::{Order, Reading, parse};
use crate::read::ReadError;
use crate::report::short;

/// Two-digit years are the latest such year up to this one.
const PIVOT_YEAR: i32 = 2050;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A point by its number.
    Point,
    /// Days that follow no rhythm.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Quarters of a calendar year.
    Quarter,
    /// Calendar years.
    Year,
    /// Years from April to March.
    FinancialYear,
}

impl Step {
    /// One of them, in words.
    pub fn word(self) -> &'static str {
        match self {
            Step::Point => "point",
            Step::Day => "day",
            Step::Week => "week",
            Step::Month => "month",
            Step::Quarter => "quarter",
            Step::Year => "year",
            Step::FinancialYear => "financial year",
        }
    }

    /// How far the numbers of two periods that follow each other lie apart; `None` for days, which follow no rhythm.
    pub fn stride(self) -> Option<i64> {
        match self {
            Step::Day => None,
            Step::Week => Some(7),
            _ => Some(1),
        }
    }
}

/// One period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// How long.
    pub step: Step,
    /// Its place in time: the number of the point, year, quarter or month, or of the day that names it.
    pub number: i64,
}

impl Period {
    /// As it is printed and as keys name it: `2024-03`, `2024-Q1`, `2023-24`, `2024-03-31`, `7`.
    pub fn label(self) -> String {
        let number = self.number;
        match self.step {
            Step::Point | Step::Year => number.to_string(),
            Step::Day | Step::Week => day(number).to_string(),
            Step::Month => format!("{}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1),
            Step::Quarter => format!("{}-Q{}", number.div_euclid(4), number.rem_euclid(4) + 1),
            Step::FinancialYear => format!("{number}-{:02}", (number + 1).rem_euclid(100)),
        }
    }
}

fn day(number: i64) -> Day {
    Day(i32::try_from(number).unwrap_or_default())
}

/// How a period is written. Two ways in one column are an error: one of them may have been misread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Whole,
    FinancialYear,
    Quarter,
    MonthNumber,
    MonthName,
    DayYearFirst,
    DayDayFirst,
}

impl Form {
    fn example(self) -> &'static str {
        match self {
            Form::Whole => "7 or 2024",
            Form::FinancialYear => "2023-24",
            Form::Quarter => "2024 Q1",
            Form::MonthNumber => "2024-03",
            Form::MonthName => "Mar-24",
            Form::DayYearFirst => "2024-03-31",
            Form::DayDayFirst => "31/03/2024",
        }
    }
}

/// Reads the periods of a column.
///
/// Shape: one for each text, in the same order; each text with the line it stands on.
///
/// # Errors
/// [`ReadError`] with the line of a period that cannot be read, or of two that are written in two ways.
pub fn read_all(written: &[(u32, &str)]) -> Result<Vec<Period>, ReadError> {
    // `2011-12` may be a December or a financial year: what all texts can be is what they are.
    let mut open: Option<Vec<Form>> = None;
    let mut read: Vec<Vec<(Form, i64)>> = Vec::new();
    for (line, text) in written {
        let found = all_forms(*line, text)?;
        let forms = open.get_or_insert_with(|| found.iter().map(|(form, _)| *form).collect());
        let example = forms.first().map_or("2024-03", |form| form.example());
        forms.retain(|form| found.iter().any(|(known, _)| known == form));
        if forms.is_empty() {
            let (first_line, first_text) = written[0];
            return Err(broken(
                format!(
                    "line {line}: the period `{}` is written in another way than `{}` on line {first_line} and those between",
                    short(text),
                    short(first_text)
                ),
                format!("write all periods in one way, such as {example}"),
            ));
        }
        read.push(found);
    }
    let form = open.and_then(|forms| forms.first().copied()).unwrap_or(Form::Whole);
    let of_form =
        |found: &Vec<(Form, i64)>| found.iter().find(|(known, _)| *known == form).map(|(_, number)| *number);
    let numbers: Vec<i64> = read.iter().filter_map(of_form).collect();
    let step = step(form, &numbers);
    Ok(numbers.into_iter().map(|number| settle(form, step, number)).collect())
}

/// Every form one text may be, with its number there.
fn all_forms(line: u32, text: &str) -> Result<Vec<(Form, i64)>, ReadError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(broken(format!("line {line}: the period is empty"), "give every row its period"));
    }
    let mut found: Vec<(Form, i64)> =
        [whole(text), quarter(text), financial_year(text), month(text)].into_iter().flatten().collect();
    if found.is_empty() {
        found.extend(written_day(line, text).transpose()?);
    }
    if !found.is_empty() {
        return Ok(found);
    }
    let remedy = if crate::dates::is_serial(text) {
        "it looks like a spreadsheet's count of days: give the column the format of a date before you save as CSV"
    } else {
        "write months as 2024-03, quarters as 2024 Q1, years as 2024 or 2023-24, days as 2024-03-31, or number the points"
    };
    Err(broken(format!("line {line}: the period `{}` cannot be read", short(text)), remedy))
}

fn digits(text: &str) -> Option<i64> {
    let fits = (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

fn year(text: &str) -> Option<i64> {
    let number = digits(text)?;
    match text.len() {
        4 if (1800..=2200).contains(&number) => Some(number),
        2 => {
            let pivot = i64::from(PIVOT_YEAR);
            Some(pivot - (pivot - number).rem_euclid(100))
        }
        _ => None,
    }
}

fn whole(text: &str) -> Option<(Form, i64)> {
    if crate::dates::is_serial(text) {
        return None;
    }
    digits(text).map(|number| (Form::Whole, number))
}

fn quarter(text: &str) -> Option<(Form, i64)> {
    let upper = text.to_uppercase();
    let mut parts: Vec<&str> = upper.split([' ', '-', '/']).filter(|part| !part.is_empty()).collect();
    if let [joined] = parts.as_slice() {
        let place = joined.find('Q')?;
        parts = if place == 0 {
            vec![joined.get(..2)?, joined.get(2..)?]
        } else {
            vec![&joined[..place], &joined[place..]]
        };
    }
    let [one, two] = parts.as_slice() else { return None };
    let (quarter, of) = if one.starts_with('Q') { (one, two) } else { (two, one) };
    let number = digits(quarter.strip_prefix('Q')?)?;
    (1..=4).contains(&number).then_some(())?;
    Some((Form::Quarter, year(of)? * 4 + number - 1))
}

/// `2023-24`, `2023/24`, `2023/2024`: only where the second year follows the first.
fn financial_year(text: &str) -> Option<(Form, i64)> {
    let (one, two) = text.split_once(['-', '/'])?;
    let first = year(one).filter(|_| one.len() == 4)?;
    let follows = match two.len() {
        2 => digits(two)? == (first + 1).rem_euclid(100),
        4 => digits(two)? == first + 1,
        _ => false,
    };
    follows.then_some((Form::FinancialYear, first))
}

fn month(text: &str) -> Option<(Form, i64)> {
    let parts: Vec<&str> = text.split([' ', '-', '/', '.']).filter(|part| !part.is_empty()).collect();
    let [one, two] = parts.as_slice() else { return None };
    let named = |month: &str, of: &str| {
        Some((Form::MonthName, year(of)? * 12 + i64::from(month_of_name(month)?) - 1))
    };
    if let Some(found) = named(one, two).or_else(|| named(two, one)) {
        return Some(found);
    }
    let (month, of) = if one.len() == 4 { (two, one) } else { (one, two) };
    let number = digits(month).filter(|number| (1..=12).contains(number) && month.len() <= 2)?;
    (of.len() == 4).then_some((Form::MonthNumber, year(of)? * 12 + number - 1))
}

fn written_day(line: u32, text: &str) -> Option<Result<(Form, i64), ReadError>> {
    let reading = Reading { order: Order::DayFirst, pivot_year: PIVOT_YEAR };
    let (day, repairs) = parse(text, reading)?;
    if repairs.swapped {
        return Some(Err(broken(
            format!(
                "line {line}: the period `{}` has the month before the day, or the other way round",
                short(text)
            ),
            "write days as 2024-03-31",
        )));
    }
    let form = if repairs.other_order { Form::DayYearFirst } else { Form::DayDayFirst };
    Some(Ok((form, i64::from(day.0))))
}

/// How long the periods of a column are, once all are known.
fn step(form: Form, numbers: &[i64]) -> Step {
    match form {
        Form::Whole if numbers.iter().all(|number| (1800..=2200).contains(number)) => Step::Year,
        Form::Whole => Step::Point,
        Form::FinancialYear => Step::FinancialYear,
        Form::Quarter => Step::Quarter,
        Form::MonthNumber | Form::MonthName => Step::Month,
        Form::DayYearFirst | Form::DayDayFirst => step_of_days(numbers),
    }
}

/// Days that all begin or all end a month stand for months; days a whole number of weeks apart for weeks.
fn step_of_days(numbers: &[i64]) -> Step {
    let begins = |number: &i64| day(*number).ymd().2 == 1;
    let ends = |number: &i64| day(*number + 1).ymd().2 == 1;
    if numbers.len() > 1 && (numbers.iter().all(begins) || numbers.iter().all(ends)) {
        return Step::Month;
    }
    let first = numbers.first().copied().unwrap_or_default();
    let weekly = numbers.len() > 2 && numbers.iter().all(|number| (number - first) % 7 == 0);
    if weekly { Step::Week } else { Step::Day }
}

fn settle(form: Form, step: Step, number: i64) -> Period {
    let is_day = matches!(form, Form::DayYearFirst | Form::DayDayFirst);
    let number = if is_day && step == Step::Month {
        let (year, month, _) = day(number).ymd();
        i64::from(year) * 12 + i64::from(month) - 1
    } else {
        number
    };
    Period { step, number }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(written: &[&str]) -> Result<Vec<String>, String> {
        let lines: Vec<(u32, &str)> =
            written.iter().enumerate().map(|(at, text)| (at as u32 + 2, *text)).collect();
        read_all(&lines)
            .map(|periods| periods.into_iter().map(Period::label).collect())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn periods_as_people_write_them() {
        for (written, label) in [
            ("2024-03", "2024-03"),
            ("03/2024", "2024-03"),
            ("Mar-24", "2024-03"),
            ("March 2024", "2024-03"),
            ("2024 Q1", "2024-Q1"),
            ("Q1 2024", "2024-Q1"),
            ("2024Q3", "2024-Q3"),
            ("2023/24", "2023-24"),
            ("2023/2024", "2023-24"),
            ("1999-00", "1999-00"),
            ("2024", "2024"),
            ("7", "7"),
            ("2024-03-15", "2024-03-15"),
            ("15/03/2024", "2024-03-15"),
        ] {
            assert_eq!(labels(&[written]), Ok(vec![label.to_owned()]), "{written}");
        }
    }

    #[test]
    fn what_all_can_be_is_what_they_are() {
        assert_eq!(labels(&["2011-11", "2011-12"]).unwrap(), ["2011-11", "2011-12"]);
        assert_eq!(labels(&["2010-11", "2011-12"]).unwrap(), ["2010-11", "2011-12"]);
        assert_eq!(read_all(&[(2, "2010-11"), (3, "2011-12")]).unwrap()[0].step, Step::FinancialYear);
        assert_eq!(read_all(&[(2, "2011-12"), (3, "2012-01")]).unwrap()[0].step, Step::Month);
    }

    #[test]
    fn days_that_begin_or_end_months_are_months() {
        assert_eq!(labels(&["31/01/2024", "29/02/2024"]).unwrap(), ["2024-01", "2024-02"]);
        assert_eq!(labels(&["2024-01-01", "2024-02-01"]).unwrap(), ["2024-01", "2024-02"]);
        let weeks = read_all(&[(2, "2024-01-08"), (3, "2024-01-15"), (4, "2024-01-29")]).unwrap();
        assert_eq!((weeks[2].step, weeks[2].label().as_str()), (Step::Week, "2024-01-29"));
    }

    #[test]
    fn two_ways_in_one_column_are_refused_with_the_line() {
        let error = labels(&["2024-01", "02/2024", "31/03/2024"]).unwrap_err();
        assert!(error.contains("line 4") && error.contains("one way"), "{error}");
        let error = labels(&["01/02/2024", "02/23/2024"]).unwrap_err();
        assert!(error.contains("line 3") && error.contains("2024-03-31"), "{error}");
        let error = labels(&["45352"]).unwrap_err();
        assert!(error.contains("spreadsheet"), "{error}");
        assert!(labels(&["spring"]).unwrap_err().contains("cannot be read"));
        assert!(labels(&[""]).unwrap_err().contains("empty"));
    }
}
