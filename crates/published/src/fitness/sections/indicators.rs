//! Indicators as returned, in three groups.

use counted::fitness::{Check, Fitness, Reason, Standing};

use crate::fitness::figures::{Indicator, Report, Use};
use crate::fitness::{returned_words, words};
use crate::html::Html;

pub(in crate::fitness) fn judge(html: &mut Html, report: &Report) {
    if !report.indicators.iter().any(|indicator| indicator.used.group() == 0) {
        html.p(
            "None of the indicators as returned. To judge, all ten checks must be met; returned figures alone leave most of them \
             unknown, however good the figures look.",
        );
        return;
    }
    group(html, report, 0, "Indicators that may judge");
}

pub(in crate::fitness) fn learn(html: &mut Html, report: &Report) {
    html.p(
        "Somebody else records these, a trace exists that is hard to hide, or nobody says who records them. They may teach those who \
         do the work; whether they would stay so if anybody were judged by them is unknown. Returned figures alone leave unknown what \
         an indicator is for, whether it can be moved, how soon and how surely a change is seen, what hangs on it and what would go \
         round it.",
    );
    group(html, report, 1, "Indicators that may teach, and judge nobody");
}

pub(in crate::fitness) fn neither(html: &mut Html, report: &Report) {
    html.p(
        "Whoever is judged by these records them and nothing else is set beside them, or no figure was seen. The figure can change \
         without the work changing: that is a fact about the measure, and no finding about anybody.",
    );
    group(html, report, 2, "Indicators that may do neither");
}

fn group(html: &mut Html, report: &Report, which: usize, caption: &str) {
    let rows: Vec<&Indicator> =
        report.indicators.iter().filter(|indicator| indicator.used.group() == which).collect();
    if rows.is_empty() {
        return html.p("None.");
    }
    html.table(caption, &["indicator", "why", "figures", "what they say"], |html| {
        for indicator in rows {
            html.tr(|html| {
                html.th(|html| {
                    html.text(&indicator.name);
                    html.raw(" <small class=\"soft\">").text(&indicator.unit).raw("</small>");
                });
                html.td_text(why(indicator));
                html.td(|html| {
                    for (year, met) in indicator.years.iter().zip(&indicator.series.met) {
                        html.raw("<span class=\"line\">")
                            .text(returned_words::year(year, *met))
                            .raw("</span>");
                    }
                });
                html.td(|html| {
                    html.raw("<span class=\"line\">").text(returned_words::says(indicator)).raw("</span>");
                    for sentence in returned_words::beside(indicator) {
                        html.raw("<span class=\"line\">").text(sentence).raw("</span>");
                    }
                });
            });
        }
    });
}

/// Why an indicator stands where it does.
fn why(indicator: &Indicator) -> String {
    let Use::By(fitness) = &indicator.used else { return words::used(&indicator.used).to_owned() };
    let recorded = format!(
        "{} (read as: {})",
        words::why(indicator.protocol.check(Check::Recorder)),
        if indicator.recorded_by.is_empty() { "not said" } else { &indicator.recorded_by }
    );
    match fitness {
        Fitness::NotFit(reasons) => {
            let others: Vec<String> = reasons
                .iter()
                .filter(|reason| reason.check != Check::Recorder)
                .map(|reason| words::why(indicator.protocol.check(reason.check)))
                .collect();
            let is_recorder = reasons.iter().any(|reason| reason.check == Check::Recorder);
            let all: Vec<String> = is_recorder.then_some(recorded).into_iter().chain(others).collect();
            all.join("; ")
        }
        Fitness::ToLearnOnly(reasons) => {
            let unknown = reasons.iter().filter(|reason| reason.standing == Standing::Unknown).count();
            let others: Vec<Reason> = reasons
                .iter()
                .copied()
                .filter(|reason| reason.standing != Standing::Unknown && reason.check != Check::Recorder)
                .collect();
            let others =
                if others.is_empty() { String::new() } else { format!("; {}", words::reasons(&others)) };
            format!("{recorded}; {unknown} of the ten checks are unknown{others}")
        }
        Fitness::ToJudge(_) => recorded,
    }
}
