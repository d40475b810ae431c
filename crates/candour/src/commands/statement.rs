//! What an entry says, line by line, in words a parent understands.

use record::Logged;
use record::event::Assurance;
use record::policy::Policy;
use record::time::Claimed;
use told::statement::Statement;

/// What stands before the time candour recorded it.
pub(crate) const RECORDED: &str = "Recorded by candour";

/// (what, value) of everything the opening shows.
///
/// Without a policy codes stand as they are, and times in UTC: a receipt is checked the same way in any country and decade.
pub(crate) fn lines(statement: &Statement, policy: Option<&Policy>, names: bool) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            lines.push((name.to_owned(), value));
        }
    };
    let receipt = statement.is_receipt();
    line(RECORDED, statement.logged.map(|at| time(at, policy)));
    if !receipt {
        line("What", statement.kind.map(|kind| kind.replace('_', " ")));
        line("Recorded step", statement.activity.as_ref().map(|code| title(code, policy)));
    }
    let claimed =
        statement.claimed.filter(|claimed| *claimed != Claimed::UNKNOWN).map(|claimed| claimed.to_string());
    line(if receipt { "Told" } else { "Claimed by its source as" }, claimed);
    line(
        "Told to",
        statement.told_to.as_ref().map(|to| match (&to.post, to.rank) {
            (Some(post), _) => format!("{} of {}", post.local(), to.agency),
            (None, Some(rank)) => format!("{} ({})", to.agency, rank.words()),
            (None, None) => to.agency.to_string(),
        }),
    );
    line(
        "Told by",
        statement.teller.as_ref().map(|code| {
            policy
                .and_then(|policy| policy.tellers.get(code))
                .map_or_else(|| plain(code), |teller| teller.title.to_string())
        }),
    );
    let signs: Vec<String> = statement
        .signs
        .iter()
        .map(|code| {
            policy
                .and_then(|policy| policy.signs.get(code))
                .map_or_else(|| plain(code), |sign| sign.title.to_string())
        })
        .collect();
    line("Signs", (!signs.is_empty()).then(|| signs.join("; ")));
    line("Danger", statement.immediate_danger.then(|| "marked as immediate danger".into()));
    if names {
        line("In the teller's words", statement.words.clone());
    }
    line("Who said so", statement.assurance.map(|how| assurance(how).to_owned()));
    if !receipt {
        let whose = if statement.assurance == Some(Assurance::Imported) {
            "From the files of"
        } else {
            "Of the agency"
        };
        line(whose, statement.by_agency.as_ref().map(ToString::to_string));
    }
    if statement.hidden > 0 {
        line("Not shown here", Some(format!("{} fields: names, numbers, free words", statement.hidden)));
    } else if statement.shows_personal && !names {
        line("Names and words", Some("are in this receipt and proved by it; `--names` shows them".into()));
    }
    lines
}

fn title(code: &record::Code, policy: Option<&Policy>) -> String {
    let activity = policy.and_then(|policy| policy.activities.get(code));
    activity.map_or_else(|| plain(code), |activity| activity.title.to_string())
}

/// A code as words.
fn plain(code: &record::Code) -> String {
    code.as_str().replace(['_', '.'], " ")
}

fn assurance(how: Assurance) -> &'static str {
    match how {
        Assurance::Imported => "an agency's file says so",
        Assurance::CommandLine => "whoever ran the command",
        Assurance::SignedIn => "a signed-in holder of the post",
        Assurance::SignatureKey => "the holder's own signature",
    }
}

/// A time in the policy's zone; without a policy in UTC.
pub(crate) fn time(at: Logged, policy: Option<&Policy>) -> String {
    let zone = policy.map_or("UTC", |policy| policy.zone.as_str());
    let seconds = at.0.div_euclid(1_000_000).rem_euclid(60);
    at.civil(zone).map_or_else(
        || format!("{} microseconds since 1970", at.0),
        |moment| format!("{}:{seconds:02} ({zone})", moment.to_string().replace('T', " ")),
    )
}
