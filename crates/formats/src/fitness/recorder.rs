//! Who records a figure, read from the words of a table.

/// How whoever records stands to whoever is judged, as far as words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordedBy {
    /// Somebody outside the service.
    Outside,
    /// The service, and another trace exists.
    ServiceWithTrace,
    /// Outside, from cases that the service chooses.
    InPart,
    /// The service.
    Service,
    /// The words say nothing that is known.
    Unknown,
}

/// Words for somebody outside the service whose figures they are.
const OUTSIDE: [&str; 15] = [
    "coroner",
    "laboratory",
    "lab",
    "inspectorate",
    "inspector",
    "inspectors",
    "auditor",
    "auditors",
    "court",
    "courts",
    "ombudsman",
    "regulator",
    "registrar",
    "survey",
    "independent",
];

/// Words for the service itself, or somebody it pays.
const SERVICE: [&str; 24] = [
    "establishment",
    "establishments",
    "service",
    "services",
    "contractor",
    "contractors",
    "provider",
    "providers",
    "unit",
    "units",
    "team",
    "teams",
    "force",
    "forces",
    "council",
    "councils",
    "department",
    "agency",
    "school",
    "schools",
    "hospital",
    "trust",
    "prison",
    "prisons",
];

/// Reads words such as `laboratory; sample chosen by establishment`: first who, then what limits it.
pub fn read(words: &str) -> RecordedBy {
    let mut parts = words.split(';').map(|part| part.trim().to_lowercase());
    let who = parts.next().unwrap_or_default();
    let rest: Vec<String> = parts.collect();
    let says = |phrases: &[&str]| rest.iter().any(|part| phrases.iter().any(|phrase| part.contains(phrase)));
    let names = |known: &[&str]| who.split(|c: char| !c.is_alphanumeric()).any(|word| known.contains(&word));
    match (names(&OUTSIDE), names(&SERVICE)) {
        (true, true) => RecordedBy::InPart,
        (true, false) if says(&["chosen by", "selected by", "sampled by"]) => RecordedBy::InPart,
        (true, false) => RecordedBy::Outside,
        (false, true) if says(&["hard to hide", "independent trace", "another trace"]) => {
            RecordedBy::ServiceWithTrace
        }
        (false, true) => RecordedBy::Service,
        (false, false) => RecordedBy::Unknown,
    }
}
