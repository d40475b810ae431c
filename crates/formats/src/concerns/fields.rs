//! The coded fields of a row, for saying what changed between two extracts.

use record::time::Precision;
use record::{Addressee, Claimed, Code};
use smol_str::{SmolStr, SmolStrBuilder, format_smolstr};

use super::columns::{Column as C, Kind};
use super::draft::Draft;

impl Draft {
    /// The fields that are stated, by column. Never a personal value: codes, posts, numbers and the time of day.
    pub(crate) fn coded_fields(&self) -> Vec<(&'static str, SmolStr)> {
        let mut fields = Fields(Vec::with_capacity(12));
        fields.put(C::Time, time_of(self.claimed));
        fields.addressee(self.told_to.as_ref(), [C::ToldAgency, C::ToldPost, C::ToldRank]);
        fields.addressee(self.to.as_ref(), [C::ToAgency, C::ToPost, C::ToRank]);
        fields.put(C::Signs, (!self.signs.is_empty()).then(|| joined(&self.signs)));
        fields.put(C::Reason, (!self.reason.as_str().is_empty()).then(|| self.reason.0.clone()));
        if self.kind.carries_mentions() {
            fields.put(C::Activity, Some(self.activity.0.clone()));
        }
        if self.kind.reads(C::Teller) {
            fields.put(C::Teller, Some(self.teller.0.clone()));
            fields.put(C::ImmediateDanger, Some(yes_no(self.immediate_danger)));
            fields.put(C::Count, self.count.map(|count| format_smolstr!("{count}")));
        }
        if self.kind == Kind::Answered {
            fields.put(C::Addresses, Some(SmolStr::new_static(self.addresses.word())));
            fields.put(C::Outcome, Some(self.outcome.0.clone()));
            fields.put(C::ReasonsGiven, Some(yes_no(self.reasons_given)));
            fields.put(C::SecondPost, self.second.as_ref().map(|second| second.post_or_unnamed().0));
        }
        for (column, value) in &self.particulars {
            let column = C::from_name(column.as_str());
            column.into_iter().for_each(|column| fields.put(column, Some(value.0.clone())));
        }
        fields.0.push(("mentions", format_smolstr!("{}", self.mentions.len())));
        fields.0
    }
}

struct Fields(Vec<(&'static str, SmolStr)>);

impl Fields {
    fn put(&mut self, column: C, value: Option<SmolStr>) {
        self.0.extend(value.map(|value| (column.name(), value)));
    }

    fn addressee(&mut self, addressee: Option<&Addressee>, [agency, post, rank]: [C; 3]) {
        if let Some(addressee) = addressee {
            self.put(agency, Some(addressee.agency.0.clone()));
            self.put(post, addressee.post.as_ref().map(|post| post.0.clone()));
            self.put(rank, addressee.rank.map(|rank| format_smolstr!("{rank}")));
        }
    }
}

fn joined(codes: &[Code]) -> SmolStr {
    let mut joined = SmolStrBuilder::new();
    for (place, code) in codes.iter().enumerate() {
        if place > 0 {
            joined.push('|');
        }
        joined.push_str(code.as_str());
    }
    joined.finish()
}

fn yes_no(truth: bool) -> SmolStr {
    SmolStr::new_static(if truth { "yes" } else { "no" })
}

fn time_of(claimed: Claimed) -> Option<SmolStr> {
    let minute = claimed.earliest().filter(|_| claimed.precision() == Precision::Minute)?.minute_of_day();
    Some(format_smolstr!("{:02}:{:02}", minute / 60, minute % 60))
}
