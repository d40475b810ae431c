//! Why a post is in conflict with a concern, in words that say nothing of whether what is alleged is true.

use record::Code;
use record::outputs::ConflictOfInterest;

/// Why.
pub(crate) fn why(ground: &Code) -> &'static str {
    match ground.as_str() {
        "named_and_works_there" => "a record names somebody of the holder’s name who works there",
        "named_in_another_concern" => {
            "a record of another concern of the same child names somebody of the holder’s name who works there"
        }
        "named_alike" => "a record names somebody whose name is like the holder’s",
        "declared" => "declared",
        _ => "see the code",
    }
}

/// What follows.
pub(crate) fn follows(conflict: &ConflictOfInterest) -> &'static str {
    match conflict.certain {
        true => "the post and those that answer to it step aside: others hold it",
        false => "somebody outside the agency should check who is meant; until then nothing moves",
    }
}

/// On which days the person may hold the post.
pub(crate) fn days(conflict: &ConflictOfInterest) -> String {
    match (conflict.first, conflict.last) {
        (Some(first), Some(last)) => format!("{first} to {last}"),
        (Some(first), None) => format!("from {first}"),
        (None, Some(last)) => format!("to {last}"),
        (None, None) => "always".to_owned(),
    }
}
