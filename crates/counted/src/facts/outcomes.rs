//! What the stages before found, as rows: matters, decisions read again, operations ended, particulars of children.

use record::outputs::{Matter, OperationEnd, Reread, Standing};
use record::{Body, Code, MentionKind};

use super::Given;
use super::rows::{Kind, Put, Rows, the_day};
use crate::measure::Table;

/// The table `matters`: opened by a record that names a group, or by joining records.
pub fn matters(given: Given<'_>, matters: &[Matter]) -> Table {
    let columns = &[
        ("opened", Kind::Day),
        ("ground", Kind::Word),
        ("children", Kind::Number),
        ("agencies", Kind::Number),
        ("answered", Kind::Word),
    ];
    let mut rows = Rows::new("matters", columns);
    for matter in matters {
        let Some(duty) = matter.duties.first() else { continue };
        let number = |many: usize| Put::Number(i32::try_from(many).ok());
        rows.row(
            Code::new(duty.post.agency().as_str()),
            duty.opened_by,
            vec![
                Put::Day(given.events.get(duty.opened_by as usize).and_then(|event| the_day(event.claimed))),
                Put::Word(Some(matter.ground.clone())),
                number(matter.children.len()),
                number(matter.agencies.len()),
                Put::yes(duty.standing == Standing::Answered),
            ],
        );
    }
    rows.done()
}

/// The table `rereads`: decisions not to act that were drawn to be read again.
pub fn rereads(given: Given<'_>, rereads: &[Reread]) -> Table {
    let mut rows = Rows::new("rereads", &[("drawn", Kind::Day), ("answered", Kind::Word)]);
    for one in rereads {
        let answer = given.events.get(one.answer as usize);
        let agency = answer.map_or_else(String::new, |event| event.by.agency.as_str().to_owned());
        rows.row(
            Code::new(agency),
            one.answer,
            vec![
                Put::Day(answer.and_then(|event| the_day(event.claimed))),
                Put::yes(one.duty.standing == Standing::Answered),
            ],
        );
    }
    rows.done()
}

/// The table `operations`: operations ended or narrowed, with how many people were identified, pursued and left.
pub fn operations(given: Given<'_>, ends: &[OperationEnd]) -> Table {
    let columns = &[
        ("ended", Kind::Day),
        ("activity", Kind::Word),
        ("identified", Kind::Number),
        ("pursued", Kind::Number),
        ("left", Kind::Number),
        ("left_somebody", Kind::Word),
    ];
    let mut rows = Rows::new("operations", columns);
    for end in ends {
        let Some(event) = end.events.first().and_then(|ix| given.events.get(*ix as usize)) else { continue };
        let left =
            end.left.or_else(|| end.identified.zip(end.pursued).map(|(all, some)| all.saturating_sub(some)));
        let number = |many: Option<u32>| Put::Number(many.and_then(|many| i32::try_from(many).ok()));
        rows.row(
            Code::new(event.by.agency.as_str()),
            end.events[0],
            vec![
                Put::Day(the_day(event.claimed)),
                Put::Word(Some(end.activity.clone())),
                number(end.identified),
                number(end.pursued),
                number(end.left),
                Put::maybe(left.map(|left| left > 0)),
            ],
        );
    }
    rows.done()
}

/// The table `particulars`: for each child that a telling or an entry mentions, whether birth date and sex are filled in.
///
/// Neither names nor numbers stand here, only whether a field of the source is empty.
pub fn particulars(given: Given<'_>) -> Table {
    let columns = &[("recorded", Kind::Day), ("field", Kind::Word), ("filled", Kind::Word)];
    let mut rows = Rows::new("particulars", columns);
    for (ix, event) in (0..).zip(given.events) {
        if !matches!(event.body, Body::Told(_)) {
            continue;
        }
        for child in event.mentions().iter().filter(|mention| mention.kind == MentionKind::Child) {
            let fields = [("birth_date", child.born.is_some()), ("sex", child.sex.is_some())];
            for (field, filled) in fields {
                rows.row(
                    Code::new(event.by.agency.as_str()),
                    ix,
                    vec![
                        Put::Day(the_day(event.claimed)),
                        Put::Word(Some(Code::new(field))),
                        Put::yes(filled),
                    ],
                );
            }
        }
    }
    rows.done()
}
