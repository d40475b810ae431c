//! `rule_changes.csv`: changes to the rules, with who signed and what of each is obeyed.

use std::io;

use record::{Code, PostId};

use crate::Folder;
use crate::called::Called;
use crate::csv_safe::Table;
use crate::rule_words;

const HEADING: [&str; 20] = [
    "change",
    "source",
    "policy_file",
    "rule",
    "from",
    "to",
    "in_force_from",
    "adopted",
    "signed_by",
    "signed_by_title",
    "second",
    "second_title",
    "effect",
    "holds",
    "looser_for_duties_after",
    "refused",
    "would_satisfy",
    "open_then",
    "would_have_lengthened",
    "remarks",
];

/// Writes the table.
pub(super) fn write(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("rule_changes.csv")?, &called.heading(&HEADING, &["log_index"]))?;
    let labels = called.labels;
    let said =
        |value: &Option<(i32, Code)>| value.as_ref().map_or_else(|| "none".to_owned(), rule_words::says);
    let post = |post: &Option<PostId>| post.as_ref().map(|post| labels.post_id(post)).unwrap_or_default();
    let title = |post: &Option<PostId>| post.as_ref().map(|post| labels.post_title(post)).unwrap_or_default();
    for change in &called.material.outcome.rule_changes {
        let refused: Vec<&str> = change.refused.iter().map(|rule| rule.word()).collect();
        let satisfy: Vec<&str> = change.refused.iter().map(|rule| rule.satisfied_by()).collect();
        let remarks: Vec<&str> = change.remarks.iter().map(Code::as_str).collect();
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        let mut row = vec![
            rule_words::change(labels, change),
            change.event.map_or_else(|| "policy folder".to_owned(), |ix| called.place(ix)),
            change.file.to_string(),
            labels.rule_name(&change.file, &change.rule).into_owned(),
            said(&change.before),
            said(&change.after),
            change.from.map(|day| day.to_string()).unwrap_or_default(),
            change.adopted.to_string(),
            post(&change.post),
            title(&change.post),
            post(&change.second),
            title(&change.second),
            change.effect.to_string(),
            rule_words::holds(change),
            change.loosens_after.map(|day| day.to_string()).unwrap_or_default(),
            refused.join("|"),
            satisfy.join("; "),
            change.open_then.to_string(),
            number(change.would_have_lengthened),
            remarks.join("|"),
        ];
        row.extend(called.log_cells(&[change.event]));
        table.row(&row)?;
    }
    table.end()
}

#[cfg(test)]
mod tests {
    use record::event::RuleChanged;
    use record::{Addressee, Body, Claimed, Code, Event, PostId};

    use crate::Shown;
    use crate::tables::tests::{key, report, town};

    /// The clock of concerns loosened in the police, signed by one post alone.
    fn loosened() -> Event {
        let mut event = town().into_iter().find(|event| matches!(event.body, Body::Told(_))).unwrap();
        event.by.post = Some(PostId::new("westbrook-police/missing-persons-desk"));
        event.source.line = 901;
        let from = event.claimed.single_day().map_or(Claimed::UNKNOWN, Claimed::day);
        event.body = Body::RuleChanged(Box::new(RuleChanged {
            file: Code::new("clocks.csv"),
            rule: Code::new("concern_answer"),
            sign: None,
            clock: None,
            rank: None,
            before: Some((5, Code::new("working_day"))),
            after: Some((20, Code::new("working_day"))),
            from,
            second_post: Some(Addressee::post(PostId::new("westbrook-police/other"))),
            second_holder: Some("Zyxwvut Holder".into()),
            holder_named: true,
            second_holder_named: true,
            reasons_given: true,
            unreadable: vec![],
            words: None,
        }));
        event
    }

    #[test]
    fn a_change_stands_in_the_table_the_page_and_the_summary_and_names_nobody() {
        let without = report(&town(), Shown::default(), &mut key()).texts();
        assert_eq!(without["rule_changes.csv"].lines().count(), 1);
        assert!(without["index.html"].contains("No change to a limit, a rung or a threshold"));
        let mut events = town();
        events.push(loosened());
        flow::order(&mut events);
        for (event, id) in events.iter_mut().zip(1..) {
            event.id = record::EventId(id);
        }
        let texts = report(&events, Shown::default(), &mut key()).texts();
        let rows: Vec<&str> = texts["rule_changes.csv"].lines().collect();
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert!(rows[1].contains("from 5 working days to 20 working days"), "{}", rows[1]);
        assert!(rows[1].contains("rule_change_without_second_signature"), "{}", rows[1]);
        assert!(texts["index.html"].contains("the stricter rule stays"));
        let summary: serde_json::Value = serde_json::from_str(&texts["summary.json"]).unwrap();
        assert_eq!(
            summary["rule_changes"],
            serde_json::json!({"recorded": 1, "not_recorded": 0, "looser_not_obeyed": 1})
        );
        assert!(texts.values().all(|text| !text.contains("Zyxwvut")));
    }
}
