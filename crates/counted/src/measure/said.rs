//! A figure said elsewhere, beside the same figure counted again.
//!
//! No test and no chance: a difference is a fact, and late data is its first innocent explanation. A share said without what it
//! is a share of can be made as small as one likes by what it is divided by; so the denominator it would need is worked out, and
//! which counts of the same files are near it.

use record::Code;

use super::{Figure, Period};

/// A figure as it was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The measure.
    pub measure: Code,
    /// The variant.
    pub variant: Code,
    /// Whose it is; `None`: of the only agency that has such a figure.
    pub unit: Option<Code>,
    /// Of which period; `None`: of the only one there is.
    pub period: Option<Period>,
    /// Of so many …
    pub numerator: Option<u64>,
    /// … among so many.
    pub denominator: Option<u64>,
    /// The share, in hundredths.
    pub percent: Option<f64>,
    /// Decimals the share was given with.
    pub decimals: u8,
}

/// What a recount says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// The same figure counted again, where these files have it.
    pub counted: Option<Figure>,
    /// How the two compare.
    pub verdict: Verdict,
    /// The share that the claim's own numbers give, where it is not the share said.
    pub own_percent: Option<f64>,
    /// A share was said and not of how many.
    pub no_denominator: bool,
    /// How many there would have to be for the counted numerator to be the share said: at least, at most.
    pub needs: Option<(u64, u64)>,
    /// Counts of the same agency and period that lie there: measure, variant, how many.
    pub near: Vec<(Code, Code, u64)>,
}

/// How a figure said compares with the one counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No measure of the policy has this id and variant.
    NoSuchMeasure,
    /// No file is of an agency with this id.
    NoSuchAgency,
    /// Several agencies or periods have the figure, and the claim does not say which it means.
    Which,
    /// These files hold no row for it.
    NotInTheseFiles,
    /// Of too many rows nobody can tell what they are.
    CannotBeTold,
    /// Every number said is the one counted.
    Agrees,
    /// Some number is another.
    Differs,
}

impl Claim {
    /// Half a unit of the last decimal: as far as rounding reaches, with room for the last binary digit.
    fn reach(&self) -> f64 {
        0.5 * 10f64.powi(-i32::from(self.decimals)) + 1e-9
    }
}

/// Holds a claim beside the figures of a recount. `is_known`: whether a measure with this id and variant is defined at all.
pub fn beside(claim: &Claim, figures: &[Figure], is_known: impl Fn(&Code, &Code) -> bool) -> Beside {
    let own_percent = own(claim);
    let no_denominator = claim.percent.is_some() && claim.denominator.is_none();
    let without = |verdict| Beside {
        counted: None,
        verdict,
        own_percent,
        no_denominator,
        needs: None,
        near: Vec::new(),
    };
    if !is_known(&claim.measure, &claim.variant) {
        return without(Verdict::NoSuchMeasure);
    }
    if let Some(unit) = &claim.unit
        && !figures.iter().any(|figure| figure.unit == *unit)
    {
        return without(Verdict::NoSuchAgency);
    }
    let mut found = figures.iter().filter(|figure| {
        figure.measure == claim.measure
            && figure.variant == claim.variant
            && claim.unit.as_ref().is_none_or(|unit| *unit == figure.unit)
            && claim.period.is_none_or(|period| period == figure.period)
    });
    let Some(counted) = found.next() else { return without(Verdict::NotInTheseFiles) };
    if found.next().is_some() {
        return without(Verdict::Which);
    }
    let verdict = match () {
        () if counted.is_share && counted.is_lopsided() => Verdict::CannotBeTold,
        () if agrees(claim, counted) => Verdict::Agrees,
        () => Verdict::Differs,
    };
    let needs = if no_denominator { needs(claim, counted) } else { None };
    let near = needs.map(|needs| near(counted, figures, needs)).unwrap_or_default();
    Beside { counted: Some(counted.clone()), verdict, own_percent, no_denominator, needs, near }
}

/// The share of the claim's own numbers where rounding does not explain the one said.
fn own(claim: &Claim) -> Option<f64> {
    let (some, all) = (claim.numerator?, claim.denominator.filter(|all| *all > 0)?);
    let share = 100.0 * some as f64 / all as f64;
    ((share - claim.percent?).abs() > claim.reach()).then_some(share)
}

fn agrees(claim: &Claim, counted: &Figure) -> bool {
    let numerator = claim.numerator.is_none_or(|said| said == counted.numerator);
    // A plain count has no denominator of its own to differ from.
    let denominator = claim.denominator.is_none_or(|said| !counted.is_share || said == counted.denominator);
    let percent = claim.percent.is_none_or(|said| {
        counted.denominator > 0
            && (100.0 * counted.numerator as f64 / counted.denominator as f64 - said).abs() <= claim.reach()
    });
    numerator && denominator && percent
}

/// Between which counts the denominator of the share said must lie, for the numerator counted.
fn needs(claim: &Claim, counted: &Figure) -> Option<(u64, u64)> {
    let said = claim.percent?;
    let low = said - claim.reach();
    if low <= 0.0 || counted.numerator == 0 {
        return None;
    }
    let of = |percent: f64| 100.0 * counted.numerator as f64 / percent;
    Some((of(said + claim.reach()).ceil() as u64, of(low).floor() as u64))
}

/// Other counts of the same agency and period between these.
fn near(counted: &Figure, figures: &[Figure], (least, most): (u64, u64)) -> Vec<(Code, Code, u64)> {
    let of_same = |figure: &&Figure| figure.unit == counted.unit && figure.period == counted.period;
    let fits = |count: u64| least <= count && count <= most;
    let mut near: Vec<(Code, Code, u64)> = figures
        .iter()
        .filter(of_same)
        .filter(|figure| fits(figure.denominator))
        .map(|figure| (figure.measure.clone(), figure.variant.clone(), figure.denominator))
        .collect();
    near.sort();
    near.dedup();
    near
}

#[cfg(test)]
mod tests {
    use record::policy::Better;
    use record::{Day, Fixed};

    use super::*;

    fn figure(measure: &str, numerator: u64, denominator: u64) -> Figure {
        let day = |text| Day::parse_iso(text).expect("a date");
        Figure {
            measure: Code::new(measure),
            version: 1,
            variant: Code::new("main"),
            unit: Code::new("council"),
            period: Period { from: day("2024-04-01"), to: day("2025-03-31") },
            numerator,
            denominator,
            is_share: true,
            share: Fixed::ratio(numerator as i64, denominator as i64),
            interval: None,
            left_out: Vec::new(),
            missing: 0,
            too_few: false,
            better: Better::Neither,
        }
    }

    fn claim(measure: &str) -> Claim {
        Claim {
            measure: Code::new(measure),
            variant: Code::new("main"),
            unit: None,
            period: None,
            numerator: None,
            denominator: None,
            percent: None,
            decimals: 0,
        }
    }

    fn held(claim: &Claim, figures: &[Figure]) -> Beside {
        beside(claim, figures, |measure, _| figures.iter().any(|figure| figure.measure == *measure))
    }

    #[test]
    fn a_share_said_of_nothing_is_given_the_denominator_it_would_need() {
        let figures = [figure("exploitation", 41, 350), figure("referrals", 1_790, 1_790)];
        let said = Claim { percent: Some(2.3), decimals: 1, ..claim("exploitation") };
        let found = held(&said, &figures);
        assert_eq!(found.verdict, Verdict::Differs);
        assert!(found.no_denominator);
        // 41 ÷ 2.35 % is 1,744.7 and 41 ÷ 2.25 % is 1,822.2.
        assert_eq!(found.needs, Some((1_745, 1_822)));
        assert_eq!(found.near, [(Code::new("referrals"), Code::new("main"), 1_790)]);
    }

    #[test]
    fn rounding_is_no_difference_and_anything_else_is() {
        let figures = [figure("in_time", 2, 3)];
        let said = |percent: f64, decimals: u8| {
            held(&Claim { percent: Some(percent), decimals, ..claim("in_time") }, &figures).verdict
        };
        assert_eq!([said(67.0, 0), said(66.7, 1), said(66.67, 2)], [Verdict::Agrees; 3]);
        assert_eq!([said(66.0, 0), said(66.8, 1)], [Verdict::Differs; 2]);
        let counts = Claim { numerator: Some(2), denominator: Some(4), ..claim("in_time") };
        assert_eq!(held(&counts, &figures).verdict, Verdict::Differs);
    }

    #[test]
    fn numbers_that_contradict_each_other_are_seen_without_any_file() {
        let said =
            Claim { numerator: Some(10), denominator: Some(40), percent: Some(20.0), ..claim("elsewhere") };
        let found = held(&said, &[]);
        assert_eq!((found.verdict, found.own_percent), (Verdict::NoSuchMeasure, Some(25.0)));
    }

    #[test]
    fn what_is_not_there_or_could_be_two_things_is_said_so() {
        let mut other = figure("in_time", 5, 9);
        other.unit = Code::new("police");
        let figures = [figure("in_time", 2, 3), other];
        assert_eq!(held(&claim("in_time"), &figures).verdict, Verdict::Which);
        let of = |unit: &str| Claim { unit: Some(Code::new(unit)), ..claim("in_time") };
        assert_eq!(held(&of("police"), &figures).verdict, Verdict::Agrees);
        assert_eq!(held(&of("school"), &figures).verdict, Verdict::NoSuchAgency);
        let day = |text| Day::parse_iso(text).expect("a date");
        let early = Some(Period { from: day("2001-04-01"), to: day("2002-03-31") });
        let said = Claim { period: early, ..of("police") };
        assert_eq!(held(&said, &figures).verdict, Verdict::NotInTheseFiles);
        let mut untold = figure("in_time", 2, 3);
        untold.missing = 1;
        assert_eq!(held(&claim("in_time"), &[untold]).verdict, Verdict::CannotBeTold);
    }
}
