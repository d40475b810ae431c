//! A pause: its reason, its end, and its way out and in again.

use record::time::Precision;
use record::{Body, Code};

use super::{csv, recorded, without_places};
use crate::concerns::write_csv;

#[test]
fn a_pause_keeps_its_reason_and_its_end_and_is_written_as_it_was_read() {
    let kept = csv("event,concern_id,date,date_to,activity,by_post,reason\n\
         recorded,C-1,2019-07-03,2019-07-09,clock.paused,desk,court_order\n\
         countersigned,C-1,2019-07-03,,,,pause\n");
    let pause = recorded(&kept.events[0]);
    assert_eq!(pause.codes, [(Code::new("reason"), Code::new("court_order"))]);
    assert_eq!(kept.events[0].claimed.precision(), Precision::Range);
    assert!(matches!(&kept.events[1].body, Body::Countersigned(step) if step.reason.as_str() == "pause"));
    assert_eq!(kept.rules(), Vec::<&str>::new());
    let mut out = Vec::new();
    write_csv(&kept.events, &mut out).expect("in memory");
    let again = csv(&String::from_utf8(out).expect("text"));
    assert_eq!(without_places(again.events), without_places(kept.events));
}

#[test]
fn a_reason_beside_anything_else_that_is_recorded_stays_with_the_words() {
    let kept = csv("event,concern_id,date,activity,reason\n\
         recorded,C-1,2019-07-03,assessment.started,no_cooperation\n");
    let entry = recorded(&kept.events[0]);
    assert_eq!((entry.codes.len(), entry.words.as_deref()), (0, Some("no_cooperation")));
}
