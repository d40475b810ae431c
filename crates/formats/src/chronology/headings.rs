//! What the columns of a chronology are called, and how sure it is that a row holds its headings.

mod vocabulary;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A running number.
    Sequence,
    /// Date or period, perhaps with the time.
    Date,
    /// Time of day.
    Time,
    /// Last day of a period.
    DateTo,
    /// Time it ended.
    TimeTo,
    /// Precision of the date, as candour writes it.
    Precision,
    /// Source of information.
    Source,
    /// Agency.
    Agency,
    /// Post of whoever did or recorded it.
    Post,
    /// Person who did or recorded it.
    Author,
    /// Name of one or more children.
    Child,
    /// Given name of the child.
    Forename,
    /// Family name of the child.
    Surname,
    /// Birth date of the child.
    Born,
    /// Unique pupil number.
    Upn,
    /// NHS number.
    NhsNumber,
    /// The agency's own number of the child.
    LocalId,
    /// What happened.
    Event,
    /// What happened, by a word that other tables use as well: details, notes.
    Details,
    /// What was done.
    Action,
    /// Who was told.
    ToldTo,
    /// Comment, analysis, impact: the author's own.
    Comment,
}

/// A row with at least this score holds the headings of a chronology.
pub const THRESHOLD: u32 = 6;

/// Longest heading that is compared by its words, in bytes.
const LONGEST: usize = 80;

/// Lower case, letters and digits, single blanks.
fn plain(heading: &str) -> String {
    let mut out = String::new();
    for c in heading.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// What a column with this heading holds; `None` for headings of the panel's own, which are kept as they are.
pub fn role(heading: &str) -> Option<Role> {
    if heading.len() > LONGEST {
        return None;
    }
    if heading.trim() == "#" {
        return Some(Role::Sequence);
    }
    let plain = plain(heading);
    // Most cells that are asked about are no headings but dates and sentences.
    if plain.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    vocabulary::named(&plain).or_else(|| by_words(&plain))
}

/// Headings that no list can name in full, by the words in them.
fn by_words(plain: &str) -> Option<Role> {
    let words: Vec<&str> = plain.split(' ').collect();
    let has = |these: &[&str]| words.iter().any(|word| these.contains(word));
    // "event type", "incident number", "outcome code", "date action completed": columns of other things.
    let other = has(&[
        "type", "code", "codes", "id", "number", "no", "ref", "key", "count", "category", "receipt", "date",
        "time", "status", "score", "cost", "amount",
    ]);
    if plain.starts_with("source of") {
        return Some(Role::Source);
    }
    if other || words.len() > 8 {
        return None;
    }
    if has(&["comment", "comments", "analysis", "impact"]) {
        Some(Role::Comment)
    } else if has(&["event", "events", "incident", "incidents", "occurred"]) {
        Some(Role::Event)
    } else if has(&["action", "actions", "outcome", "outcomes", "response", "responses"]) {
        Some(Role::Action)
    } else {
        None
    }
}

/// How much a row looks like the headings of a chronology: 0 without a date and an event, otherwise the sum of what
/// its columns weigh, each role once. [`THRESHOLD`] and more is a chronology.
pub fn score(headings: &[String]) -> u32 {
    let mut roles: Vec<Role> = headings.iter().filter_map(|heading| role(heading)).collect();
    roles.sort_unstable();
    roles.dedup();
    let has = |role| roles.contains(&role);
    if !has(Role::Date) || !(has(Role::Event) || has(Role::Details)) {
        return 0;
    }
    let event = if has(Role::Event) { 3 } else { 2 };
    let of_event = headings.iter().any(|heading| names_its_event(heading));
    3 + event + u32::from(of_event) + roles.iter().map(|role| weight(*role)).sum::<u32>()
}

/// "Date of incident" says more than "Date".
fn names_its_event(heading: &str) -> bool {
    let words = ["event", "events", "incident", "contact", "significant"];
    role(heading) == Some(Role::Date) && plain(heading).split(' ').any(|word| words.contains(&word))
}

fn weight(role: Role) -> u32 {
    match role {
        Role::Source => 3,
        Role::Action | Role::Agency => 2,
        Role::ToldTo
        | Role::Post
        | Role::Author
        | Role::Child
        | Role::Comment
        | Role::Time
        | Role::DateTo => 1,
        _ => 0,
    }
}

/// The row holds the headings of a chronology.
pub fn is_heading(cells: &[String]) -> bool {
    score(cells) >= THRESHOLD
}

/// The columns of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) headings: Vec<String>,
    roles: Vec<Option<Role>>,
}

impl Layout {
    /// The layout that a row of headings gives. `covered` names cells merged with the one before.
    pub(super) fn new(headings: Vec<String>, covered: &[bool]) -> Self {
        let mut roles: Vec<Option<Role>> = headings.iter().map(|heading| role(heading)).collect();
        for place in 1..roles.len() {
            // One heading over two columns, "Date and time": the second holds the time.
            let under_date = covered.get(place) == Some(&true) && roles[place - 1] == Some(Role::Date);
            if under_date && !roles.contains(&Some(Role::Time)) {
                roles[place] = Some(Role::Time);
            }
        }
        Self { headings, roles }
    }

    /// Takes the headings of a second row where the first row has none of its own.
    pub(super) fn with_second_row(self, second: &[String], covered: &[bool]) -> Self {
        let count = self.headings.len().max(second.len());
        let at = |list: &[String], place: usize| list.get(place).map_or("", |text| text.trim()).to_owned();
        let headings = (0..count).map(|place| {
            let (upper, lower) = (at(&self.headings, place), at(second, place));
            match (upper.is_empty(), lower.is_empty()) {
                (_, true) => upper,
                (true, false) => lower,
                // "Date" over "from": the upper one says what it is; "Details" over "Action taken": the lower one.
                (false, false) if role(&lower).is_some() => lower,
                (false, false) => upper,
            }
        });
        Self::new(headings.collect(), covered)
    }

    /// The columns of a role, from the left.
    pub(super) fn columns(&self, wanted: Role) -> impl Iterator<Item = usize> {
        self.roles.iter().enumerate().filter(move |(_, role)| **role == Some(wanted)).map(|(place, _)| place)
    }

    /// The first column of a role.
    pub(super) fn column(&self, wanted: Role) -> Option<usize> {
        self.columns(wanted).next()
    }

    /// The heading of a column; empty if it has none.
    pub(super) fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map_or("", String::as_str)
    }

    /// The role of a column.
    pub(super) fn role_of(&self, column: usize) -> Option<Role> {
        self.roles.get(column).copied().flatten()
    }

    /// The same headings again, as on the next page.
    pub(super) fn is_repeated_by(&self, texts: &[String]) -> bool {
        let same = |(a, b): (&String, &String)| plain(a) == plain(b);
        let filled =
            |list: &[String]| list.iter().rposition(|text| !text.trim().is_empty()).map_or(0, |at| at + 1);
        filled(texts) == filled(&self.headings) && texts.iter().zip(&self.headings).all(same)
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, is_heading, role, score};

    fn row(headings: &str) -> Vec<String> {
        headings.split('|').map(|heading| heading.trim().to_owned()).collect()
    }

    #[test]
    fn the_tables_that_reviewers_use_are_chronologies() {
        for headings in [
            "Date | Time | Sequence | Source of Information | Event | Action",
            "Date or period | Review flag | Significant event | Source (who, which service) | Impact positive/negative | Action taken",
            "DATE/TIME | AGENCY | DETAILS | OUTCOME",
            "seq | date_from | time_from | date_to | precision | agency | post | source_of_information | source_receipt | about | place | event | sign_codes | action_taken | response_code | told_to_post",
            "Date(s) | Significant Event",
            "When | What happened | Who was informed",
            "No. | Date | Agency | Professional(s) involved | Description of event/contact | Comments / analysis",
        ] {
            assert!(is_heading(&row(headings)), "{headings}: {}", score(&row(headings)));
        }
    }

    #[test]
    fn other_tables_are_not() {
        for headings in [
            "Date | Description | Amount | Balance",
            "CHILD | DOB | DECOM | RNE | LS",
            "date | time | post | holder | concern_id | child_id",
            "event_type | concern_id | date",
            "12/03/2012 | School | Seen by nurse | Referred",
            "",
            "Event | Action | Outcome",
        ] {
            assert!(!is_heading(&row(headings)), "{headings}: {}", score(&row(headings)));
        }
    }

    #[test]
    fn a_birth_date_is_not_the_date_of_the_event() {
        assert_eq!(role("Date of birth"), Some(Role::Born));
        assert_eq!(role("D.O.B."), Some(Role::Born));
        assert_eq!(role("Date action completed"), None);
        assert_eq!(role("Sourcing"), None);
        assert_eq!(role("#"), Some(Role::Sequence));
        assert_eq!(role("Child's name"), Some(Role::Child));
    }
}
