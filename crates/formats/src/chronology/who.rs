//! Agencies and posts as cells name them. Posts and agencies are open words, so nothing that may be a person's name
//! becomes one: only words of the field do; the rest stays the holder's, which is personal.

mod vocabulary;

use record::{Addressee, AgencyId, PostId};
use smol_str::SmolStr;
use vocabulary::{AGENCY_WORDS, NO_POST_ALONE, POST_WORDS, TITLES, holds};

/// Agency of a post that a cell names without its agency.
pub const UNKNOWN_AGENCY: &str = "unknown-agency";

/// Longest cell that names an agency or post, in bytes.
const LONGEST: usize = 120;

/// What a cell of agencies gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundAgency {
    pub(super) agency: AgencyId,
    pub(super) how: HowAgency,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HowAgency {
    /// The file's own, by its whole name.
    Own,
    /// The file's own, by a part of its name.
    OwnShort,
    /// Another, named by the cell alone.
    Other,
    /// The cell names no agency: the file's own stands.
    NoName,
}

/// The agency that a cell names.
pub(super) fn agency(cell: &str, own: &AgencyId) -> FoundAgency {
    let found = |agency: &AgencyId, how| FoundAgency { agency: agency.clone(), how };
    let slug = slug(cell);
    if slug == own.as_str() {
        return found(own, HowAgency::Own);
    }
    if slug.is_empty() || cell.len() > LONGEST || slug.split('-').count() > 8 || names_person(cell) {
        return found(own, HowAgency::NoName);
    }
    let own_words: Vec<&str> = own.as_str().split('-').collect();
    if slug.split('-').all(|word| own_words.contains(&word)) {
        return found(own, HowAgency::OwnShort);
    }
    found(&AgencyId::new(slug), HowAgency::Other)
}

/// A post and its holder, as far as a cell names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FoundPost {
    pub(super) post: Option<PostId>,
    /// The cell as written, where it holds words that are no words of posts.
    pub(super) holder: Option<SmolStr>,
}

/// The post and holder of a cell: `Duty social worker`, `J. Reed, social worker`, `agency/post`.
pub(super) fn post(cell: &str, agency: &AgencyId) -> FoundPost {
    let cell = cell.trim();
    if cell.is_empty() {
        return FoundPost::default();
    }
    if let Some(post) = written_id(cell) {
        return FoundPost { post: Some(post), holder: None };
    }
    let words = words(cell);
    let of_posts: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| holds(POST_WORDS, word)).collect();
    let post = (cell.len() <= LONGEST && of_posts.iter().any(|word| !holds(NO_POST_ALONE, word)))
        .then(|| PostId::of(agency, &of_posts.join("-")));
    let all = post.is_some() && of_posts.len() == words.len();
    FoundPost { post, holder: (!all).then(|| SmolStr::new(cell)) }
}

/// To whom a cell says it was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ToldTo {
    /// Nobody stands there.
    Nobody,
    /// This addressee.
    One(Addressee),
    /// The first of several; the others stand in the cell only.
    First(Addressee),
    /// A post whose agency the cell does not name.
    PostOnly(Addressee),
    /// Words that name neither an agency nor a post.
    NotRead,
}

/// The addressee that a cell names.
pub(super) fn told_to(cell: &str, own: &AgencyId) -> ToldTo {
    let mut parts = cell.split([';', '\n', '\r', '&', ',']).map(str::trim).filter(|part| !part.is_empty());
    let Some(first) = parts.next() else {
        return ToldTo::Nobody;
    };
    if matches!(
        plain(first).as_str(),
        "no" | "none" | "nobody" | "no one" | "n a" | "na" | "nil" | "not known" | "unknown" | ""
    ) {
        return ToldTo::Nobody;
    }
    let found = addressee(first, own);
    let several = parts.next().is_some();
    match found {
        None => ToldTo::NotRead,
        Some(to) if several => ToldTo::First(to),
        Some(to) if to.agency.as_str() == UNKNOWN_AGENCY => ToldTo::PostOnly(to),
        Some(to) => ToldTo::One(to),
    }
}

fn addressee(part: &str, own: &AgencyId) -> Option<Addressee> {
    if let Some(post) = written_id(part) {
        return Some(Addressee::post(post));
    }
    if part.len() > LONGEST {
        return None;
    }
    let found = agency(part, own);
    if matches!(found.how, HowAgency::Own | HowAgency::OwnShort) {
        return Some(Addressee::agency(found.agency));
    }
    let words = words(part);
    let is_post_word = |word: &String| holds(POST_WORDS, word);
    let strong =
        |word: &String| is_post_word(word) && !holds(NO_POST_ALONE, word) && !holds(AGENCY_WORDS, word);
    // A title with a name behind it: the words of the field around it may still name the post.
    let agency_end = words.iter().rposition(|word| holds(AGENCY_WORDS, word));
    let has_post = words.iter().any(strong);
    match (agency_end, has_post) {
        (Some(_), false) if !names_person(part) && words.len() <= 6 => {
            Some(Addressee::agency(AgencyId::new(words.join("-"))))
        }
        (_, true) => {
            let found = post(part, &AgencyId::new(UNKNOWN_AGENCY)).post?;
            Some(Addressee::post(found))
        }
        _ => None,
    }
}

/// `westbrook-police/missing-persons-desk`, as candour writes it.
fn written_id(cell: &str) -> Option<PostId> {
    let (agency, local) = cell.split_once('/')?;
    let is_id = |text: &str| {
        text.len() > 1
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
    };
    (is_id(agency) && is_id(local) && cell.contains('-')).then(|| PostId::new(cell))
}

/// A title with a name, initials, or an address for mail.
fn names_person(cell: &str) -> bool {
    let words = words(cell);
    let titled = words.windows(2).any(|pair| {
        holds(TITLES, &pair[0]) && !holds(POST_WORDS, &pair[1]) && !holds(AGENCY_WORDS, &pair[1])
    });
    let initial = words.iter().any(|word| word.chars().count() == 1 && word.chars().all(char::is_alphabetic));
    titled || (initial && !cell.contains('&')) || cell.contains('@')
}

/// The words of a cell, in lower case, without possessives.
fn words(cell: &str) -> Vec<String> {
    plain(cell).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn plain(cell: &str) -> String {
    let mut out = String::new();
    for c in cell.chars() {
        match c {
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            '\'' | '\u{2019}' => {}
            _ if out.ends_with(' ') || out.is_empty() => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A name as an id: `Westbrook Police` is `westbrook-police`.
pub(super) fn slug(cell: &str) -> String {
    plain(cell).replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::{HowAgency, ToldTo, agency, post, told_to};
    use record::AgencyId;

    fn own() -> AgencyId {
        AgencyId::new("westbrook-police")
    }

    fn told(cell: &str) -> String {
        match told_to(cell, &own()) {
            ToldTo::Nobody => "nobody".into(),
            ToldTo::NotRead => "not read".into(),
            ToldTo::One(to) | ToldTo::First(to) | ToldTo::PostOnly(to) => {
                to.post.map_or_else(|| to.agency.to_string(), |post| post.to_string())
            }
        }
    }

    #[test]
    fn an_agency_is_its_own_or_named_by_the_cell() {
        assert_eq!(agency("Westbrook Police", &own()).how, HowAgency::Own);
        assert_eq!(agency("POLICE", &own()).how, HowAgency::OwnShort);
        let school = agency("Hill Rise School", &own());
        assert_eq!((school.agency.as_str(), school.how), ("hill-rise-school", HowAgency::Other));
        for person in ["Dr A Smith", "Dr Smith", "amy@example.org", "J. Smith"] {
            assert_eq!(agency(person, &own()).how, HowAgency::NoName, "{person}");
        }
        assert_eq!(agency("Education, Health & Care", &own()).how, HowAgency::Other);
    }

    #[test]
    fn only_words_of_the_field_become_a_post() {
        let shown = |cell| {
            let found = post(cell, &own());
            (found.post.map(|post| post.local().to_owned()), found.holder.map(|holder| holder.to_string()))
        };
        let post_only = |text: &str| (Some(text.to_owned()), None);
        assert_eq!(shown("Duty Social Worker"), post_only("duty-social-worker"));
        assert_eq!(shown("westbrook-police/missing-persons-desk"), post_only("missing-persons-desk"));
        assert_eq!(shown("PC Reed"), (None, Some("PC Reed".into())));
        assert_eq!(
            shown("Amy Reed, health visitor"),
            (Some("health-visitor".into()), Some("Amy Reed, health visitor".into()))
        );
        assert_eq!(shown("Amy Reed"), (None, Some("Amy Reed".into())));
        assert_eq!(shown(" "), (None, None));
    }

    #[test]
    fn told_to_names_an_agency_a_post_or_is_left_alone() {
        assert_eq!(told("Hill Rise School"), "hill-rise-school");
        assert_eq!(told("Westbrook Police"), "westbrook-police");
        assert_eq!(told("MASH"), "mash");
        assert_eq!(told("Health visitor"), "unknown-agency/health-visitor");
        assert_eq!(told("westbrook-council/front-door"), "westbrook-council/front-door");
        assert_eq!(told("Amy Reed"), "not read");
        assert_eq!(told("Dr Reed"), "not read");
        assert_eq!(told("n/a"), "nobody");
        assert_eq!(told(""), "nobody");
        assert!(matches!(told_to("MASH; Hill Rise School", &own()), ToldTo::First(_)));
    }
}
