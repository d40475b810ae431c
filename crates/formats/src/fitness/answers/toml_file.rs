//! A questionnaire in TOML: `[[kpi]]`, and in it `[[kpi.response]]`.

use std::ops::Range;

use record::FileId;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Answer, question, unknown};
use crate::fitness::TOML_BYTES;
use crate::read::Sink;
use crate::report::{Report, short};

/// The answers of a file; whatever is wrong in it is a finding with its line, and the rest is read.
pub(in crate::fitness) fn of_toml(bytes: &[u8], file: FileId, sink: &mut dyn Sink) -> Vec<Answer> {
    let text = String::from_utf8_lossy(bytes.get(..TOML_BYTES).unwrap_or(bytes));
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let mut reader = Reader { text, file, answers: Vec::new() };
    if bytes.len() > TOML_BYTES {
        let words = "the file is larger than 1 MiB; what is behind was not read";
        reader.at(&(0..0)).skipped(
            sink,
            "",
            "fitness.size",
            words,
            "give one questionnaire for a few measures",
        );
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        // The parser's message names what it expected and quotes nothing of the file.
        let words = format!("the line is no TOML: {}", short(&error.message().replace('\n', ", ")));
        let at = reader.at(&error.span().unwrap_or(0..0));
        at.skipped(sink, "", "fitness.syntax", words, "write question = \"answer\"");
    }
    for (key, value) in table.get_ref() {
        if key.get_ref() != "kpi" {
            let words = format!("`{}` stands outside [[kpi]] and was left out", short(key.get_ref()));
            reader.at(&key.span()).skipped(
                sink,
                key.get_ref(),
                "fitness.outside",
                words,
                "put it below the [[kpi]] it is about",
            );
            continue;
        }
        for one in entries(value) {
            reader.kpi(one, sink);
        }
    }
    reader.answers.sort_by_key(|answer| answer.line);
    reader.answers
}

type Value<'v> = Spanned<DeValue<'v>>;

/// The tables of a `[[…]]`, or the one of a `[…]`.
fn entries<'a, 'v>(value: &'a Value<'v>) -> Vec<&'a Value<'v>> {
    match value.get_ref() {
        DeValue::Array(all) => all.iter().collect(),
        _ => vec![value],
    }
}

struct Reader<'t> {
    text: &'t str,
    file: FileId,
    answers: Vec<Answer>,
}

impl Reader<'_> {
    fn at(&self, span: &Range<usize>) -> Report {
        let before = self.text.as_bytes().get(..span.start).unwrap_or_default();
        let line =
            if *span == (0..0) { 0 } else { before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1 };
        Report { file: self.file, line }
    }

    fn kpi(&mut self, value: &Value<'_>, sink: &mut dyn Sink) {
        let DeValue::Table(table) = value.get_ref() else {
            let at = self.at(&value.span());
            return at.skipped(
                sink,
                "kpi",
                "fitness.kpi",
                "`kpi` is no table and was left out",
                "write [[kpi]]",
            );
        };
        let Some(name) =
            table.get("name").and_then(|name| text(name.get_ref())).filter(|name| !name.is_empty())
        else {
            let words = "the measure has no name and was left out";
            return self.at(&value.span()).skipped(
                sink,
                "name",
                "fitness.no_kpi",
                words,
                "write name = \"…\" below [[kpi]]",
            );
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "name" => {}
                "response" => entries(value).into_iter().for_each(|one| self.response(&name, one, sink)),
                written => self.answer(&name, written, &key.span(), value, sink),
            }
        }
    }

    fn response(&mut self, kpi: &str, value: &Value<'_>, sink: &mut dyn Sink) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.answer(kpi, "response", &value.span(), value, sink);
        };
        let line = self.at(&value.span()).line;
        match table.get("what").and_then(|what| text(what.get_ref())).filter(|what| !what.is_empty()) {
            Some(what) => {
                self.answers.push(Answer { line, kpi: kpi.into(), question: "response", answer: what })
            }
            None => {
                let words = "the response does not say what it is and was left out";
                return self.at(&value.span()).skipped(
                    sink,
                    "what",
                    "fitness.response",
                    words,
                    "write what = \"…\"",
                );
            }
        }
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "what" => {}
                "audit" | "counter_measure" => {
                    // Of one response, in whatever order its lines stand: they follow it.
                    if let (Some(question), Some(answer)) = (question(key.get_ref()), text(value.get_ref())) {
                        self.answers.push(Answer { line, kpi: kpi.into(), question, answer });
                    }
                }
                written => unknown(written, self.at(&key.span()), sink),
            }
        }
    }

    fn answer(
        &mut self,
        kpi: &str,
        written: &str,
        span: &Range<usize>,
        value: &Value<'_>,
        sink: &mut dyn Sink,
    ) {
        let at = self.at(span);
        let Some(question) = question(written) else { return unknown(written, at, sink) };
        match text(value.get_ref()) {
            Some(answer) => self.answers.push(Answer { line: at.line, kpi: kpi.into(), question, answer }),
            None => {
                let words = "the answer is neither words nor a number and was left out";
                at.skipped(sink, written, "fitness.answer", words, "write it in quotation marks");
            }
        }
    }
}

/// Words, a number or a day, as text.
fn text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.trim().to_owned()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Datetime(day) => Some(day.to_string()),
        DeValue::Boolean(yes) => Some(if *yes { "yes" } else { "none" }.to_owned()),
        _ => None,
    }
}
