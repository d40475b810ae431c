//! `bank_holidays.csv`: the days on which England does not work.

use super::problem::{Problems, shown};
use super::table::{keyed, rows};
use crate::time::{Calendar, Day, Weekday};

pub(super) fn read(text: &str, problems: &Problems) -> Calendar {
    let rows = rows("bank_holidays.csv", text, &["date", "weekday", "name"], problems);
    let days = keyed(rows, |row| {
        let day = row.maybe_day("date");
        if day.is_none() {
            row.needed("date");
        }
        row.needed("name");
        let written = row.text("weekday");
        if day.is_some_and(|day| short(day.weekday()) != written) {
            let problem = format!("column `weekday`: `{}` is not the weekday of that date", shown(&written));
            row.problem(problem, "correct the date or the weekday");
        }
        (day, ())
    });
    Calendar::new(days.into_keys().flatten().collect::<Vec<Day>>())
}

fn short(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}
