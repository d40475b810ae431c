//! Cases as columns, sorted once: by unit, then by the day they were opened.

use super::lateness::Lateness;

/// No such day.
pub const NEVER: i32 = i32::MIN;

/// Thousandths in a day: all days here are whole numbers of them (86.4 seconds), so that no window depends on how a
/// fraction is rounded. A date without an hour is its day times a thousand.
pub const DAY: i32 = 1000;

/// Severities stand from 0 to 9; higher ones count as 9.
pub const SEVERITIES: usize = 10;

/// One case, as it is handed over. Its unit is a number from 0; no name enters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// The unit whose case it is: numbers from 0, without wide gaps.
    pub unit: u32,
    /// When it was opened, in thousandths of a day from the period's first.
    pub opened: i32,
    /// The child, as a number; the same child has the same number everywhere. Numbers from 0 without wide gaps are best.
    pub child: u32,
    /// The deadline.
    pub due: i32,
    /// When it was closed, as the unit claims; [`NEVER`] while it is open.
    pub closed: i32,
    /// When the closing entered the log; [`NEVER`] if not known.
    pub logged: i32,
    /// When it was opened again.
    pub reopened: i32,
    /// When its class was changed.
    pub reclassified: i32,
    /// How grave it was when it came; `None` if nobody said.
    pub severity: Option<u8>,
    /// Whether it was taken on; `None` if that was not asked.
    pub accepted: Option<bool>,
    /// Whether it was left out of the count.
    pub excluded: bool,
    /// Whether the child came to harm within the time looked at; `None` if not known.
    pub harm: Option<bool>,
    /// How it was closed.
    pub closing: Closing,
    /// The length of the visit, in minutes.
    pub minutes: Option<u16>,
    /// The mark the unit gave its own work.
    pub rating: Option<u8>,
}

/// How a case was closed, as far as audits need to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Closing {
    /// It is open, or nothing is said.
    None,
    /// As done: what a count takes for a success.
    Completed,
    /// As "no cooperation".
    NoCooperation,
    /// In another way.
    Other,
}

/// What was recorded of a case in a single bit each.
pub(crate) mod mark {
    pub(crate) const ACCEPTED: u8 = 1;
    pub(crate) const ACCEPTANCE_KNOWN: u8 = 2;
    pub(crate) const EXCLUDED: u8 = 4;
    pub(crate) const HARM: u8 = 8;
    pub(crate) const HARM_KNOWN: u8 = 16;
    pub(crate) const SEVERITY_KNOWN: u8 = 32;
    /// This case and the same child's case before it were both closed as done.
    pub(crate) const BOTH_COMPLETED: u8 = 64;
}

/// No rating, or no severity.
pub(crate) const NO_MARK: u8 = u8::MAX;
/// No earlier case.
pub(crate) const NO_GAP: i32 = i32::MAX;
/// No minutes.
pub(crate) const NO_MINUTES: u16 = u16::MAX;

/// All cases of a release, column by column: 46 bytes a case, each column read from end to end.
///
/// INVARIANT: `starts` rises, begins with 0 and ends with the number of cases; each column has one value a case; within a
/// unit cases stand in the order of `Case`'s fields. Kept by [`Cases::sorted`], the only way to make one.
#[derive(Clone, Debug, Default)]
pub struct Cases {
    pub(crate) starts: Vec<usize>,
    pub(crate) child: Vec<u32>,
    pub(crate) opened: Vec<i32>,
    pub(crate) due: Vec<i32>,
    pub(crate) closed: Vec<i32>,
    pub(crate) logged: Vec<i32>,
    pub(crate) reopened: Vec<i32>,
    pub(crate) reclassified: Vec<i32>,
    pub(crate) minutes: Vec<u16>,
    pub(crate) severity: Vec<u8>,
    pub(crate) marks: Vec<u8>,
    pub(crate) closing: Vec<u8>,
    pub(crate) rating: Vec<u8>,
    /// Since the same child's last case in the same unit was opened; [`NO_GAP`] for none. Found once, when cases are sorted, so
    /// that no audit jumps back to it.
    pub(crate) gap: Vec<i32>,
    /// By unit: how late its closings entered the log.
    pub(crate) lateness: Vec<Lateness>,
}

impl Cases {
    /// Sorts rows, given in any order, into columns. Two rows alike in everything are two cases.
    pub fn sorted(mut rows: Vec<Case>) -> Self {
        rows.sort_unstable();
        renumber_children(&mut rows);
        let units = rows.last().map_or(0, |case| case.unit as usize + 1);
        let mut starts = vec![0; units + 1];
        for case in &rows {
            starts[case.unit as usize + 1] += 1;
        }
        for unit in 0..units {
            starts[unit + 1] += starts[unit];
        }
        let (gap, marks) = since_last(&rows);
        let lateness = starts.windows(2).map(|unit| Lateness::of(&rows[unit[0]..unit[1]])).collect();
        Self {
            starts,
            gap,
            marks,
            lateness,
            child: rows.iter().map(|case| case.child).collect(),
            opened: rows.iter().map(|case| case.opened).collect(),
            due: rows.iter().map(|case| case.due).collect(),
            closed: rows.iter().map(|case| case.closed).collect(),
            logged: rows.iter().map(|case| case.logged).collect(),
            reopened: rows.iter().map(|case| case.reopened).collect(),
            reclassified: rows.iter().map(|case| case.reclassified).collect(),
            minutes: rows.iter().map(|case| case.minutes.unwrap_or(NO_MINUTES)).collect(),
            severity: rows.iter().map(|case| case.severity.unwrap_or(NO_MARK)).collect(),
            closing: rows.iter().map(|case| case.closing as u8).collect(),
            rating: rows.iter().map(|case| case.rating.unwrap_or(NO_MARK)).collect(),
        }
    }

    /// How many cases there are.
    pub fn len(&self) -> usize {
        self.opened.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.opened.is_empty()
    }

    /// How many units there are, those without a case below the last one counted.
    pub fn units(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// A bare pass: every value of every column that audits read is read once and added up, missing ones left out. What audits take is held
    /// against what this takes.
    pub fn bare_pass(&self) -> i64 {
        let closings = self.lateness.iter().flat_map(Lateness::closings);
        let lateness: i64 = closings.map(|closing| i64::from(closing.lateness())).sum();
        (0..self.units()).map(|unit| self.bare_pass_of(self.of(unit))).fold(lateness, i64::wrapping_add)
    }

    fn bare_pass_of(&self, unit: std::ops::Range<usize>) -> i64 {
        let days = [&self.opened, &self.due, &self.closed, &self.logged, &self.reopened, &self.reclassified];
        let days = days.map(|column| {
            column[unit.clone()]
                .iter()
                .map(|day| if *day == NEVER { 0 } else { i64::from(*day) })
                .sum::<i64>()
        });
        let marks = [&self.severity, &self.marks, &self.closing, &self.rating].map(|column| {
            column[unit.clone()]
                .iter()
                .map(|mark| if *mark == NO_MARK { 0 } else { i64::from(*mark) })
                .sum::<i64>()
        });
        let minutes = &self.minutes[unit.clone()];
        let minutes: i64 =
            minutes.iter().map(|minutes| if *minutes == NO_MINUTES { 0 } else { i64::from(*minutes) }).sum();
        let gaps: i64 =
            self.gap[unit].iter().map(|gap| if *gap == NO_GAP { 0 } else { i64::from(*gap) }).sum();
        days.iter().chain(&marks).sum::<i64>() + minutes + gaps
    }

    /// The places of one unit's cases.
    pub(crate) fn of(&self, unit: usize) -> std::ops::Range<usize> {
        self.starts[unit]..self.starts[unit + 1]
    }
}

/// Where children's numbers are far more than there are cases, they are numbered anew: a table of them is kept by number.
fn renumber_children(rows: &mut [Case]) {
    let highest = rows.iter().map(|case| case.child).max().unwrap_or(0) as usize;
    if highest / 4 <= rows.len() {
        return;
    }
    let mut children: Vec<u32> = rows.iter().map(|case| case.child).collect();
    children.sort_unstable();
    children.dedup();
    for case in rows {
        case.child = children.partition_point(|child| *child < case.child) as u32;
    }
}

/// How long ago the same child's last case in the same unit was opened, and the marks of every case.
fn since_last(rows: &[Case]) -> (Vec<i32>, Vec<u8>) {
    let children = rows.iter().map(|case| case.child as usize + 1).max().unwrap_or(0);
    let mut last: Vec<Option<&Case>> = vec![None; children];
    rows.iter()
        .map(|case| {
            let before = last[case.child as usize].replace(case).filter(|before| before.unit == case.unit);
            let gap = before.map_or(NO_GAP, |before| case.opened.saturating_sub(before.opened));
            let done = |case: &Case| case.closing == Closing::Completed;
            let both = done(case) && before.is_some_and(done);
            (gap, marks(case) | if both { mark::BOTH_COMPLETED } else { 0 })
        })
        .unzip()
}

fn marks(case: &Case) -> u8 {
    let bit = |yes: bool, bit: u8| if yes { bit } else { 0 };
    bit(case.accepted == Some(true), mark::ACCEPTED)
        | bit(case.accepted.is_some(), mark::ACCEPTANCE_KNOWN)
        | bit(case.excluded, mark::EXCLUDED)
        | bit(case.harm == Some(true), mark::HARM)
        | bit(case.harm.is_some(), mark::HARM_KNOWN)
        | bit(case.severity.is_some(), mark::SEVERITY_KNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(unit: u32, opened: i32, child: u32) -> Case {
        Case {
            unit,
            opened,
            child,
            due: opened + 45 * DAY,
            closed: NEVER,
            logged: NEVER,
            reopened: NEVER,
            reclassified: NEVER,
            severity: None,
            accepted: None,
            excluded: false,
            harm: None,
            closing: Closing::None,
            minutes: None,
            rating: None,
        }
    }

    #[test]
    fn rows_in_any_order_are_the_same_columns() {
        let rows = vec![case(2, 5, 1), case(0, 9, 4_000_000_000), case(0, 3, 7), case(2, 1, 4_000_000_000)];
        let mut turned = rows.clone();
        turned.reverse();
        let (cases, again) = (Cases::sorted(rows), Cases::sorted(turned));
        assert_eq!(format!("{cases:?}"), format!("{again:?}"));
        assert_eq!((cases.units(), cases.of(0), cases.of(1), cases.of(2)), (3, 0..2, 2..2, 2..4));
        assert_eq!(cases.gap, [NO_GAP; 4], "another unit's case is none");
        assert_eq!(cases.child, [1, 2, 2, 0], "numbers of billions of children are made small");
        let again = Cases::sorted(vec![case(0, 900, 7), case(1, 950, 7), case(0, 5_000, 7)]);
        assert_eq!(again.gap, [NO_GAP, 4_100, NO_GAP]);
        assert!(Cases::sorted(Vec::new()).is_empty());
        assert_eq!(Cases::sorted(Vec::new()).units(), 0);
    }
}
