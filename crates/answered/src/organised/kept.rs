//! The rows that these rules read, by kind, in one pass over the events.

use record::event::Recorded;
use record::outputs::EventIx;
use record::policy::Policy;
use record::{Body, Code, Day, Event};

use crate::span::in_view;

/// Activities that went to several posts.
pub(super) const CIRCULATED: [&str; 3] = ["report.circulated", "meeting.minuted", "briefing.given"];
/// A recommendation to a post.
pub(super) const RECOMMENDED: &str = "recommendation.made";
/// Evidence that it was carried out.
pub(super) const EVIDENCED: &str = "recommendation.evidenced";
/// The sign of a record that says that records are gone.
const LOSS_SIGN: &str = "records_loss";

/// Rows by kind, each list in canonical order.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) circulated: Vec<EventIx>,
    pub(super) lost: Vec<EventIx>,
    /// Recommendations and all that is said of them.
    pub(super) recommended: Vec<EventIx>,
    pub(super) challenged: Vec<EventIx>,
    pub(super) supervised: Vec<EventIx>,
    pub(super) operations: Vec<EventIx>,
    pub(super) cut: Vec<EventIx>,
    pub(super) refused: Vec<EventIx>,
    pub(super) powers: Vec<EventIx>,
}

impl Kept {
    pub(super) fn of(events: &[Event], policy: &Policy, as_of: Day) -> Self {
        let mut kept = Self::default();
        let loss = policy.signs.get_key_value(&Code::new(LOSS_SIGN)).map(|(code, _)| code.clone());
        for (ix, event) in events.iter().enumerate().filter(|(_, event)| in_view(event.claimed, as_of)) {
            kept.take(ix as EventIx, event, loss.as_ref());
        }
        kept
    }

    fn take(&mut self, ix: EventIx, event: &Event, loss: Option<&Code>) {
        let list = match &event.body {
            Body::Challenged(_) => &mut self.challenged,
            // A copy that was passed on is no second loss.
            Body::Told(told)
                if told.passes.is_none() && loss.is_some_and(|loss| told.signs.contains(loss)) =>
            {
                &mut self.lost
            }
            Body::Recorded(entry) => match self.list_of(entry, loss) {
                Some(list) => list,
                None => return,
            },
            _ => return,
        };
        list.push(ix);
    }

    fn list_of(&mut self, entry: &Recorded, loss: Option<&Code>) -> Option<&mut Vec<EventIx>> {
        let activity = entry.activity.as_str();
        if CIRCULATED.contains(&activity) {
            return Some(&mut self.circulated);
        }
        match activity.split_once('.') {
            Some(("record", "lost" | "stolen" | "altered")) => Some(&mut self.lost),
            Some(("recommendation", _)) => Some(&mut self.recommended),
            Some(("supervision", "held")) => Some(&mut self.supervised),
            Some(("operation", "ended" | "narrowed")) => Some(&mut self.operations),
            Some(("team", "cut")) => Some(&mut self.cut),
            Some(("sharing", "refused")) => Some(&mut self.refused),
            Some(("power", "used" | "refused" | "unavailable")) => Some(&mut self.powers),
            _ => loss.is_some_and(|loss| entry.signs.contains(loss)).then_some(&mut self.lost),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        let lists = [
            &self.circulated,
            &self.lost,
            &self.recommended,
            &self.challenged,
            &self.supervised,
            &self.operations,
            &self.cut,
            &self.refused,
            &self.powers,
        ];
        lists.iter().all(|list| list.is_empty())
    }
}
