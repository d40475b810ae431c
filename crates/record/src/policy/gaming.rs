//! `gaming.toml`: when the way candour's own rules are used leaves a trace.

use super::problem::Problems;
use super::settings::Settings;

pub(super) const FILE: &str = "gaming.toml";

/// When the use of the rules leaves a counted trace. A trace is no proof, and it changes no duty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GamingRules {
    /// Answers that say nothing.
    pub hollow_answers: HollowAnswers,
    /// The same words in many concerns.
    pub copied_answers: CopiedAnswers,
    /// One post countersigns whatever another answers.
    pub signing_pairs: SigningPairs,
    /// Concerns handed to and fro.
    pub hand_overs: HandOvers,
    /// Warnings that lie unopened.
    pub unopened: Unopened,
    /// Bursts of tellings from one agency to one post.
    pub floods: Floods,
    /// Many holders of posts named at once.
    pub tactical_naming: TacticalNaming,
}

macro_rules! table {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name { $($(#[$field_doc])* pub $field: u32),* }

        impl $name {
            fn read(file: &Settings<'_>, heading: &str, problems: &Problems) -> Self {
                let Some(table) = file.table(heading) else { return Self::default() };
                table.allow(&[$(stringify!($field)),*]);
                Self { $($field: count(&table, stringify!($field), problems)),* }
            }
        }
    };
}

table! {
    /// Answers without reasons, or with next to no words.
    HollowAnswers {
        /// Fewer words than this say nothing.
        words,
        /// A post is looked at from so many answers on.
        answers,
        /// So many in a hundred are hollow.
        percent,
    }
}

table! {
    /// Answers of one post that read the same.
    CopiedAnswers {
        /// Shorter answers are alike by nature, and are left out.
        words,
        /// The same words in so many concerns.
        concerns,
        /// So many in a hundred of the answers with words are such copies.
        percent,
    }
}

table! {
    /// One post countersigns whatever another answers, at once.
    SigningPairs {
        /// From so many signatures on.
        signatures,
        /// Of so many in a hundred of what was put to it.
        agreed_percent,
        /// So many in a hundred on the day of the answer.
        same_day_percent,
    }
}

table! {
    /// Concerns handed over and back, or on and on.
    HandOvers {
        /// So many hand-overs of one concern.
        times,
        /// A post is shown from so many such concerns on.
        concerns,
    }
}

table! {
    /// Warnings that lie unopened at a post that opens or answers later ones.
    Unopened {
        /// A post is looked at from so many warnings on.
        warnings,
        /// So many in a hundred lie unopened.
        percent,
        /// Days within which a warning may still be on a desk.
        days,
    }
}

table! {
    /// Bursts of tellings from one agency to one post.
    Floods {
        /// The length of a burst, in days.
        days,
        /// From so many tellings on.
        tellings,
        /// So many times what is usual between the two.
        times_usual,
    }
}

table! {
    /// Records of one writer that name the holders of many posts.
    TacticalNaming {
        /// So many posts.
        posts,
        /// Within so many days.
        days,
    }
}

pub(super) fn read(text: &str, problems: &Problems) -> GamingRules {
    let file = Settings::parse(FILE, text, problems);
    file.allow(&[
        "hollow_answers",
        "copied_answers",
        "signing_pairs",
        "hand_overs",
        "unopened",
        "floods",
        "tactical_naming",
    ]);
    GamingRules {
        hollow_answers: HollowAnswers::read(&file, "hollow_answers", problems),
        copied_answers: CopiedAnswers::read(&file, "copied_answers", problems),
        signing_pairs: SigningPairs::read(&file, "signing_pairs", problems),
        hand_overs: HandOvers::read(&file, "hand_overs", problems),
        unopened: Unopened::read(&file, "unopened", problems),
        floods: Floods::read(&file, "floods", problems),
        tactical_naming: TacticalNaming::read(&file, "tactical_naming", problems),
    }
}

/// A whole number from 1; of a share, to 100.
fn count(table: &Settings<'_>, key: &str, problems: &Problems) -> u32 {
    let number = table.count(key).unwrap_or_default();
    if key.ends_with("percent") && number > 100 {
        problems.add(FILE, table.line(key), format!("`{key}` is {number}"), "write a number from 1 to 100");
    }
    number
}
