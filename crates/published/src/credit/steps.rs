//! The steps as rows: a figure with its interval, or why there is none.

use counted::attribution::Estimate;
use counted::credit::missing;

use super::Claimed;

/// One step.
pub(super) struct Step {
    pub(super) key: &'static str,
    pub(super) title: String,
    pub(super) value: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    /// How many people, units or dates it rests on.
    pub(super) count: Option<u64>,
    pub(super) missing: Option<String>,
    pub(super) note: String,
}

pub(super) const COLUMNS: [&str; 7] = ["step", "value", "low", "high", "count", "missing", "note"];

impl Step {
    /// Its cells, each with whether it is a figure.
    pub(super) fn cells(&self) -> [(String, bool); 7] {
        let number = |number: Option<f64>| number.map(|number| format!("{number:.6}")).unwrap_or_default();
        [
            (self.key.to_owned(), false),
            (number(self.value), true),
            (number(self.low), true),
            (number(self.high), true),
            (self.count.map(|count| count.to_string()).unwrap_or_default(), true),
            (self.missing.clone().unwrap_or_default(), false),
            (self.note.clone(), false),
        ]
    }

    fn of(key: &'static str, title: &str, missing: Option<String>) -> Self {
        Self {
            key,
            title: title.to_owned(),
            value: None,
            low: None,
            high: None,
            count: None,
            missing,
            note: String::new(),
        }
    }

    fn estimate(mut self, found: Option<Estimate>) -> Self {
        if let Some(found) = found {
            (self.value, self.low, self.high) = (Some(found.value), Some(found.low), Some(found.high));
        }
        self
    }
}

/// All of them, in their order.
pub(super) fn steps(claimed: &Claimed) -> Vec<Step> {
    let credit = &claimed.credit;
    let mut steps = Vec::new();
    let mut naive = Step::of("naive", "What changed for those who got the service", missing(&credit.naive))
        .estimate(credit.naive.found().copied());
    naive.count = Some(credit.treated);
    steps.push(naive);
    let mut regression = Step::of(
        "regression_to_the_mean",
        "Of this, to be expected of those chosen with no service at all",
        missing(&credit.regression),
    );
    regression.value = credit.regression.found().copied();
    regression.note = claimed.chosen.clone();
    steps.push(regression);
    let others = credit.others.found();
    let mut anyway = Step::of("others", "What changed for those who did not get it", missing(&credit.others));
    (anyway.value, anyway.count) = (others.map(|others| others.change), others.map(|others| others.count));
    steps.push(anyway);
    let mut net = Step::of("net", "What is left of the change without theirs", missing(&credit.others))
        .estimate(others.map(|others| others.net));
    net.note = "the change of those with the service less that of the others".to_owned();
    steps.push(net);
    for (title, design) in &credit.designs {
        let found = design.found();
        let mut step = Step::of("design", &format!("Held against others: {title}"), missing(design))
            .estimate(found.map(|found| found.effect));
        step.note = match found.and_then(|found| found.parallel) {
            Some(true) => "they ran alike before, as far as these periods can tell".to_owned(),
            Some(false) => "they did not run alike before".to_owned(),
            None => String::new(),
        };
        steps.push(step);
    }
    let control = credit.control.found();
    let mut step = Step::of("control", "The same where there can be no effect", missing(&credit.control))
        .estimate(control.map(|control| control.found));
    step.note = control.map(|control| control.what.clone()).unwrap_or_default();
    steps.push(step);
    if claimed.over_time.is_some() {
        let pretend = credit.pretend.found();
        let mut step =
            Step::of("pretend_dates", "Pretend dates with as clear a break", missing(&credit.pretend));
        step.value = pretend.map(|pretend| f64::from(pretend.as_clear));
        step.count = pretend.map(|pretend| u64::from(pretend.tried));
        step.note = "dates on which nothing began".to_owned();
        steps.push(step);
    }
    steps
}
