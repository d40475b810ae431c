//! `measures.csv` and `measure_exclusions.csv`: what is counted, out of what, and what is left out and why.
//!
//! The same words define a measure of candour's own tables and of a plain file of an analyst: conditions on columns, with
//! ` and ` between. Which tables and columns there are is not known here.

use smol_str::SmolStr;

use super::nearest::did_you_mean;
use super::problem::{Problems, shown};
use super::table::{Row, rows};
use crate::fixed::Fixed;
use crate::id::Code;

pub(super) const FILE: &str = "measures.csv";
pub(super) const EXCLUSIONS: &str = "measure_exclusions.csv";
const BETTER: &[&str] = &["higher", "lower", "neither"];

/// One measure, or one variant of it: the same figure by another convention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureRule {
    /// Its id; variants share it.
    pub id: Code,
    /// Rises with every change of meaning.
    pub version: u32,
    /// What is different in this variant; `main` for the one shown first.
    pub variant: Code,
    /// In words a committee reads.
    pub title: SmolStr,
    /// The table whose rows are counted.
    pub table: Code,
    /// The column with the day that puts a row into a period.
    pub period: Code,
    /// Rows counted at all; empty: every row.
    pub among: Vec<Condition>,
    /// Of these, the rows in the numerator; empty: the measure is a count, and no share.
    pub numerator: Vec<Condition>,
    /// Which way is better.
    pub better: Better,
    /// Of fewer rows nothing is said but the count.
    pub least: u32,
    /// Where the definition comes from.
    pub source: SmolStr,
    /// What to watch for.
    pub note: SmolStr,
}

/// Rows that a measure leaves out, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExclusionRule {
    /// The measure.
    pub measure: Code,
    /// The variant; `None`: all of them.
    pub variant: Option<Code>,
    /// Which rows.
    pub when: Vec<Condition>,
    /// Why, in plain words.
    pub why: SmolStr,
}

/// Which way of a measure is better for children. Where nobody can say, `Neither`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither: a change asks a question either way.
    #[default]
    Neither,
}

/// What a cell of one column must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The column.
    pub column: Code,
    /// The test.
    pub test: Test,
}

/// A test of one cell. An empty cell passes none but [`Test::Missing`], and fails none but [`Test::Present`]: of it nobody can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// The cell is empty.
    Missing,
    /// The cell is not empty.
    Present,
    /// It is this word or number.
    Is(SmolStr),
    /// It is another.
    IsNot(SmolStr),
    /// A number not above this.
    AtMost(Fixed),
    /// A number below this.
    Below(Fixed),
    /// A number not below this.
    AtLeast(Fixed),
    /// A number above this.
    Above(Fixed),
}

/// Measures and their exclusions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// In the order of the file: a variant stands behind its measure.
    pub rules: Vec<MeasureRule>,
    /// In the order of the file.
    pub exclusions: Vec<ExclusionRule>,
}

impl Measures {
    /// What a variant of a measure leaves out.
    pub fn exclusions_of<'a>(&'a self, of: &'a MeasureRule) -> impl Iterator<Item = &'a ExclusionRule> {
        let same = |rule: &&ExclusionRule| rule.variant.as_ref().is_none_or(|variant| *variant == of.variant);
        self.exclusions.iter().filter(move |rule| rule.measure == of.id).filter(same)
    }
}

pub(super) fn read(measures: &str, exclusions: &str, problems: &Problems) -> Measures {
    const COLUMNS: &[&str] = &[
        "id",
        "version",
        "variant",
        "title",
        "table",
        "period",
        "among",
        "numerator",
        "better",
        "least",
        "source",
        "note",
    ];
    let mut rules: Vec<MeasureRule> = Vec::new();
    for row in &rows(FILE, measures, COLUMNS, problems) {
        let rule = MeasureRule {
            id: row.code("id"),
            version: row.maybe_number("version").unwrap_or(1),
            variant: row.maybe_code("variant").unwrap_or_else(|| Code::new("main")),
            title: row.needed("title"),
            table: row.code("table"),
            period: row.code("period"),
            among: conditions(row, "among"),
            numerator: conditions(row, "numerator"),
            better: match row.word_of("better", BETTER).as_str() {
                "higher" => Better::Higher,
                "lower" => Better::Lower,
                _ => Better::Neither,
            },
            least: row.maybe_number("least").unwrap_or(20),
            source: row.needed("source"),
            note: row.text("note"),
        };
        if rules.iter().any(|known| known.id == rule.id && known.variant == rule.variant) {
            row.problem(
                format!("measure `{}` has its variant `{}` twice", rule.id, rule.variant),
                "give each variant a name of its own",
            );
        }
        rules.push(rule);
    }
    let left_out = rows(EXCLUSIONS, exclusions, &["measure", "variant", "when", "why"], problems);
    let exclusions = left_out.iter().map(|row| exclusion(row, &rules)).collect();
    Measures { rules, exclusions }
}

fn exclusion(row: &Row<'_>, rules: &[MeasureRule]) -> ExclusionRule {
    let rule = ExclusionRule {
        measure: row.code("measure"),
        variant: row.maybe_code("variant"),
        when: conditions(row, "when"),
        why: row.needed("why"),
    };
    if !rules.iter().any(|known| known.id == rule.measure) {
        let known = rules.iter().map(|known| known.id.as_str());
        let remedy = did_you_mean(rule.measure.as_str(), known, "use an id of measures.csv");
        row.problem(format!("measure `{}` is unknown", shown(rule.measure.as_str())), remedy);
    }
    let known = |variant: &Code| {
        rules.iter().any(|rule_of| rule_of.id == rule.measure && rule_of.variant == *variant)
    };
    if let Some(variant) = rule.variant.as_ref().filter(|variant| !known(variant)) {
        row.problem(
            format!(
                "measure `{}` has no variant `{}`",
                shown(rule.measure.as_str()),
                shown(variant.as_str())
            ),
            "name one of its variants, or leave the cell empty for all of them",
        );
    }
    if rule.when.is_empty() {
        row.problem("column `when` is empty", "say which rows are left out, such as `closed is missing`");
    }
    rule
}

/// The conditions in a cell; a part that is none becomes a problem.
fn conditions(row: &Row<'_>, column: &'static str) -> Vec<Condition> {
    let text = row.text(column);
    let parts = text.split(" and ").map(str::trim).filter(|part| !part.is_empty());
    parts
        .filter_map(|part| {
            let read = Condition::read(part);
            if read.is_none() {
                row.problem(
                    format!("column `{column}`: `{}` is no condition", shown(part)),
                    "write `column <= 45`, `column = word`, `column != word`, `column is missing` or `column is present`, with ` and ` between",
                );
            }
            read
        })
        .collect()
}

impl Condition {
    /// Reads one condition: `column <= 45`, `column = word`, `column is missing`, …; `None` if it is none.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        for (words, test) in [(" is missing", Test::Missing), (" is present", Test::Present)] {
            if let Some(column) = text.strip_suffix(words) {
                return Some(Self { column: column_of(column)?, test });
            }
        }
        // The longer sign first: `<=` begins with `<`.
        for sign in ["<=", ">=", "!=", "<", ">", "="] {
            let Some((column, value)) = text.split_once(sign) else { continue };
            let value = value.trim();
            if value.is_empty() || value.contains(['<', '>', '=']) {
                return None;
            }
            let number =
                || value.parse::<f64>().ok().filter(|number| number.is_finite()).map(Fixed::from_f64);
            let test = match sign {
                "<=" => Test::AtMost(number()?),
                ">=" => Test::AtLeast(number()?),
                "<" => Test::Below(number()?),
                ">" => Test::Above(number()?),
                "!=" => Test::IsNot(value.into()),
                _ => Test::Is(value.into()),
            };
            return Some(Self { column: column_of(column)?, test });
        }
        None
    }
}

fn column_of(text: &str) -> Option<Code> {
    let text = text.trim();
    let good = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    (!text.is_empty() && text.chars().all(good)).then(|| Code::new(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Test> {
        Condition::read(text).map(|condition| condition.test)
    }

    #[test]
    fn each_sign_reads_as_it_is_written() {
        assert_eq!(read("days <= 45"), Some(Test::AtMost(Fixed::whole(45))));
        assert_eq!(read("days<45"), Some(Test::Below(Fixed::whole(45))));
        assert_eq!(read("days >= 4.5"), Some(Test::AtLeast(Fixed::from_f64(4.5))));
        assert_eq!(read("nfa = yes"), Some(Test::Is("yes".into())));
        assert_eq!(read("nfa != yes"), Some(Test::IsNot("yes".into())));
        assert_eq!(read("closed is missing"), Some(Test::Missing));
        assert_eq!(read("closed is present"), Some(Test::Present));
    }

    #[test]
    fn what_is_no_condition_is_none() {
        for text in
            ["", "days", "days <= ", "days <= many", "<= 45", "a b = c", "days <=> 4", "days < inf", "x == y"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
