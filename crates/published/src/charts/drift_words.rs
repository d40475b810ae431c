//! What a chart of slow drift says.

use counted::chart::drift::{Design, Drift};
use counted::chart::icons::Variation;
use counted::chart::rules::Way;

use super::Line;
use super::figures::digits;

/// Whether anything gathered beyond the limits, and since when.
pub(super) fn headline(line: &Line, drift: &Drift) -> String {
    let Some(last) = drift.last() else {
        return "No drift can be seen: there are no limits.".into();
    };
    let Some(way) = last.alarm else {
        return match drift.alarms().next() {
            None => "Nothing has gathered beyond the limits: no drift is seen, and the figures are what we would expect if nothing had changed.".into(),
            Some(_) => "At the last figure nothing lies beyond the limits. Earlier figures did drift: see the marks.".into(),
        };
    };
    let what = match line.better.judge(way) {
        Variation::Improving(_) => "Something drifted, for the better",
        Variation::Concerning(_) => "Something drifted, and it is a matter for concern",
        _ => "Something drifted; nobody has said which way is better",
    };
    let side = if way == Way::Down { "below" } else { "above" };
    let since = line.periods.get(last.since).map_or("", String::as_str);
    format!("{what}: figures {side} the centre have gathered beyond the limit, beginning about {since}.")
}

/// What the chart adds up, and when it alarms.
pub(super) fn about(line: &Line, drift: &Drift) -> Vec<String> {
    let mut words = vec![match drift.design {
        Design::Cusum { k, h } => format!(
            "A CUSUM chart with k = {} and h = {}: how far each figure lies from the centre, in standard deviations, less {} that counts for nothing, is added to the sum before it, upward and downward apart. A sum that falls below nothing begins again at nothing; one beyond {} is an alarm.",
            digits(k, 3),
            digits(h, 3),
            digits(k, 3),
            digits(h, 3)
        ),
        Design::Ewma { lambda, width } => format!(
            "An EWMA chart with \u{3bb} = {} and L = {}: a mean of all figures up to each, in standard deviations from the centre, in which each counts {} times as much as the one after it. A mean beyond {} of its own standard deviations is an alarm.",
            digits(lambda, 3),
            digits(width, 3),
            digits(1.0 - lambda, 3),
            digits(width, 3)
        ),
    }];
    words.push("It sees small changes that last, which limits on single figures miss; a single figure far off it sees late or not at all.".into());
    if line.plan.freeze.is_none() {
        words.push("The centre rests on all the figures, those that drifted among them, and so a drift looks smaller than it is, and figures before it seem to drift the other way. If there is a stretch when nothing changed, freeze the limits at it.".into());
    }
    words
}

/// How often it alarms for nothing, and how soon for something.
pub(super) fn time(line: &Line, drift: &Drift) -> Vec<String> {
    let about = |number: f64| digits(number.max(1.0), if number < 10.0 { 1 } else { 2 });
    let mut words = Vec::new();
    if let Some(quiet) = drift.design.run_length(0.0) {
        words.push(format!(
            "If nothing changed, it would give a false alarm about every {} {}s.",
            about(quiet),
            line.each
        ));
    }
    for (shift, called) in [(0.5, "half a standard deviation"), (1.0, "a whole standard deviation")] {
        words.extend(drift.design.run_length(shift).map(|length| {
            format!(
                "A change of {called} that lasts is seen after about {} {}s on average.",
                about(length),
                line.each
            )
        }));
    }
    if !words.is_empty() {
        words.push("These take the centre and the standard deviation as known and the figures as normal: estimated from few points, or for small counts, they are rougher.".into());
    }
    words
}

/// How many figures lie beyond the limits.
pub(super) fn marked(drift: &Drift) -> String {
    let all = drift.points.iter().flatten().count();
    format!(
        "Of {}, at {} what had gathered lay beyond the limits.",
        crate::html::counted(all as u64, "figure that counts", "figures that count"),
        drift.alarms().count()
    )
}

/// What one point says.
pub(super) fn at(line: &Line, drift: &Drift, at: usize) -> String {
    match (line.chart.points[at].value, drift.points[at]) {
        (None, _) => "no figure".into(),
        (_, None) if line.chart.points[at].excluded => "left out".into(),
        (_, None) => "too few points for limits".into(),
        (_, Some(gathered)) => match gathered.alarm {
            None => format!("within the limit of {}", digits(gathered.limit, 3)),
            Some(way) => format!(
                "beyond {}: {}, since about {}",
                digits(gathered.limit, 3),
                super::shapes::variation_words(line.better.judge(way)),
                line.periods.get(gathered.since).map_or("", String::as_str)
            ),
        },
    }
}
