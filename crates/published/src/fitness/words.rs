//! Words for checks, standings and results.

use counted::compare::LEAST_UNITS;
use counted::fitness::{Basis, Check, Fitness, Found, Reason, Recorder, Standing, Unit, Why};

use super::figures::{Neither, Report, Use};
use super::numbers::in_unit;

/// What a check asks.
pub(super) fn title(check: Check) -> &'static str {
    match check {
        Check::Purpose => "Is its purpose written, and the decision it changes?",
        Check::Controllability => "Can whoever is judged move it, beyond chance and the mix of cases?",
        Check::LoopLength => "Is the result of an act seen soon enough to learn from?",
        Check::Observability => "Is it known how nearly all cases turned out?",
        Check::Noise => "Is a change that matters noticed soon?",
        Check::Recorder => "Does somebody else record it, or is there another trace?",
        Check::Discretion => "Can few cases change what they count as on one signature?",
        Check::Cliff => "Does nothing jump at a threshold or a date?",
        Check::Responses => "Is each way to meet it without its purpose looked for?",
        Check::Ending => "Does it end, and is it reviewed by somebody else?",
    }
}

/// A check in two or three words, for reasons.
pub(super) fn short(check: Check) -> &'static str {
    match check {
        Check::Purpose => "purpose",
        Check::Controllability => "can be moved",
        Check::LoopLength => "length of the loop",
        Check::Observability => "known outcomes",
        Check::Noise => "noise",
        Check::Recorder => "who records it",
        Check::Discretion => "discretion",
        Check::Cliff => "cliff",
        Check::Responses => "ways round it",
        Check::Ending => "end and reviewer",
    }
}

/// A standing with its sign: shape and word, never colour alone.
pub(super) fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Met => "● met",
        Standing::Partly => "◐ in part",
        Standing::NotMet => "✕ not met",
        Standing::Unknown => "? unknown",
    }
}

/// What a standing rests on.
pub(super) fn basis(found: &Found) -> &'static str {
    match (found.basis(), found.check()) {
        (Basis::Figures, _) => "figures given",
        (Basis::Register, _) => "the register of targets",
        (Basis::Claim, Check::Purpose | Check::Responses | Check::Ending) => {
            "what the questionnaire writes down"
        }
        (Basis::Claim, _) => "a claim, not measured",
        (Basis::Nothing, _) => "nothing given",
    }
}

/// What a number is held against.
pub(super) fn asked(check: Check, unit: Unit, bar: f64) -> String {
    if unit == Unit::Heights {
        return "no heap".into();
    }
    let bar = in_unit(bar, unit);
    match check {
        Check::Controllability | Check::Observability => format!("at least {bar}"),
        Check::LoopLength => format!("at most {bar}, half a period of reporting"),
        Check::Noise => format!("at most {bar}"),
        Check::Discretion => format!("fewer than {bar}"),
        _ => "none".into(),
    }
}

fn recorder(recorder: Recorder) -> &'static str {
    match recorder {
        Recorder::Another => "somebody else records it",
        Recorder::JudgedWithTrace => "whoever is judged records it, and another trace exists",
        Recorder::InPart => "somebody else records it, from cases that whoever is judged chooses",
        Recorder::Judged => "whoever is judged by it records it",
        Recorder::NotSaid => "nobody says who records it",
    }
}

/// Why a check stands as it does.
pub(super) fn why(found: &Found) -> String {
    match found.why() {
        Why::NotGiven => "nobody has said, and no figure was given".into(),
        Why::ByNumber if found.standing() == Standing::Met => "the figure meets what is asked".into(),
        Why::ByNumber => "the figure does not meet what is asked".into(),
        Why::TooFewToBeSure => "the figure meets what is asked, but from so few cases that chance may have put it there".into(),
        Why::TooFew { given, needs } => format!("not enough data: {given} given, {needs} needed"),
        Why::TrialLimits => "the figure meets what is asked, from so few periods that its limits will still move".into(),
        Why::NoCaseMix => {
            "units differ by more than chance, but what makes their cases differ was not taken out (give expected events)".into()
        }
        Why::NoDifferences => "chance explains every difference between the units".into(),
        Why::SomeUnits { told_apart } => format!("only {told_apart} of the units can be told from the rest"),
        Why::Unusable => "the figures given cannot be compared or charted".into(),
        Why::NoLevel if found.check() == Check::LoopLength => "nobody has said how long a period of reporting is".into(),
        Why::NoLevel => "nobody has said which level would matter".into(),
        Why::MostNotYet => "for more than half of the cases no result can be seen yet".into(),
        Why::Written if found.check() == Check::Ending => "an end and a reviewer are written".into(),
        Why::Written => "both are written".into(),
        Why::OneMissing(second) => one_missing(found.check(), second).into(),
        Why::SaidNone => "it was said that there is none".into(),
        Why::Recorded(who) => recorder(who).into(),
        Why::Differs { differ, of } => {
            format!("an independent look gave other figures than the returns in {differ} of {of}; why, no figure says")
        }
        Why::Jumps(_) if found.basis() == Basis::Claim => "something jumps at a threshold or on a date".into(),
        Why::Jumps(1) => "in 1 entry of the register something jumps at a threshold or on a date".into(),
        Why::Jumps(many) => format!("in {many} entries of the register something jumps at a threshold or on a date"),
        Why::NoJump => "nothing hangs on it, or it grows step by step".into(),
        Why::Heaps => {
            "cases heap up just before the limit: something acts there, and no figure says what or whether it harms".into()
        }
        Why::ShapeNotSaid => "the register does not say for every entry what hung on it and whether that jumps".into(),
        Why::Responses { listed, audited, open: 0 } => {
            format!("{listed} listed; an audit looks for {audited}, a counter-measure stands for the rest")
        }
        Why::Responses { listed, open, .. } => format!("{open} of {listed} listed have neither audit nor counter-measure"),
        Why::OwnReviewer => "the reviewer is the one judged, or the one who set it".into(),
        Why::ByJudgement => "whoever records it judges what each case counts as".into(),
    }
}

fn one_missing(check: Check, second: bool) -> &'static str {
    match (check, second) {
        (Check::Purpose, true) => "the purpose is written, the decision it changes is not",
        (Check::Purpose, false) => "a decision is named, the purpose is not written",
        (_, true) => "an end is written, no reviewer is named",
        (_, false) => "a reviewer is named, no end is written",
    }
}

/// What would settle a check that is not met on evidence; empty where nothing is left to do.
pub(super) fn settle(found: &Found) -> String {
    let is_shown =
        matches!(found.basis(), Basis::Figures | Basis::Register) && found.standing() == Standing::Met;
    let is_written = matches!(found.check(), Check::Purpose | Check::Responses | Check::Ending);
    if is_shown || (is_written && found.standing() == Standing::Met) {
        return String::new();
    }
    match found.check() {
        Check::Purpose => "write the purpose, and whose decision it changes".into(),
        Check::Controllability => {
            format!("give the figures of at least {LEAST_UNITS} units, with expected events")
        }
        Check::LoopLength => "give the days from act to visible result of a sample of cases".into(),
        Check::Observability => "give for how many the outcome is known, and of how many".into(),
        Check::Noise => "give the figures of 13 periods or more, and the level that would matter".into(),
        Check::Recorder => "let somebody else record it, or set an independent look beside it".into(),
        Check::Discretion => "count the cases that one signature can change, or ask for a second one".into(),
        Check::Cliff => "enter in the register what hangs on it, and how that follows the figure".into(),
        Check::Responses => {
            "list each way, and name an audit or a measure that would move the other way".into()
        }
        Check::Ending => "name a day, and a reviewer who neither set it nor is judged by it".into(),
    }
}

/// A result in words.
pub(super) fn result(fitness: &Fitness) -> &'static str {
    match fitness {
        Fitness::ToJudge(_) => "Fit to judge",
        Fitness::ToLearnOnly(_) => "Fit to learn only",
        Fitness::NotFit(_) => "Not fit",
    }
}

/// What a result allows.
pub(super) fn allows(fitness: &Fitness) -> &'static str {
    match fitness {
        Fitness::ToJudge(_) => {
            "Somebody may be judged by it until its end, as long as the audits named for it are run."
        }
        Fitness::ToLearnOnly(_) => {
            "It may teach those who do the work. Nobody may be judged, paid, graded or ranked by it."
        }
        Fitness::NotFit(_) => {
            "The figure can change without the work behind it changing. It judges nobody, and what it teaches cannot be told from that."
        }
    }
}

/// The reasons, in a line: what stands in the way, the worst first.
pub(super) fn reasons(reasons: &[Reason]) -> String {
    let of = |standing: Standing, claimed: bool| {
        let names: Vec<&str> = reasons
            .iter()
            .filter(|reason| reason.standing == standing && reason.only_claimed == claimed)
            .map(|reason| short(reason.check))
            .collect();
        names.join(", ")
    };
    [
        ("not met", of(Standing::NotMet, false)),
        ("met in part", of(Standing::Partly, false)),
        ("unknown", of(Standing::Unknown, false)),
        ("met on a claim alone", of(Standing::Met, true)),
    ]
    .into_iter()
    .filter(|(_, names)| !names.is_empty())
    .map(|(word, names)| format!("{word}: {names}"))
    .collect::<Vec<_>>()
    .join("; ")
}

/// What an indicator can be used for, in words.
pub(super) fn used(of: &Use) -> &'static str {
    match of {
        Use::By(fitness) => result(fitness),
        Use::Neither(Neither::NoFigure) => "Neither: no figure was seen",
        Use::Neither(Neither::Summary) => "Neither: it counts other indicators",
    }
}

/// The first sentence.
pub(super) fn lead(report: &Report) -> String {
    let [judge, learn, neither] = report.groups();
    let all = judge + learn + neither;
    if all == 0 {
        return "No measure was asked about; what was set and found stands below.".into();
    }
    let count = |many: usize| if many == 0 { "none".to_owned() } else { many.to_string() };
    let measures = if all == 1 { "1 measure" } else { &format!("{all} measures") };
    format!(
        "Of {measures}, {} may judge anybody, {} may only teach, and {} may do neither.",
        count(judge),
        count(learn),
        count(neither)
    )
}

/// What a command prints: the first sentence, then one line for each measure asked about.
pub fn summary_lines(report: &Report) -> String {
    let mut out = format!("{}\n", lead(report));
    for measure in &report.measures {
        let reasons = reasons(measure.fitness.reasons());
        let colon = if reasons.is_empty() { "" } else { " (" };
        let end = if reasons.is_empty() { "" } else { ")" };
        out.push_str(&format!("{}: {}{colon}{reasons}{end}\n", measure.name, measure.fitness.key()));
    }
    for group in [0, 1] {
        let names: Vec<&str> = report
            .indicators
            .iter()
            .filter(|indicator| indicator.used.group() == group)
            .map(|indicator| indicator.name.as_str())
            .collect();
        if !names.is_empty() {
            let word = if group == 0 { "may judge" } else { "may only teach" };
            out.push_str(&format!("{word}: {}\n", names.join("; ")));
        }
    }
    if !report.findings.is_empty() {
        let findings = crate::html::counted(report.findings.len() as u64, "odd thing", "odd things");
        out.push_str(&format!("{findings} in the files: findings.csv\n"));
    }
    out
}
