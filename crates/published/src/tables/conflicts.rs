//! `conflicts.csv`: posts that step aside from a concern, and those of which somebody outside should check whether they must.

use std::io;

use crate::Folder;
use crate::called::Called;
use crate::conflict_words::{days, follows, why};
use crate::csv_safe::Table;

const HEADING: [&str; 10] = [
    "concern",
    "concern_place",
    "post",
    "post_title",
    "certain",
    "ground",
    "why",
    "what_follows",
    "holds_the_post",
    "named_in",
];

/// Writes the table.
pub(super) fn write(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let heading: Vec<&str> = HEADING.into_iter().chain(["acts_set_aside"]).collect();
    let mut table = Table::new(folder.file("conflicts.csv")?, &heading)?;
    for conflict in &called.material.outcome.conflicts {
        table.row(&[
            called.row(conflict.concern),
            called.place(conflict.concern),
            called.labels.post_id(&conflict.post),
            called.labels.post_title(&conflict.post),
            if conflict.certain { "yes" } else { "to check" }.to_owned(),
            conflict.ground.to_string(),
            why(&conflict.ground).to_owned(),
            follows(conflict).to_owned(),
            days(conflict),
            called.rows(&conflict.named_in),
            called.rows(&conflict.acts_set_aside),
        ])?;
    }
    table.end()
}

#[cfg(test)]
mod tests {
    use record::event::Recorded;
    use record::{Addressee, AgencyId, Body, Code, ConcernRef, Event, PostId};

    use crate::Shown;
    use crate::tables::tests::{key, report, town};

    /// A row of oversight that the post told is in conflict.
    fn declared() -> Event {
        let events = town();
        let told = events.iter().find(|event| matches!(event.body, Body::Told(_))).unwrap();
        let mut event = told.clone();
        event.by.agency = AgencyId::new("oversight");
        event.by.post = None;
        event.source.line = 900;
        event.body = Body::Recorded(Box::new(Recorded {
            activity: Code::new("conflict.declared"),
            codes: vec![],
            signs: vec![],
            concern: Some(ConcernRef { agency: AgencyId::new("westbrook-police"), key: "WEXCOMBE-1".into() }),
            told_to: Some(Addressee::post(PostId::new("westbrook-police/missing-persons-desk"))),
            mentions: vec![],
            columns: vec![],
            words: None,
            action: None,
            source_of_information: None,
        }));
        event
    }

    #[test]
    fn a_declared_conflict_stands_in_the_table_and_on_the_page_with_what_follows() {
        let without = report(&town(), Shown::default(), &mut key()).texts();
        assert_eq!(without["conflicts.csv"].lines().count(), 1);
        assert!(without["index.html"].contains("none declares a conflict"));
        let mut events = town();
        events.push(declared());
        flow::order(&mut events);
        for (event, id) in events.iter_mut().zip(1..) {
            event.id = record::EventId(id);
        }
        let texts = report(&events, Shown::default(), &mut key()).texts();
        let rows: Vec<&str> = texts["conflicts.csv"].lines().collect();
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert!(
            rows[1].contains("westbrook-police/missing-persons-desk") && rows[1].contains(",yes,declared,")
        );
        assert!(texts["index.html"].contains("step aside: others hold it"));
        let summary: serde_json::Value = serde_json::from_str(&texts["summary.json"]).unwrap();
        assert_eq!(summary["conflicts"], serde_json::json!({"certain": 1, "to_check": 0}));
    }
}
