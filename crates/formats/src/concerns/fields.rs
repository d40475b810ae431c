//! The coded fields of a row, for saying what changed between two extracts.

use record::time::Precision;
use record::{Addressee, Claimed};

use super::columns::{Column as C, Kind};
use super::draft::Draft;

impl Draft {
    /// The fields that are stated, by column. Never a personal value: codes, posts, numbers and the time of day.
    pub(crate) fn coded_fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = Fields(Vec::with_capacity(12));
        fields.put(C::Time, time_of(self.claimed));
        fields.addressee(self.told_to.as_ref(), [C::ToldAgency, C::ToldPost, C::ToldRank]);
        fields.addressee(self.to.as_ref(), [C::ToAgency, C::ToPost, C::ToRank]);
        let signs: Vec<&str> = self.signs.iter().map(|sign| sign.as_str()).collect();
        fields.put(C::Signs, Some(signs.join("|")).filter(|signs| !signs.is_empty()));
        fields.put(C::Reason, Some(self.reason.to_string()).filter(|reason| !reason.is_empty()));
        if self.kind.carries_mentions() {
            fields.put(C::Activity, Some(self.activity.to_string()));
        }
        if self.kind.reads(C::Teller) {
            fields.put(C::Teller, Some(self.teller.to_string()));
            fields.put(C::ImmediateDanger, Some(yes_no(self.immediate_danger)));
            fields.put(C::Count, self.count.map(|count| count.to_string()));
        }
        if self.kind == Kind::Answered {
            fields.put(C::Addresses, Some(self.addresses.to_string()));
            fields.put(C::Outcome, Some(self.outcome.to_string()));
            fields.put(C::ReasonsGiven, Some(yes_no(self.reasons_given)));
            fields.put(C::SecondPost, self.second.as_ref().map(|second| second.post_or_unnamed().to_string()));
        }
        fields.0.push(("mentions", self.mentions.len().to_string()));
        fields.0
    }
}

struct Fields(Vec<(&'static str, String)>);

impl Fields {
    fn put(&mut self, column: C, value: Option<String>) {
        self.0.extend(value.map(|value| (column.name(), value)));
    }

    fn addressee(&mut self, addressee: Option<&Addressee>, [agency, post, rank]: [C; 3]) {
        if let Some(addressee) = addressee {
            self.put(agency, Some(addressee.agency.to_string()));
            self.put(post, addressee.post.as_ref().map(ToString::to_string));
            self.put(rank, addressee.rank.map(|rank| rank.to_string()));
        }
    }
}

fn yes_no(truth: bool) -> String {
    if truth { "yes".into() } else { "no".into() }
}

fn time_of(claimed: Claimed) -> Option<String> {
    let minute = claimed.earliest().filter(|_| claimed.precision() == Precision::Minute)?.minute_of_day();
    Some(format!("{:02}:{:02}", minute / 60, minute % 60))
}
