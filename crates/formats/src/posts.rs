//! Posts files: agencies, posts with rank and line upward, and who held them when.
//!
//! Documented in `docs/formats/posts.md`. Posts files are small: they are read whole, so that lines upward and holders
//! can be checked against each other; [`ROWS`] caps them.

mod check;
mod write;

pub use write::write;

use record::event::{AgencyCreated, Assurance, PostCreated, PostHeldBy};
use record::source::RowKey;
use record::{AgencyId, Body, By, Claimed, Code, Event, EventId, PostId, Rank, SourceRef};
use smol_str::SmolStr;

use crate::codes::{CodeSet, UNRECOGNISED, is_code};
use crate::csv_table::CsvTable;
use crate::csv_table::named::{Columns, Named};
use crate::emit::{constant, key};
use crate::nearest::{hint, report_unknown_headings};
use crate::read::{Context, ReadError, Seen, Sink, Source};
use crate::report::Report;
use crate::values;
use crate::when::When;

/// Most rows of a posts file; those behind are left out with a finding.
pub const ROWS: usize = 100_000;

/// The columns, in the order in which they are written.
pub const COLUMNS: [&str; 14] = [
    "row",
    "agency",
    "agency_name",
    "agency_kind",
    "post",
    "title",
    "rank",
    "reports_to",
    "takes",
    "removed_by",
    "holder",
    "from",
    "until",
    "deputy",
];

/// Reads a posts file.
///
/// # Errors
/// [`ReadError`] when the file cannot be read on, or when the column `row` is not there.
pub fn read(source: &mut dyn Source, context: &Context<'_>, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let is_heading = |cells: &[String]| cells.iter().any(|cell| cell.trim().eq_ignore_ascii_case("row"));
    let mut table = CsvTable::open_where(source, context.file, sink, is_heading)?;
    let at = Report { file: context.file, line: 1 };
    report_unknown_headings(table.headings(), &COLUMNS, at, sink);
    let columns = Columns::of(&table, &COLUMNS);
    let mut reader = Reader::new(context);
    let mut rows = 0;
    while let Some(row) = table.next_row(sink)? {
        rows += 1;
        let at = Report { file: context.file, line: row.line() };
        if rows > ROWS {
            let words = "the file has more than 100000 rows; this row and those behind it were left out";
            at.skipped(sink, "", "posts.many_rows", words, "give one posts file an agency");
            break;
        }
        reader.row(&columns.row(row), at, sink);
    }
    check::check(&reader.posts, &reader.holders, context.file, sink);
    Ok(())
}

/// A post as a row describes it, for the checks across rows.
#[derive(Debug)]
struct PostRow {
    line: u32,
    post: PostId,
    rank: Rank,
    reports_to: Option<PostId>,
}

/// A holder as a row gives them.
#[derive(Debug)]
struct HolderRow {
    line: u32,
    post: PostId,
    from: Claimed,
    until: Option<Claimed>,
    deputy: bool,
}

struct Reader<'a> {
    context: &'a Context<'a>,
    kinds: CodeSet<'a>,
    when: When,
    posts: Vec<PostRow>,
    holders: Vec<HolderRow>,
}

impl<'a> Reader<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        let kinds = context.policy.agency_kinds.keys().map(Code::as_str);
        Self {
            context,
            kinds: CodeSet::new("kind of agency", kinds),
            when: When::new(context),
            posts: Vec::new(),
            holders: Vec::new(),
        }
    }

    fn row(&mut self, cells: &Named<'_>, at: Report, sink: &mut dyn Sink) {
        let agency = values::agency(cells.get("agency"), at, "agency", sink);
        let agency = agency.unwrap_or_else(|| self.context.agency.clone());
        match cells.get("row").to_ascii_lowercase().as_str() {
            "agency" => self.agency(agency, cells, at, sink),
            "post" => self.post(&agency, cells, at, sink),
            "holder" => self.holder(&agency, cells, at, sink),
            other => {
                let near = hint(other, ["agency", "post", "holder"]);
                let words = format!("the row is neither agency, post nor holder and was left out{near}");
                at.skipped(sink, "row", "posts.unknown_row", words, "write `agency`, `post` or `holder`");
            }
        }
    }

    fn agency(&mut self, agency: AgencyId, cells: &Named<'_>, at: Report, sink: &mut dyn Sink) {
        let kind = match cells.get("agency_kind") {
            "" => Code::new("other"),
            text => self.kinds.read(text, at, "agency_kind", sink).unwrap_or_else(|| Code::new(UNRECOGNISED)),
        };
        let name = values::text(cells.get("agency_name")).unwrap_or_else(|| agency.0.clone());
        let (natural, fields) = (key(&[agency.as_str()]), [("agency_kind", kind.to_string())]);
        let claimed = self.from(cells, at, sink);
        let body = Body::AgencyCreated(Box::new(AgencyCreated { agency, name, kind }));
        self.hand_over("posts.agency", natural, &fields, claimed, body, at, sink);
    }

    fn post(&mut self, agency: &AgencyId, cells: &Named<'_>, at: Report, sink: &mut dyn Sink) {
        let Some(post) = read_post(agency, cells, at, sink) else {
            return;
        };
        let rank = values::rank(cells.get("rank"), at, "rank", sink).unwrap_or_else(|| {
            let words = "the post has no rank and was read as front line";
            at.repaired(sink, "rank", "post.no_rank", words, "give the rank, 0 to 6");
            Rank::FRONT_LINE
        });
        let reports_to =
            (!cells.get("reports_to").is_empty()).then(|| values::post(agency, cells.get("reports_to")));
        let reports_to = reports_to.filter(|above| {
            if *above == post {
                let words = "the post reports to itself; it is read as reporting to nobody";
                at.skipped(
                    sink,
                    "reports_to",
                    "post.reports_to_itself",
                    words,
                    "name the post above, or leave it empty",
                );
            }
            *above != post
        });
        let takes = read_takes(cells.get("takes"), at, sink);
        let claimed = self.from(cells, at, sink);
        self.posts.push(PostRow { line: at.line, post: post.clone(), rank, reports_to: reports_to.clone() });
        let fields = [
            ("rank", rank.to_string()),
            ("reports_to", reports_to.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("takes", takes.iter().map(Code::as_str).collect::<Vec<_>>().join("|")),
        ];
        let natural = key(&[post.as_str()]);
        let title = values::text(cells.get("title")).unwrap_or_else(|| SmolStr::new(post.local()));
        let removed_by = values::text(cells.get("removed_by"));
        let body =
            Body::PostCreated(Box::new(PostCreated { post, title, rank, reports_to, takes, removed_by }));
        self.hand_over("posts.post", natural, &fields, claimed, body, at, sink);
    }

    fn holder(&mut self, agency: &AgencyId, cells: &Named<'_>, at: Report, sink: &mut dyn Sink) {
        let Some(post) = read_post(agency, cells, at, sink) else {
            return;
        };
        let Some(holder) = values::text(cells.get("holder")) else {
            let words = "the row names no holder and was left out";
            at.skipped(
                sink,
                "holder",
                "holder.no_name",
                words,
                "give `holder`; initials or a staff number are enough",
            );
            return;
        };
        let from = self.from(cells, at, sink);
        let until = cells.get("until");
        let until = (!until.is_empty())
            .then(|| self.when.date(until, at, "until", sink))
            .filter(|day| !day.is_unknown());
        if until.is_some_and(|until| until.is_before(from).is_certain()) {
            let words = "the holder's last day lies before the first; both are kept";
            at.doubtful(sink, "until", "holder.ends_before_start", words, "check both dates");
        }
        let deputy = values::truth_or_no(cells.get("deputy"), at, "deputy", sink);
        let row = HolderRow { line: at.line, post: post.clone(), from, until, deputy };
        self.holders.push(row);
        let natural = key(&[post.as_str(), &holder, &from.to_string()]);
        let fields = [
            ("until", until.map(|until| until.to_string()).unwrap_or_default()),
            ("deputy", if deputy { "yes".into() } else { "no".into() }),
        ];
        let body = Body::PostHeldBy(Box::new(PostHeldBy { post, holder, from, until, deputy }));
        self.hand_over("posts.holder", natural, &fields, from, body, at, sink);
    }

    /// The column `from`; empty is undated.
    fn from(&self, cells: &Named<'_>, at: Report, sink: &mut dyn Sink) -> Claimed {
        match cells.get("from") {
            "" => Claimed::UNKNOWN,
            text => self.when.date(text, at, "from", sink),
        }
    }

    #[allow(clippy::too_many_arguments, reason = "one row, handed over in one place")]
    fn hand_over(
        &self,
        table: &'static str,
        natural: SmolStr,
        fields: &[(&str, String)],
        claimed: Claimed,
        body: Body,
        at: Report,
        sink: &mut dyn Sink,
    ) {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if sink.row(at.line, RowKey { table: constant(table), natural }, &fields) == Seen::Repeated {
            return;
        }
        let (file, agency) = (self.context.file, self.context.agency.clone());
        sink.event(Event {
            id: EventId::UNSET,
            claimed,
            logged: self.context.logged,
            by: By { agency, post: None, holder: None, assurance: Assurance::Imported },
            source: SourceRef { file, line: at.line, part: 0 },
            body,
        });
    }
}

fn read_post(agency: &AgencyId, cells: &Named<'_>, at: Report, sink: &mut dyn Sink) -> Option<PostId> {
    let text = cells.get("post");
    if text.is_empty() {
        let words = "the row names no post and was left out";
        at.skipped(sink, "post", "posts.no_post", words, "give `post`");
        return None;
    }
    Some(values::post(agency, text))
}

/// What a post takes: codes joined by `|`.
fn read_takes(text: &str, at: Report, sink: &mut dyn Sink) -> Vec<Code> {
    let mut takes = Vec::new();
    for taken in text.split('|').map(str::trim).filter(|taken| !taken.is_empty()) {
        if is_code(taken) {
            takes.push(Code::new(taken));
        } else {
            let words = "text stands where a code of what the post takes belongs, and was left out";
            at.skipped(
                sink,
                "takes",
                "code.text",
                words,
                "write codes such as `front_door` or `exploitation_lead`",
            );
        }
    }
    takes
}

#[cfg(test)]
mod tests;
