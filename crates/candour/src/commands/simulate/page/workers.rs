//! The section about the council's social workers: how many cases each has, and how many places stand empty.

use published::town_page::{TownSection, TownTable};
use simulated::World;
use simulated::staff::staffing;

const SOURCE: &str = "DfE, Social work workforce 2023";

pub(super) fn workers(worlds: &[World]) -> TownSection {
    let staff = staffing(worlds);
    let row = |what: &str, value: String, published: &str, source: &str| {
        [what, &value, published, source].map(str::to_owned).to_vec()
    };
    TownSection {
        title: "Who does the council's work".into(),
        words: vec![
            "A child with a case has a social worker. When one leaves and nobody follows, the others take the cases. Where a \
             worker has more than 16, an assessment takes longer and answers come later; nothing is refused because of it."
                .into(),
        ],
        bars: Vec::new(),
        spans: Vec::new(),
        table: Some(TownTable {
            caption: "Social workers".into(),
            heads: ["what", "#this town", "#published", "source"].map(str::to_owned).to_vec(),
            rows: vec![
                row("cases for each worker who is there", format!("{:.1}", staff.caseload), "16.0", SOURCE),
                row(
                    "places without a holder of their own",
                    format!("{:.1} %", staff.vacancies),
                    "18.9 %",
                    SOURCE,
                ),
                row("holders who leave in a year", format!("{:.1} %", staff.turnover), "15.9 %", SOURCE),
                row(
                    "months in which they had more than 16 on average",
                    format!("{:.0} %", staff.over),
                    "not published",
                    "",
                ),
            ],
        }),
    }
}
