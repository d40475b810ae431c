//! `candour chart`: figures over time, or units beside each other, with what can and cannot be concluded.

use std::error::Error;
use std::io::Write;

use desk::{ChartOptions, Charted};
use published::charts::{Content, chart_json, headline, kind_key, line_key};

use crate::args;

pub(crate) fn run(args: &args::Chart, json: bool) -> Result<u8, Box<dyn Error>> {
    let options = ChartOptions {
        file: &args.file,
        definition: args.definition.as_deref(),
        kind: args.kind.as_deref(),
        better: args.better.as_deref(),
        target: args.target,
        rules: args.rules.as_deref(),
        notice: args.notice,
        series: &args.series,
    };
    let mut stdout = std::io::stdout();
    if args.suggest {
        stdout.write_all(desk::suggest(&options)?.as_bytes())?;
        return Ok(0);
    }
    let charted = desk::chart(&options)?;
    if let Some(out) = &args.out {
        desk::write_chart(&charted, out, &args.file)?;
    }
    let words = words(&charted, args);
    if json {
        stdout.write_all(chart_json(&charted.charts).as_bytes())?;
        eprint!("{words}");
    } else {
        stdout.write_all(words.as_bytes())?;
    }
    Ok(0)
}

/// What a reader of the terminal needs: each chart's first sentence, and what was odd.
fn words(charted: &Charted, args: &args::Chart) -> String {
    let mut words = format!("{}\n", charted.charts.title);
    match &charted.charts.content {
        Content::Lines(lines) => {
            for line in lines {
                let name = if line.name.is_empty() { String::new() } else { format!("{}: ", line_key(line)) };
                words.push_str(&format!(
                    "  {name}{} ({} chart of {} {}{}, because {})\n",
                    headline(line),
                    kind_key(line),
                    line.periods.len(),
                    line.each,
                    if line.periods.len() == 1 { "" } else { "s" },
                    line.why
                ));
            }
        }
        Content::Units(units) => {
            words.push_str(&format!("  {}\n", published::charts::funnel_headline(units)))
        }
    }
    for left in &charted.charts.not_charted {
        words.push_str(&format!("  {}: not charted: {}\n", left.series, left.why));
    }
    for finding in charted.charts.findings.iter().take(10) {
        words.push_str(&format!("  line {}: {}; {}\n", finding.line, finding.words, finding.remedy));
    }
    if charted.charts.findings.len() > 10 {
        words.push_str(&format!("  and {} more findings\n", charted.charts.findings.len() - 10));
    }
    if let Some(out) = &args.out {
        words.push_str(&format!("Open first:  {}\n", out.join("index.html").display()));
    }
    words
}
