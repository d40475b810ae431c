//! From XML events to the structure of one child after the other.

use quick_xml::events::{BytesRef, Event};
use record::{Claimed, FileId, FindingKind};
use smol_str::SmolStr;

use super::elements::{Element, Leaf};
use super::model::{
    Assessment, Child, CinPlan, Details, Header, PreProceedings, ProtectionPlan, Section47, SexElement,
};
use super::tokens::Tokens;
use crate::dates::{Dates, Order};
use crate::read::{Context, ReadError, Sink, Source};
use crate::report::{Report, short};
use crate::tally::{Said, Tally};

/// Deepest nesting. The census needs eight.
const DEPTH: usize = 64;
/// Longest coded value, in bytes; anything longer is no code and may be somebody's words.
const CODE_BYTES: usize = 12;
/// Longest identifier or text of the header, in bytes.
const VALUE_BYTES: usize = 200;

/// Takes one child after the other, with the header read before them.
pub type EachChild<'f> = dyn FnMut(&Header, &Child, &mut dyn Sink) + 'f;

/// How the reading ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// With the last element closed.
    Whole,
    /// Inside an element: the file was cut off. A finding says so.
    CutOff,
}

/// Reads a census child by child; memory does not grow with the file.
///
/// # Errors
/// [`ReadError`] when the source cannot be read on, is no census, declares a document type, or nests or runs beyond
/// the caps. Children handed over before stay.
pub fn read_children(
    source: &mut dyn Source,
    context: &Context<'_>,
    sink: &mut dyn Sink,
    each: &mut EachChild<'_>,
) -> Result<(Header, Ended), ReadError> {
    let mut tokens = Tokens::new(source, context.file)?;
    let mut parser = Parser::new(context);
    let ended = loop {
        let Some((event, line)) = tokens.next()? else {
            break Ended::CutOff;
        };
        let mut done = false;
        match event {
            Event::Start(tag) => parser.open(tag.local_name().into_inner(), line, sink)?,
            Event::Empty(tag) => {
                parser.open(tag.local_name().into_inner(), line, sink)?;
                done = parser.close(tag.local_name().into_inner(), line, sink);
            }
            Event::End(tag) => done = parser.close(tag.local_name().into_inner(), line, sink),
            Event::Text(text) => parser.text(&text, line),
            Event::CData(text) => parser.text(&text, line),
            Event::GeneralRef(reference) => parser.reference(&reference, line),
            Event::Eof => {
                break if parser.stack.len() > 1 { Ended::CutOff } else { Ended::Whole };
            }
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_) => {}
        }
        if done {
            each(&parser.header, &parser.child, sink);
            parser.child.clear();
            tokens.settle(sink);
        }
    };
    if ended == Ended::CutOff {
        parser.cut_off(tokens.line(), sink, each);
    }
    parser.tally.report(context.file, sink, said);
    tokens.finish(sink);
    Ok((parser.header, ended))
}

/// An element that is open.
struct Frame {
    element: Element,
    line: u32,
    /// Something stands in it.
    filled: bool,
}

struct Parser {
    file: FileId,
    dates: Dates,
    stack: Vec<Frame>,
    /// Open elements that the census does not have where they stand.
    unknown: Vec<String>,
    /// Text of the open value.
    text: String,
    header: Header,
    child: Child,
    /// It was said that no header stands before the children.
    header_missed: bool,
    tally: Tally,
}

impl Parser {
    fn new(context: &Context<'_>) -> Self {
        Self {
            file: context.file,
            dates: Dates::new(Order::Iso, context),
            stack: vec![Frame { element: Element::Document, line: 1, filled: true }],
            unknown: Vec::new(),
            text: String::new(),
            header: Header::default(),
            child: Child::default(),
            header_missed: false,
            tally: Tally::default(),
        }
    }

    fn at(&self, line: u32) -> Report {
        Report { file: self.file, line }
    }

    fn top(&self) -> Element {
        self.stack.last().map_or(Element::Document, |frame| frame.element)
    }

    fn open(&mut self, name: &str, line: u32, sink: &mut dyn Sink) -> Result<(), ReadError> {
        if self.stack.len() + self.unknown.len() > DEPTH {
            return Err(ReadError::Broken {
                problem: format!("line {line} nests elements more than {DEPTH} deep, which no census does"),
                remedy: "export the census again".into(),
            });
        }
        let known = if self.unknown.is_empty() { self.top().inside(name) } else { None };
        let Some(element) = known else {
            return self.open_unknown(name, line);
        };
        if let Some(parent) = self.stack.last_mut() {
            parent.filled = true;
        }
        self.begin(element, line, sink);
        self.stack.push(Frame { element, line, filled: false });
        Ok(())
    }

    fn open_unknown(&mut self, name: &str, line: u32) -> Result<(), ReadError> {
        if self.top() == Element::Document {
            return Err(ReadError::Broken {
                problem: format!("the root element is `{}`, and that of a census is `Message`", short(name)),
                remedy: "give the census as the council sends it to the department".into(),
            });
        }
        if self.unknown.is_empty() {
            self.tally.add("xml.unknown_element", name, line);
            if let Some(parent) = self.stack.last_mut() {
                parent.filled = true;
            }
        }
        self.unknown.push(name.to_owned());
        Ok(())
    }

    /// Makes room for a block that begins.
    fn begin(&mut self, element: Element, line: u32, sink: &mut dyn Sink) {
        self.text.clear();
        let details = self.child.details.last_mut();
        match (element, details) {
            (Element::Child, _) => self.begin_child(line, sink),
            (Element::Details, _) => self.child.details.push(Details { line, ..Details::default() }),
            (Element::Assessments, Some(d)) => {
                d.assessments.push(Assessment { line, ..Assessment::default() })
            }
            (Element::CinPlanDates, Some(d)) => d.cin_plans.push(CinPlan { line, ..CinPlan::default() }),
            (Element::Section47, Some(d)) => d.section47.push(Section47 { line, ..Section47::default() }),
            (Element::ProtectionPlans, Some(d)) => {
                d.protection_plans.push(ProtectionPlan { line, ..ProtectionPlan::default() });
            }
            (Element::PreProceedings, Some(d)) => {
                d.pre_proceedings.push(PreProceedings { line, ..PreProceedings::default() });
            }
            _ => {}
        }
    }

    fn begin_child(&mut self, line: u32, sink: &mut dyn Sink) {
        self.child.clear();
        self.child.line = line;
        if self.header == Header::default() && !core::mem::replace(&mut self.header_missed, true) {
            self.at(line).doubtful(
                sink,
                "Header",
                "cin.no_header",
                "children stand before any header, so it is not known what the file covers",
                "give the census as the council sends it to the department",
            );
        }
    }

    fn text(&mut self, text: &str, line: u32) {
        if !self.unknown.is_empty() {
            return;
        }
        match self.top() {
            Element::Leaf(_) => self.text.push_str(text),
            element if !text.trim().is_empty() => self.tally.add("xml.stray_text", element.name(), line),
            _ => {}
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>, line: u32) {
        let character = reference.resolve_char_ref().ok().flatten();
        let mut buffer = [0; 4];
        let text = match character {
            Some(character) => Some(&*character.encode_utf8(&mut buffer)),
            None => quick_xml::escape::resolve_xml_entity(reference),
        };
        match text {
            Some(text) => self.text(text, line),
            None => self.tally.add("xml.entity", self.top().name(), line),
        }
    }

    /// Closes the element of this name; true when a child is whole.
    fn close(&mut self, name: &str, line: u32, sink: &mut dyn Sink) -> bool {
        if self.unknown.is_empty() && self.stack.len() > 1 && self.top().name() == name {
            return self.end(sink);
        }
        if let Some(place) = self.unknown.iter().rposition(|open| open == name) {
            self.unknown.truncate(place);
            return false;
        }
        let Some(place) =
            self.stack.iter().rposition(|frame| frame.element.name() == name).filter(|p| *p > 0)
        else {
            self.tally.add("xml.stray_end", name, line);
            return false;
        };
        if place + 1 < self.stack.len() || !self.unknown.is_empty() {
            self.tally.add("xml.not_closed", self.top().name(), line);
            self.unknown.clear();
        }
        let mut child_done = false;
        while self.stack.len() > place {
            child_done |= self.end(sink);
        }
        child_done
    }

    /// Ends the innermost element; true if it is a child.
    fn end(&mut self, sink: &mut dyn Sink) -> bool {
        let Some(frame) = self.stack.pop() else {
            return false;
        };
        match frame.element {
            Element::Leaf(leaf) => {
                let text = core::mem::take(&mut self.text);
                self.value(leaf, text.trim(), self.at(frame.line), sink);
                self.text = text;
                self.text.clear();
            }
            Element::CollectionDetails => self.check_header(frame.line, sink),
            element if !frame.filled => self.tally.add("xml.empty_block", element.name(), frame.line),
            _ => {}
        }
        frame.element == Element::Child
    }

    fn check_header(&mut self, line: u32, sink: &mut dyn Sink) {
        let header = &self.header;
        if !header.collection.eq_ignore_ascii_case("CIN") {
            self.at(line).doubtful(
                sink,
                "Collection",
                "cin.collection",
                "the header does not say that this is the collection `CIN`",
                "",
            );
        }
        if header.reference_date.is_some_and(|day| (day.ymd().1, day.ymd().2) != (3, 31)) {
            self.at(line).doubtful(
                sink,
                "ReferenceDate",
                "cin.100",
                "the reference date is no 31 March",
                "check which year the file covers",
            );
        }
    }

    /// Hands over the child inside which the file ends, as far as it goes, and says that it was cut off.
    fn cut_off(&mut self, line: u32, sink: &mut dyn Sink, each: &mut EachChild<'_>) {
        let inside_child = self.stack.iter().any(|frame| frame.element == Element::Child);
        let words = if inside_child {
            "the file ends before its last element is closed; the child it ends in was read as far as it goes, and \
             whatever came behind is lost"
        } else {
            "the file ends before its last element is closed; whatever came behind is lost"
        };
        self.at(line).skipped(sink, "", "xml.cut_off", words, "export or copy the file again");
        if inside_child {
            self.child.unfinished = true;
            each(&self.header, &self.child, sink);
        }
    }

    /// Puts a value where it belongs.
    fn value(&mut self, leaf: Leaf, text: &str, at: Report, sink: &mut dyn Sink) {
        if text.is_empty() {
            self.tally.add("xml.empty_value", leaf.name(), at.line);
            return;
        }
        let mut cell = Value { leaf, text, at, dates: self.dates, sink };
        let twice = match leaf {
            Leaf::Collection
            | Leaf::Year
            | Leaf::ReferenceDate
            | Leaf::SourceLevel
            | Leaf::Lea
            | Leaf::SoftwareCode
            | Leaf::Release
            | Leaf::SerialNo
            | Leaf::DateTime => cell.of_header(&mut self.header),
            Leaf::LaChildId
            | Leaf::Upn
            | Leaf::FormerUpn
            | Leaf::UpnUnknown
            | Leaf::Born
            | Leaf::Expected
            | Leaf::GenderCurrent
            | Leaf::Sex
            | Leaf::Died
            | Leaf::Ethnicity
            | Leaf::Disability => cell.of_child(&mut self.child),
            _ => match self.child.details.last_mut() {
                Some(details) => cell.of_details(details),
                None => false,
            },
        };
        if twice {
            at.doubtful(
                sink,
                leaf.name(),
                "cin.element_twice",
                "the element stands twice in one block; the last one counts",
                "",
            );
        }
    }
}

impl Child {
    /// Empties it for the next child, keeping the room of its lists.
    fn clear(&mut self) {
        let (mut disabilities, mut details) =
            (core::mem::take(&mut self.disabilities), core::mem::take(&mut self.details));
        disabilities.clear();
        details.clear();
        *self = Self { disabilities, details, ..Self::default() };
    }
}

/// One value and the place it stands in.
struct Value<'v> {
    leaf: Leaf,
    text: &'v str,
    at: Report,
    dates: Dates,
    sink: &'v mut dyn Sink,
}

/// Sets a field; true if it held something before.
fn set<T: Default + PartialEq>(field: &mut T, value: T) -> bool {
    let twice = *field != T::default();
    *field = value;
    twice
}

impl Value<'_> {
    fn past(&mut self) -> Option<Claimed> {
        self.dates.past(self.text, self.at, self.leaf.name(), self.sink)
    }

    fn any(&mut self) -> Option<Claimed> {
        self.dates.any(self.text, self.at, self.leaf.name(), self.sink)
    }

    fn plain(&mut self) -> SmolStr {
        if self.text.len() <= VALUE_BYTES {
            return SmolStr::new(self.text);
        }
        self.at.skipped(
            self.sink,
            self.leaf.name(),
            "cin.long_value",
            "the value is longer than 200 bytes and was left out",
            "",
        );
        SmolStr::default()
    }

    fn code(&mut self) -> SmolStr {
        let plain = self.text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if plain && self.text.len() <= CODE_BYTES {
            return SmolStr::new(self.text);
        }
        self.at.skipped(
            self.sink,
            self.leaf.name(),
            "cin.not_a_code",
            "the value is no code of letters and digits and was left out",
            "give the code of the census guide",
        );
        SmolStr::default()
    }

    fn truth(&mut self) -> Option<bool> {
        let is = |words: &[&str]| words.iter().any(|word| self.text.eq_ignore_ascii_case(word));
        if is(&["true", "1", "yes", "y", "t"]) {
            return Some(true);
        }
        if is(&["false", "0", "no", "n", "f"]) {
            return Some(false);
        }
        self.at.skipped(
            self.sink,
            self.leaf.name(),
            "cin.truth_value",
            "the value is neither true nor false and was left out",
            "write `true` or `false`",
        );
        None
    }

    fn of_header(&mut self, header: &mut Header) -> bool {
        match self.leaf {
            Leaf::Collection => set(&mut header.collection, self.plain()),
            Leaf::Year => set(&mut header.year, self.plain()),
            Leaf::ReferenceDate => set(&mut header.reference_date, self.any().and_then(Claimed::single_day)),
            Leaf::SourceLevel => set(&mut header.source_level, self.plain()),
            Leaf::Lea => set(&mut header.lea, self.plain()),
            Leaf::SoftwareCode => set(&mut header.software_code, self.plain()),
            Leaf::Release => set(&mut header.release, self.plain()),
            Leaf::SerialNo => set(&mut header.serial_no, self.plain()),
            Leaf::DateTime => set(&mut header.date_time, self.plain()),
            _ => false,
        }
    }

    fn of_child(&mut self, child: &mut Child) -> bool {
        match self.leaf {
            Leaf::LaChildId => set(&mut child.la_child_id, self.plain()),
            Leaf::Upn => set(&mut child.upn, self.plain()),
            Leaf::FormerUpn => set(&mut child.former_upn, self.plain()),
            Leaf::UpnUnknown => set(&mut child.upn_unknown, self.code()),
            Leaf::Born => set(&mut child.born, self.past()),
            Leaf::Expected => set(&mut child.expected, self.any()),
            Leaf::GenderCurrent => {
                child.sex_element = SexElement::GenderCurrent;
                set(&mut child.sex_code, self.code())
            }
            Leaf::Sex => {
                child.sex_element = SexElement::Sex;
                set(&mut child.sex_code, self.code())
            }
            Leaf::Died => set(&mut child.died, self.past()),
            Leaf::Ethnicity => set(&mut child.ethnicity, self.code()),
            Leaf::Disability => push(&mut child.disabilities, self.code()),
            _ => false,
        }
    }

    fn of_details(&mut self, details: &mut Details) -> bool {
        match self.leaf {
            Leaf::ReferralDate => set(&mut details.referral_date, self.past()),
            Leaf::ReferralSource => set(&mut details.referral_source, self.code()),
            Leaf::PrimaryNeed => set(&mut details.primary_need, self.code()),
            Leaf::ClosureDate => set(&mut details.closure_date, self.past()),
            Leaf::ClosureReason => set(&mut details.closure_reason, self.code()),
            Leaf::DetailsIcpc => set(&mut details.icpc, self.past()),
            Leaf::ReferralNfa => set(&mut details.referral_nfa, self.truth()),
            _ => self.of_block(details).unwrap_or(false),
        }
    }

    /// A value of the innermost block; `None` where there is none, which the element table rules out.
    fn of_block(&mut self, details: &mut Details) -> Option<bool> {
        let plans = &mut details.protection_plans;
        Some(match self.leaf {
            Leaf::AssessmentStart => set(&mut details.assessments.last_mut()?.start, self.past()),
            Leaf::AssessmentReview => set(&mut details.assessments.last_mut()?.review, self.past()),
            Leaf::Authorised => set(&mut details.assessments.last_mut()?.authorised, self.past()),
            Leaf::Factor => push(&mut details.assessments.last_mut()?.factors, self.code()),
            Leaf::CinPlanStart => set(&mut details.cin_plans.last_mut()?.start, self.past()),
            Leaf::CinPlanEnd => set(&mut details.cin_plans.last_mut()?.end, self.past()),
            Leaf::S47Start => set(&mut details.section47.last_mut()?.start, self.past()),
            Leaf::IcpcTarget => set(&mut details.section47.last_mut()?.icpc_target, self.any()),
            Leaf::S47Icpc => set(&mut details.section47.last_mut()?.icpc, self.past()),
            Leaf::IcpcNotRequired => set(&mut details.section47.last_mut()?.icpc_not_required, self.truth()),
            Leaf::PlanStart => set(&mut plans.last_mut()?.start, self.past()),
            Leaf::PlanEnd => set(&mut plans.last_mut()?.end, self.past()),
            Leaf::InitialCategory => set(&mut plans.last_mut()?.initial_category, self.code()),
            Leaf::LatestCategory => set(&mut plans.last_mut()?.latest_category, self.code()),
            Leaf::PreviousPlans => set(&mut plans.last_mut()?.previous_plans, self.code()),
            Leaf::ReviewDate => {
                let reviews = &mut plans.last_mut()?.reviews;
                reviews.extend(self.dates.past(self.text, self.at, self.leaf.name(), self.sink));
                false
            }
            _ => self.of_pre_proceedings(details.pre_proceedings.last_mut()?),
        })
    }

    fn of_pre_proceedings(&mut self, block: &mut PreProceedings) -> bool {
        match self.leaf {
            Leaf::PpStart => set(&mut block.start, self.past()),
            Leaf::LetterSent => set(&mut block.letter_sent, self.past()),
            Leaf::MeetingOffer => set(&mut block.family_meeting_offer, self.code()),
            Leaf::MeetingFacilitated => set(&mut block.family_meeting_held, self.code()),
            Leaf::InitialMeeting => set(&mut block.initial_meeting, self.past()),
            Leaf::ReviewMeetings => set(&mut block.review_meetings, self.code()),
            Leaf::StepDecision => set(&mut block.decision, self.past()),
            Leaf::PpOutcome => set(&mut block.outcome, self.code()),
            Leaf::CourtApplication => set(&mut block.court_application, self.past()),
            Leaf::LetterInitialConference => set(&mut block.letter_initial_conference, self.past()),
            _ => false,
        }
    }
}

/// Adds a code to a list that may hold several; never twice in the sense of [`set`].
fn push(list: &mut Vec<SmolStr>, code: SmolStr) -> bool {
    if !code.is_empty() {
        list.push(code);
    }
    false
}

/// What is said of the odd things that are counted.
fn said(rule: &'static str, field: &str) -> Said {
    let name = short(field);
    let (kind, words, remedy) = match rule {
        "xml.unknown_element" => (
            FindingKind::Skipped,
            format!("the element `{name}` is not known in its place and was not read"),
            "the census gains elements some years; ask for a newer candour if it matters",
        ),
        "xml.stray_text" => (
            FindingKind::Skipped,
            format!("text stands between the elements of `{name}` and was not read"),
            "",
        ),
        "xml.entity" => (
            FindingKind::Skipped,
            format!("an entity that XML does not predefine stands in `{name}` and was left out"),
            "write the character itself",
        ),
        "xml.empty_block" => (FindingKind::Skipped, format!("the block `{name}` holds nothing"), ""),
        "xml.empty_value" => {
            (FindingKind::Skipped, format!("the element `{name}` is empty and was read as left out"), "")
        }
        "xml.stray_end" => (
            FindingKind::Skipped,
            format!("an end of `{name}` stands where none is open"),
            "export the census again",
        ),
        _ => (
            FindingKind::Repaired,
            format!("the element `{name}` is not closed and was taken to end with the one around it"),
            "export the census again",
        ),
    };
    Said { kind, words, remedy }
}
