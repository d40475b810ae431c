//! What the books of a run say, beside what was published: the calibration.

use crate::world::{World, YEAR};
use crate::written::Case;

/// One published figure and what the run gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// What is counted.
    pub what: &'static str,
    /// The run's value.
    pub value: f64,
    /// The published value.
    pub published: f64,
    /// Deviation that is taken as matched, as a share of the published value.
    pub tolerance: f64,
    /// What it counts.
    pub unit: &'static str,
    /// Where it was published.
    pub source: &'static str,
}

impl Rate {
    /// Is it within the tolerance?
    pub fn is_matched(&self) -> bool {
        (self.value - self.published).abs() <= self.tolerance * self.published
    }
}

/// Figures over a whole run, a year of it on average.
pub fn rates(worlds: &[World]) -> Vec<Rate> {
    let Some(first) = worlds.first() else { return Vec::new() };
    let setup = first.setup;
    let children = f64::from(setup.size.children) * f64::from(setup.size.partnerships);
    let years = f64::from(setup.years);
    let inside = |day: u32| setup.counts(day);
    let cases = |which: &dyn Fn(&Case) -> bool| -> f64 {
        worlds.iter().flat_map(|world| &world.cases).filter(|case| which(case)).count() as f64
    };
    let referred = |case: &Case| inside(case.referred);
    let referrals = cases(&referred);
    let a_year = |count: f64| count / years / children * 10_000.0;
    let percent = |count: f64| 100.0 * count / referrals.max(1.0);
    // Each 31 March of the run.
    let ends: Vec<u32> = (1..=setup.years as i32)
        .map(|year| (setup.first.add_months(12 * year).0 - setup.first.0) as u32 + crate::town::WARM_UP - 1)
        .collect();
    let on_the_day =
        |is: &dyn Fn(u32) -> f64| ends.iter().map(|day| is(*day)).sum::<f64>() / years / children * 10_000.0;
    let in_need = on_the_day(&|day| {
        cases(&|case| {
            !case.no_further_action && case.referred <= day && case.closed.is_none_or(|(end, _)| end > day)
        })
    });
    let plans = on_the_day(&|day| {
        cases(&|case| case.plan.is_some_and(|(from, to)| from <= day && to.is_none_or(|to| to > day)))
    });
    let cares = || worlds.iter().flat_map(|world| &world.cares);
    let looked_after = on_the_day(&|day| {
        cares().filter(|care| care.began <= day && care.ended.is_none_or(|end| end > day)).count() as f64
    });
    let (mut incidents, mut missing_children, mut in_year) = (0.0, 0.0, 0.0);
    for end in &ends {
        let begin = end.saturating_sub(YEAR as u32);
        for care in cares().filter(|care| care.began <= *end && care.ended.is_none_or(|last| last > begin)) {
            in_year += 1.0;
            let count =
                care.missing.iter().filter(|(from, _)| (begin + 1..=*end).contains(from)).count() as f64;
            incidents += count;
            missing_children += f64::from(count > 0.0);
        }
    }
    let assessed = |which: &dyn Fn(&Case) -> bool| {
        a_year(cases(&|case| which(case) && case.assessment.is_some_and(|(_, end)| end.is_some_and(inside))))
    };
    let notes = worlds.iter().flat_map(|world| &world.notes).filter(|note| inside(note.day)).count() as f64;
    const C1: &str = "DfE, Children in need 2025, C1";
    const C4: &str = "DfE, Children in need 2023, C4";
    const CLA: &str = "DfE, Children looked after in England 2025";
    vec![
        rate(
            "concerns recorded",
            notes / years / children * 70_000.0,
            18_000.0,
            0.10,
            "a year for 70,000 children",
            "design of this simulation",
        ),
        rate("referrals", a_year(referrals), 537.9, 0.10, "a year for 10,000 children", C1),
        rate(
            "referrals again within 12 months",
            percent(cases(&|case| referred(case) && case.again)),
            22.6,
            0.10,
            "percent of referrals",
            C1,
        ),
        rate(
            "referrals closed with no further action",
            percent(cases(&|case| referred(case) && case.no_further_action)),
            6.5,
            0.15,
            "percent of referrals",
            C1,
        ),
        rate(
            "referrals assessed, not in need",
            percent(cases(&|case| referred(case) && case.not_in_need)),
            30.8,
            0.10,
            "percent of referrals",
            C1,
        ),
        rate(
            "referrals from the police",
            percent(cases(&|case| referred(case) && case.source == "6")),
            28.0,
            0.10,
            "percent of referrals",
            "DfE, Children in need 2025",
        ),
        rate(
            "referrals from schools",
            percent(cases(&|case| referred(case) && case.source == "2A")),
            21.0,
            0.12,
            "percent of referrals",
            "DfE, Children in need 2025",
        ),
        rate(
            "children in need",
            in_need,
            330.4,
            0.10,
            "on 31 March for 10,000 children",
            "DfE, Characteristics of children in need 2016-17",
        ),
        rate(
            "section 47 enquiries",
            a_year(cases(&|case| case.enquiry.is_some_and(inside))),
            191.6,
            0.10,
            "a year for 10,000 children",
            C4,
        ),
        rate(
            "initial conferences",
            a_year(cases(&|case| case.conference.is_some_and(inside))),
            63.2,
            0.10,
            "a year for 10,000 children",
            C4,
        ),
        rate(
            "child protection plans",
            plans,
            42.8,
            0.12,
            "on 31 March for 10,000 children",
            "DfE, Children in need 2020, A2",
        ),
        rate("children looked after", looked_after, 67.0, 0.12, "on 31 March for 10,000 children", CLA),
        rate(
            "missing incidents from care",
            incidents / years / children * 10_000.0,
            73.9,
            0.20,
            "a year for 10,000 children",
            CLA,
        ),
        rate(
            "missing incidents for each missing child",
            incidents / missing_children.max(1.0),
            6.8,
            0.15,
            "in a year",
            CLA,
        ),
        rate(
            "looked-after children who went missing",
            100.0 * missing_children / f64::max(in_year, 1.0),
            11.1,
            0.15,
            "percent of those in care in a year",
            CLA,
        ),
        rate(
            "assessed with exploitation",
            assessed(&|case| case.exploitation),
            10.3,
            0.30,
            "a year for 10,000 children",
            "DfE, focus on sexual abuse and exploitation 2025",
        ),
    ]
}

fn rate(
    what: &'static str,
    value: f64,
    published: f64,
    tolerance: f64,
    unit: &'static str,
    source: &'static str,
) -> Rate {
    Rate { what, value, published, tolerance, unit, source }
}

/// A published distribution of durations, in working days, and the run's.
#[derive(Clone, Debug, PartialEq)]
pub struct Durations {
    /// What lasts.
    pub what: &'static str,
    /// Last day of each band; the last band has no end.
    pub bands: &'static [&'static str],
    /// Published share of each band, in percent.
    pub published: Vec<f64>,
    /// The run's, in percent.
    pub value: Vec<f64>,
    /// Where it was published.
    pub source: &'static str,
}

/// Both duration distributions. What the run leaves unmatched at the limits is not honest effort in this model: it is the
/// place of the incentives that a later part adds, and no proof of gaming in any real council.
pub fn durations(worlds: &[World]) -> Vec<Durations> {
    // DfE, Children in need 2025, C2: assessments by working days from start to authorisation.
    let assessments =
        [11_680.0, 75_590.0, 112_180.0, 102_260.0, 131_380.0, 122_730.0, 37_640.0, 27_860.0, 27_500.0];
    // DfE, Children in need 2023, C4: enquiry to conference.
    let conferences = [6_850.0, 51_480.0, 7_100.0, 8_920.0];
    let cases = || worlds.iter().flat_map(|world| world.cases.iter().map(move |case| (world, case)));
    let mut assessed = vec![0.0; assessments.len()];
    let mut held = vec![0.0; conferences.len()];
    for (world, case) in cases() {
        if let Some((from, Some(to))) = case.assessment
            && world.setup.counts(to)
        {
            let days = world.working_days(from, to);
            let band = [0, 10, 20, 30, 40, 45, 50, 60].partition_point(|last| days > *last);
            assessed[band] += 1.0;
        }
        if let (Some(from), Some(to)) = (case.enquiry, case.conference)
            && world.setup.counts(to)
        {
            let days = world.working_days(from, to);
            held[[10, 15, 20].partition_point(|last| days > *last)] += 1.0;
        }
    }
    let shares = |counts: &[f64]| -> Vec<f64> {
        let all = counts.iter().sum::<f64>().max(1.0);
        counts.iter().map(|count| 100.0 * count / all).collect()
    };
    vec![
        Durations {
            what: "assessment, start to end",
            bands: &["same day", "1-10", "11-20", "21-30", "31-40", "41-45", "46-50", "51-60", "61 and more"],
            published: shares(&assessments),
            value: shares(&assessed),
            source: "DfE, Children in need 2025, C2",
        },
        Durations {
            what: "enquiry to initial conference",
            bands: &["0-10", "11-15", "16-20", "21 and more"],
            published: shares(&conferences),
            value: shares(&held),
            source: "DfE, Children in need 2023, C4",
        },
    ]
}
