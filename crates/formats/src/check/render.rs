//! A check report in plain words and as JSON.

use std::fmt::{self, Write};

use serde_json::{Value, json};

use super::{CheckReport, FindingCount};

impl CheckReport {
    /// In plain words, for a police or health analyst.
    pub fn words(&self) -> String {
        let mut out = String::new();
        // Writing to a string does not fail.
        let _ = self.write_words(&mut out);
        out
    }

    fn write_words(&self, out: &mut String) -> fmt::Result {
        writeln!(out, "read as {}", self.format)?;
        if let Some(error) = &self.error {
            writeln!(out, "not read to the end: {error}")?;
        }
        writeln!(out, "{}, {}", counted(self.rows, "row"), counted(self.total(), "event"))?;
        for (kind, count) in &self.events {
            writeln!(out, "  {kind:<28} {count:>9}")?;
        }
        self.write_days(out)?;
        for note in &self.notes {
            writeln!(out, "note: {note}")?;
        }
        if self.naming.values().any(|count| *count > 0) {
            writeln!(out, "\nevents that name a")?;
            for (thing, count) in &self.naming {
                writeln!(out, "  {thing:<28} {count:>9}")?;
            }
            writeln!(out, "  {:<28} {:>9}", "different children", self.children)?;
        }
        self.write_codes(out)?;
        if !self.unknown_columns.is_empty() {
            writeln!(out, "\ncolumns not recognised")?;
            for words in &self.unknown_columns {
                writeln!(out, "  {words}")?;
            }
        }
        self.write_findings(out)
    }

    fn write_days(&self, out: &mut String) -> fmt::Result {
        match self.days {
            Some((first, last)) => writeln!(out, "\nfrom {first} to {last}; {} undated", self.undated)?,
            None => writeln!(out, "\nno dates; {} undated", self.undated)?,
        }
        match self.covers {
            Some(covers) => writeln!(out, "the file says it covers {} to {}", covers.from, covers.to),
            None => writeln!(out, "what it covers is not in the file: say it in agency.toml"),
        }
    }

    fn write_codes(&self, out: &mut String) -> fmt::Result {
        if self.codes.is_empty() && self.unknown_codes.is_empty() {
            return Ok(());
        }
        writeln!(out, "\ncodes used")?;
        for (set, counts) in &self.codes {
            let counts: Vec<String> = counts.iter().map(|(code, count)| format!("{code} {count}")).collect();
            writeln!(out, "  {set}: {}", counts.join(", "))?;
        }
        for (set, count) in &self.unknown_codes {
            writeln!(out, "  {set}: {count} not known to the policy")?;
        }
        Ok(())
    }

    fn write_findings(&self, out: &mut String) -> fmt::Result {
        if self.findings.is_empty() && self.error.is_some() {
            return Ok(());
        }
        if self.findings.is_empty() {
            return writeln!(out, "\nnothing odd");
        }
        writeln!(out, "\nwhat is odd, and what was done")?;
        for finding in &self.findings {
            writeln!(
                out,
                "  {} x {} {}{}: {}",
                finding.count,
                finding.kind,
                finding.rule,
                place(finding),
                finding.words
            )?;
            if !finding.remedy.is_empty() {
                writeln!(out, "      {}", finding.remedy)?;
            }
        }
        Ok(())
    }

    /// As JSON, for programs.
    pub fn json(&self) -> String {
        let findings: Vec<Value> = self.findings.iter().map(finding_json).collect();
        let value = json!({
            "format": self.format,
            "error": self.error,
            "rows": self.rows,
            "events": self.events,
            "codes": self.codes,
            "unknown_codes": self.unknown_codes,
            "naming": self.naming,
            "children": self.children,
            "first_day": self.days.map(|(first, _)| first.to_string()),
            "last_day": self.days.map(|(_, last)| last.to_string()),
            "undated": self.undated,
            "covers_from": self.covers.map(|covers| covers.from.to_string()),
            "covers_to": self.covers.map(|covers| covers.to.to_string()),
            "notes": self.notes,
            "unknown_columns": self.unknown_columns,
            "findings": findings,
        });
        value.to_string()
    }
}

fn finding_json(finding: &FindingCount) -> Value {
    json!({
        "kind": finding.kind.word(),
        "rule": finding.rule.as_str(),
        "field": finding.field,
        "count": finding.count,
        "lines": finding.lines,
        "words": finding.words,
        "remedy": finding.remedy,
    })
}

fn place(finding: &FindingCount) -> String {
    let mut place = String::new();
    if !finding.field.is_empty() {
        let _ = write!(place, " in `{}`", finding.field);
    }
    let lines: Vec<String> =
        finding.lines.iter().filter(|line| **line > 0).map(ToString::to_string).collect();
    if !lines.is_empty() {
        let more = if finding.count > lines.len() as u64 { ", …" } else { "" };
        let _ = write!(place, " (line {}{more})", lines.join(", "));
    }
    place
}

fn counted(count: u64, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
