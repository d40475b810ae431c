//! `summary.json`: what was read, what was found, and what this cannot show.

use std::collections::BTreeMap;
use std::io::{self, Write};

use record::outputs::Standing;
use record::source::SourceFile;
use record::{Body, Fixed};
use serde_json::{Map, Value, json};

use crate::called::{Called, is_entry};
use crate::limits::cannot_show;
use crate::mask::MASKED_BY_MACHINE;
use crate::{Folder, Log};

/// Writes the file.
pub(super) fn write(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut out = folder.file("summary.json")?;
    serde_json::to_writer_pretty(&mut out, &summary(called))?;
    out.write_all(b"\n")?;
    out.flush()
}

fn summary(called: &Called<'_>) -> Value {
    let material = called.material;
    let joined = called.joined();
    let answers = &material.outcome.answers;
    let entries = || material.events.iter().filter(|event| is_entry(event));
    let mut all = Map::new();
    let mut put = |key: &str, value: Value| {
        all.insert(key.to_owned(), value);
    };
    put("files", material.files_given().map(|file| one_file(called, file)).collect());
    let unread = material
        .unread
        .iter()
        .map(|file| json!({"path": called.mask.open(&file.path), "why": file.why, "remedy": file.remedy}));
    put("unread", unread.collect());
    put("events", json!(material.events.len()));
    put("entries", json!(entries().count()));
    put("undated", json!(entries().filter(|event| event.claimed.is_unknown()).count()));
    put("repeated", json!(material.files.iter().map(|file| file.repeated).sum::<u64>()));
    put("entities", json!(joined.entities.len()));
    put("duties", json!(answers.duties.len()));
    put("no_warnings_told", json!(answers.duties.is_empty()));
    put("patterns", json!(joined.questions.len()));
    let alarms = material.outcome.alarms();
    put("alarms", json!(alarms.len()));
    put("alarms_ended", json!(alarms.iter().filter(|alarm| alarm.ended.is_some()).count()));
    put("refusals", refusals(called));
    put("matters", json!(material.outcome.strategic.matters.len()));
    put("interference_checks", json!(material.outcome.strategic.checks.len()));
    put("organised", organised(called));
    put("rereads", json!(material.outcome.strategic.rereads.len()));
    put("repeat_missing", json!(material.outcome.strategic.repeat_missing.len()));
    let points = joined.accounts.iter().map(|group| group.disagreements.len()).sum::<usize>();
    put("disagreements", json!(points));
    put("told_by_several", json!(joined.accounts.len()));
    put("disagree", json!(joined.accounts.iter().filter(|group| !group.disagreements.is_empty()).count()));
    put("coverage", coverage(called));
    let corrected = material.events.iter().filter(|event| matches!(event.body, Body::Corrected(_)));
    put("corrections_applied", json!(corrected.count()));
    put("findings", json!(material.findings.len()));
    put("notices", notices(called));
    put("conflicts", conflicts(called));
    put("rule_changes", rule_changes(called));
    put("gaming_traces", json!(material.outcome.gaming.len()));
    let workload = material.outcome.workload.iter().map(|work| {
        let (per_week, inside, hours) = (number(work.per_week), number(work.inside), number(work.hours));
        json!({"rank": work.rank.number(), "per_week": per_week, "inside_bundles": inside, "hours": hours})
    });
    put("workload", workload.collect());
    if let Some(log) = &material.log {
        put("told_to_candour", json!(material.told_here()));
        put("erased_subjects", json!(material.erased()));
        put("log", log_of(log));
    }
    put("as_of", json!(material.as_of.to_string()));
    put("policy_digest", json!(material.policy.digest.as_str()));
    put("found_digest", json!(flow::digest(material.outcome)));
    put("names_shown", json!(called.shown.names));
    if !called.shown.names {
        put("masked", json!(MASKED_BY_MACHINE));
    }
    put("cannot_show", json!(cannot_show(material, called.shown)));
    Value::Object(all)
}

/// What organisations did, counted by kind.
fn organised(called: &Called<'_>) -> Value {
    let found = &called.material.outcome.organised;
    let open = found.duties().filter(|duty| duty.standing != Standing::Answered).count();
    json!({
        "circulated": found.circulated.len(),
        "records_lost": found.records_lost.len(),
        "recommendations": found.recommendations.len(),
        "challenges": found.challenges.len(),
        "told_back": found.told_back.len(),
        "supervisions": found.supervisions.len(),
        "operations": found.operations.len(),
        "teams_cut": found.cuts.len(),
        "sharing_refused": found.refusals.len(),
        "powers": found.powers.len(),
        "answers_on_child_only": found.child_only.len(),
        "duties": found.duties().count(),
        "duties_not_answered": open,
    })
}

/// Notices counted by service, rule and what they are about; never by worker.
fn notices(called: &Called<'_>) -> Value {
    let mut count: BTreeMap<(&str, &str, &str), (u64, u64)> = BTreeMap::new();
    for notice in &called.material.outcome.noticed.notices {
        let Some(event) = called.event(notice.event) else { continue };
        let of = (event.by.agency.as_str(), notice.rule.as_str(), notice.about.as_str());
        let (certain, open) = count.entry(of).or_default();
        *if notice.certain.is_certain() { certain } else { open } += 1;
    }
    let line = |((agency, rule, about), (certain, open)): ((&str, &str, &str), (u64, u64))| {
        let agency = called.labels.agency_id(&record::AgencyId::new(agency)).into_owned();
        let about = called.labels.safe(&record::Code::new(about)).into_owned();
        json!({"agency": agency, "rule": rule, "about": about, "certain": certain, "cannot_tell": open})
    };
    count.into_iter().map(line).collect()
}

/// Acts that no rule accepts, counted by rule.
fn refusals(called: &Called<'_>) -> Value {
    let mut count: BTreeMap<&str, u64> = BTreeMap::new();
    let refusals = &called.material.outcome.answers.refusals;
    refusals.iter().for_each(|refusal| *count.entry(refusal.rule.word()).or_default() += 1);
    json!(count)
}

fn log_of(log: &Log<'_>) -> Value {
    let mut all = Map::new();
    if let Some(signed) = log.signed() {
        all.insert("origin".into(), json!(signed.origin));
        all.insert("size".into(), json!(signed.size));
        all.insert("root".into(), json!(signed.root));
    }
    if let Some(key) = &log.key {
        all.insert("key".into(), json!(key));
    }
    Value::Object(all)
}

fn one_file(called: &Called<'_>, file: &SourceFile) -> Value {
    let covers =
        file.covers.map(|covers| json!({"from": covers.from.to_string(), "to": covers.to.to_string()}));
    json!({
        "path": called.paths.path(file.id),
        "format": file.format.as_str(),
        "agency": called.labels.agency_id(&file.agency),
        "covers": covers,
        "completeness": file.completeness.word(),
        "read": file.read,
        "skipped": file.skipped,
        "repaired": file.repaired,
        "repeated": file.repeated,
        "children": file.children,
    })
}

/// Entries of each agency and year; undated ones are in no year.
fn coverage(called: &Called<'_>) -> Value {
    let mut count: BTreeMap<(&str, i32), u64> = BTreeMap::new();
    for event in called.material.events.iter().filter(|event| is_entry(event)) {
        let Some(at) = event.claimed.earliest().or(event.claimed.latest()) else {
            continue;
        };
        *count.entry((event.by.agency.as_str(), at.day().year())).or_default() += 1;
    }
    let line = |((agency, year), entries): ((&str, i32), u64)| {
        let agency = called.labels.agency_id(&record::AgencyId::new(agency)).into_owned();
        json!({"agency": agency, "year": year, "entries": entries})
    };
    count.into_iter().map(line).collect()
}

/// Changes to the rules: recorded, found in a policy folder alone, and such as loosen and are not obeyed.
fn rule_changes(called: &Called<'_>) -> Value {
    let all = &called.material.outcome.rule_changes;
    let recorded = all.iter().filter(|change| change.event.is_some()).count();
    let not_obeyed = all.iter().filter(|change| !change.refused.is_empty()).count();
    json!({"recorded": recorded, "not_recorded": all.len() - recorded, "looser_not_obeyed": not_obeyed})
}

/// How many conflicts of interest are certain, and how many somebody outside should check.
fn conflicts(called: &Called<'_>) -> Value {
    let all = &called.material.outcome.conflicts;
    let certain = all.iter().filter(|one| one.certain).count();
    json!({"certain": certain, "to_check": all.len() - certain})
}

/// A fixed-point number with two decimals.
fn number(value: Fixed) -> Value {
    value.to_string().parse::<f64>().map_or(Value::Null, |value| json!(value))
}

#[cfg(test)]
mod tests {
    use record::Event;

    use crate::Shown;
    use crate::tables::tests::{key, report, town};

    #[test]
    fn the_summary_has_every_key_that_is_promised() {
        let texts = report(&town(), Shown::default(), &mut key()).texts();
        let summary: serde_json::Value = serde_json::from_str(&texts["summary.json"]).unwrap();
        for wanted in [
            "files",
            "unread",
            "events",
            "entities",
            "duties",
            "patterns",
            "matters",
            "interference_checks",
            "disagreements",
            "workload",
            "policy_digest",
            "repeated",
            "coverage",
            "disagree",
            "undated",
            "told_by_several",
            "corrections_applied",
            "notices",
            "refusals",
            "gaming_traces",
            "rule_changes",
            "conflicts",
            "cannot_show",
        ] {
            assert!(summary.get(wanted).is_some(), "{wanted}: {summary}");
        }
        for wanted in ["path", "format", "agency", "covers", "read", "skipped", "repaired", "children"] {
            assert!(summary["files"][0].get(wanted).is_some(), "{wanted}: {summary}");
        }
        assert_eq!(summary["undated"], 1);
        assert_eq!(summary["coverage"][0]["entries"], 1);
    }

    #[test]
    fn the_summary_says_when_nobody_was_told() {
        let told = |events: &[Event]| -> serde_json::Value {
            let texts = report(events, Shown::default(), &mut key()).texts();
            serde_json::from_str::<serde_json::Value>(&texts["summary.json"]).unwrap()["no_warnings_told"]
                .clone()
        };
        assert_eq!((told(&[]), told(&town())), (true.into(), false.into()));
    }
}
