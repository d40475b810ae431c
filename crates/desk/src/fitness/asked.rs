//! Measures of questionnaires: each check with what was given for it.

use counted::audits::Audit;
use counted::compare::Measure as Compared;
use counted::fitness::{
    Cliff, Discretion, Ending, Found, Loop, Observed, Pair, Paired, Protocol, Purpose, Recorder, Response,
    Said, Step, cliff, controllability, discretion, ending, heap, loop_length, noise, observability, pair,
    purpose, recorder, responses,
};
use formats::fitness::{Compare, Given as Answer, Indicator, Kpi};
use formats::nearest::nearest;
use formats::report::{Report as At, short};
use published::fitness::{Measure, Way};
use record::FileId;

use super::{Given, PUBLISHED, audits, evidence, same, set};
use crate::findings::Findings;

/// Every measure of the questionnaires, in their order.
pub(super) fn measures(given: &Given, findings: &mut Findings) -> Vec<Measure> {
    given
        .kpis
        .iter()
        .map(|(file, kpi)| {
            let protocol = protocol(&kpi.name, Some((*file, kpi)), None, given, findings);
            let words = |answer: &Answer| answer.words().unwrap_or_default().to_owned();
            Measure {
                name: kpi.name.clone(),
                said_by: words(&kpi.said_by),
                said_on: words(&kpi.said_on),
                purpose: words(&kpi.purpose),
                decision: words(&kpi.decision),
                fitness: protocol.fitness(),
                protocol,
                ways: kpi
                    .responses
                    .iter()
                    .map(|way| Way {
                        what: way.what.clone(),
                        audit: words(&way.audit),
                        counter_measure: words(&way.counter_measure),
                    })
                    .collect(),
            }
        })
        .collect()
}

/// The ten checks of one measure, from all that was given for it.
pub(super) fn protocol(
    name: &str,
    kpi: Option<(FileId, &Kpi)>,
    indicator: Option<&Indicator>,
    given: &Given,
    findings: &mut Findings,
) -> Protocol {
    let nothing = Kpi::default();
    let answers = kpi.map_or(&nothing, |(_, kpi)| kpi);
    let figures = evidence::of(name, given, findings);
    let entries = set::about(name, &given.register);
    let mut found: Vec<Found> = vec![
        purpose(Purpose { purpose: said(&answers.purpose), decision: said(&answers.decision) }),
        controllability(&figures.units, compared(answers.compare), answers.between_units),
        loop_length(&Loop {
            days: figures.days,
            claimed: answers.loop_days,
            period_days: answers.reporting_days,
        }),
        observability(Observed { known: figures.known, claimed: answers.known }),
        noise(&Step { series: figures.series, level: answers.matters, claimed: answers.noticed_periods }),
        recorder(&looks(name, given), set::recorder(&entries), Some(who_records(answers, indicator))),
        discretion(Discretion {
            unsigned: figures.unsigned,
            claimed: answers.unsigned,
            by_judgement: indicator.is_some_and(Indicator::is_judgement),
        }),
        cliff(&Cliff {
            register: set::hangs(&entries),
            claimed: claimed_shape(answers),
            heap: answers.limit.and_then(|limit| heap(&figures.cases, limit)),
        }),
        ending(Ending {
            stops: said(&answers.stops),
            reviewer: said(&answers.reviewer),
            own_reviewer: reviews_own(answers, &entries),
        }),
    ];
    if let Some((file, kpi)) = kpi {
        found.push(responses(&ways(file, kpi, findings)));
    }
    Protocol::of(found)
}

fn said(answer: &Answer) -> Said {
    match answer {
        Answer::Nothing => Said::Nothing,
        Answer::None => Said::No,
        Answer::Words(_) => Said::Yes,
    }
}

fn compared(compare: Compare) -> Compared {
    match compare {
        Compare::Share => Compared::Share,
        Compare::Rate => Compared::Rate,
        Compare::Expected => Compared::RatioByRoot,
    }
}

/// Independent looks at a measure's returns.
fn looks(name: &str, given: &Given) -> Vec<Paired> {
    let about = given.pairs.iter().filter(|row| !row.indicator.is_empty() && same(&row.indicator, name));
    about.map(|row| pair(Pair { official: row.official, independent: row.independent, of: row.of })).collect()
}

/// Who records it, by the questionnaire, else by the words beside the returned figures.
fn who_records(answers: &Kpi, indicator: Option<&Indicator>) -> Recorder {
    let words = |answer: &Answer| answer.words().unwrap_or_default().to_owned();
    let has_trace = answers.independent_trace.words().is_some();
    match set::relation(&words(&answers.recorded_by), &words(&answers.judged), has_trace) {
        Recorder::NotSaid => {
            indicator.map_or(Recorder::NotSaid, |indicator| set::from_words(&indicator.recorded_by))
        }
        known => known,
    }
}

/// Whether what hangs on it jumps; whoever says that nothing hangs on it says that nothing jumps.
fn claimed_shape(answers: &Kpi) -> Option<counted::fitness::Shape> {
    let none = answers.hangs_on_it == Answer::None;
    answers.shape.map(set::shape).or(none.then_some(counted::fitness::Shape::Nothing))
}

/// Whether the reviewer is the one judged, or one of those who set it.
fn reviews_own(answers: &Kpi, entries: &[&formats::fitness::Entry]) -> bool {
    let Some(reviewer) = answers.reviewer.words() else { return false };
    let own = [&answers.judged, &answers.set_by].into_iter().filter_map(|answer| answer.words());
    let set = entries.iter().map(|entry| entry.post.as_str());
    own.chain(set).any(|post| !post.is_empty() && same(post, reviewer))
}

/// The listed ways round a measure. An audit that candour does not have looks for nothing.
fn ways(file: FileId, kpi: &Kpi, findings: &mut Findings) -> Vec<Response> {
    kpi.responses
        .iter()
        .map(|way| {
            let audit = way.audit.words();
            let has_audit = audit.is_some_and(is_audit);
            if let Some(name) = audit.filter(|_| !has_audit) {
                let near = nearest(name, audits())
                    .map_or_else(String::new, |near| format!("; nearest known: `{near}`"));
                let words = format!("`{}` is no audit of candour{near}; it looks for nothing", short(name));
                let remedy = format!("write one of: {}; or name a counter-measure", audits().join(", "));
                At { file, line: way.line }.skipped(findings, "audit", "fitness.audit", words, &remedy);
            }
            Response { has_audit, has_counter_measure: way.counter_measure.words().is_some() }
        })
        .collect()
}

fn is_audit(name: &str) -> bool {
    Audit::ALL.iter().any(|audit| same(audit.name(), name)) || same(PUBLISHED, name)
}
