//! One life twice, in words, figures and a table: how often the service made the difference, and how often its books say so.

use published::town_page::{TownSection, TownTable};
use simulated::twice::{Books, Deed, FOLLOWED, Share, Truth, Twice};

/// A share as it stands in a sentence: `12 of 100 (12.0 %; 7.0 to 19.8 %)`.
fn said(share: Share) -> String {
    match (share.percent(), share.interval()) {
        (Some(percent), Some((from, to))) => {
            format!("{} of {} ({percent:.1} %; between {from:.1} and {to:.1} %)", share.of, share.all)
        }
        _ => "none, as there is none to count".into(),
    }
}

fn claimed(books: Books) -> bool {
    books != Books::Silent
}

/// The shares that answer the two questions.
struct Shares {
    better: Share,
    same: Share,
    worse: Share,
    claims: Share,
    /// Of the claims, those where the act made it better.
    claims_true: Share,
    /// Of the acts that made it better, those that the books claim.
    better_claimed: Share,
    /// Of the claims, those where nothing was wrong in either life.
    claims_of_nothing: Share,
    /// Of the claims, those where something was wrong and ended as it would have.
    claims_of_recovery: Share,
    /// Of the claims, those that the books would make without the act too.
    claims_anyway: Share,
}

impl Shares {
    fn of(twice: &Twice) -> Self {
        let is = |truth: Truth| twice.share(|pair| pair.truth() == truth);
        let claims = |has: &dyn Fn(&simulated::twice::Pair) -> bool| {
            twice.share_among(|pair| claimed(pair.books), has)
        };
        Self {
            better: is(Truth::Better),
            same: is(Truth::Same),
            worse: is(Truth::Worse),
            claims: twice.share(|pair| claimed(pair.books)),
            claims_true: claims(&|pair| pair.truth() == Truth::Better),
            better_claimed: twice
                .share_among(|pair| pair.truth() == Truth::Better, |pair| claimed(pair.books)),
            claims_of_nothing: claims(&|pair| pair.truth() == Truth::Same && !pair.anything_wrong()),
            claims_of_recovery: claims(&|pair| pair.truth() == Truth::Same && pair.anything_wrong()),
            claims_anyway: claims(&|pair| claimed(pair.books_without)),
        }
    }
}

/// What a row means where the books claim a success, and where they do not.
fn meaning(truth: Truth, claimed: bool) -> &'static str {
    match (truth, claimed) {
        (Truth::Better, true) => "credit that is due",
        (Truth::Better, false) => "help that no book shows",
        (Truth::Same, true) => "credit for what would have come anyway",
        (Truth::Same, false) => "nothing changed and nothing claimed",
        (Truth::Worse, true) => "credit for what did harm",
        (Truth::Worse, false) => "harm that no book shows",
    }
}

/// Lines for the terminal.
pub(super) fn words(twice: &Twice) -> String {
    let shares = Shares::of(twice);
    format!(
        "One life twice: {} of {} children whom the service touched lived again with one act left out\n  \
         the act made it better for {}\n  made no difference for {}\n  made it worse for {}\n  \
         the books claim a success for {}\n  of those claims the act had made it better in {}\n",
        twice.pairs.len(),
        twice.touched,
        said(shares.better),
        said(shares.same),
        said(shares.worse),
        said(shares.claims),
        said(shares.claims_true),
    )
}

/// The two parts of the page: truth beside books, and one kind of act beside another.
pub(super) fn sections(twice: &Twice) -> Vec<TownSection> {
    vec![together(twice), by_deed(twice)]
}

fn together(twice: &Twice) -> TownSection {
    let shares = Shares::of(twice);
    let mut words = vec![
        format!(
            "{} children were drawn from the {} for whom the service did something that can be followed for three years. Each \
             lived the same life a second time: the same family, the same harm on the same days, the same people around it, \
             with exactly one act of the service left out. What differs afterwards is what the act did.",
            twice.pairs.len(),
            twice.touched
        ),
        format!(
            "How often did the service make the difference? The act made it better for {}, made no difference for {} and made \
             it worse for {}.",
            said(shares.better),
            said(shares.same),
            said(shares.worse)
        ),
        format!(
            "How often did its books say so? They claim a success for {}. Of these claims the act had made it better in {}. \
             In {} nothing had been wrong in either life, and in {} what was wrong ended as it would have ended anyway. Of the \
             acts that did make it better, the books claim {}. The books would claim a success without the act too in {} of \
             the claims.",
            said(shares.claims),
            said(shares.claims_true),
            said(shares.claims_of_nothing),
            said(shares.claims_of_recovery),
            said(shares.better_claimed),
            said(shares.claims_anyway)
        ),
    ];
    if let Some((mean, half)) = twice.mean_spared() {
        words.push(format!(
            "An act spared {mean:.1} days with harm or trouble on average (between {:.1} and {:.1}), the child's own and those \
             of others. In brackets stand intervals: of a hundred made in this way, 95 hold the true figure of this town.",
            mean - half,
            mean + half
        ));
    }
    words.push(format!(
        "Better and worse are counted in days: days on which hidden harm met the child or it lived at home with neglect, \
         violence, drink or drugs, illness or stress; its own and those of brothers and sisters; \
         for {FOLLOWED} days from the act, or to the eighteenth birthday. The books claim a success when a case that found \
         need was closed as no longer in need and no referral came in the twelve months after; or, where there was no case, \
         when a telling was answered in substance and nothing more was recorded in the twelve months after."
    ));
    words.push(
        "This is about one act among many, so \"no difference\" is no word against a service: where one post stays silent \
         another often acts, and most children do well either way. It can be known only here, where a life can be lived twice. \
         No real child's life can, and these shares follow from what the model assumes about how often help works."
            .into(),
    );
    let rows = Truth::ALL.map(|truth| {
        let row = twice.row(truth);
        let days = twice.median_days(truth).filter(|days| *days > 0);
        vec![
            truth.words().to_owned(),
            row.claimed.to_string(),
            meaning(truth, true).to_owned(),
            row.silent.to_string(),
            meaning(truth, false).to_owned(),
            row.all().to_string(),
            days.map_or_else(|| "-".to_owned(), |days| days.to_string()),
        ]
    });
    let heads = [
        "in truth",
        "#books claim a success",
        "which is",
        "#books claim none",
        "which is",
        "#children",
        "#days of difference, half of them no more",
    ];
    TownSection {
        title: "One life twice: who made the difference, and who took the credit".into(),
        words,
        bars: Truth::ALL
            .into_iter()
            .flat_map(|truth| {
                let row = twice.row(truth);
                [
                    (meaning(truth, true).to_owned(), row.claimed),
                    (meaning(truth, false).to_owned(), row.silent),
                ]
            })
            .collect(),
        table: Some(TownTable {
            caption: "Truth beside books: children by what the act did and what the books claim".into(),
            heads: heads.map(str::to_owned).to_vec(),
            rows: rows.to_vec(),
        }),
        ..TownSection::default()
    }
}

fn by_deed(twice: &Twice) -> TownSection {
    let rows = Deed::ALL.into_iter().map(|deed| {
        let counts = twice.of_deed(deed);
        let mut row = vec![deed.words().to_owned(), deed.left_out().to_owned()];
        row.extend(counts.map(|count| count.to_string()));
        row
    });
    TownSection {
        title: "The same act helps one day and harms another".into(),
        words: vec![
            "Which act was left out, and what it had done. An act can make it worse in this model: a case that is \
             open takes in the next warning, and nobody looks again; trouble that ended early comes back early; help on one \
             day works and on another does not; a child taken from home may live where networks look for children."
                .into(),
            "One act of each child was drawn evenly from all that were done for it, so small acts are many here. Passing a \
             record up to higher ranks is not among them: in this model it changes who knows, and nothing that happens."
                .into(),
        ],
        table: Some(TownTable {
            caption: "Children by the act that was left out".into(),
            heads: ["what was done", "in the other life", "#made it better", "#no difference", "#made it worse"]
                .map(str::to_owned)
                .to_vec(),
            rows: rows.collect(),
        }),
        ..TownSection::default()
    }
}

/// For `--json`.
pub(super) fn json(twice: &Twice) -> serde_json::Value {
    let share = |share: Share| {
        let interval = share.interval().map(|(from, to)| [from, to]);
        serde_json::json!({
            "of": share.of, "all": share.all, "percent": share.percent(), "interval_95_percent": interval,
        })
    };
    let shares = Shares::of(twice);
    let table: serde_json::Map<String, serde_json::Value> = Truth::ALL
        .into_iter()
        .map(|truth| {
            let row = twice.row(truth);
            let cells = serde_json::json!({
                "books_claim": row.claimed, "books_silent": row.silent, "median_days": twice.median_days(truth),
            });
            (truth.code().to_owned(), cells)
        })
        .collect();
    let deeds: Vec<serde_json::Value> = Deed::ALL
        .into_iter()
        .map(|deed| {
            let [better, same, worse] = twice.of_deed(deed);
            serde_json::json!({ "act": deed.code(), "better": better, "no_difference": same, "worse": worse })
        })
        .collect();
    serde_json::json!({
        "pairs": twice.pairs.len(), "children_touched": twice.touched,
        "days_followed": FOLLOWED, "table": table, "by_act": deeds,
        "made_it_better": share(shares.better), "made_no_difference": share(shares.same),
        "made_it_worse": share(shares.worse), "books_claim": share(shares.claims),
        "claims_where_it_made_it_better": share(shares.claims_true),
        "claims_where_nothing_was_wrong": share(shares.claims_of_nothing),
        "claims_where_it_ended_by_itself": share(shares.claims_of_recovery),
        "claims_made_without_the_act_too": share(shares.claims_anyway),
        "better_and_claimed": share(shares.better_claimed),
        "mean_days_spared": twice.mean_spared().map(|(mean, half)| [mean, mean - half, mean + half]),
    })
}
