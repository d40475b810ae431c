//! The form on the terminal: short questions, every one but the first may be left empty.

use std::io::{self, BufRead, Write};

use record::Day;
use record::policy::Policy;
use told::telling::{Person, Telling};

/// Asks and gives what was answered.
///
/// Every answer is looked at when it is given: nobody should lose a whole telling to one mistyped date.
pub(crate) fn ask(policy: &Policy, today: Day) -> io::Result<Telling> {
    let stdin = io::stdin();
    let mut form = Form { lines: stdin.lock().lines(), out: io::stderr() };
    form.say("Telling a concern. Only the first question must be answered; leave the others empty if you do not know.")?;
    form.say("Nothing is kept before you have said yes at the end.\n")?;
    let mut telling = Telling {
        told_to: form.addressee("Whom do you tell? (agency/post, such as westbrook-council/front-door)")?,
        ..Telling::default()
    };
    telling.teller = form.code(
        "Who are you?",
        policy.tellers.iter().map(|(code, teller)| (code.as_str(), teller.title.as_str())),
    )?;
    telling.date =
        form.day("When did it happen, or when were you told? (YYYY-MM-DD; empty: today)", today)?;
    loop {
        let forename = form.optional("A child's given name (empty: no more children)")?;
        let Some(forename) = forename else { break };
        telling.children.push(Person {
            forename: Some(forename),
            surname: form.optional("  Family name")?,
            born: form.day("  Birth date (YYYY-MM-DD)", today)?,
            ..Person::default()
        });
    }
    form.say("Signs, as codes; docs/formats/telling.md explains them:")?;
    let mut signs: Vec<&str> = policy.signs.keys().map(|code| code.as_str()).collect();
    signs.sort_unstable();
    form.say(&format!("  {}", signs.join(", ")))?;
    telling.signs = form.signs("Which of them? (with commas between)", &signs)?;
    telling.immediate_danger = form.yes("Is somebody in danger now? If so, ring 999 first. (yes/no)")?;
    telling.words = form.optional("In your own words, short; do not describe harm in detail")?;
    if !form.yes("Record this now? (yes/no)")? {
        return Err(io::Error::other("nothing was recorded; start again when you want to"));
    }
    Ok(telling)
}

struct Form<L> {
    lines: L,
    out: io::Stderr,
}

impl<L: Iterator<Item = io::Result<String>>> Form<L> {
    fn say(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.out, "{words}")
    }

    fn ask(&mut self, question: &str) -> io::Result<String> {
        loop {
            if let Some(answer) = self.optional(question)? {
                return Ok(answer);
            }
            self.say("This one is needed.")?;
        }
    }

    /// To whom: asked again until it can be an agency or a post.
    fn addressee(&mut self, question: &str) -> io::Result<String> {
        loop {
            let answer = self.ask(question)?;
            let plain = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
            if answer.split('/').all(plain) && answer.split('/').count() <= 2 && answer.len() <= 100 {
                return Ok(answer);
            }
            self.say("Please write it without spaces, as agency/post or agency.")?;
        }
    }

    fn optional(&mut self, question: &str) -> io::Result<Option<String>> {
        write!(self.out, "{question}\n> ")?;
        self.out.flush()?;
        match self.lines.next() {
            Some(line) => Ok(Some(line?.trim().to_owned()).filter(|line| !line.is_empty())),
            None => Err(io::Error::other("the form was left before its end; nothing was recorded")),
        }
    }

    fn day(&mut self, question: &str, today: Day) -> io::Result<Option<String>> {
        loop {
            match self.optional(question)? {
                Some(answer) if Day::parse_iso(&answer).is_none_or(|day| day > today) => {
                    self.say("Please write a day that the calendar has and that has come, such as 2024-03-31, or leave it empty.")?;
                }
                answer => return Ok(answer),
            }
        }
    }

    fn signs(&mut self, question: &str, known: &[&str]) -> io::Result<Vec<String>> {
        loop {
            let answer = self.optional(question)?.unwrap_or_default();
            let signs: Vec<String> = answer
                .split(',')
                .map(|sign| sign.trim().to_owned())
                .filter(|sign| !sign.is_empty())
                .collect();
            match signs.iter().find(|sign| !known.contains(&sign.as_str())) {
                Some(sign) => self.say(&format!(
                    "`{sign}` is none of them; please use the words above, or leave it empty."
                ))?,
                None => return Ok(signs),
            }
        }
    }

    fn yes(&mut self, question: &str) -> io::Result<bool> {
        Ok(self
            .optional(question)?
            .is_some_and(|answer| matches!(answer.to_lowercase().as_str(), "y" | "yes")))
    }

    fn code<'a>(
        &mut self,
        question: &str,
        codes: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> io::Result<Option<String>> {
        let mut codes: Vec<(&str, &str)> = codes.collect();
        codes.sort_unstable();
        let listed: Vec<String> = codes.iter().map(|(code, title)| format!("  {code}: {title}")).collect();
        self.say(&listed.join("\n"))?;
        loop {
            match self.optional(question)? {
                Some(answer) if codes.iter().all(|(code, _)| *code != answer) => {
                    self.say("Please use one of the words before the colons, or leave it empty.")?;
                }
                answer => return Ok(answer),
            }
        }
    }
}
