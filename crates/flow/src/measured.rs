//! Measures over what the stages found: tables of rows, and figures by unit and period.

use counted::facts::{
    Given, Waiting, matters, of_returns, of_warnings, operations, particulars, praise, rereads, waiting,
};
use counted::measure::{Error, Figure, Periods, Table, figures};
use record::outputs::EventIx;
use record::policy::Policy;
use record::{AgencyId, Code, Day, Event, MentionKind};

use crate::Outcome;

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// The rows that measures count, by kind.
    pub tables: Vec<Table>,
    /// The figures by financial year, measure by measure in the order of the policy.
    pub years: Vec<Figure>,
    /// The same by month.
    pub months: Vec<Figure>,
    /// By measure: rows without a day that could put them into a period.
    pub undated: Vec<(Code, u64)>,
    /// Agencies that were praised, with the warnings that waited meanwhile.
    pub waiting: Vec<Waiting>,
    /// Definitions that no table can meet.
    pub errors: Vec<Error>,
}

/// Counts what the policy's measures define, over canonically ordered events and what was found in them.
///
/// `covers`: from when to when an agency's files say they cover. A pure function: the same input gives the same bytes.
pub fn measured(
    events: &[Event],
    policy: &Policy,
    as_of: Day,
    outcome: &Outcome,
    covers: &dyn Fn(&AgencyId) -> Option<(Day, Day)>,
) -> Measured {
    let joined = &outcome.joined;
    let child_of = |ix: EventIx| {
        let all = if joined.mentions.is_empty() { 0..0 } else { joined.mentions.of(ix) };
        let event = events.get(ix as usize)?;
        let about = all.zip(event.mentions()).filter(|(_, mention)| {
            mention.kind == MentionKind::Child
                && policy.roles.get(&mention.role).is_some_and(|role| role.about)
        });
        let mut children = about.filter_map(|(mention, _)| joined.entity_of.get(mention as usize).copied());
        let first = children.next()?;
        // A row about several children is no one child's.
        children.all(|other| other == first).then_some(first)
    };
    let given = Given { events, policy, as_of, child_of: &child_of, covers };
    let mut tables = of_returns(given);
    tables.extend(of_warnings(given, outcome.all_duties()));
    tables.push(matters(given, &outcome.strategic.matters));
    tables.push(rereads(given, &outcome.strategic.rereads));
    tables.push(operations(given, &outcome.organised.operations));
    tables.push(particulars(given));
    let waiting = waiting(given, outcome.all_duties());
    tables.push(praise(&waiting));
    let mut measured = Measured { tables, waiting, ..Measured::default() };
    let mut measures: Vec<&Code> = policy.measures.rules.iter().map(|rule| &rule.id).collect();
    measures.dedup();
    for measure in measures {
        measured.add(measure, policy);
    }
    measured
}

impl Measured {
    fn add(&mut self, measure: &Code, policy: &Policy) {
        let Some(rule) = policy.measures.rules.iter().find(|rule| rule.id == *measure) else { return };
        let Some(table) = self.tables.iter().find(|table| table.name == rule.table) else { return };
        if table.is_empty() {
            return;
        }
        match figures(measure, &policy.measures, table, Periods::FinancialYears) {
            Ok((years, undated)) => {
                self.years.extend(years);
                if undated > 0 {
                    self.undated.push((measure.clone(), undated));
                }
            }
            Err(error) => self.errors.push(error),
        }
        if let Ok((months, _)) = figures(measure, &policy.measures, table, Periods::Months) {
            self.months.extend(months);
        }
    }

    /// The table of this name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name.as_str() == name)
    }
}
