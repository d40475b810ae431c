//! What the page of a simulated town says.

mod workers;

use published::town_page::{TownPage, TownSection, TownTable};
use simulated::moments::{delays, hidden};
use simulated::rates::{durations, rates};
use simulated::{Parameters, Setup, World};

pub(super) fn page(setup: &Setup, parameters: &Parameters, worlds: &[World]) -> TownPage {
    let hidden = hidden(worlds);
    let sum = |place: usize| hidden.iter().map(|(_, counts)| counts[place]).sum::<u64>();
    let (all, told, recorded, joinable, high, acted) = (sum(0), sum(1), sum(2), sum(3), sum(4), sum(5));
    TownPage {
        title: format!("A made-up town ({}) over {} years: what happened, and who came to know", setup.size.word, setup.years),
        lead: vec![
            format!(
                "{all} times a child met hidden harm. Of {told} somebody told a post; of {} nobody ever did.",
                all - told
            ),
            format!(
                "The records of all agencies together showed the harm of {joinable}. A record of it reached a director or \
                 chief officer for {high}."
            ),
            "How much harm stays hidden is not known of any real place. It is an assumption here, stated below, and no \
             finding."
                .into(),
        ],
        sections: vec![
            happened(&hidden, [all, told, recorded, joinable, high, acted]),
            delay(worlds),
            calibration(worlds),
            lasting(worlds),
            workers::workers(worlds),
            assumed(setup, parameters),
        ],
    }
}

fn happened(hidden: &[(simulated::truth::HarmKind, [u64; 6])], all: [u64; 6]) -> TownSection {
    let names = [
        "met hidden harm",
        "told to some post",
        "written down",
        "shown by all records together",
        "known at director's rank or above",
        "acted on",
    ];
    let mut heads = vec!["kind of harm".to_owned()];
    heads.extend(names.iter().map(|name| format!("#{name}")));
    TownSection {
        title: "What happened, was told, recorded, knowable, known and done".into(),
        words: vec![
            "Only harm that began inside the years asked for. \"Shown by all records together\" is what somebody who saw \
             every record of every agency could have joined: two children with one vehicle, phone, place or person of the \
             same network, or records in two agencies. It is no statement that anybody knew."
                .into(),
        ],
        bars: names.iter().zip(all).map(|(name, count)| ((*name).to_owned(), count)).collect(),
        table: Some(TownTable {
            caption: "Times a child met hidden harm, by kind; a child can be met twice".into(),
            heads,
            rows: hidden
                .iter()
                .map(|(kind, counts)| {
                    let mut row = vec![kind.word().replace('_', " ")];
                    row.extend(counts.iter().map(u64::to_string));
                    row
                })
                .collect(),
        }),
        ..TownSection::default()
    }
}

fn delay(worlds: &[World]) -> TownSection {
    let heads = ["from", "to", "#times", "#never", "#days: a quarter", "#half", "#three quarters"];
    TownSection {
        title: "How long it took".into(),
        words: vec![
            "Days between each pair of moments, for each time where both came. \"Never\": the first came and the second did \
             not, by the end of the run."
                .into(),
        ],
        table: Some(TownTable {
            caption: "Delays between moments".into(),
            heads: heads.map(str::to_owned).to_vec(),
            rows: delays(worlds)
                .iter()
                .map(|delay| {
                    let [a, b, c] = delay.quartiles;
                    let mut row = vec![delay.from.to_owned(), delay.to.to_owned()];
                    row.extend([delay.both, delay.never].map(|count| count.to_string()));
                    row.extend([a, b, c].map(|days| if delay.both == 0 { "-".into() } else { days.to_string() }));
                    row
                })
                .collect(),
        }),
        ..TownSection::default()
    }
}

fn calibration(worlds: &[World]) -> TownSection {
    let heads = ["figure", "#this town", "#published", "unit", "within tolerance", "source"];
    TownSection {
        title: "Its books beside published ones".into(),
        words: vec![
            "Computed from what the council's books of this run say. A small town scatters around the published figures; \
             the model was fitted on a city of 70,000 children."
                .into(),
        ],
        table: Some(TownTable {
            caption: "Rates".into(),
            heads: heads.map(str::to_owned).to_vec(),
            rows: rates(worlds)
                .iter()
                .map(|rate| {
                    vec![
                        rate.what.to_owned(),
                        format!("{:.1}", rate.value),
                        format!("{:.1}", rate.published),
                        rate.unit.to_owned(),
                        if rate.is_matched() { "yes" } else { "no" }.to_owned(),
                        rate.source.to_owned(),
                    ]
                })
                .collect(),
        }),
        ..TownSection::default()
    }
}

fn lasting(worlds: &[World]) -> TownSection {
    let mut rows = Vec::new();
    for of in durations(worlds) {
        for ((band, value), published) in of.bands.iter().zip(&of.value).zip(&of.published) {
            rows.push(vec![
                of.what.to_owned(),
                (*band).to_owned(),
                format!("{value:.1} %"),
                format!("{published:.1} %"),
                of.source.to_owned(),
            ]);
        }
    }
    TownSection {
        title: "How long assessments and enquiries last".into(),
        words: vec![
            "From honest effort alone: work takes as long as it takes, and a limit that is near is worked towards. What \
             differs near the limits is not explained by this model. It proves nothing about any real council."
                .into(),
        ],
        table: Some(TownTable {
            caption: "Working days".into(),
            heads: ["what", "working days", "#this town", "#published", "source"].map(str::to_owned).to_vec(),
            rows,
        }),
        ..TownSection::default()
    }
}

fn assumed(setup: &Setup, parameters: &Parameters) -> TownSection {
    TownSection {
        title: "What was assumed".into(),
        words: vec![
            format!("Version {}, seed {}, first day {}.", env!("CARGO_PKG_VERSION"), setup.seed, setup.first),
            "No origin, religion or name has a part in anybody's behaviour. Records alone are worse where a name has several \
             spellings or an area is deprived. Officials know only what was written or told to \
             them. Nobody games a target here: that is a later part. Where the source says \"unknown, ranged\", nobody knows \
             the value: try the ends of the range before believing any figure above."
                .into(),
        ],
        table: Some(TownTable {
            caption: "Every parameter".into(),
            heads: ["parameter", "#value", "#low", "#high", "unit", "source"].map(str::to_owned).to_vec(),
            rows: parameters
                .all()
                .map(|parameter| {
                    vec![
                        parameter.name.replace('_', " "),
                        parameter.value.to_string(),
                        parameter.low.to_string(),
                        parameter.high.to_string(),
                        parameter.unit.clone(),
                        parameter.source.clone(),
                    ]
                })
                .collect(),
        }),
        ..TownSection::default()
    }
}
