//! How often a service that does nothing is called helpful, and one that does something is not.

use std::path::Path;

use counted::credit::{Credit, people, series};
use counted::ladder::Rung;
use counted::worlds::programmes::{people_with, series_with};

use super::Share;
use super::null_worlds::upper_bound;
use super::page::Page;
use crate::Done;

const SEED: u64 = 2026;

pub(crate) fn prove(root: &Path, share: Share) -> Done {
    let worlds = if share == Share::Ci { 100 } else { 1000 };
    let mut page = Page::new("credit", "Claims of credit in made-up programmes");
    let of_people = |effect: f64| move |number: u64| people(&people_with(effect, SEED, number));
    let of_series = |effect: f64| move |number: u64| series(&series_with(effect, SEED, number));
    let null: [(&str, &dyn Fn(u64) -> Credit); 2] = [
        ("people chosen at their worst, no effect", &of_people(0.0)),
        ("units over time, no effect", &of_series(0.0)),
    ];
    for (what, world) in null {
        let found: Vec<Credit> = (0..worlds).map(world).collect();
        let count = |of: &dyn Fn(&Credit) -> bool| found.iter().filter(|credit| of(credit)).count() as u64;
        let naive = count(&|credit| credit.naive.found().is_some_and(|change| change.high < 0.0));
        page.figure(
            format!("{what}: worlds whose naive change is for the better"),
            format!("{naive} of {worlds}"),
            "what a before and after alone would claim",
        );
        let high = count(&|credit| credit.said.rung >= Rung::ConsistentWithHelping);
        page.figure(
            format!("{what}: called helpful"),
            format!("{high} of {worlds}"),
            "the fourth or fifth rung",
        );
        // A hundred worlds cannot show 5 %; they show that nothing is badly wrong.
        let at_most = if share == Share::Ci { 12.0 } else { 5.0 };
        let upper = 100.0 * upper_bound(high, worlds);
        page.bar(&format!("{what}: the same, upper end of the exact 95 % interval"), upper, "%", at_most);
    }
    let planted: [(&str, &dyn Fn(u64) -> Credit); 4] = [
        ("people, 3 days fewer of 37", &of_people(-3.0)),
        ("people, 5 days fewer of 37", &of_people(-5.0)),
        ("units, 1 day fewer of 20", &of_series(-1.0)),
        ("units, 3 days fewer of 20", &of_series(-3.0)),
    ];
    for (what, world) in planted {
        let found: Vec<Credit> = (0..worlds).map(world).collect();
        let at = |rung: Rung| found.iter().filter(|credit| credit.said.rung == rung).count();
        page.figure(
            format!("{what}: consistent with helping, well supported"),
            format!("{} and {} of {worlds}", at(Rung::ConsistentWithHelping), at(Rung::WellSupported)),
            "the rest: changed, cause unknown, or less",
        );
    }
    page.finish(root, share, SEED)
}
