//! One event while its rows are read.

use record::event::{Addresses, Answered, Assurance, Body, By, HandedOver, Recorded, Step, Told};
use record::{Addressee, AgencyId, Claimed, Code, ConcernRef, Event, EventId, Mention, SourceRef};

use super::cells::Cells;
use super::columns::{Column as C, Kind};
use super::vocabulary::{NOT_STATED, Vocabulary};
use crate::codes::{UNRECOGNISED, is_code};
use crate::read::{Context, Sink};
use crate::report::Report;
use crate::values;
use crate::when::When;

/// Most mentions of one event; further ones go on in a detail of the same concern.
pub(crate) const MENTIONS: usize = 500;
/// Most bytes of words gathered from the rows of one event.
const WORDS_BYTES: usize = 1024 * 1024;
/// The activity of a detail.
pub(crate) const DETAIL: &str = "concern.detail";

/// One event while its rows are read.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) line: u32,
    pub(crate) kind: Kind,
    /// It is kept as a detail of its concern, whatever its kind.
    pub(crate) is_detail: bool,
    /// It takes the mentions for which an event above had no room.
    is_rest: bool,
    pub(crate) claimed: Claimed,
    by: By,
    pub(crate) concern: ConcernRef,
    pub(crate) activity: Code,
    pub(crate) teller: Code,
    teller_agency: Option<AgencyId>,
    pub(crate) told_to: Option<Addressee>,
    pub(crate) to: Option<Addressee>,
    pub(crate) second: Option<Addressee>,
    pub(crate) signs: Vec<Code>,
    pub(crate) immediate_danger: bool,
    pub(crate) count: Option<u32>,
    pub(crate) addresses: Addresses,
    pub(crate) outcome: Code,
    pub(crate) reasons_given: bool,
    pub(crate) reason: Code,
    /// What a recorded step says besides, by column.
    pub(crate) particulars: Vec<(Code, Code)>,
    pub(crate) mentions: Vec<Mention>,
    words: Vec<String>,
    words_bytes: usize,
}

/// What reading a row needs beside the row.
pub(crate) struct Reader<'r, 'a> {
    pub(crate) context: &'r Context<'a>,
    pub(crate) vocabulary: &'r mut Vocabulary<'a>,
    pub(crate) when: When,
    pub(crate) at: Report,
    pub(crate) sink: &'r mut dyn Sink,
}

impl Draft {
    /// The event that a row begins; its mentions, signs and words are added by [`Draft::more`].
    pub(crate) fn begin(
        kind: Kind,
        concern: ConcernRef,
        is_detail: bool,
        cells: &Cells<'_>,
        reader: &mut Reader<'_, '_>,
    ) -> Self {
        let home = reader.context.agency;
        let by = cells.by().read(home, reader.at, reader.sink);
        let mut draft = Self {
            line: reader.at.line,
            kind,
            is_detail,
            is_rest: false,
            claimed: reader.when.read(cells.dates(), reader.at, reader.sink),
            by: By {
                post: (by.post.is_some() || by.rank.is_some()).then(|| by.post_or_unnamed()),
                agency: by.agency,
                holder: values::text(cells.get(C::Holder)),
                assurance: Assurance::Imported,
            },
            concern,
            activity: Code::new(match kind {
                Kind::Told if !is_detail => "concern.told",
                Kind::Passed if !is_detail => "concern.passed",
                _ => DETAIL,
            }),
            teller: Code::new("unknown"),
            teller_agency: None,
            told_to: None,
            to: None,
            second: None,
            signs: Vec::new(),
            immediate_danger: false,
            count: None,
            addresses: Addresses::Unknown,
            outcome: Code::new(NOT_STATED),
            reasons_given: false,
            reason: Code::new(""),
            particulars: Vec::new(),
            mentions: Vec::new(),
            words: Vec::new(),
            words_bytes: 0,
        };
        draft.read_telling(cells, reader);
        draft.read_answer(cells, reader);
        if kind == Kind::Recorded && !is_detail {
            draft.particulars = super::particulars::read(&draft.activity, cells, reader);
        }
        draft
    }

    /// Who told whom what.
    fn read_telling(&mut self, cells: &Cells<'_>, reader: &mut Reader<'_, '_>) {
        let (kind, home) = (self.kind, reader.context.agency);
        if kind.reads(C::Activity) && !self.is_detail {
            self.read_activity(cells, reader);
        }
        if kind.reads(C::Teller) {
            if !cells.get(C::Teller).is_empty() {
                let text = cells.get(C::Teller);
                let code = reader.vocabulary.tellers.read(text, reader.at, C::Teller.name(), reader.sink);
                self.teller = self.code_or_words(code, text);
            }
            let column = C::TellerAgency;
            self.teller_agency = values::agency(cells.get(column), reader.at, column.name(), reader.sink);
            self.count = values::count(cells.get(C::Count), reader.at, C::Count.name(), reader.sink);
        }
        let told = cells.told();
        if kind == Kind::Told || (kind == Kind::Recorded && !told.is_empty()) {
            self.told_to = Some(told.read(home, reader.at, reader.sink));
        }
        if kind == Kind::Passed && cells.to().is_empty() {
            let words = "it is not stated to whom the concern was passed; the agency of the file is taken";
            reader.at.doubtful(
                reader.sink,
                C::ToPost.name(),
                "concern.passed_to",
                words,
                "give `to_agency` and `to_post`",
            );
        }
    }

    fn read_activity(&mut self, cells: &Cells<'_>, reader: &mut Reader<'_, '_>) {
        let text = cells.get(C::Activity);
        if text.is_empty() {
            return;
        }
        let code = reader.vocabulary.activities.read(text, reader.at, C::Activity.name(), reader.sink);
        let is_known = code.as_ref().is_some_and(|code| reader.context.policy.activities.contains_key(code));
        if is_known || self.kind == Kind::Recorded {
            self.activity = self.code_or_words(code, text);
        } else {
            // A telling under an activity that no clock starts on would wait for ever.
            self.add_words(text);
        }
    }

    /// What was decided, and to whom it went.
    fn read_answer(&mut self, cells: &Cells<'_>, reader: &mut Reader<'_, '_>) {
        let (kind, home) = (self.kind, reader.context.agency);
        let to = cells.to();
        if matches!(kind, Kind::Passed | Kind::HandedOver) || (kind == Kind::Answered && !to.is_empty()) {
            self.to = Some(to.read(home, reader.at, reader.sink));
        }
        if kind == Kind::Answered {
            self.addresses = read_addresses(cells.get(C::Addresses), reader);
            let text = cells.get(C::Outcome);
            if text.is_empty() {
                let words = "the answer states no outcome; it is kept";
                reader.at.doubtful(
                    reader.sink,
                    C::Outcome.name(),
                    "answer.no_outcome",
                    words,
                    "give `outcome`",
                );
            } else {
                let code = reader.vocabulary.outcomes.read(text, reader.at, C::Outcome.name(), reader.sink);
                self.outcome = self.code_or_words(code, text);
            }
            let column = C::ReasonsGiven;
            self.reasons_given =
                values::truth_or_no(cells.get(column), reader.at, column.name(), reader.sink);
            let second = cells.second();
            self.second = (!second.is_empty()).then(|| second.read(home, reader.at, reader.sink));
        }
        let reason = cells.get(C::Reason);
        if kind == Kind::Recorded {
            // The reason of some activities is one of their particulars. Nothing else that is recorded has a place for one: the text
            // is kept.
            if !reason.is_empty() && !super::particulars::of(self.activity.as_str()).contains(&C::Reason) {
                self.add_words(reason);
            }
        } else if kind.reads(C::Reason) && !reason.is_empty() {
            let code = is_code(reason).then(|| Code::new(reason));
            if code.is_none() {
                let words = "text stands where a reason's code belongs; it is kept with the words";
                reader.at.doubtful(
                    reader.sink,
                    C::Reason.name(),
                    "code.text",
                    words,
                    "map the text to a code",
                );
            }
            self.reason = self.code_or_words(code, reason);
        }
    }

    /// Adds a row's signs, words and mentions. False when the mentions no longer fit: the rest is a detail's.
    pub(crate) fn more(&mut self, cells: &Cells<'_>, reader: &mut Reader<'_, '_>) -> bool {
        for sign in cells.get(C::Signs).split('|').map(str::trim).filter(|sign| !sign.is_empty()) {
            let code = reader.vocabulary.signs.read(sign, reader.at, C::Signs.name(), reader.sink);
            let code = self.code_or_words(code, sign);
            if !self.signs.contains(&code) {
                self.signs.push(code);
            }
        }
        if self.kind.reads(C::ImmediateDanger) {
            let column = C::ImmediateDanger;
            self.immediate_danger |=
                values::truth_or_no(cells.get(column), reader.at, column.name(), reader.sink);
        }
        if !cells.get(C::Words).is_empty() {
            self.add_words(cells.get(C::Words));
        }
        let mentions = &mut self.mentions;
        super::mentions::read(cells, reader.vocabulary, reader.when, reader.at, reader.sink, |mention| {
            if !mentions.contains(&mention) {
                mentions.push(mention);
            }
        });
        self.mentions.len() < MENTIONS
    }

    /// The same concern and day, as a detail that takes further mentions.
    pub(crate) fn next_detail(&self, line: u32) -> Self {
        Self {
            line,
            is_detail: true,
            is_rest: true,
            activity: Code::new(DETAIL),
            signs: Vec::new(),
            mentions: Vec::new(),
            words: Vec::new(),
            words_bytes: 0,
            particulars: Vec::new(),
            ..self.clone()
        }
    }

    /// Opened for further mentions, and none came.
    pub(crate) fn is_empty_rest(&self) -> bool {
        self.is_rest && self.mentions.is_empty() && self.signs.is_empty() && self.words.is_empty()
    }

    /// A code, or its stand-in while the text goes to the words.
    fn code_or_words(&mut self, code: Option<Code>, text: &str) -> Code {
        code.unwrap_or_else(|| {
            self.add_words(text);
            Code::new(UNRECOGNISED)
        })
    }

    fn add_words(&mut self, text: &str) {
        let fits = self.words_bytes + text.len() <= WORDS_BYTES && self.words.len() < MENTIONS;
        if fits && !self.words.iter().any(|known| known == text) {
            self.words_bytes += text.len();
            self.words.push(text.to_owned());
        }
    }

    /// The events: the one the rows tell of, and a detail for mentions and signs that its kind cannot carry.
    pub(crate) fn into_events(mut self, context: &Context<'_>) -> impl Iterator<Item = Event> {
        let has_more = !self.mentions.is_empty() || !self.signs.is_empty();
        let needs_detail = has_more && !self.is_detail && !self.kind.carries_mentions();
        let detail = needs_detail.then(|| {
            let mut detail = self.next_detail(self.line);
            detail.mentions = std::mem::take(&mut self.mentions);
            detail.signs = std::mem::take(&mut self.signs);
            detail
        });
        let events = [Some((self, 0)), detail.map(|detail| (detail, 1))];
        let (file, logged) = (context.file, context.logged);
        events.into_iter().flatten().map(move |(draft, part)| Event {
            id: EventId::UNSET,
            claimed: draft.claimed,
            logged,
            by: draft.by.clone(),
            source: SourceRef { file, line: draft.line, part },
            body: draft.into_body(),
        })
    }

    fn into_body(self) -> Body {
        let words = (!self.words.is_empty()).then(|| self.words.join("\n"));
        let step = |concern, reason, words| Box::new(Step { concern, reason, words });
        if self.is_detail || self.kind == Kind::Recorded {
            return Body::Recorded(Box::new(Recorded {
                activity: self.activity,
                codes: self.particulars,
                signs: self.signs,
                concern: Some(self.concern),
                told_to: self.told_to,
                mentions: self.mentions,
                columns: Vec::new(),
                words,
                action: None,
                source_of_information: None,
            }));
        }
        match self.kind {
            Kind::Told | Kind::Passed => Body::Told(Box::new(Told {
                passes: (self.kind == Kind::Passed).then(|| self.concern.clone()),
                told_to: self.told_to.or(self.to).unwrap_or_else(|| Addressee::agency(self.by.agency)),
                concern: self.concern,
                activity: self.activity,
                teller: self.teller,
                teller_agency: self.teller_agency,
                signs: self.signs,
                codes: Vec::new(),
                immediate_danger: self.immediate_danger,
                event_count: self.count,
                mentions: self.mentions,
                words,
            })),
            Kind::Answered => Body::Answered(Box::new(Answered {
                concern: self.concern,
                addresses: self.addresses,
                outcome: self.outcome,
                reasons_given: self.reasons_given,
                second_post: self.second,
                told_to: self.to,
                words,
            })),
            Kind::HandedOver => Body::HandedOver(Box::new(HandedOver {
                concern: self.concern,
                to: self.to.unwrap_or_else(|| Addressee::agency(self.by.agency)),
                words,
            })),
            Kind::Opened => Body::Opened(step(self.concern, self.reason, words)),
            Kind::Refused => Body::Refused(step(self.concern, self.reason, words)),
            Kind::Accepted => Body::Accepted(step(self.concern, self.reason, words)),
            Kind::Countersigned => Body::Countersigned(step(self.concern, self.reason, words)),
            Kind::Withdrawn => Body::Withdrawn(step(self.concern, self.reason, words)),
            Kind::Disputed => Body::Disputed(step(self.concern, self.reason, words)),
            Kind::Challenged | Kind::Recorded => Body::Challenged(step(self.concern, self.reason, words)),
        }
    }
}

fn read_addresses(text: &str, reader: &mut Reader<'_, '_>) -> Addresses {
    if text.is_empty() {
        return Addresses::Unknown;
    }
    Addresses::from_word(text).unwrap_or_else(|| {
        let near = crate::nearest::hint(text, Addresses::ALL.iter().map(|known| known.word()));
        let words = format!("what the answer addresses is not known and was read as `unknown`{near}");
        let remedy = "write `substance`, `procedure`, `writer` or `unknown`";
        reader.at.repaired(reader.sink, C::Addresses.name(), "answer.addresses", words, remedy);
        Addresses::Unknown
    })
}
