//! The dates reviewers write, each with what it must become.

use proptest::prelude::*;
use record::{Claimed, Day};

use super::{DateHint, Oddity, Oddity as O, read_time, read_when, serial_day};

fn day(text: &str) -> Day {
    Day::parse_iso(text).expect("a date")
}

fn alone() -> DateHint {
    DateHint::alone(day("2024-06-30"))
}

fn under(above: &str) -> DateHint {
    DateHint { above: Some(day(above)), ..alone() }
}

/// All dates of a text, shown, and its oddities.
fn shown(text: &str, hint: DateHint) -> (String, Vec<Oddity>) {
    let when = read_when(text, &hint);
    let dates: Vec<String> = when.dates.iter().map(Claimed::to_string).collect();
    (dates.join(" | "), when.oddities)
}

fn check(cases: &[(&str, &str, &[Oddity])]) {
    for (text, dates, oddities) in cases {
        let (found, odd) = shown(text, alone());
        assert_eq!((found.as_str(), odd.as_slice()), (*dates, *oddities), "{text}");
    }
}

#[test]
fn one_day_in_every_british_shape() {
    for text in [
        "12/03/2012",
        "12.3.2012",
        "12-03-2012",
        "12 / 3 / 2012",
        "12th March 2012",
        "12 March, 2012",
        "12th of March 2012",
        "12-Mar-2012",
        "12mar2012",
        "Monday 12 March 2012",
        "Mon 12/3/2012",
        "Monday, 12th March 2012",
        "2012-03-12",
        "2012/3/12",
        "20120312",
        "March 12, 2012",
        "March 12th 2012",
        "on the 12/03/2012",
        "\u{200f}12/03/2012\u{200e}",
        "12\u{a0}March\u{a0}2012",
        "12 MARCH 2012",
        "12th\nMarch 2012",
        "date: 12/3/2012",
        "12‑03‑2012",
        "12/3/2012 pm",
        "(12/3/2012)",
        "12/3/2012.",
        "evening of 12/3/2012",
        "12/3/2012 (Mon)",
    ] {
        assert_eq!(shown(text, alone()), ("2012-03-12".to_owned(), vec![]), "{text}");
    }
}

#[test]
fn two_digit_years_are_the_latest_not_in_the_future() {
    check(&[
        ("12/3/12", "2012-03-12", &[O::TwoDigitYear]),
        ("12.3.12", "2012-03-12", &[O::TwoDigitYear]),
        ("12-Mar-12", "2012-03-12", &[O::TwoDigitYear]),
        ("12 March '12", "2012-03-12", &[O::TwoDigitYear]),
        ("1/1/24", "2024-01-01", &[O::TwoDigitYear]),
        ("1/1/25", "1925-01-01", &[O::TwoDigitYear]),
        ("Mar-12", "2012-03", &[O::TwoDigitYear]),
        ("March 12", "2012-03?", &[O::TwoDigitYear]),
        ("120312", "2012-03-12", &[O::TwoDigitYear, O::NoSeparators]),
        ("12032012", "2012-03-12", &[O::NoSeparators]),
    ]);
}

#[test]
fn nothing_is_more_precise_than_it_was_written() {
    check(&[
        ("March 2012", "2012-03", &[]),
        ("03/2012", "2012-03", &[]),
        ("2012-03", "2012-03", &[]),
        ("2011", "2011", &[]),
        ("in 2011", "2011", &[]),
        ("early March 2012", "2012-03-01 to 2012-03-15?", &[O::PartOfPeriod]),
        ("mid-March 2012", "2012-03-08 to 2012-03-23?", &[O::PartOfPeriod]),
        ("end of March 2012", "2012-03-16 to 2012-03-31?", &[O::PartOfPeriod]),
        ("mid 2011", "2011-04-01 to 2011-09-30?", &[O::PartOfPeriod]),
        ("late 2011", "2011-07-01 to 2011-12-31?", &[O::PartOfPeriod]),
        ("spring 2011", "2011-03-01 to 2011-05-31?", &[O::Season]),
        ("Summer of 2011", "2011-06-01 to 2011-08-31?", &[O::Season]),
        ("winter 2011", "2010-12-01 to 2012-02-29?", &[O::Season]),
        ("winter 2011/12", "2011-12-01 to 2012-02-29", &[]),
        ("2011/12", "2011-01-01 to 2012-12-31?", &[O::TwoYears]),
        ("2011/2012", "2011-01-01 to 2012-12-31?", &[O::TwoYears]),
        ("financial year 2011/12", "2011-04-01 to 2012-03-31?", &[O::TwoYears]),
        ("2011-12", "2011-12", &[O::MonthOrYears]),
        ("2011–12", "2011-01-01 to 2012-12-31", &[]),
        ("2010-13", "2010-01-01 to 2013-12-31", &[]),
        ("w/c 12/3/2012", "week of 2012-03-12", &[]),
        ("W/C: 12/3/2012", "week of 2012-03-12", &[]),
        ("week commencing 12 March 2012", "week of 2012-03-12", &[]),
        ("w/e 18/3/2012", "week of 2012-03-12", &[]),
        ("week of 14/3/2012", "week of 2012-03-14", &[O::WeekNotFromMonday]),
    ]);
}

#[test]
fn the_writers_doubt_is_kept() {
    check(&[
        ("?12/3/2012", "2012-03-12?", &[]),
        ("12/3/2012?", "2012-03-12?", &[]),
        ("12/3/2012 (?)", "2012-03-12?", &[]),
        ("c. 2011", "2011?", &[]),
        ("circa March 2011", "2011-03?", &[]),
        ("2011 approx", "2011?", &[]),
        ("approx 12/3/2012", "2012-03-12?", &[]),
        ("on or around 12/3/2012", "2012-03-12?", &[]),
        ("~2011", "2011?", &[]),
        ("12/3/2012?, 14/3/2012", "2012-03-12? | 2012-03-14", &[]),
    ]);
}

#[test]
fn bounds_stay_bounds() {
    check(&[
        ("by 12/3/2012", "by 2012-03-12", &[]),
        ("before 12/3/2012", "by 2012-03-12", &[]),
        ("prior to 12/3/2012", "by 2012-03-12", &[]),
        ("before 2011", "by 2010-12-31", &[]),
        ("by March 2011", "by 2011-03-31", &[]),
        ("no later than 12/3/2012", "by 2012-03-12", &[]),
        ("up to 12/3/2012", "by 2012-03-12", &[]),
        ("on or before 12/3/2012", "by 2012-03-12", &[]),
        ("after 12/3/2012", "from 2012-03-12", &[]),
        ("after 2011", "from 2012-01-01", &[]),
        ("since 2010", "from 2010-01-01", &[]),
        ("from 12/3/2012", "from 2012-03-12", &[]),
        ("March 2012 onwards", "from 2012-03-01", &[]),
        ("12/3/2012 to present", "from 2012-03-12", &[]),
        ("2010 - ongoing", "from 2010-01-01", &[]),
        ("after c. 2011", "from 2012-01-01?", &[]),
    ]);
}

#[test]
fn ranges_share_what_is_written_once() {
    check(&[
        ("12-14/3/2012", "2012-03-12 to 2012-03-14", &[]),
        ("12 - 14 March 2012", "2012-03-12 to 2012-03-14", &[]),
        ("12th to 14th March 2012", "2012-03-12 to 2012-03-14", &[]),
        ("12/3/2012 - 14/4/2012", "2012-03-12 to 2012-04-14", &[]),
        ("12/3/2012–14/4/2012", "2012-03-12 to 2012-04-14", &[]),
        ("12/3/2012-14/4/2012", "2012-03-12 to 2012-04-14", &[]),
        ("12.3.2012 until 14.4.2012", "2012-03-12 to 2012-04-14", &[]),
        ("between 12/3 and 14/3/2012", "2012-03-12 to 2012-03-14", &[]),
        ("from 2010 to 2012", "2010-01-01 to 2012-12-31", &[]),
        ("2010-2012", "2010-01-01 to 2012-12-31", &[]),
        ("March - May 2012", "2012-03-01 to 2012-05-31", &[]),
        ("March/April 2012", "2012-03-01 to 2012-04-30", &[]),
        ("12/13 March 2012", "2012-03-12 to 2012-03-13", &[]),
        ("28/12 - 3/1/2012", "2011-12-28 to 2012-01-03", &[]),
        ("12/3/2012 - 14/4", "2012-03-12 to 2012-04-14", &[O::YearFromNeighbour]),
        ("14/4/2012 - 12/3/2012", "2012-03-12 to 2012-04-14?", &[O::RangeReversed]),
        ("12/3/2012 or 13/3/2012", "2012-03-12 to 2012-03-13?", &[O::Alternatives]),
        ("12/3/2012 - 12/3/2012", "2012-03-12", &[]),
    ]);
}

#[test]
fn several_dates_in_a_cell_are_several_dates() {
    check(&[
        ("12/3/12, 14/3/12 & 2/4/12", "2012-03-12 | 2012-03-14 | 2012-04-02", &[O::TwoDigitYear]),
        ("12/3/2012\n14/3/2012", "2012-03-12 | 2012-03-14", &[]),
        ("12 & 14/3/2012", "2012-03-12 | 2012-03-14", &[]),
        ("12th, 13th and 15th March 2012", "2012-03-12 | 2012-03-13 | 2012-03-15", &[]),
        ("12/3/2012; March 2013", "2012-03-12 | 2013-03", &[]),
        ("12-14/3/2012, 20/3/2012", "2012-03-12 to 2012-03-14 | 2012-03-20", &[]),
    ]);
    let when = read_when("12/3/2012, 14/3/2012? & 2/4/2012", &alone());
    assert_eq!(when.claimed().to_string(), "2012-03-12 to 2012-04-02?");
}

#[test]
fn a_missing_year_comes_from_the_row_above_and_is_doubted() {
    let odd = vec![O::YearFromAbove];
    assert_eq!(shown("12/3", under("2012-03-01")), ("2012-03-12?".into(), odd.clone()));
    assert_eq!(shown("5/1", under("2011-12-20")), ("2012-01-05?".into(), odd.clone()));
    assert_eq!(shown("w/c 12/3?", under("2012-03-01")), ("week of 2012-03-12?".into(), odd.clone()));
    assert_eq!(shown("March", under("2012-03-20")), ("2012-03?".into(), odd.clone()));
    assert_eq!(shown("12th April", under("2012-03-20")), ("2012-04-12?".into(), odd.clone()));
    let backwards = DateHint { descending: true, ..under("2012-01-05") };
    assert_eq!(shown("20/12", backwards), ("2011-12-20?".into(), odd));
    assert_eq!(shown("29/2", under("2011-01-01")), ("2012-02-29?".into(), vec![O::YearFromAbove]));
    assert_eq!(shown("12/3", alone()), (String::new(), vec![O::YearUnknown]));
}

#[test]
fn mistypes_are_repaired_and_impossible_dates_are_not() {
    check(&[
        ("l2/O3/2012", "2012-03-12", &[O::Mistyped]),
        ("12/03/2O12", "2012-03-12", &[O::Mistyped]),
        ("03/25/2012", "2012-03-25", &[O::MonthFirst]),
        ("Tue 12/3/2012", "2012-03-12?", &[O::Weekday]),
        ("31/4/2012", "", &[O::Impossible]),
        ("29/2/2011", "", &[O::Impossible]),
        ("29/2/2012", "2012-02-29", &[]),
        ("32/1/2012", "", &[O::Impossible]),
        ("13/13/2012", "", &[O::Impossible]),
        ("12/3/201", "", &[O::Impossible]),
        ("2012-13-01", "", &[O::Impossible]),
        ("40980", "2012-03-12", &[O::SerialNumber]),
    ]);
}

#[test]
fn words_that_change_a_date_leave_the_row_undated() {
    for text in [
        "before Easter 2011",
        "Easter 2011",
        "two weeks after 12/3/2012",
        "not before 12/3/2012",
        "Christmas 2011",
        "unclear, see file",
        "birthday 2011",
        "every Monday",
        "half term 2011",
        "3 days before 12/3/2012",
        "before Easter, 2011",
        "1234567890123",
        "NFA",
        "weeks before March 2012",
    ] {
        let when = read_when(text, &alone());
        assert_eq!(when.dates, vec![], "{text}");
        assert!(!when.left_over.is_empty(), "{text}");
        assert!(when.oddities.contains(&O::NotADate), "{text}: {:?}", when.oddities);
    }
    for text in ["", "  ", "-", "?", "undated", "unknown", "n/k", "not known", "no date", "N/A"] {
        assert_eq!(read_when(text, &alone()), super::When::default(), "{text}");
    }
}

#[test]
fn words_beside_a_full_date_leave_it_standing() {
    assert_eq!(shown("12/3/2012 strategy meeting", alone()), ("2012-03-12".into(), vec![O::WordsLeft]));
    assert_eq!(shown("email 12/3/2012", alone()), ("2012-03-12?".into(), vec![O::WordsLeft]));
    assert_eq!(read_when("12/3/2012, Easter 2012", &alone()).left_over, "Easter 2012");
}

#[test]
fn times_are_read_in_every_shape() {
    for text in [
        "12/3/2012 14:05",
        "12/3/2012 2.05pm",
        "12/3/2012 1405hrs",
        "12/3/2012 at 14.05",
        "14:05 on 12/3/2012",
        "12/3/2012 1405",
        "2012-03-12T14:05",
        "2012-03-12 14:05:33",
        "2.05 p.m. 12/3/2012",
        "12/3/2012, 14:05",
        "12 March 2012 14:05",
    ] {
        assert_eq!(shown(text, alone()), ("2012-03-12T14:05".into(), vec![]), "{text}");
    }
    check(&[
        ("12/3/2012 00:00", "2012-03-12", &[O::MidnightDropped]),
        ("2012-03-12T00:00:00", "2012-03-12", &[O::MidnightDropped]),
        ("2012-03-12T00:00", "2012-03-12T00:00", &[]),
        ("2012-03-12T14:05:00Z", "2012-03-12T14:05", &[O::ZoneIgnored]),
        ("12/3/2012 25:00", "2012-03-12", &[O::TimeImpossible]),
        ("12/3/2012 approx 14:05", "2012-03-12T14:05?", &[]),
    ]);
    let stretch = read_when("12/3/2012 14:00-15:30", &alone()).claimed();
    assert_eq!((stretch.earliest(), stretch.latest()), (Some(at(14, 0)), Some(at(15, 30))));
}

fn at(hour: i64, minute: i64) -> record::Moment {
    day("2012-03-12").start().add_minutes(hour * 60 + minute)
}

#[test]
fn a_time_in_its_own_cell() {
    let minutes = |text| read_time(text).map(|time| time.map(|time| time.from));
    for text in ["14:05", "2.05pm", "1405hrs", "1405", "14.05", "approx 14:05", "14:05?"] {
        assert_eq!(minutes(text), Ok(Some(845)), "{text}");
    }
    assert_eq!(minutes("9am"), Ok(Some(540)));
    assert_eq!(minutes("12am"), Ok(Some(0)));
    for text in ["", "-", "n/k", "evening"] {
        assert_eq!(minutes(text), Ok(None), "{text}");
    }
    for text in ["25:61", "after school", "77"] {
        assert_eq!(minutes(text), Err(O::TimeImpossible), "{text}");
    }
}

#[test]
fn spreadsheets_count_days_in_two_systems() {
    assert_eq!(serial_day(40_980, false), Some(day("2012-03-12")));
    assert_eq!(serial_day(39_518, true), Some(day("2012-03-12")));
    assert_eq!(serial_day(1, false), Some(day("1900-01-01")));
    assert_eq!(serial_day(60, false), None);
    assert_eq!(serial_day(61, false), Some(day("1900-03-01")));
    assert_eq!(serial_day(u32::MAX, false), None);
}

#[test]
fn two_open_dates_that_point_away_from_each_other_stay_two() {
    let when = read_when("by 2012?/since 2012/", &alone());
    assert_eq!(when.dates.len(), 2);
    assert!(when.dates.iter().all(|date| !date.is_unknown()));
}

fn claimed() -> impl Strategy<Value = Claimed> {
    let days = (day("1900-01-01").0..day("2099-12-31").0).prop_map(Day);
    let base = prop_oneof![
        days.clone().prop_map(Claimed::day),
        days.clone().prop_map(Claimed::week),
        days.clone().prop_map(Claimed::before),
        days.clone().prop_map(Claimed::after),
        (days.clone(), 0i64..1440).prop_map(|(day, minute)| Claimed::minute(day.start().add_minutes(minute))),
        (days, 1i32..5000).prop_map(|(day, length)| Claimed::range(day, day.add_days(length))),
        (1900i32..2100, 1u32..13).prop_map(|(year, month)| Claimed::month(year, month).expect("a month")),
        (1900i32..2100).prop_map(|year| Claimed::year(year).expect("a year")),
    ];
    (base, any::<bool>()).prop_map(|(claimed, doubt)| if doubt { claimed.doubted() } else { claimed })
}

proptest! {
    #[test]
    fn what_candour_prints_it_reads_back(claimed in claimed()) {
        prop_assert_eq!(read_when(&claimed.to_string(), &alone()).claimed(), claimed);
    }

    #[test]
    fn any_text_is_read_without_panic_and_twice_the_same(text in any::<String>()) {
        prop_assert_eq!(read_when(&text, &alone()), read_when(&text, &alone()));
        let _ = read_time(&text);
    }

    #[test]
    fn any_mixture_of_date_words_is_read_without_panic(
        parts in prop::collection::vec(prop::sample::select(vec![
            "12", "3", "2012", "12th", "/", "-", "–", ".", ":", "w/c", "March", "spring", "early", "to", "and", "&", "by",
            "before", "since", "between", "?", ",", "\n", " ", "14:05", "pm", "or", "'", "99", "0", "O1", "T", "Z", "+", "week", "mon",
        ]), 0..24),
    ) {
        let text = parts.concat();
        let when = read_when(&text, &under("2011-12-20"));
        for date in &when.dates {
            prop_assert!(!date.is_unknown());
        }
    }
}
