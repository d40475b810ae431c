//! The parameters: one file, each with its unit, its range and its source, or *unknown, ranged*.

use std::collections::BTreeMap;

use crate::Error;

/// Every parameter as shipped.
pub const SHIPPED: &str = include_str!("../parameters.csv");

/// One parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// Smallest value that anybody defends.
    pub low: f64,
    /// Largest such value.
    pub high: f64,
    /// What it counts.
    pub unit: String,
    /// Where it is from; `unknown, ranged` where nobody can know.
    pub source: String,
}

macro_rules! parameters {
    ($($name:ident: $kind:ident),* $(,)?) => {
        /// The values, by name.
        #[derive(Clone, Debug, PartialEq)]
        #[allow(missing_docs, reason = "each is described in parameters.csv, with unit, range and source")]
        pub struct Values { $(pub $name: f64),* }

        /// Name and kind of each.
        const KNOWN: &[(&str, Kind)] = &[$((stringify!($name), Kind::$kind)),*];

        impl Values {
            fn of(all: &BTreeMap<String, Parameter>) -> Result<Self, Error> {
                let value = |name: &'static str| {
                    all.get(name).map(|parameter| parameter.value).ok_or(Error::ParameterMissing(name))
                };
                Ok(Self { $($name: value(stringify!($name))?),* })
            }
        }
    };
}

/// What values are possible at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// From 0 to 1.
    Share,
    /// 0 or more.
    Rate,
    /// More than 0.
    Length,
}

parameters! {
    children_per_household: Length, twin_births: Share, step_parent: Share, household_moves: Rate,
    trouble_onset: Rate, trouble_years: Length, trouble_again: Rate, trouble_trace: Rate, worry_trace: Rate,
    malicious_report: Rate, duplicate_report: Share, self_harm_trace: Rate,
    harm_network: Rate, harm_single_adult: Rate, harm_family: Rate, harm_institution: Rate, harm_peers: Rate,
    harm_online: Rate, harm_years: Length, harm_trace: Rate, friend_contagion: Rate, care_harm_factor: Rate,
    networks_per_100000: Rate, network_adults: Length, network_years: Length,
    told_trouble: Share, told_harm: Share, child_tells: Share, disbelief_factor: Share, written_down: Share,
    blaming_words: Share, passed_to_council: Share, passed_to_council_harm: Share, front_door_referral: Share, triage: Share,
    referral_no_further_action: Share, assessed_not_in_need: Share, section47: Share, conference: Share,
    plan_after_conference: Share, plan_years: Length, in_need_years: Length, care_after_plan: Share,
    care_after_assessment: Share, care_years: Length, care_home_share: Share, out_of_area: Share,
    placement_moves: Rate, missing_prone: Share, missing_episodes: Rate, missing_harm: Rate,
    effort_assessment_days: Length, effort_assessment_spread: Rate, deadline_pull_assessment: Share,
    effort_conference_days: Length, effort_conference_spread: Rate, deadline_pull_conference: Share, work_interrupted: Share, interruption_days: Length,
    answered_in_substance: Share, answered_otherwise: Share, answer_days: Length,
    passed_up: Share, passed_up_harm: Share, attenuation: Share, act_effect: Share, names_busy_place: Rate, names_taxi: Rate, act_effect_harm: Share,
    turnover: Share,
    error_sex_or_birth: Share, error_postcode: Share, error_postcode_hospital: Share, error_name: Share,
    error_date_swap: Share, error_number: Share, error_unnamed: Share, error_identifier_missing: Share,
    duplicate_entry: Share, malicious_again: Share,
    children_per_foster_carer: Length, children_per_gp: Length, children_per_school_nurse: Length,
    children_per_hotel: Length, children_per_takeaway: Length, school_run: Share,
    network_driver: Share, network_hotel: Share, network_takeaway: Share, network_common: Share, names_business: Rate,
    names_parent: Share, names_carer: Share, names_worker: Share, names_school_run: Share, names_family_thing: Share,
    online_shared: Share, error_online: Share,
    caseload: Length, cases_planned: Rate, vacancies: Share, vacancies_posts: Share, vacancies_covered: Share,
    caseload_delay: Rate,
    error_several_spellings: Rate, error_deprived: Rate, false_name: Share, false_name_adult: Share,
    address_lag: Length, address_lag_hospital: Length, daily_vanishes: Share, daily_changes: Share,
    agency_error_spread: Rate, row_vanishes: Share, row_changes: Share, access_read: Share,
    school_moves: Share, police_act: Share, police_ends_network: Share, withdrawn: Share, withdrawn_harm: Share,
    names_group: Share, names_group_falsely: Share,
}

/// All parameters of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    all: BTreeMap<String, Parameter>,
    /// The values.
    pub values: Values,
}

impl Parameters {
    /// As shipped.
    ///
    /// # Errors
    /// Never, while the tests pass.
    pub fn shipped() -> Result<Self, Error> {
        Self::of(read(SHIPPED, "parameters.csv")?)
    }

    /// As shipped, but for those that a file of the same columns gives anew.
    ///
    /// # Errors
    /// [`Error::Parameter`] names the line, the field and the remedy.
    pub fn changed_by(text: &str, file: &str) -> Result<Self, Error> {
        let mut all = read(SHIPPED, "parameters.csv")?;
        all.extend(read(text, file)?);
        Self::of(all)
    }

    fn of(all: BTreeMap<String, Parameter>) -> Result<Self, Error> {
        let values = Values::of(&all)?;
        Ok(Self { all, values })
    }

    /// Each, by name.
    pub fn all(&self) -> impl Iterator<Item = &Parameter> {
        self.all.values()
    }
}

fn read(text: &str, file: &str) -> Result<BTreeMap<String, Parameter>, Error> {
    let wrong = |line: u64, field: &str, words: String| Error::Parameter {
        file: file.to_owned(),
        line,
        field: field.to_owned(),
        words,
    };
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let mut all = BTreeMap::new();
    let heads = reader.headers().map_err(|cause| wrong(1, "", cause.to_string()))?.clone();
    if heads.iter().ne(["name", "value", "low", "high", "unit", "source"]) {
        let words = "the first line must be `name,value,low,high,unit,source`; begin with `candour simulate --show-parameters`"
            .to_owned();
        return Err(wrong(1, "", words));
    }
    for row in reader.records() {
        let row = row.map_err(|cause| {
            let line = cause.position().map_or(0, csv::Position::line);
            wrong(line, "", "each line needs six cells; put a cell that holds a comma in quotes".into())
        })?;
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |n: usize| row.get(n).unwrap_or_default().trim();
        let number = |n: usize, field: &str| -> Result<f64, Error> {
            let value = cell(n).parse::<f64>().ok().filter(|value| value.is_finite());
            value.ok_or_else(|| {
                wrong(line, field, format!("`{}` is no number; write one such as 0.25", cell(n)))
            })
        };
        let name = cell(0).to_owned();
        let Some((_, kind)) = KNOWN.iter().find(|(known, _)| *known == name) else {
            let words = format!("`{name}` is no parameter; `candour simulate --show-parameters` lists them");
            return Err(wrong(line, "name", words));
        };
        let parameter = Parameter {
            value: number(1, "value")?,
            low: number(2, "low")?,
            high: number(3, "high")?,
            unit: cell(4).to_owned(),
            source: cell(5).to_owned(),
            name: name.clone(),
        };
        let possible = match kind {
            Kind::Share => (0.0..=1.0).contains(&parameter.value),
            Kind::Rate => (0.0..=10_000.0).contains(&parameter.value),
            Kind::Length => parameter.value > 0.0 && parameter.value <= 10_000.0,
        };
        if !possible {
            let must = match kind {
                Kind::Share => "a share from 0 to 1",
                Kind::Rate => "0 or more, and at most 10000",
                Kind::Length => "more than 0, and at most 10000",
            };
            return Err(wrong(line, "value", format!("{name} is {}; it must be {must}", parameter.value)));
        }
        if all.insert(name.clone(), parameter).is_some() {
            return Err(wrong(line, "name", format!("`{name}` stands here twice; take one line out")));
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, Parameters, SHIPPED, read};

    #[test]
    fn every_shipped_parameter_is_known_ranged_and_sourced() {
        let shipped = Parameters::shipped().expect("reads");
        assert_eq!(shipped.all().count(), KNOWN.len());
        for parameter in shipped.all() {
            let inside = (parameter.low..=parameter.high).contains(&parameter.value);
            assert!(inside, "{} lies outside its range", parameter.name);
            assert!(!parameter.source.is_empty() && !parameter.unit.is_empty(), "{}", parameter.name);
        }
    }

    #[test]
    fn what_is_impossible_is_named_with_line_field_and_remedy() {
        let head = "name,value,low,high,unit,source\n";
        for (line, words) in [
            ("told_harm,1.2,0,1,share,s", "line 2, value: told_harm is 1.2; it must be a share from 0 to 1"),
            ("trouble_years,0,0,1,years,s", "must be more than 0"),
            ("told_harm,many,0,1,share,s", "`many` is no number"),
            ("told_harm,NaN,0,1,share,s", "`NaN` is no number"),
            ("race,1,0,1,share,s", "`race` is no parameter"),
            ("told_harm,1,0", "six cells"),
        ] {
            let error = Parameters::changed_by(&format!("{head}{line}\n"), "mine.csv").expect_err("refused");
            assert!(error.to_string().contains(words), "{error}");
            assert!(error.to_string().contains("mine.csv, line 2"), "{error}");
        }
        assert!(read("name,value\n", "x").is_err());
        let twice = format!("{head}told_harm,1,0,1,s,s\ntold_harm,1,0,1,s,s\n");
        assert!(read(&twice, "x").expect_err("refused").to_string().contains("twice"));
    }

    #[test]
    fn a_file_changes_what_it_names_and_nothing_else() {
        let text = "name,value,low,high,unit,source\ntold_harm,0,0,1,share,nobody tells\n";
        let changed = Parameters::changed_by(text, "mine.csv").expect("reads").values;
        let mut shipped = Parameters::shipped().expect("reads").values;
        assert!(shipped.told_harm > 0.0);
        shipped.told_harm = 0.0;
        assert_eq!(changed, shipped);
        assert!(SHIPPED.lines().count() > 60);
    }
}
